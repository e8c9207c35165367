#ifndef BEHALF_NETWORK_IMPL_SYMMETRIC_ROOT_HPP
#define BEHALF_NETWORK_IMPL_SYMMETRIC_ROOT_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/Jacobi>

#include <cmath>
#include <limits>

namespace behalf::internal {

/// The symmetric root of a positive semidefinite matrix Σ, also where it is singular.
///
/// Σ = FFᵀ by Cholesky with the largest pivot first, relative to the diagonal, until what is left is rounding; rotations of
/// pairs of columns (Jacobi) then make F orthogonal, so that Σ^½ = Σ_k f_k f_kᵀ / |f_k|. By eigenvalues the root of a
/// singular Σ would lose half of its digits: an eigenvalue that should be 0 comes out as ε|Σ|, and its root as √ε |Σ|^½.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> symmetric_root(const Matrix<Scalar>& matrix) {
  using std::abs;
  using std::sqrt;
  const Eigen::Index d = matrix.rows();
  Matrix<Scalar> rest = matrix;
  Matrix<Scalar> factor = Matrix<Scalar>::Zero(d, d);
  Eigen::Index rank = 0;
  for (; rank < d; ++rank) {
    Eigen::Index pivot = -1;
    Scalar largest = definite_tolerance<Scalar>(d);
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!(matrix(j, j) > Scalar(0)) || !(rest(j, j) / matrix(j, j) > largest)) continue;
      largest = rest(j, j) / matrix(j, j);
      pivot = j;
    }
    if (pivot < 0) break;
    const Vector<Scalar> column = rest.col(pivot) / sqrt(rest(pivot, pivot));
    rest -= column * column.transpose();
    factor.col(rank) = column;
  }
  bool moved = true;
  for (int round = 0; moved && round < 60; ++round) {
    moved = false;
    for (Eigen::Index q = 1; q < rank; ++q) {
      for (Eigen::Index p = 0; p < q; ++p) {
        const Scalar product = factor.col(p).dot(factor.col(q));
        const Scalar first = factor.col(p).squaredNorm();
        const Scalar second = factor.col(q).squaredNorm();
        if (abs(product) <= std::numeric_limits<Scalar>::epsilon() * sqrt(first) * sqrt(second)) continue;
        Eigen::JacobiRotation<Scalar> rotation;
        rotation.makeJacobi(first, product, second);
        factor.applyOnTheRight(p, q, rotation);
        moved = true;
      }
    }
  }
  Matrix<Scalar> root = Matrix<Scalar>::Zero(d, d);
  for (Eigen::Index k = 0; k < rank; ++k) {
    root += factor.col(k) * factor.col(k).transpose() / sqrt(factor.col(k).squaredNorm());
  }
  return root;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_SYMMETRIC_ROOT_HPP
