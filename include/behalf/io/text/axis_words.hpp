#ifndef BEHALF_IO_TEXT_AXIS_WORDS_HPP
#define BEHALF_IO_TEXT_AXIS_WORDS_HPP

#include <behalf/model/axis.hpp>

#include <array>
#include <string>

namespace behalf::internal {

/// Sets of axes in the order of files and figures: one axis, two, all three.
inline constexpr std::array<AxisSet, 8> written_axis_sets{AxisSet::none(),
                                                          Axis::objectives,
                                                          Axis::information,
                                                          Axis::principals,
                                                          Axis::objectives | Axis::information,
                                                          Axis::objectives | Axis::principals,
                                                          Axis::information | Axis::principals,
                                                          AxisSet::all()};

/// A set of axes made ideal, in words: "objectives + information".
[[nodiscard]] std::string ideal_axes(AxisSet ideal);

/// "objectives and information, jointly".
[[nodiscard]] std::string effect_of(AxisSet faulty);

}  // namespace behalf::internal

#endif  // BEHALF_IO_TEXT_AXIS_WORDS_HPP
