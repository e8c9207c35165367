#ifndef BEHALF_IO_KINDS_NETWORK_SCENARIO_HPP
#define BEHALF_IO_KINDS_NETWORK_SCENARIO_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/network/delegation_network.hpp>

namespace behalf::internal {

/// What can be said of a web of delegation before it is solved, in names.
[[nodiscard]] NetworkFindings network_findings(const DelegationNetwork<double>& network);

/// The kind "network": principals, agents that may delegate on, and parties that bear what these do.
[[nodiscard]] Scenario read_network(const JsonCursor& document);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_SCENARIO_HPP
