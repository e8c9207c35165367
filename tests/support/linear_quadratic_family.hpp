#ifndef BEHALF_TESTS_SUPPORT_LINEAR_QUADRATIC_FAMILY_HPP
#define BEHALF_TESTS_SUPPORT_LINEAR_QUADRATIC_FAMILY_HPP

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
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

  [[nodiscard]] static Eigen::Index actions(const Spec& spec) { return spec.dimension(); }
  /// v·a − ½aᵀCa. A group is served person by person: the mean of it, and what serving each person apart from it adds.
  [[nodiscard]] static auto utility(const Spec& spec) {
    const Eigen::Index d = spec.dimension();
    const behalf::Matrix<> cost = spec.cost.value_or(behalf::Matrix<>::Identity(d, d));
    behalf::Matrix<> wants = spec.values;
    if (spec.reference.kind() == behalf::Reference<>::Kind::collective) {
      wants = spec.weights_or_default().transpose() * spec.values;
    }
    if (spec.reference.kind() == behalf::Reference<>::Kind::given) wants = spec.reference.values();
    behalf::Vector<> apart = behalf::Vector<>::Zero(wants.rows());
    for (std::size_t i = 0; spec.by_each() && i < spec.covariances.size(); ++i) {
      apart(static_cast<Eigen::Index>(i)) = (cost.inverse() * spec.covariances[i]).trace() / 2;
    }
    return [cost, wants, apart](Eigen::Index i, const behalf::Vector<>& action) {
      return wants.row(i).dot(action) - action.dot(cost * action) / 2 + apart(i);
    };
  }
  [[nodiscard]] static Spec in_units(const Spec& spec, double k) {
    Spec result = spec;
    result.values *= k;
    for (behalf::Matrix<>& covariance : result.covariances) covariance *= k * k;
    result.cost = k * spec.cost.value_or(behalf::Matrix<>::Identity(spec.dimension(), spec.dimension()));
    if (result.taste) *result.taste *= k;
    result.risk_aversion /= k;
    if (spec.reference.kind() == behalf::Reference<>::Kind::given) {
      result.reference = behalf::Reference<>::given(k * spec.reference.values(), spec.reference.weights());
    }
    return result;
  }
  /// Everything is looked at again, or what was never seen is seen too.
  [[nodiscard]] static Spec with_more_seen(const Spec& spec, Draw& draw) {
    Spec result = spec;
    if (!spec.noise) return result;
    behalf::Matrix<> noise = spec.noise->noise();
    const bool again = draw.one_in(2);
    for (Eigen::Index i = 0; i < noise.rows(); ++i) {
      if (noise(i, i) > std::numeric_limits<double>::max() && !again) noise(i, i) = 1;
    }
    if (again) noise /= 2;
    result.noise = noise;
    return result;
  }
  [[nodiscard]] static std::pair<Spec, Spec> with_clone(const Spec& spec, Eigen::Index i) {
    Spec before = spec;
    before.weights = spec.weights_or_default();
    before.bargaining = behalf::Bargaining::unified;  // a clone that bargains for itself adds a bargainer
    Spec after = before;
    const Eigen::Index n = spec.principals();
    after.values.conservativeResize(n + 1, Eigen::NoChange);
    after.values.row(n) = spec.values.row(i);
    after.weights->conservativeResize(n + 1);
    (*after.weights)(i) /= 2;
    (*after.weights)(n) = (*after.weights)(i);
    if (!spec.covariances.empty()) after.covariances.push_back(spec.covariances[static_cast<std::size_t>(i)]);
    if (!spec.names.empty()) after.names.push_back("clone");
    return {before, after};
  }
  [[nodiscard]] static std::optional<Spec> with_ideal(const Spec& spec, behalf::Axis axis) {
    Spec result = spec;
    switch (axis) {
      case behalf::Axis::objectives:
        result.translation.reset();
        result.metrics.reset();
        result.taste.reset();
        break;
      case behalf::Axis::information: result.noise.reset(); break;
      case behalf::Axis::principals:
        if (spec.reference.kind() == behalf::Reference<>::Kind::given) return std::nullopt;
        result.values = spec.values.topRows(1);
        result.weights.reset();
        result.covariances.clear();
        if (!spec.names.empty()) result.names.resize(1);
        break;
    }
    return result;
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
