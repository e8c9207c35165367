#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP

#include <behalf/io/kinds/kind.hpp>

namespace behalf {

/// The kind "linear_quadratic": one agent of principals with values of their own, see `LinearQuadratic`.
///
/// Required are attributes (d names) and principals: [{name, weight = 1/n, values: d numbers, tolerance}]. By default
/// - agent: {cost = identity, risk_aversion = 1, taste = 0};
/// - specification: {metrics = identity, translation = identity};
/// - information: {noise = 0};
/// - bargaining = "unified" | "separate".
/// What makes no model, such as a cost that is not positive definite, is refused at its place.
///
/// Levers: representation {weights}, redesign_metrics {metrics}, redesign_translation {translation = identity}, audit
/// {attributes, precision}, transparency and interpretability {precision}, independent_validators {members, variance,
/// correlation = 0, attributes = all}, reporting {attributes, people, rate = 1, variance, correlation = 0}, liability
/// {parties: [{party, intensity = 1}], harm = 1, assets = 1}, veto {party, weight}, appeal {party, rate}. Beside them,
/// governance may have a process: {drift and noise: d × d, period = 1, consultation_cost = 0, one_time_cost = 0, initial}, in
/// which actions cost what they cost the agent.
extern const Kind linear_quadratic_kind;

/// The kind "population": the same for groups of people, instead of principals: groups: [{name, weight = equal, mean: d
/// numbers, covariance = none, tolerance}], with weights normalised to sum 1. A row of the result is what a member of the
/// group can expect.
///
/// How the gap grows can be asked by scaling: {generality and scope: levels, all from 1 on by default, diversity = [1],
/// metrics and budget (none: the scenario's own metrics and noise), samples = 1000, seed = 0, precision (none), tolerance
/// (that of the scenario)}, see `ScalingPlan`.
extern const Kind population_kind;

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP
