#ifndef BEHALF_GOVERNANCE_NETWORK_TERMS_HPP
#define BEHALF_GOVERNANCE_NETWORK_TERMS_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/governed.hpp>
#include <behalf/network/delegation_terms.hpp>
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

/// What a delegation is called in messages: "a -> b".
template <class Scalar>
[[nodiscard]] std::string delegation_name(const NetworkData<Scalar>& data, std::size_t e) {
  return data.name(data.sources[e]) + " -> " + data.name(data.targets[e]);
}

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
  std::vector<bool> met(data.terms_of.size(), false);
  std::vector<std::uint32_t> result;
  for (const std::size_t e : delegations) {
    if (e >= data.terms_of.size()) {
      throw InvalidArgument{
          function, "delegations",
          "expected less than " + std::to_string(data.terms_of.size()) + ", got " + std::to_string(e)};
    }
    if (met[e]) continue;
    met[e] = true;
    std::uint32_t& number = data.terms_of[e];
    if (data.terms[number].transmission) {
      if (all) continue;
      throw InvalidArgument{function, "delegations",
                            "expected delegations by contract, " + delegation_name(data, e) + " gives a transmission"};
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

/// Changes the terms of these delegations, of all by contract where none are listed; then also of those that a right makes
/// later, which count as if they had always been there.
template <class Scalar>
void change_terms(const char* function, NetworkData<Scalar>& data, const std::vector<std::size_t>& delegations,
                  const typename NetworkInstitutions<Scalar>::Change& change) {
  for (const std::uint32_t number : own_terms(function, data, delegations)) {
    change(data.terms[number], data.dimension());
  }
  if (delegations.empty()) data.institutions.on_all.push_back(change);
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
            change_terms<Scalar>(function, moved, delegations,
                                 [change, t](DelegationTerms<Scalar>& terms, Eigen::Index d) { change(terms, t, d); });
            return moved;
          }};
}

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_NETWORK_TERMS_HPP
