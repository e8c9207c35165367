#ifndef BEHALF_IO_FIGURES_GAP_FIGURES_HPP
#define BEHALF_IO_FIGURES_GAP_FIGURES_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/figure.hpp>

#include <Eigen/Core>

#include <optional>

namespace behalf {

namespace internal {

/// All rows in one: the weighted mean, or the only row; absent where nobody holds weight.
[[nodiscard]] std::optional<Attribution<double>> whole_of(const Attribution<double>& rows);

/// Whether stakes differ, so that relative gaps say something that gaps do not.
[[nodiscard]] bool stakes_differ(const Attribution<double>& attribution);

}  // namespace internal

/// The gap of each row and of their weighted mean, stacked by axis, with tolerances where there are any.
[[nodiscard]] Figure gap_figure(const Diagnosis& diagnosis);

/// The same in percent of each row's own stake; rows with nothing at stake have no bar.
[[nodiscard]] Figure relative_gap_figure(const Diagnosis& diagnosis);

/// What each axis would cost alone and what axes cost jointly beyond that, in row i.
[[nodiscard]] Figure dividends_figure(const Attribution<double>& rows, Eigen::Index i);

/// The eight regrets of row i.
[[nodiscard]] Figure repairs_figure(const Attribution<double>& rows, Eigen::Index i);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_GAP_FIGURES_HPP
