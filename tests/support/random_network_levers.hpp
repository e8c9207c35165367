#ifndef BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_LEVERS_HPP
#define BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_LEVERS_HPP

#include "support/random_model.hpp"

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace behalf_test {

/// How many named levers a network has.
inline constexpr std::size_t named_network_levers = 12;

/// The named lever number k with random terms for a network with at least two principals of positive weight.
[[nodiscard]] inline behalf::Lever<behalf::NetworkData<>> random_network_lever(std::size_t k, Draw& draw,
                                                                               const behalf::NetworkData<>& data) {
  using Data = behalf::NetworkData<>;
  using Set = behalf::SetLevers<Data>;
  using Evaluate = behalf::EvaluateLevers<Data>;
  using Contest = behalf::ContestLevers<Data>;
  const Eigen::Index d = data.dimension();
  const double precision = static_cast<double>(1 + draw.below(8)) / 4;
  const auto agent = [&] {
    return static_cast<std::uint32_t>(data.values.cols() + draw.below(static_cast<Eigen::Index>(data.agent_count)));
  };
  const auto party = [&] {
    const Eigen::Index row = draw.below(data.values.cols() + data.affected_values.cols());
    return static_cast<std::uint32_t>(row < data.values.cols() ? row
                                                               : row + static_cast<Eigen::Index>(data.agent_count));
  };
  // Some of those by contract, or all.
  std::vector<std::size_t> some;
  for (std::size_t e = 0; e < data.sources.size() && draw.one_in(2); ++e) {
    if (!data.terms[data.terms_of.empty() ? 0 : data.terms_of[e]].transmission) some.push_back(e);
  }
  switch (k) {
    case 0: {
      behalf::Vector<> target(static_cast<Eigen::Index>(data.shares.size() - data.institutions.rights));
      for (double& s : target) s = static_cast<double>(draw.below(4));
      if (!(target.array() > 0).any()) target.setOnes();
      return Set::representation(target);
    }
    case 1: return Set::redesign_metrics(draw.matrix(1 + draw.below(d), d), some);
    case 2: return Set::redesign_translation(some);
    case 3: return Evaluate::audit({draw.below(d)}, precision, some);
    case 4: return Evaluate::transparency(precision, some);
    case 5: return Evaluate::interpretability(precision, some);
    case 6: return Evaluate::independent_validators({.members = 3, .variance = precision, .correlation = 0.25}, some);
    case 7:
      return Evaluate::reporting(
          {.attributes = {draw.below(d)}, .people = 5, .rate = 0.5, .variance = precision, .correlation = 0.125}, some);
    case 8: {
      behalf::Liability<> terms;
      if (draw.one_in(2)) terms.assets = precision / 2;
      if (draw.one_in(2)) terms.harm = 2;
      return Contest::liability(agent(), terms);
    }
    case 9: return Contest::veto(party(), agent(), precision);
    case 10: return Contest::appeal(party(), agent(), static_cast<double>(1 + draw.below(4)) / 4);
    default: return Contest::recourse(party(), static_cast<double>(1 + draw.below(4)) / 4);
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_LEVERS_HPP
