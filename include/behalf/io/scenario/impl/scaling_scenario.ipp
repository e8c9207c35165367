#ifndef BEHALF_IO_SCENARIO_IMPL_SCALING_SCENARIO_IPP
#define BEHALF_IO_SCENARIO_IMPL_SCALING_SCENARIO_IPP

#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/scenario/scaling_scenario.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// A level as the plan of a study has it; one that is too large stays too large.
[[nodiscard]] Eigen::Index read_level(const JsonCursor& at) {
  constexpr std::uint64_t most = std::numeric_limits<Eigen::Index>::max();
  return static_cast<Eigen::Index>(std::min(at.whole_number(), most));
}

/// The levels listed here or, where there is no list, `default_levels`.
[[nodiscard]] std::vector<Eigen::Index> read_levels(const std::optional<JsonCursor>& list, Eigen::Index most) {
  if (!list) return default_levels(most);
  std::vector<Eigen::Index> levels;
  for (Eigen::Index i = 0; i < list->size(); ++i) levels.push_back(read_level((*list)[i]));
  return levels;
}

}  // namespace internal

AskedScaling read_scaling(const JsonCursor& document, Eigen::Index most_generality, Eigen::Index most_scope) {
  const JsonCursor at = document.at("scaling");
  at.expect_object(
      {"generality", "scope", "diversity", "metrics", "budget", "samples", "seed", "precision", "tolerance"});
  ScalingPlan<double> plan;
  plan.generality = internal::read_levels(at.find("generality"), most_generality);
  plan.scope = internal::read_levels(at.find("scope"), most_scope);
  if (const auto diversity = at.find("diversity")) plan.diversity = diversity->numbers();
  if (const auto metrics = at.find("metrics")) plan.metrics = internal::read_level(*metrics);
  if (const auto budget = at.find("budget")) plan.budget = budget->number();
  if (const auto samples = at.find("samples")) plan.samples = samples->whole_number();
  if (const auto seed = at.find("seed")) plan.seed = seed->whole_number();
  if (const auto precision = at.find("precision")) plan.precision = precision->number();
  const std::optional<double> own = read_tolerance(at);
  return {plan, own ? own : read_tolerance(document)};
}

void require_few_lattices(const JsonCursor& scaling, const Study<double>& study) {
  double lattices = 0;
  std::size_t k = 0;
  for (; k < study.size() && lattices <= static_cast<double>(most_scaling_lattices); ++k) {
    lattices += static_cast<double>(study.subsets(k));
  }
  if (lattices <= static_cast<double>(most_scaling_lattices)) return;
  scaling.refuse("expected at most " + std::to_string(most_scaling_lattices) + " lattices to solve, the first " +
                 std::to_string(k) + " of " + std::to_string(study.size()) + " points take " + to_text(lattices, 15) +
                 "; give fewer samples or levels");
}

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_IMPL_SCALING_SCENARIO_IPP
