#ifndef BEHALF_IO_REPORT_REPORT_GOVERNANCE_HPP
#define BEHALF_IO_REPORT_REPORT_GOVERNANCE_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/io/chart/markup.hpp>

namespace behalf::internal {

/// What setting, evaluating and contesting buy, for whom, at what price, with which side effects.
void write_governance(Markup& page, const GovernanceFindings& governance);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_GOVERNANCE_HPP
