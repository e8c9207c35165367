#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_READER_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_READER_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/io/files/network_fields.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/kinds/linear_quadratic/terms.hpp>
#include <behalf/io/kinds/network/reader.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/model/party.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Reads the parties and edges of a web of delegation from a document: the one set of rules for all files that hold one.
class NetworkReader {
public:
  NetworkReader(const JsonCursor& document, Eigen::Index d)
      : document_{document}, d_{d}, network_{d, read_bargaining(document)} {}

  /// Every party and edge. Throws `ScenarioError` with the place for what no network can have.
  [[nodiscard]] DelegationNetwork<double> read() {
    try {
      (void)document_.at("principals").size_of_some("principal");
      read_party_names();
      each("principals", [&](const JsonCursor& at) { read_principal(at); });
      each("affected", [&](const JsonCursor& at) { read_affected(at); });
      each("agents", [&](const JsonCursor& at) { read_agent_party(at); });
      each("delegations", [&](const JsonCursor& at) { read_delegation_edge(at); });
      each("exposures", [&](const JsonCursor& at) { read_exposure(at); });
      each("oversight", [&](const JsonCursor& at) { read_oversight(at); });
      each("contests", [&](const JsonCursor& at) { read_contest(at); });
      network_.data().validate();
      return std::move(network_);
    } catch (const InvalidArgument& error) {
      refuse_field(document_, {}, error);
    }
  }

private:
  template <class Read>
  void each(std::string_view list, const Read& read) const {
    const std::optional<JsonCursor> at = document_.find(list);
    for (Eigen::Index k = 0; at && k < at->size(); ++k) read((*at)[k]);
  }

  /// All parties are called by their names, so that no two may have the same.
  void read_party_names() const {
    std::vector<JsonCursor> parties;
    const auto collect = [&](std::span<const std::string_view> keys) {
      return [&parties, keys](const JsonCursor& at) {
        at.expect_object(keys);
        parties.push_back(at.at("name"));
      };
    };
    each("principals", collect(network_fields::valued));
    each("affected", collect(network_fields::valued));
    each("agents", collect(network_fields::agent));
    (void)read_names(static_cast<Eigen::Index>(parties.size()),
                     [&](Eigen::Index i) { return parties[static_cast<std::size_t>(i)]; });
  }

  void read_principal(const JsonCursor& at) {
    const std::optional<JsonCursor> weight = at.find("weight");
    network_.add(Principal<double>{.name = at.at("name").name(),
                                   .objective = at.at("values").vector(d_),
                                   .weight = weight ? weight->number() : 1.0 / principal_count(),
                                   .tolerance = read_tolerance(at)});
  }
  void read_affected(const JsonCursor& at) {
    const std::optional<JsonCursor> weight = at.find("weight");
    network_.add(AffectedParty<double>{.name = at.at("name").name(),
                                       .objective = at.at("values").vector(d_),
                                       .weight = weight ? weight->number() : 0.0,
                                       .tolerance = read_tolerance(at)});
  }
  void read_agent_party(const JsonCursor& at) {
    Agent<double> agent = read_agent_terms(at, d_);
    agent.name = at.at("name").name();
    const std::optional<JsonCursor> keep = at.find("keep");
    network_.add(std::move(agent), keep ? std::optional{keep->number()} : std::nullopt);
  }

  void read_delegation_edge(const JsonCursor& at) {
    at.expect_object(network_fields::delegation);
    const PartyId from = party(at.at("from"));
    const AgentId to = agent(at.at("to"));
    DelegationTerms<double> terms = read_delegation_terms(at, d_);
    const std::optional<JsonCursor> share = at.find("share");
    network_.delegate(from, to, std::move(terms), share ? std::optional{share->number()} : std::nullopt);
  }
  void read_exposure(const JsonCursor& at) {
    at.expect_object(network_fields::exposure);
    const AgentId who = agent(at.at("agent"));
    const std::optional<JsonCursor> intensity = at.find("intensity");
    network_.expose(party(at.at("party")), who, intensity ? intensity->number() : 1.0);
  }
  void read_oversight(const JsonCursor& at) {
    at.expect_object(network_fields::oversight);
    OversightTerms<double> terms;
    terms.error_rate = at.at("error_rate").number();
    if (const auto error_class = at.find("class")) terms.error_class = error_class->name();
    if (const auto independent = at.find("independent")) terms.independent = independent->truth();
    if (const auto correlation = at.find("correlation")) terms.correlation = correlation->number();
    const PartyId from = party(at.at("from"));
    network_.oversee(from, party(at.at("to")), std::move(terms));
  }
  void read_contest(const JsonCursor& at) {
    at.expect_object(network_fields::contest);
    const PartyId from = party(at.at("from"));
    network_.contest(from, agent(at.at("to")));
  }

  /// The party that is named here.
  [[nodiscard]] PartyId party(const JsonCursor& at) const {
    const std::optional<PartyId> known = network_.find(at.text());
    if (!known) at.refuse_for("the name of a party");
    return *known;
  }
  /// The agent that is named here.
  [[nodiscard]] AgentId agent(const JsonCursor& at) const {
    const PartyId known = party(at);
    if (known.kind() != PartyKind::agent) {
      at.refuse("expected an agent, " + in_quotes(at.text()) + " is " +
                (known.kind() == PartyKind::principal ? "a principal" : "an affected party"));
    }
    return AgentId{known.index()};
  }
  [[nodiscard]] double principal_count() const { return static_cast<double>(document_.at("principals").size()); }

  JsonCursor document_;
  Eigen::Index d_;
  DelegationNetwork<double> network_;
};

void expect_network(const JsonCursor& document) { document.expect_object(network_fields::document); }

DelegationTerms<double> read_delegation_terms(const JsonCursor& at, Eigen::Index d) {
  DelegationTerms<double> terms;
  if (const auto metrics = at.find("metrics")) terms.metrics = metrics->rows(d);
  if (const auto translation = at.find("translation")) terms.translation = translation->square(d);
  if (const auto transmission = at.find("transmission")) terms.transmission = transmission->vector(d);
  // What is wrong with noise is said of its place, which the noise itself does not know.
  const auto noise = [&](const char* key) -> std::optional<InformationSet<double>> {
    const std::optional<JsonCursor> place = at.find(key);
    if (!place) return std::nullopt;
    try {
      return place->square_or_infinite(d);
    } catch (const InvalidArgument& error) {
      refuse_field(at, {{"noise", key, ""}}, error);
    }
  };
  terms.noise = noise("noise");
  terms.own_noise = noise("own_noise");
  try {
    terms.validate("read_scenario", "terms", d);
  } catch (const InvalidArgument& error) {
    refuse_field(
        at, {},
        InvalidArgument{"read_scenario", error.field().substr(std::string_view{"terms."}.size()), error.rule()});
  }
  return terms;
}

DelegationNetwork<double> read_network_parts(const JsonCursor& document, Eigen::Index d) {
  return NetworkReader{document, d}.read();
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_READER_IPP
