#ifndef BEHALF_IO_REPORT_IMPL_REPORT_TABLES_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_TABLES_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

void write_caption(Markup& page, std::string_view text) {
  page.element("caption", {}, [&] { page.element("span", {}, text); });
}

void write_legend_entry(Markup& page, std::string css, std::string_view name, std::string_view meaning) {
  page.new_line().element("li", {}, [&] {
    page.element("i", {{"class", std::move(css)}}, "");
    page.element("span", {}, [&] { page.element("strong", {}, name).text(meaning); });
  });
}

/// The table of the principals: who has how much at stake, how large the gap is, and what each axis contributes.
class PrincipalTable {
public:
  PrincipalTable(const Diagnosis& diagnosis, const ReportSummary& summary);

  void write(Markup& page) const;

private:
  template <class Number>
  [[nodiscard]] NumberColumn column(const Number& number, int digits = 4, int least = 3) const;

  void write_head(Markup& page) const;

  [[nodiscard]] Eigen::Index first_affected() const;
  void write_row(Markup& page, Eigen::Index i) const;
  template <class Verdict>
  void write_row(Markup& page, const Attribution<double>& rows, Eigen::Index i, const Verdict& verdict) const;

  void write_verdict(Markup& page, std::size_t i) const;

  const Diagnosis* diagnosis_;
  const ReportSummary* summary_;
  NumberColumn weights_;
  NumberColumn stakes_;
  NumberColumn gaps_;
  NumberColumn shares_;
};

PrincipalTable::PrincipalTable(const Diagnosis& diagnosis, const ReportSummary& summary)
    : diagnosis_{&diagnosis},
      summary_{&summary},
      weights_{column([](const auto& rows, auto i) { return rows.lattice().weights(i); })},
      stakes_{column([](const auto& rows, auto i) { return rows.stake(i); })},
      gaps_{column([](const auto& rows, auto i) { return rows.gap(i); })},
      shares_{column([](const auto& rows, auto i) { return 100 * rows.relative_gap(i).value_or(0.0); }, 3, 1)} {}

void PrincipalTable::write(Markup& page) const {
  write_table(page, "principal-table", "Gap of each " + summary_->row(), [&] {
    write_caption(page,
                  "Gap: the utility that is missing to the best attainable one. Stake: that best utility, over not "
                  "delegating at all. Relative: gap over stake; above 100% the agent does harm. What is due to the "
                  "three axes adds up to the gap.");
    page.new_line().element("thead", {}, [&] { write_head(page); });
    page.new_line().element("tbody", {}, [&] {
      for (Eigen::Index i = 0; i < first_affected(); ++i) write_row(page, i);
    });
    if (summary_->affected() > 0) {
      page.new_line().element("tbody", {}, [&] {
        page.element("tr", {}, [&] {
          page.element("th", {{"scope", "rowgroup"}, {"colspan", "9"}, {"class", "group"}},
                       "affected: they bear what the agents do and delegate nothing");
        });
        for (Eigen::Index i = first_affected(); i < diagnosis_->attribution.size(); ++i) write_row(page, i);
      });
    }
    if (summary_->mean() == nullptr) return;
    page.new_line().element("tfoot", {}, [&] {
      write_row(page, *summary_->mean(), 0, [&] {
        const std::optional<double>& share = diagnosis_->verdict.share;
        page.text(share ? to_percent(*share) + " of weight" : "–");
      });
    });
  });
}

template <class Number>
NumberColumn PrincipalTable::column(const Number& number, int digits, int least) const {
  const Eigen::Index n = diagnosis_->attribution.size();
  std::vector<double> numbers(static_cast<std::size_t>(n));
  for (Eigen::Index i = 0; i < n; ++i) numbers[static_cast<std::size_t>(i)] = number(diagnosis_->attribution, i);
  if (summary_->mean() != nullptr) numbers.push_back(number(*summary_->mean(), 0));
  return NumberColumn{numbers, digits, least};
}

void PrincipalTable::write_head(Markup& page) const {
  const auto head = [&](std::string_view text) { page.element("th", {{"scope", "col"}, {"rowspan", "2"}}, text); };
  page.element("tr", {}, [&] {
    head(summary_->row());
    head("weight");
    head("stake");
    head("gap");
    head("relative");
    page.element("th", {{"scope", "colgroup"}, {"colspan", "3"}}, "of the gap, due to");
    page.element("th", {{"scope", "col"}, {"rowspan", "2"}, {"class", "verdict"}}, "within tolerance");
  });
  page.element("tr", {}, [&] {
    for (const Axis axis : all_axes) page.element("th", {{"scope", "col"}}, to_text(axis));
  });
}

Eigen::Index PrincipalTable::first_affected() const { return diagnosis_->attribution.size() - summary_->affected(); }

void PrincipalTable::write_row(Markup& page, Eigen::Index i) const {
  write_row(page, diagnosis_->attribution, i, [&] { write_verdict(page, static_cast<std::size_t>(i)); });
}

template <class Verdict>
void PrincipalTable::write_row(Markup& page, const Attribution<double>& rows, Eigen::Index i,
                               const Verdict& verdict) const {
  const std::optional<double> relative = rows.relative_gap(i);
  const double size = std::max(rows.stake(i), rows.gap(i));
  page.new_line().element("tr", {}, [&] {
    page.element("th", {{"scope", "row"}}, [&] {
      page.element("span", {{"class", "name"}, {"title", rows.name(i)}, {"dir", "auto"}}, rows.name(i));
    });
    page.element("td", {}, weights_(rows.lattice().weights(i)));
    page.element("td", {}, stakes_(rows.stake(i)));
    page.element("td", {{"title", to_exact(rows.gap(i))}}, gaps_(rows.gap(i), size));
    page.element("td", {{"class", relative && *relative > 1 ? "no" : ""}},
                 relative ? shares_(100 * *relative, 100) + '%' : "–");
    for (const Axis axis : all_axes) {
      page.element("td", {{"title", to_exact(rows.shapley(axis, i))}}, gaps_(rows.shapley(axis, i), size));
    }
    page.element("td", {{"class", "verdict"}}, verdict);
  });
}

void PrincipalTable::write_verdict(Markup& page, std::size_t i) const {
  const std::optional<double>& tolerance = diagnosis_->tolerances[i];
  const Eigen::Index row = static_cast<Eigen::Index>(i);
  if (diagnosis_->is_unserved(row)) {
    page.element("span", {{"class", "no"}}, "not served");
  } else if (!tolerance) {
    page.text("–");
  } else if (diagnosis_->verdict.within[i] == true) {
    page.element("span", {{"class", "yes"}}, "yes").text(" (≤ " + to_readable(*tolerance) + ")");
    if (diagnosis_->is_harmed(row)) page.text(", but ").element("span", {{"class", "no"}}, "worse than not delegating");
  } else {
    page.element("span", {{"class", "no"}}, "no").text(" (> " + to_readable(*tolerance) + ")");
  }
}

void write_principals(Markup& page, const Diagnosis& diagnosis, const ReportSummary& summary) {
  PrincipalTable{diagnosis, summary}.write(page);
}

/// The effect of some axes as a bar on its own.
[[nodiscard]] Svg effect_bar(const BarPart& part, const LinearScale& scale) {
  static constexpr double width = 1000;
  static constexpr double height = 28;
  const double zero = width * scale.position(0);
  const double end = width * scale.position(part.value);
  Svg bar{{.width = width, .height = height, .css = "bar", .stretch = true}};
  bar.rect({std::min(zero, end), 7}, std::abs(end - zero), height - 14, {.css = part.css});
  bar.line({zero, 0}, {zero, height}, {.css = "zero"});
  return bar;
}

void write_dividends(Markup& page, const Attribution<double>& rows) {
  const Figure figure = dividends_figure(rows, 0);
  const std::vector<Bar>& bars = figure.bars().bars;
  std::vector<double> numbers;
  for (const Bar& bar : bars) numbers.push_back(bar.parts.front().value);
  const auto [least, greatest] = std::minmax_element(numbers.begin(), numbers.end());
  const LinearScale scale{*least, *greatest};
  write_table(page, "dividend-table", "Dividends", [&] {
    write_caption(
        page,
        "What each axis would cost alone, and what axes cost jointly beyond that (Harsanyi dividends). A joint "
        "effect above zero: the faults aggravate each other; below zero: they overlap, or one offsets the "
        "other. Together they make up the gap.");
    page.new_line().element("thead", {}, [&] {
      page.element("tr", {}, [&] {
        page.element("th", {{"scope", "col"}}, "faulty").element("th", {{"scope", "col"}}, "effect");
        page.element("td", {{"class", "effect"}}, "");
      });
    });
    page.new_line().element("tbody", {}, [&] {
      for (const Bar& bar : bars) {
        const BarPart& part = bar.parts.front();
        page.new_line().element("tr", {}, [&] {
          page.element("th", {{"scope", "row"}}, bar.name);
          page.element("td", {{"title", to_exact(part.value)}}, bar.figure);
          page.element("td", {{"class", "effect"}}, [&] { page.append(effect_bar(part, scale).markup()); });
        });
      }
    });
    page.new_line().element("tfoot", {}, [&] {
      page.element("tr", {}, [&] {
        page.element("th", {{"scope", "row"}}, "gap")
            .element("td", {}, NumberColumn{numbers}(rows.gap(0), rows.stake(0)));
        page.element("td", {{"class", "effect"}}, "");
      });
    });
  });
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_TABLES_IPP
