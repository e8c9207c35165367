#ifndef BEHALF_NETWORK_NETWORK_DATA_HPP
#define BEHALF_NETWORK_NETWORK_DATA_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/party.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network_institutions.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/sums.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Whether so many in-shares sum to more than 1, by more than rounding and by more than what shares written with 13 digits
/// may leave over.
template <class Scalar>
[[nodiscard]] bool in_shares_exceed_all(const Scalar& sum, std::size_t terms) {
  return sum_exceeds(sum, Scalar(1) + definite_tolerance<Scalar>(64), terms);
}

}  // namespace internal

/// The data of a delegation network in arrays, for networks of any size.
///
/// Vertices are numbered: p principals, then a agents, then f affected parties. Parties and edges of a kind keep this order
/// in every result. Only `values`, `agent_count` and the edges must be given.
template <class ScalarType = double>
struct NetworkData {
  using Scalar = ScalarType;

  Matrix<Scalar> values{};                           ///< d × p: column i is v_i of principal i.
  std::optional<Vector<Scalar>> weights{};           ///< p, ≥ 0; default 1/p each.
  Matrix<Scalar> affected_values{};                  ///< d × f.
  std::optional<Vector<Scalar>> affected_weights{};  ///< f, ≥ 0; default 0: in no mean.

  std::size_t agent_count = 0;                              ///< a.
  std::vector<Agent<Scalar>> agent_types{Agent<Scalar>{}};  ///< Cost C and risk aversion r; their taste is not read.
  std::vector<std::uint32_t> agent_type{};                  ///< a numbers of types; empty: all are of the first.
  Matrix<Scalar> tastes{};                                  ///< d × a: b of each agent; empty: none has any.
  /// What each agent carries out itself of what reaches it, 0 to 1; the rest it passes on. Absent: all where it delegates
  /// nothing, else nothing.
  std::vector<std::optional<Scalar>> keep{};

  std::vector<std::uint32_t> sources{};   ///< Delegations u → v: the vertex u, a principal or an agent.
  std::vector<std::uint32_t> targets{};   ///< The vertex v, an agent.
  std::vector<Scalar> shares{};           ///< s ≥ 0; the in-shares of an agent sum to at most 1.
  std::vector<std::uint32_t> terms_of{};  ///< Numbers of terms; empty: all by the first.
  std::vector<DelegationTerms<Scalar>> terms{DelegationTerms<Scalar>{}};

  /// Party i bears the deeds of an agent with this intensity. A principal with exposures bears these instead of what its
  /// own mandate does.
  struct Exposure {
    std::uint32_t agent = 0;       ///< Vertex.
    std::uint32_t party = 0;       ///< Vertex, a principal or an affected party.
    Scalar intensity = Scalar(1);  ///< x ≥ 0.
  };
  std::vector<Exposure> exposures{};

  Bargaining bargaining = Bargaining::unified;
  std::vector<std::string> names{};  ///< Of all vertices; empty: they are numbered.

  NetworkInstitutions<Scalar> institutions{};  ///< What levers of governance add.

  [[nodiscard]] Eigen::Index dimension() const noexcept { return values.rows(); }
  [[nodiscard]] std::size_t principals() const noexcept { return static_cast<std::size_t>(values.cols()); }
  [[nodiscard]] std::size_t affected() const noexcept { return static_cast<std::size_t>(affected_values.cols()); }
  [[nodiscard]] std::size_t parties() const noexcept { return principals() + agent_count + affected(); }
  [[nodiscard]] bool is_agent(std::size_t vertex) const noexcept {
    return vertex >= principals() && vertex < principals() + agent_count;
  }
  /// The vertex of a party.
  [[nodiscard]] std::size_t vertex(PartyId party) const noexcept {
    return party.index() + (party.kind() == PartyKind::principal ? 0
                            : party.kind() == PartyKind::agent   ? principals()
                                                                 : principals() + agent_count);
  }
  /// The party of a vertex.
  [[nodiscard]] PartyId party(std::size_t vertex) const noexcept {
    if (vertex < principals()) return {PartyKind::principal, vertex};
    if (is_agent(vertex)) return {PartyKind::agent, vertex - principals()};
    return {PartyKind::affected, vertex - principals() - agent_count};
  }
  /// What a vertex is called: its name, or its kind and its number counted from 1.
  [[nodiscard]] std::string name(std::size_t vertex) const;

  /// Throws `InvalidArgument` that names the field at fault unless this describes a network.
  void validate() const {
    validate_parties();
    validate_terms();
    validate_edges();
  }

private:
  static constexpr const char* who = "DelegationNetwork";
  [[noreturn]] static void refuse(const std::string& field, const std::string& rule) {
    throw InvalidArgument{who, field, rule};
  }
  [[nodiscard]] static std::string entry(const char* list, std::size_t index) {
    return std::string{list} + '[' + std::to_string(index) + ']';
  }

  void validate_parties() const;

  void validate_terms() const;

  void validate_edges() const;

  /// The first agent of each type, `agent_count` where there is none.
  [[nodiscard]] std::vector<std::size_t> first_agents() const;
  static void require_values(const char* list, const Matrix<Scalar>& columns);
  static void require_parties_weights(const char* list, const Vector<Scalar>& numbers);
};

template <class Scalar>
std::string NetworkData<Scalar>::name(std::size_t vertex) const {
  if (vertex < names.size() && !names[vertex].empty()) return names[vertex];
  const PartyId id = party(vertex);
  const char* const kind = id.kind() == PartyKind::principal ? "principal "
                           : id.kind() == PartyKind::agent   ? "agent "
                                                             : "affected party ";
  return kind + std::to_string(id.index() + 1);
}

template <class Scalar>
void NetworkData<Scalar>::validate_parties() const {
  const Eigen::Index d = dimension();
  if (principals() == 0) refuse("principals", "expected at least one principal, got none");
  if (d == 0) refuse("principals[0].values", "expected at least one attribute, got none");
  if (parties() > std::numeric_limits<std::uint32_t>::max() / 2) refuse("parties", "expected fewer than 2^31 parties");
  require_values("principals", values);
  if (affected() > 0) {
    require_shape(who, "affected", affected_values, d, affected_values.cols());
    require_values("affected", affected_values);
  }
  if (weights) {
    require_size(who, "weights", weights->size(), values.cols());
    require_parties_weights("principals", *weights);
    if (!(weights->array() > Scalar(0)).any()) {
      refuse("principals", "expected at least one positive weight, all are 0");
    }
  }
  if (affected_weights) {
    require_size(who, "affected_weights", affected_weights->size(), affected_values.cols());
    require_parties_weights("affected", *affected_weights);
  }
  if (!agent_type.empty() && agent_type.size() != agent_count) {
    refuse("agent_type", "expected one type for each of " + std::to_string(agent_count) + " agents, got " +
                             std::to_string(agent_type.size()));
  }
  for (std::size_t k = 0; k < agent_type.size(); ++k) {
    if (agent_type[k] >= agent_types.size()) {
      refuse(entry("agent_type", k),
             "expected less than " + std::to_string(agent_types.size()) + ", got " + std::to_string(agent_type[k]));
    }
  }
  if (agent_count > 0 && agent_types.empty()) refuse("agent_types", "expected at least one type, got none");
  const std::vector<std::size_t> first = first_agents();
  for (std::size_t k = 0; k < agent_types.size(); ++k) {
    const std::string field = first[k] < agent_count ? entry("agents", first[k]) : entry("agent_types", k);
    if (agent_types[k].cost) require_positive_definite(who, field + ".cost", *agent_types[k].cost, d);
    require_not_negative(who, field + ".risk_aversion", agent_types[k].risk_aversion);
  }
  if (tastes.size() > 0) {
    require_shape(who, "tastes", tastes, d, static_cast<Eigen::Index>(agent_count));
    for (Eigen::Index k = 0; k < tastes.cols(); ++k) {
      require_finite(who, entry("agents", static_cast<std::size_t>(k)) + ".taste", tastes.col(k));
    }
  }
  if (!keep.empty() && keep.size() != agent_count) {
    refuse("keep", "expected one number for each of " + std::to_string(agent_count) + " agents, got " +
                       std::to_string(keep.size()));
  }
  for (std::size_t k = 0; k < keep.size(); ++k) {
    if (keep[k]) require_fraction(who, entry("agents", k) + ".keep", *keep[k]);
  }
  if (!names.empty() && names.size() != parties()) {
    refuse("names", "expected one name for each of " + std::to_string(parties()) + " parties, got " +
                        std::to_string(names.size()));
  }
}

template <class Scalar>
void NetworkData<Scalar>::validate_terms() const {
  const Eigen::Index d = dimension();
  std::vector<std::size_t> first(terms.size(), terms_of.size());
  for (std::size_t e = terms_of.size(); e-- > 0;) {
    if (terms_of[e] >= terms.size()) {
      refuse(entry("terms_of", e),
             "expected less than " + std::to_string(terms.size()) + ", got " + std::to_string(terms_of[e]));
    }
    first[terms_of[e]] = e;
  }
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k].validate(who, first[k] < terms_of.size() ? entry("delegations", first[k]) : entry("terms", k), d);
  }
}

template <class Scalar>
void NetworkData<Scalar>::validate_edges() const {
  const std::size_t edges = sources.size();
  institutions.validate(who, edges, static_cast<Eigen::Index>(agent_count),
                        static_cast<Eigen::Index>(principals() + affected()), dimension());
  if (edges > std::numeric_limits<std::uint32_t>::max() / 2) refuse("delegations", "expected fewer than 2^31 edges");
  const auto one_each = [&](const char* field, std::size_t size) {
    if (size != edges) {
      refuse(field, "expected one for each of " + std::to_string(edges) + " delegations, got " + std::to_string(size));
    }
  };
  one_each("targets", targets.size());
  one_each("shares", shares.size());
  if (!terms_of.empty()) one_each("terms_of", terms_of.size());
  if (terms.empty() && edges > 0) refuse("terms", "expected at least one, got none");
  std::vector<Scalar> total(agent_count, Scalar(0));
  std::vector<std::uint32_t> terms_in(agent_count, 0);
  for (std::size_t e = 0; e < edges; ++e) {
    const auto at = [&](const char* member) { return entry("delegations", e) + member; };
    if (sources[e] >= parties()) refuse(at(".from"), "unknown party " + std::to_string(sources[e]));
    if (targets[e] >= parties()) refuse(at(".to"), "unknown party " + std::to_string(targets[e]));
    const bool by_right = e + institutions.rights >= edges;
    if (!by_right && party(sources[e]).kind() == PartyKind::affected) {
      refuse(at(".from"), "expected a principal or an agent, " + name(sources[e]) + " is an affected party");
    }
    if (!is_agent(targets[e])) refuse(at(".to"), "expected an agent, " + name(targets[e]) + " is none");
    if (sources[e] == targets[e]) refuse(at(".to"), "expected another party, " + name(sources[e]) + " is both ends");
    if (!(shares[e] >= Scalar(0)) || !is_finite(shares[e])) {
      refuse(at(".share"), "expected a finite number that is not negative, got " + to_text(shares[e]));
    }
    Scalar& sum = total[targets[e] - principals()];
    sum += shares[e];
    if (internal::in_shares_exceed_all(sum, ++terms_in[targets[e] - principals()])) {
      refuse(at(".share"),
             "expected in-shares of " + name(targets[e]) + " of at most 1 in all, got " + to_text(sum, 16));
    }
  }
  for (std::size_t k = 0; k < exposures.size(); ++k) {
    const Exposure& exposure = exposures[k];
    const auto at = [&](const char* member) { return entry("exposures", k) + member; };
    if (exposure.agent >= parties()) refuse(at(".agent"), "unknown party " + std::to_string(exposure.agent));
    if (exposure.party >= parties()) refuse(at(".party"), "unknown party " + std::to_string(exposure.party));
    if (!is_agent(exposure.agent)) refuse(at(".agent"), "expected an agent, " + name(exposure.agent) + " is none");
    if (is_agent(exposure.party)) {
      refuse(at(".party"), "expected a principal or an affected party, " + name(exposure.party) + " is an agent");
    }
    require_not_negative(who, at(".intensity"), exposure.intensity);
  }
}

template <class Scalar>
std::vector<std::size_t> NetworkData<Scalar>::first_agents() const {
  std::vector<std::size_t> first(agent_types.size(), agent_count);
  for (std::size_t k = agent_type.size(); k-- > 0;) first[agent_type[k]] = k;
  return first;
}

template <class Scalar>
void NetworkData<Scalar>::require_values(const char* list, const Matrix<Scalar>& columns) {
  for (Eigen::Index k = 0; k < columns.cols(); ++k) {
    require_finite(who, entry(list, static_cast<std::size_t>(k)) + ".values", columns.col(k));
  }
}

template <class Scalar>
void NetworkData<Scalar>::require_parties_weights(const char* list, const Vector<Scalar>& numbers) {
  for (Eigen::Index k = 0; k < numbers.size(); ++k) {
    require_not_negative(who, entry(list, static_cast<std::size_t>(k)) + ".weight", numbers(k));
  }
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_NETWORK_DATA_HPP
