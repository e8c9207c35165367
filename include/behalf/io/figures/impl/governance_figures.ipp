#ifndef BEHALF_IO_FIGURES_IMPL_GOVERNANCE_FIGURES_IPP
#define BEHALF_IO_FIGURES_IMPL_GOVERNANCE_FIGURES_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures/governance_figures.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/text/governance_words.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

std::string with_sign(double x) { return (x > 0 ? "+" : "") + to_readable(x, 3); }

/// A field of a map of changes: red where a gap or a part of it rises, blue where it falls.
[[nodiscard]] HeatCell change_cell(double change, double noticeable, const std::string& whose, Data data) {
  const bool any = std::abs(change) > noticeable;
  data.push_back({"change", change});
  return {.value = any ? std::abs(change) : 0.0,
          .figure = any ? with_sign(change) : "0",
          .hover = whose + ": " + (change > 0 ? "+" : "") + to_exact(any ? change : 0),
          .css = any && change > 0 ? "rises" : "falls",
          .data = std::move(data)};
}

/// A map of changes in a figure of its own.
[[nodiscard]] MapFigure change_figure(std::string row, std::string column, std::string name, HeatMap::Options options) {
  MapFigure result{.row = std::move(row),
                   .column = std::move(column),
                   .value = {"change", "change (units of utility)"},
                   .changes = true};
  result.maps.push_back({.name = std::move(name), .options = std::move(options)});
  return result;
}

}  // namespace internal

Figure frontier_figure(const GovernanceFindings& governance) {
  LineFigure lines{.x = "cost",
                   .y = "value",
                   .options = {.title = "Cost against " + governance.welfare,
                               .x_title = "cost",
                               .y_title = governance.welfare,
                               .lines = {{.css = "frontier", .steps = true, .open = true}}}};
  for (const Portfolio<double>& point : governance.frontier) {
    const std::string levers = governance.named(point.levels);
    const std::string told =
        "cost " + to_readable(point.cost) + ": " + to_readable(point.value) + " with " + internal::isolated(levers);
    lines.options.description += told + ". ";
    lines.options.lines.front().points.push_back({point.cost, point.value, told, {{"levers", levers}}});
  }
  if (governance.budget) {
    lines.options.marks.push_back(
        {.css = "budget", .hover = "budget " + to_readable(*governance.budget), .x = governance.budget});
  }
  if (governance.aligned_enough) {
    const double cost = governance.aligned_enough->portfolio.cost;
    lines.options.marks.push_back(
        {.css = "enough", .hover = "aligned enough from a cost of " + to_readable(cost), .x = cost});
  }
  return {"cost_frontier", "What every amount of money buys",
          "The least " + governance.welfare + " that any choice of levers leaves at a cost of at most so much.",
          std::move(lines)};
}

Figure lever_axes_figure(const GovernanceFindings& governance) {
  HeatMap::Options options{.title = "What levers change in the mean gap, by axis",
                           .row_title = "lever",
                           .column_title = "part of the mean gap",
                           .columns = {"obj.", "inf.", "prin.", "gap"}};
  for (std::size_t k = governance.levers.size(); k-- > 0;) {
    const LeverEffect<double>& effect = governance.effects[k];
    const std::string& name = governance.levers[k].name;
    options.rows.push_back(internal::shortened(std::to_string(k + 1) + ' ' + name, 22));
    options.cells.emplace_back();
    const auto add = [&](double change, const std::string& part) {
      const std::string whose = internal::isolated(name) + ", " + part;
      options.cells.back().push_back(
          internal::change_cell(change, effect.noticeable, whose, {{"lever", name}, {"part", part}}));
      options.description += whose + ' ' + options.cells.back().back().figure + ". ";
    };
    for (const Axis axis : all_axes) add(effect.mean_change->shapley(axis, 0), std::string{to_text(axis)});
    add(effect.mean_change->gap(0), "mean gap");
  }
  return {"lever_axes", "Which axis each lever moves",
          "Changes of the mean gap and of what the axes contribute to it, each lever by itself.",
          internal::change_figure("lever", "part", "the mean gap, by axis", std::move(options))};
}

Figure lever_gaps_figure(const GovernanceFindings& governance) {
  const Attribution<double>& rows = governance.effects.front().change;
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < rows.size(); ++i) names.push_back(rows.name(i));
  names = internal::different_names(std::move(names));
  HeatMap::Options options{.title = "What levers change in the gap of everybody",
                           .row_title = "whose gap",
                           .column_title = "lever",
                           .least_row_height = 15};
  for (std::size_t k = 0; k < governance.levers.size(); ++k) options.columns.push_back(std::to_string(k + 1));
  for (Eigen::Index i = rows.size(); i-- > 0;) {
    const std::string whose = internal::isolated(rows.name(i));
    options.rows.push_back(internal::shortened(rows.name(i), 22));
    options.cells.emplace_back();
    options.description += whose + ':';
    for (std::size_t k = 0; k < governance.levers.size(); ++k) {
      const LeverEffect<double>& effect = governance.effects[k];
      const std::string& lever = governance.levers[k].name;
      options.cells.back().push_back(
          internal::change_cell(effect.change.gap(i), effect.noticeable, whose + ", " + internal::isolated(lever),
                                {{"lever", lever}, {"whose", names[static_cast<std::size_t>(i)]}}));
      options.description += ' ' + options.cells.back().back().figure;
    }
    options.description += ". ";
  }
  return {"lever_gaps", "Whose gap each lever moves", "Changes of gaps, each lever by itself.",
          internal::change_figure("whose", "lever", "the gap of everybody", std::move(options))};
}

Figure process_figure(const ProcessFindings& process) {
  LineFigure lines{
      .x = "step",
      .y = "gap",
      .series = {"alignment", "alignment"},
      .options = {.title = "Gap over time",
                  .description = "Consulted " + every(process.ongoing.plan.period) + ", the mean gap is " +
                                 to_readable(process.ongoing.mean_gap) + "; after a one-time fix it begins at " +
                                 to_readable(process.one_time_gap) + " and grows by " +
                                 to_readable(process.ongoing.drift_gap) + " in each step.",
                  .x_title = "steps since the first consultation",
                  .y_title = "expected gap (units of utility)",
                  .lines = {{.css = "ongoing", .name = "ongoing", .steps = true},
                            {.css = "once", .name = "one-time", .steps = true}}}};
  const ProcessCurves curves = process_curves(process);
  for (const GapAtStep& at : curves.ongoing) {
    lines.options.lines[0].points.push_back({static_cast<double>(at.step), at.gap});
  }
  for (const GapAtStep& at : curves.one_time) {
    lines.options.lines[1].points.push_back({static_cast<double>(at.step), at.gap});
  }
  if (process.break_even) {
    lines.options.marks.push_back(
        {.css = "enough",
         .hover = "from step " + std::to_string(process.break_even->steps) + " on the one-time fix has cost more",
         .x = static_cast<double>(process.break_even->steps)});
  }
  return {"process", "One-time alignment or ongoing consultation", "The expected gap in each step of time.",
          std::move(lines)};
}

Figure period_figure(const ProcessFindings& process) {
  LineFigure lines{
      .x = "period",
      .y = "value",
      .series = {"what", "per step"},
      .options = {.title = "Gap and cost per step, by period of consultation",
                  .x_title = "steps from one consultation to the next",
                  .y_title = "per step (units of utility)",
                  .lines = {{.css = "frontier", .name = "gap and consultations"}, {.css = "once", .name = "gap"}}}};
  for (const ProcessFindings::Period& one : process.periods) {
    const std::string told = std::to_string(one.period) + ": mean gap " + to_readable(one.mean_gap) +
                             ", with consultations " + to_readable(one.cost);
    lines.options.description += told + ". ";
    lines.options.lines[0].points.push_back({static_cast<double>(one.period), one.cost, told});
    lines.options.lines[1].points.push_back({static_cast<double>(one.period), one.mean_gap});
  }
  return {"period", "How often to consult", "Per step, by the period of consultation.", std::move(lines)};
}

std::vector<Figure> governance_figures(const GovernanceFindings& governance) {
  std::vector<Figure> result{frontier_figure(governance)};
  if (governance.effects.front().mean_change) result.push_back(lever_axes_figure(governance));
  result.push_back(lever_gaps_figure(governance));
  if (governance.process) {
    result.push_back(process_figure(*governance.process));
    result.push_back(period_figure(*governance.process));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_GOVERNANCE_FIGURES_IPP
