#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVERS_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>

namespace behalf::internal {

/// Reads what a scenario asks of governance of linear–quadratic delegation, see `read_governance`.
[[nodiscard]] GovernanceQuestion read_linear_quadratic_governance(const JsonCursor& document,
                                                                  const LinearQuadraticSpec<double>& spec,
                                                                  const Scenario& scenario);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVERS_HPP
