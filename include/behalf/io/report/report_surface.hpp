#ifndef BEHALF_IO_REPORT_REPORT_SURFACE_HPP
#define BEHALF_IO_REPORT_REPORT_SURFACE_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/chart/markup.hpp>

#include <cstddef>

namespace behalf {

/// Beyond this many points the surfaces of a scaling study are too fine to be seen and too large for a page.
inline constexpr std::size_t most_points_drawn = 5000;

namespace internal {

/// The surfaces of the relative gap, all with the same shades.
void write_surfaces(Markup& page, const ScalingFindings& findings);

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_REPORT_SURFACE_HPP
