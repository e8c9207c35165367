#include "support/refused.hpp"

#include <behalf/network/network_data.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

using behalf::NetworkData;

namespace {

/// So many principals of equal share in one agent.
NetworkData<> hub(std::size_t principals, double share) {
  NetworkData<> data;
  data.values = behalf::Matrix<>::Ones(1, static_cast<Eigen::Index>(principals));
  data.agent_count = 1;
  for (std::size_t i = 0; i < principals; ++i) data.sources.push_back(static_cast<std::uint32_t>(i));
  data.targets.assign(principals, static_cast<std::uint32_t>(principals));
  data.shares.assign(principals, share);
  return data;
}

}  // namespace

TEST_SUITE("network/network_data") {
  TEST_CASE("an agent may serve any number of principals in equal shares") {
    for (const std::size_t n : {3U, 49U, 1000U, 9999U, 70'000U, 99'999U, 300'007U}) {
      CAPTURE(n);
      CHECK_NOTHROW(hub(n, 1 / static_cast<double>(n)).validate());
      CHECK_NOTHROW(hub(n, 1 / static_cast<double>(n) * (1 + 1e-15)).validate());
    }
  }

  TEST_CASE("in-shares of more than 1 are refused with a sum that can be told from 1") {
    behalf_test::refused([] { hub(10, 0.1 * (1 + 1e-11)).validate(); }, "delegations[9].share",
                         "expected in-shares of agent 1 of at most 1 in all, got 1.00000000001");
    behalf_test::refused([] { hub(100'000, 1.1e-5).validate(); }, "delegations[90909].share",
                         "expected in-shares of agent 1 of at most 1 in all, got 1.00000999999");
  }

  TEST_CASE("a type of agents that cannot be is named by its first agent, or by its number where nobody has it") {
    NetworkData<> data = hub(1, 1);
    data.agent_count = 3;
    data.agent_type = {0, 1, 1};
    data.agent_types = {{}, {.risk_aversion = -1}, {}};
    behalf_test::refused([&] { data.validate(); }, "agents[1].risk_aversion",
                         "expected a finite number that is not negative, got -1");
    data.agent_types = {{}, {}, {.risk_aversion = -1}};
    behalf_test::refused([&] { data.validate(); }, "agent_types[2].risk_aversion",
                         "expected a finite number that is not negative, got -1");
  }

  TEST_CASE("a million types of agents are looked through once") {
    NetworkData<> data = hub(1, 1);
    data.agent_count = 1'000'000;
    data.agent_types.assign(data.agent_count, behalf::Agent<>{});
    for (std::uint32_t k = 0; k < data.agent_count; ++k) data.agent_type.push_back(k);
    CHECK_NOTHROW(data.validate());  // pair by pair this would take the better part of an hour
  }
}
