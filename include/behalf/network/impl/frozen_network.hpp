#ifndef BEHALF_NETWORK_IMPL_FROZEN_NETWORK_HPP
#define BEHALF_NETWORK_IMPL_FROZEN_NETWORK_HPP

#include <behalf/network/id.hpp>
#include <behalf/network/impl/agent_order.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// A delegation network as the solvers read it: compressed rows, parties in the order in which mandates flow.
///
/// Vertices are principals first, then agents so that every delegation with a positive share leads to a later agent or one
/// of the same cycle, then affected parties. `graph()` is a Boost.Graph `compressed_sparse_row_graph` of the delegations;
/// share and operator class of edge k, counted in its order, are `share(k)` and `operator_class(k)`: 4 bytes for the
/// target, the share, 2 or 4 for the class and, unless edges were given in this order, 4 to find an edge again.
template <class ScalarType = double>
class FrozenNetwork {
public:
  using Scalar = ScalarType;
  using Vertex = std::uint32_t;
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, Vertex, Vertex>;
  using Cycle = VertexCycle;

  /// Throws `InvalidArgument` where the data describe no network.
  explicit FrozenNetwork(NetworkData<Scalar> data);

  [[nodiscard]] Eigen::Index dimension() const noexcept { return data_.dimension(); }
  /// What the network was made of, without its edges.
  [[nodiscard]] const NetworkData<Scalar>& data() const noexcept { return data_; }
  /// What the network was made of, with its edges, to change something and make another.
  [[nodiscard]] NetworkData<Scalar> thaw() const;
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  [[nodiscard]] Vertex first_agent() const noexcept { return static_cast<Vertex>(data_.principals()); }
  [[nodiscard]] Vertex end_agents() const noexcept {
    return static_cast<Vertex>(data_.principals() + data_.agent_count);
  }
  [[nodiscard]] std::size_t parties() const noexcept { return data_.parties(); }
  [[nodiscard]] std::size_t delegation_count() const noexcept { return shares_.size(); }

  /// The edges of u: numbers from `begin(u)` to `end(u)` − 1.
  [[nodiscard]] Vertex begin(Vertex u) const { return place_of(boost::adjacent_vertices(u, graph_).first); }
  [[nodiscard]] Vertex end(Vertex u) const { return place_of(boost::adjacent_vertices(u, graph_).second); }
  /// The targets of all edges, one after the other; null where there are none.
  [[nodiscard]] const Vertex* targets() const { return shares_.empty() ? nullptr : &*first_target(); }
  /// The row in which an edge stands, found in O(log parties).
  [[nodiscard]] Vertex source(std::size_t edge) const;
  [[nodiscard]] Vertex target(std::size_t edge) const { return first_target()[static_cast<std::ptrdiff_t>(edge)]; }
  [[nodiscard]] const std::vector<Scalar>& shares() const noexcept { return shares_; }
  [[nodiscard]] const Scalar& share(std::size_t edge) const { return shares_[edge]; }
  /// The shares by which mandates go on, and default exposures: those given, however levers moved the shares since.
  [[nodiscard]] const std::vector<Scalar>& mandate_shares() const noexcept {
    return mandate_shares_.empty() ? shares_ : mandate_shares_;
  }
  [[nodiscard]] const Scalar& mandate_share(std::size_t edge) const { return mandate_shares()[edge]; }
  /// Whether a share moves who bears what.
  [[nodiscard]] bool shares_move_mandates() const noexcept { return mandate_shares_.empty(); }
  [[nodiscard]] const std::vector<OperatorClass>& operator_classes() const noexcept { return classes_; }
  [[nodiscard]] std::uint32_t operator_class(std::size_t edge) const {
    return narrow_.empty() ? wide_[edge] : narrow_[edge];
  }
  /// The number of a delegation in the order of the rows.
  [[nodiscard]] std::size_t edge(DelegationId id) const { return place_.empty() ? id.index() : place_.at(id.index()); }
  /// The ends and the share of a delegation.
  [[nodiscard]] PartyId from(DelegationId id) const { return data_.party(given(source(edge(id)))); }
  [[nodiscard]] AgentId to(DelegationId id) const { return AgentId{agent_of(target(edge(id)))}; }
  [[nodiscard]] const Scalar& share(DelegationId id) const { return shares_[edge(id)]; }
  /// The vertex of agent k, and the agent of a vertex.
  [[nodiscard]] Vertex agent_vertex(std::size_t k) const {
    return first_agent() + (position_.empty() ? static_cast<Vertex>(k) : position_[k]);
  }
  [[nodiscard]] std::size_t agent_of(Vertex v) const {
    return agent_at_.empty() ? v - first_agent() : agent_at_[v - first_agent()];
  }
  /// The vertex of a party given by its vertex in the data.
  [[nodiscard]] Vertex vertex(std::size_t given) const {
    return data_.is_agent(given) ? agent_vertex(given - data_.principals()) : static_cast<Vertex>(given);
  }
  /// The vertex in the data of a vertex.
  [[nodiscard]] Vertex given(Vertex v) const {
    return data_.is_agent(v) ? static_cast<Vertex>(data_.principals() + agent_of(v)) : v;
  }
  [[nodiscard]] std::string name(Vertex v) const { return data_.name(given(v)); }
  [[nodiscard]] std::uint32_t type(Vertex v) const {
    return data_.agent_type.empty() ? 0 : data_.agent_type[agent_of(v)];
  }
  /// The sum of the shares by which u hands its mandate on.
  [[nodiscard]] Scalar out_share(Vertex u) const;
  /// What agent v carries out itself of what reaches it, given the sum of its out-shares.
  [[nodiscard]] Scalar kept(Vertex v, const Scalar& out_share) const {
    const std::optional<Scalar> said = data_.keep.empty() ? std::nullopt : data_.keep[agent_of(v)];
    if (said) return *said;
    return out_share > Scalar(0) ? Scalar(0) : Scalar(1);
  }
  /// Calls `visit(u)` for each vertex that delegates and is no agent: principals, and who has a right to.
  template <class Visit>
  void for_delegators(const Visit& visit) const {
    for (Vertex i = 0; i < first_agent(); ++i) visit(i);
    if (data_.institutions.rights == 0) return;
    for (Vertex j = end_agents(); j < static_cast<Vertex>(parties()); ++j) {
      if (begin(j) < end(j)) visit(j);
    }
  }
  /// The end of the vertices that may delegate.
  [[nodiscard]] Vertex end_delegators() const noexcept {
    return data_.institutions.rights == 0 ? end_agents() : static_cast<Vertex>(parties());
  }
  /// Whether a principal, or who else delegates by a right, reaches the agent over positive shares.
  [[nodiscard]] bool is_reached(Vertex v) const { return reached_[v - first_agent()]; }
  /// Exposures by party, each to the vertex of an agent; those of one party are next to each other.
  [[nodiscard]] const std::vector<typename NetworkData<Scalar>::Exposure>& exposures() const noexcept {
    return data_.exposures;
  }
  /// The exposures of one party; where there are any they replace what its mandate would do.
  [[nodiscard]] auto exposures_of(Vertex party) const {
    const auto before = [](const auto& exposure, Vertex p) { return exposure.party < p; };
    const auto first = std::lower_bound(exposures().begin(), exposures().end(), party, before);
    return boost::make_iterator_range(first, std::lower_bound(first, exposures().end(), party + 1, before));
  }
  [[nodiscard]] bool is_exposed(Vertex party) const;
  /// The cycles, in the order of their vertices.
  [[nodiscard]] const std::vector<Cycle>& cycles() const noexcept { return cycles_; }

  /// Bytes of the frozen structure: rows, targets, shares, classes and places of edges, order of agents.
  [[nodiscard]] std::size_t structure_bytes() const;

private:
  using TargetIterator = typename boost::graph_traits<Graph>::adjacency_iterator;

  /// Targets stand in the order of the edges, those of vertex 0 first.
  [[nodiscard]] TargetIterator first_target() const { return boost::adjacent_vertices(Vertex{0}, graph_).first; }
  [[nodiscard]] Vertex place_of(TargetIterator target) const { return static_cast<Vertex>(target - first_target()); }

  template <class T>
  static void release(std::vector<T>& list) {
    std::vector<T>{}.swap(list);
  }
  /// Fills graph and shares; returns the given edges in the order of the rows.
  [[nodiscard]] std::vector<Vertex> sort_edges();

  void set_operator_classes(const std::vector<Vertex>& order);

  /// Marks the agents that delegators reach over positive shares: along rows, and until nothing changes within cycles.
  void set_reached();

  void set_exposures();

  NetworkData<Scalar> data_;
  Graph graph_;
  std::vector<Scalar> shares_;
  std::vector<Scalar> mandate_shares_;  // empty: the shares
  std::vector<std::uint16_t> narrow_;   // classes of edges, where there are few
  std::vector<std::uint32_t> wide_;     // classes of edges, where there are many
  std::vector<OperatorClass> classes_;
  std::vector<Vertex> place_;     // of each given edge in the rows; empty: as given
  std::vector<Vertex> position_;  // of each given agent among the agents; empty: as given
  std::vector<Vertex> agent_at_;  // the inverse
  std::vector<bool> reached_;
  std::vector<Cycle> cycles_;
};

template <class Scalar>
FrozenNetwork<Scalar>::FrozenNetwork(NetworkData<Scalar> data) : data_{std::move(data)} {
  data_.validate();
  internal::AgentOrder order = internal::order_agents<Graph>(data_);
  position_ = std::move(order.position);
  agent_at_ = std::move(order.agent_at);
  cycles_ = std::move(order.cycles);
  const std::vector<Vertex> row = sort_edges();
  set_operator_classes(row);
  set_reached();
  set_exposures();
  release(data_.sources);
  release(data_.targets);
  release(data_.shares);
  release(data_.terms_of);
  release(data_.institutions.mandate_shares);
}

template <class Scalar>
auto FrozenNetwork<Scalar>::thaw() const -> NetworkData<Scalar> {
  NetworkData<Scalar> data = data_;
  for (auto& exposure : data.exposures) exposure.agent = given(exposure.agent);
  data.sources.resize(delegation_count());
  data.targets.resize(delegation_count());
  data.shares.resize(delegation_count());
  data.terms_of.resize(delegation_count());
  std::vector<std::size_t> given_edge(delegation_count());
  for (std::size_t k = 0; k < delegation_count(); ++k) given_edge[edge(DelegationId{k})] = k;
  std::vector<Scalar>& mandates = data.institutions.mandate_shares;
  mandates.resize(mandate_shares_.size());
  for (Vertex u = 0; u < end_delegators(); ++u) {
    for (Vertex e = begin(u); e < end(u); ++e) {
      const std::size_t k = given_edge[e];
      if (!mandates.empty()) mandates[k] = mandate_shares_[e];
      data.sources[k] = given(u);
      data.targets[k] = given(target(e));
      data.shares[k] = shares_[e];
      data.terms_of[k] = classes_[operator_class(e)].terms;
    }
  }
  return data;
}

template <class Scalar>
auto FrozenNetwork<Scalar>::source(std::size_t edge) const -> Vertex {
  return boost::source(boost::edge_from_index(static_cast<Vertex>(edge), graph_), graph_);
}

template <class Scalar>
Scalar FrozenNetwork<Scalar>::out_share(Vertex u) const {
  const std::vector<Scalar>& shares = mandate_shares();
  return std::accumulate(shares.begin() + begin(u), shares.begin() + end(u), Scalar(0));
}

template <class Scalar>
bool FrozenNetwork<Scalar>::is_exposed(Vertex party) const {
  return !exposures_of(party).empty();
}

template <class Scalar>
std::size_t FrozenNetwork<Scalar>::structure_bytes() const {
  const auto bytes = [](const auto& list) { return list.size() * sizeof(list[0]); };
  const std::size_t graph = (parties() + 1 + delegation_count()) * sizeof(Vertex);
  return graph + bytes(shares_) + bytes(mandate_shares_) + bytes(narrow_) + bytes(wide_) + bytes(place_) +
         bytes(position_) + bytes(agent_at_) + reached_.size() / 8;
}

template <class Scalar>
auto FrozenNetwork<Scalar>::sort_edges() -> std::vector<Vertex> {
  const std::size_t count = data_.sources.size();
  std::vector<Vertex> order =
      internal::by_source(parties(), count, [&](std::size_t e) { return vertex(data_.sources[e]); });
  graph_ = internal::graph_of<Graph>(parties(), count, [&](std::size_t k) {
    return std::pair<Vertex, Vertex>{vertex(data_.sources[order[k]]), vertex(data_.targets[order[k]])};
  });
  shares_.resize(count);
  for (std::size_t k = 0; k < count; ++k) shares_[k] = data_.shares[order[k]];
  const std::vector<Scalar>& mandates = data_.institutions.mandate_shares;
  mandate_shares_.resize(mandates.size());
  for (std::size_t k = 0; k < mandates.size(); ++k) mandate_shares_[k] = mandates[order[k]];
  if (!std::is_sorted(order.begin(), order.end())) {
    place_.resize(count);
    for (std::size_t k = 0; k < count; ++k) place_[order[k]] = static_cast<Vertex>(k);
  }
  return order;
}

template <class Scalar>
void FrozenNetwork<Scalar>::set_operator_classes(const std::vector<Vertex>& order) {
  std::vector<Vertex> bargainers(data_.agent_count, 1);
  if (data_.bargaining == Bargaining::separate) {
    std::fill(bargainers.begin(), bargainers.end(), Vertex{0});
    std::vector<Vertex> last(data_.agent_count, std::numeric_limits<Vertex>::max());
    for (Vertex u = 0; u < end_delegators(); ++u) {
      for (Vertex e = begin(u); e < end(u); ++e) {
        const Vertex k = target(e) - first_agent();
        if (!(shares_[e] > Scalar(0)) || last[k] == u) continue;
        last[k] = u;
        ++bargainers[k];
      }
    }
    // Terms that nobody with a share offers are those of the first who would.
    for (Vertex& n : bargainers) n = std::max(n, Vertex{1});
  }
  internal::OperatorClassNumbers numbers;
  wide_.resize(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const Vertex v = target(k);
    wide_[k] =
        numbers.number({data_.terms_of.empty() ? 0 : data_.terms_of[order[k]], type(v), bargainers[v - first_agent()]});
  }
  classes_ = numbers.take();
  if (classes_.size() > 65536 || wide_.empty()) return;
  narrow_.resize(wide_.size());
  for (std::size_t k = 0; k < wide_.size(); ++k) narrow_[k] = static_cast<std::uint16_t>(wide_[k]);
  release(wide_);
}

template <class Scalar>
void FrozenNetwork<Scalar>::set_reached() {
  reached_.assign(data_.agent_count, false);
  std::vector<Vertex> found;
  const auto follow = [&](Vertex u) {
    for (Vertex e = begin(u); e < end(u); ++e) {
      const Vertex k = target(e) - first_agent();
      if (!(shares_[e] > Scalar(0)) || reached_[k]) continue;
      reached_[k] = true;
      found.push_back(target(e));
    }
  };
  for_delegators(follow);
  while (!found.empty()) {
    const Vertex u = found.back();
    found.pop_back();
    follow(u);
  }
}

template <class Scalar>
void FrozenNetwork<Scalar>::set_exposures() {
  for (auto& exposure : data_.exposures) exposure.agent = vertex(exposure.agent);
  std::stable_sort(data_.exposures.begin(), data_.exposures.end(),
                   [](const auto& a, const auto& b) { return a.party < b.party; });
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_FROZEN_NETWORK_HPP
