#ifndef BEHALF_GOVERNANCE_PROCESS_CHEAPEST_PERIOD_HPP
#define BEHALF_GOVERNANCE_PROCESS_CHEAPEST_PERIOD_HPP

#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/riccati.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace behalf {

/// How often to consult when each consultation has its cost.
template <class Scalar = double>
struct CheapestPeriod {
  std::int64_t period = 1;    ///< τ; the smallest of those that are equally cheap.
  Scalar cost{};              ///< Mean gap + c/τ, per step.
  Scalar mean_gap{};          ///< Its first part.
  std::int64_t horizon = 1;   ///< No longer period than this can be cheaper:
  Scalar beyond{};            ///< each of them costs at least this, ≥ `cost`.
  std::int64_t examined = 0;  ///< How many periods up to the horizon were evaluated; bounds ruled out the others.
};

/// The period τ ≥ 1, in whole steps, that minimises mean gap + c/τ, for certain.
///
/// The gap right after a consultation grows with τ, so every period from a to b costs at least what a does without c/a,
/// plus c/b: ranges that cannot win are ruled out whole, the others halved, and all beyond the horizon fall at once. An
/// answer that arrives late (`delay`, in steps) adds the same to all.
/// Throws as `ongoing_consultation` does, and for a negative cost. Values that do not drift need no second consultation:
/// the longer the period the cheaper, `unbounded`. Certificate: primal residual = that of `steady_covariance`; dual
/// residual = by how much a neighbouring period is cheaper, duality gap = the cost, both recomputed from covariances.
template <class Scalar = double>
[[nodiscard]] Solution<CheapestPeriod<Scalar>> cheapest_period(const ValueProcess<Scalar>& process,
                                                               const Scalar& consultation_cost, int delay = 0) {
  static constexpr const char* who = "cheapest_period";
  internal::require_process(who, process);
  require_not_negative(who, "consultation_cost", consultation_cost);
  internal::require_at_least(who, "delay", delay, 0);
  const internal::ProcessCoordinates<Scalar> coordinates{process};
  if (coordinates.forgotten) return {Status::unbounded, coordinates.never_settles()};
  const Scalar& h = coordinates.drift_gap;
  if (!(h > Scalar(0)) && consultation_cost > Scalar(0)) {
    return {Status::unbounded, "since values do not drift: the longer the period, the cheaper"};
  }
  const auto number = [](std::int64_t n) { return Scalar(static_cast<double>(n)); };
  const auto gap = [&](std::int64_t tau) {
    return Scalar(coordinates.steady_gap(number(tau)) + h * (number(tau - 1) / Scalar(2) + Scalar(delay)));
  };
  CheapestPeriod<Scalar> best;
  const auto consider = [&](std::int64_t tau) {
    const Scalar mean = gap(tau), cost = mean + consultation_cost / number(tau);
    ++best.examined;
    if (best.examined == 1 || cost < best.cost || (cost == best.cost && tau < best.period)) {
      best.period = tau;
      best.cost = cost;
      best.mean_gap = mean;
    }
    return mean;
  };
  // Powers of two first: from one whose gap alone is as much as the best, nothing longer can win.
  std::int64_t end = 1;
  best.beyond = consider(end);
  while (h > Scalar(0) && (best.beyond < best.cost || end == 1)) {
    end *= 2;
    if (end > (std::int64_t{1} << 52)) return {Status::iteration_limit, "beyond periods of 2^52 steps"};
    best.beyond = consider(end);
  }
  best.horizon = end - 1;

  std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
  for (std::int64_t first = end / 2; first >= 2; first /= 2) ranges.emplace_back(first + 1, 2 * first - 1);
  while (!ranges.empty()) {
    const auto [first, last] = ranges.back();
    ranges.pop_back();
    if (first > last) continue;
    const Scalar bound = gap(first) + consultation_cost / number(last);
    if (bound > best.cost || (bound == best.cost && first > best.period)) continue;
    const std::int64_t middle = first + (last - first) / 2;
    (void)consider(middle);
    ranges.emplace_back(middle + 1, last);
    ranges.emplace_back(first, middle - 1);
  }

  Certificate certificate;
  const auto recomputed = [&](std::int64_t tau) {
    const Solution<SteadyCovariance<Scalar>> steady =
        steady_covariance<Scalar>(Matrix<Scalar>(process.drift * number(tau)), process.noise);
    if (!steady) {
      certificate.primal_residual = std::numeric_limits<double>::infinity();
      return best.cost;
    }
    certificate.include(steady.certificate());
    const Matrix<Scalar> average =
        steady.value().posterior + process.drift * Scalar(number(tau - 1) / Scalar(2) + Scalar(delay));
    return Scalar(internal::gap_of_covariance(process, average) + consultation_cost / number(tau));
  };
  const Scalar again = recomputed(best.period);
  certificate.duality_gap = internal::apart(best.cost, again);
  for (const std::int64_t other : {best.period - 1, best.period + 1}) {
    if (other < 1) continue;
    const Scalar cheaper = again - recomputed(other);
    if (cheaper > Scalar(0)) {
      certificate.dual_residual = std::max(certificate.dual_residual, to_double(cheaper) / to_double(again));
    }
  }
  certificate.duality_gap = std::max(certificate.duality_gap, internal::cost_doubt(process));
  return internal::if_certified<Scalar>(best, certificate,
                                        static_cast<int>(std::min<std::int64_t>(best.examined, 1 << 30)));
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_CHEAPEST_PERIOD_HPP
