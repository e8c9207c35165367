// \cite zhang2025: 184 failed runs of systems of language models, with the agent that people blamed. From the published
// annotations; the figures were counted by us with another program.

#include "data/failed_runs.hpp"

#include <behalf/network/delegation_network.hpp>
#include <behalf/network/subgraph.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

namespace {

/// A run as a network: one delegation for every time the word went to another.
[[nodiscard]] behalf::DelegationNetwork<> network_of(const data::FailedRun& run) {
  behalf::DelegationNetwork<> network{1};
  if (run.speakers.front() == "human")
    network.add(behalf::Principal<>{.name = "human", .objective = {behalf::vec({1})}});
  for (const std::string& name : run.agents()) network.add(behalf::Agent<>{.name = name});
  for (const auto& [edge, count] : run.hand_offs()) {
    for (int k = 0; k < count; ++k) {
      network.delegate(*network.find(edge.first), behalf::AgentId{network.find(edge.second)->index()});
    }
  }
  return network;
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("184 failed runs are a network of 437 ways to hand work on, gone 2162 times") {
    if (std::string{BEHALF_DATA_DIR}.empty()) {
      std::cout << "SKIPPED: there is no folder of data\n";
      return;
    }
    const std::vector<data::FailedRun> runs = data::failed_runs(BEHALF_DATA_DIR "/who_and_when");
    CHECK(runs.size() == 184);
    std::size_t steps = 0;
    behalf::DelegationNetwork<> all{1};
    for (const data::FailedRun& run : runs) {
      steps += run.speakers.size();
      all = behalf::merge(all, network_of(run));
      const std::vector<std::string> agents = run.agents();
      CHECK_MESSAGE(std::count(agents.begin(), agents.end(), run.blamed) == 1, run.name);
    }
    CHECK(steps == 4092);
    CHECK(all.delegations().size() == 2162);
    std::set<std::pair<behalf::PartyId, behalf::PartyId>> edges;
    for (const auto& delegation : all.delegations()) edges.emplace(delegation.from, delegation.to);
    CHECK(edges.size() == 437);
  }
}
