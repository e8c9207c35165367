#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP

#include <behalf/io/kinds/kind.hpp>

namespace behalf {

/// The kind "linear_quadratic": one agent of n principals with values of their own, see `LinearQuadratic`. An action has d
/// attributes, each in a unit of its own; "square" is a d × d matrix, a list of rows or of the numbers on the diagonal.
///
/// | field | what it says | default |
/// |---|---|---|
/// | kind | "linear_quadratic" | required |
/// | attributes | d names, each of its own | required |
/// | principals | at least one, each with the four fields that follow | required |
/// | .name | a text without control characters, no two alike | required |
/// | .values | v: utility of one unit of each attribute, d numbers | required |
/// | .weight | w ≥ 0, not all 0: bargaining power, and how much the row counts in means | 1/n |
/// | .tolerance | gap up to which the agent is aligned enough for it, ≥ 0, utility; none with a collective reference | that of the scenario |
/// | agent.cost | C of the cost ½aᵀCa: square, symmetric, positive definite, utility per two units | identity |
/// | agent.risk_aversion | r ≥ 0, absolute: 1/utility | 1 |
/// | agent.taste | b: what the agent wants by itself, d numbers, like values | 0 |
/// | specification.metrics | G: k rows of d numbers, what pay can be tied to; []: nothing | identity |
/// | specification.translation | P, square: who wants v states Pv | identity |
/// | information.noise | Σ: square, symmetric, positive semidefinite, in squared units; "inf": never seen | 0 |
/// | bargaining | "unified": principals bargain as one; "separate": each offers a contract of its own | "unified" |
/// | reference | "each": regrets by everybody's own values; "collective": one row, by what all want together | "each" |
/// | tolerance | for rows without their own, and for the one of all together, ≥ 0, utility | no verdict |
/// | governance | see `read_scenario`, with the levers and the process below | not asked |
///
/// Levers, each with name, cost and levels beside its own terms, which say what all of it is:
///
/// | lever | terms |
/// |---|---|
/// | representation | weights: n numbers ≥ 0, not all 0; only their ratios matter, the total stays |
/// | redesign_metrics | metrics: rows of d numbers; it is on or off: no level between 0 and 1 |
/// | redesign_translation | translation = identity: square |
/// | audit | attributes: names, at least one; precision ≥ 0, in 1/squared units |
/// | transparency | precision ≥ 0, on what is seen already without any lever |
/// | interpretability | precision ≥ 0, on what is never seen without any lever |
/// | independent_validators | members ≥ 1; variance > 0 of one, in squared units; correlation = 0; attributes = all |
/// | reporting | attributes; people ≥ 0; rate = 1, 0 to 1; variance > 0; correlation = 0, 0 to 1 |
/// | liability | parties: [{party: a name that stands once, intensity = 1, ≥ 0}]; harm ≥ 0 = what they lose without levers, assets ≥ 0 = no limit, in utility |
/// | veto | party: a name; weight ≥ 0 |
/// | appeal | party: a name; rate, 0 to 1 |
/// | recourse | party: a name; rate, 0 to 1; not of a collective, nor where nobody else has weight to pay |
///
/// Levers are pulled in the order of the list, liability and recourse last. "inf" stands on the diagonal of noise, beside
/// zeros. An attribute that stands twice is looked at once. The errors of any two members have the correlation, which is above
/// −1/(members − 1) and at most 1.
///
/// A covariance whose least eigenvalue lies below 0 by at most 1e-4 of its largest variance counts as rounded when it was
/// written down: the nearest covariance is taken, and a note says so (noise, and the spread within groups).
///
/// governance.process asks how often to consult while values drift: drift and noise of a consultation (required, square,
/// covariances in squared units of values; "inf" on the diagonal of noise: never asked about), period = 1 (steps, 1 to 1000000),
/// consultation_cost = 0 and one_time_cost = consultation_cost (≥ 0, utility), initial (a covariance; default the steady
/// state). Actions then cost what they cost the agent.
///
/// Refused, at the place: an unknown key, a null, a number that is not finite, lists of another length than d or n, names
/// that stand twice, and what makes no model by the table, such as a cost that is not positive definite.
/// linear_quadratic.schema.json beside this file says as much of that as JSON Schema can.
extern const Kind linear_quadratic_kind;

/// The kind "population": the same for groups of people instead of principals. A row of the result is what a member of the
/// group can expect.
///
/// | field | what it says | default |
/// |---|---|---|
/// | kind | "population" | required |
/// | groups | instead of principals: at least one, each with the five fields that follow | required |
/// | .name | as of a principal | required |
/// | .mean | mean values of the members, d numbers | required |
/// | .covariance | of the members' values, ÷n: square, symmetric, positive semidefinite up to rounding | none: all alike |
/// | .weight | ≥ 0, not all 0, normalised to sum 1 | equal |
/// | .tolerance | as of a principal | that of the scenario |
/// | scaling | how the gap grows, see `ScalingPlan`; {} asks it with every default | not asked |
/// | .generality | levels g: how many attributes are entrusted, 1 to d, each listed once | all up to 8, else 1, 2, 4, …, d (`default_levels`) |
/// | .scope | levels s: how many groups are served, 1 to those of positive weight, each listed once | as of generality |
/// | .diversity | levels δ ≥ 0: how far values differ, 1 as in the data, each listed once | [1] |
/// | .metrics | k ≥ 0: only the first k entrusted attributes can be measured | the scenario's metrics |
/// | .budget | κ > 0: noise g s/κ on each entrusted attribute | the scenario's noise |
/// | .samples | subsets averaged over at a point, 2 to 2³² − 1, all if they are no more | 1000 |
/// | .seed | of the draws, a whole number | 0 |
/// | .precision | > 0: drawing ends once the standard error is at most this part of the gap | all samples |
/// | .tolerance | mean gap up to which it is aligned enough, ≥ 0, utility | that of the scenario |
///
/// Scaling needs the reference "each". All else is as in `linear_quadratic_kind`, levers too; population.schema.json.
extern const Kind population_kind;

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_HPP
