#ifndef BEHALF_GOVERNANCE_PROCESS_PROCESS_HPP
#define BEHALF_GOVERNANCE_PROCESS_PROCESS_HPP

#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/riccati.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <utility>

namespace behalf {

/// When those concerned are consulted, in steps of the drift of their values.
struct ConsultationPlan {
  int period = 1;  ///< τ ≥ 1: from one consultation to the next.
  int delay = 0;   ///< δ ≥ 0: from a consultation to the first step in which its answer is acted on.
};

/// What ongoing consultation leaves of the gap once it has settled.
template <class Scalar = double>
struct OngoingConsultation {
  ConsultationPlan plan{};
  Matrix<Scalar> prior;          ///< P⁻ (d × d): what is unknown of the values just before a consultation.
  Matrix<Scalar> posterior;      ///< P⁺ (d × d): just after it, of the values at that time.
  Scalar gap_at_consultation{};  ///< ½tr(C⁻¹(P⁺ + δQ)): the gap in the first step that acts on an answer.
  Scalar drift_gap{};            ///< ½tr(C⁻¹Q): what each further step adds.
  Scalar mean_gap{};             ///< ½tr(C⁻¹(P⁺ + Q(δ + (τ − 1)/2))): the mean over a period.

  /// The gap in each of the τ steps that act on the same answer.
  [[nodiscard]] Vector<Scalar> gaps() const {
    Vector<Scalar> curve(plan.period);
    for (int k = 0; k < plan.period; ++k) curve(k) = gap_at_consultation + Scalar(k) * drift_gap;
    return curve;
  }
};

/// What consulting every τ steps leaves of the gap, in the long run: P⁻ = P⁺ + τQ, P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻.
///
/// An answer that arrives δ steps late says as much of the values at the time of asking; the agent acts on it δ steps of
/// drift later, whatever the period. Throws `InvalidArgument` unless Q and R are covariances of one size, C is positive
/// definite, τ ≥ 1 and δ ≥ 0. Where something drifts that no consultation is about the gap grows without end: `unbounded`.
/// Certificate: primal residual = that of `steady_covariance`; duality gap = the gaps recomputed from P⁺, Q and C by
/// elimination, and a multiple of epsilon by the condition of C. Beyond `certificate_bound`: `ill_conditioned`.
template <class Scalar = double>
[[nodiscard]] Solution<OngoingConsultation<Scalar>> ongoing_consultation(const ValueProcess<Scalar>& process,
                                                                         const ConsultationPlan& plan = {}) {
  static constexpr const char* who = "ongoing_consultation";
  internal::require_process(who, process);
  internal::require_at_least(who, "period", plan.period, 1);
  internal::require_at_least(who, "delay", plan.delay, 0);
  const Scalar steps = Scalar(plan.period), late = Scalar(plan.delay);
  const internal::ProcessCoordinates<Scalar> coordinates{process};
  if (coordinates.forgotten) return {Status::unbounded, coordinates.never_settles()};
  const Solution<SteadyCovariance<Scalar>> steady =
      steady_covariance<Scalar>(Matrix<Scalar>(process.drift * steps), process.noise);
  if (!steady) return {steady.status(), steady.where()};
  OngoingConsultation<Scalar> result{plan, steady.value().prior, steady.value().posterior, {}, {}, {}};
  result.drift_gap = coordinates.drift_gap;
  result.gap_at_consultation = coordinates.steady_gap(steps) + late * result.drift_gap;
  result.mean_gap = result.gap_at_consultation + result.drift_gap * (steps - Scalar(1)) / Scalar(2);
  Certificate certificate = steady.certificate();
  const Matrix<Scalar> average =
      result.posterior + process.drift * Scalar(late + Scalar((steps - Scalar(1)) / Scalar(2)));
  certificate.duality_gap =
      std::max({internal::apart(result.mean_gap, internal::gap_of_covariance(process, average)),
                internal::apart(result.gap_at_consultation,
                                internal::gap_of_covariance<Scalar>(process, result.posterior + process.drift * late)),
                internal::apart(result.drift_gap, internal::gap_of_covariance(process, process.drift)),
                internal::cost_doubt(process)});
  return internal::if_certified<Scalar>(std::move(result), certificate);
}

/// What is left when values are asked for once and the answer is acted on ever after.
template <class Scalar = double>
struct OneTimeFix {
  Matrix<Scalar> posterior;      ///< P₀⁺ (d × d): what is unknown right after the consultation.
  Scalar gap_at_consultation{};  ///< ½tr(C⁻¹P₀⁺).
  Scalar drift_gap{};            ///< ½tr(C⁻¹Q): what each step adds.

  /// ½tr(C⁻¹(P₀⁺ + tQ)): the gap t steps after the consultation.
  [[nodiscard]] Scalar gap(const Scalar& t) const { return gap_at_consultation + t * drift_gap; }
};

/// A single consultation of people of whose values `initial` (P₀, d × d) is unknown before it: P₀⁺ = (P₀⁻¹ + R⁻¹)⁻¹.
///
/// Throws as `ongoing_consultation` does, and unless P₀ is a covariance. Certificate: primal residual = that of
/// `posterior_covariance`; duality gap = the first gap recomputed by elimination. Beyond `certificate_bound`:
/// `ill_conditioned`.
template <class Scalar = double>
[[nodiscard]] Solution<OneTimeFix<Scalar>> one_time_fix(const ValueProcess<Scalar>& process,
                                                        const Matrix<Scalar>& initial) {
  static constexpr const char* who = "one_time_fix";
  internal::require_process(who, process);
  require_covariance(who, "initial", initial, process.drift.rows());
  const Solution<Matrix<Scalar>> posterior = posterior_covariance(initial, process.noise);
  if (!posterior) return {posterior.status(), posterior.where()};
  OneTimeFix<Scalar> result{posterior.value(), {}, internal::ProcessCoordinates<Scalar>{process}.drift_gap};
  result.gap_at_consultation = result.posterior.trace() / Scalar(2);
  if (process.cost) {
    const Eigen::LLT<Matrix<Scalar>> factor{*process.cost};
    result.gap_at_consultation = Matrix<Scalar>(factor.solve(result.posterior)).trace() / Scalar(2);
  }
  Certificate certificate = posterior.certificate();
  certificate.duality_gap =
      std::max(internal::apart(result.gap_at_consultation, internal::gap_of_covariance(process, result.posterior)),
               internal::cost_doubt(process));
  return internal::if_certified<Scalar>(std::move(result), certificate);
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_PROCESS_HPP
