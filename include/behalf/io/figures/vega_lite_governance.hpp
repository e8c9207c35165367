#ifndef BEHALF_IO_FIGURES_VEGA_LITE_GOVERNANCE_HPP
#define BEHALF_IO_FIGURES_VEGA_LITE_GOVERNANCE_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>

#include <vector>

namespace behalf {

/// The least welfare of gaps that every amount of money buys.
[[nodiscard]] VegaLiteFigure frontier_figure(const GovernanceFindings& governance);

/// What all of each lever, by itself, changes in the parts of the mean gap. Needs weights, see `LeverEffect`.
[[nodiscard]] VegaLiteFigure lever_axes_figure(const GovernanceFindings& governance);

/// What all of each lever, by itself, changes in the gap of everybody.
[[nodiscard]] VegaLiteFigure lever_gaps_figure(const GovernanceFindings& governance);

/// The expected gap over time, with ongoing consultation and with a fix that is never repeated.
[[nodiscard]] VegaLiteFigure process_figure(const ProcessFindings& process);

/// Mean gap, and mean gap with the cost of consultations, per step, by period.
[[nodiscard]] VegaLiteFigure period_figure(const ProcessFindings& process);

/// Every figure of what governance buys, in the order of the report.
[[nodiscard]] std::vector<VegaLiteFigure> governance_figures(const GovernanceFindings& governance);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_VEGA_LITE_GOVERNANCE_HPP
