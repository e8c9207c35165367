#ifndef BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SURFACE_IPP
#define BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SURFACE_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/figures/vega_lite_surface.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The surfaces of the relative gap over scope × generality, one for each diversity, with the frontier.
///
/// Fields stand at 0, 1, 2, … so that the frontier can run along their borders; the axes are labelled with the levels.
class SurfaceFigure {
public:
  using Json = nlohmann::ordered_json;

  explicit SurfaceFigure(const ScalingFindings& findings);

  [[nodiscard]] bool empty() const noexcept { return planes_.empty(); }

  [[nodiscard]] Json specification() const;

private:
  [[nodiscard]] double column(double scope) const { return static_cast<double>(place_of(scopes_, scope)); }
  [[nodiscard]] double row(double generality) const;

  void add_point(Json& values, const ScalingRow<double>& row_of, std::vector<double>& relative) const;

  /// The corners of a line along the borders of the fields; it is interrupted where the study did not look.
  void add_line(Json& values, const ScalingPlane& plane, const std::string& part,
                Eigen::Index FrontierPoint::*which) const;

  [[nodiscard]] static Json position(const std::string& field, const std::string& title,
                                     const std::vector<double>& levels);
  [[nodiscard]] Json x() const { return position("left", "scope (groups)", scopes_); }
  [[nodiscard]] Json y() const { return position("bottom", "generality (attributes)", generalities_); }

  [[nodiscard]] Json fields(const std::vector<double>& relative) const;

  [[nodiscard]] Json lines() const;

  const ScalingFindings* findings_;
  std::vector<ScalingPlane> planes_;
  std::vector<double> scopes_;
  std::vector<double> generalities_;
};

SurfaceFigure::SurfaceFigure(const ScalingFindings& findings)
    : findings_{&findings}, planes_{scaling_planes(findings.rows)} {
  for (const ScalingPlane& plane : planes_) {
    scopes_.insert(scopes_.end(), plane.scopes.begin(), plane.scopes.end());
    generalities_.insert(generalities_.end(), plane.generalities.begin(), plane.generalities.end());
  }
  scopes_ = distinct(std::move(scopes_));
  generalities_ = distinct(std::move(generalities_));
}

SurfaceFigure::Json SurfaceFigure::specification() const {
  Json values = Json::array();
  std::vector<double> relative;
  for (const ScalingPlane& plane : planes_) {
    for (std::size_t g = 0; g < plane.generalities.size(); ++g) {
      for (std::size_t s = 0; s < plane.scopes.size(); ++s) {
        if (plane.rows[g][s]) add_point(values, findings_->rows[*plane.rows[g][s]], relative);
      }
    }
    add_line(values, plane, "frontier", &FrontierPoint::generality);
    add_line(values, plane, "surely", &FrontierPoint::surely);
    add_line(values, plane, "possibly", &FrontierPoint::possibly);
  }
  Json result = vega_lite("Relative gap by scope and generality",
                          "Mean gap over mean stake of an agent that is entrusted with so many attributes and serves "
                          "so many groups, at each diversity; below the frontier lies what can be entrusted within the "
                          "tolerance, surely and possibly within it two standard errors away.");
  result["data"] = {{"values", values}};
  result["facet"] = {{"field", "diversity"}, {"type", "ordinal"}, {"title", "diversity (1: as in the data)"}};
  result["columns"] = 3;
  Json layers = Json::array();
  layers.push_back(fields(relative));
  if (findings_->tolerance) layers.push_back(lines());
  result["spec"] = {{"width", 280}, {"height", 200}, {"layer", layers}};
  return result;
}

double SurfaceFigure::row(double generality) const { return static_cast<double>(place_of(generalities_, generality)); }

void SurfaceFigure::add_point(Json& values, const ScalingRow<double>& row_of, std::vector<double>& relative) const {
  const double x = column(row_of.at.level(ScalingAxis::scope));
  const double y = row(row_of.at.level(ScalingAxis::generality));
  Json value{{"part", "point"},
             {"scope", row_of.at.scope},
             {"generality", row_of.at.generality},
             {"diversity", row_of.at.diversity},
             {"left", x},
             {"right", x + 1},
             {"bottom", y},
             {"top", y + 1},
             {"relative_gap", nullptr},
             {"relative_gap_se", nullptr}};
  if (row_of.relative_gap) {
    value["relative_gap"] = row_of.relative_gap->value;
    value["relative_gap_se"] = row_of.relative_gap->standard_error;
    relative.push_back(row_of.relative_gap->value);
  }
  value["gap"] = row_of.gap.value;
  value["gap_se"] = row_of.gap.standard_error;
  value["stake"] = row_of.stake.value;
  if (findings_->tolerance) value["within_tolerance"] = row_of.gap.value <= *findings_->tolerance;
  values.push_back(value);
}

void SurfaceFigure::add_line(Json& values, const ScalingPlane& plane, const std::string& part,
                             Eigen::Index FrontierPoint::*which) const {
  const std::vector<std::optional<FrontierPoint>> frontier = frontier_in(*findings_, plane);
  int order = 0;
  for (std::size_t s = 0; s < plane.scopes.size(); ++s) {
    if (!frontier[s]) continue;
    const double height = static_cast<double>(
        std::upper_bound(generalities_.begin(), generalities_.end(), static_cast<double>((*frontier[s]).*which)) -
        generalities_.begin());
    for (const double side : {0.0, 1.0}) {
      values.push_back({{"part", part},
                        {"scope", frontier[s]->scope},
                        {"generality", (*frontier[s]).*which},
                        {"diversity", plane.diversity},
                        {"left", column(plane.scopes[s]) + side},
                        {"bottom", height},
                        {"order", order++}});
    }
  }
}

SurfaceFigure::Json SurfaceFigure::position(const std::string& field, const std::string& title,
                                            const std::vector<double>& levels) {
  Json middles = Json::array();
  std::string labels;
  for (std::size_t k = 0; k < levels.size(); ++k) {
    middles.push_back(static_cast<double>(k) + 0.5);
    labels += (k == 0 ? "[" : ",") + to_text(levels[k]);
  }
  Json result = quantity(field, title);
  result["scale"] = {{"domain", {0, levels.size()}}, {"nice", false}};
  result["axis"] = {{"values", middles},
                    {"labelExpr", labels + "][floor(datum.value)]"},
                    {"labelOverlap", true},
                    {"grid", false},
                    {"ticks", false}};
  return result;
}

SurfaceFigure::Json SurfaceFigure::fields(const std::vector<double>& relative) const {
  Json colour{{"field", "relative_gap"},
              {"type", "quantitative"},
              {"title", "relative gap"},
              {"legend", {{"format", ".2~%"}}},
              {"scale", {{"scheme", "teals"}}}};
  if (!relative.empty()) {
    const auto [least, greatest] = std::minmax_element(relative.begin(), relative.end());
    const LinearScale shades = LinearScale::of_shades(*least, *greatest);
    colour["scale"]["domain"] = {shades.low(), shades.high()};
  }
  Json tooltip = Json::array();
  for (const char* field : {"generality", "scope", "diversity", "relative_gap", "relative_gap_se", "gap", "gap_se",
                            "stake", "within_tolerance"}) {
    if (std::string{field} == "within_tolerance" && !findings_->tolerance) continue;
    tooltip.push_back({{"field", field}});
  }
  return {{"transform", {{{"filter", "datum.part === 'point' && datum.relative_gap !== null"}}}},
          {"mark", {{"type", "rect"}, {"stroke", "white"}}},
          {"encoding",
           {{"x", x()},
            {"x2", {{"field", "right"}}},
            {"y", y()},
            {"y2", {{"field", "top"}}},
            {"color", colour},
            {"tooltip", tooltip}}}};
}

SurfaceFigure::Json SurfaceFigure::lines() const {
  return {{"transform", {{{"filter", "datum.part !== 'point'"}}}},
          {"mark", {{"type", "line"}, {"color", "black"}, {"strokeWidth", 2}}},
          {"encoding",
           {{"x", x()},
            {"y", y()},
            {"order", {{"field", "order"}, {"type", "quantitative"}}},
            {"strokeDash",
             {{"field", "part"},
              {"type", "nominal"},
              {"title", "within " + to_text(*findings_->tolerance)},
              {"scale", {{"domain", {"frontier", "surely", "possibly"}}, {"range", {{1, 0}, {5, 2}, {1, 3}}}}}}}}}};
}

std::optional<VegaLiteFigure> surface_figure(const ScalingFindings& findings) {
  const SurfaceFigure surface{findings};
  if (surface.empty()) return std::nullopt;
  return VegaLiteFigure{"relative_gap_surface", surface.specification()};
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FIGURES_IMPL_VEGA_LITE_SURFACE_IPP
