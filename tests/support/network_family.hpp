#ifndef BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP
#define BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP

#include "support/compare.hpp"
#include "support/network_brute_force.hpp"
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

  /// What each agent does, one after the other.
  [[nodiscard]] static Eigen::Index actions(const Spec& spec) {
    return spec.data.dimension() * static_cast<Eigen::Index>(spec.data.agent_count);
  }
  /// Σ_v x_v (v·a_v − ½a_vᵀC_v a_v): a party bears the deeds of the agents with its exposure to each.
  [[nodiscard]] static auto utility(const Spec& spec) {
    const NetworkBruteForce<> network{spec.data};
    const Eigen::Index d = spec.data.dimension();
    behalf::Matrix<> wants(d, network.rows());
    behalf::Matrix<> exposures = network.exposures();
    for (Eigen::Index i = 0; i < network.rows(); ++i) wants.col(i) = network.values(i);
    if (spec.reference == behalf::NetworkReference::collective) {
      wants = network.collective_values();
      exposures = network.collective_exposure().transpose();
    }
    std::vector<behalf::Matrix<>> costs;
    for (std::size_t k = 0; k < spec.data.agent_count; ++k) {
      const behalf::Agent<>& type = spec.data.agent_types[spec.data.agent_type.empty() ? 0 : spec.data.agent_type[k]];
      costs.push_back(type.cost.value_or(behalf::Matrix<>::Identity(d, d)));
    }
    return [wants, exposures, costs](Eigen::Index i, const behalf::Vector<>& action) {
      double sum = 0;
      for (std::size_t k = 0; k < costs.size(); ++k) {
        const Eigen::Index agent = static_cast<Eigen::Index>(k);
        const behalf::Vector<> deed = action.segment(agent * wants.rows(), wants.rows());
        sum += exposures(i, agent) * (wants.col(i).dot(deed) - deed.dot(costs[k] * deed) / 2);
      }
      return sum;
    };
  }
  [[nodiscard]] static Spec in_units(const Spec& spec, double k) {
    Spec result = spec;
    result.data.values *= k;
    result.data.affected_values *= k;
    result.data.tastes *= k;
    for (behalf::Agent<>& type : result.data.agent_types) {
      const Eigen::Index d = spec.data.dimension();
      type.cost = k * type.cost.value_or(behalf::Matrix<>::Identity(d, d));
      type.risk_aversion /= k;
    }
    return result;
  }
  /// With one principal its agents may still have a part of their mandate from nobody, which ideal principals have not.
  [[nodiscard]] static std::optional<Spec> with_ideal(const Spec& spec, behalf::Axis axis) {
    if (axis == behalf::Axis::principals) return std::nullopt;
    Spec result = spec;
    if (axis == behalf::Axis::objectives) result.data.tastes.resize(0, 0);
    for (behalf::DelegationTerms<>& terms : result.data.terms) {
      if (axis == behalf::Axis::objectives) {
        terms.translation.reset();
        terms.metrics.reset();
      } else {
        terms.noise.reset();
        terms.transmission.reset();
      }
    }
    // A web that carries more round its cycles may have no meaning.
    if (NetworkBruteForce<>{result.data}.largest_spectral_radius() >= 0.95) return std::nullopt;
    return result;
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
