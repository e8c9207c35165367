#ifndef BEHALF_TESTS_SUPPORT_COMPARE_HPP
#define BEHALF_TESTS_SUPPORT_COMPARE_HPP

#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace behalf_test {

/// The rounding unit of a scalar type, as a multiple of that of double: what a tolerance for double is multiplied by.
template <class Scalar>
[[nodiscard]] double coarseness() {
  return behalf::to_double(std::numeric_limits<Scalar>::epsilon()) / std::numeric_limits<double>::epsilon();
}

/// A closed form, to twelve digits.
[[nodiscard]] inline doctest::Approx exactly(double figure) { return doctest::Approx(figure).epsilon(1e-12); }

/// The largest entry by size; infinite when one is NaN, 0 when there is none.
template <class Derived>
[[nodiscard]] double largest(const Eigen::MatrixBase<Derived>& expression) {
  const typename Derived::PlainObject matrix = expression;
  double result = 0;
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      const double size = std::abs(behalf::to_double(matrix(i, j)));
      result = std::isnan(size) ? std::numeric_limits<double>::infinity() : std::max(result, size);
    }
  }
  return result;
}

/// How far two matrices are apart in the worst entry; infinite when they differ in shape.
template <class A, class B>
[[nodiscard]] double apart(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<B>& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) return std::numeric_limits<double>::infinity();
  const typename A::PlainObject difference = a - b;
  return largest(difference);
}

/// Whether two matrices are the same numbers, bit for bit where the scalar type has no negative zero.
template <class A, class B>
[[nodiscard]] bool same(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<B>& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_COMPARE_HPP
