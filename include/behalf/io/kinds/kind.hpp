#ifndef BEHALF_IO_KINDS_KIND_HPP
#define BEHALF_IO_KINDS_KIND_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/report/report_section.hpp>

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <string_view>
#include <vector>

namespace behalf {

/// A kind of model: how its scenarios are read, and how what it adds to a diagnosis is shown. This is all that files,
/// results, reports and figures know of it, so that a new kind is one such constant, of its own or in `built_in_kinds`.
///
/// `read` makes a scenario of a document, all of it but `shown_by`, and throws `ScenarioError`. The other functions are called
/// for diagnoses with findings only, which are those that the kind's `solve` returned (see `findings_of`), and may be null
/// where there is nothing to show. A kind must outlive the scenarios and diagnoses of it.
struct Kind {
  std::string_view name;  ///< As `kind` in a scenario.
  Scenario (*read)(const JsonCursor& document) = nullptr;
  /// Adds members to the result, after those of its rows and their mean.
  void (*write_result)(nlohmann::ordered_json& result, const Diagnosis& diagnosis) = nullptr;
  /// Sections of the report, after why the gap is what it is.
  std::vector<ReportSection> (*report)(const Diagnosis& diagnosis) = nullptr;
  std::vector<VegaLiteFigure> (*figures)(const Diagnosis& diagnosis) = nullptr;
  /// Lines of plain text, after the verdict.
  void (*write_summary)(std::ostream& out, const Diagnosis& diagnosis) = nullptr;
};

/// The findings of a diagnosis whose kind adds some of this type. Throws `std::bad_cast` where they are others.
template <class Own>
[[nodiscard]] const Own& findings_of(const Diagnosis& diagnosis) {
  return dynamic_cast<const Own&>(*diagnosis.findings);
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_KIND_HPP
