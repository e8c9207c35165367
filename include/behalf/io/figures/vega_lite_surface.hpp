#ifndef BEHALF_IO_FIGURES_VEGA_LITE_SURFACE_HPP
#define BEHALF_IO_FIGURES_VEGA_LITE_SURFACE_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>

#include <optional>

namespace behalf::internal {

/// The surfaces of the relative gap over scope × generality, one for each diversity, with the frontier; nothing where the
/// study has no surface.
[[nodiscard]] std::optional<VegaLiteFigure> surface_figure(const ScalingFindings& findings);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FIGURES_VEGA_LITE_SURFACE_HPP
