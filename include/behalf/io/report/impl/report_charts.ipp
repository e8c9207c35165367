#ifndef BEHALF_IO_REPORT_IMPL_REPORT_CHARTS_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_CHARTS_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/axis_words.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// Boxes for the eight sets of ideal axes: as it is on top, then one axis repaired, two, and all three at the bottom.
class RepairsDrawing {
public:
  RepairsDrawing(const Attribution<double>& attribution, Eigen::Index row)
      : attribution_{&attribution}, row_{row}, column_{regrets()} {}

  [[nodiscard]] Svg svg() const {
    std::string told;
    for (const AxisSet ideal : order) {
      told += (told.empty() ? "" : "; ") + ideal_axes(ideal) + ": " + to_readable(regret(ideal));
    }
    Svg result{{.width = 400,
                .height = 4 * spacing - spacing + box_height + 4,
                .title = "Regret for every set of axes made ideal",
                .description = told + ".",
                .css = "repairs"}};
    for (const AxisSet ideal : order) {
      for (const Axis axis : all_axes) {
        if (!ideal.contains(axis)) draw_repair(result, ideal, axis);
      }
    }
    for (const AxisSet ideal : order) draw_box(result, ideal);
    return result;
  }

  /// Whether making one more axis ideal raises the regret, noticeably.
  [[nodiscard]] bool worse(AxisSet ideal, Axis axis) const {
    return regret(ideal | axis) - regret(ideal) > 1e-9 * std::max(attribution_->stake(row_), attribution_->gap(row_));
  }

private:
  static constexpr double spacing = 98;
  static constexpr double box_width = 120;
  static constexpr double box_height = 64;
  static constexpr Axis o = Axis::objectives;
  static constexpr Axis i = Axis::information;
  static constexpr Axis p = Axis::principals;
  static constexpr const std::array<AxisSet, 8>& order = written_axis_sets;

  [[nodiscard]] double regret(AxisSet ideal) const { return attribution_->lattice().regret(ideal, row_); }

  /// The middle of the upper side of a box.
  [[nodiscard]] static SvgPoint place(AxisSet ideal) {
    const bool left = ideal == o || ideal == (o | i);
    const bool right = ideal == p || ideal == (i | p);
    return {left ? 64.0 : right ? 336.0 : 200.0, 2 + spacing * ideal.size()};
  }

  void draw_repair(Svg& svg, AxisSet ideal, Axis axis) const {
    const SvgPoint from = place(ideal);
    const SvgPoint to = place(ideal | axis);
    const double change = regret(ideal | axis) - regret(ideal);
    const bool harms = worse(ideal, axis);
    const std::string name{to_text(axis)};
    svg.line({from.x, from.y + box_height}, to,
             {.css = "repair " + name + (harms ? " worse" : ""),
              .hover = name + " made ideal: " + (change > 0 ? "+" : "") + to_readable(change)});
  }

  void draw_box(Svg& svg, AxisSet ideal) const {
    const SvgPoint top = place(ideal);
    const double left = top.x - box_width / 2;
    double largest = 0;
    for (const AxisSet any : order) largest = std::max(largest, regret(any));
    const double share = largest > 0 ? std::clamp(regret(ideal) / largest, 0.0, 1.0) : 0.0;
    svg.group({.css = "box", .hover = ideal_axes(ideal) + ": " + to_exact(regret(ideal))}, {left, top.y}, [&] {
      svg.rect({0, 0}, box_width, box_height, {.css = "frame"});
      svg.rect({8, box_height - 9}, (box_width - 16) * share, 3, {.css = "level"});
      const std::string text = ideal_axes(ideal);
      const std::size_t cut = text.find(" + ");
      const bool two_lines = cut != std::string::npos;
      svg.text({box_width / 2, two_lines ? 15.0 : 22.0}, text.substr(0, two_lines ? cut + 2 : cut),
               {.css = "set", .anchor = "middle"});
      if (two_lines) svg.text({box_width / 2, 29}, text.substr(cut + 3), {.css = "set", .anchor = "middle"});
      svg.text({box_width / 2, two_lines ? 48.0 : 44.0}, column_(regret(ideal), attribution_->stake(row_)),
               {.css = "regret", .anchor = "middle"});
    });
  }

  [[nodiscard]] std::vector<double> regrets() const {
    std::vector<double> result(order.size());
    std::transform(order.begin(), order.end(), result.begin(), [&](AxisSet ideal) { return regret(ideal); });
    return result;
  }

  const Attribution<double>* attribution_;
  Eigen::Index row_;
  NumberColumn column_;
};

}  // namespace internal

Svg draw_repairs(const Attribution<double>& attribution, Eigen::Index row) {
  return internal::RepairsDrawing{attribution, row}.svg();
}

}  // namespace behalf

namespace behalf::internal {

void write_legend(Markup& page, bool tolerances) {
  page.new_line().element("ul", {{"class", "legend"}}, [&] {
    write_legend_entry(page, "objectives", "objectives",
                       ": what the agent is given to pursue, and what it wants by itself");
    write_legend_entry(page, "information", "information", ": what is seen of what it does and knows");
    write_legend_entry(page, "principals", "principals", ": whom it serves, several people who want different things");
    write_legend_entry(page, "total", "gap", ": the sum of the parts");
    if (tolerances)
      write_legend_entry(page, "tolerance", "tolerance", ": the largest gap that still counts as aligned enough");
  });
}

std::string described(const BarChart& chart, const std::string& unit, const std::string& rest) {
  const LinearScale& scale = chart.scale();
  const int exponent = scale.exponent();
  return "from " + scale.written(scale.ticks().front()) + unit + " to " + scale.written(scale.ticks().back()) + unit +
         rest + (exponent == 0 ? "" : " (labels: " + power_of_ten(exponent) + ")") + ". " +
         (chart.cuts() ? "Bars that reach further are cut off and end in an arrow; their number is whole. " : "");
}

void write_gap_chart(Markup& page, const Diagnosis& diagnosis) {
  const Figure figure = gap_figure(diagnosis);
  const bool tolerances = std::any_of(diagnosis.tolerances.begin(), diagnosis.tolerances.end(),
                                      [](const std::optional<double>& tolerance) { return tolerance.has_value(); });
  page.element("figure", {}, [&] {
    page.element(
        "figcaption", {},
        "Each gap split among the three axes (Shapley values): parts that add to the gap to the right of zero, "
        "parts that reduce it to the left. All rows share one linear scale, " +
            described(chart_of(figure.bars()), "", " units of utility") + "Point at a part for its exact number.");
    write_legend(page, tolerances);
    write_svg(page, figure);
  });
}

void write_relative_chart(Markup& page, const Diagnosis& diagnosis) {
  const Figure figure = relative_gap_figure(diagnosis);
  const bool nothing_at_stake = diagnosis.attribution.lattice().stakes.minCoeff() <= 0;
  page.element("figure", {}, [&] {
    page.element("figcaption", {},
                 "The same parts, in the same colours, in percent of each " + diagnosis.words.row +
                     "’s own stake. At 100%, the heavy line, the agent is no better than not delegating; beyond it, it "
                     "does harm. The scale is linear, " +
                     described(chart_of(figure.bars()), "%", "") +
                     (nothing_at_stake ? "A dash: nothing is at stake." : ""));
    write_svg(page, figure);
  });
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_CHARTS_IPP
