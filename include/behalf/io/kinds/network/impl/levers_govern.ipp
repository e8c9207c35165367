#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_GOVERN_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_GOVERN_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

namespace behalf::internal {

template Solution<GovernanceFindings> govern(const GovernancePlan<NetworkData<double>>&, const GovernanceProgress&);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_GOVERN_IPP
