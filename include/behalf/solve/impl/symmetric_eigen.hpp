#ifndef BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP
#define BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

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
    using std::sqrt;
    const Scalar across = rotated(p, q);
    const Scalar size = abs(rotated(p, p)) + abs(rotated(q, q));
    if (!(abs(across) > std::numeric_limits<Scalar>::epsilon() * size / Scalar(4))) return false;
    const Scalar half = (rotated(q, q) - rotated(p, p)) / (Scalar(2) * across);
    const Scalar length = abs(half) + sqrt(Scalar(1) + half * half);
    const Scalar tangent = half < Scalar(0) ? Scalar(Scalar(-1) / length) : Scalar(Scalar(1) / length);
    const Scalar cosine = Scalar(1) / sqrt(Scalar(1) + tangent * tangent), sine = cosine * tangent;
    for (Eigen::Index i = 0; i < rotated.rows(); ++i) {
      turn(rotated(i, p), rotated(i, q), cosine, sine);
      turn(vectors(i, p), vectors(i, q), cosine, sine);
    }
    for (Eigen::Index i = 0; i < rotated.rows(); ++i) turn(rotated(p, i), rotated(q, i), cosine, sine);
    rotated(p, q) = rotated(q, p) = Scalar(0);
    return true;
  }
  static void turn(Scalar& x, Scalar& y, const Scalar& cosine, const Scalar& sine) {
    const Scalar turned = cosine * x - sine * y;
    y = sine * x + cosine * y;
    x = turned;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_SYMMETRIC_EIGEN_HPP
