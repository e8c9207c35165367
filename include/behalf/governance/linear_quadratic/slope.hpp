#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// How fast the fields of linear–quadratic delegation move; what is empty stays.
template <class ScalarType = double>
struct LinearQuadraticDirection {
  using Scalar = ScalarType;

  Vector<Scalar> weights{};      ///< n.
  Matrix<Scalar> translation{};  ///< d × d.
  Matrix<Scalar> metrics{};      ///< k × d; where the description has fewer rows, zeros are added to it.
  Vector<Scalar> taste{};        ///< d.
  Matrix<Scalar> noise{};        ///< d × d, of the attributes that are seen.
  Vector<Scalar> precision{};    ///< d, of the attributes that are never seen: how fast 1/Σ_jj leaves 0; ≥ 0.
};

namespace internal {

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
/// With y = Bβ for a basis B (d × k) of what the metrics can pay for, E the columns of never-seen attributes and q the
/// multipliers of y_E = 0, the incentive for stated values s solves
///   (BᵀC⁻¹B + κBᵀΣB)β + BᵀE q = BᵀC⁻¹s,    EᵀBβ = diag(p)q/κ,
/// where p, the precisions of the never-seen, are 0 and leave 0 in the direction. The slopes follow by the implicit function
/// theorem.
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
    if (spec.noise && !ideal.contains(Axis::information)) {
      noise_ = spec.noise->finite_noise();
      if (direction.noise.size() > 0) noise_slope_ = direction.noise;
      unseen_ = spec.noise->never_seen();
    }
    set_basis(asked ? std::nullopt : spec.metrics, asked ? Matrix<Scalar>() : direction.metrics, d);
    set_unseen(direction.precision);
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
  void set_unseen(const Vector<Scalar>& precision) {
    const Eigen::Index count = static_cast<Eigen::Index>(unseen_.size());
    loads_.resize(count, basis_.cols());
    loads_slope_.resize(count, basis_.cols());
    precision_ = Vector<Scalar>::Zero(count);
    for (Eigen::Index j = 0; j < count; ++j) {
      const Eigen::Index attribute = unseen_[static_cast<std::size_t>(j)];
      loads_.row(j) = basis_.row(attribute);
      loads_slope_.row(j) = basis_slope_.row(attribute);
      if (precision.size() == 0) continue;
      precision_(j) = precision(attribute);
      // Without risk aversion any variance that is not infinite costs nothing.
      if (precision_(j) > Scalar(0) && kappa_ == Scalar(0) && !loads_.row(j).isZero(Scalar(0))) jumps_ = true;
    }
    if (count == 0) return;
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
    Matrix<Scalar> right = Matrix<Scalar>::Zero(k + u, d);
    right.topRows(k) = basis_.transpose() * inverse_ * stated_;
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> factor{system};
    const Matrix<Scalar> solution = factor.solve(right);
    const Matrix<Scalar> weight = solution.topRows(k);
    Matrix<Scalar> multiplier = solution.bottomRows(u);
    if (u > 0) spread_multipliers(multiplier);

    Matrix<Scalar> moved = Matrix<Scalar>::Zero(k + u, d);
    const Matrix<Scalar> cross = basis_slope_.transpose() * effort * basis_;
    const Matrix<Scalar> system_slope =
        cross + cross.transpose() + kappa_ * (basis_.transpose() * noise_slope_ * basis_);
    moved.topRows(k) = basis_slope_.transpose() * (inverse_ * stated_) +
                       basis_.transpose() * (inverse_ * stated_slope_) - system_slope * weight -
                       loads_slope_.transpose() * multiplier;
    moved.bottomRows(u) = -loads_slope_ * weight;
    Matrix<Scalar> risk_of_seen_now = Matrix<Scalar>::Zero(d, d);
    if (u > 0 && kappa_ > Scalar(0)) {
      const Matrix<Scalar> paid = multiplier / kappa_;
      moved.bottomRows(u) += precision_.asDiagonal() * paid;
      risk_of_seen_now = paid.transpose() * precision_.asDiagonal() * paid;
    }
    const Matrix<Scalar> slope = factor.solve(moved);
    incentive = basis_ * weight;
    incentive_slope = basis_ * slope.topRows(k) + basis_slope_ * weight;
    const Matrix<Scalar> borne = noise_ * incentive;
    risk = incentive.transpose() * borne;
    const Matrix<Scalar> cross_risk = incentive_slope.transpose() * borne;
    risk_slope =
        cross_risk + cross_risk.transpose() + incentive.transpose() * noise_slope_ * incentive + risk_of_seen_now;
  }

  /// Where multipliers can be exchanged (never-seen attributes that all metrics load on alike), the ones that hold just
  /// above 0 share the load so that no exchange would be cheaper: they minimise Σ_j p_j q_j².
  void spread_multipliers(Matrix<Scalar>& multiplier) const {
    const Eigen::Index u = loads_.rows();
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> factor{Matrix<Scalar>(loads_.transpose())};
    if (factor.rank() == u) return;
    const Matrix<Scalar> free = Matrix<Scalar>::Identity(u, u) - factor.solve(Matrix<Scalar>(loads_.transpose()));
    const Matrix<Scalar> weighed = free.transpose() * precision_.asDiagonal();
    const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> exchange{Matrix<Scalar>(weighed * free)};
    multiplier -= free * exchange.solve(Matrix<Scalar>(weighed * multiplier));
  }

  const Matrix<Scalar>& inverse_;  // C⁻¹
  Scalar kappa_;
  Matrix<Scalar> stated_, stated_slope_;  // P
  Matrix<Scalar> noise_, noise_slope_;
  Matrix<Scalar> basis_, basis_slope_;  // B, d × k
  Matrix<Scalar> loads_, loads_slope_;  // EᵀB
  Vector<Scalar> precision_;
  std::vector<Eigen::Index> unseen_;
  bool jumps_ = false;
};

}  // namespace internal

/// How fast all eight columns of regrets, the stakes and the weights of linear–quadratic delegation move when its fields
/// move in a direction: the one-sided derivative at the description, in closed form.
///
/// Absent where the lattice jumps: a new independent metric or a new bargainer counts in full however small it is, and
/// without risk aversion so does the first sight of an attribute that was never seen. Needs a direction whose fields have
/// the shapes of the description's.
template <class Scalar>
[[nodiscard]] std::optional<Lattice<Scalar>> linear_quadratic_slope(const LinearQuadraticSpec<Scalar>& spec,
                                                                    const LinearQuadraticDirection<Scalar>& direction) {
  const Eigen::Index d = spec.dimension();
  const Vector<Scalar> weights = spec.weights_or_default();
  const Vector<Scalar> power =
      direction.weights.size() > 0 ? direction.weights : Vector<Scalar>(Vector<Scalar>::Zero(weights.size()));
  int bargainers = 1;
  if (spec.bargaining == Bargaining::separate) {
    bargainers = static_cast<int>((weights.array() > Scalar(0)).count());
    const bool joins = ((weights.array() == Scalar(0)) && (power.array() > Scalar(0))).any();
    if (joins && spec.risk_aversion > Scalar(0) && spec.noise && !spec.noise->is_perfect()) return std::nullopt;
  }
  const Eigen::LLT<Matrix<Scalar>> cost{internal::or_identity(spec.cost, d)};
  const Matrix<Scalar> inverse = cost.solve(Matrix<Scalar>::Identity(d, d));
  const Vector<Scalar> mandate = spec.mandate();
  const Vector<Scalar> mandate_slope = spec.values.transpose() * power;
  const Matrix<Scalar> wanted = spec.reference_values();
  const bool moving = spec.reference.kind() == Reference<Scalar>::Kind::collective;
  Matrix<Scalar> wanted_slope = Matrix<Scalar>::Zero(d, wanted.cols());
  if (moving) wanted_slope = mandate_slope;

  Lattice<Scalar> slope;
  slope.resize(wanted.cols());
  slope.weights.setZero();
  if (spec.by_each()) slope.weights = power;
  if (moving) slope.weights(0) = power.sum();
  slope.stakes = wanted.cwiseProduct(inverse * wanted_slope).colwise().sum().transpose();
  for (const AxisSet ideal : all_axis_sets) {
    const bool alone = ideal.contains(Axis::principals);
    const internal::LinearQuadraticResponse<Scalar> response{spec, direction, inverse, ideal, alone ? 1 : bargainers};
    if (response.jumps()) return std::nullopt;
    Vector<Scalar> taste = Vector<Scalar>::Zero(d);
    Vector<Scalar> taste_slope = taste;
    if (!ideal.contains(Axis::objectives)) {
      if (spec.taste) taste = *spec.taste;
      if (direction.taste.size() > 0) taste_slope = direction.taste;
    }
    const Matrix<Scalar> asked = alone ? wanted : Matrix<Scalar>(mandate.replicate(1, wanted.cols()));
    const Matrix<Scalar> asked_slope = alone ? wanted_slope : Matrix<Scalar>(mandate_slope.replicate(1, wanted.cols()));
    const Matrix<Scalar> missed = (response.incentive * asked - wanted).colwise() + taste;
    const Matrix<Scalar> missed_slope =
        (response.incentive_slope * asked + response.incentive * asked_slope - wanted_slope).colwise() + taste_slope;
    const Matrix<Scalar> risk_slope = Scalar(0.5) * spec.risk_aversion * (response.risk_slope * asked) +
                                      spec.risk_aversion * (response.risk * asked_slope);
    Vector<Scalar> column =
        (missed.cwiseProduct(inverse * missed_slope) + asked.cwiseProduct(risk_slope)).colwise().sum().transpose();
    if (alone && spec.by_each()) {
      const Matrix<Scalar> excess = response.incentive - Matrix<Scalar>::Identity(d, d);
      const Matrix<Scalar> half = excess.transpose() * (inverse * response.incentive_slope);
      const Matrix<Scalar> spread = half + half.transpose() + spec.risk_aversion * response.risk_slope;
      for (std::size_t i = 0; i < spec.covariances.size(); ++i) {
        column(static_cast<Eigen::Index>(i)) += Scalar(0.5) * spread.cwiseProduct(spec.covariances[i]).sum();
      }
    }
    slope.regrets.col(static_cast<Eigen::Index>(ideal.index())) = column;
  }
  return slope;
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP
