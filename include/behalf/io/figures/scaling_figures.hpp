#ifndef BEHALF_IO_FIGURES_SCALING_FIGURES_HPP
#define BEHALF_IO_FIGURES_SCALING_FIGURES_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/scaling/point.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// The relative gap over scope × generality, a map for each diversity, with the frontier where there is a tolerance; nothing
/// where the study has no surface.
[[nodiscard]] std::optional<Figure> surface_figure(const ScalingFindings& findings);

/// What the axes contribute to the mean gap along a direction: stacked, what reduces it below zero, with the gap and two
/// standard errors to either side. `line`: places of rows with ascending levels.
[[nodiscard]] Figure contribution_figure(const ScalingFindings& findings, ScalingAxis axis,
                                         const std::vector<std::size_t>& line);

/// By what power of the level the gap grows from one level to the next along a direction, with two standard errors to either
/// side; no mark where a level or a gap is zero.
[[nodiscard]] Figure elasticity_figure(const ScalingFindings& findings, ScalingAxis axis,
                                       const std::vector<std::size_t>& line);

/// The surface, and along each direction of at least two levels what the axes contribute and the elasticities. Any list of
/// points will do; what cannot be drawn of it is left out.
[[nodiscard]] std::vector<Figure> scaling_figures(const ScalingFindings& findings);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_SCALING_FIGURES_HPP
