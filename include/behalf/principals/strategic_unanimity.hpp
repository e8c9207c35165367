#ifndef BEHALF_PRINCIPALS_STRATEGIC_UNANIMITY_HPP
#define BEHALF_PRINCIPALS_STRATEGIC_UNANIMITY_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace behalf {

/// A panel that convicts when enough of its members vote for it; each has seen one private signal of the truth.
///
/// Everybody wants the same: the loss is q when an innocent is convicted, 1 − q when a guilty is acquitted.
template <class ScalarType = double>
struct VotingPanel {
  using Scalar = ScalarType;

  int members = 1;                 ///< n ≥ 1.
  int needed = 1;                  ///< k, 1 to n votes convict; n is unanimity.
  Scalar accuracy = Scalar(0.75);  ///< p, ½ < p < 1: a signal is right with this probability, independently.
  Scalar doubt = Scalar(0.5);      ///< q, 0 < q < 1: convict when guilt is more likely than this.
  Scalar prior = Scalar(0.5);      ///< Probability of guilt before any signal, 0 to 1 exclusive.
};

/// How members vote who take into account that their vote counts only when the others' are tied around the rule.
enum class VotingBehaviour : std::uint8_t {
  always_convict,  ///< Whatever they saw.
  innocent_mixes,  ///< Who saw guilt convicts; who saw innocence does so now and then.
  informative,     ///< Everybody votes what they saw.
  guilty_mixes,    ///< Who saw innocence acquits; who saw guilt convicts now and then.
  never_convict,   ///< Whatever they saw.
};

/// The behaviour in words, such as "innocent mixes".
[[nodiscard]] constexpr std::string_view to_text(VotingBehaviour behaviour) noexcept {
  switch (behaviour) {
    case VotingBehaviour::always_convict: return "always convict";
    case VotingBehaviour::innocent_mixes: return "innocent mixes";
    case VotingBehaviour::informative: return "informative";
    case VotingBehaviour::guilty_mixes: return "guilty mixes";
    case VotingBehaviour::never_convict: return "never convict";
  }
  return "unknown behaviour";
}

/// What a panel decides.
template <class Scalar = double>
struct PanelVerdict {
  VotingBehaviour behaviour = VotingBehaviour::informative;
  Scalar convict_if_guilty{};    ///< Probability of a vote to convict by a member who saw guilt,
  Scalar convict_if_innocent{};  ///< and by one who saw innocence.
  Scalar innocent_convicted{};   ///< P(convicted | innocent).
  Scalar guilty_acquitted{};     ///< P(acquitted | guilty).
};

namespace internal {

/// P(exactly k of n) when each does it with probability x: by products, which any scalar has. The binomial distribution of
/// Boost.Math is closer to the last bit (the products are off by about n rounding units) but takes no dual numbers.
template <class Scalar>
[[nodiscard]] Scalar exactly_of(int n, int k, const Scalar& x) {
  Scalar p(1);
  int left = n - k;
  for (int i = 1; i <= k; ++i) {
    p *= x * Scalar(n - k + i) / Scalar(i);
    // Small and large factors in turns, so that the product stays in range.
    for (; left > 0 && p > Scalar(1); --left) p *= Scalar(1) - x;
  }
  for (; left > 0; --left) p *= Scalar(1) - x;
  return p;
}

template <class Scalar>
[[nodiscard]] Scalar at_least_of(int n, int k, const Scalar& x) {
  Scalar p(0);
  for (int j = n; j >= k; --j) p += exactly_of(n, j, x);
  return p;
}
/// P(fewer than k of n), summed by itself, so that a small one keeps its digits.
template <class Scalar>
[[nodiscard]] Scalar fewer_of(int n, int k, const Scalar& x) {
  Scalar p(0);
  for (int j = 0; j < k; ++j) p += exactly_of(n, j, x);
  return p;
}

template <class Scalar>
void require_panel(const char* function, const VotingPanel<Scalar>& panel) {
  if (panel.members < 1) {
    throw InvalidArgument{function, "members", "expected at least 1, got " + std::to_string(panel.members)};
  }
  if (panel.needed < 1 || panel.needed > panel.members) {
    throw InvalidArgument{function, "needed",
                          "expected 1 to " + std::to_string(panel.members) + ", got " + std::to_string(panel.needed)};
  }
  if (!(panel.accuracy > Scalar(0.5)) || !(panel.accuracy < Scalar(1))) {
    throw InvalidArgument{function, "accuracy",
                          "expected a number between 1/2 and 1, got " + behalf::to_text(panel.accuracy)};
  }
  const auto require_between = [&](const char* field, const Scalar& x) {
    if (!(x > Scalar(0)) || !(x < Scalar(1))) {
      throw InvalidArgument{function, field, "expected a number between 0 and 1, got " + behalf::to_text(x)};
    }
  };
  require_between("doubt", panel.doubt);
  require_between("prior", panel.prior);
}

template <class Scalar>
[[nodiscard]] PanelVerdict<Scalar> verdict_of(const VotingPanel<Scalar>& panel, VotingBehaviour behaviour,
                                              const Scalar& if_guilty, const Scalar& if_innocent) {
  const Scalar& p = panel.accuracy;
  const Scalar wrong = Scalar(1) - p;
  return {behaviour, if_guilty, if_innocent,
          at_least_of(panel.members, panel.needed, Scalar(wrong * if_guilty + p * if_innocent)),
          fewer_of(panel.members, panel.needed, Scalar(p * if_guilty + wrong * if_innocent))};
}

/// What a member who saw guilt (or innocence) gains by a vote to convict instead of one to acquit, relative to the larger
/// of the two losses at stake when the vote counts; 0 where it never counts.
template <class Scalar>
[[nodiscard]] double gain_of_convicting(const VotingPanel<Scalar>& panel, const PanelVerdict<Scalar>& verdict,
                                        bool saw_guilt) {
  const Scalar& p = panel.accuracy;
  const Scalar wrong = Scalar(1) - p;
  const Scalar if_guilty = p * verdict.convict_if_guilty + wrong * verdict.convict_if_innocent;
  const Scalar if_innocent = wrong * verdict.convict_if_guilty + p * verdict.convict_if_innocent;
  const Scalar guilty = panel.prior * (saw_guilt ? p : wrong) * (Scalar(1) - panel.doubt) *
                        exactly_of(panel.members - 1, panel.needed - 1, if_guilty);
  const Scalar innocent = (Scalar(1) - panel.prior) * (saw_guilt ? wrong : p) * panel.doubt *
                          exactly_of(panel.members - 1, panel.needed - 1, if_innocent);
  const double size = std::max(to_double(guilty), to_double(innocent));
  return size > 0 ? to_double(Scalar(guilty - innocent)) / size : 0.0;
}

}  // namespace internal

/// What a panel decides whose members vote what they saw, whatever the rule makes of it: what a stricter rule promises.
/// Throws as `strategic_verdict` does.
template <class Scalar = double>
[[nodiscard]] PanelVerdict<Scalar> sincere_verdict(const VotingPanel<Scalar>& panel) {
  internal::require_panel("sincere_verdict", panel);
  return internal::verdict_of(panel, VotingBehaviour::informative, Scalar(1), Scalar(0));
}

/// What a panel decides whose members vote so that it is best given when their vote counts: the symmetric equilibrium in
/// which votes follow signals where there is one.
///
/// With s = p/(1 − p), θ = q/(1 − q) · (1 − prior)/prior and Λ the odds of guilt in that the others split k − 1 to n − k:
/// convict on a signal of guilt where Λs ≥ θ, of innocence where Λ/s ≥ θ; mixing makes the condition an equality, solved in
/// closed form. Under unanimity a vote counts only when all others convict, which speaks for guilt, so who saw innocence
/// convicts too: an innocent may be convicted more often the larger the panel. Throws `InvalidArgument` unless n ≥ 1,
/// 1 ≤ k ≤ n, ½ < p < 1 and doubt and prior are between 0 and 1. Certificate: incentive violation = the most that a member
/// could gain by voting otherwise, from the probabilities that the vote counts, relative to what is then at stake.
/// Source: \cite feddersen1998, for any prior and number of votes needed.
template <class Scalar = double>
[[nodiscard]] Solution<PanelVerdict<Scalar>> strategic_verdict(const VotingPanel<Scalar>& panel) {
  using std::exp;
  using std::log;
  internal::require_panel("strategic_verdict", panel);
  const Scalar& p = panel.accuracy;
  const Scalar wrong = Scalar(1) - p;
  // In logarithms, so that large panels stay in range.
  const Scalar s = log(p / wrong);
  const Scalar theta = log(panel.doubt / (Scalar(1) - panel.doubt)) + log((Scalar(1) - panel.prior) / panel.prior);
  const Scalar others = Scalar(panel.needed - 1), against = Scalar(panel.members - panel.needed);
  const Scalar informative = (others - against) * s;
  VotingBehaviour behaviour = VotingBehaviour::informative;
  Scalar if_guilty(1), if_innocent(0);
  if (theta < informative - s) {
    const Scalar wanted = theta + (against + Scalar(1)) * s;
    if (!(wanted > Scalar(0)) || panel.needed == 1) {
      behaviour = VotingBehaviour::always_convict;
      if_innocent = Scalar(1);
    } else {
      behaviour = VotingBehaviour::innocent_mixes;
      const Scalar x = exp(wanted / others);
      if_innocent = (p - x * wrong) / (x * p - wrong);
    }
  } else if (theta > informative + s) {
    const Scalar wanted = theta - (others + Scalar(1)) * s;
    if (!(wanted < Scalar(0)) || panel.needed == panel.members) {
      behaviour = VotingBehaviour::never_convict;
      if_guilty = Scalar(0);
    } else {
      behaviour = VotingBehaviour::guilty_mixes;
      const Scalar z = exp(wanted / against);
      if_guilty = (Scalar(1) - z) / (p - z * wrong);
    }
  }
  const PanelVerdict<Scalar> result = internal::verdict_of(panel, behaviour, if_guilty, if_innocent);
  double violation = 0;
  for (const bool saw_guilt : {false, true}) {
    const Scalar& vote = saw_guilt ? result.convict_if_guilty : result.convict_if_innocent;
    const double gain = internal::gain_of_convicting(panel, result, saw_guilt);
    if (vote < Scalar(1)) violation = std::max(violation, gain);
    if (vote > Scalar(0)) violation = std::max(violation, -gain);
  }
  Certificate certificate;
  certificate.incentive_violation = violation;
  return {result, certificate};
}

}  // namespace behalf

#endif  // BEHALF_PRINCIPALS_STRATEGIC_UNANIMITY_HPP
