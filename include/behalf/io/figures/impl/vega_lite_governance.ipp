#ifndef BEHALF_IO_FIGURES_IMPL_VEGA_LITE_GOVERNANCE_IPP
#define BEHALF_IO_FIGURES_IMPL_VEGA_LITE_GOVERNANCE_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/figures/vega_lite_governance.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// A line over x, in steps or with a dot at each value, or both.
[[nodiscard]] OrderedJson line_figure(OrderedJson specification, const OrderedJson& values, bool steps, bool points,
                                      const OrderedJson& encoding) {
  specification["data"] = {{"values", values}};
  specification["width"] = 420;
  specification["height"] = 260;
  specification["mark"] = {{"type", "line"}, {"point", points}, {"tooltip", true}};
  if (steps) specification["mark"]["interpolate"] = "step-after";
  specification["encoding"] = encoding;
  return specification;
}

/// Lines told apart by their dashes.
[[nodiscard]] OrderedJson dashed_by(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "nominal"}, {"title", title}, {"sort", nullptr}};
}

/// Changes as fields of a map: red rises, blue falls, nothing in between.
[[nodiscard]] OrderedJson change_map(OrderedJson specification, const OrderedJson& values, const std::string& rows) {
  specification["data"] = {{"values", values}};
  specification["width"] = {{"step", 72}};
  specification["height"] = {{"step", 24}};
  specification["mark"] = {{"type", "rect"}, {"tooltip", true}};
  OrderedJson columns = in_order("lever", "lever");
  columns["axis"]["labelAngle"] = -40;
  specification["encoding"] = {
      {"x", columns},
      {"y", in_order(rows, rows)},
      {"color",
       {{"field", "change"},
        {"type", "quantitative"},
        {"title", "change (units of utility)"},
        {"scale", {{"domainMid", 0}, {"range", {"#002e66", "#fdfcfa", "#7d0a00"}}, {"interpolate", "rgb"}}}}}};
  return specification;
}

}  // namespace internal

VegaLiteFigure frontier_figure(const GovernanceFindings& governance) {
  using internal::OrderedJson;
  OrderedJson values = OrderedJson::array();
  for (const Portfolio<double>& point : governance.frontier) {
    values.push_back({{"cost", internal::json_number(point.cost)},
                      {"value", internal::json_number(point.value)},
                      {"levers", governance.named(point.levels)}});
  }
  OrderedJson y = internal::quantity("value", governance.welfare);
  y["scale"] = {{"zero", false}};
  return {"cost_frontier",
          internal::line_figure(
              internal::vega_lite("What every amount of money buys",
                                  "The least " + governance.welfare + " that any choice of levers leaves."),
              values, true, true,
              {{"x", internal::quantity("cost", "cost")},
               {"y", y},
               {"tooltip", {{{"field", "cost"}}, {{"field", "value"}}, {{"field", "levers"}}}}})};
}

VegaLiteFigure lever_axes_figure(const GovernanceFindings& governance) {
  using internal::OrderedJson;
  OrderedJson values = OrderedJson::array();
  for (const LeverEffect<double>& effect : governance.effects) {
    const auto add = [&](const std::string& part, double change) {
      values.push_back({{"lever", effect.lever}, {"part", part}, {"change", internal::json_number(change)}});
    };
    for (const Axis axis : all_axes) add(std::string{to_text(axis)}, effect.mean_change->shapley(axis, 0));
    add("mean gap", effect.mean_change->gap(0));
  }
  return {"lever_axes", internal::change_map(internal::vega_lite("Which axis each lever moves",
                                                                 "Changes of the mean gap and of what the axes "
                                                                 "contribute to it, each lever by itself."),
                                             values, "part")};
}

VegaLiteFigure lever_gaps_figure(const GovernanceFindings& governance) {
  using internal::OrderedJson;
  std::vector<std::string> names;
  const Attribution<double>& rows = governance.effects.front().change;
  for (Eigen::Index i = 0; i < rows.size(); ++i) names.push_back(rows.name(i));
  names = internal::different_names(std::move(names));
  OrderedJson values = OrderedJson::array();
  for (Eigen::Index i = 0; i < rows.size(); ++i) {
    for (const LeverEffect<double>& effect : governance.effects) {
      values.push_back({{"lever", effect.lever},
                        {"whose", names[static_cast<std::size_t>(i)]},
                        {"change", internal::json_number(effect.change.gap(i))}});
    }
  }
  return {"lever_gaps", internal::change_map(
                            internal::vega_lite("Whose gap each lever moves", "Changes of gaps, each lever by itself."),
                            values, "whose")};
}

VegaLiteFigure process_figure(const ProcessFindings& process) {
  using internal::OrderedJson;
  const ProcessCurves curves = process_curves(process);
  OrderedJson values = OrderedJson::array();
  const auto add = [&](const char* alignment, const std::vector<GapAtStep>& curve) {
    for (const GapAtStep& at : curve) {
      values.push_back({{"step", at.step}, {"alignment", alignment}, {"gap", internal::json_number(at.gap)}});
    }
  };
  add("ongoing", curves.ongoing);
  add("one-time", curves.one_time);
  return {"process", internal::line_figure(internal::vega_lite("One-time alignment or ongoing consultation",
                                                               "The expected gap in each step of time."),
                                           values, true, false,
                                           {{"x", internal::quantity("step", "steps since the first consultation")},
                                            {"y", internal::quantity("gap", "expected gap (units of utility)")},
                                            {"strokeDash", internal::dashed_by("alignment", "alignment")}})};
}

VegaLiteFigure period_figure(const ProcessFindings& process) {
  using internal::OrderedJson;
  OrderedJson values = OrderedJson::array();
  for (const ProcessFindings::Period& one : process.periods) {
    values.push_back(
        {{"period", one.period}, {"what", "gap and consultations"}, {"value", internal::json_number(one.cost)}});
    values.push_back({{"period", one.period}, {"what", "gap"}, {"value", internal::json_number(one.mean_gap)}});
  }
  return {"period",
          internal::line_figure(internal::vega_lite("How often to consult", "Per step, by the period of consultation."),
                                values, false, true,
                                {{"x", internal::quantity("period", "steps from one consultation to the next")},
                                 {"y", internal::quantity("value", "per step (units of utility)")},
                                 {"strokeDash", internal::dashed_by("what", "per step")}})};
}

std::vector<VegaLiteFigure> governance_figures(const GovernanceFindings& governance) {
  std::vector<VegaLiteFigure> result{frontier_figure(governance)};
  if (governance.effects.front().mean_change) result.push_back(lever_axes_figure(governance));
  result.push_back(lever_gaps_figure(governance));
  if (governance.process) {
    result.push_back(process_figure(*governance.process));
    result.push_back(period_figure(*governance.process));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_VEGA_LITE_GOVERNANCE_IPP
