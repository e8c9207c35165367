#ifndef BEHALF_NETWORK_PATTERNS_HPP
#define BEHALF_NETWORK_PATTERNS_HPP

#include <behalf/model/party.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Networks of common shapes, to start from: what is returned can be added to like any other. Closed forms are for cost
/// C = I, without tastes; they hold relative to the one principal, and tests compare them with the solved network.

namespace internal {

/// One of several agents of a kind: its name, "agent" where it has none, and a number.
template <class Scalar>
[[nodiscard]] Agent<Scalar> numbered(Agent<Scalar> agent, const std::string& number) {
  agent.name = (agent.name.empty() ? "agent" : agent.name) + ' ' + number;
  return agent;
}

inline void require_some(const char* pattern, const char* field, std::size_t count) {
  if (count == 0) throw InvalidArgument{pattern, field, "expected at least 1, got 0"};
}

template <class Scalar>
void delegate_down(DelegationNetwork<Scalar>& network, PartyId from, std::size_t depth, std::size_t span,
                   const DelegationTerms<Scalar>& terms, const Agent<Scalar>& agent, const std::string& number) {
  if (depth == 0) return;
  for (std::size_t k = 1; k <= span; ++k) {
    const std::string place = (number.empty() ? "" : number + '.') + std::to_string(k);
    const AgentId to = network.add(numbered(agent, place));
    network.delegate(from, to, terms, Scalar(1));
    delegate_down(network, to, depth - 1, span, terms, agent, place);
  }
}

}  // namespace internal

/// A tree of delegation: `principal` has `span` agents below it, each of these `span` agents, and so on to `depth` levels.
/// All hand-offs are on the same terms, and only the lowest level acts. Agents are called "agent 1", "agent 1.2", ….
///
/// Loss compounds: with one transmission t for every attribute what arrives below is t^depth of the mandate, and the gap is
/// (1 − t^depth)² of the stake whatever the span; information accounts for all of it. Contracts that are seen with variance
/// σ² by agents of risk aversion r are such hand-offs with t = 1/(1 + rσ²), at the risk premium of the lowest level besides:
/// rσ² t^(2 depth) of the stake.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> hierarchy(const Principal<Scalar>& principal, std::size_t depth,
                                                  std::size_t span, const DelegationTerms<Scalar>& terms = {},
                                                  const Agent<Scalar>& agent = {}) {
  internal::require_some("hierarchy", "depth", depth);
  internal::require_some("hierarchy", "span", span);
  DelegationNetwork<Scalar> network{principal.objective.values().size()};
  internal::delegate_down(network, network.add(principal), depth, span, terms, agent, "");
  return network;
}

/// A chain of monopolists, each of whom puts its own margin on what it passes on: every level halves the quantity that the
/// level above would supply.
///
/// With demand 1 − price and no costs, n levels bring 2⁻ⁿ to market where 1 would be best: the welfare q − ½q² of q = 2⁻ⁿ
/// is the stake less the gap of a `hierarchy` of span 1 and transmission ½, for a principal with the value 1.
/// Source: successive margins, \cite spengler1950.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> successive_margins(const Principal<Scalar>& principal, std::size_t levels) {
  internal::require_some("successive_margins", "levels", levels);
  const Vector<Scalar> half = Vector<Scalar>::Constant(principal.objective.values().size(), Scalar(1) / Scalar(2));
  return hierarchy<Scalar>(principal, levels, 1, {.transmission = half});
}

/// A team that shares what it makes: `members` agents, each of whom gets an equal share of the worth of the joint output
/// and nothing besides, so that all shares together are 1.
///
/// Each is motivated by 1/n of the worth of what it does: the gap is (1 − 1/n)² of the stake, and the surplus (2n − 1)/n² of
/// the best. The principals axis accounts for all of it: somebody who pays each member for the whole, and so breaks the
/// balance of the budget, mends it.
/// Source: moral hazard in teams, \cite holmstrom1982.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> team(const Principal<Scalar>& principal, std::size_t members,
                                             const Agent<Scalar>& agent = {}) {
  internal::require_some("team", "members", members);
  DelegationNetwork<Scalar> network{principal.objective.values().size()};
  const PrincipalId whole = network.add(principal);
  const Scalar share = Scalar(1) / Scalar(static_cast<double>(members));
  for (std::size_t k = 1; k <= members; ++k) {
    network.delegate(whole, network.add(internal::numbered(agent, std::to_string(k))), {}, share);
  }
  return network;
}

/// An agent whose work its principal knows only through a judge: the principal asks `by` of the judge, who hands it on by
/// what it can score, the metrics and noise of `score`. What the judge wants by itself is its taste.
///
/// With one metric g, and noise Σ, the agent is paid g (g·u)/(g·g + r gᵀΣg) where u is what the judge is after, for a perfect
/// `by` the principal's values v and the judge's taste: the gap of an unbiased judge is ½(v·v − (g·v)²/(g·g + r gᵀΣg)).
/// Source: distorted performance measures, \cite baker2002.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> judge(const Principal<Scalar>& principal, const Agent<Scalar>& judge,
                                              const Agent<Scalar>& agent, const DelegationTerms<Scalar>& score,
                                              const DelegationTerms<Scalar>& by = {}) {
  DelegationNetwork<Scalar> network{principal.objective.values().size()};
  const PrincipalId asks = network.add(principal);
  const AgentId judges = network.add(judge);
  network.delegate(asks, judges, by, Scalar(1));
  network.delegate(judges, network.add(agent), score, Scalar(1));
  return network;
}

/// One of those an orchestrator hands work to, and on what terms.
template <class Scalar = double>
struct SubAgent {
  Agent<Scalar> agent{};
  DelegationTerms<Scalar> terms{};
};

/// An orchestrator that keeps a part of its mandate to itself (`keep`, 0 to 1) and hands the rest in equal parts to
/// sub-agents.
///
/// With transmissions t_k, and a perfect hand-off to the orchestrator, the gap is that of the mean sub-agent times what is
/// handed on: (1 − keep) Σ_k ½|(1 − t_k) v|² / n, attribute by attribute.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> orchestrator(const Principal<Scalar>& principal,
                                                     const Agent<Scalar>& orchestrator,
                                                     const std::vector<SubAgent<Scalar>>& sub_agents,
                                                     const Scalar& keep = Scalar(0),
                                                     const DelegationTerms<Scalar>& terms = {}) {
  internal::require_some("orchestrator", "sub_agents", sub_agents.size());
  DelegationNetwork<Scalar> network{principal.objective.values().size()};
  const PrincipalId asks = network.add(principal);
  const AgentId leads = network.add(orchestrator, keep);
  network.delegate(asks, leads, terms, Scalar(1));
  for (const SubAgent<Scalar>& sub : sub_agents) {
    network.delegate(leads, network.add(sub.agent), sub.terms, Scalar(1));
  }
  return network;
}

/// A worker whose results `count` validators check, each of whom also checks all the others: a consensus among them counts
/// as approval.
///
/// Unless the checks are `independent`, nothing from outside reaches the circle: it is a mutual validation trap, in which
/// agreement says nothing, until a principal oversees one of them. Validators of one class with correlation ρ are worth
/// n/(1 + (n − 1)ρ) independent ones. They are called "validator 1", …, and the worker as it is.
template <class Scalar>
[[nodiscard]] DelegationNetwork<Scalar> consensus(const Principal<Scalar>& principal, const Agent<Scalar>& worker,
                                                  std::size_t count, const OversightTerms<Scalar>& checks = {}) {
  internal::require_some("consensus", "count", count);
  DelegationNetwork<Scalar> network{principal.objective.values().size()};
  const PrincipalId asks = network.add(principal);
  const AgentId works = network.add(worker);
  network.delegate(asks, works, {}, Scalar(1));
  std::vector<AgentId> validators;
  for (std::size_t k = 1; k <= count; ++k) {
    validators.push_back(network.add(internal::numbered(Agent<Scalar>{.name = "validator"}, std::to_string(k))));
  }
  for (const AgentId validator : validators) {
    network.oversee(validator, works, checks);
    for (const AgentId other : validators) {
      if (other != validator) network.oversee(validator, other, checks);
    }
  }
  return network;
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_PATTERNS_HPP
