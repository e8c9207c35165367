#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/impl/elimination.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// left + factor·right, where one of them may be a single column that stands for all: light to compile.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> plus(const Matrix<Scalar>& left, const Scalar& factor, const Matrix<Scalar>& right) {
  Matrix<Scalar> sum(left.rows(), std::max(left.cols(), right.cols()));
  for (Eigen::Index j = 0; j < sum.cols(); ++j) {
    const Eigen::Index of_left = left.cols() == 1 ? 0 : j;
    const Eigen::Index of_right = right.cols() == 1 ? 0 : j;
    for (Eigen::Index i = 0; i < sum.rows(); ++i) sum(i, j) = left(i, of_left) + factor * right(i, of_right);
  }
  return sum;
}

/// Σ a_i b_i over column j of both; a single column stands for all.
template <class Scalar>
[[nodiscard]] Scalar column_dot(const Matrix<Scalar>& a, const Matrix<Scalar>& b, Eigen::Index j) {
  const Eigen::Index of_a = a.cols() == 1 ? 0 : j;
  const Eigen::Index of_b = b.cols() == 1 ? 0 : j;
  Scalar sum(0);
  for (Eigen::Index i = 0; i < a.rows(); ++i) sum += a(i, of_a) * b(i, of_b);
  return sum;
}

/// tr(AB) of two matrices of one shape, the second symmetric.
template <class Scalar>
[[nodiscard]] Scalar sum_of_products(const Matrix<Scalar>& a, const Matrix<Scalar>& b) {
  Scalar sum(0);
  for (Eigen::Index j = 0; j < a.cols(); ++j) sum += column_dot(a, b, j);
  return sum;
}

/// What a contract can be tied to, for one answer to whether objectives and information are ideal.
template <class Scalar>
struct ContractSpan {
  std::optional<Matrix<Scalar>> metrics;             ///< G; absent: every attribute by itself.
  std::optional<Matrix<Scalar>> outside;             ///< Rows orthogonal to those of G; absent where there are none.
  const InformationSet<Scalar>* noise = nullptr;     ///< Absent where everything is seen.
  std::optional<Matrix<Scalar>> outside_never_seen;  ///< Rows orthogonal to the never-seen columns of G.
  double largest_metric = 1;
  double largest_noise = 0;

  ContractSpan(const std::optional<Matrix<Scalar>>& g, const InformationSet<Scalar>* seen_with, Eigen::Index d)
      : metrics{g}, noise{seen_with} {
    if (metrics) {
      if (metrics->rows() == 0) metrics->resize(0, d);  // however long none of them is
      outside = orthogonal_rows(Matrix<Scalar>(metrics->transpose()));
      largest_metric = largest(*metrics);
    }
    if (noise == nullptr) return;
    largest_noise = largest(noise->finite_noise());
    const std::vector<Eigen::Index>& never = noise->never_seen();
    if (never.empty()) return;
    const Eigen::Index rows = metrics ? metrics->rows() : noise->dimension();
    Matrix<Scalar> unseen(rows, static_cast<Eigen::Index>(never.size()));
    for (std::size_t k = 0; k < never.size(); ++k) {
      for (Eigen::Index i = 0; i < rows; ++i) {
        unseen(i, static_cast<Eigen::Index>(k)) = metrics ? (*metrics)(i, never[k]) : Scalar(i == never[k] ? 1 : 0);
      }
    }
    if (unseen.size() > 0) outside_never_seen = orthogonal_rows(unseen);
  }

  /// Adds to a certificate how far y (d × m) is from what bargainers would give, where `stated_slope` and `slope` are
  /// C⁻¹stated and C⁻¹y, and `risk` is Σy, absent where everything is seen: see `certify_incentives`.
  void certify(const Scalar& kappa, const Matrix<Scalar>& stated, const Matrix<Scalar>& stated_slope,
               const Matrix<Scalar>& y, const Matrix<Scalar>& slope, const Matrix<Scalar>* risk,
               Certificate& result) const {
    const double scale = std::max(largest(stated), largest(y));
    double slope_scale = std::max(largest(stated_slope), largest(slope));
    Matrix<Scalar> gradient = plus(stated_slope, Scalar(-1), slope);
    const bool noisy = noise != nullptr && risk != nullptr;
    if (noisy) {
      gradient = plus<Scalar>(gradient, -kappa, *risk);
      slope_scale = std::max(slope_scale, to_double(kappa) * largest_noise * largest(y));
      double paid = 0;
      for (const Eigen::Index j : noise->never_seen()) {
        for (Eigen::Index i = 0; i < y.cols(); ++i) paid = larger(paid, to_double(y(j, i)));
      }
      result.primal_residual = std::max(result.primal_residual, relative(paid, scale));
    }
    if (metrics) gradient = *metrics * gradient;
    if (noisy && outside_never_seen) gradient = *outside_never_seen * gradient;
    result.dual_residual = std::max(result.dual_residual, relative(largest(gradient), slope_scale * largest_metric));
    if (outside) {
      const Matrix<Scalar> left = *outside * y;
      result.primal_residual = std::max(result.primal_residual, relative(largest(left), scale));
    }
  }
};

}  // namespace internal

/// Adds to a certificate how far incentives y (d × m) are from those that bargainers would give who want the agent to be moved
/// by `stated` (d × m), where κ is the agent's risk aversion times their number:
/// - primal residual: the part of y outside the row space of the metrics, and pay for never-seen attributes;
/// - dual residual: |G(C⁻¹(stated − y) − κΣy)| up to multiples of the never-seen columns of G, the condition that no
///   bargainer gains by another contract.
/// `noise` is absent where everything is seen. Relative to the largest entries of the factors and terms that make them up.
template <class Scalar>
void certify_incentives(const internal::Elimination<Scalar>& cost, const Matrix<Scalar>& metrics,
                        const InformationSet<Scalar>* noise, const Scalar& kappa, const Matrix<Scalar>& stated,
                        const Matrix<Scalar>& y, Certificate& result) {
  const internal::ContractSpan<Scalar> span{metrics, noise, y.rows()};
  Matrix<Scalar> risk;
  if (noise != nullptr) risk = noise->finite_noise() * y;
  span.certify(kappa, stated, cost.solve(stated), y, cost.solve(y), noise != nullptr ? &risk : nullptr, result);
}

/// How far incentives y, actions a and regrets (one column or entry per reference) are from an equilibrium of
/// linear–quadratic delegation, judged only by the data that the caller gave, with other factorisations than the solver's:
/// - primal residual: the part of y outside the row space of the metrics, and pay for never-seen attributes;
/// - dual residual: |G(C⁻¹(Pθ − y) − n' r Σy)| up to multiples of the never-seen columns of G, the condition that no
///   bargainer gains by another contract;
/// - duality gap: regrets recomputed in the original units against those reported (with principals ideal, the spread
///   within a group by the operator `transmission`, d × d, whose own answer to the references must be y);
/// - incentive violation: |Ca − y − b|, the agent's condition, or that of a liable one: see `Institutions`.
/// All relative to the largest entries of the factors and terms that make them up (normwise).
///
/// What the eight sets of axes have in common is computed once. The data must outlive it.
template <class ScalarType = double>
class LinearQuadraticCertifier {
public:
  using Scalar = ScalarType;

  /// `references` is d × m.
  LinearQuadraticCertifier(const LinearQuadraticSpec<Scalar>& spec, const Matrix<Scalar>& references);

  /// `bargainers` is n'. Incentives and actions have one column for each reference or one for all; `transmission` is empty
  /// where no regret was computed with it.
  [[nodiscard]] Certificate operator()(AxisSet ideal, int bargainers, const Matrix<Scalar>& y,
                                       const Matrix<Scalar>& actions, const Matrix<Scalar>& transmission,
                                       const Vector<Scalar>& regrets) const;

private:
  /// ½tr(precision·S_i) of a group, for every group (m).
  [[nodiscard]] Vector<Scalar> spread_by(const Matrix<Scalar>& precision) const {
    Vector<Scalar> result(references_.cols());
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = internal::sum_of_products(precision, spec_.covariances[static_cast<std::size_t>(i)]) / Scalar(2);
    }
    return result;
  }

  /// What is asked of the agent, and C⁻¹ of it.
  struct Wish {
    Matrix<Scalar> mandate;  // d × 1
    Matrix<Scalar> mandate_slope;
    Matrix<Scalar> references;  // empty where they are the caller's
    Matrix<Scalar> reference_slopes;
  };

  const LinearQuadraticSpec<Scalar>& spec_;
  const Matrix<Scalar>& references_;
  Matrix<Scalar> cost_;
  internal::Elimination<Scalar> elimination_;
  internal::ContractSpan<Scalar> faulty_;  // objectives and information as they are
  internal::ContractSpan<Scalar> asked_;   // objectives ideal
  Matrix<Scalar> taste_;                   // d × 1, with what a liable agent owes
  Matrix<Scalar> taste_slope_;             // C⁻¹b
  Wish wanted_;
  Wish translated_;           // empty where there is no translation
  Matrix<Scalar> precision_;  // C⁻¹ where groups have a spread, else empty
  Vector<Scalar> diversity_;  // ½tr(C⁻¹S_i)
};

template <class Scalar>
LinearQuadraticCertifier<Scalar>::LinearQuadraticCertifier(const LinearQuadraticSpec<Scalar>& spec,
                                                           const Matrix<Scalar>& references)
    : spec_{spec},
      references_{references},
      cost_{internal::or_identity(spec.cost, spec.dimension())},
      elimination_{cost_},
      faulty_{spec.metrics, spec.noise ? &*spec.noise : nullptr, spec.dimension()},
      asked_{std::nullopt, spec.noise ? &*spec.noise : nullptr, spec.dimension()} {
  const Eigen::Index d = spec.dimension();
  taste_.resize(d, 1);
  wanted_.mandate.resize(d, 1);
  const Vector<Scalar> weights = spec.weights_or_default();
  for (Eigen::Index j = 0; j < d; ++j) {
    taste_(j, 0) = spec.taste ? (*spec.taste)(j) : Scalar(0);
    if (spec.institutions.felt.size() > 0) taste_(j, 0) += spec.institutions.felt(j);
    wanted_.mandate(j, 0) = Scalar(0);
    for (Eigen::Index i = 0; i < weights.size(); ++i) wanted_.mandate(j, 0) += spec.values(i, j) * weights(i);
  }
  taste_slope_ = elimination_.solve(taste_);
  wanted_.mandate_slope = elimination_.solve(wanted_.mandate);
  wanted_.reference_slopes = elimination_.solve(references);
  if (spec.translation) {
    translated_.mandate = *spec.translation * wanted_.mandate;
    translated_.mandate_slope = elimination_.solve(translated_.mandate);
    translated_.references = *spec.translation * references;
    translated_.reference_slopes = elimination_.solve(translated_.references);
  }
  if (!spec.covariances.empty() && spec.by_each()) {
    precision_ = elimination_.solve(internal::or_identity<Scalar>(std::nullopt, d));
    diversity_ = spread_by(precision_);
  }
}

template <class Scalar>
Certificate LinearQuadraticCertifier<Scalar>::operator()(AxisSet ideal, int bargainers, const Matrix<Scalar>& y,
                                                         const Matrix<Scalar>& actions,
                                                         const Matrix<Scalar>& transmission,
                                                         const Vector<Scalar>& regrets) const {
  using internal::column_dot;
  using internal::largest;
  using internal::plus;
  const bool asked = ideal.contains(Axis::objectives);
  const bool alone = ideal.contains(Axis::principals);
  const bool noisy = spec_.noise && !ideal.contains(Axis::information);
  const bool translated = spec_.translation && !asked;
  const Scalar& r = spec_.risk_aversion;

  const Wish& wish = translated ? translated_ : wanted_;
  const Matrix<Scalar>& stated = !alone ? wish.mandate : translated ? wish.references : references_;
  const Matrix<Scalar>& stated_slope = alone ? wish.reference_slopes : wish.mandate_slope;
  const Matrix<Scalar> slope = elimination_.solve(y);
  Matrix<Scalar> risk;
  if (noisy) risk = spec_.noise->finite_noise() * y;

  Certificate result;
  (asked ? asked_ : faulty_)
      .certify(r * Scalar(bargainers), stated, stated_slope, y, slope, noisy ? &risk : nullptr, result);
  if (transmission.size() > 0) {
    const Matrix<Scalar> arrives = transmission * stated;
    result.primal_residual =
        std::max(result.primal_residual,
                 internal::relative(largest(plus(y, Scalar(-1), arrives)),
                                    std::max({largest(stated), largest(y), largest(transmission) * largest(stated)})));
  }

  const bool liable = spec_.institutions.felt.size() > 0 && !asked;
  const bool tasteful = (spec_.taste || liable) && !asked;
  const Scalar share = liable ? spec_.institutions.own_share() : Scalar(1);
  Matrix<Scalar> moved = tasteful ? plus(y, Scalar(1), taste_) : y;
  Matrix<Scalar> moved_slope = tasteful ? plus(slope, Scalar(1), taste_slope_) : slope;
  if (liable) {
    for (Eigen::Index k = 0; k < moved.size(); ++k) moved.data()[k] *= share;
    for (Eigen::Index k = 0; k < moved_slope.size(); ++k) moved_slope.data()[k] *= share;
  }
  const Matrix<Scalar> effort = cost_ * actions;
  result.incentive_violation = internal::relative(largest(plus(effort, Scalar(-1), moved)),
                                                  std::max(largest(moved), largest(cost_) * largest(actions)));

  Vector<Scalar> spread = diversity_;
  if (spread.size() > 0 && alone) {
    Matrix<Scalar> excess = transmission;
    if (translated) excess = transmission * *spec_.translation;
    Matrix<Scalar> weighed = Matrix<Scalar>::Zero(excess.rows(), excess.cols());
    if (noisy) {
      const Matrix<Scalar> lost = spec_.noise->finite_noise() * excess;
      weighed = r * (excess.transpose() * lost);
    }
    for (Eigen::Index k = 0; k < excess.size(); ++k) excess.data()[k] *= share;
    excess.diagonal().array() -= Scalar(1);
    const Matrix<Scalar> dear = precision_ * excess;
    weighed += excess.transpose() * dear;
    spread = spread_by(weighed);
  }
  const Matrix<Scalar> short_of = plus(moved, Scalar(-1), references_);
  const Matrix<Scalar> short_slope = plus(moved_slope, Scalar(-1), wanted_.reference_slopes);
  Vector<Scalar> again(references_.cols());
  Vector<Scalar> size(references_.cols());
  for (Eigen::Index i = 0; i < references_.cols(); ++i) {
    again(i) = column_dot(short_of, short_slope, i) / Scalar(2);
    size(i) = column_dot(references_, wanted_.reference_slopes, i) / Scalar(2);
    if (noisy) again(i) += r * column_dot(y, risk, i) / Scalar(2);
    if (spread.size() > 0) {
      again(i) += spread(i);
      size(i) += diversity_(i);
    }
  }
  if (spec_.institutions.redress.size() > 0) {
    const Vector<Scalar> weights = spec_.reference_weights();
    const Vector<Scalar> own = size;
    for (Vector<Scalar>* const each : {&again, &size}) {
      internal::make_good(spec_.institutions.redress, weights, diversity_.size() > 0, each->data());
    }
    for (Eigen::Index i = 0; i < size.size(); ++i) size(i) = std::max(size(i), own(i));
  }
  for (Eigen::Index i = 0; i < references_.cols(); ++i) {
    const double off = internal::larger(0, to_double(Scalar(again(i) - regrets(i))));
    result.duality_gap =
        std::max(result.duality_gap, internal::relative(off, std::max(to_double(size(i)), to_double(regrets(i)))));
  }
  return result;
}

/// The certificate of one answer: see `LinearQuadraticCertifier`.
template <class Scalar>
[[nodiscard]] Certificate certify_linear_quadratic(const LinearQuadraticSpec<Scalar>& spec,
                                                   const Matrix<Scalar>& references, AxisSet ideal, int bargainers,
                                                   const Matrix<Scalar>& y, const Matrix<Scalar>& actions,
                                                   const Matrix<Scalar>& transmission, const Vector<Scalar>& regrets) {
  return LinearQuadraticCertifier<Scalar>{spec, references}(ideal, bargainers, y, actions, transmission, regrets);
}

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
