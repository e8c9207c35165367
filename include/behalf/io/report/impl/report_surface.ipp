#ifndef BEHALF_IO_REPORT_IMPL_REPORT_SURFACE_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_SURFACE_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_surface.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// "0.7114 ± 0.0012 (standard error)"; exact numbers without the rest.
[[nodiscard]] std::string with_error(const Estimate<double>& x, std::string (*write)(double)) {
  return write(x.value) + (x.standard_error > 0 ? " ± " + write(x.standard_error) + " (standard error)" : "");
}

/// The relative gap over scope × generality in one plane of a study, with the frontier where there is a tolerance.
class SurfaceMap {
public:
  SurfaceMap(const ScalingFindings& findings, const ScalingPlane& plane)
      : findings_{&findings}, plane_{&plane}, frontier_{frontier_in(findings, plane)} {}

  [[nodiscard]] HeatMap map() const {
    HeatMap::Options options{
        .title = "Relative gap by scope and generality at diversity " + to_readable(plane_->diversity),
        .description = description(),
        .row_title = std::string{with_unit(ScalingAxis::generality)},
        .column_title = std::string{with_unit(ScalingAxis::scope)},
        .lines = lines()};
    for (const double scope : plane_->scopes) options.columns.push_back(to_readable(scope));
    for (std::size_t g = 0; g < plane_->generalities.size(); ++g) {
      options.rows.push_back(to_readable(plane_->generalities[g]));
      options.cells.emplace_back();
      for (std::size_t s = 0; s < plane_->scopes.size(); ++s) options.cells.back().push_back(cell(g, s));
    }
    return HeatMap{std::move(options)};
  }

  /// Whether some point below the frontier is beyond the tolerance all the same.
  [[nodiscard]] bool has_holes() const {
    for (std::size_t g = 0; g < plane_->generalities.size(); ++g) {
      for (std::size_t s = 0; s < plane_->scopes.size(); ++s) {
        if (is_hole(g, s)) return true;
      }
    }
    return false;
  }
  /// Whether the frontier might lie elsewhere, within two standard errors.
  [[nodiscard]] bool uncertain() const {
    return std::any_of(frontier_.begin(), frontier_.end(),
                       [](const std::optional<FrontierPoint>& at) { return at && at->surely != at->possibly; });
  }

private:
  [[nodiscard]] const ScalingRow<double>* row(std::size_t g, std::size_t s) const {
    const std::optional<std::size_t>& place = plane_->rows[g][s];
    return place ? &findings_->rows[*place] : nullptr;
  }
  [[nodiscard]] bool beyond(const ScalingRow<double>& row) const {
    return findings_->tolerance && row.gap.value > *findings_->tolerance;
  }
  [[nodiscard]] bool is_hole(std::size_t g, std::size_t s) const {
    const ScalingRow<double>* at = row(g, s);
    return at != nullptr && beyond(*at) && frontier_[s] && at->at.generality <= frontier_[s]->generality;
  }

  [[nodiscard]] HeatCell cell(std::size_t g, std::size_t s) const {
    const ScalingRow<double>* at = row(g, s);
    if (at == nullptr) {
      return {.hover = "generality " + to_readable(plane_->generalities[g]) + ", scope " +
                       to_readable(plane_->scopes[s]) + ", diversity " + to_readable(plane_->diversity) +
                       ": not looked at"};
    }
    HeatCell result{.hover = behalf::to_text(at->at) + ": ", .marked = is_hole(g, s)};
    if (at->relative_gap) {
      result.value = 100 * at->relative_gap->value;
      result.figure = to_percent(at->relative_gap->value);
      result.hover += "relative gap " + with_error(*at->relative_gap, &to_exact) + "; ";
    } else {
      result.hover += "nothing at stake; ";
    }
    result.hover += "gap " + with_error(at->gap, &to_exact) + " of a stake of " + with_error(at->stake, &to_exact);
    if (findings_->tolerance) result.hover += beyond(*at) ? "; beyond tolerance" : "; within tolerance";
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
      }
      return result;
    };
    std::vector<HeatLine> result;
    if (uncertain()) {
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

/// At most three planes: the least diversity, the greatest, and between them that of the data, else the middle one.
[[nodiscard]] std::vector<ScalingPlane> shown_planes(std::vector<ScalingPlane> planes) {
  if (planes.size() <= 3) return planes;
  std::size_t middle = planes.size() / 2;
  for (std::size_t k = 1; k + 1 < planes.size(); ++k) {
    if (planes[k].diversity == 1) middle = k;
  }
  return {planes.front(), planes[middle], planes.back()};
}

void write_surfaces(Markup& page, const ScalingFindings& findings) {
  const std::vector<ScalingPlane> all = scaling_planes(findings.rows);
  if (all.empty()) return;
  page.new_line().element("h3", {}, "By scope and generality");
  if (findings.rows.size() > most_points_drawn) {
    page.element("p", {},
                 "With " + std::to_string(findings.rows.size()) + " points it is not drawn; more than " +
                     std::to_string(most_points_drawn) + " are too fine to be seen.");
    return;
  }
  const std::vector<ScalingPlane> planes = shown_planes(all);
  std::vector<HeatMap> maps;
  std::optional<std::pair<double, double>> range;
  bool incomplete = false;
  bool holes = false;
  bool uncertain = false;
  for (const ScalingPlane& plane : planes) {
    const SurfaceMap surface{findings, plane};
    maps.push_back(surface.map());
    incomplete = incomplete || maps.back().incomplete();
    holes = holes || surface.has_holes();
    uncertain = uncertain || surface.uncertain();
    if (const std::optional<std::pair<double, double>> of_map = maps.back().range()) {
      widen(range, of_map->first);
      widen(range, of_map->second);
    }
  }
  const LinearScale shades = range ? LinearScale::of_shades(range->first, range->second) : LinearScale::of_shades(0, 0);
  page.element("figure", {}, [&] {
    page.element("figcaption", {}, [&] {
      page.text(
          "Mean gap in percent of the mean stake, for an agent that is entrusted with so many attributes (generality) "
          "and serves so many groups with one policy (scope)");
      page.text(planes.size() < all.size() ? "; of " + std::to_string(all.size()) + " diversities three are drawn. "
                                           : std::string{". "});
      page.text("The stronger the colour, the further it falls short; levels stand at equal distances. ");
      if (shades.low() > 0) page.text("The shades do not begin at zero. ");
      page.text("Point at a field for its exact numbers.");
    });
    page.new_line().element("ul", {{"class", "legend"}}, [&] {
      if (findings.tolerance) {
        write_legend_entry(page, "frontier", "frontier",
                           ": below it is the most that can be entrusted with a gap of at most " +
                               to_readable(*findings.tolerance) + " units of utility, the tolerance");
      }
      if (uncertain) {
        write_legend_entry(page, "surely", "surely",
                           " and possibly (dashed): the same with the gap two standard errors larger or smaller");
      }
      if (holes) write_legend_entry(page, "hole", "dot", ": below the frontier, and beyond the tolerance all the same");
      if (incomplete) write_legend_entry(page, "missing", "empty frame", ": not looked at, or nothing is at stake");
    });
    if (range) page.append(HeatMap::legend(shades, "%", "relative gap").markup());
    page.new_line().element("div", {{"class", "heats"}}, [&] {
      for (std::size_t k = 0; k < planes.size(); ++k) {
        page.new_line().element("div", {}, [&] {
          page.element("h4", {}, "diversity " + to_readable(planes[k].diversity));
          page.append(maps[k].svg(shades).markup());
        });
      }
    });
  });
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_SURFACE_IPP
