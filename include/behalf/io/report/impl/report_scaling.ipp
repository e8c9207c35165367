#ifndef BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures/scaling_figures.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_scaling.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/scaling/laws/headline.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/random.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace behalf {

namespace internal {

/// At most three maps: that of the least diversity, of the greatest, and between them that of the data, else the middle one.
void leave_three(std::vector<FigureMap>& maps) {
  if (maps.size() <= 3) return;
  std::size_t middle = maps.size() / 2;
  for (std::size_t k = 1; k + 1 < maps.size(); ++k) {
    if (maps[k].level == 1) middle = k;
  }
  maps = {maps.front(), maps[middle], maps.back()};
}

/// The surfaces of the relative gap, all with the same shades.
void write_surfaces(Markup& page, const ScalingFindings& findings) {
  if (scaling_planes(findings.rows).empty()) return;
  page.new_line().element("h3", {}, "By scope and generality");
  if (findings.rows.size() > most_points_drawn) {
    page.element("p", {},
                 "With " + std::to_string(findings.rows.size()) + " points it is not drawn; more than " +
                     std::to_string(most_points_drawn) + " are too fine to be seen.");
    return;
  }
  Figure figure = *surface_figure(findings);
  MapFigure& shown = std::get<MapFigure>(figure.marks);
  const std::size_t all = shown.maps.size();
  leave_three(shown.maps);
  bool incomplete = false;
  bool holes = false;
  bool uncertain = false;
  for (const FigureMap& map : shown.maps) {
    incomplete = incomplete || HeatMap{map.options}.incomplete();
    uncertain = uncertain || map.options.lines.size() > 1;
    for (const auto& row : map.options.cells) {
      for (const HeatCell& cell : row) holes = holes || cell.marked;
    }
  }
  const std::optional<std::pair<double, double>> range = shown.range();
  const LinearScale shades = range ? LinearScale::of_shades(range->first, range->second) : LinearScale::of_shades(0, 0);
  page.element("figure", {}, [&] {
    page.element("figcaption", {}, [&] {
      page.text(
          "Mean gap in percent of the mean stake, for an agent that is entrusted with so many attributes (generality) "
          "and serves so many groups with one policy (scope)");
      page.text(shown.maps.size() < all ? "; of " + std::to_string(all) + " diversities three are drawn. "
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
    page.new_line().element("div", {{"class", "heats"}}, [&] { write_svg(page, figure, shades); });
  });
}

/// A chart along each direction that has one, under a heading.
template <class Caption>
void write_along(Markup& page, const ScalingFindings& findings, std::string_view heading, bool by_part,
                 Figure (*make)(const ScalingFindings&, ScalingAxis, const std::vector<std::size_t>&),
                 const Caption& caption) {
  bool first = true;
  for (const ScalingAxis axis : all_scaling_axes) {
    const std::vector<std::size_t> line = scaling_line(findings.rows, axis);
    if (line.empty()) continue;
    if (first) page.new_line().element("h3", {}, heading);
    const Figure figure = make(findings, axis, line);
    page.new_line().element("figure", {}, [&] {
      page.element("figcaption", {}, [&] {
        page.text("Along ").element("strong", {}, with_unit(axis));
        page.text(", at " + elsewhere(findings.rows[line.front()].at, axis) + ", " +
                  caption(chart_of(figure.bars()), first));
      });
      if (first && by_part) write_legend(page, findings.tolerance.has_value());
      write_svg(page, figure);
    });
    first = false;
  }
}

/// Where more of something makes alignment easier.
void write_not_monotone(Markup& page, const ScalingFindings& findings) {
  static constexpr std::size_t most = 12;
  page.new_line().element("h3", {}, "Where more makes it easier");
  std::vector<NotMonotone> falls = findings.not_monotone;
  const std::string gaps = findings.gap_falls.empty() ? " The gap itself, in units of utility, falls nowhere so."
                                                      : " The gap itself, in units of utility, falls so at " +
                                                            std::to_string(findings.gap_falls.size()) +
                                                            (findings.gap_falls.size() == 1 ? " step." : " steps.");
  if (falls.empty()) {
    page.element(
        "p", {},
        "Nowhere: between no two neighbouring points does the relative gap fall by more than drawing explains, "
        "all comparisons together, as generality, scope or diversity rises." +
            gaps);
    return;
  }
  const auto own = std::count_if(falls.begin(), falls.end(), [](const NotMonotone& one) { return one.own_diversity; });
  std::stable_sort(falls.begin(), falls.end(),
                   [](const NotMonotone& a, const NotMonotone& b) { return a.change.value < b.change.value; });
  page.element(
      "p", {},
      "Difficulty is not monotone. Between these neighbouring points the relative gap falls, in percent of the "
      "mean stake, by more than drawing explains, all comparisons together; the largest falls first. " +
          (own == 0 ? std::string{"None of them"} : std::to_string(own) + " of " + std::to_string(falls.size())) +
          (own == 1 ? " is" : " are") + " between people who differ as they do (diversity 1)." + gaps);
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (std::size_t k = 0; k < std::min(most, falls.size()); ++k) {
      const ScalingRow<double>& from = findings.rows[falls[k].from];
      const ScalingRow<double>& to = findings.rows[falls[k].to];
      page.new_line().element("li", {}, [&] {
        page.element("strong", {}, level_of(from.at, falls[k].axis) + " → " + to_readable(to.at.level(falls[k].axis)));
        page.text(" at " + elsewhere(from.at, falls[k].axis) + ": relative gap " +
                  to_readable(100 * from.relative_gap->value) + " % → " + to_readable(100 * to.relative_gap->value) +
                  " %, a change of ");
        page.text(to_readable(100 * falls[k].change.value, 3) + " %");
        const double error = 100 * falls[k].change.standard_error;
        page.text(error > 0 ? " ± " + to_readable(error, 2) + " % (standard error)" : " (exact)");
      });
    }
  });
  if (falls.size() > most) page.element("p", {}, "And " + std::to_string(falls.size() - most) + " smaller ones.");
}

/// What drawing leaves open, where it leaves more open than was asked for.
void write_draws(Markup& page, const ScalingFindings& findings) {
  const std::string of = " of " + std::to_string(findings.rows.size()) + " points";
  if (findings.imprecise > 0) {
    page.new_line().element("li", {},
                            "the precision asked for, a standard error of " + to_readable(100 * *findings.precision) +
                                " % of the gap, was not reached at " + std::to_string(findings.imprecise) + of);
  }
  if (findings.too_few_draws > 0) {
    page.new_line().element("li", {},
                            std::to_string(findings.too_few_draws) + of + " are means over fewer than " +
                                std::to_string(fewest_draws) +
                                " draws: their standard errors say little, and no claim rests on them");
  }
}

void write_scaling(Markup& page, const ScalingFindings& findings) {
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (const ScalingAxis axis : all_scaling_axes) {
      if (const std::optional<Doubling> twice = doubling(findings.rows, axis)) {
        page.new_line().element("li", {}, behalf::to_text(*twice));
      }
    }
    write_draws(page, findings);
  });
  write_surfaces(page, findings);
  write_along(
      page, findings, "What each axis contributes", true, contribution_figure, [&](const BarChart& chart, bool first) {
        return described(chart, "", " units of utility") +
               (first
                    ? "The mean gap split among the three axes, parts that reduce it to the left of zero; a thin line "
                      "through the mark reaches two standard errors to either side, where the gap is a mean over "
                      "draws."
                    : "");
      });
  write_along(page, findings, "Elasticities", false, elasticity_figure, [&](const BarChart& chart, bool first) {
    return described(chart, "", "") +
           (first ? "By what power of the level the mean gap grows from one level to the next: at 1, the heavy line, "
                    "in proportion; at 0 it stays; below 0 it shrinks. The thin line reaches two standard errors to "
                    "either side. A dash: a level or a gap is zero."
                  : "");
  });
  write_not_monotone(page, findings);
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP
