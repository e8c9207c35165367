#ifndef BEHALF_IO_REPORT_REPORT_SCALING_HPP
#define BEHALF_IO_REPORT_REPORT_SCALING_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/chart/markup.hpp>

namespace behalf {

namespace internal {

/// What twice as much of each direction does, and the pictures of a scaling study.
void write_scaling(Markup& page, const ScalingFindings& findings);

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_REPORT_SCALING_HPP
