#ifndef BEHALF_IO_REPORT_IMPL_REPORT_LEVERS_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_LEVERS_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_levers.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// A change with its sign.
[[nodiscard]] std::string with_sign(double x) { return (x > 0 ? "+" : "") + to_readable(x, 3); }

std::string first_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t k = 0; k < std::min(most, names.size()); ++k) text += (k == 0 ? "" : ", ") + isolated(names[k]);
  return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

void write_levers(Markup& page, const GovernanceFindings& governance) {
  static constexpr std::size_t most = 6;
  page.new_line().element("h3", {}, "What each lever does by itself");
  page.element("ol", {{"class", "warnings"}}, [&] {
    for (std::size_t k = 0; k < governance.levers.size(); ++k) {
      const LeverEffect<double>& effect = governance.effects[k];
      page.new_line().element("li", {}, [&] {
        page.element("strong", {}, isolated(governance.levers[k].name));
        page.text(" (" + std::string{to_text(effect.kind)} + ", costs " + to_readable(governance.levers[k].cost) +
                  "): ");
        std::string said;
        for (const Axis axis : all_axes) {
          if (!effect.mean_change) continue;
          const double change = effect.mean_change->shapley(axis, 0);
          if (std::abs(change) <= effect.noticeable) continue;
          said += (said.empty() ? "" : ", ") + std::string{to_text(axis)} + ' ' + with_sign(change);
        }
        page.text(said.empty() ? "no effect on the mean gap by axes" : said);
        std::vector<std::string> hurt;
        for (const Eigen::Index i : effect.hurts()) hurt.push_back(effect.change.name(i));
        if (!hurt.empty())
          page.text("; ").element("span", {{"class", "no"}}, "raises the gap of " + first_of(hurt, most));
        if (effect.source == SlopeSource::jump) page.text("; the least of it changes gaps by a leap");
      });
    }
  });
}

/// A field of a map of changes: red where a gap or a part of it rises, blue where it falls.
[[nodiscard]] HeatCell change_cell(double change, double noticeable, const std::string& whose) {
  const bool any = std::abs(change) > noticeable;
  return {.value = any ? std::abs(change) : 0.0,
          .figure = any ? with_sign(change) : "0",
          .hover = whose + ": " + (change > 0 ? "+" : "") + to_exact(any ? change : 0),
          .css = any && change > 0 ? "rises" : "falls"};
}

/// What each lever does to the axes' parts of the mean gap, and to the gap of everybody: levers go up, or to the right by
/// their numbers.
class ChangeMaps {
public:
  explicit ChangeMaps(const GovernanceFindings& governance) : governance_{&governance} {}

  [[nodiscard]] bool has_mean() const { return governance_->effects.front().mean_change.has_value(); }
  /// Needs a mean.
  [[nodiscard]] HeatMap by_axis() const {
    HeatMap::Options options{.title = "What levers change in the mean gap, by axis",
                             .row_title = "lever",
                             .column_title = "part of the mean gap",
                             .columns = {"obj.", "inf.", "prin.", "gap"}};
    for (std::size_t k = governance_->levers.size(); k-- > 0;) {
      const LeverEffect<double>& effect = governance_->effects[k];
      const std::string& name = governance_->levers[k].name;
      options.rows.push_back(shortened(std::to_string(k + 1) + ' ' + name, 22));
      options.cells.emplace_back();
      const auto add = [&](double change, const std::string& part) {
        options.cells.back().push_back(change_cell(change, effect.noticeable, isolated(name) + ", " + part));
        options.description += isolated(name) + ", " + part + ' ' + options.cells.back().back().figure + ". ";
      };
      for (const Axis axis : all_axes) add(effect.mean_change->shapley(axis, 0), std::string{to_text(axis)});
      add(effect.mean_change->gap(0), "mean gap");
    }
    return HeatMap{std::move(options)};
  }
  [[nodiscard]] HeatMap by_row() const {
    const Attribution<double>& rows = governance_->effects.front().change;
    HeatMap::Options options{.title = "What levers change in the gap of everybody",
                             .row_title = "whose gap",
                             .column_title = "lever",
                             .least_row_height = 15};
    for (std::size_t k = 0; k < governance_->levers.size(); ++k) options.columns.push_back(std::to_string(k + 1));
    for (Eigen::Index i = rows.size(); i-- > 0;) {
      options.rows.push_back(shortened(rows.name(i), 22));
      options.cells.emplace_back();
      options.description += isolated(rows.name(i)) + ':';
      for (std::size_t k = 0; k < governance_->levers.size(); ++k) {
        const LeverEffect<double>& effect = governance_->effects[k];
        options.cells.back().push_back(
            change_cell(effect.change.gap(i), effect.noticeable,
                        isolated(rows.name(i)) + ", " + isolated(governance_->levers[k].name)));
        options.description += ' ' + options.cells.back().back().figure;
      }
      options.description += ". ";
    }
    return HeatMap{std::move(options)};
  }

private:
  const GovernanceFindings* governance_;
};

void write_changes(Markup& page, const GovernanceFindings& governance) {
  page.new_line().element("h3", {}, "Side effects: whose gap and which axis each lever moves");
  const ChangeMaps maps{governance};
  std::vector<std::pair<std::string, HeatMap>> shown;
  if (maps.has_mean()) shown.emplace_back("the mean gap, by axis", maps.by_axis());
  shown.emplace_back("the gap of everybody", maps.by_row());
  double largest = 0;
  for (const auto& [name, map] : shown) largest = std::max(largest, map.range().value_or(std::pair{0.0, 0.0}).second);
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
      for (const std::pair<std::string, HeatMap>& named : shown) {
        page.new_line().element("div", {}, [&] {
          page.element("h4", {}, named.first);
          page.append(named.second.svg(shades).markup());
        });
      }
    });
  });
}

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

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_LEVERS_IPP
