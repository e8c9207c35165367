#ifndef BEHALF_GOVERNANCE_HPP
#define BEHALF_GOVERNANCE_HPP

/// What institutions can do: consult once or again and again, serve everybody with one policy or several, make an agent
/// liable.

// IWYU pragma: begin_exports
#include <behalf/governance/break_even.hpp>
#include <behalf/governance/cheapest_period.hpp>
#include <behalf/governance/dropped_consultations.hpp>
#include <behalf/governance/judgment_proof.hpp>
#include <behalf/governance/minority_protection.hpp>
#include <behalf/governance/pluralism.hpp>
#include <behalf/governance/process.hpp>
#include <behalf/governance/process_simulation.hpp>
#include <behalf/governance/value_process.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_GOVERNANCE_HPP
