#ifndef BEHALF_IO_FIGURES_HPP
#define BEHALF_IO_FIGURES_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>

#include <Eigen/Core>

#include <vector>

namespace behalf {

/// The gap of each row and of their weighted mean, stacked by axis, with tolerances where there are any.
[[nodiscard]] VegaLiteFigure gap_figure(const Diagnosis& diagnosis);

/// The same in percent of each row's own stake; rows with nothing at stake have no bar.
[[nodiscard]] VegaLiteFigure relative_gap_figure(const Diagnosis& diagnosis);

/// What each axis would cost alone and what axes cost jointly beyond that, in row i.
[[nodiscard]] VegaLiteFigure dividends_figure(const Attribution<double>& rows, Eigen::Index i);

/// The eight regrets of row i.
[[nodiscard]] VegaLiteFigure repairs_figure(const Attribution<double>& rows, Eigen::Index i);

/// Every figure of the report on a diagnosis that shows numbers, in its order.
[[nodiscard]] std::vector<VegaLiteFigure> figures(const Diagnosis& diagnosis);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_HPP
