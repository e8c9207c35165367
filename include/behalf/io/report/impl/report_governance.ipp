#ifndef BEHALF_IO_REPORT_IMPL_REPORT_GOVERNANCE_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_GOVERNANCE_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures/governance_figures.hpp>
#include <behalf/io/report/report_governance.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/governance_words.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace behalf::internal {

/// The first of so many names, and how many more there are.
[[nodiscard]] std::string first_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t k = 0; k < std::min(most, names.size()); ++k) text += (k == 0 ? "" : ", ") + isolated(names[k]);
  return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

/// The levers of a portfolio in the middle of a sentence.
[[nodiscard]] std::string levers_of(const GovernanceFindings& governance, const Portfolio<double>& portfolio) {
  return isolated(governance.named(portfolio.levels));
}

/// At what cost everybody, or a share, is aligned enough, and what a budget buys.
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
                   "What would be saved if one party waived its tolerance and no other did: " +
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

/// The levers of each point of the frontier; of very many, of some from the cheapest to the dearest.
void write_points(Markup& page, const GovernanceFindings& governance) {
  static constexpr std::size_t most = 40;
  const std::size_t count = governance.frontier.size();
  std::vector<double> values;
  for (const Portfolio<double>& point : governance.frontier) values.push_back(point.value);
  const NumberColumn value{values};
  const std::size_t step = (count + most - 1) / most;
  write_table(page, "frontier-table", "What every amount of money buys", [&] {
    write_caption(page, step <= 1 ? "The levers of each point"
                                  : "The levers of some of the " + std::to_string(count) + " points");
    page.new_line().element("thead", {}, [&] {
      page.element("tr", {}, [&] {
        page.element("th", {{"scope", "col"}}, "levers");
        page.element("th", {{"scope", "col"}}, "cost");
        page.element("th", {{"scope", "col"}}, governance.welfare);
      });
    });
    page.new_line().element("tbody", {}, [&] {
      for (std::size_t k = 0; k < count; ++k) {
        if (k % step != 0 && k + 1 != count) continue;
        const Portfolio<double>& point = governance.frontier[k];
        page.new_line().element("tr", {}, [&] {
          page.element("th", {{"scope", "row"}}, levers_of(governance, point));
          page.element("td", {}, to_readable(point.cost));
          page.element("td", {{"title", to_exact(point.value)}}, value(point.value, values.front()));
        });
      }
    });
  });
}

/// What every amount of money buys.
void write_frontier(Markup& page, const GovernanceFindings& governance) {
  page.new_line().element("h3", {}, "What every amount of money buys");
  const Figure figure = frontier_figure(governance);
  const LineChart chart = chart_of(figure.lines());
  page.element("figure", {}, [&] {
    page.element("figcaption", {},
                 figure.description + ' ' +
                     (chart.y_scale().low() > 0 ? std::string{"Upwards the scale does not begin at zero. "} : "") +
                     "The levers of each point are in the table below.");
    const bool enough = governance.aligned_enough.has_value();
    const bool budget = governance.budget && chart.x_scale().covers(*governance.budget);
    if (budget || enough) {
      page.new_line().element("ul", {{"class", "legend"}}, [&] {
        if (budget) write_legend_entry(page, "budget", "dashed", ": the budget");
        if (enough) write_legend_entry(page, "enough", "dotted", ": the cost from which on it can be aligned enough");
      });
    }
    write_svg(page, figure);
  });
  write_points(page, governance);
}

/// Rows by name.
[[nodiscard]] std::vector<std::string> names_of(const LeverEffect<double>& effect,
                                                const std::vector<Eigen::Index>& rows) {
  std::vector<std::string> names;
  for (const Eigen::Index i : rows) names.push_back(effect.change.name(i));
  return names;
}

/// What each lever does, in words.
void write_levers(Markup& page, const GovernanceFindings& governance) {
  static constexpr std::size_t most = 6;
  page.new_line().element("h3", {}, "What each lever does by itself");
  page.element("ol", {{"class", "warnings"}}, [&] {
    for (std::size_t k = 0; k < governance.levers.size(); ++k) {
      const LeverEffect<double>& effect = governance.effects[k];
      page.new_line().element("li", {}, [&] {
        page.element("strong", {}, isolated(governance.levers[k].name));
        const GovernanceFindings::Offer& offer = governance.levers[k];
        page.text(" (" + std::string{to_text(effect.kind)} + ", " +
                  (offer.priced ? "costs " + to_readable(offer.cost) : "free: no cost is stated") + "): ");
        std::string said;
        for (const Axis axis : all_axes) {
          if (!effect.mean_change) continue;
          const double change = effect.mean_change->shapley(axis, 0);
          if (std::abs(change) <= effect.noticeable) continue;
          said += (said.empty() ? "" : ", ") + std::string{to_text(axis)} + ' ' + with_sign(change);
        }
        const std::vector<std::string> helped = names_of(effect, effect.helps());
        const std::vector<std::string> hurt = names_of(effect, effect.hurts());
        if (said.empty() && helped.empty() && hurt.empty()) {
          page.text(why_no_effect(effect));
          return;
        }
        const double all = effect.mean_change ? effect.mean_change->gap(0) : 0;
        page.text(!effect.mean_change                 ? "nobody has weight, so there is no mean gap"
                  : std::abs(all) > effect.noticeable ? "the mean gap " + with_sign(all)
                                                      : "no effect on the mean gap");
        if (!said.empty()) page.text(" (" + said + ")");
        if (!helped.empty() && effect.change.size() > 1) {
          page.text("; lowers the gap of " + first_of(helped, most));
        }
        if (!hurt.empty()) {
          page.text("; ").element("span", {{"class", "no"}}, "raises the gap of " + first_of(hurt, most));
        }
        if (effect.source == SlopeSource::jump) {
          page.text(effect.indivisible ? "; it is on or off" : "; even a little of it changes gaps by a sudden step");
        }
      });
    }
  });
}

/// Whose gap and which axis each lever moves.
void write_changes(Markup& page, const GovernanceFindings& governance) {
  page.new_line().element("h3", {}, "Side effects: whose gap and which axis each lever moves");
  std::vector<Figure> shown;
  if (governance.effects.front().mean_change) shown.push_back(lever_axes_figure(governance));
  shown.push_back(lever_gaps_figure(governance));
  double largest = 0;
  for (const Figure& figure : shown) largest = std::max(largest, figure.maps().range()->second);
  const LinearScale shades{0, largest};
  page.element("figure", {}, [&] {
    page.element("figcaption", {},
                 "Changes in units of utility when all of a lever is pulled and no other; the stronger the colour, the "
                 "larger. Numbers of levers are those of the list above. Point at a field for its exact number.");
    page.new_line().element("ul", {{"class", "legend"}}, [&] {
      write_legend_entry(page, "falls", "blue", ": falls");
      write_legend_entry(page, "rises", "red", ": rises, a side effect");
    });
    page.new_line().element("div", {{"class", "heats"}}, [&] {
      for (const Figure& figure : shown) write_svg(page, figure, shades);
    });
  });
}

/// Pairs of levers that do more, or less, together than each by itself.
void write_pairs(Markup& page, const GovernanceFindings& governance) {
  static constexpr std::size_t most = 6;
  if (!governance.interactions || governance.levers.size() < 2) return;
  struct Pair {
    std::size_t i, j;
    double index;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < governance.levers.size(); ++i) {
    for (std::size_t j = i + 1; j < governance.levers.size(); ++j) {
      const double index = (*governance.interactions)(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
      if (std::abs(index) > governance.effects.front().noticeable) pairs.push_back({i, j, index});
    }
  }
  if (pairs.empty()) return;
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return std::abs(a.index) > std::abs(b.index); });
  page.new_line().element("h3", {}, "Levers that need or undo each other");
  page.element("p", {},
               "By how much two levers together lower the " + governance.welfare +
                   " beyond what each does, on average over what else is pulled (Shapley interaction index)" +
                   (pairs.size() > most ? "; the largest of " + std::to_string(pairs.size()) : std::string{}) + '.');
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (std::size_t k = 0; k < std::min(most, pairs.size()); ++k) {
      page.new_line().element("li", {}, [&] {
        page.text(isolated(governance.levers[pairs[k].i].name) + " and " +
                  isolated(governance.levers[pairs[k].j].name));
        page.text(": " + with_sign(pairs[k].index));
        page.text(pairs[k].index > 0 ? ", complements" : ", substitutes or rivals");
      });
    }
  });
}

/// The gap over time, and what consulting costs by period.
void write_process(Markup& page, const ProcessFindings& process) {
  const std::string steps = every(process.ongoing.plan.period);
  page.new_line().element("h3", {}, "One-time alignment or ongoing consultation");
  page.element("figure", {}, [&] {
    page.element("figcaption", {}, [&] {
      page.text("Values drift. Consulted " + steps + ", a mean gap of " + to_readable(process.ongoing.mean_gap) +
                " remains, and each consultation costs " + to_readable(process.consultation_cost) + ". ");
      page.text("A fix that is never repeated costs " + to_readable(process.one_time_cost) + " once");
      page.text(process.break_even ? "; from step " + std::to_string(process.break_even->steps) +
                                         " on it has cost more in all (dotted). "
                                   : " and " + std::string{to_text(process.prospect)} + ". ");
      if (process.consulted_before) page.text("It begins with people who have been consulted for ever. ");
      page.text(process.cheapest ? "Cheapest is a consultation " + every(process.cheapest->period) + ", at " +
                                       to_readable(process.cheapest->cost) + " per step."
                                 : std::string{"Values do not drift: the rarer the consultations, the cheaper."});
    });
    page.new_line().element("ul", {{"class", "legend"}}, [&] {
      write_legend_entry(page, "frontier", "solid", ": consulted " + steps + "; on the right, gap and consultations");
      write_legend_entry(page, "budget", "dashed", ": a fix that is never repeated; on the right, the gap alone");
    });
    page.new_line().element("div", {{"class", "heats"}}, [&] {
      page.new_line().element("div", {}, [&] { write_svg(page, process_figure(process)); });
      page.new_line().element("div", {}, [&] { write_svg(page, period_figure(process)); });
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
