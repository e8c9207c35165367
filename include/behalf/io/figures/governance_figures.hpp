#ifndef BEHALF_IO_FIGURES_GOVERNANCE_FIGURES_HPP
#define BEHALF_IO_FIGURES_GOVERNANCE_FIGURES_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/io/chart/figure.hpp>

#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// A change with its sign.
[[nodiscard]] std::string with_sign(double x);

}  // namespace internal

/// The least welfare of gaps that every amount of money buys, with the budget and the price of being aligned enough.
[[nodiscard]] Figure frontier_figure(const GovernanceFindings& governance);

/// What all of each lever, by itself, changes in the parts of the mean gap. Needs weights, see `LeverEffect`.
[[nodiscard]] Figure lever_axes_figure(const GovernanceFindings& governance);

/// What all of each lever, by itself, changes in the gap of everybody.
[[nodiscard]] Figure lever_gaps_figure(const GovernanceFindings& governance);

/// The expected gap over time, with ongoing consultation and with a fix that is never repeated.
[[nodiscard]] Figure process_figure(const ProcessFindings& process);

/// Mean gap, and mean gap with the cost of consultations, per step, by period.
[[nodiscard]] Figure period_figure(const ProcessFindings& process);

/// Every figure of what governance buys, in the order of the report.
[[nodiscard]] std::vector<Figure> governance_figures(const GovernanceFindings& governance);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_GOVERNANCE_FIGURES_HPP
