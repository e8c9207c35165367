#include "support/random_model.hpp"

#include <behalf/network/impl/agent_order.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/network_data.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

using behalf::NetworkData;
using behalf::internal::AgentOrder;
using behalf_test::Draw;

namespace {

AgentOrder order_of(const NetworkData<>& data) {
  return behalf::internal::order_agents<behalf::FrozenNetwork<>::Graph>(data);
}

/// A web of up to 3 principals and 7 agents, some of whose shares are 0.
NetworkData<> some_web(Draw& draw) {
  NetworkData<> data;
  const Eigen::Index principals = 1 + draw.below(3), agents = 1 + draw.below(7);
  data.values = behalf::Matrix<>::Ones(1, principals);
  data.agent_count = static_cast<std::size_t>(agents);
  const Eigen::Index edges = draw.below(2 * agents + 3);
  for (Eigen::Index e = 0; e < edges; ++e) {
    const Eigen::Index source = draw.below(principals + agents), target = principals + draw.below(agents);
    if (source == target) continue;
    data.sources.push_back(static_cast<std::uint32_t>(source));
    data.targets.push_back(static_cast<std::uint32_t>(target));
    data.shares.push_back(draw.one_in(4) ? 0 : 0.125);
  }
  return data;
}

/// Who is reached from whom through positive shares, by going on until nothing is added: reaches[a][b], agents only.
std::vector<std::vector<bool>> reachability(const NetworkData<>& data) {
  const std::size_t n = data.agent_count;
  std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n, false));
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    if (data.shares[e] > 0 && data.is_agent(data.sources[e]))
      reaches[data.sources[e] - data.principals()][data.targets[e] - data.principals()] = true;
  }
  for (std::size_t b = 0; b < n; ++b) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t c = 0; c < n; ++c) reaches[a][c] = reaches[a][c] || (reaches[a][b] && reaches[b][c]);
    }
  }
  return reaches;
}

}  // namespace

TEST_SUITE("network/agent_order") {
  TEST_CASE("delegations lead to later agents or round a cycle, and cycles are those who reach each other") {
    std::size_t sorted = 0, cycles = 0;
    for (std::uint64_t k = 0; k < 1200; ++k) {
      CAPTURE(k);
      Draw draw{720, k};
      const NetworkData<> data = some_web(draw);
      const AgentOrder order = order_of(data);
      const std::size_t n = data.agent_count, first = data.principals();
      const auto reaches = reachability(data);
      const auto place = [&](std::size_t agent) { return order.position.empty() ? agent : order.position[agent]; };
      std::set<std::size_t> places;
      for (std::size_t a = 0; a < n; ++a) {
        CHECK(place(a) < n);
        CHECK(places.insert(place(a)).second);
        if (!order.agent_at.empty()) CHECK(order.agent_at[place(a)] == a);
      }
      std::vector<std::size_t> cycle_of(n, n);  // by place
      for (std::size_t c = 0; c < order.cycles.size(); ++c) {
        CHECK(order.cycles[c].last - order.cycles[c].first >= 2);
        for (std::size_t v = order.cycles[c].first; v < order.cycles[c].last; ++v) {
          REQUIRE(v - first < n);
          CHECK(cycle_of[v - first] == n);
          cycle_of[v - first] = c;
        }
      }
      for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
          if (a == b) continue;
          const bool together = cycle_of[place(a)] != n && cycle_of[place(a)] == cycle_of[place(b)];
          CHECK(together == (reaches[a][b] && reaches[b][a]));
          if (reaches[a][b] && !together) CHECK(place(a) < place(b));
        }
      }
      if (!order.agent_at.empty()) ++sorted;
      cycles += order.cycles.size();
    }
    CHECK(sorted > 300);
    CHECK(cycles > 100);
  }

  TEST_CASE("agents whose delegations lead forward already stay as they are, shares of nothing aside") {
    NetworkData<> data;
    data.values = behalf::Matrix<>::Ones(1, 1);
    data.agent_count = 3;
    data.sources = {0, 1, 2, 3};
    data.targets = {1, 3, 3, 1};
    data.shares = {0.5, 0.5, 0.5, 0};
    CHECK(order_of(data).agent_at.empty());
    CHECK(order_of(data).position.empty());
    CHECK(order_of(data).cycles.empty());
    data.shares[3] = 0.25;
    CHECK(order_of(data).cycles.size() == 1);
    CHECK(order_of(NetworkData<>{}).agent_at.empty());
  }

  TEST_CASE("edges by source keep their order within each") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      Draw draw{721, k};
      const std::size_t vertices = static_cast<std::size_t>(1 + draw.below(5));
      std::vector<std::size_t> source(static_cast<std::size_t>(draw.below(12)));
      for (std::size_t& s : source) s = static_cast<std::size_t>(draw.below(static_cast<Eigen::Index>(vertices)));
      std::vector<std::uint32_t> expected;
      for (std::size_t v = 0; v < vertices; ++v) {
        for (std::uint32_t e = 0; e < source.size(); ++e) {
          if (source[e] == v) expected.push_back(e);
        }
      }
      CHECK(behalf::internal::by_source(vertices, source.size(), [&](std::size_t e) { return source[e]; }) == expected);
    }
  }
}
