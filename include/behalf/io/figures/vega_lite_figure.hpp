#ifndef BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP
#define BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP

#include <behalf/io/chart/figure.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace behalf {

/// A figure of a report as a specification in Vega-Lite 6, with its numbers in it, for those who want it to look
/// otherwise.
struct VegaLiteFigure {
  std::string name{};                      ///< Fit for a file, such as "gap" or "attribution_by_scope".
  nlohmann::ordered_json specification{};  ///< Complete in itself.
};

namespace internal {

/// Names that differ, so that no two rows of a figure become one.
[[nodiscard]] std::vector<std::string> different_names(std::vector<std::string> names);

}  // namespace internal

/// The figure with all that it knows of its marks, drawn or not, in the colours of a report in light.
///
/// Bars have one datum for each row; where they are split, a first layer has one for each part. Lines have one for each
/// point. Maps have one for each field that was looked at, and one for each corner of the lines along their borders.
[[nodiscard]] VegaLiteFigure to_vega_lite(const Figure& figure);

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP
