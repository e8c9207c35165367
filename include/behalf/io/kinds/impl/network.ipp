#ifndef BEHALF_IO_KINDS_IMPL_NETWORK_IPP
#define BEHALF_IO_KINDS_IMPL_NETWORK_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/network.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/kinds/network/levers.hpp>
#include <behalf/io/kinds/network/reader.hpp>
#include <behalf/io/kinds/network/report.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/by_attribute.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/network/validation_support.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The circles of validators who check each other, and what they are worth.
[[nodiscard]] std::vector<NetworkFindings::Validation> validation_of(const DelegationNetwork<double>& network) {
  std::vector<NetworkFindings::Validation> result;
  for (const ValidationComponent<double>& component : validation(network)) {
    const ValidationAccuracy<double>& by = component.accuracy;
    NetworkFindings::Validation found{
        .grounded = component.grounded,
        .effective_number = component.effective_number,
        .accuracy = {by.independent.majority_right, by.common_shock.majority_right, by.beta_binomial.majority_right},
        .wrong_when_unanimous = {by.independent.wrong_if_unanimous, by.common_shock.wrong_if_unanimous,
                                 by.beta_binomial.wrong_if_unanimous}};
    const ValidationSupport<double> support = supported(component);
    found.supported = {
        .effective_number = support.effective_number,
        .accuracy = {support.independent.accuracy, support.common_shock.accuracy, support.beta_binomial.accuracy},
        .wrong_when_unanimous = {support.independent.wrong_if_unanimous, support.common_shock.wrong_if_unanimous,
                                 support.beta_binomial.wrong_if_unanimous}};
    for (const PartyId member : component.members) found.members.push_back(network.name(member));
    result.push_back(std::move(found));
  }
  return result;
}

/// What can be said of a web of delegation before it is solved, in names.
[[nodiscard]] NetworkFindings network_findings(const DelegationNetwork<double>& network) {
  NetworkFindings found;
  for (std::size_t i = 0; i < network.principals().size(); ++i) {
    found.principals.push_back(network.name(PrincipalId{i}));
  }
  for (std::size_t i = 0; i < network.affected().size(); ++i) found.affected.push_back(network.name(AffectedId{i}));
  for (std::size_t i = 0; i < network.agents().size(); ++i) found.agents.push_back({.name = network.name(AgentId{i})});
  for (std::size_t e = 0; e < network.delegations().size(); ++e) {
    const auto& edge = network.delegations()[e];
    found.delegations.push_back(
        {.from = network.name(edge.from), .to = network.name(edge.to), .share = network.share(DelegationId{e})});
  }
  for (const auto& edge : network.exposures()) {
    found.exposures.push_back({network.name(edge.agent), network.name(edge.party), edge.intensity});
  }
  for (const auto& edge : network.oversight()) {
    found.oversight.push_back({network.name(edge.from), network.name(edge.to)});
  }
  found.validation = validation_of(network);
  return found;
}

/// The harm of one delegation, of the kinds that it has.
[[nodiscard]] NetworkFindings::Harm harm_of(const Harms<double>& harms, DelegationId id) {
  NetworkFindings::Harm harm{.share = harms.share(id)};
  if (harms.has_transmission(id)) {
    const Vector<double> transmission = harms.transmission(id);
    harm.transmission.assign(transmission.begin(), transmission.end());
  } else {
    harm.noise = harms.noise(id);
    harm.translation = harms.translation(id);
  }
  return harm;
}

/// Solves a web of delegation, and finds what its agents do and what each delegation does to the mean regret.
[[nodiscard]] Solution<Answer> solve_network(const Network<double>& model, NetworkFindings found) {
  Solution<Attribution<double>> solved = attribute(model);
  if (!solved) return {solved.status(), solved.where()};
  Certificate certificate = solved.certificate();
  const Solution<Matrix<double>> motivations = model.motivations(AxisSet::none());
  if (!motivations) return {motivations.status(), motivations.where()};
  const Solution<Matrix<double>> actions = model.actions(AxisSet::none());
  if (!actions) return {actions.status(), actions.where()};
  const Solution<Harms<double>> harmed = harms(model, WeightedMean{});
  if (!harmed) return {harmed.status(), harmed.where()};
  certificate.include(motivations.certificate());
  certificate.include(actions.certificate());
  certificate.include(harmed.certificate());
  for (std::size_t k = 0; k < found.agents.size(); ++k) {
    found.agents[k].motivation = motivations.value().col(static_cast<Eigen::Index>(k));
    found.agents[k].action = actions.value().col(static_cast<Eigen::Index>(k));
  }
  for (std::size_t e = 0; e < found.delegations.size(); ++e) {
    found.delegations[e].harm = harm_of(harmed.value(), DelegationId{e});
  }
  Answer answer{std::move(solved).value(), std::make_shared<const NetworkFindings>(std::move(found)), std::nullopt};
  // One mandate is followed for each row, and one network solved for each attribute.
  static constexpr std::size_t most_followed = std::size_t{1} << 24;
  if (static_cast<std::size_t>(model.rows().size()) * (model.frozen().delegation_count() + 1) <= most_followed) {
    Solution<AttributeGaps<double>> parts = by_attribute(model);
    if (parts) {
      certificate.include(parts.certificate());
      answer.by_attribute = std::move(parts).value();
    }
  }
  return {std::move(answer), certificate};
}

/// Reads a scenario of the kind.
[[nodiscard]] Scenario read_network(const JsonCursor& document) {
  expect_network(document);
  Scenario scenario = read_frame(document);
  scenario.attributes = read_some_names(document, "attributes", "attribute");
  const DelegationNetwork<double> network =
      read_network_parts(document, static_cast<Eigen::Index>(scenario.attributes.size()));
  const bool collective = scenario.reference == "collective";
  scenario.tolerances = read_tolerances(document, document.at("principals"), scenario.reference);
  if (const auto affected = document.find("affected")) {
    const auto tolerances = read_tolerances(document, *affected, scenario.reference);
    if (!collective) scenario.tolerances.insert(scenario.tolerances.end(), tolerances.begin(), tolerances.end());
  }
  NetworkFindings found = network_findings(network);
  scenario.affected_rows = collective ? 0 : found.affected.size();
  scenario.words = network_words(*scenario.affected_rows);
  const Network<double> model{network, collective ? NetworkReference::collective : NetworkReference::each};
  for (const Eigen::Index row : model.unreached()) {
    if (row < static_cast<Eigen::Index>(network.principals().size())) scenario.unserved.push_back(row);
  }
  NetworkWithRights governed = read_rights(document, network.data());
  found.notes = std::move(governed.notes);
  scenario.solve = [model, found = std::move(found)] { return solve_network(model, found); };
  if (const auto at = document.find("governance"); at && collective) {
    at->refuse("expected a reference of each: governance of a web is judged by everybody's own values");
  }
  scenario.govern = read_network_governance(document, governed.data, scenario);
  return scenario;
}

}  // namespace internal

const Kind network_kind{.name = "network",
                        .read = internal::read_network,
                        .write_result = internal::write_network_result,
                        .report = internal::network_sections,
                        .figures = internal::network_figures,
                        .write_summary = internal::write_network_summary};

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_IMPL_NETWORK_IPP
