#ifndef BEHALF_IO_REPORT_REPORT_TABLES_HPP
#define BEHALF_IO_REPORT_REPORT_TABLES_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_summary.hpp>

#include <string>
#include <string_view>

namespace behalf::internal {

/// A table that scrolls sideways by itself where the screen is narrower than it.
template <class Content>
void write_table(Markup& page, const std::string& css, const std::string& label, const Content& content) {
  page.element("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", label}}, [&] {
    page.element("table", {{"class", css}}, content);
  });
}

void write_caption(Markup& page, std::string_view text);

/// What a colour, a line or a sign of a figure stands for.
void write_legend_entry(Markup& page, std::string css, std::string_view name, std::string_view meaning);

/// The table of the principals: who has how much at stake, how large the gap is, and what each axis contributes.
void write_principals(Markup& page, const Diagnosis& diagnosis, const ReportSummary& summary);

/// The table of dividends of one row: what each axis does alone, and what the axes do jointly beyond that.
void write_dividends(Markup& page, const Attribution<double>& rows);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_TABLES_HPP
