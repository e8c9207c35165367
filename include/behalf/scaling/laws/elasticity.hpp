#ifndef BEHALF_SCALING_LAWS_ELASTICITY_HPP
#define BEHALF_SCALING_LAWS_ELASTICITY_HPP

#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// By what power of the level the gap grows from one point to the next along a direction, the others equal.
struct Elasticity {
  ScalingAxis axis = ScalingAxis::generality;
  std::size_t from = 0;  ///< Place of the row with the lower level.
  std::size_t to = 0;    ///< Place of the row with the next higher level.
  /// log(gap₂/gap₁)/log(x₂/x₁): 1 where the gap grows in proportion, 0 where it stays; absent where a level is 0 or a gap
  /// is not positive. The standard error is to first order and takes the two gaps as drawn independently, which they are.
  std::optional<Estimate<double>> value{};
};

/// The elasticities between neighbouring levels of every direction, by direction, then line, then level.
template <class Scalar>
[[nodiscard]] std::vector<Elasticity> elasticities(const std::vector<ScalingRow<Scalar>>& rows,
                                                   ScalingMeasure measure = ScalingMeasure::gap) {
  std::vector<Elasticity> result;
  for (const ScalingAxis axis : all_scaling_axes) {
    for (const std::vector<std::size_t>& line : internal::lines_along(rows, axis)) {
      for (std::size_t k = 1; k < line.size(); ++k) {
        Elasticity one{.axis = axis, .from = line[k - 1], .to = line[k]};
        const double x1 = rows[one.from].at.level(axis);
        const double x2 = rows[one.to].at.level(axis);
        const std::optional<Estimate<double>> a = measured(rows[one.from], measure);
        const std::optional<Estimate<double>> b = measured(rows[one.to], measure);
        if (x1 > 0 && a && b && a->value > 0 && b->value > 0) {
          const double step = std::log(x2 / x1);
          one.value = {std::log(b->value / a->value) / step,
                       std::hypot(a->standard_error / a->value, b->standard_error / b->value) / step};
        }
        result.push_back(one);
      }
    }
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_ELASTICITY_HPP
