#ifndef BEHALF_GOVERNANCE_HPP
#define BEHALF_GOVERNANCE_HPP

/// How institutions act on delegation: levers, what they do to axes and parties, and portfolios of them; whether to consult
/// once or again and again, and to serve everybody with one policy or several. Levers on webs of delegation need Boost.Graph
/// and are included by themselves: behalf/governance/network_levers.hpp.

// IWYU pragma: begin_exports
#include <behalf/governance/break_even.hpp>
#include <behalf/governance/cheapest_period.hpp>
#include <behalf/governance/cheapest_portfolio.hpp>
#include <behalf/governance/contest_levers.hpp>
#include <behalf/governance/cost_frontier.hpp>
#include <behalf/governance/cross_effects.hpp>
#include <behalf/governance/dropped_consultations.hpp>
#include <behalf/governance/evaluate_levers.hpp>
#include <behalf/governance/governed.hpp>
#include <behalf/governance/governed_linear_quadratic.hpp>
#include <behalf/governance/judgment_proof.hpp>
#include <behalf/governance/lever.hpp>
#include <behalf/governance/lever_effect.hpp>
#include <behalf/governance/linear_quadratic_judge.hpp>
#include <behalf/governance/linear_quadratic_search.hpp>
#include <behalf/governance/linear_quadratic_slope.hpp>
#include <behalf/governance/minority_protection.hpp>
#include <behalf/governance/pluralism.hpp>
#include <behalf/governance/portfolio.hpp>
#include <behalf/governance/portfolio_choices.hpp>
#include <behalf/governance/portfolio_record.hpp>
#include <behalf/governance/portfolio_search.hpp>
#include <behalf/governance/process.hpp>
#include <behalf/governance/process_simulation.hpp>
#include <behalf/governance/set_levers.hpp>
#include <behalf/governance/signal.hpp>
#include <behalf/governance/tuned_portfolio.hpp>
#include <behalf/governance/value_process.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_GOVERNANCE_HPP
