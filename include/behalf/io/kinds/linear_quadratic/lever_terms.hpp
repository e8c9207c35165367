#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVER_TERMS_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVER_TERMS_HPP

#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/io/scenario/lever_reader.hpp>

namespace behalf::internal {

/// Reads who validates: members, variance, correlation and attributes.
[[nodiscard]] ValidatorPanel<double> read_panel(const LeverEntry& entry);

/// Reads who reports: attributes, people, rate, variance and correlation.
[[nodiscard]] Reports<double> read_reports(const LeverEntry& entry);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_LEVER_TERMS_HPP
