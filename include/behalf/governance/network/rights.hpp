#ifndef BEHALF_GOVERNANCE_NETWORK_RIGHTS_HPP
#define BEHALF_GOVERNANCE_NETWORK_RIGHTS_HPP

#include <behalf/governance/network/governed.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

template <class Scalar>
void require_agent(const char* function, const NetworkData<Scalar>& data, std::uint32_t vertex) {
  if (vertex < data.parties() && data.is_agent(vertex)) return;
  throw InvalidArgument{
      function, "agent",
      "expected an agent, " + (vertex < data.parties() ? data.name(vertex) : std::to_string(vertex)) + " is none"};
}
/// A party whose regret is told: a principal or an affected party.
template <class Scalar>
void require_valued(const char* function, const NetworkData<Scalar>& data, std::uint32_t vertex) {
  if (vertex < data.parties() && !data.is_agent(vertex)) return;
  throw InvalidArgument{function, "party",
                        "expected a principal or an affected party, " +
                            (vertex < data.parties() ? data.name(vertex) : std::to_string(vertex)) + " is none"};
}

/// The delegations from one party to one agent.
template <class Scalar>
[[nodiscard]] std::vector<std::size_t> delegations_between(const NetworkData<Scalar>& data, std::uint32_t party,
                                                           std::uint32_t agent) {
  std::vector<std::size_t> result;
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    if (data.sources[e] == party && data.targets[e] == agent) result.push_back(e);
  }
  return result;
}

}  // namespace internal

/// The network in which a party with a right over an agent (vertices) can delegate to it, on these terms and as if it had
/// always done so, with share 0. Whoever bears what comes of mandates, does so as before.
/// Throws `InvalidArgument` (fields "agent", "party", "terms") for who is no agent, or no principal or affected party, and
/// where the party delegates to that agent already.
template <class Scalar>
[[nodiscard]] NetworkData<Scalar> with_right(NetworkData<Scalar> data, std::uint32_t party, std::uint32_t agent,
                                             DelegationTerms<Scalar> terms = {}, const char* function = "with_right") {
  internal::require_agent(function, data, agent);
  internal::require_valued(function, data, party);
  if (!internal::delegations_between(data, party, agent).empty()) {
    throw InvalidArgument{function, "terms",
                          "expected none, " + data.name(party) + " delegates to " + data.name(agent) + " already"};
  }
  if (data.terms_of.empty()) data.terms_of.assign(data.sources.size(), 0);
  data = internal::with_mandates_kept(std::move(data));
  if (!terms.transmission) {
    for (const auto& change : data.institutions.on_all) change(terms, data.dimension());
  }
  data.sources.push_back(party);
  data.targets.push_back(agent);
  data.shares.emplace_back(0);
  data.terms_of.push_back(static_cast<std::uint32_t>(data.terms.size()));
  data.terms.push_back(std::move(terms));
  data.institutions.mandate_shares.emplace_back(0);
  ++data.institutions.rights;
  return data;
}

namespace internal {

/// Moves the share a of the power over an agent to a party: s ← (1 − a)s for all in-shares and, with their sum W, aW more for
/// the party, spread over its delegations to the agent in proportion to their shares, evenly where all are 0.
template <class Scalar>
[[nodiscard]] NetworkData<Scalar> with_power_moved(const char* function, NetworkData<Scalar> data, std::uint32_t party,
                                                   std::uint32_t agent, const Scalar& a) {
  require_agent(function, data, agent);
  require_valued(function, data, party);
  if (delegations_between(data, party, agent).empty()) {
    data = with_right(std::move(data), party, agent, DelegationTerms<Scalar>{}, function);
  }
  data = with_mandates_kept(std::move(data));
  const std::vector<std::size_t> own = delegations_between(data, party, agent);
  Scalar all(0);
  Scalar held(0);
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    if (data.targets[e] == agent) all += data.shares[e];
  }
  for (const std::size_t e : own) held += data.shares[e];
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    if (data.targets[e] == agent && data.sources[e] != party) data.shares[e] *= Scalar(1) - a;
  }
  const Scalar taken = a * (all - held);
  for (const std::size_t e : own) {
    data.shares[e] += held > Scalar(0) ? Scalar(taken * (data.shares[e] / held))
                                       : Scalar(taken / Scalar(static_cast<double>(own.size())));
  }
  return data;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_NETWORK_RIGHTS_HPP
