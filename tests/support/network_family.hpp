#ifndef BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP
#define BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace behalf_test {

/// The data with its vertices renumbered: what was vertex v is vertex `now[v]`. Kinds must not mix.
[[nodiscard]] inline behalf::NetworkData<> renumbered(const behalf::NetworkData<>& data,
                                                      const std::vector<std::uint32_t>& now) {
  behalf::NetworkData<> result = data;
  const Eigen::Index p = data.values.cols();
  for (std::size_t v = 0; v < now.size(); ++v) {
    const Eigen::Index from = static_cast<Eigen::Index>(v);
    const Eigen::Index to = static_cast<Eigen::Index>(now[v]);
    if (!data.names.empty()) result.names[now[v]] = data.names[v];
    if (from < p) {
      result.values.col(to) = data.values.col(from);
      if (data.weights) (*result.weights)(to) = (*data.weights)(from);
    } else if (data.is_agent(v)) {
      const std::size_t k = v - data.principals();
      const std::size_t j = now[v] - data.principals();
      if (!data.agent_type.empty()) result.agent_type[j] = data.agent_type[k];
      if (data.tastes.size() > 0) result.tastes.col(to - p) = data.tastes.col(from - p);
      if (!data.keep.empty()) result.keep[j] = data.keep[k];
    } else {
      const Eigen::Index first = p + static_cast<Eigen::Index>(data.agent_count);
      result.affected_values.col(to - first) = data.affected_values.col(from - first);
      if (data.affected_weights) (*result.affected_weights)(to - first) = (*data.affected_weights)(from - first);
    }
  }
  for (std::uint32_t& source : result.sources) source = now[source];
  for (std::uint32_t& target : result.targets) target = now[target];
  for (auto& exposure : result.exposures) {
    exposure.agent = now[exposure.agent];
    exposure.party = now[exposure.party];
  }
  return result;
}

/// Random networks for the laws of a delegation model.
template <class Scalar, bool diagonal = false, int Dim = Eigen::Dynamic>
struct NetworkFamily {
  struct Spec {
    behalf::NetworkData<> data;
    behalf::NetworkReference reference = behalf::NetworkReference::each;
  };
  using Model = behalf::Network<Scalar, Dim>;

  [[nodiscard]] static Spec draw(int k) {
    Draw draw{230, static_cast<std::uint64_t>(k)};
    Spec spec;
    if (draw.one_in(3)) spec.reference = behalf::NetworkReference::collective;
    spec.data = random_network(draw, {.diagonal = diagonal},
                               Dim == Eigen::Dynamic ? std::nullopt : std::optional<Eigen::Index>{Dim});
    // A mandate that cancels must do so exactly: relative to a stake of rounding errors no tolerance means anything.
    if (!spec.data.weights) spec.data.weights = draw.weights(spec.data.values.cols());
    return spec;
  }
  [[nodiscard]] static Model make(const Spec& spec) { return Model{cast<Scalar>(spec.data), spec.reference}; }
  [[nodiscard]] static Eigen::Index principals(const Spec& spec) { return spec.data.values.cols(); }
  [[nodiscard]] static Spec relabelled(const Spec& spec, const std::vector<Eigen::Index>& order) {
    std::vector<std::uint32_t> now(spec.data.parties());
    for (std::size_t v = 0; v < now.size(); ++v) now[v] = static_cast<std::uint32_t>(v);
    for (std::size_t i = 0; i < order.size(); ++i) {
      now[static_cast<std::size_t>(order[i])] = static_cast<std::uint32_t>(i);
    }
    return {renumbered(spec.data, now), spec.reference};
  }
  /// Affected parties follow principals; the collective does not depend on their order.
  [[nodiscard]] static std::vector<Eigen::Index> rows(const Spec& spec, const std::vector<Eigen::Index>& order) {
    if (spec.reference == behalf::NetworkReference::collective) return {0};
    std::vector<Eigen::Index> rows = order;
    for (std::size_t k = 0; k < spec.data.affected(); ++k) rows.push_back(static_cast<Eigen::Index>(rows.size()));
    return rows;
  }
};

/// Needs that the network in another scalar type has the regrets of the network of doubles, up to a multiple of their size.
template <class Scalar, bool diagonal = false>
void network_agrees_with_doubles(int draws, double tolerance) {
  using Doubles = NetworkFamily<double, diagonal>;
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    const auto spec = Doubles::draw(k);
    const behalf::Lattice<> expected = behalf::lattice(Doubles::make(spec)).value();
    const behalf::Lattice<Scalar> found =
        behalf::lattice(behalf::Network<Scalar>{cast<Scalar>(spec.data), spec.reference}).value();
    const behalf::Matrix<> rounded = found.regrets.unaryExpr([](const Scalar& x) { return behalf::to_double(x); });
    CHECK(apart(rounded, expected.regrets) <=
          tolerance * std::max(largest(expected.stakes), largest(expected.regrets)));
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP
