#ifndef BEHALF_IO_FIGURES_IMPL_SCALING_FIGURES_IPP
#define BEHALF_IO_FIGURES_IMPL_SCALING_FIGURES_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/figures/scaling_figures.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// "0.7114 ± 0.0012 (standard error)"; exact numbers without the rest.
[[nodiscard]] std::string with_error(const Estimate<double>& x) {
  return to_exact(x.value) + (x.standard_error > 0 ? " ± " + to_exact(x.standard_error) + " (standard error)" : "");
}

/// The relative gap over scope × generality in one plane of a study, with the frontier where there is a tolerance.
class SurfaceMap {
public:
  SurfaceMap(const ScalingFindings& findings, const ScalingPlane& plane)
      : findings_{&findings}, plane_{&plane}, frontier_{frontier_in(findings, plane)} {}

  [[nodiscard]] FigureMap map() const {
    const std::string diversity = to_readable(plane_->diversity);
    FigureMap result{.name = "diversity " + diversity,
                     .level = plane_->diversity,
                     .options = {.title = "Relative gap by scope and generality at diversity " + diversity,
                                 .description = description(),
                                 .row_title = std::string{with_unit(ScalingAxis::generality)},
                                 .column_title = std::string{with_unit(ScalingAxis::scope)},
                                 .lines = lines()}};
    for (const double scope : plane_->scopes) result.options.columns.push_back(to_readable(scope));
    for (std::size_t g = 0; g < plane_->generalities.size(); ++g) {
      result.options.rows.push_back(to_readable(plane_->generalities[g]));
      result.options.cells.emplace_back();
      for (std::size_t s = 0; s < plane_->scopes.size(); ++s) result.options.cells.back().push_back(cell(g, s));
    }
    return result;
  }

private:
  [[nodiscard]] const ScalingRow<double>* row(std::size_t g, std::size_t s) const {
    const std::optional<std::size_t>& place = plane_->rows[g][s];
    return place ? &findings_->rows[*place] : nullptr;
  }
  [[nodiscard]] bool beyond(const ScalingRow<double>& row) const {
    return findings_->tolerance && row.gap.value > *findings_->tolerance;
  }

  [[nodiscard]] HeatCell cell(std::size_t g, std::size_t s) const {
    const ScalingRow<double>* at = row(g, s);
    if (at == nullptr) {
      return {.hover = "generality " + to_readable(plane_->generalities[g]) + ", scope " +
                       to_readable(plane_->scopes[s]) + ", diversity " + to_readable(plane_->diversity) +
                       ": not looked at"};
    }
    // A point below the frontier may be beyond the tolerance all the same.
    HeatCell result{.hover = behalf::to_text(at->at) + ": ",
                    .marked = beyond(*at) && frontier_[s] && at->at.generality <= frontier_[s]->generality};
    for (const ScalingAxis axis : {ScalingAxis::scope, ScalingAxis::generality, ScalingAxis::diversity}) {
      result.data.push_back({std::string{to_text(axis)}, at->at.level(axis)});
    }
    if (at->relative_gap) {
      result.value = 100 * at->relative_gap->value;
      result.figure = to_percent(at->relative_gap->value);
      result.hover += "relative gap " + with_error(*at->relative_gap) + "; ";
      result.data.push_back({"relative_gap", at->relative_gap->value});
      result.data.push_back({"relative_gap_se", at->relative_gap->standard_error});
    } else {
      result.hover += "nothing at stake; ";
      result.data.push_back({"relative_gap", nullptr});
      result.data.push_back({"relative_gap_se", nullptr});
    }
    result.hover += "gap " + with_error(at->gap) + " of a stake of " + with_error(at->stake);
    result.data.push_back({"gap", at->gap.value});
    result.data.push_back({"gap_se", at->gap.standard_error});
    result.data.push_back({"stake", at->stake.value});
    if (findings_->tolerance) {
      result.hover += beyond(*at) ? "; beyond tolerance" : "; within tolerance";
      result.data.push_back({"within_tolerance", at->gap.value <= *findings_->tolerance});
    }
    return result;
  }

  /// How many levels of generality are not above one.
  [[nodiscard]] std::size_t height(Eigen::Index generality) const {
    const std::vector<double>& levels = plane_->generalities;
    return static_cast<std::size_t>(std::upper_bound(levels.begin(), levels.end(), static_cast<double>(generality)) -
                                    levels.begin());
  }
  [[nodiscard]] std::vector<HeatLine> lines() const {
    if (!findings_->tolerance) return {};
    const auto line = [&](std::string css, std::string hover, Eigen::Index FrontierPoint::*which) {
      HeatLine result{.css = std::move(css), .hover = std::move(hover)};
      for (const std::optional<FrontierPoint>& at : frontier_) {
        result.heights.push_back(at ? std::optional{height(*at.*which)} : std::nullopt);
        result.data.push_back({{"diversity", plane_->diversity}});
        if (!at) continue;
        result.data.back().push_back({"scope", static_cast<double>(at->scope)});
        result.data.back().push_back({"generality", static_cast<double>(*at.*which)});
      }
      return result;
    };
    std::vector<HeatLine> result;
    // Within two standard errors the frontier might lie elsewhere.
    if (std::any_of(frontier_.begin(), frontier_.end(),
                    [](const std::optional<FrontierPoint>& at) { return at && at->surely != at->possibly; })) {
      result.push_back(
          line("surely", "Surely within tolerance below this line: gap + 2 standard errors", &FrontierPoint::surely));
      result.push_back(line("possibly", "Possibly within tolerance below this line: gap − 2 standard errors",
                            &FrontierPoint::possibly));
    }
    result.push_back(
        line("frontier",
             "Frontier: the most that can be entrusted within the tolerance of " + to_readable(*findings_->tolerance),
             &FrontierPoint::generality));
    return result;
  }

  [[nodiscard]] std::string description() const {
    std::string text;
    for (std::size_t g = 0; g < plane_->generalities.size(); ++g) {
      text += "Generality " + to_readable(plane_->generalities[g]) + ':';
      for (std::size_t s = 0; s < plane_->scopes.size(); ++s) {
        const ScalingRow<double>* at = row(g, s);
        text += std::string{s == 0 ? "" : ","} + " scope " + to_readable(plane_->scopes[s]) + ' ';
        text += at == nullptr ? "not looked at" : at->relative_gap ? to_percent(at->relative_gap->value) : "–";
      }
      text += ". ";
    }
    for (std::size_t s = 0; s < plane_->scopes.size(); ++s) {
      if (!frontier_[s]) continue;
      text += "Frontier at scope " + to_readable(plane_->scopes[s]) + ": generality " +
              std::to_string(frontier_[s]->generality);
      if (frontier_[s]->surely != frontier_[s]->possibly) {
        text += " (" + std::to_string(frontier_[s]->surely) + " to " + std::to_string(frontier_[s]->possibly) + ')';
      }
      text += ". ";
    }
    return text;
  }

  const ScalingFindings* findings_;
  const ScalingPlane* plane_;
  std::vector<std::optional<FrontierPoint>> frontier_;
};

}  // namespace internal

std::optional<Figure> surface_figure(const ScalingFindings& findings) {
  MapFigure maps{.row = "generality", .column = "scope", .value = {"relative_gap", "relative gap"}};
  if (findings.tolerance) maps.line_title = "within " + to_text(*findings.tolerance);
  for (const ScalingPlane& plane : scaling_planes(findings.rows)) {
    maps.maps.push_back(internal::SurfaceMap{findings, plane}.map());
  }
  if (maps.maps.empty()) return std::nullopt;
  return Figure{"relative_gap_surface", "Relative gap by scope and generality",
                "Mean gap over mean stake of an agent that is entrusted with so many attributes and serves so many "
                "groups, at each diversity; below the frontier lies what can be entrusted within the tolerance, surely "
                "and possibly within it two standard errors away.",
                std::move(maps)};
}

Figure contribution_figure(const ScalingFindings& findings, ScalingAxis axis, const std::vector<std::size_t>& line) {
  const std::string direction{to_text(axis)};
  std::vector<double> gaps;
  for (const std::size_t place : line) gaps.push_back(findings.rows[place].gap.value);
  const NumberColumn column{gaps};
  BarFigure bars{.row = {"level", std::string{internal::with_unit(axis)}},
                 .part = {"axis", "due to"},
                 .value_title = "gap (units of utility)"};
  for (const std::size_t place : line) {
    const ScalingRow<double>& row = findings.rows[place];
    Bar bar{.name = internal::level_of(row.at, axis),
            .figure = column(row.gap.value, row.stake.value),
            .total = row.gap.value,
            .uncertainty = 2 * row.gap.standard_error,
            .tolerance = findings.tolerance,
            .data = {{direction, row.at.level(axis)}}};
    for (const Axis part : all_axes) {
      const std::string name{to_text(part)};
      bar.parts.push_back({name, name, row.share(part).value, row.share(part).standard_error});
    }
    bars.bars.push_back(std::move(bar));
  }
  return {"attribution_by_" + direction, "What each axis contributes, by " + direction,
          "Mean gap at " + internal::elsewhere(findings.rows[line.front()].at, axis) +
              ", split among the axes; the line reaches two standard errors to either side of the gap.",
          std::move(bars)};
}

Figure elasticity_figure(const ScalingFindings& findings, ScalingAxis axis, const std::vector<std::size_t>& line) {
  const std::string direction{to_text(axis)};
  BarFigure bars{.row = {"step", std::string{internal::with_unit(axis)}}, .value_title = "elasticity of the gap"};
  double largest = 1;
  for (const Elasticity& one : findings.elasticities) {
    if (one.axis != axis || std::find(line.begin(), line.end(), one.from) == line.end()) continue;
    const double from = findings.rows[one.from].at.level(axis);
    const double to = findings.rows[one.to].at.level(axis);
    Bar bar{.name = direction + ' ' + to_readable(from) + " → " + to_readable(to),
            .figure = "–",
            .data = {{"from", from}, {"to", to}}};
    if (one.value) {
      bar.figure = to_readable(one.value->value, 3);
      bar.total = one.value->value;
      bar.uncertainty = 2 * one.value->standard_error;
      largest = std::max(largest, std::abs(one.value->value));
    }
    bars.bars.push_back(std::move(bar));
  }
  bars.options = {.longest = 1.5 * largest, .reference = 1, .reference_css = "proportion", .total = "elasticity"};
  return {"elasticity_by_" + direction, "Elasticity of the gap, by " + direction,
          "Logarithm of the ratio of two mean gaps over that of the levels, at " +
              internal::elsewhere(findings.rows[line.front()].at, axis) +
              "; 1: the gap grows in proportion, 0: it stays.",
          std::move(bars)};
}

std::vector<Figure> scaling_figures(const ScalingFindings& findings) {
  std::vector<Figure> result;
  if (std::optional<Figure> surface = surface_figure(findings)) result.push_back(*std::move(surface));
  for (const ScalingAxis axis : all_scaling_axes) {
    const std::vector<std::size_t> line = scaling_line(findings.rows, axis);
    if (line.empty()) continue;
    result.push_back(contribution_figure(findings, axis, line));
    result.push_back(elasticity_figure(findings, axis, line));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_SCALING_FIGURES_IPP
