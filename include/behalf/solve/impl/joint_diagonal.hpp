#ifndef BEHALF_SOLVE_IMPL_JOINT_DIAGONAL_HPP
#define BEHALF_SOLVE_IMPL_JOINT_DIAGONAL_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <cmath>

namespace behalf {

/// Two covariances A and B (d × d) in coordinates in which both are diagonal: A = T diag(a) Tᵀ, B = T diag(b) Tᵀ with
/// a, b ≥ 0 and a + b = 1 in each of the r coordinates, r the rank of A + B.
///
/// Any two positive semidefinite matrices have such coordinates: A + B is turned into the identity on its range, and there
/// A and B = I − A have the same eigenvectors. Both are taken as symmetric and positive semidefinite; the caller checks.
/// An eigenvalue that is not above 64 d epsilon of the largest counts as 0: of A + B scaled to unit diagonal, then of a, of b.
template <class Scalar = double>
struct JointDiagonal {
  Matrix<Scalar> basis;   ///< T (d × r), in the units of standard deviations.
  Vector<Scalar> first;   ///< a (r).
  Vector<Scalar> second;  ///< b (r).

  JointDiagonal(const Matrix<Scalar>& a, const Matrix<Scalar>& b) {
    using std::sqrt;
    const Eigen::Index d = a.rows();
    const Matrix<Scalar> sum = a + b;
    const Vector<Scalar> scale = internal::unit_diagonal_scale(sum);
    if (d == 0) return;
    const Eigen::SelfAdjointEigenSolver<Matrix<Scalar>> range{scale.asDiagonal() * sum * scale.asDiagonal()};
    Eigen::Index null = 0;
    while (null < d && !(range.eigenvalues()(null) > internal::definite_tolerance<Scalar>(d))) ++null;
    const Eigen::Index rank = d - null;
    basis.resize(d, rank);
    first.resize(rank);
    second.resize(rank);
    if (rank == 0) return;
    Vector<Scalar> lengths(rank);
    for (Eigen::Index j = 0; j < rank; ++j) lengths(j) = sqrt(range.eigenvalues()(null + j));
    const Matrix<Scalar> directions = range.eigenvectors().rightCols(rank);
    const Matrix<Scalar> whiten = scale.asDiagonal() * directions * lengths.cwiseInverse().asDiagonal();
    const Matrix<Scalar> white = whiten.transpose() * a * whiten;
    const Matrix<Scalar> other = whiten.transpose() * b * whiten;
    const Eigen::SelfAdjointEigenSolver<Matrix<Scalar>> joint{white};
    basis = scale.cwiseInverse().asDiagonal() * directions * lengths.asDiagonal() * joint.eigenvectors();
    // Each from its own matrix, so that the smaller of the two keeps its digits.
    first = cleaned((joint.eigenvectors().transpose() * white * joint.eigenvectors()).diagonal());
    second = cleaned((joint.eigenvectors().transpose() * other * joint.eigenvectors()).diagonal());
  }

  /// T diag(x) Tᵀ, the matrix (d × d) that has x (r) on its diagonal in these coordinates.
  [[nodiscard]] Matrix<Scalar> compose(const Vector<Scalar>& x) const {
    return basis * x.asDiagonal() * basis.transpose();
  }

private:
  /// Eigenvalues without those that are rounding errors of the largest: a square root of one would be far above rounding.
  [[nodiscard]] static Vector<Scalar> cleaned(Vector<Scalar> x) {
    const Scalar rounding = internal::definite_tolerance<Scalar>(x.size()) * x.cwiseAbs().maxCoeff();
    for (Scalar& entry : x) {
      if (!(entry > rounding)) entry = Scalar(0);
    }
    return x;
  }
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_IMPL_JOINT_DIAGONAL_HPP
