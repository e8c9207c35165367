#ifndef BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_scaling.hpp>
#include <behalf/io/report/report_surface.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/headline.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The level of a row along a direction, as the name of a bar.
[[nodiscard]] std::string level_of(const ScalingRow<double>& row, ScalingAxis axis) {
  return std::string{to_text(axis)} + ' ' + to_readable(row.at.level(axis));
}

/// What the axes contribute to the mean gap along a direction.
[[nodiscard]] BarChart contribution_chart(const ScalingFindings& findings, ScalingAxis axis,
                                          const std::vector<std::size_t>& line) {
  std::vector<double> gaps;
  for (const std::size_t place : line) gaps.push_back(findings.rows[place].gap.value);
  const NumberColumn figures{gaps};
  std::vector<Bar> bars;
  for (const std::size_t place : line) {
    const ScalingRow<double>& row = findings.rows[place];
    Bar bar{.name = level_of(row, axis), .figure = figures(row.gap.value, row.stake.value)};
    for (const Axis part : all_axes) {
      bar.parts.push_back({std::string{to_text(part)}, std::string{to_text(part)}, row.share(part).value});
    }
    bar.total = row.gap.value;
    bar.uncertainty = 2 * row.gap.standard_error;
    bar.tolerance = findings.tolerance;
    bars.push_back(bar);
  }
  return BarChart{std::move(bars)};
}

/// By what power of the level the gap grows along a direction.
[[nodiscard]] BarChart elasticity_chart(const ScalingFindings& findings, ScalingAxis axis,
                                        const std::vector<std::size_t>& line) {
  std::vector<Bar> bars;
  double largest = 1;
  for (const Elasticity& one : findings.elasticities) {
    if (one.axis != axis || std::find(line.begin(), line.end(), one.from) == line.end()) continue;
    Bar bar{.name = level_of(findings.rows[one.from], axis) + " → " + to_readable(findings.rows[one.to].at.level(axis)),
            .figure = "–"};
    if (one.value) {
      bar.figure = to_readable(one.value->value, 3);
      bar.total = one.value->value;
      bar.uncertainty = 2 * one.value->standard_error;
      largest = std::max(largest, std::abs(one.value->value));
    }
    bars.push_back(bar);
  }
  return {std::move(bars),
          {.longest = 1.5 * largest, .reference = 1, .reference_css = "proportion", .total = "elasticity"}};
}

/// A chart along each direction that has one, under a heading.
template <class MakeChart, class Caption>
void write_along(Markup& page, const ScalingFindings& findings, std::string_view heading, bool by_part,
                 const MakeChart& make, const Caption& caption) {
  bool first = true;
  for (const ScalingAxis axis : all_scaling_axes) {
    const std::vector<std::size_t> line = scaling_line(findings.rows, axis);
    if (line.empty()) continue;
    if (first) page.new_line().element("h3", {}, heading);
    const BarChart chart = make(axis, line);
    page.new_line().element("figure", {}, [&] {
      page.element("figcaption", {}, [&] {
        page.text("Along ").element("strong", {}, with_unit(axis));
        page.text(", at " + elsewhere(findings.rows[line.front()].at, axis) + ", " + caption(chart, first));
      });
      if (first && by_part) write_legend(page, findings.tolerance.has_value());
      chart.write(page.new_line());
    });
    first = false;
  }
}

/// Where more of something makes alignment easier.
void write_not_monotone(Markup& page, const ScalingFindings& findings) {
  static constexpr std::size_t most = 12;
  page.new_line().element("h3", {}, "Where more makes it easier");
  std::vector<NotMonotone> falls = findings.not_monotone;
  if (falls.empty()) {
    page.element("p", {},
                 "Nowhere: between no two neighbouring points does the mean gap shrink by more than two standard "
                 "errors as generality, scope or diversity rises.");
    return;
  }
  std::stable_sort(falls.begin(), falls.end(),
                   [](const NotMonotone& a, const NotMonotone& b) { return a.change.value < b.change.value; });
  page.element("p", {},
               "Difficulty is not monotone. Between these neighbouring points the mean gap shrinks, in units of "
               "utility, by more than two standard errors; the largest falls first.");
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (std::size_t k = 0; k < std::min(most, falls.size()); ++k) {
      const ScalingRow<double>& from = findings.rows[falls[k].from];
      const ScalingRow<double>& to = findings.rows[falls[k].to];
      page.new_line().element("li", {}, [&] {
        page.element("strong", {}, level_of(from, falls[k].axis) + " → " + to_readable(to.at.level(falls[k].axis)));
        page.text(" at " + elsewhere(from.at, falls[k].axis) + ": gap " + to_readable(from.gap.value) + " → " +
                  to_readable(to.gap.value) + ", a change of ");
        page.text(to_readable(falls[k].change.value, 3));
        const double error = falls[k].change.standard_error;
        page.text(error > 0 ? " ± " + to_readable(error, 2) + " (standard error)" : " (exact)");
      });
    }
  });
  if (falls.size() > most) page.element("p", {}, "And " + std::to_string(falls.size() - most) + " smaller ones.");
}

void write_scaling(Markup& page, const ScalingFindings& findings) {
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (const ScalingAxis axis : all_scaling_axes) {
      if (const std::optional<Doubling> twice = doubling(findings.rows, axis)) {
        page.new_line().element("li", {}, behalf::to_text(*twice));
      }
    }
  });
  write_surfaces(page, findings);
  write_along(
      page, findings, "What each axis contributes", true,
      [&](ScalingAxis axis, const std::vector<std::size_t>& line) { return contribution_chart(findings, axis, line); },
      [&](const BarChart& chart, bool first) {
        return described(chart, "", " units of utility") +
               (first
                    ? "The mean gap split among the three axes, parts that reduce it to the left of zero; a thin line "
                      "through the mark reaches two standard errors to either side, where the gap is a mean over "
                      "draws."
                    : "");
      });
  write_along(
      page, findings, "Elasticities", false,
      [&](ScalingAxis axis, const std::vector<std::size_t>& line) { return elasticity_chart(findings, axis, line); },
      [&](const BarChart& chart, bool first) {
        return described(chart, "", "") +
               (first
                    ? "By what power of the level the mean gap grows from one level to the next: at 1, the heavy line, "
                      "in proportion; at 0 it stays; below 0 it shrinks. The thin line reaches two standard errors to "
                      "either side. A dash: a level or a gap is zero."
                    : "");
      });
  write_not_monotone(page, findings);
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_SCALING_IPP
