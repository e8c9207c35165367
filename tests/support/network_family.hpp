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
