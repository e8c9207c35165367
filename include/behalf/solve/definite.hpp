#ifndef BEHALF_SOLVE_DEFINITE_HPP
#define BEHALF_SOLVE_DEFINITE_HPP

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>

namespace behalf {

namespace internal {

/// What to multiply rows and columns by so that the diagonal becomes 1 and no tolerance depends on what attributes are
/// measured in; 1 where the diagonal is 0.
template <class Scalar>
[[nodiscard]] Vector<Scalar> unit_diagonal_scale(const Matrix<Scalar>& matrix) {
  using std::sqrt;
  Vector<Scalar> scale(matrix.rows());
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    scale(i) = Scalar(1);
    if (matrix(i, i) > Scalar(0)) scale(i) = Scalar(1) / sqrt(matrix(i, i));
  }
  return scale;
}

/// A matrix in the units in which its diagonal is 1.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> with_unit_diagonal(const Matrix<Scalar>& matrix) {
  const Vector<Scalar> scale = unit_diagonal_scale(matrix);
  Matrix<Scalar> scaled(matrix.rows(), matrix.cols());
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) scaled(i, j) = scale(i) * matrix(i, j) * scale(j);
  }
  return scaled;
}

/// Relative rounding error allowed in a matrix of this size that is given in its scalar type.
template <class Scalar>
[[nodiscard]] Scalar definite_tolerance(Eigen::Index size) {
  return std::numeric_limits<Scalar>::epsilon() * Scalar(64 * static_cast<int>(size));
}

}  // namespace internal

/// Whether a matrix is square and equals its transpose, each pair of entries up to 64 epsilon of its own size.
template <class Scalar>
[[nodiscard]] bool is_symmetric(const Matrix<Scalar>& matrix) {
  using std::abs;
  if (matrix.rows() != matrix.cols()) return false;
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) {
      const Scalar size = abs(matrix(i, j)) + abs(matrix(j, i));
      // Written so that a NaN is not symmetric to anything.
      if (!(abs(matrix(i, j) - matrix(j, i)) <= internal::definite_tolerance<Scalar>(1) * size)) return false;
    }
  }
  return true;
}

/// Whether a symmetric matrix has only positive eigenvalues, to working precision: every Cholesky pivot of the matrix
/// scaled to unit diagonal exceeds 64 d epsilon. A matrix that is singular up to rounding is not positive definite.
template <class Scalar>
[[nodiscard]] bool is_positive_definite(const Matrix<Scalar>& matrix) {
  if (!is_symmetric(matrix)) return false;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    if (!(matrix(i, i) > Scalar(0))) return false;
  }
  const Eigen::LLT<Matrix<Scalar>> factor{internal::with_unit_diagonal(matrix)};
  if (factor.info() != Eigen::Success) return false;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    const Scalar pivot = factor.matrixLLT()(i, i);
    if (!is_finite(matrix(i, i))) return false;
    if (!(pivot * pivot > internal::definite_tolerance<Scalar>(matrix.rows()))) return false;
  }
  return true;
}

/// Whether a symmetric matrix has no negative eigenvalue, up to a rounding error of 64 d epsilon in units in which its
/// diagonal is 1. Where a diagonal entry is 0 its row must be 0.
template <class Scalar>
[[nodiscard]] bool is_positive_semidefinite(const Matrix<Scalar>& matrix) {
  if (!is_symmetric(matrix)) return false;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    if (!(matrix(i, i) >= Scalar(0)) || !is_finite(matrix(i, i))) return false;
    if (!(matrix(i, i) == Scalar(0))) continue;
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      if (!(matrix(i, j) == Scalar(0))) return false;
    }
  }
  Matrix<Scalar> scaled = internal::with_unit_diagonal(matrix);
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    scaled(i, i) += internal::definite_tolerance<Scalar>(matrix.rows());
  }
  return Eigen::LLT<Matrix<Scalar>>{scaled}.info() == Eigen::Success;
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_DEFINITE_HPP
