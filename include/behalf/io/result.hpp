#ifndef BEHALF_IO_RESULT_HPP
#define BEHALF_IO_RESULT_HPP

#include <behalf/diagnosis/diagnosis.hpp>

#include <nlohmann/json.hpp>

namespace behalf {

/// A diagnosis as JSON: behalf (the version), kind, reference, principals (one row each, in the order of the scenario),
/// mean (weighted by w/Σw; its weight is Σw, its `within_tolerance` the share of weight within tolerance, of those who
/// have one), warnings, certificate, and notes where there are any. Rows say where their gap lies, where the kind can: attributes
/// (wanted, asked, done, gap, and by how much the gap would change if it were measured; see `AttributeGaps`). A kind with affected parties also has affected (rows like
/// those of the principals), and every kind what it adds of its own (see `Kind`), a web of delegation agents (motivation and
/// action per attribute), delegations (harm: derivatives of the mean regret) and validation (who only check each other); a
/// scenario that asks how the gap grows also has scaling: points (g, s,
/// delta; means with their standard errors), elasticity by direction, frontier, not_monotone (where the relative gap falls:
/// change, change_se, and own_diversity, whether both ends have delta 1), gap_falls (the same of the gap), too_few_draws (how
/// many points have standard errors that say nothing) and, where a precision was asked for, precision_not_reached (at how
/// many points). One that asks what
/// governance buys has governance: levers (changes of gaps and attribution by all of each, slopes at none), interactions
/// (of pairs, in the order of levers), frontier (cost, value: the welfare named, levels and gaps in the orders of levers and
/// rows), best (within the budget), aligned_enough (with the price of each row's tolerance) or why it is unreachable, and
/// process; or nothing but error, in words, where that could not be said.
/// A principal whom nobody serves has served, false, and no verdict. What has no meaning is null: the relative gap at stake 0, `within_tolerance` without a tolerance, the incentive
/// violation where nothing is hidden. Written out with `dump`, every number reads back as the same double.
[[nodiscard]] nlohmann::ordered_json to_json(const Diagnosis& diagnosis);

}  // namespace behalf

#endif  // BEHALF_IO_RESULT_HPP
