#ifndef BEHALF_IO_RESULT_IMPL_RESULT_GOVERNANCE_IPP
#define BEHALF_IO_RESULT_IMPL_RESULT_GOVERNANCE_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/io/result/result_governance.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>

namespace behalf::internal {

/// How gaps and what the axes contribute to them change: that of the mean, and the gap of each row.
[[nodiscard]] OrderedJson json_change(const Attribution<double>& rows, const std::optional<Attribution<double>>& mean) {
  OrderedJson shapley = nullptr;
  if (mean) {
    shapley = OrderedJson::object();
    for (const Axis axis : all_axes) shapley[letters(axis)] = json_number(mean->shapley(axis, 0));
  }
  OrderedJson gaps = OrderedJson::array();
  for (Eigen::Index i = 0; i < rows.size(); ++i) gaps.push_back(json_number(rows.gap(i)));
  return {{"gap", mean ? json_number(mean->gap(0)) : OrderedJson(nullptr)}, {"attribution", shapley}, {"gaps", gaps}};
}

/// A portfolio: what it costs, the welfare of the gaps it leaves, the level of each lever and the gap of each row.
[[nodiscard]] OrderedJson json_portfolio(const Portfolio<double>& portfolio) {
  return {{"cost", json_number(portfolio.cost)},
          {"value", json_number(portfolio.value)},
          {"levels", json_numbers(portfolio.levels)},
          {"gaps", json_numbers(portfolio.gaps)}};
}

[[nodiscard]] OrderedJson json_process(const ProcessFindings& process) {
  OrderedJson periods = OrderedJson::array();
  for (const ProcessFindings::Period& one : process.periods) {
    periods.push_back(
        {{"period", one.period}, {"mean_gap", json_number(one.mean_gap)}, {"cost", json_number(one.cost)}});
  }
  OrderedJson even = nullptr;
  if (process.break_even) {
    even = {{"steps", process.break_even->steps},
            {"one_time", json_number(process.break_even->one_time)},
            {"ongoing", json_number(process.break_even->ongoing)}};
  }
  OrderedJson cheapest = nullptr;
  if (process.cheapest) {
    cheapest = {{"period", process.cheapest->period},
                {"mean_gap", json_number(process.cheapest->mean_gap)},
                {"cost", json_number(process.cheapest->cost)}};
  }
  return {{"period", process.ongoing.plan.period},
          {"consultation_cost", json_number(process.consultation_cost)},
          {"gap_at_consultation", json_number(process.ongoing.gap_at_consultation)},
          {"drift_gap", json_number(process.ongoing.drift_gap)},
          {"mean_gap", json_number(process.ongoing.mean_gap)},
          {"one_time_cost", json_number(process.one_time_cost)},
          {"one_time_gap", json_number(process.one_time_gap)},
          {"prospect", std::string{to_text(process.prospect)}},
          {"break_even", even},
          {"cheapest", cheapest},
          {"periods", periods}};
}

OrderedJson json_governance(const GovernanceFindings& governance) {
  OrderedJson levers = OrderedJson::array();
  for (std::size_t k = 0; k < governance.levers.size(); ++k) {
    const LeverEffect<double>& effect = governance.effects[k];
    OrderedJson hurts = OrderedJson::array();
    for (const Eigen::Index i : effect.hurts()) hurts.push_back(effect.change.name(i));
    OrderedJson helps = OrderedJson::array();
    for (const Eigen::Index i : effect.helps()) helps.push_back(effect.change.name(i));
    levers.push_back({{"name", governance.levers[k].name},
                      {"kind", std::string{to_text(governance.levers[k].kind)}},
                      {"cost", json_number(governance.levers[k].cost)},
                      {"cost_stated", governance.levers[k].priced},
                      {"change", json_change(effect.change, effect.mean_change)},
                      {"slope", effect.slope ? json_change(*effect.slope, effect.mean_slope) : OrderedJson(nullptr)},
                      {"slope_source", std::string{to_text(effect.source)}},
                      {"helps", helps},
                      {"hurts", hurts}});
  }
  OrderedJson interactions = nullptr;
  if (governance.interactions) {
    interactions = OrderedJson::array();
    for (Eigen::Index i = 0; i < governance.interactions->rows(); ++i) {
      interactions.push_back(json_numbers(Vector<double>(governance.interactions->row(i).transpose())));
    }
  }
  OrderedJson frontier = OrderedJson::array();
  for (const Portfolio<double>& point : governance.frontier) frontier.push_back(json_portfolio(point));
  OrderedJson enough = nullptr;
  if (governance.aligned_enough) {
    enough = json_portfolio(governance.aligned_enough->portfolio);
    enough.erase("value");  // an excess, which is 0
    enough["prices"] = OrderedJson::array();
    for (const std::optional<double>& price : governance.aligned_enough->prices) {
      enough["prices"].push_back(price ? json_number(*price) : OrderedJson(nullptr));
    }
  }
  OrderedJson result{
      {"welfare", governance.welfare},
      {"levers", levers},
      {"interactions", interactions},
      {"frontier", frontier},
      {"budget", json_or_null(governance.budget)},
      {"best", governance.best ? json_portfolio(*governance.best) : OrderedJson(nullptr)},
      {"share", json_or_null(governance.share)},
      {"aligned_enough", enough},
      {"unreachable", governance.unreachable.empty() ? OrderedJson(nullptr) : OrderedJson(governance.unreachable)}};
  if (governance.process) result["process"] = json_process(*governance.process);
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_RESULT_IMPL_RESULT_GOVERNANCE_IPP
