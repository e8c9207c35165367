#ifndef BEHALF_NETWORK_IMPL_DELEGATION_GRAPH_HPP
#define BEHALF_NETWORK_IMPL_DELEGATION_GRAPH_HPP

#include <behalf/network/id.hpp>

#include <Eigen/Core>
#include <boost/graph/graph_traits.hpp>

#include <concepts>
#include <cstddef>

namespace behalf {

/// A delegation network to read, whether it can still change (`DelegationNetwork`) or is frozen (`FrozenNetwork`): its
/// dimension, the ends and the share of every delegation in the order in which they were given,
/// and a graph on which Boost.Graph's algorithms run. The graph of a network that can change holds all kinds of edges,
/// that of a frozen one only delegations.
template <class N>
concept DelegationGraph = requires(const N& network, DelegationId id) {
  typename N::Scalar;
  typename boost::graph_traits<typename N::Graph>::vertex_descriptor;
  typename boost::graph_traits<typename N::Graph>::edge_descriptor;
  { network.dimension() } -> std::convertible_to<Eigen::Index>;
  { network.delegation_count() } -> std::convertible_to<std::size_t>;
  { network.from(id) } -> std::same_as<PartyId>;
  { network.to(id) } -> std::same_as<AgentId>;
  { network.share(id) } -> std::convertible_to<typename N::Scalar>;
  { network.graph() } -> std::same_as<const typename N::Graph&>;
};

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_DELEGATION_GRAPH_HPP
