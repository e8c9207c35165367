#include "support/random_network.hpp"
#include "support/small_network.hpp"

#include <behalf/model/axis.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/impl/delegation_graph.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/subgraph.hpp>
#include <behalf/solve/matrix.hpp>

#include <boost/graph/breadth_first_search.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace {

using behalf::AgentId;
using behalf::DelegationId;
using behalf::DelegationNetwork;
using behalf::FrozenNetwork;
using behalf::Matrix;
using behalf::Network;
using behalf::NetworkData;
using behalf::vec;
using behalf::Vector;

static_assert(behalf::DelegationGraph<DelegationNetwork<>>);
static_assert(behalf::DelegationGraph<FrozenNetwork<>>);
static_assert(behalf::DelegationGraph<FrozenNetwork<float>>);

/// A principal, and agents that hand on to each other in an order against that of their numbers.
DelegationNetwork<> backwards(std::size_t agents) {
  DelegationNetwork<> network{1};
  const behalf::PrincipalId somebody = network.add(behalf::Principal<>{.name = "somebody", .objective = vec({1})});
  std::vector<AgentId> ids;
  for (std::size_t k = 0; k < agents; ++k) ids.push_back(network.add(behalf::Agent<>{}));
  network.delegate(somebody, ids.back(), {.transmission = vec({0.5})});
  for (std::size_t k = agents; k-- > 1;) network.delegate(ids[k], ids[k - 1], {.transmission = vec({0.5})});
  return network;
}

/// The ends and shares of all delegations of a network of either kind.
template <behalf::DelegationGraph N>
std::vector<double> read(const N& network) {
  std::vector<double> result;
  for (std::size_t k = 0; k < network.delegation_count(); ++k) {
    const behalf::PartyId from = network.from(DelegationId{k});
    result.push_back(static_cast<double>(from.kind()) + 10 * static_cast<double>(from.index()));
    result.push_back(static_cast<double>(network.to(DelegationId{k}).index()));
    result.push_back(network.share(DelegationId{k}));
  }
  return result;
}

/// How many vertices can be reached from one along the edges of a graph, by Boost.Graph.
template <class Graph>
int reached_from(const Graph& graph, std::size_t start) {
  std::vector<int> steps(boost::num_vertices(graph), -1);
  steps[start] = 0;
  boost::breadth_first_search(
      graph, static_cast<typename boost::graph_traits<Graph>::vertex_descriptor>(start),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(
          boost::make_iterator_property_map(steps.begin(), boost::get(boost::vertex_index, graph)),
          boost::on_tree_edge()))));
  int count = 0;
  for (const int step : steps) count += step >= 0 ? 1 : 0;
  return count;
}

/// A chain of agents, numbered in its order or against it; each passes on 0.999999 of what reaches it.
NetworkData<> chain(std::uint32_t agents, bool against) {
  NetworkData<> data;
  data.values = Matrix<>::Ones(1, 1);
  data.agent_count = agents;
  data.terms = {{.transmission = vec({0.999999})}};
  const auto vertex = [&](std::uint32_t k) { return 1 + (against ? agents - 1 - k : k); };
  data.sources.push_back(0);
  for (std::uint32_t k = 0; k < agents; ++k) {
    data.targets.push_back(vertex(k));
    if (k + 1 < agents) data.sources.push_back(vertex(k));
    data.shares.push_back(1);
  }
  return data;
}

}  // namespace

TEST_SUITE("network/frozen_network") {
  TEST_CASE("a network that can change and the same frozen read alike") {
    const DelegationNetwork<> network = backwards(5);
    CHECK(read(network) == read(FrozenNetwork<>{network.data()}));
    CHECK(reached_from(network.graph(), network.vertex(*network.find("somebody"))) == 6);
    CHECK(reached_from(FrozenNetwork<>{network.data()}.graph(), 0) == 6);
  }

  TEST_CASE("every delegation with a share leads to a later agent or one of the same cycle") {
    for (int k = 0; k < 200; ++k) {
      CAPTURE(k);
      behalf_test::Draw draw{301, static_cast<std::uint64_t>(k)};
      const FrozenNetwork<> network{behalf_test::random_network(draw, {.loose_shares = true})};
      for (std::uint32_t u = 0; u < network.end_agents(); ++u) {
        for (std::uint32_t e = network.begin(u); e < network.end(u); ++e) {
          CHECK(network.source(e) == u);
          if (!(network.share(e) > 0) || network.target(e) > u) continue;
          bool together = false;
          for (const auto& cycle : network.cycles()) {
            together =
                together || (behalf::internal::is_in(cycle, u) && behalf::internal::is_in(cycle, network.target(e)));
          }
          CHECK(together);
        }
      }
    }
  }

  TEST_CASE("a network that is thawed is what was frozen") {
    for (int k = 0; k < 100; ++k) {
      CAPTURE(k);
      behalf_test::Draw draw{302, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = behalf_test::random_network(draw, {});
      const NetworkData<> again = FrozenNetwork<>{data}.thaw();
      CHECK(again.sources == data.sources);
      CHECK(again.targets == data.targets);
      CHECK(again.shares == data.shares);
      const Network<> first{data};
      const Network<> second{again};
      CHECK(first.stakes() == second.stakes());
      CHECK(first.regret({}).value() == second.regret({}).value());
    }
  }

  TEST_CASE("a chain of a million agents is solved without deep recursion, whatever their numbers") {
    const double expected = 0.5 * std::pow(1 - std::pow(0.999999, 1e6), 2);
    for (const bool against : {false, true}) {
      const Network<> network{chain(1'000'000, against)};
      Network<>::Workspace workspace;
      Vector<> regrets(1);
      REQUIRE(network.regret_into({}, workspace, regrets).status == behalf::Status::optimal);
      CHECK(regrets(0) == doctest::Approx(expected).epsilon(1e-9));
    }
  }

  TEST_CASE("a solve gives the same bits every time and in used room") {
    behalf_test::Draw draw{303};
    Network<>::Workspace used;
    for (int k = 0; k < 50; ++k) {
      const Network<> network{behalf_test::random_network(draw, {})};
      Vector<> first(network.stakes().size());
      Vector<> second(network.stakes().size());
      Network<>::Workspace fresh;
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        REQUIRE(network.regret_into(ideal, fresh, first).status == network.regret_into(ideal, used, second).status);
        CHECK(first == second);
      }
    }
  }

  TEST_CASE("a part of a network keeps the shares it had, and two parts make the whole again") {
    DelegationNetwork<> network = backwards(4);
    network.delegate(*network.find("somebody"), AgentId{0}, {.transmission = vec({0.25})});
    network.contest(*network.find("somebody"), AgentId{2});
    const DelegationNetwork<> part =
        behalf::subgraph(network, [](behalf::PartyId party) { return party != behalf::PartyId{AgentId{1}}; });
    CHECK(part.delegations().size() == 3);  // agent 1 took a delegation and gave one
    CHECK(part.contests().size() == 1);
    CHECK(part.share(DelegationId{2}) == 0.5);
    CHECK(behalf::subgraph(network, {behalf::EdgeKind::contest}).delegations().empty());
    DelegationNetwork<> other{1};
    const behalf::PrincipalId same = other.add(behalf::Principal<>{.name = "somebody", .objective = vec({7})});
    other.delegate(same, other.add(behalf::Agent<>{.name = "new"}), {}, 0.5);
    const DelegationNetwork<> both = behalf::merge(network, other);
    CHECK(both.principals().size() == 1);
    CHECK(both.principals().front().objective.values() == vec({1}));
    CHECK(both.agents().size() == 5);
    CHECK(both.delegations().back().share == 0.5);
    DelegationNetwork<> clash{1};
    clash.add(behalf::Agent<>{.name = "somebody"});
    CHECK_THROWS_AS((void)behalf::merge(network, clash), behalf::InvalidArgument);
  }
}
