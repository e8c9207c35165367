#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_IMPL_RESPONSE_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_IMPL_RESPONSE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace behalf::internal {

/// The rank of a matrix up to rounding, whatever the units of its rows.
template <class Scalar>
[[nodiscard]] Eigen::Index rank_of(const Matrix<Scalar>& matrix) {
  if (matrix.size() == 0) return 0;
  Matrix<Scalar> rows = matrix;
  for (Eigen::Index k = 0; k < rows.rows(); ++k) {
    const Scalar size = rows.row(k).cwiseAbs().maxCoeff();
    if (size > Scalar(0)) rows.row(k) /= size;
  }
  Eigen::ColPivHouseholderQR<Matrix<Scalar>> factor{rows};
  factor.setThreshold(definite_tolerance<Scalar>(rows.rows() + rows.cols()));
  return factor.rank();
}

/// How linear–quadratic delegation responds to values, and how fast that moves in a direction.
///
/// With y = Bβ for a basis B (d × k) of what the metrics can pay for, E the columns of attributes of which next to nothing is
/// seen, p their precisions (0 of the never seen) and q the multipliers, the incentive for stated values s solves
///   (BᵀC⁻¹B + κBᵀΣB)β + BᵀE q = BᵀC⁻¹s,    EᵀBβ = diag(p)q/κ,
/// where Σ is the noise of all others. A signal of precisions tΛ moves Σ by −ΣΛΣ and p by EᵀΛ. The slopes follow by the
/// implicit function theorem; they are those just above the description, where `bargainers` bargain and without risk
/// aversion every attribute with a signal is seen as it is.
template <class Scalar>
class LinearQuadraticResponse {
public:
  Matrix<Scalar> incentive;        // A, d × d: y = A v
  Matrix<Scalar> incentive_slope;  // dA
  Matrix<Scalar> risk;             // AᵀΣA
  Matrix<Scalar> risk_slope;

  LinearQuadraticResponse(const LinearQuadraticSpec<Scalar>& spec, const LinearQuadraticDirection<Scalar>& direction,
                          const Matrix<Scalar>& inverse, AxisSet ideal, int bargainers)
      : inverse_{inverse}, kappa_{spec.risk_aversion * Scalar(bargainers)} {
    const Eigen::Index d = spec.dimension();
    const bool asked = ideal.contains(Axis::objectives);
    stated_ = spec.translation && !asked ? *spec.translation : Matrix<Scalar>(Matrix<Scalar>::Identity(d, d));
    stated_slope_ = Matrix<Scalar>::Zero(d, d);
    if (!asked && direction.translation.size() > 0) stated_slope_ = direction.translation;
    noise_ = Matrix<Scalar>::Zero(d, d);
    noise_slope_ = noise_;
    signal_ = Vector<Scalar>::Zero(d);
    if (spec.noise && !ideal.contains(Axis::information)) {
      noise_ = spec.noise->finite_noise();
      if (direction.noise.size() > 0) noise_slope_ = direction.noise;
      if (direction.precision.size() > 0) signal_ = direction.precision;
      set_unseen(*spec.noise, direction.noise.size() == 0);
    }
    set_basis(asked ? std::nullopt : spec.metrics, asked ? Matrix<Scalar>() : direction.metrics, d);
    set_loads();
    if (!jumps_) solve();
  }

  /// Whether the response at levels just above 0 is not near that at 0.
  [[nodiscard]] bool jumps() const noexcept { return jumps_; }

private:
  /// Independent rows of the metrics; where others become independent, the response jumps.
  void set_basis(const std::optional<Matrix<Scalar>>& metrics, const Matrix<Scalar>& slope, Eigen::Index d) {
    Matrix<Scalar> rows = metrics ? *metrics : Matrix<Scalar>(Matrix<Scalar>::Identity(d, d));
    if (metrics && metrics->rows() == 0) rows.resize(0, d);
    Matrix<Scalar> moved = Matrix<Scalar>::Zero(std::max(rows.rows(), slope.rows()), d);
    if (slope.size() > 0) moved.topRows(slope.rows()) = slope;
    const Eigen::Index had = rows.rows();
    rows.conservativeResize(moved.rows(), d);
    rows.bottomRows(moved.rows() - had).setZero();
    const Eigen::Index rank = rank_of(rows);
    // The rank of rows + t moved is the same for all but finitely many t.
    if (slope.size() > 0) jumps_ = rank_of(Matrix<Scalar>(rows + Scalar(0.4375) * moved)) != rank;
    basis_.resize(d, 0);
    basis_slope_.resize(d, 0);
    for (Eigen::Index k = 0; k < rows.rows() && basis_.cols() < rank; ++k) {
      Matrix<Scalar> longer(d, basis_.cols() + 1);
      longer << basis_, rows.row(k).transpose();
      if (rank_of(Matrix<Scalar>(longer.transpose())) < longer.cols()) continue;
      basis_ = longer;
      basis_slope_.conservativeResize(d, basis_.cols());
      basis_slope_.col(basis_.cols() - 1) = moved.row(k).transpose();
    }
  }
  /// The attributes of which nothing is seen, and those whose noise by itself dwarfs everything else.
  void set_unseen(const InformationSet<Scalar>& noise, bool heavy_too) {
    const std::vector<Eigen::Index>& never = noise.never_seen();
    for (Eigen::Index j = 0; j < noise_.rows(); ++j) {
      if (std::find(never.begin(), never.end(), j) != never.end()) {
        // Without risk aversion any variance that is not infinite costs nothing.
        if (kappa_ > Scalar(0) || signal_(j) == Scalar(0)) add_unseen(j, Scalar(0));
      } else if (heavy_too && is_dwarfing(j)) {
        add_unseen(j, Scalar(Scalar(1) / noise_(j, j)));
        noise_(j, j) = Scalar(0);
      }
    }
  }
  [[nodiscard]] bool is_dwarfing(Eigen::Index j) const {
    if (!(kappa_ * noise_(j, j) > Scalar(1e4) * inverse_(j, j))) return false;
    for (Eigen::Index i = 0; i < noise_.rows(); ++i) {
      if (i != j && !(noise_(i, j) == Scalar(0))) return false;
    }
    return true;
  }
  void add_unseen(Eigen::Index attribute, const Scalar& precision) {
    unseen_.push_back(attribute);
    precision_.conservativeResize(static_cast<Eigen::Index>(unseen_.size()));
    precision_(precision_.size() - 1) = precision;
  }
  void set_loads() {
    const Eigen::Index count = static_cast<Eigen::Index>(unseen_.size());
    loads_.resize(count, basis_.cols());
    loads_slope_.resize(count, basis_.cols());
    for (Eigen::Index j = 0; j < count; ++j) {
      loads_.row(j) = basis_.row(unseen_[static_cast<std::size_t>(j)]);
      loads_slope_.row(j) = basis_slope_.row(unseen_[static_cast<std::size_t>(j)]);
    }
    if (count == 0 || loads_slope_.isZero(Scalar(0))) return;
    const Matrix<Scalar> moved = loads_ + Scalar(0.4375) * loads_slope_;
    if (rank_of(moved) != rank_of(loads_)) jumps_ = true;
  }

  void solve() {
    const Eigen::Index d = inverse_.rows();
    const Eigen::Index k = basis_.cols();
    const Eigen::Index u = loads_.rows();
    if (k == 0) {
      incentive = incentive_slope = risk = risk_slope = Matrix<Scalar>::Zero(d, d);
      return;
    }
    const Matrix<Scalar> effort = inverse_ + kappa_ * noise_;
    Matrix<Scalar> system = Matrix<Scalar>::Zero(k + u, k + u);
    system.topLeftCorner(k, k) = basis_.transpose() * effort * basis_;
    system.topRightCorner(k, u) = loads_.transpose();
    system.bottomLeftCorner(u, k) = loads_;
    if (kappa_ > Scalar(0)) system.bottomRightCorner(u, u).diagonal() = -precision_ / kappa_;
    Matrix<Scalar> right = Matrix<Scalar>::Zero(k + u, d);
    right.topRows(k) = basis_.transpose() * inverse_ * stated_;
    // In units in which what is paid for costs 1.
    Vector<Scalar> scale = Vector<Scalar>::Ones(k + u);
    for (Eigen::Index i = 0; i < k; ++i) {
      using std::sqrt;
      if (system(i, i) > Scalar(0)) scale(i) = Scalar(1) / sqrt(system(i, i));
    }
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> factor{
        Matrix<Scalar>(scale.asDiagonal() * system * scale.asDiagonal())};
    const auto solved = [&](const Matrix<Scalar>& of) {
      return Matrix<Scalar>(scale.asDiagonal() * factor.solve(Matrix<Scalar>(scale.asDiagonal() * of)));
    };
    const Matrix<Scalar> solution = solved(right);
    const Matrix<Scalar> weight = solution.topRows(k);
    Matrix<Scalar> multiplier = solution.bottomRows(u);
    if (u > 0) spread_multipliers(multiplier);

    incentive = basis_ * weight;
    Matrix<Scalar> borne = noise_ * incentive;  // Σy, finite for the never seen too
    for (Eigen::Index j = 0; kappa_ > Scalar(0) && j < u; ++j) {
      borne.row(unseen_[static_cast<std::size_t>(j)]) = multiplier.row(j) / kappa_;
    }
    const Matrix<Scalar> shown = signal_.asDiagonal() * borne;  // ΛΣy

    Matrix<Scalar> moved = Matrix<Scalar>::Zero(k + u, d);
    const Matrix<Scalar> cross = basis_slope_.transpose() * effort * basis_;
    const Matrix<Scalar> system_slope = cross + cross.transpose();
    const Matrix<Scalar> noise_moves = noise_slope_ * incentive - noise_ * shown;
    moved.topRows(k) = basis_slope_.transpose() * (inverse_ * stated_) +
                       basis_.transpose() * (inverse_ * stated_slope_) - system_slope * weight -
                       kappa_ * (basis_.transpose() * noise_moves) - loads_slope_.transpose() * multiplier;
    moved.bottomRows(u) = -loads_slope_ * weight;
    for (Eigen::Index j = 0; kappa_ > Scalar(0) && j < u; ++j) {
      moved.row(k + j) += shown.row(unseen_[static_cast<std::size_t>(j)]);
    }
    const Matrix<Scalar> slope = solved(moved);
    incentive_slope = basis_ * slope.topRows(k) + basis_slope_ * weight;
    risk = incentive.transpose() * borne;
    const Matrix<Scalar> cross_risk = incentive_slope.transpose() * borne;
    risk_slope = cross_risk + cross_risk.transpose() + incentive.transpose() * noise_slope_ * incentive -
                 borne.transpose() * shown;
  }

  /// Where multipliers can be exchanged (never-seen attributes that all metrics load on alike), the ones that hold just
  /// above 0 share the load so that no exchange would be cheaper: they minimise Σ_j p_j q_j².
  void spread_multipliers(Matrix<Scalar>& multiplier) const {
    std::vector<Eigen::Index> never;
    for (Eigen::Index j = 0; j < loads_.rows(); ++j) {
      if (precision_(j) == Scalar(0)) never.push_back(j);
    }
    const Eigen::Index u = static_cast<Eigen::Index>(never.size());
    Matrix<Scalar> loads(loads_.cols(), u);
    Matrix<Scalar> q(u, multiplier.cols());
    Vector<Scalar> opened(u);
    for (Eigen::Index j = 0; j < u; ++j) {
      const Eigen::Index row = never[static_cast<std::size_t>(j)];
      loads.col(j) = loads_.row(row).transpose();
      q.row(j) = multiplier.row(row);
      opened(j) = signal_(unseen_[static_cast<std::size_t>(row)]);
    }
    if (u == 0) return;
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> factor{loads};
    if (factor.rank() == u) return;
    const Matrix<Scalar> free = Matrix<Scalar>::Identity(u, u) - factor.solve(loads);
    const Matrix<Scalar> weighed = free.transpose() * opened.asDiagonal();
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> exchange{Matrix<Scalar>(weighed * free)};
    q -= free * exchange.solve(Matrix<Scalar>(weighed * q));
    for (Eigen::Index j = 0; j < u; ++j) multiplier.row(never[static_cast<std::size_t>(j)]) = q.row(j);
  }

  const Matrix<Scalar>& inverse_;  // C⁻¹
  Scalar kappa_;
  Matrix<Scalar> stated_, stated_slope_;  // P
  Matrix<Scalar> noise_, noise_slope_;
  Vector<Scalar> signal_;               // Λ
  Matrix<Scalar> basis_, basis_slope_;  // B, d × k
  Matrix<Scalar> loads_, loads_slope_;  // EᵀB
  Vector<Scalar> precision_;            // p, as many as there are
  std::vector<Eigen::Index> unseen_;
  bool jumps_ = false;
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_IMPL_RESPONSE_HPP
