#ifndef BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP
#define BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP

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

/// The colour of what several axes do jointly, and of what none of them does.
inline constexpr const char* colour_of_joint = "#585e66";

/// What every specification begins with.
[[nodiscard]] nlohmann::ordered_json vega_lite(const std::string& title, const std::string& description);

/// A number along x or y.
[[nodiscard]] nlohmann::ordered_json quantity(const std::string& field, const std::string& title);

/// Rows or columns in the order of the data.
[[nodiscard]] nlohmann::ordered_json in_order(const std::string& field, const std::string& title);

/// The three axes, and what they do jointly where that is shown, in the colours of a report.
[[nodiscard]] nlohmann::ordered_json colour_by_axis(bool jointly = false);

/// Horizontal bars, one for each value.
[[nodiscard]] nlohmann::ordered_json bars_figure(nlohmann::ordered_json specification,
                                                 const nlohmann::ordered_json& values, const nlohmann::ordered_json& y,
                                                 const nlohmann::ordered_json& x,
                                                 const nlohmann::ordered_json& colour = nullptr);

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_VEGA_LITE_FIGURE_HPP
