#ifndef BEHALF_IO_REPORT_IMPL_REPORT_GOVERNANCE_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_GOVERNANCE_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_governance.hpp>
#include <behalf/io/report/report_levers.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/governance_words.hpp>
#include <behalf/io/text/readable.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The levers of a portfolio in the middle of a sentence.
[[nodiscard]] std::string levers_of(const GovernanceFindings& governance, const Portfolio<double>& portfolio) {
  return isolated(governance.named(portfolio.levels));
}

void write_price(Markup& page, const GovernanceFindings& governance) {
  const std::string who = governance.share ? to_percent(*governance.share, 3) + " of the weight" : "everybody";
  if (governance.aligned_enough) {
    const Portfolio<double>& cheapest = governance.aligned_enough->portfolio;
    page.element("p", {}, [&] {
      page.text("With ").element("strong", {}, levers_of(governance, cheapest));
      page.text(", at a cost of ").element("strong", {}, to_readable(cheapest.cost));
      page.text(", " + who + " is aligned enough; nothing cheaper will do.");
    });
    std::vector<std::string> prices;
    for (std::size_t i = 0; i < governance.aligned_enough->prices.size(); ++i) {
      const std::optional<double>& price = governance.aligned_enough->prices[i];
      if (!price || *price == 0) continue;
      prices.push_back(governance.effects.front().change.name(static_cast<Eigen::Index>(i)) + ' ' +
                       to_readable(*price));
    }
    if (!prices.empty()) {
      page.element("p", {},
                   "What the tolerance of one party adds to that cost, if all others stay as they are: " +
                       first_of(prices, prices.size()) + '.');
    }
  } else if (!governance.unreachable.empty()) {
    page.element("p", {}, "There is no price: " + governance.unreachable + '.');
  }
  if (governance.best) {
    page.element("p", {},
                 "The best that a budget of " + to_readable(*governance.budget) + " buys: " +
                     levers_of(governance, *governance.best) + ", at a cost of " + to_readable(governance.best->cost) +
                     ", leaves a " + governance.welfare + " of " + to_readable(governance.best->value) + '.');
  }
}

/// What every amount of money buys.
[[nodiscard]] LineChart frontier_chart(const GovernanceFindings& governance) {
  LineChart::Options options{.title = "Cost against " + governance.welfare,
                             .x_title = "cost",
                             .y_title = governance.welfare,
                             .lines = {{.css = "frontier", .steps = true, .open = true}}};
  for (const Portfolio<double>& point : governance.frontier) {
    const std::string told = "cost " + to_readable(point.cost) + ": " + to_readable(point.value) + " with " +
                             isolated(governance.named(point.levels));
    options.description += told + ". ";
    options.lines.front().points.push_back({point.cost, point.value, told});
  }
  if (governance.budget) {
    options.marks.push_back(
        {.css = "budget", .hover = "budget " + to_readable(*governance.budget), .x = governance.budget});
  }
  if (governance.aligned_enough) {
    const double cost = governance.aligned_enough->portfolio.cost;
    options.marks.push_back(
        {.css = "enough", .hover = "aligned enough from a cost of " + to_readable(cost), .x = cost});
  }
  return LineChart{std::move(options)};
}

void write_frontier(Markup& page, const GovernanceFindings& governance) {
  page.new_line().element("h3", {}, "What every amount of money buys");
  const LineChart chart = frontier_chart(governance);
  page.element("figure", {}, [&] {
    page.element("figcaption", {},
                 "The least " + governance.welfare +
                     " that any choice of levers leaves at a cost of at most so much. " +
                     (chart.y_scale().low() > 0 ? std::string{"Upwards the scale does not begin at zero. "} : "") +
                     "Point at a dot for the levers.");
    const bool enough = governance.aligned_enough.has_value();
    const bool budget = governance.budget && chart.x_scale().covers(*governance.budget);
    if (budget || enough) {
      page.new_line().element("ul", {{"class", "legend"}}, [&] {
        if (budget) write_legend_entry(page, "budget", "dashed", ": the budget");
        if (enough) write_legend_entry(page, "enough", "dotted", ": the cost from which on it can be aligned enough");
      });
    }
    page.append(chart.svg().markup());
  });
}

/// The gap over time, and what consulting costs by period.
void write_process(Markup& page, const ProcessFindings& process) {
  const std::string steps = every(process.ongoing.plan.period);
  page.new_line().element("h3", {}, "One-time alignment or ongoing consultation");
  const ProcessCurves curves = process_curves(process);
  LineChart::Options over_time{
      .title = "Gap over time",
      .description = "Consulted " + steps + ", the mean gap is " + to_readable(process.ongoing.mean_gap) +
                     "; after a one-time fix it begins at " + to_readable(process.one_time_gap) + " and grows by " +
                     to_readable(process.ongoing.drift_gap) + " in each step.",
      .x_title = "steps since the first consultation",
      .y_title = "expected gap (units of utility)",
      .lines = {{.css = "ongoing", .steps = true}, {.css = "once", .steps = true}}};
  for (const GapAtStep& at : curves.ongoing) {
    over_time.lines[0].points.push_back({static_cast<double>(at.step), at.gap, {}});
  }
  for (const GapAtStep& at : curves.one_time) {
    over_time.lines[1].points.push_back({static_cast<double>(at.step), at.gap, {}});
  }
  if (process.break_even) {
    over_time.marks.push_back({.css = "enough",
                               .hover = "break-even after " + std::to_string(process.break_even->steps) + " steps",
                               .x = static_cast<double>(process.break_even->steps)});
  }
  LineChart::Options by_period{.title = "Gap and cost per step, by period of consultation",
                               .x_title = "steps from one consultation to the next",
                               .y_title = "per step (units of utility)",
                               .lines = {{.css = "frontier"}, {.css = "once"}}};
  for (const ProcessFindings::Period& one : process.periods) {
    const std::string told = std::to_string(one.period) + ": mean gap " + to_readable(one.mean_gap) +
                             ", with consultations " + to_readable(one.cost);
    by_period.description += told + ". ";
    by_period.lines[0].points.push_back({static_cast<double>(one.period), one.cost, told});
    by_period.lines[1].points.push_back({static_cast<double>(one.period), one.mean_gap, {}});
  }
  page.element("figure", {}, [&] {
    page.element("figcaption", {}, [&] {
      page.text("Values drift. Consulted " + steps + ", a mean gap of " + to_readable(process.ongoing.mean_gap) +
                " remains, and each consultation costs " + to_readable(process.consultation_cost) + ". ");
      page.text(process.break_even ? "From step " + std::to_string(process.break_even->steps) +
                                         " on, a fix that is never repeated has cost more in all (dotted). "
                                   : std::string{"A fix that is never repeated stays ahead. "});
      page.text(process.cheapest ? "Cheapest is a consultation " + every(process.cheapest->period) + ", at " +
                                       to_readable(process.cheapest->cost) + " per step."
                                 : std::string{"Values do not drift: the rarer the consultations, the cheaper."});
    });
    page.new_line().element("ul", {{"class", "legend"}}, [&] {
      write_legend_entry(page, "frontier", "solid", ": consulted " + steps + "; on the right, gap and consultations");
      write_legend_entry(page, "budget", "dashed", ": a fix that is never repeated; on the right, the gap alone");
    });
    page.new_line().element("div", {{"class", "heats"}}, [&] {
      page.new_line().element("div", {}, [&] { page.append(LineChart{over_time}.svg().markup()); });
      page.new_line().element("div", {}, [&] { page.append(LineChart{by_period}.svg().markup()); });
    });
  });
}

void write_governance(Markup& page, const GovernanceFindings& governance) {
  write_price(page, governance);
  write_levers(page, governance);
  write_frontier(page, governance);
  write_changes(page, governance);
  write_pairs(page, governance);
  if (governance.process) write_process(page, *governance.process);
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_GOVERNANCE_IPP
