#ifndef BEHALF_TESTS_SUPPORT_OVERSIGHT_HPP
#define BEHALF_TESTS_SUPPORT_OVERSIGHT_HPP

#include <behalf/network/delegation_network.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/solve/random.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace behalf_test {

using behalf::AgentId;
using behalf::PartyId;
using behalf::vec;
using Network = behalf::DelegationNetwork<>;
using Component = behalf::ValidationComponent<>;

inline constexpr double never = std::numeric_limits<double>::infinity();

inline behalf::PrincipalId add_principal(Network& network, const std::string& name) {
  return network.add(behalf::Principal<>{.name = name, .objective = {vec({1})}});
}
inline AgentId add_agent(Network& network, const std::string& name) {
  return network.add(behalf::Agent<>{.name = name});
}

/// Every one of these checks every other.
template <class Scalar>
void check_each_other(behalf::DelegationNetwork<Scalar>& network, const std::vector<PartyId>& parties,
                      const behalf::OversightTerms<Scalar>& terms) {
  for (const PartyId from : parties) {
    for (const PartyId to : parties) {
      if (from != to) network.oversee(from, to, terms);
    }
  }
}

/// Three validators of one class, wrong three times of ten, who check each other.
inline Network three_copies(double correlation) {
  Network network{1};
  std::vector<PartyId> parties;
  for (const char* const name : {"a", "b", "c"}) parties.emplace_back(add_agent(network, name));
  check_each_other(network, parties, {.error_rate = 0.3, .error_class = "model", .correlation = correlation});
  return network;
}

/// Parties of all kinds who check each other at random, in classes at random.
inline Network random_network(std::uint64_t k) {
  behalf::RandomStream random{31, k};
  Network network{1};
  std::vector<PartyId> parties;
  const std::size_t count = 6 + random.below(8);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "p" + std::to_string(i);
    switch (random.below(10)) {
      case 0: parties.emplace_back(add_principal(network, name)); break;
      case 1: parties.emplace_back(network.add(behalf::AffectedParty<>{.name = name, .objective = {vec({1})}})); break;
      default: parties.emplace_back(add_agent(network, name));
    }
  }
  constexpr std::array<const char*, 4> classes{"", "x", "y", "z"};
  constexpr std::array<double, 4> correlations{1, 0.5, 0.25, 0.75};
  for (std::size_t e = 0; e < 2 * count; ++e) {
    const PartyId from = parties[random.below(static_cast<std::uint32_t>(count))];
    const PartyId to = parties[random.below(static_cast<std::uint32_t>(count))];
    const std::size_t type = random.below(4);
    const double rate = 0.5 * random.uniform();
    const bool independent = random.below(12) == 0;
    if (from == to) continue;
    network.oversee(from, to,
                    {.error_rate = rate,
                     .error_class = classes[type],
                     .correlation = correlations[type],
                     .independent = independent});
  }
  return network;
}

inline std::vector<PartyId> parties_of(const Network& network) {
  std::vector<PartyId> all;
  for (std::size_t i = 0; i < network.principals().size(); ++i) all.emplace_back(behalf::PrincipalId{i});
  for (std::size_t i = 0; i < network.agents().size(); ++i) all.emplace_back(behalf::AgentId{i});
  for (std::size_t i = 0; i < network.affected().size(); ++i) all.emplace_back(behalf::AffectedId{i});
  return all;
}

inline bool is_source(const Network& network, PartyId party) {
  return party.kind() == behalf::PartyKind::principal ||
         std::any_of(network.oversight().begin(), network.oversight().end(),
                     [&](const auto& check) { return check.from == party && check.terms.independent; });
}

inline std::vector<std::size_t> traps(const std::vector<Component>& components) {
  std::vector<std::size_t> result;
  for (std::size_t c = 0; c < components.size(); ++c) {
    if (!components[c].grounded) result.push_back(c);
  }
  return result;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_OVERSIGHT_HPP
