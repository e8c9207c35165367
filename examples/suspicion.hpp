#ifndef BEHALF_EXAMPLES_SUSPICION_HPP
#define BEHALF_EXAMPLES_SUSPICION_HPP

#include "data/failed_runs.hpp"

#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// A number for each agent of a run: the one with the largest is suspected, of equals the one that spoke first.
using Suspicion = std::function<std::vector<double>(const data::FailedRun&)>;

inline std::vector<double> messages(const data::FailedRun& run) {
  std::vector<double> result;
  for (const std::string& agent : run.agents()) {
    result.push_back(static_cast<double>(std::count(run.speakers.begin(), run.speakers.end(), agent)));
  }
  return result;
}

/// The user wants one thing and says so to the first speaker. Data: an agent is moved by those who hand to it, each by how
/// often; the user bears what agents do, each by its messages. Assumption: no agent has a taste, and every hand-off loses
/// the same part of what is wanted.
inline behalf::DelegationNetwork<> web(const data::FailedRun& run, double loss) {
  behalf::DelegationNetwork<> network{1};
  const auto user = network.add(behalf::Principal<>{.name = "human", .objective = {behalf::vec({1})}});
  std::map<std::string, behalf::AgentId> agents;
  for (const std::string& name : run.agents()) agents.emplace(name, network.add(behalf::Agent<>{.name = name}));
  auto hand_offs = run.hand_offs();
  if (run.speakers.front() != "human") hand_offs[{"human", run.speakers.front()}] = 1;
  std::map<std::string, int> taken;
  for (const auto& [edge, count] : hand_offs) taken[edge.second] += count;
  for (const auto& [edge, count] : hand_offs) {
    network.delegate(*network.find(edge.first), agents.at(edge.second), {.transmission = behalf::vec({1 - loss})},
                     static_cast<double>(count) / taken[edge.second]);
  }
  const std::vector<double> deeds = messages(run);
  for (std::size_t k = 0; k < deeds.size(); ++k) network.expose(user, behalf::AgentId{k}, deeds[k]);
  return network;
}

/// The part of the user's gap that is due to the hand-offs an agent takes.
inline Suspicion shapley(double loss) {
  return [loss](const data::FailedRun& run) {
    const behalf::Network model{web(run, loss)};
    const auto parts = behalf::shapley_by_agent(model, behalf::WeightedMean{}).value().agents;
    return std::vector<double>(parts.begin(), parts.end());
  };
}

/// The same to first order: what is lost in the hand-offs an agent takes × the harm of losing more.
inline Suspicion harm(double loss) {
  return [loss](const data::FailedRun& run) {
    const behalf::DelegationNetwork<> network = web(run, loss);
    const behalf::Network model{network};
    const auto harms = behalf::harms(model, behalf::WeightedMean{}).value();
    std::vector<double> result(network.agents().size());
    for (std::size_t e = 0; e < harms.size(); ++e) {
      result[network.delegations()[e].to.index()] -= loss * harms.transmission(behalf::DelegationId{e})(0);
    }
    return result;
  };
}

/// The terminals among the agents only run what others wrote.
inline bool is_terminal(const std::string& agent) {
  return agent == "Computer_terminal" || agent == "ComputerTerminal";
}

/// Everybody, or everybody but the terminal. Leaving it out was decided after it was seen that nobody ever blames it.
inline std::vector<std::string> suspects(const data::FailedRun& run, bool terminal_too) {
  std::vector<std::string> result = run.agents();
  if (!terminal_too) std::erase_if(result, is_terminal);
  return result;
}

/// Whether the most suspected of the suspects is the one that people blamed.
inline bool finds(const Suspicion& suspicion, const data::FailedRun& run, bool terminal_too) {
  const std::vector<std::string> agents = run.agents();
  const std::vector<double> of = suspicion(run);
  std::string suspect;
  double most = 0;
  for (std::size_t k = 0; k < agents.size(); ++k) {
    if (!terminal_too && is_terminal(agents[k])) continue;
    // Equals may differ by rounding.
    if (!suspect.empty() && of[k] <= most + 1e-9 * std::abs(most)) continue;
    suspect = agents[k];
    most = of[k];
  }
  return suspect == run.blamed;
}

#endif  // BEHALF_EXAMPLES_SUSPICION_HPP
