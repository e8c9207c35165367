#ifndef BEHALF_INFORMATION_LINEAR_CONTRACT_HPP
#define BEHALF_INFORMATION_LINEAR_CONTRACT_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace behalf {

namespace internal {

/// An orthonormal basis of what the columns of `vectors` (d × k) span, followed by one of its complement: a square
/// orthogonal matrix and the dimension of the span. A column counts as new where what is left of it, once the earlier ones
/// are taken out, is more than rounding of `sizes(k)`, its length before anything cancelled.
///
/// Gram–Schmidt with the longest remainder first and every projection done twice: orthogonal to working precision, for
/// every scalar type, and light to compile.
template <class Scalar>
struct SpanAndComplement {
  Matrix<Scalar> basis;
  Eigen::Index rank = 0;

  SpanAndComplement(const Matrix<Scalar>& vectors, const Vector<Scalar>& sizes) {
    const Eigen::Index d = vectors.rows();
    basis = Matrix<Scalar>::Zero(d, d);
    Matrix<Scalar> rest = vectors;
    for (Eigen::Index k = 0; k < rest.cols(); ++k) {
      if (sizes(k) > Scalar(0)) rest.col(k) /= sizes(k);
    }
    const Scalar negligible = definite_tolerance<Scalar>(d + rest.cols());
    while (rank < d && extend(rest, rank, negligible)) ++rank;
    rest = Matrix<Scalar>::Identity(d, d);
    for (Eigen::Index k = 0; k < rank; ++k) rest -= basis.col(k) * (basis.col(k).transpose() * rest);
    for (Eigen::Index k = rank; k < d; ++k) (void)extend(rest, k, Scalar(0));
  }

private:
  /// Makes the longest column of `rest` the basis vector k and takes it out of the others; false where all are too short.
  bool extend(Matrix<Scalar>& rest, Eigen::Index k, const Scalar& negligible) {
    using std::sqrt;
    Eigen::Index longest = 0;
    Scalar square(0);
    for (Eigen::Index j = 0; j < rest.cols(); ++j) {
      const Scalar candidate = rest.col(j).squaredNorm();
      if (!(candidate > square)) continue;
      square = candidate;
      longest = j;
    }
    if (!(square > negligible * negligible)) return false;
    Vector<Scalar> next = rest.col(longest) / sqrt(square);
    for (Eigen::Index i = 0; i < k; ++i) next -= basis.col(i) * basis.col(i).dot(next);
    basis.col(k) = next / sqrt(next.squaredNorm());
    for (Eigen::Index j = 0; j < rest.cols(); ++j) rest.col(j) -= basis.col(k) * basis.col(k).dot(rest.col(j));
    return true;
  }
};

}  // namespace internal

/// Which incentives a linear contract can give to an agent whose cost of action is ½aᵀCa, and what they cost in risk.
///
/// Pay βᵀ(G(a + noise)) moves the agent by the incentive y = Gᵀβ. Written in cost units, x̃ = L⁻¹x with C = LLᵀ, so that
/// xᵀC⁻¹x = |x̃|²: `projection()` is the orthogonal projection Π (d × d) on the incentives that can be given at all, the
/// row space of the metrics G (k × d) without pay for attributes that are never seen; `risk()` is ΠLᵀΣLΠ (d × d), so that
/// the pay has variance ỹᵀ risk ỹ. Both depend on G only through its row space.
/// Source: the multitask agency model, \cite holmstrom1991.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class IncentiveSpace {
public:
  using Scalar = ScalarType;
  using Square = Matrix<Scalar, Dim, Dim>;

  /// Every incentive can be given and nothing is noisy: what ideal objectives and ideal information leave.
  [[nodiscard]] static IncentiveSpace unrestricted(Eigen::Index d) {
    IncentiveSpace space;
    internal::set_identity(space.projection_, d);
    space.risk_.setZero(d, d);
    return space;
  }

  /// The incentives that metrics G (absent: every attribute by itself) and an information set (absent: everything is seen)
  /// allow, for the Cholesky factor L of the cost.
  IncentiveSpace(const Square& cost_factor, const std::optional<Matrix<Scalar>>& metrics,
                 const std::optional<InformationSet<Scalar>>& information);

  [[nodiscard]] const Square& projection() const noexcept { return projection_; }
  [[nodiscard]] const Square& risk() const noexcept { return risk_; }
  /// Whether every incentive can be given.
  [[nodiscard]] bool everything() const noexcept { return everything_; }
  /// Whether no incentive bears risk.
  [[nodiscard]] bool riskless() const noexcept { return riskless_; }

  /// Turns Πx̃, column by column, into the best incentives ỹ = (I + κ risk)⁻¹Πx̃ for principals who would want x̃, where κ
  /// is the risk aversion of the agent times the number of bargainers. `factor` is reused room for the factorisation.
  /// Returns whether the numbers held; they do unless κ risk overflows.
  template <class Derived>
  [[nodiscard]] bool attenuate(const Scalar& kappa, Eigen::MatrixBase<Derived>& columns, Square& system,
                               Eigen::LLT<Square>& factor) const {
    if (riskless_ || kappa == Scalar(0)) return true;
    system.resize(risk_.rows(), risk_.cols());
    for (Eigen::Index k = 0; k < risk_.size(); ++k) system.data()[k] = kappa * risk_.data()[k];
    for (Eigen::Index j = 0; j < system.rows(); ++j) {
      if (!is_finite(system(j, j))) return false;
    }
    for (Eigen::Index j = 0; j < system.rows(); ++j) system(j, j) += Scalar(1);
    factor.compute(system);
    if (factor.info() != Eigen::Success) return false;
    factor.solveInPlace(columns);
    return true;
  }

private:
  IncentiveSpace() = default;

  [[nodiscard]] static bool is_zero(const Matrix<Scalar>& matrix) {
    for (Eigen::Index k = 0; k < matrix.size(); ++k) {
      if (!(matrix.data()[k] == Scalar(0))) return false;
    }
    return true;
  }

  [[nodiscard]] static Matrix<Scalar> row_space(const Square& cost_factor, const Matrix<Scalar>& metrics);
  [[nodiscard]] static Matrix<Scalar> without_never_seen(const Square& cost_factor, const Matrix<Scalar>& basis,
                                                         const InformationSet<Scalar>& information);

  template <class Derived>
  [[nodiscard]] static Scalar length(const Eigen::MatrixBase<Derived>& x) {
    using std::sqrt;
    const Scalar square = x.squaredNorm();
    return square > Scalar(0) ? Scalar(sqrt(square)) : Scalar(0);
  }

  Square projection_;
  Square risk_;
  bool everything_ = true;
  bool riskless_ = true;
};

template <class Scalar, int Dim>
IncentiveSpace<Scalar, Dim>::IncentiveSpace(const Square& cost_factor, const std::optional<Matrix<Scalar>>& metrics,
                                            const std::optional<InformationSet<Scalar>>& information) {
  *this = unrestricted(cost_factor.rows());
  Matrix<Scalar> basis = projection_;
  if (metrics) basis = row_space(cost_factor, *metrics);
  if (information && !information->never_seen().empty()) {
    basis = without_never_seen(cost_factor, basis, *information);
  }
  everything_ = basis.cols() == projection_.cols();
  if (!everything_) projection_ = Matrix<Scalar>(basis * internal::transposed(basis));
  riskless_ = !information || is_zero(information->finite_noise());
  if (!riskless_) {
    // One product after the other, all of one kind.
    const Square noise = information->finite_noise();
    const Square turned = internal::transposed(cost_factor);
    Square left;
    left.noalias() = turned * noise;
    risk_.noalias() = left * cost_factor;
    if (!everything_) {
      left.noalias() = projection_ * risk_;
      risk_.noalias() = left * projection_;
    }
  }
}

template <class Scalar, int Dim>
Matrix<Scalar> IncentiveSpace<Scalar, Dim>::row_space(const Square& cost_factor, const Matrix<Scalar>& metrics) {
  if (metrics.rows() == 0) return Matrix<Scalar>(cost_factor.rows(), 0);  // however long none of them is
  // Each metric is scaled to unit length first: pay is per unit of whatever the metric is counted in.
  Matrix<Scalar> columns = metrics.transpose();
  for (Eigen::Index k = 0; k < columns.cols(); ++k) {
    const Scalar largest = columns.rows() == 0 ? Scalar(0) : Scalar(columns.col(k).cwiseAbs().maxCoeff());
    if (largest > Scalar(0)) columns.col(k) /= largest;
  }
  cost_factor.template triangularView<Eigen::Lower>().solveInPlace(columns);
  Vector<Scalar> sizes(columns.cols());
  for (Eigen::Index k = 0; k < columns.cols(); ++k) sizes(k) = length(columns.col(k));
  const internal::SpanAndComplement<Scalar> span{columns, sizes};
  if (span.rank == columns.rows()) return Matrix<Scalar>::Identity(columns.rows(), columns.rows());
  return span.basis.leftCols(span.rank);
}

template <class Scalar, int Dim>
Matrix<Scalar> IncentiveSpace<Scalar, Dim>::without_never_seen(const Square& cost_factor, const Matrix<Scalar>& basis,
                                                               const InformationSet<Scalar>& information) {
  if (basis.cols() == 0) return basis;
  const Eigen::Index count = static_cast<Eigen::Index>(information.never_seen().size());
  Matrix<Scalar> loads(basis.cols(), count);  // column j: how much each basis vector pays for never-seen attribute j
  Vector<Scalar> sizes(count);
  for (Eigen::Index j = 0; j < count; ++j) {
    const Vector<Scalar> unit = cost_factor.row(information.never_seen()[static_cast<std::size_t>(j)]).transpose();
    loads.col(j) = basis.transpose() * unit;
    sizes(j) = length(unit);
  }
  const internal::SpanAndComplement<Scalar> paid{loads, sizes};
  return basis * paid.basis.rightCols(basis.cols() - paid.rank);
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/information/impl/extern.hpp>
#endif

#endif  // BEHALF_INFORMATION_LINEAR_CONTRACT_HPP
