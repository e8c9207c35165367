#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_DOCUMENT_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_DOCUMENT_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/io/kinds/network/reader.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/model/party.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Writes what `NetworkReader` reads: numbers that read back as the same double, nothing that is left to its default.
class NetworkWriter {
public:
  using Json = nlohmann::ordered_json;

  explicit NetworkWriter(const DelegationNetwork<double>& network) : network_{&network} {}

  /// Adds the parties and edges to a document.
  void write(Json& document) const {
    document["bargaining"] = network_->bargaining() == Bargaining::separate ? "separate" : "unified";
    document["principals"] =
        listed(network_->principals(), [&](const auto& party, std::size_t i) { return valued(party, PrincipalId{i}); });
    document["affected"] =
        listed(network_->affected(), [&](const auto& party, std::size_t i) { return valued(party, AffectedId{i}); });
    document["agents"] = listed(network_->agents(), [&](const Agent<double>& agent, std::size_t k) {
      Json entry{{"name", network_->name(AgentId{k})}};
      if (agent.cost) entry["cost"] = square(*agent.cost);
      entry["risk_aversion"] = agent.risk_aversion;
      if (agent.taste) entry["taste"] = numbers(*agent.taste);
      if (network_->keep()[k]) entry["keep"] = *network_->keep()[k];
      return entry;
    });
    document["delegations"] = listed(network_->delegations(), [&](const auto& edge, std::size_t) {
      Json entry = ends(edge.from, edge.to);
      if (edge.share) entry["share"] = *edge.share;
      if (edge.terms.metrics) entry["metrics"] = rows(*edge.terms.metrics);
      if (edge.terms.noise) entry["noise"] = square(edge.terms.noise->noise());
      if (edge.terms.own_noise) entry["own_noise"] = square(edge.terms.own_noise->noise());
      if (edge.terms.translation) entry["translation"] = square(*edge.terms.translation);
      if (edge.terms.transmission) entry["transmission"] = numbers(*edge.terms.transmission);
      return entry;
    });
    document["exposures"] = listed(network_->exposures(), [&](const auto& edge, std::size_t) {
      return Json{
          {"agent", network_->name(edge.agent)}, {"party", network_->name(edge.party)}, {"intensity", edge.intensity}};
    });
    document["oversight"] = listed(network_->oversight(), [&](const auto& edge, std::size_t) {
      Json entry = ends(edge.from, edge.to);
      entry["error_rate"] = edge.terms.error_rate;
      if (!edge.terms.error_class.empty()) entry["class"] = edge.terms.error_class;
      entry["independent"] = edge.terms.independent;
      entry["correlation"] = edge.terms.correlation;
      return entry;
    });
    document["contests"] =
        listed(network_->contests(), [&](const auto& edge, std::size_t) { return ends(edge.from, edge.to); });
  }

private:
  template <class List, class Entry>
  [[nodiscard]] static Json listed(const List& list, const Entry& entry) {
    Json result = Json::array();
    for (std::size_t k = 0; k < list.size(); ++k) result.push_back(entry(list[k], k));
    return result;
  }
  template <class Party>
  [[nodiscard]] Json valued(const Party& party, PartyId id) const {
    Json entry{{"name", network_->name(id)}, {"weight", party.weight}, {"values", numbers(party.objective.values())}};
    if (party.tolerance) entry["tolerance"] = *party.tolerance;
    return entry;
  }
  [[nodiscard]] Json ends(PartyId from, PartyId to) const {
    return {{"from", network_->name(from)}, {"to", network_->name(to)}};
  }
  [[nodiscard]] static Json number(double x) { return std::isinf(x) ? Json("inf") : Json(x); }
  template <class Numbers>
  [[nodiscard]] static Json numbers(const Numbers& list) {
    Json result = Json::array();
    for (Eigen::Index j = 0; j < list.size(); ++j) result.push_back(number(list(j)));
    return result;
  }
  [[nodiscard]] static Json rows(const Matrix<double>& matrix) {
    Json result = Json::array();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) result.push_back(numbers(matrix.row(i)));
    return result;
  }
  /// A square matrix, by its diagonal where that is all there is.
  [[nodiscard]] static Json square(const Matrix<double>& matrix) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
        if (i != j && matrix(i, j) != 0) return rows(matrix);
      }
    }
    return numbers(matrix.diagonal());
  }

  const DelegationNetwork<double>* network_;
};

}  // namespace internal

NetworkFile read_network_document(const nlohmann::json& json) {
  const JsonCursor document{json};
  internal::expect_network(document);
  (void)read_frame(document);
  std::vector<std::string> attributes = read_some_names(document, "attributes", "attribute");
  const Eigen::Index d = static_cast<Eigen::Index>(attributes.size());
  return {std::move(attributes), internal::read_network_parts(document, d)};
}

nlohmann::ordered_json network_document(const NetworkFile& file) {
  require_size("network_document", "attributes", static_cast<Eigen::Index>(file.attributes.size()),
               file.network.dimension());
  file.network.data().validate();
  nlohmann::ordered_json document{{"kind", "network"}, {"attributes", file.attributes}};
  internal::NetworkWriter{file.network}.write(document);
  std::set<std::string> seen;
  const auto require_name = [&](const std::string& field, const std::string& name) {
    if (name.empty() || !is_printable(name)) {
      throw InvalidArgument{"network_document", field, "expected a name without control characters"};
    }
    if (!seen.insert(name).second) {
      throw InvalidArgument{"network_document", field, "expected a name of its own, there is another " + name};
    }
  };
  for (std::size_t j = 0; j < file.attributes.size(); ++j) {
    require_name("attributes[" + std::to_string(j) + ']', file.attributes[j]);
  }
  seen.clear();
  for (const char* list : {"principals", "affected", "agents"}) {
    for (std::size_t k = 0; k < document[list].size(); ++k) {
      require_name(list + ('[' + std::to_string(k) + "].name"), document[list][k]["name"].get<std::string>());
    }
  }
  return document;
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_DOCUMENT_IPP
