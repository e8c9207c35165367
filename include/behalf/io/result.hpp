#ifndef BEHALF_IO_RESULT_HPP
#define BEHALF_IO_RESULT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/io/diagnosis.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/version.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace behalf {

namespace internal {

using OrderedJson = nlohmann::ordered_json;

/// A number; zero is written without a sign.
[[nodiscard]] inline OrderedJson json_number(double x) { return x == 0 ? 0.0 : x; }

template <class T>
[[nodiscard]] OrderedJson json_or_null(const std::optional<T>& value) {
  return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

/// Sets of axes in the order of files: one axis, two, all three.
inline constexpr std::array<AxisSet, 8> written_axis_sets{AxisSet::none(),
                                                          Axis::objectives,
                                                          Axis::information,
                                                          Axis::principals,
                                                          Axis::objectives | Axis::information,
                                                          Axis::objectives | Axis::principals,
                                                          Axis::information | Axis::principals,
                                                          AxisSet::all()};

/// Row i of a result. The keys of `regret` name the axes that are ideal, those of `dividends` the axes that are faulty.
[[nodiscard]] inline OrderedJson json_row(const Attribution<double>& attribution, Eigen::Index i,
                                          const std::string& name, const OrderedJson& within_tolerance) {
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

}  // namespace internal

/// A diagnosis as JSON: behalf (the version), kind, reference, principals (one row each, in the order of the scenario),
/// mean (weighted by w/Σw; its weight is Σw, its `within_tolerance` the share of weight within tolerance, of those who
/// have one), warnings, certificate, and notes where there are any. What has no meaning is null: the relative gap at stake
/// 0, `within_tolerance` without a tolerance, the incentive violation where nothing is hidden. Written out with `dump`,
/// every number reads back as the same double.
[[nodiscard]] inline nlohmann::ordered_json to_json(const Diagnosis& diagnosis) {
  using internal::OrderedJson;
  const Attribution<double>& attribution = diagnosis.attribution;
  OrderedJson principals = OrderedJson::array();
  for (Eigen::Index i = 0; i < attribution.size(); ++i) {
    principals.push_back(
        internal::json_row(attribution, i, attribution.name(i),
                           internal::json_or_null(diagnosis.verdict.within[static_cast<std::size_t>(i)])));
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
                     {"principals", principals},
                     {"mean", internal::json_row(weighted_mean(attribution), 0, "mean",
                                                 internal::json_or_null(diagnosis.verdict.share))},
                     {"warnings", warnings},
                     {"certificate",
                      {{"primal_residual", certificate.primal_residual},
                       {"dual_residual", certificate.dual_residual},
                       {"duality_gap", certificate.duality_gap},
                       {"incentive_violation", internal::json_or_null(certificate.incentive_violation)}}}};
  if (!attribution.notes().empty()) result["notes"] = attribution.notes();
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_RESULT_HPP
