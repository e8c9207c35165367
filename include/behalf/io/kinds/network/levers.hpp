#ifndef BEHALF_IO_KINDS_NETWORK_LEVERS_HPP
#define BEHALF_IO_KINDS_NETWORK_LEVERS_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>

namespace behalf::internal {

/// Reads what a scenario asks of governance of a web of delegation, see `read_governance`.
[[nodiscard]] GovernanceQuestion read_network_governance(const JsonCursor& document, const NetworkData<double>& data,
                                                         const Scenario& scenario);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_LEVERS_HPP
