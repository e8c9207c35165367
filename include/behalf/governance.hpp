#ifndef BEHALF_GOVERNANCE_HPP
#define BEHALF_GOVERNANCE_HPP

/// How institutions act on delegation: levers, what they do to axes and parties, and portfolios of them; whether to consult
/// once or again and again, and to serve everybody with one policy or several. Levers on webs of delegation need Boost.Graph
/// and are included by themselves: behalf/governance/network/levers.hpp.

// IWYU pragma: begin_exports
#include <behalf/governance/levers/baseline.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/judgment_proof.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/levers/lever_interactions.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluator.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/linear_quadratic/reach.hpp>
#include <behalf/governance/linear_quadratic/search.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/governance/linear_quadratic/slope.hpp>
#include <behalf/governance/pluralism/clustering.hpp>
#include <behalf/governance/pluralism/exact_clusters.hpp>
#include <behalf/governance/pluralism/k_means.hpp>
#include <behalf/governance/pluralism/minority_protection.hpp>
#include <behalf/governance/pluralism/pluralism.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/governance/portfolio/portfolio_record.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>
#include <behalf/governance/portfolio/tuned_portfolio.hpp>
#include <behalf/governance/process/break_even.hpp>
#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/dropped_consultations.hpp>
#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/process_simulation.hpp>
#include <behalf/governance/process/value_process.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_GOVERNANCE_HPP
