#ifndef BEHALF_DIAGNOSIS_SCALING_VIEW_HPP
#define BEHALF_DIAGNOSIS_SCALING_VIEW_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// The plane of a scaling study at one diversity: what a map of scope × generality shows.
struct ScalingPlane {
  double diversity = 1;
  std::vector<double> scopes{};        ///< Levels of scope in it, ascending.
  std::vector<double> generalities{};  ///< Levels of generality in it, ascending.
  /// rows[generality][scope]: place of the row of the study; absent: the study did not look there.
  std::vector<std::vector<std::optional<std::size_t>>> rows{};
};

namespace internal {

/// Sorted, each once.
[[nodiscard]] std::vector<double> distinct(std::vector<double> levels);

[[nodiscard]] std::size_t place_of(const std::vector<double>& levels, double level);

}  // namespace internal

/// The levels of a direction in the rows of a study, ascending.
[[nodiscard]] std::vector<double> scaling_levels(const std::vector<ScalingRow<double>>& rows, ScalingAxis axis);

/// The planes of a study, by diversity, that have at least two levels of scope and of generality; all the others are no
/// surface. Any list of points will do.
[[nodiscard]] std::vector<ScalingPlane> scaling_planes(const std::vector<ScalingRow<double>>& rows);

/// The frontier of a study in one plane, by scope; absent where the study did not look or had no tolerance.
[[nodiscard]] std::vector<std::optional<FrontierPoint>> frontier_in(const ScalingFindings& findings,
                                                                    const ScalingPlane& plane);

/// Rows of a study along a direction, as places in it with ascending levels, the other levels equal: the longest such
/// line, of equal ones that with diversity as in the data, else that with the highest levels. Empty where no line has two
/// rows.
[[nodiscard]] std::vector<std::size_t> scaling_line(const std::vector<ScalingRow<double>>& rows, ScalingAxis axis);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_SCALING_VIEW_HPP
