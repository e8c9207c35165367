#ifndef BEHALF_EXAMPLES_DATA_WEAK_COMPONENTS_HPP
#define BEHALF_EXAMPLES_DATA_WEAK_COMPONENTS_HPP

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <vector>

namespace data {

/// The sizes of the components of a graph whichever way its edges point, the largest first.
template <class Graph>
[[nodiscard]] std::vector<std::size_t> weak_components(const Graph& graph) {
  std::vector<std::size_t> rank(num_vertices(graph));
  std::vector<std::size_t> parent(num_vertices(graph));
  const auto index = get(boost::vertex_index, graph);
  const auto ranks = boost::make_iterator_property_map(rank.begin(), index);
  const auto parents = boost::make_iterator_property_map(parent.begin(), index);
  boost::disjoint_sets<decltype(ranks), decltype(parents)> sets{ranks, parents};
  boost::initialize_incremental_components(graph, sets);
  boost::incremental_components(graph, sets);
  std::map<std::size_t, std::size_t> members;
  for (const auto v : boost::make_iterator_range(vertices(graph))) ++members[sets.find_set(v)];
  std::vector<std::size_t> sizes;
  for (const auto& [root, count] : members) sizes.push_back(count);
  std::sort(sizes.begin(), sizes.end(), std::greater<>{});
  return sizes;
}

}  // namespace data

#endif  // BEHALF_EXAMPLES_DATA_WEAK_COMPONENTS_HPP
