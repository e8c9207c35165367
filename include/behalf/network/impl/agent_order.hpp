#ifndef BEHALF_NETWORK_IMPL_AGENT_ORDER_HPP
#define BEHALF_NETWORK_IMPL_AGENT_ORDER_HPP

#include <behalf/network/network_data.hpp>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/range/counting_range.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace behalf {

/// Vertices first to last − 1, agents that delegate to each other round and round.
struct VertexCycle {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

namespace internal {

/// A compressed graph of `count` edges, `edge_at(k)` in the order of their sources.
template <class Graph, class EdgeAt>
[[nodiscard]] Graph graph_of(std::size_t vertices, std::size_t count, const EdgeAt& edge_at) {
  const auto numbers = boost::counting_range(std::size_t{0}, count);
  return Graph{boost::edges_are_sorted, boost::make_transform_iterator(numbers.begin(), edge_at),
               boost::make_transform_iterator(numbers.end(), edge_at), static_cast<std::uint32_t>(vertices),
               static_cast<std::uint32_t>(count)};
}

/// The numbers of edges by source, in the given order within each.
template <class SourceOf>
[[nodiscard]] std::vector<std::uint32_t> by_source(std::size_t vertices, std::size_t count, const SourceOf& source_of) {
  std::vector<std::uint32_t> next(vertices + 1, 0);
  for (std::size_t e = 0; e < count; ++e) ++next[source_of(e) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> order(count);
  for (std::size_t e = 0; e < count; ++e) order[next[source_of(e)]++] = static_cast<std::uint32_t>(e);
  return order;
}

/// The agents in the order in which mandates flow.
struct AgentOrder {
  std::vector<std::uint32_t> agent_at;  ///< The agent at each place; empty: as given.
  std::vector<std::uint32_t> position;  ///< The place of each agent; likewise.
  std::vector<VertexCycle> cycles;
};

/// Orders agents by the strongly connected components of the positive shares, of motivations or of mandates; as given where they flow that way already.
template <class Graph, class Scalar>
[[nodiscard]] AgentOrder order_agents(const NetworkData<Scalar>& data) {
  AgentOrder result;
  const std::size_t count = data.sources.size();
  const std::vector<Scalar>& mandates = data.institutions.mandate_shares;
  const auto leads_on = [&](std::size_t e) {
    return data.is_agent(data.sources[e]) &&
           (data.shares[e] > Scalar(0) || (!mandates.empty() && mandates[e] > Scalar(0)));
  };
  bool in_order = true;
  for (std::size_t e = 0; e < count; ++e) {
    if (data.sources[e] > data.targets[e] && leads_on(e)) in_order = false;
  }
  if (in_order) return result;
  std::vector<std::uint32_t> order = by_source(data.parties(), count, [&](std::size_t e) { return data.sources[e]; });
  std::erase_if(order, [&](std::uint32_t e) { return !leads_on(e); });
  const Graph graph = graph_of<Graph>(data.parties(), order.size(), [&](std::size_t k) {
    return std::pair<std::uint32_t, std::uint32_t>{data.sources[order[k]], data.targets[order[k]]};
  });
  std::vector<std::uint32_t> component(data.parties());
  const auto number = boost::get(boost::vertex_index, graph);
  boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), number),
                           boost::vertex_index_map(number));
  // Components come out with the last in the flow first.
  const std::uint32_t first = static_cast<std::uint32_t>(data.principals());
  std::vector<std::uint32_t>& agent_at = result.agent_at;
  agent_at.resize(data.agent_count);
  std::iota(agent_at.begin(), agent_at.end(), 0U);
  std::stable_sort(agent_at.begin(), agent_at.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return component[first + a] > component[first + b]; });
  result.position.resize(data.agent_count);
  for (std::uint32_t k = 0; k < agent_at.size(); ++k) result.position[agent_at[k]] = k;
  for (std::uint32_t k = 0; k < agent_at.size();) {
    std::uint32_t end = k + 1;
    while (end < agent_at.size() && component[first + agent_at[end]] == component[first + agent_at[k]]) ++end;
    if (end - k > 1) result.cycles.push_back({first + k, first + end});
    k = end;
  }
  return result;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_AGENT_ORDER_HPP
