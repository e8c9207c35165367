#ifndef BEHALF_IO_FIGURES_HPP
#define BEHALF_IO_FIGURES_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>

#include <vector>

namespace behalf {

/// Every figure of the report on a diagnosis that shows numbers, in its order.
[[nodiscard]] std::vector<VegaLiteFigure> figures(const Diagnosis& diagnosis);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_HPP
