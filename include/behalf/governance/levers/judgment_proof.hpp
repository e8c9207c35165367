#ifndef BEHALF_GOVERNANCE_LEVERS_JUDGMENT_PROOF_HPP
#define BEHALF_GOVERNANCE_LEVERS_JUDGMENT_PROOF_HPP

#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <optional>

namespace behalf {

/// How likely harm is at effort e ≥ 0 spent on preventing it: `probability(e)`, from 1 to 0, falling and convex, and its
/// derivative `slope(e)`.
template <class H, class Scalar = double>
concept HarmProbability = requires(const H& harm, const Scalar& effort) {
  { harm.probability(effort) } -> std::convertible_to<Scalar>;
  { harm.slope(effort) } -> std::convertible_to<Scalar>;
};

/// Harm with probability p₀e^(−λe) at effort e.
template <class Scalar = double>
struct ExponentialHarm {
  Scalar without_effort = Scalar(1);  ///< p₀, 0 to 1.
  Scalar rate = Scalar(1);            ///< λ > 0.

  [[nodiscard]] Scalar probability(const Scalar& effort) const {
    using std::exp;
    return without_effort * exp(-rate * effort);
  }
  [[nodiscard]] Scalar slope(const Scalar& effort) const { return -rate * probability(effort); }
};

/// Who pays for harm: the one who causes it, as far as the assets reach. All in units of utility.
template <class ScalarType = double>
struct LiabilityRule {
  using Scalar = ScalarType;

  Scalar harm = Scalar(1);                   ///< h ≥ 0: what the affected lose.
  Scalar assets = Scalar(1);                 ///< ≥ 0: more than that cannot be taken.
  std::optional<Scalar> damages{};           ///< ≥ 0: what a court awards; default the harm.
  std::optional<Scalar> standard_of_care{};  ///< ≥ 0: nobody who spent that much is liable; default: everybody is.

  /// What the agent has to fear: the damages, but no more than its assets.
  [[nodiscard]] Scalar stake() const {
    const Scalar awarded = damages.value_or(harm);
    return awarded < assets ? awarded : assets;
  }
};

/// What liability makes of an agent's care, against what would be best for all.
template <class Scalar = double>
struct CareTaken {
  Scalar effort{};       ///< What the agent spends on care: least e + p(e) · min(damages, assets), or the standard.
  Scalar best_effort{};  ///< What would be best: least e + p(e)h.
  Scalar social_cost{};  ///< e + p(e)h at the effort taken.
  Scalar gap{};          ///< How far that exceeds the least, ≥ 0.
};

namespace internal {

/// p(e). Throws `InvalidArgument` where that is no probability.
template <class Scalar, class Harm>
[[nodiscard]] Scalar harm_probability(const Harm& harm, const Scalar& effort) {
  const Scalar p = static_cast<Scalar>(harm.probability(effort));
  if (!(p >= Scalar(0)) || !(p <= Scalar(1))) {
    throw InvalidArgument{"care_under_liability", "probability",
                          "expected a number from 0 to 1, got " + to_text(p) + " at effort " + to_text(effort)};
  }
  return p;
}

/// The e ≥ 0 of least e + p(e)·stake: where p'(e)·stake = −1, by bisection of the slope, which rises.
template <class Scalar, class Harm>
[[nodiscard]] Scalar least_cost_effort(const Harm& harm, const Scalar& stake) {
  const auto falls = [&](const Scalar& effort) {
    const Scalar slope = static_cast<Scalar>(harm.slope(effort));
    if (!(slope <= Scalar(0)) && !(slope > Scalar(0))) {
      throw InvalidArgument{"care_under_liability", "slope",
                            "expected a number, got " + to_text(slope) + " at effort " + to_text(effort)};
    }
    return Scalar(1) + slope * stake < Scalar(0);
  };
  Scalar low(0), high = harm_probability(harm, Scalar(0)) * stake;  // more costs more than no effort
  if (!falls(low)) return low;
  while (high - low > Scalar(2) * std::numeric_limits<Scalar>::epsilon() * high) {
    const Scalar middle = low + (high - low) / Scalar(2);
    if (!(middle > low) || !(middle < high)) break;
    (falls(middle) ? low : high) = middle;
  }
  return low + (high - low) / Scalar(2);
}

/// The most by which one of 4097 evenly spread efforts up to `most` is cheaper than `effort` for who bears `stake`.
template <class Scalar, class Harm>
[[nodiscard]] double cheaper_effort(const Harm& harm, const Scalar& stake, const Scalar& cost, const Scalar& most) {
  double best = 0;
  for (int k = 0; k <= 4096; ++k) {
    const Scalar effort = most * Scalar(k) / Scalar(4096);
    const double less = to_double(Scalar(cost - effort - harm_probability(harm, effort) * stake));
    if (less > 0) best = std::max(best, less / to_double(cost));
  }
  return best;
}

}  // namespace internal

/// The care of an agent who may be unable to pay for the harm it does: it fears no more than to lose its assets, so
/// damages beyond them change nothing, and it spends less on care than is best for all.
///
/// The agent takes the e of least e + p(e) · min(damages, assets); with a standard of care it meets the standard instead
/// where that costs it no more. Throws `InvalidArgument` for negative or infinite numbers, and for a probability beyond 0 to
/// 1 and a slope that is no number, wherever they are looked at. Certificate: incentive violation = the most that the agent
/// could save by one of 4097 evenly spread other efforts, dual residual = the same for the best effort; relative to the
/// cost. Both find out where p is not convex.
/// Source: \cite shavell1986.
template <class Scalar = double, class Harm>
  requires HarmProbability<Harm, Scalar>
[[nodiscard]] Solution<CareTaken<Scalar>> care_under_liability(const Harm& harm, const LiabilityRule<Scalar>& rule) {
  static constexpr const char* who = "care_under_liability";
  require_not_negative(who, "harm", rule.harm);
  require_not_negative(who, "assets", rule.assets);
  if (rule.damages) require_not_negative(who, "damages", *rule.damages);
  if (rule.standard_of_care) require_not_negative(who, "standard_of_care", *rule.standard_of_care);
  const Scalar careless = internal::harm_probability(harm, Scalar(0));
  const auto cost = [&](const Scalar& effort, const Scalar& stake) {
    return Scalar(effort + internal::harm_probability(harm, effort) * stake);
  };
  const Scalar stake = rule.stake();
  CareTaken<Scalar> result;
  result.effort = internal::least_cost_effort(harm, stake);
  Scalar paid = cost(result.effort, stake);
  Certificate certificate;
  certificate.incentive_violation = internal::cheaper_effort(harm, stake, paid, Scalar(careless * stake));
  if (rule.standard_of_care && *rule.standard_of_care <= paid) {
    result.effort = paid = *rule.standard_of_care;
  }
  result.best_effort = internal::least_cost_effort(harm, rule.harm);
  const Scalar least = cost(result.best_effort, rule.harm);
  certificate.dual_residual = internal::cheaper_effort(harm, rule.harm, least, Scalar(careless * rule.harm));
  result.social_cost = cost(result.effort, rule.harm);
  result.gap = result.social_cost > least ? Scalar(result.social_cost - least) : Scalar(0);
  return {result, certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_JUDGMENT_PROOF_HPP
