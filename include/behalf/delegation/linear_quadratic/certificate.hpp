#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/residual.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <Eigen/LU>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace behalf {

namespace internal {

/// By how much the columns of `x` leave the span of the columns of `span`, whose scale is irrelevant: their products with
/// unit vectors that are orthogonal to it, found by elimination.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> outside_span(const Matrix<Scalar>& x, const Matrix<Scalar>& span) {
  if (span.size() == 0) return x;
  Matrix<Scalar> conditions = span.transpose();
  for (Eigen::Index k = 0; k < conditions.rows(); ++k) {
    const Scalar largest = conditions.row(k).cwiseAbs().maxCoeff();
    if (largest > Scalar(0)) conditions.row(k) /= largest;
  }
  Matrix<Scalar> orthogonal = Eigen::FullPivLU<Matrix<Scalar>>{conditions}.kernel();
  for (Eigen::Index k = 0; k < orthogonal.cols(); ++k) {
    const Scalar largest = orthogonal.col(k).cwiseAbs().maxCoeff();
    if (largest > Scalar(0)) orthogonal.col(k) /= largest;
  }
  return orthogonal.transpose() * x;
}

}  // namespace internal

/// Adds to a certificate how far incentives y (d × m) are from those that bargainers would give who want the agent to be moved
/// by `stated` (d × m), where κ is the agent's risk aversion times their number:
/// - primal residual: the part of y outside the row space of the metrics, and pay for never-seen attributes;
/// - dual residual: |G(C⁻¹(stated − y) − κΣy)| up to multiples of the never-seen columns of G, the condition that no
///   bargainer gains by another contract.
/// `noise` is absent where everything is seen. Relative to the largest entries of the factors and terms that make them up.
template <class Scalar>
void certify_incentives(const Eigen::FullPivLU<Matrix<Scalar>>& cost_factor, const Matrix<Scalar>& metrics,
                        const InformationSet<Scalar>* noise, const Scalar& kappa, const Matrix<Scalar>& stated,
                        const Matrix<Scalar>& y, Certificate& result) {
  using internal::largest;
  const Eigen::Index d = y.rows();
  const double scale = std::max(largest(stated), largest(y));
  Matrix<Scalar> gradient = cost_factor.solve(stated - y);
  double slope_scale = std::max(largest(cost_factor.solve(stated)), largest(cost_factor.solve(y)));
  if (noise != nullptr) {
    gradient -= kappa * (noise->finite_noise() * y);
    slope_scale = std::max(slope_scale, to_double(kappa) * largest(noise->finite_noise()) * largest(y));
  }
  gradient = metrics * gradient;
  if (noise != nullptr && !noise->never_seen().empty()) {
    const std::vector<Eigen::Index>& never = noise->never_seen();
    Matrix<Scalar> unseen(d, static_cast<Eigen::Index>(never.size()));
    double paid = 0;
    for (std::size_t k = 0; k < never.size(); ++k) {
      unseen.col(static_cast<Eigen::Index>(k)) = Vector<Scalar>::Unit(d, never[k]);
      paid = std::max(paid, largest(y.row(never[k])));
    }
    result.primal_residual = std::max(result.primal_residual, internal::relative(paid, scale));
    gradient = internal::outside_span<Scalar>(gradient, metrics * unseen);
  }
  result.dual_residual =
      std::max(result.dual_residual, internal::relative(largest(gradient), slope_scale * largest(metrics)));
  result.primal_residual =
      std::max(result.primal_residual,
               internal::relative(largest(internal::outside_span<Scalar>(y, metrics.transpose())), scale));
}

/// How far incentives y, actions a and regrets (one column or entry per reference) are from an equilibrium of
/// linear–quadratic delegation, judged only by the data that the caller gave, with other factorisations than the solver's:
/// - primal residual: the part of y outside the row space of the metrics, and pay for never-seen attributes;
/// - dual residual: |G(C⁻¹(Pθ − y) − n' r Σy)| up to multiples of the never-seen columns of G, the condition that no
///   bargainer gains by another contract;
/// - duality gap: regrets recomputed in the original units against those reported (with principals ideal, the spread
///   within a group by the operator `transmission`, d × d, whose own answer to the references must be y);
/// - incentive violation: |Ca − y − b|, the agent's condition.
/// All relative to the largest entries of the factors and terms that make them up (normwise). `references` is d × m, `bargainers` is n'.
template <class Scalar>
[[nodiscard]] Certificate certify_linear_quadratic(const LinearQuadraticSpec<Scalar>& spec,
                                                   const Matrix<Scalar>& references, AxisSet ideal, int bargainers,
                                                   const Matrix<Scalar>& y, const Matrix<Scalar>& actions,
                                                   const Matrix<Scalar>& transmission, const Vector<Scalar>& regrets) {
  using internal::largest;
  const Eigen::Index d = spec.dimension();
  const Eigen::Index m = references.cols();
  const bool asked = ideal.contains(Axis::objectives);
  const bool seen = ideal.contains(Axis::information);
  const Matrix<Scalar> cost = internal::or_identity(spec.cost, d);
  const Matrix<Scalar> noise =
      spec.noise && !seen ? spec.noise->finite_noise() : Matrix<Scalar>(Matrix<Scalar>::Zero(d, d));
  Matrix<Scalar> metrics = spec.metrics && !asked ? *spec.metrics : Matrix<Scalar>::Identity(d, d);
  if (metrics.rows() == 0) metrics.resize(0, d);  // however long none of them is
  const Vector<Scalar> taste = spec.taste && !asked ? *spec.taste : Vector<Scalar>(Vector<Scalar>::Zero(d));
  Eigen::FullPivLU<Matrix<Scalar>> cost_factor{cost};
  cost_factor.setThreshold(Scalar(0));  // a cost is regular, in whatever units its attributes are counted
  const Scalar& r = spec.risk_aversion;

  Matrix<Scalar> stated = references;
  if (!ideal.contains(Axis::principals)) {
    stated = (spec.values.transpose() * spec.weights_or_default()).replicate(1, m);
  }
  Matrix<Scalar> response = transmission;
  if (spec.translation && !asked) {
    stated = *spec.translation * stated;
    response = transmission * *spec.translation;
  }

  Certificate result;
  certify_incentives<Scalar>(cost_factor, metrics, spec.noise && !seen ? &*spec.noise : nullptr, r * Scalar(bargainers),
                             stated, y, result);
  result.primal_residual =
      std::max(result.primal_residual,
               internal::relative(largest(Matrix<Scalar>(y - transmission * stated)),
                                  std::max({largest(stated), largest(y), largest(transmission) * largest(stated)})));

  const Matrix<Scalar> moved = y.colwise() + taste;
  result.incentive_violation =
      internal::relative(largest(cost * actions - moved), std::max(largest(moved), largest(cost) * largest(actions)));

  const auto quadratic = [](const Matrix<Scalar>& left, const Matrix<Scalar>& right) {
    return Vector<Scalar>(left.cwiseProduct(right).colwise().sum().transpose() / Scalar(2));
  };
  const Matrix<Scalar> short_of = moved - references;
  Vector<Scalar> again = quadratic(short_of, cost_factor.solve(short_of)) + r * quadratic(y, noise * y);
  Vector<Scalar> sizes = quadratic(references, cost_factor.solve(references));
  if (!spec.covariances.empty() && spec.by_each()) {
    Matrix<Scalar> excess = Matrix<Scalar>::Identity(d, d);
    Matrix<Scalar> risk = Matrix<Scalar>::Zero(d, d);
    const Matrix<Scalar> precision = cost_factor.solve(excess);
    if (ideal.contains(Axis::principals)) {
      excess = response - excess;
      risk = r * (response.transpose() * noise * response);
    }
    const Matrix<Scalar> weighed = excess.transpose() * precision * excess + risk;
    for (Eigen::Index i = 0; i < m; ++i) {
      const Matrix<Scalar>& covariance = spec.covariances[static_cast<std::size_t>(i)];
      again(i) += weighed.cwiseProduct(covariance).sum() / Scalar(2);
      sizes(i) += precision.cwiseProduct(covariance).sum() / Scalar(2);
    }
  }
  for (Eigen::Index i = 0; i < m; ++i) {
    const double size = std::max(to_double(sizes(i)), to_double(regrets(i)));
    result.duality_gap = std::max(
        result.duality_gap, internal::relative(largest(Vector<Scalar>::Constant(1, again(i) - regrets(i))), size));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
