#ifndef BEHALF_IO_KINDS_IMPL_LINEAR_QUADRATIC_IPP
#define BEHALF_IO_KINDS_IMPL_LINEAR_QUADRATIC_IPP

#include <behalf/delegation/linear_quadratic/by_attribute.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/linear_quadratic.hpp>
#include <behalf/io/kinds/linear_quadratic/levers.hpp>
#include <behalf/io/kinds/linear_quadratic/terms.hpp>
#include <behalf/io/scenario/scaling_scenario.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/model/party.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/nearest_covariance.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The agent of a scenario with d attributes.
[[nodiscard]] Agent<double> read_agent(const JsonCursor& document, Eigen::Index d) {
  const std::optional<JsonCursor> at = document.find("agent");
  if (!at) return {};
  at->expect_object({"cost", "risk_aversion", "taste"});
  return read_agent_terms(*at, d);
}

/// Says at which place of a scenario what was done to the data, if anything was.
void note_mended(const std::string& done, const std::string& place, std::vector<std::string>& notes) {
  if (!done.empty()) notes.push_back(place + ": " + done);
}

/// Reads what stands between the principals and the agent: what it is asked, what is seen, and how they bargain.
void read_delegation(const JsonCursor& document, const std::string& reference, LinearQuadraticSpec<double>& spec) {
  const Eigen::Index d = spec.dimension();
  if (const auto at = document.find("specification")) {
    at->expect_object({"metrics", "translation"});
    if (const auto metrics = at->find("metrics")) spec.metrics = metrics->rows(d);
    if (const auto translation = at->find("translation")) spec.translation = translation->square(d);
  }
  if (const auto at = document.find("information")) {
    at->expect_object({"noise"});
    if (const auto noise = at->find("noise")) {
      Matrix<double> covariance = noise->square_or_infinite(d);
      if (covariance.allFinite()) note_mended(mend_rounding(covariance), "information.noise", spec.notes);
      spec.noise = InformationSet<double>{std::move(covariance)};
    }
  }
  spec.bargaining = read_bargaining(document);
  spec.reference = reference == "collective" ? Reference<double>::collective() : Reference<double>::each();
}

[[nodiscard]] std::vector<Principal<double>> read_principals(const JsonCursor& list, Eigen::Index d) {
  const Eigen::Index n = list.size_of_some("principal");
  for (Eigen::Index i = 0; i < n; ++i) list[i].expect_object({"name", "weight", "values", "tolerance"});
  const std::vector<std::string> names = read_names(n, [&](Eigen::Index i) { return list[i].at("name"); });
  std::vector<Principal<double>> principals;
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::optional<JsonCursor> weight = list[i].find("weight");
    principals.push_back({.name = names[static_cast<std::size_t>(i)],
                          .objective = list[i].at("values").vector(d),
                          .weight = weight ? weight->number() : 1.0 / static_cast<double>(n),
                          .tolerance = std::nullopt});
  }
  return principals;
}

/// What groups of people want on average, with weights that sum to 1, and how far their members differ.
struct ReadGroups {
  std::vector<Principal<double>> means;
  std::vector<Matrix<double>> covariances;
  std::vector<std::string> notes;
};

[[nodiscard]] ReadGroups read_groups(const JsonCursor& list, Eigen::Index d) {
  const Eigen::Index n = list.size_of_some("group");
  for (Eigen::Index i = 0; i < n; ++i) list[i].expect_object({"name", "weight", "mean", "covariance", "tolerance"});
  const std::vector<std::string> names = read_names(n, [&](Eigen::Index i) { return list[i].at("name"); });
  ReadGroups groups;
  Vector<double> weights(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::optional<JsonCursor> weight = list[i].find("weight");
    const std::optional<JsonCursor> covariance = list[i].find("covariance");
    weights(i) = weight ? weight->number() : 1.0 / static_cast<double>(n);
    groups.means.push_back({.name = names[static_cast<std::size_t>(i)],
                            .objective = list[i].at("mean").vector(d),
                            .weight = 0,
                            .tolerance = std::nullopt});
    groups.covariances.push_back(covariance ? covariance->square(d) : Matrix<double>::Zero(d, d));
    note_mended(mend_rounding(groups.covariances.back()), "groups[" + std::to_string(i) + "].covariance", groups.notes);
  }
  require_weights("read_scenario", "weights", weights);
  // Only ratios matter, so that a sum that overflows need not.
  if (!is_finite(weights.sum())) weights /= weights.maxCoeff();
  weights /= weights.sum();
  for (Eigen::Index i = 0; i < n; ++i) groups.means[static_cast<std::size_t>(i)].weight = weights(i);
  return groups;
}

/// The places of the fields of `LinearQuadraticSpec` in a scenario whose rows stand in `list`.
[[nodiscard]] std::vector<FieldPlace> linear_quadratic_places(std::string_view list) {
  return {{"values", list, list == "groups" ? "mean" : "values", true},
          {"weights", list, "weight", true},
          {"covariances", list, "covariance", true},
          {"cost", "agent", "cost"},
          {"risk_aversion", "agent", "risk_aversion"},
          {"taste", "agent", "taste"},
          {"metrics", "specification", "metrics"},
          {"translation", "specification", "translation"},
          {"noise", "information", "noise"}};
}

/// Completes a scenario with the model of `delegate(agent)` and what the document adds to it. What the model refuses is
/// refused at its place in the document.
template <class Delegate>
[[nodiscard]] Scenario with_linear_quadratic(Scenario scenario, const JsonCursor& document, std::string_view list,
                                             const Delegate& delegate) {
  try {
    const Eigen::Index d = static_cast<Eigen::Index>(scenario.attributes.size());
    LinearQuadraticSpec<double> spec = delegate(read_agent(document, d));
    read_delegation(document, scenario.reference, spec);
    scenario.tolerances = read_tolerances(document, document.at(list), scenario.reference);
    if (document.find("scaling")) {
      const AskedScaling asked = read_scaling(document, d, (spec.weights_or_default().array() > 0).count());
      scenario.scaling = ScalingQuestion{PopulationStudy<double>{spec, asked.plan}, asked.tolerance};
    }
    scenario.solve = [model = LinearQuadratic<double>{spec}] { return answer(attribute(model), by_attribute(model)); };
    scenario.govern = read_linear_quadratic_governance(document, spec, scenario);
    return scenario;
  } catch (const InvalidArgument& error) {
    refuse_field(document, linear_quadratic_places(list), error);
  }
}

/// Reads a scenario with principals.
[[nodiscard]] Scenario read_linear_quadratic(const JsonCursor& document) {
  document.expect_object({"kind", "attributes", "principals", "agent", "specification", "information", "bargaining",
                          "reference", "tolerance", "governance"});
  Scenario scenario = read_frame(document);
  scenario.attributes = read_some_names(document, "attributes", "attribute");
  const Eigen::Index d = static_cast<Eigen::Index>(scenario.attributes.size());
  return with_linear_quadratic(std::move(scenario), document, "principals", [&](const Agent<double>& agent) {
    return delegate_to(agent, read_principals(document.at("principals"), d));
  });
}

/// Reads a scenario with groups.
[[nodiscard]] Scenario read_population(const JsonCursor& document) {
  document.expect_object({"kind", "attributes", "groups", "agent", "specification", "information", "bargaining",
                          "reference", "tolerance", "scaling", "governance"});
  Scenario scenario = read_frame(document);
  scenario.words.row = "group";
  scenario.words.rows = "groups";
  scenario.attributes = read_some_names(document, "attributes", "attribute");
  const Eigen::Index d = static_cast<Eigen::Index>(scenario.attributes.size());
  return with_linear_quadratic(std::move(scenario), document, "groups", [&](const Agent<double>& agent) {
    // Not by way of Population, which refuses means whose squares overflow: like all that overflows, they are for the
    // solution to report.
    ReadGroups groups = read_groups(document.at("groups"), d);
    LinearQuadraticSpec<double> spec = delegate_to(agent, groups.means);
    spec.covariances = std::move(groups.covariances);
    spec.notes = std::move(groups.notes);
    return spec;
  });
}

}  // namespace internal

const Kind linear_quadratic_kind{.name = "linear_quadratic", .read = internal::read_linear_quadratic};

const Kind population_kind{.name = "population", .read = internal::read_population};

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_IMPL_LINEAR_QUADRATIC_IPP
