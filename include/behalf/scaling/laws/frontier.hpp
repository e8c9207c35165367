#ifndef BEHALF_SCALING_LAWS_FRONTIER_HPP
#define BEHALF_SCALING_LAWS_FRONTIER_HPP

#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// How general an agent may be and still be aligned enough, at one scope and diversity.
struct FrontierPoint {
  Eigen::Index scope = 0;
  double diversity = 0;
  Eigen::Index generality = 0;  ///< The largest listed g with gap ≤ tolerance; 0: none.
  Eigen::Index surely = 0;      ///< The largest listed g with gap + 2 standard errors ≤ tolerance; ≤ `generality`.
  Eigen::Index possibly = 0;  ///< The largest listed g with gap − 2 standard errors ≤ tolerance; ≥ `generality`.
};

/// The tractability frontier, by scope, then diversity: what can be entrusted within a tolerance (absolute for the gap, in
/// units of utility). Difficulty need not be monotone: a smaller g than the frontier may be out of tolerance. A mean over
/// fewer than `fewest_draws` draws is possibly within and never surely.
/// Throws `InvalidArgument` when the tolerance is negative or not finite.
template <class Scalar>
[[nodiscard]] std::vector<FrontierPoint> frontier(const std::vector<ScalingRow<Scalar>>& rows, double tolerance,
                                                  ScalingMeasure measure = ScalingMeasure::gap) {
  require_not_negative("frontier", "scaling.tolerance", tolerance);
  std::vector<FrontierPoint> result;
  for (const std::vector<std::size_t>& line : internal::lines_along(rows, ScalingAxis::generality)) {
    const ScalingPoint<Scalar>& at = rows[line.front()].at;
    FrontierPoint one{.scope = at.scope, .diversity = at.level(ScalingAxis::diversity)};
    for (const std::size_t place : line) {
      const std::optional<Estimate<double>> y = measured(rows[place], measure);
      if (!y) continue;
      const Eigen::Index g = rows[place].at.generality;
      if (y->value <= tolerance) one.generality = g;
      const bool unknown = rows[place].too_few_draws();
      if (!unknown && y->value + 2 * y->standard_error <= tolerance) one.surely = g;
      if (unknown || y->value - 2 * y->standard_error <= tolerance) one.possibly = g;
    }
    result.push_back(one);
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_FRONTIER_HPP
