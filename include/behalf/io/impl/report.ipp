#ifndef BEHALF_IO_IMPL_REPORT_IPP
#define BEHALF_IO_IMPL_REPORT_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/palette.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/report/report_attributes.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_governance.hpp>
#include <behalf/io/report/report_scaling.hpp>
#include <behalf/io/report/report_section.hpp>
#include <behalf/io/report/report_style.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/report/report_words.hpp>
#include <behalf/version.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The drawing of the eight regrets of one row.
void write_repairs(Markup& page, const Attribution<double>& rows) {
  page.element("figure", {}, [&] {
    page.element(
        "figcaption", {},
        "Each box is a set of axes made ideal, with the regret that is left. From top to bottom one axis after "
        "the other is repaired, by the line of its colour; a dashed line is a repair that makes things worse.");
    page.append(draw_repairs(rows, 0).markup());
  });
}

/// The parts of a report, in the order in which a reader asks. They refer to the diagnosis and its summary.
[[nodiscard]] std::vector<ReportSection> report_sections(const Diagnosis& diagnosis, const ReportSummary& summary) {
  const Attribution<double>& rows = diagnosis.attribution;
  const std::string whose = summary.single() ? "" : " of the weighted mean";
  std::vector<ReportSection> sections;
  sections.push_back({"who", "Who", "Who falls short, by how much",
                      [&](Markup& page) { write_principals(page, diagnosis, summary); }});
  sections.push_back(
      {"why", "Why", "Why: what each axis contributes", [&](Markup& page) { write_gap_chart(page, diagnosis); }});
  if (diagnosis.by_attribute) {
    sections.push_back({"where", "Where", "Where the gap lies: attribute by attribute",
                        [&](Markup& page) { write_attributes(page, diagnosis); }});
  }
  if (stakes_differ(rows)) {
    sections.push_back({"relative", "Relative", "Relative to what is at stake",
                        [&](Markup& page) { write_relative_chart(page, diagnosis); }});
  }
  if (diagnosis.findings && diagnosis.shown_by != nullptr && diagnosis.shown_by->report != nullptr) {
    for (ReportSection& section : diagnosis.shown_by->report(diagnosis)) sections.push_back(std::move(section));
  }
  if (diagnosis.scaling) {
    const ScalingFindings& scaling = *diagnosis.scaling;
    sections.push_back({"scaling", "Scaling", "How the gap grows: generality, scope, diversity",
                        [&](Markup& page) { write_scaling(page, scaling); }});
  }
  if (diagnosis.governance) {
    const GovernanceFindings& governance = *diagnosis.governance;
    sections.push_back({"governance", "Governance", "What governance buys: for whom, at what price",
                        [&](Markup& page) { write_governance(page, governance); }});
  }
  for (const Failure& failure : diagnosis.failures) {
    const bool grows = failure.part == "scaling";
    sections.push_back(
        {failure.part, grows ? "Scaling" : "Governance", grows ? "How the gap grows" : "What governance buys",
         [&failure](Markup& page) { page.element("p", {}, "This could not be said: " + failure.in_words() + '.'); }});
  }
  if (const Attribution<double>* whole = summary.whole()) {
    sections.push_back({"together", "Alone and together", "Alone and together: the gap" + whose + " taken apart",
                        [whole](Markup& page) { write_dividends(page, *whole); }});
    sections.push_back({"repairs", "Repairs", "What repairs would leave: eight regrets" + whose,
                        [whole](Markup& page) { write_repairs(page, *whole); }});
  }
  sections.push_back({"harm", "Harmful repairs", "Repairs that harm somebody",
                      [&](Markup& page) { write_warnings(page, rows, summary.rows()); }});
  if (!rows.notes().empty()) {
    sections.push_back({"notes", "Notes", "Notes", [&](Markup& page) { write_notes(page, rows.notes()); }});
  }
  sections.push_back({"certificate", "Certificate", "How exact the numbers are",
                      [&](Markup& page) { write_certificate(page, diagnosis.certificate); }});
  if (!diagnosis.inputs.empty()) {
    sections.push_back(
        {"inputs", "Inputs", "What was put in", [&](Markup& page) { write_inputs(page, diagnosis.inputs); }});
  }
  sections.push_back({"glossary", "Glossary", "Five terms", [](Markup& page) { write_glossary(page); }});
  return sections;
}

}  // namespace internal

void write_report(std::ostream& out, const Diagnosis& diagnosis) {
  static constexpr std::string_view question = "On whose behalf, and how far does it fall short?";
  const internal::ReportSummary summary{diagnosis};
  const std::vector<ReportSection> sections = internal::report_sections(diagnosis, summary);
  Markup page;
  page.element("html", {{"lang", "en"}}, [&] {
    page.new_line().element("head", {}, [&] {
      page.new_line().element("meta", {{"charset", "utf-8"}});
      page.new_line().element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      page.new_line().element("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
      page.new_line().element("meta", {{"name", "generator"}, {"content", "behalf " + std::string{version_string}}});
      page.new_line().element("link", {{"rel", "icon"}, {"href", "data:,"}});
      page.new_line().element("title", {}, question);
      page.new_line().style(std::string{palette} + std::string{report_style});
    });
    page.new_line().element("body", {}, [&] {
      page.new_line().element("header", {}, [&] {
        page.element("h1", {}, question);
        page.element("p", {{"class", "answer"}}, [&] { summary.write_sentence(page); });
      });
      page.new_line().element("nav", {{"aria-label", "Contents"}}, [&] {
        page.element("ul", {}, [&] {
          for (const ReportSection& section : sections) {
            page.element("li", {}, [&] { page.element("a", {{"href", "#" + section.id}}, section.contents); });
          }
        });
      });
      page.new_line().element("main", {}, [&] {
        for (const ReportSection& section : sections) {
          page.new_line().element("section", {{"id", section.id}}, [&] {
            page.element("h2", {}, section.heading);
            section.write(page);
          });
        }
      });
      page.new_line().element("footer", {}, [&] {
        page.element("h2", {}, "How this page was made");
        internal::write_origin(page, diagnosis);
      });
    });
  });
  const std::string text = "<!DOCTYPE html>\n" + page.new_line().str();
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_REPORT_IPP
