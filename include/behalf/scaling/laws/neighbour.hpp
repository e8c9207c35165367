#ifndef BEHALF_SCALING_LAWS_NEIGHBOUR_HPP
#define BEHALF_SCALING_LAWS_NEIGHBOUR_HPP

#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// Which number of a scaling study a law is about.
enum class ScalingMeasure : std::uint8_t {
  gap,           ///< Mean gap, in units of utility.
  relative_gap,  ///< Mean gap / mean stake: the one for headlines, since the stake moves too.
};

/// That number of a row, in doubles, as statistics are; absent where a relative gap is.
/// Throws `InvalidArgument`, whose field is the point, when the number or its standard error is not finite.
template <class Scalar>
[[nodiscard]] std::optional<Estimate<double>> measured(const ScalingRow<Scalar>& row, ScalingMeasure measure) {
  const bool relative = measure == ScalingMeasure::relative_gap;
  if (relative && !row.relative_gap) return std::nullopt;
  const Estimate<Scalar>& exact = relative ? *row.relative_gap : row.gap;
  const Estimate<double> result{to_double(exact.value), to_double(exact.standard_error)};
  for (const double number : {result.value, result.standard_error}) {
    if (is_finite(number)) continue;
    throw InvalidArgument{"measured", "at " + to_text(row.at),
                          std::string{"expected a finite "} + (relative ? "relative gap" : "gap") +
                              " and standard error, got " + to_text(number)};
  }
  return result;
}

namespace internal {

/// Places of rows along one direction: in each line the other two levels are equal and the level ascends.
template <class Scalar>
[[nodiscard]] std::vector<std::vector<std::size_t>> lines_along(const std::vector<ScalingRow<Scalar>>& rows,
                                                                ScalingAxis axis) {
  const auto other = [axis](const ScalingPoint<Scalar>& at, std::size_t k) {
    return at.level(all_scaling_axes[(static_cast<std::size_t>(axis) + k) % 3]);
  };
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto same_line = [&](std::size_t a, std::size_t b) {
    return other(rows[a].at, 1) == other(rows[b].at, 1) && other(rows[a].at, 2) == other(rows[b].at, 2);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (other(rows[a].at, 1) != other(rows[b].at, 1)) return other(rows[a].at, 1) < other(rows[b].at, 1);
    if (other(rows[a].at, 2) != other(rows[b].at, 2)) return other(rows[a].at, 2) < other(rows[b].at, 2);
    return rows[a].at.level(axis) < rows[b].at.level(axis);
  });
  std::vector<std::vector<std::size_t>> lines;
  for (const std::size_t place : order) {
    if (lines.empty() || !same_line(lines.back().front(), place)) lines.emplace_back();
    lines.back().push_back(place);
  }
  return lines;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_NEIGHBOUR_HPP
