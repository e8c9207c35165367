#ifndef BEHALF_TESTS_SUPPORT_LINEAR_QUADRATIC_FAMILY_HPP
#define BEHALF_TESTS_SUPPORT_LINEAR_QUADRATIC_FAMILY_HPP

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace behalf_test {

/// The data with principal `order[i]` in place i.
[[nodiscard]] inline behalf::LinearQuadraticSpec<> reorder(const behalf::LinearQuadraticSpec<>& spec,
                                                           const std::vector<Eigen::Index>& order) {
  behalf::LinearQuadraticSpec<> result = spec;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Eigen::Index to = static_cast<Eigen::Index>(i);
    const std::size_t from = static_cast<std::size_t>(order[i]);
    result.values.row(to) = spec.values.row(order[i]);
    if (spec.weights) (*result.weights)(to) = (*spec.weights)(order[i]);
    if (!spec.covariances.empty()) result.covariances[i] = spec.covariances[from];
    if (!spec.names.empty()) result.names[i] = spec.names[from];
  }
  return result;
}

/// Random linear–quadratic delegations for the laws of a delegation model.
template <class Scalar, int Dim = Eigen::Dynamic>
struct LinearQuadraticFamily {
  using Spec = behalf::LinearQuadraticSpec<>;
  using Model = behalf::LinearQuadratic<Scalar, Dim>;

  [[nodiscard]] static Spec draw(int k) {
    Draw draw{20, static_cast<std::uint64_t>(k)};
    return random_spec(draw, Dim == Eigen::Dynamic ? std::nullopt : std::optional<Eigen::Index>{Dim});
  }
  [[nodiscard]] static Model make(const Spec& spec) { return Model{cast<Scalar>(spec)}; }
  [[nodiscard]] static Eigen::Index principals(const Spec& spec) { return spec.principals(); }
  [[nodiscard]] static Spec relabelled(const Spec& spec, const std::vector<Eigen::Index>& order) {
    return reorder(spec, order);
  }
  /// A constructed reference does not depend on the order of principals.
  [[nodiscard]] static std::vector<Eigen::Index> rows(const Spec& spec, const std::vector<Eigen::Index>& order) {
    switch (spec.reference.kind()) {
      case behalf::Reference<>::Kind::each: return order;
      case behalf::Reference<>::Kind::collective: return {0};
      case behalf::Reference<>::Kind::given: break;
    }
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < spec.reference.values().rows(); ++i) rows.push_back(i);
    return rows;
  }
};

/// The regrets of the same data in another scalar type, rounded to doubles.
template <class Scalar, int Dim = Eigen::Dynamic>
[[nodiscard]] behalf::Matrix<> regrets_as(const behalf::LinearQuadraticSpec<>& spec) {
  const behalf::LinearQuadratic<Scalar, Dim> model{cast<Scalar>(spec)};
  behalf::Matrix<> result(model.stakes().size(), 8);
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    const behalf::Vector<Scalar> regret = model.regret(ideal).value();
    for (Eigen::Index i = 0; i < regret.size(); ++i) {
      result(i, static_cast<Eigen::Index>(ideal.index())) = behalf::to_double(regret(i));
    }
  }
  return result;
}

/// Needs that the model in another scalar type has the regrets of the model of doubles, up to a multiple of their size.
template <class Scalar, int Dim = Eigen::Dynamic>
void agrees_with_doubles(std::uint64_t seed, int draws, double tolerance) {
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    const behalf::LinearQuadraticSpec<> spec =
        random_spec(draw, Dim == Eigen::Dynamic ? std::nullopt : std::optional<Eigen::Index>{Dim});
    const Solved solved = solve(spec);
    const double size = std::max(largest(solved.stakes()), largest(solved.regrets()));
    CHECK(apart(solved.regrets(), regrets_as<Scalar, Dim>(spec)) <= tolerance * size);
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_LINEAR_QUADRATIC_FAMILY_HPP
