#ifndef BEHALF_NETWORK_IMPL_REDRESS_HPP
#define BEHALF_NETWORK_IMPL_REDRESS_HPP

#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

namespace behalf::internal {

/// What a welfare that has this gradient at regrets that others make good (`make_good`) changes by with the regrets before.
template <class Scalar>
[[nodiscard]] Vector<Scalar> redressed_gradient(const Vector<Scalar>& shares, const Vector<Scalar>& weights,
                                                const Vector<Scalar>& gradient) {
  Vector<Scalar> result = gradient;
  for (Eigen::Index j = 0; j < shares.size(); ++j) {
    if (!(shares(j) > Scalar(0))) continue;
    const Scalar others = weight_of_others(weights, j);
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
