#ifndef BEHALF_IO_REPORT_REPORT_CHARTS_HPP
#define BEHALF_IO_REPORT_REPORT_CHARTS_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>

#include <Eigen/Core>

#include <string>

namespace behalf {

/// The lattice of repairs of one row of an attribution as a drawing: its eight regrets, a line in the colour of the
/// axis for each repair, dashed where the repair makes things worse.
[[nodiscard]] Svg draw_repairs(const Attribution<double>& attribution, Eigen::Index row);

}  // namespace behalf

namespace behalf::internal {

void write_legend(Markup& page, bool tolerances);

/// What a caption says of a scale: "from 0 to 30 units of utility".
[[nodiscard]] std::string described(const BarChart& chart, const std::string& unit, const std::string& rest);

/// The gaps in units of utility.
void write_gap_chart(Markup& page, const Diagnosis& diagnosis);

/// The gaps in units of the stakes.
void write_relative_chart(Markup& page, const Diagnosis& diagnosis);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_CHARTS_HPP
