#ifndef BEHALF_INFORMATION_JURY_HPP
#define BEHALF_INFORMATION_JURY_HPP

#include <behalf/information/error_model.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// What the verdict of a jury is worth when it has to tell right from wrong.
template <class Scalar = double>
struct JuryAccuracy {
  Scalar majority_right{};  ///< P(more right than wrong) + ½ P(as many).
  Scalar majority_wrong{};  ///< The rest, summed by itself, so that a small one keeps its digits.
  Scalar unanimous{};       ///< P(all say the same).
  /// P(all are wrong | all say the same); absent where they cannot all say the same.
  std::optional<Scalar> wrong_if_unanimous{};
};

namespace internal {

/// P(all are wrong) and P(all are right), each a product of these factors. They are kept apart because the products of
/// many members may both be too small to write down while their ratio is an ordinary number.
template <class Scalar>
using UnanimousFactors = std::vector<std::pair<Scalar, Scalar>>;

template <class Scalar>
void add_unanimous(const JuryClass<Scalar>& members, ErrorModel model, UnanimousFactors<Scalar>& factors) {
  const Vector<Scalar>& rates = members.error_rates;
  const Scalar& rho = members.correlation;
  const Scalar apart = Scalar(1) - rho;
  if (model == ErrorModel::beta_binomial) {
    // Pólya's urn: given j equal verdicts, the next is the same with probability (e(1 − ρ) + jρ) / (1 − ρ + jρ).
    const Scalar wrong = rates.mean(), right = Scalar(1) - wrong;
    factors.emplace_back(wrong, right);
    for (Eigen::Index j = 1; j < rates.size(); ++j) {
      const Scalar pull = Scalar(j) * rho;
      factors.emplace_back((wrong * apart + pull) / (apart + pull), (right * apart + pull) / (apart + pull));
    }
  } else if (model == ErrorModel::common_shock && rho > Scalar(0)) {
    Scalar least(1), most(0), all_wrong(1), all_right(1);
    for (const Scalar& rate : rates) {
      if (rate < least) least = rate;
      if (rate > most) most = rate;
      all_wrong *= rate;
      all_right *= Scalar(1) - rate;
    }
    factors.emplace_back(rho * least + apart * all_wrong, rho * (Scalar(1) - most) + apart * all_right);
  } else {
    for (const Scalar& rate : rates) factors.emplace_back(rate, Scalar(1) - rate);
  }
}

template <class Scalar>
[[nodiscard]] Scalar unanimity(const UnanimousFactors<Scalar>& factors) {
  Scalar wrong(1), right(1);
  for (const auto& factor : factors) {
    wrong *= factor.first;
    right *= factor.second;
    if (wrong < std::numeric_limits<Scalar>::min()) wrong = Scalar(0);
    if (right < std::numeric_limits<Scalar>::min()) right = Scalar(0);
  }
  return wrong + right;
}

/// P(all wrong) / (P(all wrong) + P(all right)); absent when both are 0.
template <class Scalar>
[[nodiscard]] std::optional<Scalar> wrong_share(const UnanimousFactors<Scalar>& factors) {
  bool never_wrong = false, never_right = false;
  for (const auto& [wrong, right] : factors) {
    never_wrong = never_wrong || wrong == Scalar(0);
    never_right = never_right || right == Scalar(0);
  }
  if (never_wrong && never_right) return std::nullopt;
  if (never_wrong) return Scalar(0);
  if (never_right) return Scalar(1);
  // Large and small odds are taken in turns: the product leaves the range of the scalar only if it belongs outside.
  std::vector<Scalar> large, small;
  for (const auto& [wrong, right] : factors) {
    const Scalar odds = wrong / right;
    (odds > Scalar(1) ? large : small).push_back(odds);
  }
  Scalar odds(1);
  for (std::size_t k = 0, l = 0, s = 0; k < factors.size(); ++k) {
    const bool up = l < large.size() && (s == small.size() || odds <= Scalar(1));
    odds *= up ? large[l++] : small[s++];
  }
  return odds > Scalar(1) ? Scalar(Scalar(1) / (Scalar(1) + Scalar(1) / odds)) : Scalar(odds / (Scalar(1) + odds));
}

/// P(W < n/2) + ½P(W = n/2) from P(W = k), or with the sides changed.
template <class Scalar>
[[nodiscard]] Scalar majority(const Vector<Scalar>& count, bool right) {
  const Eigen::Index n = count.size() - 1, minority = (n + 1) / 2;  // fewer than half: 0, …, minority − 1
  const Scalar side = right ? Scalar(count.head(minority).sum()) : Scalar(count.tail(minority).sum());
  return n % 2 == 0 ? Scalar(side + count(n / 2) / Scalar(2)) : side;
}

}  // namespace internal

/// What the majority of a jury is worth under a named model of how errors are correlated within its classes.
///
/// With W the number of wrong members of n: P(W < n/2) + ½P(W = n/2), and P(W = n | W = 0 or n); cost and errors as for
/// `error_counts`. For equal rates below ½ and independence the majority of an odd jury is right more often the larger it
/// is. Source: \cite condorcet1785.
template <class Scalar = double>
[[nodiscard]] JuryAccuracy<Scalar> jury_accuracy(const std::vector<JuryClass<Scalar>>& jury, ErrorModel model) {
  internal::require_jury("jury_accuracy", jury);
  const Vector<Scalar> count = error_counts(jury, model);
  internal::UnanimousFactors<Scalar> factors;
  for (const JuryClass<Scalar>& members : jury) internal::add_unanimous(members, model, factors);
  return {.majority_right = internal::majority(count, true),
          .majority_wrong = internal::majority(count, false),
          .unanimous = internal::unanimity(factors),
          .wrong_if_unanimous = internal::wrong_share(factors)};
}

/// How many independent members n members are worth whose errors have mean pairwise correlation ρ: n / (1 + (n − 1)ρ).
///
/// The variance of their mean error is that of so many. Between 1 and n for ρ ≥ 0. Throws `InvalidArgument` unless n ≥ 1
/// and −1/(n − 1) < ρ ≤ 1. Source: the design effect of \cite kish1965.
template <class Scalar>
[[nodiscard]] Scalar effective_number(std::size_t n, const Scalar& rho) {
  if (n == 0) throw InvalidArgument{"effective_number", "n", "expected at least one member, there is none"};
  const Scalar inflation = Scalar(1) + Scalar(n - 1) * rho;
  if (!(inflation > Scalar(0)) || !(rho <= Scalar(1))) {
    throw InvalidArgument{
        "effective_number", "rho",
        "expected a correlation that " + std::to_string(n) + " members can have, got " + behalf::to_text(rho)};
  }
  return Scalar(n) / inflation;
}

/// The mean pairwise correlation of a jury, Σ n_c(n_c − 1)ρ_c / (n(n − 1)) for classes of n_c members; 0 for one member.
template <class Scalar = double>
[[nodiscard]] Scalar mean_correlation(const std::vector<JuryClass<Scalar>>& jury) {
  internal::require_jury("mean_correlation", jury);
  Scalar sum(0), n(0);
  for (const JuryClass<Scalar>& members : jury) {
    const Scalar size = Scalar(members.error_rates.size());
    sum += size * (size - Scalar(1)) * members.correlation;
    n += size;
  }
  return n > Scalar(1) ? Scalar(sum / (n * (n - Scalar(1)))) : Scalar(0);
}

/// How many independent members a jury is worth, from its mean pairwise correlation.
template <class Scalar = double>
[[nodiscard]] Scalar effective_number(const std::vector<JuryClass<Scalar>>& jury) {
  const Scalar rho = mean_correlation(jury);
  std::size_t n = 0;
  for (const JuryClass<Scalar>& members : jury) n += static_cast<std::size_t>(members.error_rates.size());
  return effective_number(n, rho);
}

}  // namespace behalf

#endif  // BEHALF_INFORMATION_JURY_HPP
