#ifndef BEHALF_IO_IMPL_RESULT_IPP
#define BEHALF_IO_IMPL_RESULT_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/result/result_governance.hpp>
#include <behalf/io/text/axis_words.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/version.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Row i of a result. The keys of `regret` name the axes that are ideal, those of `dividends` the axes that are faulty.
[[nodiscard]] OrderedJson json_row(const Attribution<double>& attribution, Eigen::Index i, const std::string& name,
                                   const OrderedJson& within_tolerance) {
  OrderedJson regret = OrderedJson::object();
  OrderedJson dividends = OrderedJson::object();
  for (const AxisSet axes : written_axis_sets) {
    regret[letters(axes)] = json_number(attribution.lattice().regret(axes, i));
    if (axes != AxisSet::none()) dividends[letters(axes)] = json_number(attribution.dividend(axes, i));
  }
  OrderedJson shapley = OrderedJson::object();
  for (const Axis axis : all_axes) shapley[letters(axis)] = json_number(attribution.shapley(axis, i));
  const std::optional<double> relative = attribution.relative_gap(i);
  return {{"name", name},
          {"weight", json_number(attribution.lattice().weights(i))},
          {"stake", json_number(attribution.stake(i))},
          {"gap", json_number(attribution.gap(i))},
          {"relative_gap", relative ? json_number(*relative) : OrderedJson(nullptr)},
          {"regret", regret},
          {"attribution", shapley},
          {"dividends", dividends},
          {"within_tolerance", within_tolerance}};
}

/// Where the gap of row i lies.
[[nodiscard]] OrderedJson json_by_attribute(const AttributeGaps<double>& parts, Eigen::Index i,
                                            const std::vector<std::string>& names) {
  OrderedJson list = OrderedJson::array();
  for (Eigen::Index j = 0; j < parts.gap.cols(); ++j) {
    list.push_back(
        {{"name", names[static_cast<std::size_t>(j)]},
         {"wanted", json_number(parts.wanted(i, j))},
         {"asked", json_number(parts.asked(i, j))},
         {"done", json_number(parts.done(i, j))},
         {"gap", json_number(parts.gap(i, j))},
         {"measured", parts.measured.size() > 0 ? json_number(parts.measured(i, j)) : OrderedJson(nullptr)}});
  }
  return list;
}

/// What a scaling study says. A standard error stands beside its estimate, with the same name and "_se".
[[nodiscard]] OrderedJson json_scaling(const ScalingFindings& scaling) {
  const auto place = [](const ScalingPoint<double>& at) -> OrderedJson {
    return {{"g", at.generality}, {"s", at.scope}, {"delta", json_number(at.diversity)}};
  };
  const auto add = [](OrderedJson& object, const std::string& key, const std::optional<Estimate<double>>& x) {
    object[key] = x ? json_number(x->value) : OrderedJson(nullptr);
    object[key + "_se"] = x ? json_number(x->standard_error) : OrderedJson(nullptr);
  };
  OrderedJson points = OrderedJson::array();
  for (const ScalingRow<double>& row : scaling.rows) {
    OrderedJson point = place(row.at);
    add(point, "gap", row.gap);
    add(point, "stake", row.stake);
    add(point, "relative_gap", row.relative_gap);
    OrderedJson shapley = OrderedJson::object();
    OrderedJson dividends = OrderedJson::object();
    for (const Axis axis : all_axes) add(shapley, letters(axis), row.share(axis));
    for (const AxisSet axes : written_axis_sets) {
      if (axes != AxisSet::none()) add(dividends, letters(axes), row.dividend(axes));
    }
    point["attribution"] = shapley;
    point["dividends"] = dividends;
    point["draws"] = row.draws;
    point["exact"] = row.exact;
    points.push_back(point);
  }
  const auto at = [&](std::size_t row) { return place(scaling.rows[row].at); };
  OrderedJson elasticity = OrderedJson::object();
  for (const ScalingAxis axis : all_scaling_axes) elasticity[std::string{to_text(axis)}] = OrderedJson::array();
  for (const Elasticity& one : scaling.elasticities) {
    OrderedJson step{{"from", at(one.from)}, {"to", at(one.to)}};
    add(step, "value", one.value);
    elasticity[std::string{to_text(one.axis)}].push_back(step);
  }
  OrderedJson frontier = OrderedJson::array();
  for (const FrontierPoint& one : scaling.frontier) {
    frontier.push_back({{"s", one.scope},
                        {"delta", json_number(one.diversity)},
                        {"g", one.generality},
                        {"surely", one.surely},
                        {"possibly", one.possibly}});
  }
  const auto falls = [&](const std::vector<NotMonotone>& list) {
    OrderedJson result = OrderedJson::array();
    for (const NotMonotone& one : list) {
      OrderedJson step{{"axis", std::string{to_text(one.axis)}}, {"from", at(one.from)}, {"to", at(one.to)}};
      add(step, "change", one.change);
      step["own_diversity"] = one.own_diversity;
      result.push_back(step);
    }
    return result;
  };
  OrderedJson result{{"points", points},
                     {"elasticity", elasticity},
                     {"frontier", frontier},
                     {"not_monotone", falls(scaling.not_monotone)},
                     {"gap_falls", falls(scaling.gap_falls)},
                     {"too_few_draws", scaling.too_few_draws}};
  if (scaling.precision) result["precision_not_reached"] = scaling.imprecise;
  return result;
}

}  // namespace internal

nlohmann::ordered_json to_json(const Diagnosis& diagnosis) {
  using internal::OrderedJson;
  const Attribution<double>& attribution = diagnosis.attribution;
  const std::size_t affected_rows = diagnosis.affected_rows.value_or(0);
  const Eigen::Index first_affected = attribution.size() - static_cast<Eigen::Index>(affected_rows);
  OrderedJson principals = OrderedJson::array();
  OrderedJson affected = OrderedJson::array();
  for (Eigen::Index i = 0; i < attribution.size(); ++i) {
    OrderedJson row = internal::json_row(attribution, i, attribution.name(i),
                                         internal::json_or_null(diagnosis.verdict.within[static_cast<std::size_t>(i)]));
    if (diagnosis.is_unserved(i)) row["served"] = false;
    if (diagnosis.by_attribute) {
      row["attributes"] = internal::json_by_attribute(*diagnosis.by_attribute, i, diagnosis.attributes);
    }
    (i < first_affected ? principals : affected).push_back(std::move(row));
  }
  OrderedJson warnings = OrderedJson::array();
  for (const Warning<double>& warning : attribution.warnings()) {
    warnings.push_back({{"principal", warning.name},
                        {"axis", letters(warning.axis)},
                        {"increase", internal::json_number(warning.increase)}});
  }
  const Certificate& certificate = diagnosis.certificate;
  OrderedJson result{{"behalf", std::string{version_string}},
                     {"kind", diagnosis.kind},
                     {"reference", diagnosis.reference},
                     {"principals", principals}};
  if (diagnosis.affected_rows) result["affected"] = affected;
  result["mean"] =
      internal::json_row(weighted_mean(attribution), 0, "mean", internal::json_or_null(diagnosis.verdict.share));
  if (diagnosis.by_attribute) {
    result["mean"]["attributes"] = internal::json_by_attribute(
        weighted_mean(*diagnosis.by_attribute, attribution.lattice().weights), 0, diagnosis.attributes);
  }
  result["warnings"] = warnings;
  if (diagnosis.findings && diagnosis.shown_by != nullptr && diagnosis.shown_by->write_result != nullptr) {
    diagnosis.shown_by->write_result(result, diagnosis);
  }
  if (diagnosis.scaling) result["scaling"] = internal::json_scaling(*diagnosis.scaling);
  if (diagnosis.governance) result["governance"] = internal::json_governance(*diagnosis.governance);
  for (const Failure& failure : diagnosis.failures) result[failure.part] = {{"error", failure.in_words()}};
  result["certificate"] = {{"primal_residual", certificate.primal_residual},
                           {"dual_residual", certificate.dual_residual},
                           {"duality_gap", certificate.duality_gap},
                           {"incentive_violation", internal::json_or_null(certificate.incentive_violation)}};
  if (!attribution.notes().empty()) result["notes"] = attribution.notes();
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_RESULT_IPP
