#ifndef BEHALF_NETWORK_IMPL_ROUND_HPP
#define BEHALF_NETWORK_IMPL_ROUND_HPP

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Whether a vertex is in a cycle.
template <class Cycle>
[[nodiscard]] bool is_in(const Cycle& cycle, std::uint32_t v) {
  return v >= cycle.first && v < cycle.last;
}

/// The system of a cycle made of `add(entries, u, v, edge)` for every edge within it with a positive one of these shares,
/// where u and v are places in the cycle; `width` unknowns for each member.
template <class Scalar, class Add>
[[nodiscard]] CyclicSystem<Scalar> round_of(const FrozenNetwork<Scalar>& network, const std::vector<Scalar>& shares,
                                            const typename FrozenNetwork<Scalar>::Cycle& cycle, Eigen::Index width,
                                            const Add& add) {
  std::vector<Eigen::Triplet<Scalar>> entries;
  for (std::uint32_t u = cycle.first; u < cycle.last; ++u) {
    for (std::uint32_t e = network.begin(u); e < network.end(u); ++e) {
      const std::uint32_t v = network.target(e);
      if (!is_in(cycle, v) || !(shares[e] > Scalar(0))) continue;
      add(entries, static_cast<Eigen::Index>(u - cycle.first), static_cast<Eigen::Index>(v - cycle.first), e);
    }
  }
  const Eigen::Index size = static_cast<Eigen::Index>(cycle.last - cycle.first) * width;
  typename CyclicSystem<Scalar>::Sparse round(size, size);
  round.setFromTriplets(entries.begin(), entries.end());
  return CyclicSystem<Scalar>{std::move(round)};
}

/// What mandates do around a cycle: the part of what reaches an agent that it passes on to each other, from agent to
/// delegator, one number each.
template <class Scalar>
[[nodiscard]] CyclicSystem<Scalar> mandate_round(const FrozenNetwork<Scalar>& network,
                                                 const typename FrozenNetwork<Scalar>::Cycle& cycle) {
  return round_of(
      network, network.mandate_shares(), cycle, 1, [&](auto& entries, Eigen::Index u, Eigen::Index v, std::uint32_t e) {
        const std::uint32_t member = cycle.first + static_cast<std::uint32_t>(u);
        const Scalar out = network.out_share(member);
        entries.emplace_back(u, v, (Scalar(1) - network.kept(member, out)) / out * network.mandate_share(e));
      });
}

/// What motivations do around a cycle: s_e T_e from delegator to agent, d numbers each. What moves vertex v is divided by
/// `divisor[v]`, and does not count where that is 0; an empty list stands for ones.
template <class Scalar>
[[nodiscard]] CyclicSystem<Scalar> motivation_round(OperatorForm form, const FrozenNetwork<Scalar>& network,
                                                    const typename FrozenNetwork<Scalar>::Cycle& cycle,
                                                    const OperatorTable<Scalar>& table,
                                                    const std::vector<Scalar>& divisor = {}) {
  const Eigen::Index d = network.dimension();
  const AnyOperators<Scalar> operators{form, d};
  return round_of(
      network, network.shares(), cycle, d, [&](auto& entries, Eigen::Index u, Eigen::Index v, std::uint32_t e) {
        const Scalar sum = divisor.empty() ? Scalar(1) : divisor[network.target(e)];
        if (!(sum > Scalar(0))) return;
        const Matrix<Scalar> t =
            operators.load(table.transmission.col(static_cast<Eigen::Index>(network.operator_class(e))).data());
        for (Eigen::Index j = 0; j < d; ++j) {
          for (Eigen::Index i = 0; i < d; ++i) {
            if (t(i, j) != Scalar(0)) entries.emplace_back(v * d + i, u * d + j, network.share(e) / sum * t(i, j));
          }
        }
      });
}

/// A cycle in words, along the largest shares: "a -> b -> a".
template <class Scalar>
[[nodiscard]] std::string in_words(const FrozenNetwork<Scalar>& network,
                                   const typename FrozenNetwork<Scalar>::Cycle& cycle) {
  std::vector<std::uint32_t> path{cycle.first};
  std::vector<bool> met(cycle.last - cycle.first, false);
  while (!met[path.back() - cycle.first]) {
    met[path.back() - cycle.first] = true;
    std::uint32_t next = cycle.first;
    Scalar largest(0);
    for (std::uint32_t e = network.begin(path.back()); e < network.end(path.back()); ++e) {
      const Scalar& share = std::max(network.share(e), network.mandate_share(e));
      if (!is_in(cycle, network.target(e)) || !(share > largest)) continue;
      largest = share;
      next = network.target(e);
    }
    path.push_back(next);
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), path.back()));
  std::string words = network.name(path.front());
  for (std::size_t k = 1; k < path.size(); ++k) {
    // A long way round is told by its beginning and its end.
    if (k == 6 && path.size() > 12) {
      words += " -> ...";
      k = path.size() - 5;
    }
    words += " -> " + network.name(path[k]);
  }
  return words;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_ROUND_HPP
