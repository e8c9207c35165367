#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_GOVERN_IPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_GOVERN_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/solve/solution.hpp>

namespace behalf::internal {

template Solution<GovernanceFindings> govern(const GovernancePlan<LinearQuadraticSpec<double>>&,
                                             const GovernanceProgress&);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_GOVERN_IPP
