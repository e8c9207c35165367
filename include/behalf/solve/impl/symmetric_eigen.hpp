#ifndef BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP
#define BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/Jacobi>

#include <cmath>
#include <limits>

namespace behalf::internal {

/// Eigenvalues and eigenvectors of a symmetric matrix by rotations of pairs (Jacobi): light to compile, for matrices of a few
/// attributes that have to be explained or mended.
template <class Scalar>
struct SymmetricEigen {
  Matrix<Scalar> rotated;  ///< Diagonal, up to rounding: the eigenvalues.
  Matrix<Scalar> vectors;  ///< Their eigenvectors, as columns.

  explicit SymmetricEigen(const Matrix<Scalar>& matrix) : rotated{matrix} {
    set_identity(vectors, matrix.rows());
    bool moved = true;
    for (int round = 0; moved && round < 60; ++round) {
      moved = false;
      for (Eigen::Index q = 1; q < matrix.rows(); ++q) {
        for (Eigen::Index p = 0; p < q; ++p) moved = rotate(p, q) || moved;
      }
    }
  }

  [[nodiscard]] Scalar least() const {
    Scalar result = rotated(0, 0);
    for (Eigen::Index j = 1; j < rotated.rows(); ++j) {
      if (rotated(j, j) < result) result = rotated(j, j);
    }
    return result;
  }

private:
  [[nodiscard]] bool rotate(Eigen::Index p, Eigen::Index q) {
    using std::abs;
    const Scalar size = abs(rotated(p, p)) + abs(rotated(q, q));
    if (!(abs(rotated(p, q)) > std::numeric_limits<Scalar>::epsilon() * size / Scalar(4))) return false;
    Eigen::JacobiRotation<Scalar> rotation;
    rotation.makeJacobi(rotated(p, p), rotated(p, q), rotated(q, q));
    rotated.applyOnTheLeft(p, q, rotation.adjoint());
    rotated.applyOnTheRight(p, q, rotation);
    vectors.applyOnTheRight(p, q, rotation);
    rotated(p, q) = rotated(q, p) = Scalar(0);
    return true;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP
