#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_INSTITUTIONS_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_INSTITUTIONS_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <memory>
#include <string>
#include <vector>

namespace behalf {

template <class ScalarType>
struct LinearQuadraticSpec;

/// What institutions add to linear–quadratic delegation beside what they change of it: the agent is liable to some, and
/// some are made good for a part of their regret. Empty unless levers fill it in. Formulas: behalf's.
template <class ScalarType = double>
struct Institutions {
  using Scalar = ScalarType;

  /// Whom the agent is liable to: it maximises its own utility plus Σ λ_j U_j, so that where objectives are faulty it is
  /// moved by (y + b + Σ λ_j v_j)/(1 + Σ λ_j) instead of y + b; pay and its risk premium stay.
  Vector<Scalar> felt{};           ///< Σ λ_j v_j (d); empty: it is liable to nobody.
  Scalar felt_weight = Scalar(0);  ///< Σ λ_j ≥ 0.

  /// The share of each principal's regret (n, 0 to 1) that the others make good, by their weights without any lever;
  /// empty: nobody's. See `make_good`.
  Vector<Scalar> redress{};

  /// What no lever moves is read from the description as it was without any; absent: it is as it was.
  std::shared_ptr<const LinearQuadraticSpec<Scalar>> before{};

  /// How far the agent still pursues what it is paid for: 1/(1 + Σ λ_j).
  [[nodiscard]] Scalar own_share() const { return Scalar(1) / (Scalar(1) + felt_weight); }
};

namespace internal {

/// The sum of all weights but one.
template <class Scalar>
[[nodiscard]] Scalar weight_of_others(const Vector<Scalar>& weights, Eigen::Index one) {
  Scalar sum(0);
  for (Eigen::Index k = 0; k < weights.size(); ++k) sum += k == one ? Scalar(0) : weights(k);
  return sum;
}

/// Makes shares a of regrets R (n) good: R_j − a_j R_j, which others pay for, principals by weight, R_i + a_j R_j w_i/Σ_{k≠j} w_k,
/// groups of people the same per head, R_i + a_j R_j w_j/Σ_{k≠j} w_k. All shares are of the regrets before any of it.
template <class Scalar>
void make_good(const Vector<Scalar>& shares, const Vector<Scalar>& weights, bool per_head, Scalar* regrets) {
  const Eigen::Index n = shares.size();
  const std::vector<Scalar> before(regrets, regrets + n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const Scalar& owed_to = before[static_cast<std::size_t>(j)];
    if (!(shares(j) > Scalar(0))) continue;
    regrets[j] -= shares(j) * owed_to;
    const Scalar others = weight_of_others(weights, j);
    for (Eigen::Index i = 0; i < n; ++i) {
      if (i != j) regrets[i] += shares(j) * owed_to * (weights(per_head ? j : i) / others);
    }
  }
}

/// Throws `InvalidArgument` unless somebody else has weight, to pay for what one of these (number j) is made good for.
template <class Scalar>
void require_payers(const char* function, const std::string& field, const Vector<Scalar>& weights, Eigen::Index j) {
  if (!(weight_of_others(weights, j) > Scalar(0))) {
    throw InvalidArgument{function, field, "expected somebody else of positive weight to pay for it, there is nobody"};
  }
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_INSTITUTIONS_HPP
