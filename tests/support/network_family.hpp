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
[[nodiscard]] behalf::NetworkData<> renumbered(const behalf::NetworkData<>& data,
                                               const std::vector<std::uint32_t>& now);

/// A network of doubles, from which networks in any scalar type are made.
struct NetworkSpec {
  behalf::NetworkData<> data;
  behalf::NetworkReference reference = behalf::NetworkReference::each;
};

/// The k-th random network for the laws of a delegation model.
[[nodiscard]] NetworkSpec random_network_spec(int k, NetworkKind kind, std::optional<Eigen::Index> dimension);
/// The same network, its principals in another order, as `ModelFamily` demands.
[[nodiscard]] NetworkSpec with_principals_in_order(const NetworkSpec& spec, const std::vector<Eigen::Index>& order);

/// Random networks for the laws of a delegation model: of any terms, of diagonal terms, or these two in turns.
enum class NetworkTerms { any, diagonal, both };
template <class Scalar, NetworkTerms terms = NetworkTerms::any, int Dim = Eigen::Dynamic>
struct NetworkFamily {
  using Spec = NetworkSpec;
  using Model = behalf::Network<Scalar, Dim>;

  [[nodiscard]] static Spec draw(int k) {
    const std::optional<Eigen::Index> d = Dim == Eigen::Dynamic ? std::nullopt : std::optional<Eigen::Index>{Dim};
    if (terms != NetworkTerms::both) return random_network_spec(k, {.diagonal = terms == NetworkTerms::diagonal}, d);
    return random_network_spec(k / 2, {.diagonal = k % 2 == 1}, d);
  }
  [[nodiscard]] static Model make(const Spec& spec) { return Model{cast<Scalar>(spec.data), spec.reference}; }
  [[nodiscard]] static Eigen::Index principals(const Spec& spec) { return spec.data.values.cols(); }
  [[nodiscard]] static Spec relabelled(const Spec& spec, const std::vector<Eigen::Index>& order) {
    return with_principals_in_order(spec, order);
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
    for (behalf::DelegationTerms<>& one : result.data.terms) {
      if (axis == behalf::Axis::objectives) {
        one.translation.reset();
        one.metrics.reset();
      } else {
        one.noise.reset();
        one.transmission.reset();
      }
    }
    // A web that carries more round its cycles may have no meaning.
    if (NetworkBruteForce<>{result.data}.largest_spectral_radius() >= 0.95) return std::nullopt;
    return result;
  }
};

/// Needs that networks in another scalar type have the regrets of networks of doubles, up to a multiple of their size.
template <class Scalar, NetworkTerms terms = NetworkTerms::any>
void network_agrees_with_doubles(int draws, double tolerance) {
  using Doubles = NetworkFamily<double, terms>;
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    const NetworkSpec spec = Doubles::draw(k);
    const behalf::Lattice<> expected = behalf::lattice(Doubles::make(spec)).value();
    const behalf::Lattice<Scalar> found = behalf::lattice(NetworkFamily<Scalar, terms>::make(spec)).value();
    const behalf::Matrix<> rounded = found.regrets.unaryExpr([](const Scalar& x) { return behalf::to_double(x); });
    CHECK(apart(rounded, expected.regrets) <=
          tolerance * std::max(largest(expected.stakes), largest(expected.regrets)));
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_NETWORK_FAMILY_HPP
