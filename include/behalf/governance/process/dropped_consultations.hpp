#ifndef BEHALF_GOVERNANCE_PROCESS_DROPPED_CONSULTATIONS_HPP
#define BEHALF_GOVERNANCE_PROCESS_DROPPED_CONSULTATIONS_HPP

#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace behalf {

/// Bounds on the expected mean gap when some consultations come to nothing. They hold for certain; the expectation itself
/// has no closed form, `simulate_process` estimates it.
template <class Scalar = double>
struct DroppedConsultations {
  Scalar lower{};  ///< ½tr(C⁻¹P) of what is unknown at least, averaged over a period.
  Scalar upper{};  ///< And at most.
};

namespace internal {

/// The fixed point p⁺ of the averaged look p⁻ − a·p⁻²/(p⁻ + 1/ν²), p⁻ = p⁺ + q, for the share a of looks that succeed:
/// with x = qν² it is q(x(1 − 2a) + √(x(x + 4a)))/(2ax).
template <class Scalar>
[[nodiscard]] Scalar averaged_posterior(const Scalar& q, const Scalar& precision, const Scalar& a) {
  using std::sqrt;
  const Scalar told = sqrt(q) * precision;
  if (is_plus_infinity(Scalar(told * told))) return q * (Scalar(1) - a) / a;
  const Scalar root = sqrt(told * told + Scalar(4) * a), rest = told * (Scalar(1) - Scalar(2) * a);
  if (rest >= Scalar(0)) return q * ((rest + root) / told) / (Scalar(2) * a);
  // The same without cancellation.
  return Scalar(2) * q * ((Scalar(1) / told + told * (Scalar(1) - a)) / (root - rest));
}

}  // namespace internal

/// Between what bounds the expected mean gap lies when each consultation has an answer with probability `arrival` (0 to 1),
/// independently, and the agent knows which did.
///
/// Per coordinate, with a = arrival: from above the fixed point of the averaged update p⁻ − a·p⁻²/(p⁻ + r), which is concave,
/// so that the expectation cannot exceed it; from below the larger of τq(1 − a)/a, where every answer would be exact, and
/// of the case without drops. The bounds meet at a = 1. Throws as `ongoing_consultation` does, and unless 0 ≤ a ≤ 1. At
/// a = 0 the gap grows without end: `unbounded`, unless nothing drifts. Certificate: primal residual = how far the upper
/// fixed points are from reproducing themselves. Source: the bounds of \cite sinopoli2004 for a random walk.
template <class Scalar = double>
[[nodiscard]] Solution<DroppedConsultations<Scalar>> dropped_consultations(const ValueProcess<Scalar>& process,
                                                                           const Scalar& arrival,
                                                                           const ConsultationPlan& plan = {}) {
  static constexpr const char* who = "dropped_consultations";
  internal::require_process(who, process);
  internal::require_at_least(who, "period", plan.period, 1);
  internal::require_at_least(who, "delay", plan.delay, 0);
  require_fraction(who, "arrival", arrival);
  const internal::ProcessCoordinates<Scalar> coordinates{process};
  if (coordinates.forgotten) return {Status::unbounded, coordinates.never_settles()};
  if (arrival == Scalar(0) && coordinates.drift_gap > Scalar(0)) {
    return {Status::unbounded, "since no answer ever arrives"};
  }
  const Scalar waiting = coordinates.drift_gap * (Scalar(plan.delay) + (Scalar(plan.period) - Scalar(1)) / Scalar(2));
  DroppedConsultations<Scalar> result{waiting, waiting};
  Certificate certificate;
  for (Eigen::Index j = 0; j < coordinates.worth.size(); ++j) {
    const Scalar q = Scalar(plan.period), precision = coordinates.walks.precision(j);
    const Scalar most = internal::averaged_posterior(q, precision, arrival);
    const Scalar exact_answers = q * (Scalar(1) - arrival) / arrival;
    const Scalar all_answers = internal::steady_posterior(q, precision);
    result.upper += coordinates.worth(j) * most;
    result.lower += coordinates.worth(j) * (exact_answers > all_answers ? exact_answers : all_answers);
    // What a look takes away on average is what drift adds.
    const Scalar before = most + q, told = precision * before;
    const Scalar taken = arrival * told / (precision + Scalar(1) / told);
    certificate.primal_residual = std::max(certificate.primal_residual, internal::apart(taken, q));
  }
  // Of what every answer shows exactly only lost answers leave anything.
  if (coordinates.shown > Scalar(0)) {
    const Scalar lost = coordinates.shown * Scalar(plan.period) * (Scalar(1) - arrival) / arrival;
    result.upper += lost;
    result.lower += lost;
  }
  const double doubt = std::max(internal::cost_doubt(process), coordinates.walks.doubt);
  if (!(doubt <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, internal::beyond_bound<Scalar>(doubt)};
  }
  return internal::if_certified<Scalar>(result, certificate);
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_DROPPED_CONSULTATIONS_HPP
