#ifndef BEHALF_IO_KINDS_NETWORK_HPP
#define BEHALF_IO_KINDS_NETWORK_HPP

#include <behalf/io/kinds/kind.hpp>

namespace behalf {

/// The kind "network": principals, agents that may delegate on, and parties that bear what these do. It adds what agents do,
/// which delegations hurt and which validators only check each other (`NetworkFindings`).
///
/// An action has d attributes, each in a unit of its own; "square" is a d × d matrix, a list of rows or of the numbers on the
/// diagonal. Parties go by their names, of which no two are alike.
///
/// | field | what it says | default |
/// |---|---|---|
/// | kind | "network" | required |
/// | attributes | d names, each of its own | required |
/// | principals | at least one: {name, values, weight, tolerance} | required |
/// | .name | a text without control characters | required |
/// | .values | utility of one unit of each attribute, d numbers | required |
/// | .weight | ≥ 0, not all 0: how much the row counts in means | 1/n |
/// | .tolerance | gap up to which the web is aligned enough for it, ≥ 0, utility; none with a collective reference | that of the scenario |
/// | affected | parties that bear outcomes and delegate to nobody, with the same fields | none |
/// | .weight | ≥ 0 | 0: in no mean |
/// | agents | {name, cost, risk_aversion, taste, keep}, the first four as in `linear_quadratic_kind` | none |
/// | .keep | share of what reaches it that it carries out itself, 0 to 1 | 1 where it delegates nothing, else 0 |
/// | delegations | {from: a principal or an agent, to: another agent, share, and the terms} | none |
/// | .share | ≥ 0, of the mandate of `to`; at most 1 in all | one part of as many as lead there |
/// | .metrics, .translation, .noise | the contract, as in `linear_quadratic_kind`; all who delegate to one agent see its noise alike | identity, identity, 0 |
/// | .own_noise | square or a diagonal, "inf" as in noise: seen on this delegation alone; 0 beside an "inf" of the other | 0 |
/// | .transmission | instead of a contract: what arrives of each attribute, d numbers from 0 to 1 | a contract |
/// | exposures | {agent, party: not an agent, intensity}: whom its deeds reach | none |
/// | .intensity | ≥ 0; a principal with exposures bears these instead of what its own mandate does | 1 |
/// | oversight | {from, to: another party, error_rate, class, independent, correlation}: who checks whom; it tells what circles of validators are worth and changes no regret: what a check lets see is a lever (audit, independent_validators) | none |
/// | .error_rate | how often a check is wrong, 0 to 1 | required |
/// | .class | a name: checks of one class err together | a class of its own |
/// | .independent | true or false: whether it judges by evidence of its own | false |
/// | .correlation | of errors, 0 to 1, the same throughout a class | 1 |
/// | contests | {from: not an agent, to: an agent}: rights to object, kept with the web; what one does is said by a lever (veto, appeal), and without it no number changes | none |
/// | bargaining, reference, tolerance | as in `linear_quadratic_kind` | "unified", "each", no verdict |
/// | governance | see `read_scenario`, with the levers below; needs the reference "each" | not asked |
///
/// Levers have the terms that they have in `linear_quadratic_kind`, and those up to reporting may say on which
/// delegations: [{from, to}] they act, by default on all that have a contract. Others are
///
/// | lever | terms |
/// |---|---|
/// | representation | shares: one number ≥ 0 for each delegation, not all 0; only their ratios matter, agent by agent; no delegations of its own |
/// | redesign_translation | no translation: towards the identity |
/// | liability | agent: liable to the affected parties that its deeds reach, by their exposures; harm ≥ 0 = what they lose by it without levers, assets ≥ 0 = no limit, in utility |
/// | veto | party: a principal or an affected party; agent; weight ≥ 0; terms |
/// | appeal | party, agent and terms as of a veto; rate, 0 to 1 |
/// | recourse | party: a principal or an affected party; rate, 0 to 1; not where nobody else has weight to pay |
///
/// terms: on what a party delegates by its right that does not delegate to the agent without it, {metrics, noise, own_noise,
/// translation, transmission} as of a delegation, with one of its rights over that agent; perfect by default, which is noted.
/// An evaluation is one report on each agent, with one error for all delegations that read it. No lever moves who bears what.
///
/// The process is that of `linear_quadratic_kind`, where an action costs ½|a|².
///
/// Refused, at the place: an unknown key, a null, a number that is not finite, lists of another length than d, a party that
/// nobody is called, and what makes no network by the table, such as shares of a mandate above 1 in all.
/// network.schema.json beside this file says as much of that as JSON Schema can.
extern const Kind network_kind;

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_HPP
