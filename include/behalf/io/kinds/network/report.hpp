#ifndef BEHALF_IO_KINDS_NETWORK_REPORT_HPP
#define BEHALF_IO_KINDS_NETWORK_REPORT_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/words.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/report/report_section.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <iosfwd>
#include <vector>

namespace behalf {

/// What a unit more of each delegation's share would add to the mean regret, the most harmful first.
[[nodiscard]] Figure harm_figure(const NetworkFindings& network);

namespace internal {

/// What the kind "network" calls its parts, by how many rows are affected parties.
[[nodiscard]] Words network_words(std::size_t affected_rows);

/// How it shows what it adds, see `Kind`: agents, delegations and validation of a result,
void write_network_result(nlohmann::ordered_json& result, const Diagnosis& diagnosis);
/// the web, its delegations by harm and who only checks each other,
[[nodiscard]] std::vector<ReportSection> network_sections(const Diagnosis& diagnosis);
/// the harm of delegations, where there are any,
[[nodiscard]] std::vector<VegaLiteFigure> network_figures(const Diagnosis& diagnosis);
/// and which delegations hurt and which validators nobody checks.
void write_network_summary(std::ostream& out, const Diagnosis& diagnosis);

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_REPORT_HPP
