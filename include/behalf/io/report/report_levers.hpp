#ifndef BEHALF_IO_REPORT_REPORT_LEVERS_HPP
#define BEHALF_IO_REPORT_REPORT_LEVERS_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/io/chart/markup.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace behalf::internal {

/// The first of so many names, and how many more there are.
[[nodiscard]] std::string first_of(const std::vector<std::string>& names, std::size_t most);

/// What each lever does, in words.
void write_levers(Markup& page, const GovernanceFindings& governance);

void write_changes(Markup& page, const GovernanceFindings& governance);

/// Pairs of levers that do more, or less, together than each by itself.
void write_pairs(Markup& page, const GovernanceFindings& governance);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_LEVERS_HPP
