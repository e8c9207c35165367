#ifndef BEHALF_IO_KINDS_NETWORK_LEVERS_HPP
#define BEHALF_IO_KINDS_NETWORK_LEVERS_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>
#include <string>
#include <vector>

namespace behalf::internal {

/// A web of delegation in which those who get rights can delegate, and what is to be said of the terms that nobody gave.
struct NetworkWithRights {
  NetworkData<double> data;
  std::vector<std::string> notes{};
};

/// Reads which parties get a right of veto or appeal over which agents that they do not delegate to, and on what terms, and
/// lets them delegate with share 0: whatever the order of the levers, these have always stood there.
[[nodiscard]] NetworkWithRights read_rights(const JsonCursor& document, NetworkData<double> data);

/// Reads what a scenario asks of governance of a web of delegation, see `read_governance`.
[[nodiscard]] GovernanceQuestion read_network_governance(const JsonCursor& document, const NetworkData<double>& data,
                                                         const Scenario& scenario);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_LEVERS_HPP
