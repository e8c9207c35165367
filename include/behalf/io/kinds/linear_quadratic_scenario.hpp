#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_SCENARIO_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_SCENARIO_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/json/json_cursor.hpp>

namespace behalf::internal {

/// The kind "linear_quadratic": principals with values of their own.
[[nodiscard]] Scenario read_linear_quadratic(const JsonCursor& document);

/// The kind "population": groups of people with a mean and a covariance of values.
[[nodiscard]] Scenario read_population(const JsonCursor& document);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_SCENARIO_HPP
