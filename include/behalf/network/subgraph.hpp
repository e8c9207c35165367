#ifndef BEHALF_NETWORK_SUBGRAPH_HPP
#define BEHALF_NETWORK_SUBGRAPH_HPP

#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// Every kind of edge.
inline constexpr std::array<EdgeKind, 4> all_edge_kinds{EdgeKind::delegation, EdgeKind::oversight, EdgeKind::exposure,
                                                        EdgeKind::contest};

namespace internal {

/// Which party each party of one network is in another.
using PartyMap = std::map<PartyId, PartyId>;

/// Adds the parties that are kept and not there yet, and enters them in the map.
template <class Scalar, class Keeps>
void copy_parties(const DelegationNetwork<Scalar>& from, DelegationNetwork<Scalar>& to, const Keeps& keeps,
                  PartyMap& now) {
  const auto copy = [&](PartyId was, const auto& add) {
    if (keeps(was) && !now.contains(was)) now.emplace(was, PartyId{add()});
  };
  for (std::size_t k = 0; k < from.principals().size(); ++k) {
    copy(PrincipalId{k}, [&] { return to.add(from.principals()[k]); });
  }
  for (std::size_t k = 0; k < from.agents().size(); ++k) {
    copy(AgentId{k}, [&] { return to.add(from.agents()[k], from.keep()[k]); });
  }
  for (std::size_t k = 0; k < from.affected().size(); ++k) {
    copy(AffectedId{k}, [&] { return to.add(from.affected()[k]); });
  }
}

/// Adds the edges of these kinds among the parties in the map, shares filled in.
template <class Scalar>
void copy_edges(const DelegationNetwork<Scalar>& from, DelegationNetwork<Scalar>& to,
                const std::vector<EdgeKind>& kinds, const PartyMap& now) {
  const auto wanted = [&](EdgeKind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
  const auto both = [&](PartyId a, PartyId b) { return now.contains(a) && now.contains(b); };
  const auto agent = [&](AgentId id) { return AgentId{now.at(id).index()}; };
  for (std::size_t e = 0; wanted(EdgeKind::delegation) && e < from.delegations().size(); ++e) {
    const auto& edge = from.delegations()[e];
    if (both(edge.from, edge.to)) {
      to.delegate(now.at(edge.from), agent(edge.to), edge.terms, from.share(DelegationId{e}));
    }
  }
  if (wanted(EdgeKind::oversight)) {
    for (const auto& edge : from.oversight()) {
      if (both(edge.from, edge.to)) to.oversee(now.at(edge.from), now.at(edge.to), edge.terms);
    }
  }
  if (wanted(EdgeKind::exposure)) {
    for (const auto& edge : from.exposures()) {
      if (both(edge.agent, edge.party)) to.expose(now.at(edge.party), agent(edge.agent), edge.intensity);
    }
  }
  if (wanted(EdgeKind::contest)) {
    for (const auto& edge : from.contests()) {
      if (both(edge.from, edge.to)) to.contest(now.at(edge.from), agent(edge.to));
    }
  }
}

}  // namespace internal

/// The parties for which `keeps(PartyId)` holds and the edges of these kinds among them, in the same order. Shares become
/// explicit, so that what is left out is missing and not made up for.
template <class Scalar, std::predicate<PartyId> Keeps>
[[nodiscard]] DelegationNetwork<Scalar> subgraph(const DelegationNetwork<Scalar>& network, const Keeps& keeps,
                                                 const std::vector<EdgeKind>& kinds = {all_edge_kinds.begin(),
                                                                                       all_edge_kinds.end()}) {
  DelegationNetwork<Scalar> part{network.dimension(), network.bargaining()};
  internal::PartyMap now;
  internal::copy_parties(network, part, keeps, now);
  internal::copy_edges(network, part, kinds, now);
  return part;
}

/// All parties and the edges of these kinds.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> subgraph(const DelegationNetwork<Scalar>& network,
                                                 const std::vector<EdgeKind>& kinds) {
  return subgraph(
      network, [](PartyId) { return true; }, kinds);
}

/// Two networks as one. Parties of one name are one party, as it is in the first network; parties without a name are
/// parties of their own. Shares become explicit; the regime of bargaining is that of the first. Throws `InvalidArgument`
/// when dimensions differ or a name belongs to parties of different kinds.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> merge(const DelegationNetwork<Scalar>& first,
                                              const DelegationNetwork<Scalar>& second) {
  require_size("merge", "dimension", second.dimension(), first.dimension());
  const std::vector<EdgeKind> kinds{all_edge_kinds.begin(), all_edge_kinds.end()};
  DelegationNetwork<Scalar> sum = subgraph(first, kinds);
  internal::PartyMap now;
  for (const auto& [name, theirs] : second.names()) {
    const std::optional<PartyId> ours = sum.find(name);
    if (!ours) continue;
    if (ours->kind() != theirs.kind()) {
      throw InvalidArgument{"merge", name, "expected a party of the same kind in both networks"};
    }
    now.emplace(theirs, *ours);
  }
  internal::copy_parties(
      second, sum, [](PartyId) { return true; }, now);
  internal::copy_edges(second, sum, kinds, now);
  return sum;
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_SUBGRAPH_HPP
