#ifndef BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SCALING_IPP
#define BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SCALING_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/figures/vega_lite_scaling.hpp>
#include <behalf/io/figures/vega_lite_surface.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/scalar.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// What the axes contribute to the mean gap along a direction: stacked, what reduces it below zero, with the gap and
/// two standard errors to either side.
[[nodiscard]] nlohmann::ordered_json contribution_figure(const ScalingFindings& findings, ScalingAxis axis,
                                                         const std::vector<std::size_t>& line) {
  using Json = nlohmann::ordered_json;
  const std::string direction{to_text(axis)};
  Json parts = Json::array();
  Json totals = Json::array();
  for (const std::size_t place : line) {
    const ScalingRow<double>& row = findings.rows[place];
    for (const Axis part : all_axes) {
      parts.push_back({{direction, row.at.level(axis)},
                       {"axis", std::string{to_text(part)}},
                       {"value", row.share(part).value},
                       {"standard_error", row.share(part).standard_error},
                       {"order", static_cast<int>(part)}});
    }
    totals.push_back({{direction, row.at.level(axis)},
                      {"gap", row.gap.value},
                      {"standard_error", row.gap.standard_error},
                      {"low", row.gap.value - 2 * row.gap.standard_error},
                      {"high", row.gap.value + 2 * row.gap.standard_error}});
  }
  const Json x{{"field", direction},
               {"type", "ordinal"},
               {"title", std::string{with_unit(axis)}},
               {"axis", {{"labelAngle", 0}}}};
  const std::string title = "gap (units of utility)";
  Json result =
      vega_lite("What each axis contributes, by " + direction,
                "Mean gap at " + elsewhere(findings.rows[line.front()].at, axis) +
                    ", split among the axes; the line reaches two standard errors to either side of the gap.");
  result["width"] = {{"step", 32}};
  result["height"] = 260;
  result["layer"] = {{{"data", {{"values", parts}}},
                      {"mark", {{"type", "bar"}, {"tooltip", true}}},
                      {"encoding",
                       {{"x", x},
                        {"y", quantity("value", title)},
                        {"color", colour_by_axis()},
                        {"order", {{"field", "order"}, {"type", "quantitative"}}}}}},
                     {{"data", {{"values", totals}}},
                      {"mark", {{"type", "rule"}, {"strokeWidth", 1.5}}},
                      {"encoding", {{"x", x}, {"y", quantity("low", title)}, {"y2", {{"field", "high"}}}}}},
                     {{"data", {{"values", totals}}},
                      {"mark", {{"type", "tick"}, {"thickness", 3}, {"color", "black"}, {"tooltip", true}}},
                      {"encoding", {{"x", x}, {"y", quantity("gap", title)}}}}};
  return result;
}

/// By what power of the level the gap grows from one level to the next along a direction, with error bars of two
/// standard errors to either side; steps without a number are left out.
[[nodiscard]] nlohmann::ordered_json elasticity_figure(const ScalingFindings& findings, ScalingAxis axis,
                                                       const std::vector<std::size_t>& line) {
  using Json = nlohmann::ordered_json;
  Json values = Json::array();
  double lowest = 0;
  double highest = 0;
  for (const Elasticity& one : findings.elasticities) {
    if (one.axis != axis || !one.value || std::find(line.begin(), line.end(), one.from) == line.end()) continue;
    const auto [value, error] = *one.value;
    lowest = std::min(lowest, value - 2 * error);
    highest = std::max(highest, value + 2 * error);
    values.push_back({{"step", to_text(findings.rows[one.from].at.level(axis)) + " → " +
                                   to_text(findings.rows[one.to].at.level(axis))},
                      {"elasticity", value},
                      {"standard_error", error},
                      {"low", value - 2 * error},
                      {"high", value + 2 * error}});
  }
  Json x = in_order("step", std::string{with_unit(axis)});
  x["axis"]["labelAngle"] = 0;
  const std::string title = "elasticity of the gap";
  Json result =
      vega_lite("Elasticity of the gap, by " + std::string{to_text(axis)},
                "Logarithm of the ratio of two mean gaps over that of the levels, at " +
                    elsewhere(findings.rows[line.front()].at, axis) + "; 1: the gap grows in proportion, 0: it stays.");
  result["data"] = {{"values", values}};
  result["width"] = {{"step", 56}};
  result["height"] = 220;
  Json layers = Json::array();
  Json levels = Json::array();
  levels.push_back({{"level", 0}});
  if (LinearScale{lowest, highest}.covers(1)) levels.push_back({{"level", 1}});
  layers.push_back({{"data", {{"values", levels}}},
                    {"mark", {{"type", "rule"}, {"color", "#585e66"}, {"strokeDash", {4, 2}}}},
                    {"encoding", {{"y", quantity("level", title)}}}});
  layers.push_back({{"mark", {{"type", "rule"}, {"strokeWidth", 1.5}}},
                    {"encoding", {{"x", x}, {"y", quantity("low", title)}, {"y2", {{"field", "high"}}}}}});
  layers.push_back(
      {{"mark", {{"type", "point"}, {"filled", true}, {"size", 60}, {"color", "black"}, {"tooltip", true}}},
       {"encoding", {{"x", x}, {"y", quantity("elasticity", title)}}}});
  result["layer"] = layers;
  return result;
}

}  // namespace internal

std::vector<VegaLiteFigure> scaling_figures(const ScalingFindings& findings) {
  std::vector<VegaLiteFigure> result;
  if (std::optional<VegaLiteFigure> surface = internal::surface_figure(findings)) {
    result.push_back(*std::move(surface));
  }
  for (const ScalingAxis axis : all_scaling_axes) {
    const std::vector<std::size_t> line = scaling_line(findings.rows, axis);
    if (line.empty()) continue;
    const std::string by = "_by_" + std::string{to_text(axis)};
    result.push_back({"attribution" + by, internal::contribution_figure(findings, axis, line)});
    result.push_back({"elasticity" + by, internal::elasticity_figure(findings, axis, line)});
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SCALING_IPP
