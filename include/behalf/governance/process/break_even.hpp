#ifndef BEHALF_GOVERNANCE_PROCESS_BREAK_EVEN_HPP
#define BEHALF_GOVERNANCE_PROCESS_BREAK_EVEN_HPP

#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace behalf {

/// What a one-time fix is compared with.
template <class Scalar = double>
struct BreakEvenOptions {
  int period = 1;                        ///< τ ≥ 1 of the ongoing consultation.
  Scalar consultation_cost = Scalar(0);  ///< c ≥ 0 of each consultation of the ongoing process, the first included.
  Scalar one_time_cost = Scalar(0);      ///< ≥ 0: what the one-time fix costs; c if it is such a consultation too.
  std::optional<Matrix<Scalar>>
      initial{};  ///< P₀ before the one-time fix; default the steady P⁻ of the ongoing process.
};

/// From when on an ongoing process has paid for itself.
template <class Scalar = double>
struct BreakEven {
  std::int64_t steps = 0;  ///< T ≥ 1, the least.
  Scalar one_time{};       ///< The gaps of the steps 0, …, T − 1 after the one-time fix, and its cost.
  Scalar ongoing{};        ///< The gaps of the same steps under ongoing consultation, and its costs so far.
};

namespace internal {

/// What both have cost after T = mτ + j steps, 0 < j ≤ τ.
template <class Scalar>
struct ProcessSums {
  Scalar once, first, drift, cost, one_time_cost;  ///< Gaps right after a consultation, h, c, and that of the fix.
  std::int64_t period;

  [[nodiscard]] static Scalar as_number(std::int64_t n) { return Scalar(static_cast<double>(n)); }
  [[nodiscard]] static Scalar triangle(const Scalar& n) { return n * (n - Scalar(1)) / Scalar(2); }

  [[nodiscard]] Scalar of_one_time(std::int64_t m, std::int64_t j) const {
    const Scalar t = as_number(m * period + j);
    return t * once + drift * triangle(t) + one_time_cost;
  }
  [[nodiscard]] Scalar of_ongoing(std::int64_t m, std::int64_t j) const {
    const Scalar t = as_number(m * period + j);
    return t * first + drift * (as_number(m) * triangle(as_number(period)) + triangle(as_number(j))) +
           as_number(j > 0 ? m + 1 : m) * cost;
  }
  /// one-time − ongoing. Steps within a period change it by the same amount each, and over whole periods it is a convex
  /// quadratic.
  [[nodiscard]] Scalar lead(std::int64_t m, std::int64_t j) const {
    const Scalar periods = as_number(m), tau = as_number(period);
    return one_time_cost + (periods * tau + as_number(j)) * (once - first) + tau * tau * drift * triangle(periods) +
           as_number(j) * periods * tau * drift - as_number(j > 0 ? m + 1 : m) * cost;
  }
};

}  // namespace internal

/// The least T at which the gaps of a one-time fix, summed over the steps 0, …, T − 1, reach those of consulting every τ
/// steps (at 0, τ, 2τ, …) plus the costs of these consultations.
///
/// Exact, by what both sums are in closed form: no step is simulated. From the default P₀ both start equal, so at c = 0 they
/// are level at once, T = 1. Without drift, or where it takes more than 2^52 steps, there may be none: `infeasible`.
/// Throws as `one_time_fix` does, and for a negative cost. Certificate: primal residual = by how much the one-time sum
/// falls short at T, dual residual = by how much it is not short at T − 1, both recomputed from the covariances by
/// elimination and relative to the sums; duality gap = the reported sums against those.
template <class Scalar = double>
[[nodiscard]] Solution<BreakEven<Scalar>> break_even(const ValueProcess<Scalar>& process,
                                                     const BreakEvenOptions<Scalar>& options = {}) {
  using std::ceil;
  using std::sqrt;
  static constexpr const char* who = "break_even";
  require_not_negative(who, "consultation_cost", options.consultation_cost);
  require_not_negative(who, "one_time_cost", options.one_time_cost);
  const Solution<OngoingConsultation<Scalar>> ongoing = ongoing_consultation(process, {.period = options.period});
  if (!ongoing) return {ongoing.status(), ongoing.where()};
  Matrix<Scalar> known = ongoing.value().posterior;
  Scalar once = ongoing.value().gap_at_consultation;
  if (options.initial) {
    const Solution<OneTimeFix<Scalar>> fix = one_time_fix(process, *options.initial);
    if (!fix) return {fix.status(), fix.where()};
    known = fix.value().posterior;
    once = fix.value().gap_at_consultation;
  }
  const internal::ProcessSums<Scalar> sums{once,
                                           ongoing.value().gap_at_consultation,
                                           ongoing.value().drift_gap,
                                           options.consultation_cost,
                                           options.one_time_cost,
                                           options.period};
  const auto level = [&](std::int64_t m, std::int64_t j) { return sums.lead(m, j) >= Scalar(0); };
  std::int64_t m = 0, j = 1;
  if (!level(0, 1)) {
    if (!level(1, 0)) {
      // It starts behind, and while a period costs it more than it gains it falls further; the larger root is the first.
      const Scalar tau = Scalar(options.period);
      const Scalar a = tau * tau * sums.drift / Scalar(2);
      const Scalar b = tau * (sums.once - sums.first) - a - sums.cost;
      const Scalar root = (-b + sqrt(b * b - Scalar(4) * a * sums.one_time_cost)) / (Scalar(2) * a);
      if (!(to_double(root) * options.period < 0x1p52)) {
        return {Status::infeasible, "within 2^52 steps: the one-time fix stays ahead"};
      }
      m = static_cast<std::int64_t>(to_double(root));
      while (m > 1 && level(m, 0)) --m;
      while (!level(m + 1, 0)) ++m;
    }
    // Within this period it goes up by the same amount in each step.
    std::int64_t low = 0, high = options.period;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (level(m, middle) ? high : low) = middle;
    }
    j = high;
  }

  BreakEven<Scalar> result{m * options.period + j, sums.of_one_time(m, j), sums.of_ongoing(m, j)};
  internal::ProcessSums<Scalar> again = sums;
  again.once = internal::gap_of_covariance(process, known);
  again.first = internal::gap_of_covariance(process, ongoing.value().posterior);
  again.drift = internal::gap_of_covariance(process, process.drift);
  const double size = to_double(again.of_ongoing(m, j));
  Certificate certificate = ongoing.certificate();
  const auto short_by = [&](const Scalar& more, const Scalar& less) {
    return more > less ? to_double(Scalar(more - less)) / size : 0.0;
  };
  certificate.primal_residual =
      std::max(certificate.primal_residual, short_by(again.of_ongoing(m, j), again.of_one_time(m, j)));
  certificate.duality_gap =
      std::max({certificate.duality_gap, internal::apart(result.one_time, again.of_one_time(m, j)),
                internal::apart(result.ongoing, again.of_ongoing(m, j))});
  if (result.steps > 1) {
    const std::int64_t m_before = j > 1 ? m : m - 1, j_before = j > 1 ? j - 1 : options.period;
    certificate.dual_residual = short_by(again.of_one_time(m_before, j_before), again.of_ongoing(m_before, j_before));
  }
  certificate.duality_gap = std::max(certificate.duality_gap, internal::cost_doubt(process));
  return internal::if_certified<Scalar>(result, certificate);
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_BREAK_EVEN_HPP
