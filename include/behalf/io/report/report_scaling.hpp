#ifndef BEHALF_IO_REPORT_REPORT_SCALING_HPP
#define BEHALF_IO_REPORT_REPORT_SCALING_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/chart/markup.hpp>

#include <cstddef>

namespace behalf {

/// Beyond this many points the surfaces of a scaling study are too fine to be seen and too large for a page.
inline constexpr std::size_t most_points_drawn = 5000;

namespace internal {

/// What twice as much of each direction does, and the pictures of a scaling study.
void write_scaling(Markup& page, const ScalingFindings& findings);

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_REPORT_SCALING_HPP
