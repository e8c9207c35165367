#ifndef BEHALF_IO_IMPL_FIGURES_IPP
#define BEHALF_IO_IMPL_FIGURES_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/figures/vega_lite_governance.hpp>
#include <behalf/io/figures/vega_lite_scaling.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/result.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The gaps of all rows and their mean, in units of utility or of each row's stake, split among the axes.
class GapFigure {
public:
  using Json = nlohmann::ordered_json;

  GapFigure(const Diagnosis& diagnosis, bool relative) : relative_{relative} {
    const ReportSummary summary{diagnosis};
    row_ = summary.row();
    for (Eigen::Index i = 0; i < diagnosis.attribution.size(); ++i) names_.push_back(diagnosis.attribution.name(i));
    if (summary.mean() != nullptr) names_.push_back(summary.mean()->name(0));
    names_ = different_names(std::move(names_));
    for (Eigen::Index i = 0; i < diagnosis.attribution.size(); ++i) {
      const std::size_t k = static_cast<std::size_t>(i);
      add(diagnosis.attribution, i, names_[k], relative ? std::nullopt : diagnosis.tolerances[k]);
    }
    if (summary.mean() != nullptr) add(*summary.mean(), 0, names_.back(), std::nullopt);
  }

  [[nodiscard]] Json specification() const {
    const std::string title = relative_ ? "gap (% of the stake)" : "gap (units of utility)";
    Json result = vega_lite(relative_ ? "Relative gap and why" : "Gap and why",
                            "The gap of each " + row_ +
                                " split among the three axes: parts that add to it to the right of zero, parts that "
                                "reduce it to the left; the tick is their sum.");
    result["width"] = 480;
    result["height"] = {{"step", 24}};
    // The rows are named outright, since the layers have data of their own and a row may have no bar.
    const Json y{{"field", "name"},
                 {"type", "nominal"},
                 {"title", row_},
                 {"scale", {{"domain", names_}}},
                 {"axis", {{"labelLimit", 400}}}};
    Json layers = Json::array();
    layers.push_back({{"data", {{"values", parts_}}},
                      {"mark", {{"type", "bar"}, {"tooltip", true}}},
                      {"encoding",
                       {{"y", y},
                        {"x", quantity("value", title)},
                        {"color", colour_by_axis()},
                        {"order", {{"field", "order"}, {"type", "quantitative"}}}}}});
    const auto tick = [&](const std::string& field, const std::string& colour) -> Json {
      return {{"data", {{"values", totals_}}},
              {"transform", {{{"filter", "isValid(datum." + field + ")"}}}},
              {"mark", {{"type", "tick"}, {"thickness", 3}, {"color", colour}, {"tooltip", true}}},
              {"encoding", {{"y", y}, {"x", quantity(field, title)}}}};
    };
    if (tolerances_) layers.push_back(tick("tolerance", "#a3261a"));
    layers.push_back(tick("gap", "black"));
    if (relative_) {
      layers.push_back({{"data", {{"values", {{{"stake", 100}}}}}},
                        {"mark", {{"type", "rule"}, {"color", "#a3261a"}}},
                        {"encoding", {{"x", quantity("stake", title)}}}});
    }
    result["layer"] = layers;
    return result;
  }

private:
  void add(const Attribution<double>& rows, Eigen::Index i, const std::string& name,
           const std::optional<double>& tolerance) {
    const std::optional<double> relative = rows.relative_gap(i);
    const double unit = relative_ ? rows.stake(i) / 100 : 1;
    for (const Axis axis : all_axes) {
      if (relative_ && !relative) continue;
      parts_.push_back({{"name", name},
                        {"axis", std::string{to_text(axis)}},
                        {"value", json_number(rows.shapley(axis, i) / unit)},
                        {"order", static_cast<int>(axis)}});
    }
    Json total{
        {"name", name},
        {"gap", relative_ ? (relative ? json_number(100 * *relative) : Json(nullptr)) : json_number(rows.gap(i))},
        {"stake", json_number(rows.stake(i))},
        {"weight", json_number(rows.lattice().weights(i))}};
    if (tolerance) {
      total["tolerance"] = *tolerance;
      tolerances_ = true;
    }
    totals_.push_back(total);
  }

  bool relative_;
  bool tolerances_ = false;
  std::string row_;
  std::vector<std::string> names_;
  Json parts_ = Json::array();
  Json totals_ = Json::array();
};

}  // namespace internal

VegaLiteFigure gap_figure(const Diagnosis& diagnosis) {
  return {"gap", internal::GapFigure{diagnosis, false}.specification()};
}

VegaLiteFigure relative_gap_figure(const Diagnosis& diagnosis) {
  return {"relative_gap", internal::GapFigure{diagnosis, true}.specification()};
}

VegaLiteFigure dividends_figure(const Attribution<double>& rows, Eigen::Index i) {
  nlohmann::ordered_json values = nlohmann::ordered_json::array();
  for (const AxisSet faulty : internal::written_axis_sets) {
    if (faulty == AxisSet::none()) continue;
    std::string whose = "several, jointly";
    for (const Axis axis : all_axes) {
      if (faulty == axis) whose = to_text(axis);
    }
    values.push_back({{"faulty", internal::effect_of(faulty)},
                      {"effect", internal::json_number(rows.dividend(faulty, i))},
                      {"axis", whose}});
  }
  return {"dividends",
          internal::bars_figure(
              internal::vega_lite("Alone and together: " + rows.name(i),
                                  "What each axis would cost alone, and what axes cost jointly beyond that (Harsanyi "
                                  "dividends); together they make up the gap."),
              values, internal::in_order("faulty", "faulty"), internal::quantity("effect", "effect (units of utility)"),
              internal::colour_by_axis(true))};
}

VegaLiteFigure repairs_figure(const Attribution<double>& rows, Eigen::Index i) {
  nlohmann::ordered_json values = nlohmann::ordered_json::array();
  for (const AxisSet ideal : internal::written_axis_sets) {
    values.push_back(
        {{"ideal", internal::ideal_axes(ideal)}, {"regret", internal::json_number(rows.lattice().regret(ideal, i))}});
  }
  return {"repairs",
          internal::bars_figure(internal::vega_lite("What repairs would leave: " + rows.name(i),
                                                    "The regret that is left with each set of axes made ideal."),
                                values, internal::in_order("ideal", "made ideal"),
                                internal::quantity("regret", "regret (units of utility)"))};
}

std::vector<VegaLiteFigure> figures(const Diagnosis& diagnosis) {
  std::vector<VegaLiteFigure> result{gap_figure(diagnosis)};
  if (internal::stakes_differ(diagnosis.attribution)) result.push_back(relative_gap_figure(diagnosis));
  if (diagnosis.findings && diagnosis.shown_by != nullptr && diagnosis.shown_by->figures != nullptr) {
    for (VegaLiteFigure& figure : diagnosis.shown_by->figures(diagnosis)) result.push_back(std::move(figure));
  }
  if (diagnosis.scaling) {
    for (VegaLiteFigure& figure : scaling_figures(*diagnosis.scaling)) result.push_back(std::move(figure));
  }
  if (diagnosis.governance) {
    for (VegaLiteFigure& figure : governance_figures(*diagnosis.governance)) result.push_back(std::move(figure));
  }
  const internal::ReportSummary summary{diagnosis};
  if (const Attribution<double>* whole = summary.whole()) {
    result.push_back(dividends_figure(*whole, 0));
    result.push_back(repairs_figure(*whole, 0));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_FIGURES_IPP
