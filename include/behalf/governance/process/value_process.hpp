#ifndef BEHALF_GOVERNANCE_PROCESS_VALUE_PROCESS_HPP
#define BEHALF_GOVERNANCE_PROCESS_VALUE_PROCESS_HPP

#include <behalf/solve/impl/joint_diagonal.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/riccati.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/LU>

#include <optional>
#include <string>

namespace behalf {

/// How the values of those on whose behalf an agent acts move on, and how well a consultation shows what they are.
///
/// In each step v_{t+1} = v_t + η with Cov(η) = Q. A consultation returns v_t + ε with Cov(ε) = R. The agent acts on what is
/// then believed of v_t, the posterior mean, at cost ½aᵀCa: with covariance P of what is believed the expected gap is
/// ½tr(C⁻¹P), in units of utility.
template <class ScalarType = double>
struct ValueProcess {
  using Scalar = ScalarType;

  Matrix<Scalar> drift{};                ///< Q (d × d), variances per step; positive semidefinite.
  Matrix<Scalar> noise{};                ///< R (d × d), variances of a consultation; positive semidefinite.
  std::optional<Matrix<Scalar>> cost{};  ///< C (d × d), symmetric positive definite; default identity.
};

namespace internal {

/// Needs a process that can be: d ≥ 1, covariances of that size, a cost that is positive definite.
template <class Scalar>
void require_process(const char* function, const ValueProcess<Scalar>& process) {
  const Eigen::Index d = process.drift.rows();
  if (d < 1) throw InvalidArgument{function, "drift", "expected at least a 1 x 1 matrix, got an empty one"};
  require_covariance(function, "drift", process.drift, d);
  require_covariance(function, "noise", process.noise, d);
  if (process.cost) require_positive_definite(function, "cost", *process.cost, d);
}

/// The expected gap ½tr(C⁻¹P) of a covariance P, by elimination: what certificates compare with.
template <class Scalar>
[[nodiscard]] Scalar gap_of_covariance(const ValueProcess<Scalar>& process, const Matrix<Scalar>& covariance) {
  if (!process.cost) return covariance.trace() / Scalar(2);
  Eigen::FullPivLU<Matrix<Scalar>> factor{*process.cost};
  factor.setThreshold(Scalar(0));  // a cost is regular, in whatever units its attributes are counted
  return Matrix<Scalar>(factor.solve(covariance)).trace() / Scalar(2);
}

/// A process in coordinates in which drift and noise are diagonal, so that each is a random walk by itself.
template <class Scalar>
struct ProcessCoordinates {
  JointDiagonal<Scalar> joint;  ///< q = joint.first, r = joint.second.
  Vector<Scalar> worth;         ///< ½t_jᵀC⁻¹t_j: the gap by one unit of variance in coordinate j.
  Scalar drift_gap{};           ///< ½tr(C⁻¹Q): what one step adds to the gap.

  explicit ProcessCoordinates(const ValueProcess<Scalar>& process) : joint{process.drift, process.noise} {
    Matrix<Scalar> directions = joint.basis;
    if (process.cost) {
      const Eigen::LLT<Matrix<Scalar>> factor{*process.cost};
      directions = factor.matrixL().solve(directions);
    }
    worth = directions.colwise().squaredNorm().transpose() / Scalar(2);
    drift_gap = worth.dot(joint.first);
  }

  /// ½tr(C⁻¹P⁺) in the steady state of consultations every `period` steps.
  [[nodiscard]] Scalar steady_gap(const Scalar& period) const {
    Scalar gap(0);
    for (Eigen::Index j = 0; j < worth.size(); ++j) {
      gap += worth(j) * steady_posterior(Scalar(period * joint.first(j)), Scalar(joint.second(j)));
    }
    return gap;
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
