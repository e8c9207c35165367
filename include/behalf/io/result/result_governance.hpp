#ifndef BEHALF_IO_RESULT_RESULT_GOVERNANCE_HPP
#define BEHALF_IO_RESULT_RESULT_GOVERNANCE_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/io/json/json_number.hpp>

namespace behalf::internal {

/// What governance buys.
[[nodiscard]] OrderedJson json_governance(const GovernanceFindings& governance);

}  // namespace behalf::internal

#endif  // BEHALF_IO_RESULT_RESULT_GOVERNANCE_HPP
