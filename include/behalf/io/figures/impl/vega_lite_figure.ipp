#ifndef BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP
#define BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP

#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/model/axis.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

std::vector<std::string> different_names(std::vector<std::string> names) {
  std::map<std::string, int> count;
  for (const std::string& name : names) ++count[name];
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (count[names[i]] > 1) names[i] += " (" + std::to_string(i + 1) + ')';
  }
  return names;
}

/// The colour of an axis in the light of a report.
[[nodiscard]] constexpr std::string_view colour_of(Axis axis) noexcept {
  switch (axis) {
    case Axis::objectives: return "#1f78b8";
    case Axis::information: return "#cf7b00";
    case Axis::principals: return "#6f1d56";
  }
  return colour_of_joint;
}

nlohmann::ordered_json vega_lite(const std::string& title, const std::string& description) {
  return {
      {"$schema", "https://vega.github.io/schema/vega-lite/v6.json"}, {"title", title}, {"description", description}};
}

nlohmann::ordered_json quantity(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "quantitative"}, {"title", title}};
}

nlohmann::ordered_json in_order(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "nominal"}, {"title", title}, {"sort", nullptr}, {"axis", {{"labelLimit", 400}}}};
}

nlohmann::ordered_json colour_by_axis(bool jointly) {
  nlohmann::ordered_json domain = nlohmann::ordered_json::array();
  nlohmann::ordered_json range = nlohmann::ordered_json::array();
  for (const Axis axis : all_axes) {
    domain.push_back(std::string{to_text(axis)});
    range.push_back(std::string{colour_of(axis)});
  }
  if (jointly) {
    domain.push_back("several, jointly");
    range.push_back(colour_of_joint);
  }
  return {
      {"field", "axis"}, {"type", "nominal"}, {"title", "due to"}, {"scale", {{"domain", domain}, {"range", range}}}};
}

nlohmann::ordered_json bars_figure(nlohmann::ordered_json specification, const nlohmann::ordered_json& values,
                                   const nlohmann::ordered_json& y, const nlohmann::ordered_json& x,
                                   const nlohmann::ordered_json& colour) {
  specification["data"] = {{"values", values}};
  specification["width"] = 480;
  specification["height"] = {{"step", 24}};
  specification["mark"] = {{"type", "bar"}, {"color", colour_of_joint}, {"tooltip", true}};
  specification["encoding"] = {{"y", y}, {"x", x}};
  if (!colour.is_null()) specification["encoding"]["color"] = colour;
  return specification;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP
