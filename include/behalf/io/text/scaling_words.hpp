#ifndef BEHALF_IO_TEXT_SCALING_WORDS_HPP
#define BEHALF_IO_TEXT_SCALING_WORDS_HPP

#include <behalf/scaling/point.hpp>

#include <string>
#include <string_view>

namespace behalf::internal {

/// A direction with what its levels count: "generality (attributes)".
[[nodiscard]] std::string_view with_unit(ScalingAxis axis);

/// The level of a point along a direction: "scope 2".
[[nodiscard]] std::string level_of(const ScalingPoint<double>& point, ScalingAxis axis);

/// The levels of a point but that along one direction: "scope 2, diversity 0.5".
[[nodiscard]] std::string elsewhere(const ScalingPoint<double>& point, ScalingAxis axis);

}  // namespace behalf::internal

#endif  // BEHALF_IO_TEXT_SCALING_WORDS_HPP
