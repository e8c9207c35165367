#ifndef BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP
#define BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP

#include <behalf/io/json/json_cursor.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/study.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <optional>

namespace behalf {

/// How the gap of a scenario is to be followed along generality, scope and diversity, and up to which mean gap the agent
/// then counts as aligned enough.
struct AskedScaling {
  ScalingPlan<double> plan{};
  std::optional<double> tolerance{};
};

/// Reads that from a document that has a member `scaling`. By default levels are `default_levels` of the most generality and
/// scope that its kind has, and the tolerance is that of the scenario. What does not fit is for the study of the kind to refuse, by
/// a path such as "scaling.scope[2]".
[[nodiscard]] AskedScaling read_scaling(const JsonCursor& document, Eigen::Index most_generality,
                                        Eigen::Index most_scope);

/// The most lattices that the scaling study of a scenario may take to solve, all points together.
inline constexpr std::uint64_t most_scaling_lattices = std::uint64_t{1} << 36;

/// Refuses a study that would take more. `scaling` is where the scenario asks for it.
void require_few_lattices(const JsonCursor& scaling, const Study<double>& study);

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP
