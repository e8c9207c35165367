#ifndef BEHALF_SOLVE_NEAREST_COVARIANCE_HPP
#define BEHALF_SOLVE_NEAREST_COVARIANCE_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/symmetric_eigen.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <string>

namespace behalf {

/// The covariance nearest to a symmetric matrix (d × d), in the sum of squares of the changes: its eigenvalues below 0 become
/// 0. What is a covariance already is returned as it is. Throws `InvalidArgument` for what is not symmetric and finite.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> nearest_covariance(const Matrix<Scalar>& matrix) {
  require_symmetric("nearest_covariance", "matrix", matrix, matrix.rows());
  if (is_positive_semidefinite(matrix)) return matrix;
  const internal::SymmetricEigen<Scalar> eigen{matrix};
  Matrix<Scalar> result(matrix.rows(), matrix.cols());
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i <= j; ++i) {
      Scalar sum(0);
      for (Eigen::Index k = 0; k < matrix.rows(); ++k) {
        if (!(eigen.rotated(k, k) > Scalar(0))) continue;
        sum += (eigen.vectors(i, k) * eigen.rotated(k, k)) * eigen.vectors(j, k);
      }
      result(i, j) = result(j, i) = sum;
    }
  }
  return result;
}

/// How far below 0, relative to the largest variance, the least eigenvalue of a table of covariances may lie for it to count as
/// a covariance that was rounded when it was written down: 1e-4, what six digits do to variances a hundred times smaller
/// than the largest numbers beside them.
inline constexpr double rounded_covariance_tolerance = 1e-4;

/// Makes a covariance of one whose rounding when it was written down has made an eigenvalue negative, within
/// `rounded_covariance_tolerance`: the nearest one. Returns what was done, in words, or nothing; what is further off is left
/// for `require_covariance` to refuse.
template <class Scalar>
[[nodiscard]] std::string mend_rounding(Matrix<Scalar>& matrix) {
  if (matrix.rows() == 0 || !is_symmetric(matrix) || is_positive_semidefinite(matrix)) return {};
  Scalar largest(0);
  for (Eigen::Index j = 0; j < matrix.rows(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      if (!is_finite(matrix(i, j))) return {};
    }
    if (matrix(j, j) < Scalar(0)) return {};
    if (matrix(j, j) > largest) largest = matrix(j, j);
  }
  const Scalar least = internal::SymmetricEigen<Scalar>{matrix}.least();
  if (!(-least <= Scalar(rounded_covariance_tolerance) * largest)) return {};
  matrix = nearest_covariance(matrix);
  return "its least eigenvalue is " + to_text(least, 3) +
         ", as rounding when it is written down can make it; the nearest " + "covariance is taken";
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_NEAREST_COVARIANCE_HPP
