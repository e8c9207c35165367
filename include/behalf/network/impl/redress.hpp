#ifndef BEHALF_NETWORK_IMPL_REDRESS_HPP
#define BEHALF_NETWORK_IMPL_REDRESS_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

namespace behalf::internal {

/// The sum of all weights but one.
template <class Scalar>
[[nodiscard]] Scalar weight_beside(const Vector<Scalar>& weights, Eigen::Index one) {
  Scalar sum(0);
  for (Eigen::Index k = 0; k < weights.size(); ++k) sum += k == one ? Scalar(0) : weights(k);
  return sum;
}

/// Makes shares a of regrets R good, which others pay for by weight: R_j − a_j R_j, and R_i + a_j R_j w_i/Σ_{k≠j} w_k. All
/// shares are of the regrets before any of it.
template <class Scalar>
void redress(const Vector<Scalar>& shares, const Vector<Scalar>& weights, Scalar* regrets) {
  const Eigen::Index n = shares.size();
  const Vector<Scalar> before = Eigen::Map<const Vector<Scalar>>(regrets, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    if (!(shares(j) > Scalar(0))) continue;
    const Scalar owed = shares(j) * before(j);
    const Scalar others = weight_beside(weights, j);
    for (Eigen::Index i = 0; i < n; ++i) regrets[i] += i == j ? Scalar(-owed) : Scalar(owed * (weights(i) / others));
  }
}

/// What a welfare that has this gradient at regrets that were made good changes by with the regrets before.
template <class Scalar>
[[nodiscard]] Vector<Scalar> redressed_gradient(const Vector<Scalar>& shares, const Vector<Scalar>& weights,
                                                const Vector<Scalar>& gradient) {
  Vector<Scalar> result = gradient;
  for (Eigen::Index j = 0; j < shares.size(); ++j) {
    if (!(shares(j) > Scalar(0))) continue;
    const Scalar others = weight_beside(weights, j);
    Scalar paid(0);
    for (Eigen::Index i = 0; i < shares.size(); ++i) {
      if (i != j) paid += gradient(i) * (weights(i) / others);
    }
    result(j) += shares(j) * (paid - gradient(j));
  }
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_REDRESS_HPP
