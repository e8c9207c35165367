#ifndef BEHALF_SOLVE_RICCATI_HPP
#define BEHALF_SOLVE_RICCATI_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/joint_diagonal.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <utility>

namespace behalf {

/// What is not known of a random walk just before and just after each noisy look at it, in the long run (d × d each).
template <class Scalar = double>
struct SteadyCovariance {
  Matrix<Scalar> prior;      ///< P⁻, before.
  Matrix<Scalar> posterior;  ///< P⁺, after.
};

namespace internal {

/// The smaller fixed point of a scalar look: p⁺ = p⁻r/(p⁻ + r) with p⁻ = p⁺ + q, written so that nothing cancels.
template <class Scalar>
[[nodiscard]] Scalar steady_posterior(const Scalar& q, const Scalar& r) {
  using std::sqrt;
  const Scalar twice = q + sqrt(q * (q + Scalar(4) * r));
  return twice > Scalar(0) ? Scalar(Scalar(2) * q * r / twice) : Scalar(0);
}

/// By how much P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻ fails, found by elimination; in units in which P⁻ + R has the diagonal 1,
/// relative to the largest entry of P⁻.
template <class Scalar>
[[nodiscard]] double update_residual(const Matrix<Scalar>& prior, const Matrix<Scalar>& noise,
                                     const Matrix<Scalar>& posterior) {
  const Vector<Scalar> scale = unit_diagonal_scale<Scalar>(prior + noise);
  const Matrix<Scalar> before = scale.asDiagonal() * prior * scale.asDiagonal();
  const Matrix<Scalar> after = scale.asDiagonal() * posterior * scale.asDiagonal();
  const Matrix<Scalar> sum = before + Matrix<Scalar>(scale.asDiagonal() * noise * scale.asDiagonal());
  if (before.size() == 0) return 0;
  const Matrix<Scalar> gain = Eigen::FullPivLU<Matrix<Scalar>>{sum}.solve(before);
  const Matrix<Scalar> residual = after - before + before * gain;
  const double size = to_double(Scalar(before.cwiseAbs().maxCoeff()));
  const double off = to_double(Scalar(residual.cwiseAbs().maxCoeff()));
  return off == 0 ? 0 : off / size;
}

/// By how much the drift from look to look fails: P⁻ − P⁺ − D, in the units and relative to the sizes of `update_residual`.
template <class Scalar>
[[nodiscard]] double drift_residual(const SteadyCovariance<Scalar>& steady, const Matrix<Scalar>& drift,
                                    const Matrix<Scalar>& noise) {
  if (drift.size() == 0) return 0;
  const Vector<Scalar> scale = unit_diagonal_scale<Scalar>(steady.prior + noise);
  const Matrix<Scalar> before = scale.asDiagonal() * steady.prior * scale.asDiagonal();
  const Matrix<Scalar> off =
      scale.asDiagonal() * Matrix<Scalar>(steady.prior - steady.posterior - drift) * scale.asDiagonal();
  const double residual = to_double(Scalar(off.cwiseAbs().maxCoeff()));
  return residual == 0 ? 0 : residual / to_double(Scalar(before.cwiseAbs().maxCoeff()));
}

}  // namespace internal

/// What is left unknown (d × d) when something of covariance `prior` is looked at once with noise of covariance `noise`:
/// P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻, which is (P⁻⁻¹ + R⁻¹)⁻¹ where these exist.
///
/// Both are covariances of one size; they may be singular (then the inverse is the pseudo-inverse: R = 0 gives 0). Throws
/// `InvalidArgument` otherwise. Certificate: primal residual = that equation, found by elimination; relative to the
/// largest entry of P⁻ in units in which P⁻ + R has the diagonal 1.
template <class Scalar = double>
[[nodiscard]] Solution<Matrix<Scalar>> posterior_covariance(const Matrix<Scalar>& prior, const Matrix<Scalar>& noise) {
  static constexpr const char* who = "posterior_covariance";
  require_covariance(who, "prior", prior, prior.rows());
  require_covariance(who, "noise", noise, prior.rows());
  const JointDiagonal<Scalar> joint{prior, noise};
  const Vector<Scalar> left = joint.first.cwiseProduct(joint.second).cwiseQuotient(joint.first + joint.second);
  Matrix<Scalar> posterior = joint.compose(left);
  Certificate certificate;
  certificate.primal_residual = internal::update_residual(prior, noise, posterior);
  if (!is_finite(certificate.worst())) return {Status::ill_conditioned, "in the covariance after a look"};
  return {std::move(posterior), certificate};
}

/// The steady state of a random walk with steps of covariance `drift` (D) from one look to the next, and looks with noise
/// of covariance `noise` (R): P⁻ = P⁺ + D, P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻, the discrete Riccati equation of a random walk.
///
/// In the coordinates of `JointDiagonal` each is p⁺ = (−q + √(q² + 4qr))/2. D and R are covariances of one size d; either
/// may be singular (R = 0 gives P⁺ = 0, D = 0 gives P⁻ = P⁺ = 0). Throws `InvalidArgument` otherwise. Certificate: primal
/// residual = the worse of both equations, recomputed from D and R as for `posterior_covariance`. `Scalar` may be any real
/// type; derivatives do not pass through the eigenvectors of a dual number.
/// Source: the filter of \cite kalman1960.
template <class Scalar = double>
[[nodiscard]] Solution<SteadyCovariance<Scalar>> steady_covariance(const Matrix<Scalar>& drift,
                                                                   const Matrix<Scalar>& noise) {
  static constexpr const char* who = "steady_covariance";
  require_covariance(who, "drift", drift, drift.rows());
  require_covariance(who, "noise", noise, drift.rows());
  const JointDiagonal<Scalar> joint{drift, noise};
  Vector<Scalar> after(joint.first.size());
  for (Eigen::Index j = 0; j < after.size(); ++j) {
    after(j) = internal::steady_posterior(Scalar(joint.first(j)), Scalar(joint.second(j)));
  }
  SteadyCovariance<Scalar> steady{joint.compose(after + joint.first), joint.compose(after)};
  Certificate certificate;
  certificate.primal_residual = std::max(internal::update_residual(steady.prior, noise, steady.posterior),
                                         internal::drift_residual(steady, drift, noise));
  if (!is_finite(certificate.worst())) return {Status::ill_conditioned, "in the steady state of a random walk"};
  return {std::move(steady), certificate};
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_RICCATI_HPP
