#ifndef BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP
#define BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/json/json_cursor.hpp>

#include <optional>

namespace behalf::internal {

/// Reads how the gap of a population is to be followed along generality, scope and diversity; nothing where the scenario
/// does not ask. Throws `InvalidArgument` with a path such as "scaling.scope[2]" for a plan that does not fit the data.
[[nodiscard]] std::optional<ScalingQuestion> read_scaling(const JsonCursor& document,
                                                          const LinearQuadraticSpec<double>& spec);

}  // namespace behalf::internal

#endif  // BEHALF_IO_SCENARIO_SCALING_SCENARIO_HPP
