#ifndef BEHALF_SOLVE_IMPL_RESIDUAL_HPP
#define BEHALF_SOLVE_IMPL_RESIDUAL_HPP

#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <limits>

/// How certificates measure what is left: sizes of residuals, relative to what cancels in them.
namespace behalf::internal {

/// A size as a multiple of the terms that cancel in it; nothing is nothing, also where the terms are, and what overflows
/// is infinitely wrong.
[[nodiscard]] inline double relative(double size, double scale) {
  const double ratio = size == 0 ? 0 : size / scale;
  return ratio == ratio ? ratio : std::numeric_limits<double>::infinity();
}

/// The larger of two sizes, the second with whatever sign; a NaN counts as infinitely wrong.
[[nodiscard]] inline double larger(double size, double x) {
  if (x <= size && x >= -size) return size;
  return x == x ? std::max(x, -x) : std::numeric_limits<double>::infinity();
}

/// The largest entry by size; infinite when one is NaN, 0 when there is none.
template <class Derived>
[[nodiscard]] double largest(const Eigen::MatrixBase<Derived>& expression) {
  const typename Derived::PlainObject& x = expression.derived();
  double result = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) result = larger(result, to_double(x(i, j)));
  }
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_RESIDUAL_HPP
