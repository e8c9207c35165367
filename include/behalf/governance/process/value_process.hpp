#ifndef BEHALF_GOVERNANCE_PROCESS_VALUE_PROCESS_HPP
#define BEHALF_GOVERNANCE_PROCESS_VALUE_PROCESS_HPP

#include <behalf/solve/certified.hpp>
#include <behalf/solve/impl/cost_measure.hpp>
#include <behalf/solve/impl/elimination.hpp>
#include <behalf/solve/impl/graded_factor.hpp>
#include <behalf/solve/impl/separate_walks.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/riccati.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <optional>
#include <string>
#include <utility>

namespace behalf {

/// How the values of those on whose behalf an agent acts move on, and how well a consultation shows what they are.
///
/// In each step v_{t+1} = v_t + η with Cov(η) = Q. A consultation returns v_t + ε with Cov(ε) = R. The agent acts on what is
/// then believed of v_t, the posterior mean, at cost ½aᵀCa: with covariance P of what is believed the expected gap is
/// ½tr(C⁻¹P), in units of utility.
template <class ScalarType = double>
struct ValueProcess {
  using Scalar = ScalarType;

  Matrix<Scalar> drift{};  ///< Q (d × d), variances per step; positive semidefinite.
  Matrix<Scalar> noise{};  ///< R (d × d), variances of a consultation; positive semidefinite, or plus infinity on the
                           ///< diagonal with 0 beside it: what no consultation is about.
  std::optional<Matrix<Scalar>> cost{};  ///< C (d × d), symmetric positive definite; default identity.
};

namespace internal {

/// Needs a process that can be: d ≥ 1, covariances of that size, a cost that is positive definite.
template <class Scalar>
void require_process(const char* function, const ValueProcess<Scalar>& process) {
  const Eigen::Index d = process.drift.rows();
  if (d < 1) throw InvalidArgument{function, "drift", "expected at least a 1 x 1 matrix, got an empty one"};
  require_covariance(function, "drift", process.drift, d);
  require_noise(function, "noise", process.noise, d);
  if (process.cost) require_positive_definite(function, "cost", *process.cost, d);
}

/// The expected gap ½tr(C⁻¹P) of a covariance P, by elimination: what certificates compare with.
template <class Scalar>
[[nodiscard]] Scalar gap_of_covariance(const ValueProcess<Scalar>& process, const Matrix<Scalar>& covariance) {
  Scalar sum(0);
  if (!process.cost) {
    for (Eigen::Index j = 0; j < covariance.cols(); ++j) sum += covariance(j, j);
    return sum / Scalar(2);
  }
  const Matrix<Scalar> weighed = Elimination<Scalar>{*process.cost}.solve(covariance);
  for (Eigen::Index j = 0; j < weighed.cols(); ++j) sum += weighed(j, j);
  return sum / Scalar(2);
}

/// How far rounding may move a gap: a multiple of epsilon by the condition of the cost.
template <class Scalar>
[[nodiscard]] double cost_doubt(const ValueProcess<Scalar>& process) {
  return process.cost ? CostMeasure<Scalar>{*process.cost}.doubt() : 0.0;
}

/// A value with its certificate, or `ill_conditioned` where a figure of it exceeds `certificate_bound`.
template <class Scalar, class T>
[[nodiscard]] Solution<T> if_certified(T value, const Certificate& certificate, int iterations = 0) {
  if (!is_certified<Scalar>(certificate)) {
    return {Status::ill_conditioned, beyond_bound<Scalar>(certificate.worst())};
  }
  return {std::move(value), certificate, iterations};
}

/// A process in coordinates that consultations tell of separately, so that each is a random walk by itself.
template <class Scalar>
struct ProcessCoordinates {
  SeparateWalks<Scalar> walks;  ///< Each drifts by the variance 1 a step.
  Vector<Scalar> worth;         ///< ½t_jᵀC⁻¹t_j: the gap by one unit of variance in coordinate j.
  Scalar drift_gap{};           ///< ½tr(C⁻¹Q): what one step adds to the gap.
  Scalar shown = Scalar(0);     ///< The part of it that a consultation shows exactly.
  bool forgotten = false;       ///< Whether something drifts that no consultation is about.

  explicit ProcessCoordinates(const ValueProcess<Scalar>& process) : walks{process.drift, process.noise} {
    const GradedFactor<Scalar> drift{process.drift, all_alike(process.drift.rows(), Scalar(1))};
    Matrix<Scalar> steps = drift.loads;
    for (Eigen::Index k = 0; k < steps.cols(); ++k) {
      for (Eigen::Index i = 0; i < steps.rows(); ++i) steps(i, k) *= drift.deviations(k);
    }
    Matrix<Scalar> directions = walks.basis;
    if (process.cost) {
      const Eigen::LLT<Matrix<Scalar>> factor{*process.cost};
      if (directions.cols() > 0) directions = factor.matrixL().solve(directions);
      if (steps.cols() > 0) steps = factor.matrixL().solve(steps);
    }
    worth.resize(directions.cols());
    for (Eigen::Index j = 0; j < worth.size(); ++j) {
      worth(j) = directions.col(j).squaredNorm() / Scalar(2);
      forgotten = forgotten || !(walks.precision(j) > Scalar(0));
    }
    for (Eigen::Index j = 0; j < steps.cols(); ++j) drift_gap += steps.col(j).squaredNorm() / Scalar(2);
    if (directions.cols() < steps.cols() && drift_gap > worth.sum()) shown = drift_gap - worth.sum();
  }

  /// ½tr(C⁻¹P⁺) in the steady state of consultations every `period` steps.
  [[nodiscard]] Scalar steady_gap(const Scalar& period) const {
    Scalar gap(0);
    for (Eigen::Index j = 0; j < worth.size(); ++j) {
      gap += worth(j) * steady_posterior(period, Scalar(walks.precision(j)));
    }
    return gap;
  }
  /// Why there is no steady state where something is `forgotten`.
  [[nodiscard]] std::string never_settles() const {
    return "since something drifts that no consultation is about: the gap grows without end, from step to step by up "
           "to " +
           to_text(drift_gap);
  }
};

/// How far two numbers are apart, relative to the larger.
template <class Scalar>
[[nodiscard]] double apart(const Scalar& a, const Scalar& b) {
  const double x = to_double(a), y = to_double(b);
  const double size = x > y ? x : y;
  const double off = x > y ? x - y : y - x;
  return off == 0 ? 0 : off / size;
}

template <class Number>
void require_at_least(const char* function, const std::string& field, Number x, Number least) {
  if (x < least) {
    throw InvalidArgument{function, field, "expected at least " + std::to_string(least) + ", got " + std::to_string(x)};
  }
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_VALUE_PROCESS_HPP
