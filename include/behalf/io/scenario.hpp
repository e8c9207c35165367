#ifndef BEHALF_IO_SCENARIO_HPP
#define BEHALF_IO_SCENARIO_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/kinds/linear_quadratic_scenario.hpp>
#include <behalf/io/kinds/network_scenario.hpp>

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <string_view>

namespace behalf {

/// How scenarios of one kind are read.
struct ScenarioReader {
  std::string_view kind;
  Scenario (*read)(const JsonCursor& document);
};

/// Every kind of scenario there is. A new kind joins by its function and one entry here.
inline constexpr std::array<ScenarioReader, 3> scenario_readers{{
    {"linear_quadratic", internal::read_linear_quadratic},
    {"population", internal::read_population},
    {"network", internal::read_network},
}};

/// A scenario in a document that has been parsed, by the rules of `read_scenario`.
[[nodiscard]] Scenario read_scenario_document(const nlohmann::json& json);

/// Reads a scenario: who wants what, what the agent is asked and what is seen of it, as JSON.
///
/// `kind`, `attributes` (d names) and `principals` or, for the kind "population", `groups` are required:
/// - principals: [{name, weight = 1/n, values: d numbers, tolerance}];
/// - groups: [{name, weight = equal, mean: d numbers, covariance = none, tolerance}], weights normalised to sum 1; a row of
///   the result is what a member of the group can expect;
/// - agent: {cost = identity, risk_aversion = 1, taste = 0}; specification: {metrics = identity, translation = identity};
///   information: {noise = 0};
/// - instead of these three, for the kind "network": affected: [{name, weight = 0, values, tolerance}]; agents: [{name,
///   cost, risk_aversion, taste, keep}]; delegations: [{from, to, share = one part of as many as lead there, metrics,
///   translation, noise or else transmission: d numbers from 0 to 1}]; exposures: [{agent, party, intensity = 1}];
///   oversight: [{from, to, error_rate = 0, class, independent = false, correlation = 1}]; contests: [{from, to}]; all
///   empty by default;
/// - scaling, for the kind "population": {generality and scope: levels, all from 1 on by default, diversity = [1], metrics
///   and budget (none: the scenario's own metrics and noise), samples = 1000, seed = 0, precision (none), tolerance (that
///   of the scenario)}, see `ScalingPlan`;
/// - governance: {levers: [{lever, name = that of the lever, cost = 0 (of all of it), levels = [0, 1], and its own terms}],
///   welfare = "mean" | "worst_off" | {quantile} | {share_above} (what portfolios minimise), budget (none), share =
///   everybody (of weight to be within tolerance), process: {drift and noise: d × d, period = 1, consultation_cost = 0,
///   one_time_cost = 0, initial; action costs what it costs the agent, in a network ½|a|²}}. Levers with their terms: representation {weights; network: shares}, redesign_metrics
///   {metrics}, redesign_translation {translation = identity}, audit {attributes, precision}, transparency and
///   interpretability {precision}, independent_validators {members, variance, correlation = 0, attributes = all}, reporting
///   {attributes, people, rate = 1, variance, correlation = 0}, liability {parties: [{party, intensity = 1}], harm = 1,
///   assets = 1; network: agent, harm, assets}, veto {party, weight; network: party, agent, share}, appeal {party, rate;
///   network: also agent}, recourse {party, rate; network only}. In a network those on terms may say on which delegations:
///   [{from, to}], else they act on all; translation there is towards the identity;
/// - bargaining = "unified" | "separate"; reference = "each" | "collective"; tolerance.
/// Square matrices are lists of rows or the list of their diagonal; metrics is a list of rows; "inf" may stand on the
/// diagonal of noise: never seen. Tolerances are in units of utility and absent by default; that of the scenario holds
/// for rows without their own.
/// Throws `ScenarioError`, with LINE:COLUMN for text that is not JSON and with a path for what does not fit or makes no
/// model. Numbers that overflow later are for `Scenario::solve` to report.
[[nodiscard]] Scenario read_scenario(std::string_view text);

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_HPP
