#ifndef BEHALF_IO_SCENARIO_HPP
#define BEHALF_IO_SCENARIO_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/kinds/kinds.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace behalf {

/// Reads a scenario: who wants what, what the agent is asked and what is seen of it, as JSON.
///
/// `kind` says what kind of model it is about, and with that what else there is: see `linear_quadratic_kind`,
/// `population_kind` and `network_kind`. In every kind there may be
/// - reference = "each" | "collective": what regrets are relative to;
/// - tolerance: up to which gap the agent counts as aligned enough, for rows without their own, absent by default;
/// and where the kind has levers
/// - governance: {levers: [{lever, name = that of the lever, cost (of all of it; without one it is free, and said to be),
///   levels = [0, 1], and its own terms}],
///   welfare = "mean" | "worst_off" | {quantile} | {share_above} (what portfolios minimise), budget (none), share =
///   everybody (of weight to be within tolerance)}. Trying all levels of all levers may take at most 2^22 models: their
///   portfolios, once, or 2 + t times where t rows have a tolerance.
/// A scaling study may take at most 2^36 lattices, one for each subset looked at.
/// Tolerances are in units of utility. Square matrices are lists of rows or the list of their diagonal; metrics is a list of
/// rows; "inf" may stand on the diagonal of noise: never seen.
/// Throws `ScenarioError`, with LINE:COLUMN for text that is not JSON and with a path for what does not fit or makes no
/// model. Numbers that overflow later are for `Scenario::solve` to report.
[[nodiscard]] Scenario read_scenario(std::string_view text, const Kinds& kinds = built_in_kinds());

/// A scenario in a document that has been parsed, by the rules of `read_scenario`.
[[nodiscard]] Scenario read_scenario_document(const nlohmann::json& json, const Kinds& kinds = built_in_kinds());

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_HPP
