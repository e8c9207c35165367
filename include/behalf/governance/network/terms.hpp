#ifndef BEHALF_GOVERNANCE_NETWORK_TERMS_HPP
#define BEHALF_GOVERNANCE_NETWORK_TERMS_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Gives these delegations terms of their own: copies of what they had, one for all that had the same.
template <class Scalar>
[[nodiscard]] std::vector<std::uint32_t> own_terms(const char* function, NetworkData<Scalar>& data,
                                                   std::vector<std::size_t> delegations) {
  const bool all = delegations.empty();
  if (all) {
    delegations.resize(data.sources.size());
    std::iota(delegations.begin(), delegations.end(), std::size_t{0});
  }
  if (data.terms_of.empty()) data.terms_of.assign(data.sources.size(), 0);
  std::map<std::uint32_t, std::uint32_t> copies;
  std::vector<std::uint32_t> result;
  for (const std::size_t e : delegations) {
    if (e >= data.terms_of.size()) {
      throw InvalidArgument{
          function, "delegations",
          "expected less than " + std::to_string(data.terms_of.size()) + ", got " + std::to_string(e)};
    }
    std::uint32_t& number = data.terms_of[e];
    if (data.terms[number].transmission) {
      if (all) continue;
      throw InvalidArgument{function, "delegations",
                            "expected delegations by contract, " + std::to_string(e) + " gives a transmission"};
    }
    const auto [place, made] = copies.try_emplace(number, static_cast<std::uint32_t>(data.terms.size()));
    if (made) {
      data.terms.push_back(DelegationTerms<Scalar>(data.terms[number]));
      result.push_back(place->second);
    }
    number = place->second;
  }
  return result;
}

/// A lever that changes the terms of these delegations, of all by contract where none are listed: `change(terms, t, d)`.
template <class Scalar, class Change>
[[nodiscard]] Lever<NetworkData<Scalar>> on_terms(const char* function, std::string name, LeverKind kind,
                                                  LeverCost<Scalar> cost, std::vector<std::size_t> delegations,
                                                  Change change) {
  return {.name = std::move(name),
          .kind = kind,
          .cost = std::move(cost),
          .apply = [function, delegations = std::move(delegations), change](const NetworkData<Scalar>& data,
                                                                            const Scalar& t) {
            NetworkData<Scalar> moved = data;
            for (const std::uint32_t number : own_terms(function, moved, delegations)) {
              change(moved.terms[number], t, moved.dimension());
            }
            return moved;
          }};
}

/// A lever of contest: `change(data, t)`.
template <class Scalar, class Change>
[[nodiscard]] Lever<NetworkData<Scalar>> contest_in_network(std::string name, LeverCost<Scalar> cost, Change change) {
  return {.name = std::move(name),
          .kind = LeverKind::contest,
          .cost = std::move(cost),
          .apply = [change](const NetworkData<Scalar>& data, const Scalar& t) {
            NetworkData<Scalar> moved = data;
            change(moved, t);
            return moved;
          }};
}

template <class Scalar>
void require_agent(const char* function, const NetworkData<Scalar>& data, std::uint32_t vertex) {
  if (!data.is_agent(vertex)) {
    throw InvalidArgument{function, "agent", "expected an agent, vertex " + std::to_string(vertex) + " is none"};
  }
}

/// More in-share of an agent for a principal: spread over its delegations to it as they are, else by a new one on perfect
/// terms.
template <class Scalar>
void add_share(const char* function, NetworkData<Scalar>& data, std::uint32_t principal, std::uint32_t agent,
               const Scalar& share) {
  require_agent(function, data, agent);
  if (principal >= data.principals()) {
    throw InvalidArgument{function, "principal",
                          "expected a principal, vertex " + std::to_string(principal) + " is none"};
  }
  Scalar own(0);
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    if (data.sources[e] == principal && data.targets[e] == agent) own += data.shares[e];
  }
  if (own > Scalar(0)) {
    for (std::size_t e = 0; e < data.shares.size(); ++e) {
      if (data.sources[e] == principal && data.targets[e] == agent) data.shares[e] *= (own + share) / own;
    }
    return;
  }
  if (data.terms_of.empty()) data.terms_of.assign(data.sources.size(), 0);
  data.sources.push_back(principal);
  data.targets.push_back(agent);
  data.shares.push_back(share);
  data.terms_of.push_back(static_cast<std::uint32_t>(data.terms.size()));
  data.terms.emplace_back();
}

/// Scales the in-shares of an agent that sum to more than 1.
template <class Scalar>
void scale_down_shares(NetworkData<Scalar>& data, std::uint32_t agent) {
  Scalar sum(0);
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    if (data.targets[e] == agent) sum += data.shares[e];
  }
  if (!(sum > Scalar(1))) return;
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    if (data.targets[e] == agent) data.shares[e] /= sum;
  }
}

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_NETWORK_TERMS_HPP
