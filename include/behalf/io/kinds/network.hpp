#ifndef BEHALF_IO_KINDS_NETWORK_HPP
#define BEHALF_IO_KINDS_NETWORK_HPP

#include <behalf/io/kinds/kind.hpp>

namespace behalf {

/// The kind "network": principals, agents that may delegate on, and parties that bear what these do. It adds what agents do,
/// which delegations hurt and which validators only check each other (`NetworkFindings`).
///
/// Required are attributes (d names) and principals: [{name, weight = 1/n, values: d numbers, tolerance}]. Empty by default
/// are
/// - affected: [{name, weight = 0, values, tolerance}];
/// - agents: [{name, cost = identity, risk_aversion = 1, taste = 0, keep}];
/// - delegations: [{from, to, share = one part of as many as lead there, metrics = identity, translation = identity, noise =
///   0, or else transmission: d numbers from 0 to 1}];
/// - exposures: [{agent, party, intensity = 1}];
/// - oversight: [{from, to, error_rate = 0, class, independent = false, correlation = 1}];
/// - contests: [{from, to}];
/// and bargaining = "unified" | "separate". Parties go by their names, of which no two are alike. What makes no network, such
/// as shares of a mandate above 1, is refused at its place.
///
/// Levers: representation {shares}, redesign_metrics {metrics}, redesign_translation (towards the identity), audit
/// {attributes, precision}, transparency and interpretability {precision}, independent_validators {members, variance,
/// correlation = 0, attributes = all}, reporting {attributes, people, rate = 1, variance, correlation = 0}, liability {agent,
/// harm = 1, assets = 1}, veto {party, agent, share}, appeal {party, agent, rate}, recourse {party, rate}. Those on terms may
/// say on which delegations: [{from, to}], else they act on all. Process as in `linear_quadratic_kind`, where an action costs
/// ½|a|². Governance needs the reference "each", since everybody is judged by their own values.
extern const Kind network_kind;

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_HPP
