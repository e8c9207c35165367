#ifndef BEHALF_DIAGNOSIS_IMPL_SCALING_VIEW_IPP
#define BEHALF_DIAGNOSIS_IMPL_SCALING_VIEW_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

std::vector<double> distinct(std::vector<double> levels) {
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

std::size_t place_of(const std::vector<double>& levels, double level) {
  return static_cast<std::size_t>(std::lower_bound(levels.begin(), levels.end(), level) - levels.begin());
}

}  // namespace internal

std::vector<double> scaling_levels(const std::vector<ScalingRow<double>>& rows, ScalingAxis axis) {
  std::vector<double> levels;
  for (const ScalingRow<double>& row : rows) levels.push_back(row.at.level(axis));
  return internal::distinct(std::move(levels));
}

std::vector<ScalingPlane> scaling_planes(const std::vector<ScalingRow<double>>& rows) {
  std::vector<ScalingPlane> result;
  for (const double diversity : scaling_levels(rows, ScalingAxis::diversity)) {
    ScalingPlane plane{.diversity = diversity};
    for (const ScalingRow<double>& row : rows) {
      if (row.at.diversity != diversity) continue;
      plane.scopes.push_back(row.at.level(ScalingAxis::scope));
      plane.generalities.push_back(row.at.level(ScalingAxis::generality));
    }
    plane.scopes = internal::distinct(std::move(plane.scopes));
    plane.generalities = internal::distinct(std::move(plane.generalities));
    if (plane.scopes.size() < 2 || plane.generalities.size() < 2) continue;
    plane.rows.assign(plane.generalities.size(), std::vector<std::optional<std::size_t>>(plane.scopes.size()));
    for (std::size_t place = 0; place < rows.size(); ++place) {
      if (rows[place].at.diversity != diversity) continue;
      const std::size_t g = internal::place_of(plane.generalities, rows[place].at.level(ScalingAxis::generality));
      plane.rows[g][internal::place_of(plane.scopes, rows[place].at.level(ScalingAxis::scope))] = place;
    }
    result.push_back(plane);
  }
  return result;
}

std::vector<std::optional<FrontierPoint>> frontier_in(const ScalingFindings& findings, const ScalingPlane& plane) {
  std::vector<std::optional<FrontierPoint>> result(plane.scopes.size());
  for (const FrontierPoint& point : findings.frontier) {
    if (point.diversity != plane.diversity) continue;
    result[internal::place_of(plane.scopes, static_cast<double>(point.scope))] = point;
  }
  return result;
}

std::vector<std::size_t> scaling_line(const std::vector<ScalingRow<double>>& rows, ScalingAxis axis) {
  const auto rank = [&](const std::vector<std::size_t>& line) {
    const ScalingPoint<double>& at = rows[line.front()].at;
    const auto level = [&](ScalingAxis other) { return other == axis ? 0 : at.level(other); };
    const double diversity = level(ScalingAxis::diversity);
    return std::tuple{line.size(), diversity == 1, diversity, level(ScalingAxis::generality),
                      level(ScalingAxis::scope)};
  };
  std::vector<std::size_t> best;
  for (const std::vector<std::size_t>& line : internal::lines_along(rows, axis)) {
    if (line.size() > 1 && (best.empty() || rank(line) > rank(best))) best = line;
  }
  return best;
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_SCALING_VIEW_IPP
