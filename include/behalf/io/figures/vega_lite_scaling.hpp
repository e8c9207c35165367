#ifndef BEHALF_IO_FIGURES_VEGA_LITE_SCALING_HPP
#define BEHALF_IO_FIGURES_VEGA_LITE_SCALING_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>

#include <vector>

namespace behalf {

/// The figures of a scaling study: the surface of the relative gap with its frontier at every diversity, and along each
/// direction of at least two levels what the axes contribute and the elasticities. Any list of points will do; what
/// cannot be drawn of it is left out.
[[nodiscard]] std::vector<VegaLiteFigure> scaling_figures(const ScalingFindings& findings);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_VEGA_LITE_SCALING_HPP
