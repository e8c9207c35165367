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
#include <limits>
#include <optional>
#include <string_view>

namespace behalf {

/// What a one-time fix is compared with.
template <class Scalar = double>
struct BreakEvenOptions {
  int period = 1;                         ///< τ ≥ 1 of the ongoing consultation.
  Scalar consultation_cost = Scalar(0);   ///< c ≥ 0 of each consultation of the ongoing process, the first included.
  std::optional<Scalar> one_time_cost{};  ///< ≥ 0: what the one-time fix costs; default what one consultation costs.
  std::optional<Matrix<Scalar>>
      initial{};  ///< P₀ before the one-time fix; default the steady P⁻ of the ongoing process.
};

/// How a one-time fix stands in the long run against ongoing consultation.
enum class OneTimeProspect : std::uint8_t {
  falls_behind,  ///< From some step on, for good, it has cost more.
  stays_ahead,   ///< There is no such step within 2^52.
  stays_equal,   ///< Nor is there any difference, ever.
};

/// The prospect in words, such as "stays ahead".
[[nodiscard]] constexpr std::string_view to_text(OneTimeProspect prospect) noexcept {
  switch (prospect) {
    case OneTimeProspect::falls_behind: return "falls behind";
    case OneTimeProspect::stays_ahead: return "stays ahead";
    case OneTimeProspect::stays_equal: return "stays equal";
  }
  return "unknown prospect";
}

/// From when on an ongoing process has paid for itself.
template <class Scalar = double>
struct BreakEven {
  OneTimeProspect prospect = OneTimeProspect::falls_behind;
  std::int64_t steps = 0;  ///< T ≥ 1; 0 unless the one-time fix falls behind.
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
  /// one-time − ongoing. Steps within a period change it by the same amount each, which grows from period to period, and
  /// its value at the first step of a period is a convex quadratic in the number of the period.
  [[nodiscard]] Scalar lead(std::int64_t m, std::int64_t j) const {
    const Scalar periods = as_number(m), tau = as_number(period);
    return one_time_cost + (periods * tau + as_number(j)) * (once - first) + tau * tau * drift * triangle(periods) +
           as_number(j) * periods * tau * drift - as_number(j > 0 ? m + 1 : m) * cost;
  }
  /// Whether the one-time fix has cost more after mτ + j steps, by more than rounding.
  [[nodiscard]] bool exceeds(std::int64_t m, std::int64_t j) const {
    const Scalar rounding = std::max(Scalar(1e-12), Scalar(64) * std::numeric_limits<Scalar>::epsilon());
    return lead(m, j) > rounding * of_ongoing(m, j);
  }
  /// The first step from which on, for good, it does so; absent where there is none in the first 2^52.
  [[nodiscard]] std::optional<std::int64_t> first_for_good() const {
    const std::int64_t most = (std::int64_t{1} << 52) / period;
    const Scalar tau = as_number(period), apart = once - first;
    // The first period from which on steps within a period, and the first steps of periods, never fall.
    const std::int64_t rising = first_not_negative(apart, Scalar(tau * drift), most);
    const std::int64_t climbing =
        first_not_negative(Scalar(tau * (apart + drift) - cost), Scalar(tau * tau * drift), most);
    const std::int64_t from = std::max(rising, climbing);
    if (from > most) return std::nullopt;
    if (exceeds(from, 1)) {
      // Before that only periods in which every step falls matter, and among these the end of the last.
      return rising > 0 && !exceeds(rising - 1, period) ? rising * period + 1 : std::int64_t{1};
    }
    std::int64_t low = from, high = from;
    for (std::int64_t stride = 1; !exceeds(high, 1); stride *= 2) {
      if (high == most) return std::nullopt;
      low = high;
      high = std::min(most, high + stride);
    }
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (exceeds(middle, 1) ? high : low) = middle;
    }
    // In the last period that begins behind the lead goes up step by step.
    std::int64_t behind = 1, ahead = period + 1;
    while (ahead - behind > 1) {
      const std::int64_t middle = behind + (ahead - behind) / 2;
      (exceeds(low, middle) ? ahead : behind) = middle;
    }
    return low * period + ahead;
  }
  /// Whether both cost the same for ever.
  [[nodiscard]] bool never_apart() const {
    const Scalar size = std::max({once, first, one_time_cost, cost});
    const Scalar rounding = std::max(Scalar(1e-12), Scalar(64) * std::numeric_limits<Scalar>::epsilon()) * size;
    const auto nothing = [&rounding](const Scalar& x) { return x <= rounding && -x <= rounding; };
    return nothing(Scalar(once - first)) && nothing(drift) && nothing(cost) && nothing(one_time_cost);
  }

private:
  /// The least m ≥ 0 with a + bm ≥ 0 for b ≥ 0; more than `most` where there is none up to that.
  [[nodiscard]] static std::int64_t first_not_negative(const Scalar& a, const Scalar& b, std::int64_t most) {
    using std::ceil;
    if (!(a < Scalar(0))) return 0;
    if (!(to_double(b) > 0) || !(to_double(Scalar(-a / b)) < static_cast<double>(most))) return most + 1;
    return static_cast<std::int64_t>(ceil(to_double(Scalar(-a / b))));
  }
};

}  // namespace internal

/// The first T from which on, for good, the gaps of a one-time fix summed over the steps 0, …, T − 1, and its cost, exceed
/// those of consulting every τ steps (at 0, τ, 2τ, …) and the costs of these consultations, by more than 1e-12 of them: ties
/// are no loss, and a consultation just paid for may put the one-time fix ahead once more.
///
/// Exact, by what both sums are in closed form: no step is simulated. Without drift, or where it takes more than 2^52
/// steps, the one-time fix stays ahead, or equal where consultations cost nothing either.
/// Throws as `one_time_fix` does, and for a negative cost. Certificate: primal residual = by how much the one-time sum
/// falls short at T, dual residual = by how much it is not short at T − 1, both recomputed from the covariances by
/// elimination and relative to the sums; duality gap = the reported sums against those.
template <class Scalar = double>
[[nodiscard]] Solution<BreakEven<Scalar>> break_even(const ValueProcess<Scalar>& process,
                                                     const BreakEvenOptions<Scalar>& options = {}) {
  static constexpr const char* who = "break_even";
  require_not_negative(who, "consultation_cost", options.consultation_cost);
  const Scalar one_time_cost = options.one_time_cost.value_or(options.consultation_cost);
  require_not_negative(who, "one_time_cost", one_time_cost);
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
                                           one_time_cost,
                                           options.period};
  const std::optional<std::int64_t> steps = sums.first_for_good();
  if (!steps) {
    const bool equal = sums.never_apart();
    return {BreakEven<Scalar>{.prospect = equal ? OneTimeProspect::stays_equal : OneTimeProspect::stays_ahead},
            ongoing.certificate()};
  }
  const std::int64_t m = (*steps - 1) / options.period, j = *steps - m * options.period;
  const BreakEven<Scalar> result{.prospect = OneTimeProspect::falls_behind,
                                 .steps = *steps,
                                 .one_time = sums.of_one_time(m, j),
                                 .ongoing = sums.of_ongoing(m, j)};
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
