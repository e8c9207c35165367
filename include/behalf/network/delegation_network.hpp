#ifndef BEHALF_NETWORK_DELEGATION_NETWORK_HPP
#define BEHALF_NETWORK_DELEGATION_NETWORK_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/party.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/impl/edge.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <boost/graph/adjacency_list.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A web of delegation to build and change: principals, agents and affected parties by name, and typed edges among them.
///
/// Underneath is a Boost.Graph `adjacency_list` (`graph()`), whose vertices say which party and whose edges say which edge
/// they are, so that Boost.Graph's algorithms run on it as it is. `data()` puts the delegations in arrays, which is what
/// the solvers work on. Every function throws `InvalidArgument` with the place and the rule for what no network can have.
template <class ScalarType = double>
class DelegationNetwork {
public:
  using Scalar = ScalarType;

  struct Vertex {
    PartyId party{};
  };
  struct Edge {
    EdgeKind kind = EdgeKind::delegation;
    std::uint32_t index = 0;  ///< Its place among the edges of its kind.
  };
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Vertex, Edge>;

  using Delegation = DelegationEdge<Scalar>;
  using Oversight = OversightEdge<Scalar>;
  using Exposure = ExposureEdge<Scalar>;
  using Contest = ContestEdge;

  /// A network without parties whose actions have d attributes, d ≥ 1.
  explicit DelegationNetwork(Eigen::Index d, Bargaining bargaining = Bargaining::unified);

  PrincipalId add(Principal<Scalar> principal);
  /// `keep` is what the agent carries out itself of what reaches it (0 to 1); the rest it passes on. Absent: everything
  /// where it delegates nothing, else nothing.
  AgentId add(Agent<Scalar> agent, std::optional<Scalar> keep = {});
  AffectedId add(AffectedParty<Scalar> party);

  /// Delegates from a principal or an agent to another agent. Parallel delegations are allowed.
  DelegationId delegate(PartyId from, AgentId to, DelegationTerms<Scalar> terms = {}, std::optional<Scalar> share = {});
  /// `from` checks `to`. Checks of one class have one correlation.
  OversightId oversee(PartyId from, PartyId to, OversightTerms<Scalar> terms = {});
  /// What `agent` does reaches `party`, a principal or an affected party, with this intensity.
  ExposureId expose(PartyId party, AgentId agent, Scalar intensity = Scalar(1));
  /// `from`, which is not an agent, has the right to contest what `to` does.
  ContestId contest(PartyId from, AgentId to);

  [[nodiscard]] Eigen::Index dimension() const noexcept { return dimension_; }
  [[nodiscard]] Bargaining bargaining() const noexcept { return bargaining_; }
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  [[nodiscard]] const std::vector<Principal<Scalar>>& principals() const noexcept { return principals_; }
  [[nodiscard]] const std::vector<Agent<Scalar>>& agents() const noexcept { return agents_; }
  /// What each agent was said to keep.
  [[nodiscard]] const std::vector<std::optional<Scalar>>& keep() const noexcept { return keep_; }
  [[nodiscard]] const std::vector<AffectedParty<Scalar>>& affected() const noexcept { return affected_; }
  [[nodiscard]] const std::vector<Delegation>& delegations() const noexcept { return delegations_; }
  [[nodiscard]] const std::vector<Oversight>& oversight() const noexcept { return oversight_; }
  [[nodiscard]] const std::vector<Exposure>& exposures() const noexcept { return exposures_; }
  [[nodiscard]] const std::vector<Contest>& contests() const noexcept { return contests_; }

  /// The vertex of a party in `graph()`.
  [[nodiscard]] std::size_t vertex(PartyId party) const { return vertices_of(party.kind()).at(party.index()); }
  /// What a party is called: its name, or its kind and its number counted from 1.
  [[nodiscard]] std::string name(PartyId party) const;
  /// The party of this name, if there is one.
  [[nodiscard]] std::optional<PartyId> find(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? std::nullopt : std::optional{found->second};
  }
  /// All names and whose they are.
  [[nodiscard]] const std::map<std::string, PartyId>& names() const noexcept { return names_; }
  [[nodiscard]] std::size_t delegation_count() const noexcept { return delegations_.size(); }
  /// The ends of a delegation.
  [[nodiscard]] PartyId from(DelegationId id) const { return delegations_.at(id.index()).from; }
  [[nodiscard]] AgentId to(DelegationId id) const { return delegations_.at(id.index()).to; }
  /// The share of a delegation, its default filled in.
  [[nodiscard]] Scalar share(DelegationId id) const;

  /// The delegations and exposures in arrays, shares filled in.
  [[nodiscard]] NetworkData<Scalar> data() const;

private:
  static constexpr const char* who = "DelegationNetwork";
  [[nodiscard]] static std::string entry(const char* list, std::size_t index) {
    return std::string{list} + '[' + std::to_string(index) + ']';
  }

  void require_free(const std::string& field, const std::string& name) const;
  void require_party(const std::string& field, const std::string& name, const Vector<Scalar>& values,
                     const Scalar& weight) const;
  void require_known(const std::string& field, PartyId party) const;
  void require_other_kind(const std::string& field, PartyId party, PartyKind refused, const char* allowed) const;
  /// Needs a correlation from 0 to 1 that is the one of its class, which the first check of the class decides.
  void require_correlation(const std::string& field, const OversightTerms<Scalar>& terms);
  void require_two(const std::string& field, PartyId from, PartyId to) const;

  [[nodiscard]] const std::vector<std::size_t>& vertices_of(PartyKind kind) const {
    return vertices_[static_cast<std::size_t>(kind)];
  }
  void enter(PartyId party, const std::string& name);
  void connect(PartyId from, PartyId to, EdgeKind kind, std::size_t index);

  Eigen::Index dimension_;
  Bargaining bargaining_;
  Graph graph_;
  std::array<std::vector<std::size_t>, 3> vertices_;
  std::vector<Principal<Scalar>> principals_;
  std::vector<Agent<Scalar>> agents_;
  std::vector<std::optional<Scalar>> keep_;
  std::vector<AffectedParty<Scalar>> affected_;
  std::vector<Delegation> delegations_;
  std::vector<Oversight> oversight_;
  std::vector<Exposure> exposures_;
  std::vector<Contest> contests_;
  std::map<std::string, PartyId> names_;
  std::map<std::string, Scalar> correlations_;  // by class of errors
};

template <class Scalar>
DelegationNetwork<Scalar>::DelegationNetwork(Eigen::Index d, Bargaining bargaining)
    : dimension_{d}, bargaining_{bargaining} {
  if (d < 1) throw InvalidArgument{who, "dimension", "expected at least one attribute, got " + std::to_string(d)};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::add(Principal<Scalar> principal) -> PrincipalId {
  const std::string field = entry("principals", principals_.size());
  require_party(field, principal.name, principal.objective.values(), principal.weight);
  enter(PrincipalId{principals_.size()}, principal.name);
  principals_.push_back(std::move(principal));
  return PrincipalId{principals_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::add(Agent<Scalar> agent, std::optional<Scalar> keep) -> AgentId {
  const std::string field = entry("agents", agents_.size());
  require_free(field, agent.name);
  if (agent.cost) require_positive_definite(who, field + ".cost", *agent.cost, dimension_);
  require_not_negative(who, field + ".risk_aversion", agent.risk_aversion);
  if (agent.taste) {
    require_size(who, field + ".taste", agent.taste->size(), dimension_);
    require_finite(who, field + ".taste", *agent.taste);
  }
  enter(AgentId{agents_.size()}, agent.name);
  agents_.push_back(std::move(agent));
  keep_.push_back(std::move(keep));
  return AgentId{agents_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::add(AffectedParty<Scalar> party) -> AffectedId {
  const std::string field = entry("affected", affected_.size());
  require_party(field, party.name, party.objective.values(), party.weight);
  enter(AffectedId{affected_.size()}, party.name);
  affected_.push_back(std::move(party));
  return AffectedId{affected_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::delegate(PartyId from, AgentId to, DelegationTerms<Scalar> terms,
                                         std::optional<Scalar> share) -> DelegationId {
  const std::string field = entry("delegations", delegations_.size());
  require_known(field + ".from", from);
  require_known(field + ".to", to);
  require_other_kind(field + ".from", from, PartyKind::affected, "a principal or an agent");
  require_two(field + ".to", from, to);
  delegations_.push_back({from, to, std::move(share), std::move(terms)});
  connect(from, to, EdgeKind::delegation, delegations_.size() - 1);
  return DelegationId{delegations_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::oversee(PartyId from, PartyId to, OversightTerms<Scalar> terms) -> OversightId {
  const std::string field = entry("oversight", oversight_.size());
  require_known(field + ".from", from);
  require_known(field + ".to", to);
  require_two(field + ".to", from, to);
  require_fraction(who, field + ".error_rate", terms.error_rate);
  require_correlation(field + ".correlation", terms);
  oversight_.push_back({from, to, std::move(terms)});
  connect(from, to, EdgeKind::oversight, oversight_.size() - 1);
  return OversightId{oversight_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::expose(PartyId party, AgentId agent, Scalar intensity) -> ExposureId {
  const std::string field = entry("exposures", exposures_.size());
  require_known(field + ".agent", agent);
  require_known(field + ".party", party);
  require_other_kind(field + ".party", party, PartyKind::agent, "a principal or an affected party");
  require_not_negative(who, field + ".intensity", intensity);
  exposures_.push_back({agent, party, std::move(intensity)});
  connect(agent, party, EdgeKind::exposure, exposures_.size() - 1);
  return ExposureId{exposures_.size() - 1};
}

template <class Scalar>
auto DelegationNetwork<Scalar>::contest(PartyId from, AgentId to) -> ContestId {
  const std::string field = entry("contests", contests_.size());
  require_known(field + ".from", from);
  require_known(field + ".to", to);
  require_other_kind(field + ".from", from, PartyKind::agent, "a principal or an affected party");
  contests_.push_back({from, to});
  connect(from, to, EdgeKind::contest, contests_.size() - 1);
  return ContestId{contests_.size() - 1};
}

template <class Scalar>
std::string DelegationNetwork<Scalar>::name(PartyId party) const {
  const std::size_t i = party.index();
  const auto named = [&](const std::string& own, const char* kind) {
    return own.empty() ? kind + std::to_string(i + 1) : own;
  };
  switch (party.kind()) {
    case PartyKind::principal: return named(principals_.at(i).name, "principal ");
    case PartyKind::agent: return named(agents_.at(i).name, "agent ");
    case PartyKind::affected: break;
  }
  return named(affected_.at(i).name, "affected party ");
}

template <class Scalar>
Scalar DelegationNetwork<Scalar>::share(DelegationId id) const {
  const Delegation& delegation = delegations_.at(id.index());
  if (delegation.share) return *delegation.share;
  const auto in_edges = boost::make_iterator_range(boost::in_edges(vertex(delegation.to), graph_));
  int count = 0;
  for (const auto& edge : in_edges) count += graph_[edge].kind == EdgeKind::delegation ? 1 : 0;
  return Scalar(1) / Scalar(count);
}

template <class Scalar>
auto DelegationNetwork<Scalar>::data() const -> NetworkData<Scalar> {
  NetworkData<Scalar> data;
  const auto columns = [&](std::size_t count) {
    return Matrix<Scalar>(Matrix<Scalar>::Zero(dimension_, static_cast<Eigen::Index>(count)));
  };
  const auto fill = [](const auto& parties, Matrix<Scalar>& values, std::optional<Vector<Scalar>>& weights) {
    weights.emplace(static_cast<Eigen::Index>(parties.size()));
    for (std::size_t k = 0; k < parties.size(); ++k) {
      values.col(static_cast<Eigen::Index>(k)) = parties[k].objective.values();
      (*weights)(static_cast<Eigen::Index>(k)) = parties[k].weight;
    }
  };
  data.values = columns(principals_.size());
  data.affected_values = columns(affected_.size());
  fill(principals_, data.values, data.weights);
  fill(affected_, data.affected_values, data.affected_weights);
  data.agent_count = agents_.size();
  data.agent_types = agents_;
  data.keep = keep_;
  data.tastes = columns(agents_.size());
  for (std::size_t k = 0; k < agents_.size(); ++k) {
    data.agent_type.push_back(static_cast<std::uint32_t>(k));
    if (agents_[k].taste) data.tastes.col(static_cast<Eigen::Index>(k)) = *agents_[k].taste;
  }
  const auto vertex_of = [&](PartyId party) { return static_cast<std::uint32_t>(data.vertex(party)); };
  data.terms.clear();
  for (std::size_t e = 0; e < delegations_.size(); ++e) {
    data.sources.push_back(vertex_of(delegations_[e].from));
    data.targets.push_back(vertex_of(delegations_[e].to));
    data.shares.push_back(share(DelegationId{e}));
    data.terms_of.push_back(static_cast<std::uint32_t>(e));
    data.terms.push_back(delegations_[e].terms);
  }
  for (const Exposure& exposure : exposures_) {
    data.exposures.push_back({vertex_of(exposure.agent), vertex_of(exposure.party), exposure.intensity});
  }
  data.bargaining = bargaining_;
  for (const auto& principal : principals_) data.names.push_back(principal.name);
  for (const auto& agent : agents_) data.names.push_back(agent.name);
  for (const auto& party : affected_) data.names.push_back(party.name);
  return data;
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_free(const std::string& field, const std::string& name) const {
  if (find(name)) throw InvalidArgument{who, field + ".name", "expected a name of its own, there is another " + name};
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_party(const std::string& field, const std::string& name,
                                              const Vector<Scalar>& values, const Scalar& weight) const {
  require_free(field, name);
  require_size(who, field + ".values", values.size(), dimension_);
  require_finite(who, field + ".values", values);
  require_not_negative(who, field + ".weight", weight);
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_known(const std::string& field, PartyId party) const {
  if (party.index() >= vertices_of(party.kind()).size()) {
    throw InvalidArgument{who, field, "unknown party " + std::to_string(party.index())};
  }
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_other_kind(const std::string& field, PartyId party, PartyKind refused,
                                                   const char* allowed) const {
  if (party.kind() != refused) return;
  const char* kind = refused == PartyKind::agent ? " is an agent" : " is an affected party";
  throw InvalidArgument{who, field, "expected " + std::string{allowed} + ", " + name(party) + kind};
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_correlation(const std::string& field, const OversightTerms<Scalar>& terms) {
  require_fraction(who, field, terms.correlation);
  if (terms.error_class.empty()) return;
  const Scalar& first = correlations_.try_emplace(terms.error_class, terms.correlation).first->second;
  if (!(first == terms.correlation)) {
    throw InvalidArgument{who, field,
                          "expected " + to_text(first) + " as for the others of class " + terms.error_class + ", got " +
                              to_text(terms.correlation)};
  }
}

template <class Scalar>
void DelegationNetwork<Scalar>::require_two(const std::string& field, PartyId from, PartyId to) const {
  if (from == to) throw InvalidArgument{who, field, "expected another party, " + name(from) + " is both ends"};
}

template <class Scalar>
void DelegationNetwork<Scalar>::enter(PartyId party, const std::string& name) {
  vertices_[static_cast<std::size_t>(party.kind())].push_back(boost::add_vertex(Vertex{party}, graph_));
  if (!name.empty()) names_.emplace(name, party);
}

template <class Scalar>
void DelegationNetwork<Scalar>::connect(PartyId from, PartyId to, EdgeKind kind, std::size_t index) {
  boost::add_edge(vertex(from), vertex(to), Edge{kind, static_cast<std::uint32_t>(index)}, graph_);
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_DELEGATION_NETWORK_HPP
