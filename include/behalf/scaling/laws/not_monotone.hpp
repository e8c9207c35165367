#ifndef BEHALF_SCALING_LAWS_NOT_MONOTONE_HPP
#define BEHALF_SCALING_LAWS_NOT_MONOTONE_HPP

#include <behalf/scaling/laws/fall.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/scalar.hpp>

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace behalf {

namespace internal {

/// How many standard errors a difference must exceed so that of `pairs` differences, none of them real, one or more does
/// with probability at most 0.05: Φ⁻¹(1 − 0.05/pairs) (Bonferroni); 0 for no pair.
template <class Real = double>
[[nodiscard]] Real simultaneous_z(std::size_t pairs) {
  if (pairs == 0) return Real(0);
  return boost::math::quantile(
      boost::math::complement(boost::math::normal_distribution<Real>{}, Real(0.05) / static_cast<Real>(pairs)));
}

/// The change from one row to another, absent where there is none or one of them is a mean over too few draws.
template <class Scalar>
[[nodiscard]] std::optional<NotMonotone> change_between(const std::vector<ScalingRow<Scalar>>& rows,
                                                        ScalingMeasure measure, ScalingAxis axis, std::size_t from,
                                                        std::size_t to) {
  const std::optional<Estimate<double>> a = measured(rows[from], measure);
  const std::optional<Estimate<double>> b = measured(rows[to], measure);
  if (!a || !b || rows[from].too_few_draws() || rows[to].too_few_draws()) return std::nullopt;
  return NotMonotone{.axis = axis,
                     .from = from,
                     .to = to,
                     .change = {b->value - a->value, std::hypot(a->standard_error, b->standard_error)},
                     .own_diversity = rows[from].at.diversity == Scalar(1) && rows[to].at.diversity == Scalar(1)};
}

/// The changes between neighbours, by direction, then line, then level.
template <class Scalar>
[[nodiscard]] std::vector<NotMonotone> changes_between_neighbours(const std::vector<ScalingRow<Scalar>>& rows,
                                                                  ScalingMeasure measure) {
  std::vector<NotMonotone> result;
  for (const ScalingAxis axis : all_scaling_axes) {
    for (const std::vector<std::size_t>& line : lines_along(rows, axis)) {
      for (std::size_t k = 1; k < line.size(); ++k) {
        if (const auto one = change_between(rows, measure, axis, line[k - 1], line[k])) result.push_back(*one);
      }
    }
  }
  return result;
}

/// How many of these changes are uncertain.
[[nodiscard]] inline std::size_t uncertain(const std::vector<NotMonotone>& changes) {
  return static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(),
                                                [](const NotMonotone& one) { return one.change.standard_error > 0; }));
}

/// What a change must exceed to be one: z of its standard errors, and in any case 10⁻¹² of the larger end (of floats 64
/// times what they round), which is rounding.
template <class Scalar>
[[nodiscard]] double least_change(const std::vector<ScalingRow<Scalar>>& rows, ScalingMeasure measure,
                                  const NotMonotone& one, double z) {
  const double larger =
      std::max(std::abs(measured(rows[one.from], measure)->value), std::abs(measured(rows[one.to], measure)->value));
  const double rounding = std::max(1e-12, 64 * to_double(std::numeric_limits<Scalar>::epsilon()));
  return std::max(z * one.change.standard_error, rounding * larger);
}

}  // namespace internal

/// The neighbours along any direction whose gap falls by more than z standard errors of the difference,
/// z = Φ⁻¹(1 − 0.05/m) for the m pairs that are compared and have an error above 0, all directions together: where nothing
/// falls, something is listed in at most one study of twenty. Without an error a fall of more than 10⁻¹² of the larger end
/// counts. A pair with a mean over fewer than `fewest_draws` draws is not compared: nothing follows from its error.
///
/// Usually of the relative gap, mean gap / mean stake with its error to first order, for the stake moves too.
template <class Scalar>
[[nodiscard]] std::vector<NotMonotone> not_monotone(const std::vector<ScalingRow<Scalar>>& rows,
                                                    ScalingMeasure measure = ScalingMeasure::relative_gap) {
  std::vector<NotMonotone> result = internal::changes_between_neighbours(rows, measure);
  const double z = internal::simultaneous_z(internal::uncertain(result));
  std::erase_if(result, [&](const NotMonotone& one) {
    return !(-one.change.value > internal::least_change(rows, measure, one, z));
  });
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_NOT_MONOTONE_HPP
