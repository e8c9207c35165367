#ifndef BEHALF_TESTS_SUPPORT_SCALING_BRUTE_FORCE_HPP
#define BEHALF_TESTS_SUPPORT_SCALING_BRUTE_FORCE_HPP

#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

/// Compiled once for all suites, in models/population_study.cpp.
extern template class behalf::PopulationStudy<double>;

namespace behalf_test {

/// A random delegation whose rows are groups, with spread inside them and some weights of 0.
[[nodiscard]] inline behalf::LinearQuadraticSpec<> random_whole(Draw& draw) {
  behalf::LinearQuadraticSpec<> whole = random_spec(draw);
  whole.reference = {};
  return whole;
}

/// Indices of the members of a set that is written in the bits of a number.
[[nodiscard]] inline std::vector<Eigen::Index> members(unsigned bits) {
  std::vector<Eigen::Index> result;
  for (Eigen::Index i = 0; i < 32; ++i) {
    if ((bits >> static_cast<unsigned>(i) & 1U) != 0) result.push_back(i);
  }
  return result;
}

/// The delegation by these groups of these attributes, written down from the definition alone: one full row per group,
/// matrices with a selection in front and behind.
[[nodiscard]] inline behalf::LinearQuadraticSpec<> restricted(const behalf::LinearQuadraticSpec<>& whole,
                                                              const behalf::ScalingPlan<>& plan,
                                                              const behalf::ScalingPoint<>& at,
                                                              const std::vector<Eigen::Index>& attributes,
                                                              const std::vector<Eigen::Index>& groups) {
  using behalf::Matrix;
  using behalf::Vector;
  const Eigen::Index g = at.generality;
  Matrix<> select = Matrix<>::Zero(whole.dimension(), g);
  for (Eigen::Index j = 0; j < g; ++j) select(attributes[static_cast<std::size_t>(j)], j) = 1;
  const Vector<> weights = whole.weights_or_default();
  behalf::LinearQuadraticSpec<> spec;
  spec.values.resize(at.scope, g);
  spec.weights = Vector<>(at.scope);
  Vector<> mean = Vector<>::Zero(g);
  double total = 0;
  for (const Eigen::Index group : groups) total += weights(group);
  for (Eigen::Index k = 0; k < at.scope; ++k) {
    const Eigen::Index group = groups[static_cast<std::size_t>(k)];
    (*spec.weights)(k) = weights(group) / total;
    mean += (*spec.weights)(k) * (whole.values.row(group) * select).transpose();
  }
  for (Eigen::Index k = 0; k < at.scope; ++k) {
    const Eigen::Index group = groups[static_cast<std::size_t>(k)];
    spec.values.row(k) = (1 - at.diversity) * mean.transpose() + at.diversity * (whole.values.row(group) * select);
    if (whole.covariances.empty()) continue;
    const Matrix<> covariance = select.transpose() * whole.covariances[static_cast<std::size_t>(group)] * select;
    spec.covariances.push_back(at.diversity * at.diversity * covariance);
  }
  if (whole.cost) spec.cost = Matrix<>(select.transpose() * *whole.cost * select);
  if (whole.translation) spec.translation = Matrix<>(select.transpose() * *whole.translation * select);
  if (whole.taste) spec.taste = Vector<>(select.transpose() * *whole.taste);
  if (plan.metrics) {
    Matrix<> metrics = Matrix<>::Zero(std::min(*plan.metrics, g), g);
    metrics.diagonal().setOnes();
    spec.metrics = metrics;
  } else if (whole.metrics) {
    spec.metrics = whole.metrics->rows() == 0 ? Matrix<>(0, g) : Matrix<>(*whole.metrics * select);
  }
  if (plan.budget) {
    spec.noise = Matrix<>(static_cast<double>(g * at.scope) / *plan.budget * Matrix<>::Identity(g, g));
  } else if (whole.noise) {
    Matrix<> noise = select.transpose() * whole.noise->finite_noise() * select;
    for (Eigen::Index j = 0; j < g; ++j) {
      const Eigen::Index attribute = attributes[static_cast<std::size_t>(j)];
      if (std::isinf(whole.noise->noise()(attribute, attribute))) noise(j, j) = std::numeric_limits<double>::infinity();
    }
    spec.noise = noise;
  }
  spec.risk_aversion = whole.risk_aversion;
  spec.bargaining = whole.bargaining;
  return spec;
}

/// The plain average over all pairs of attributes and groups of positive weight: regrets, stake and gap alone, solved by
/// the reference model one at a time.
struct BruteForce {
  behalf::Vector<> regrets = behalf::Vector<>::Zero(8);
  double stake = 0;
  int pairs = 0;
};

[[nodiscard]] inline BruteForce brute_force(const behalf::LinearQuadraticSpec<>& whole,
                                            const behalf::ScalingPlan<>& plan, const behalf::ScalingPoint<>& at) {
  BruteForce result;
  const behalf::Vector<> weights = whole.weights_or_default();
  for (unsigned a = 0; a < 1U << static_cast<unsigned>(whole.dimension()); ++a) {
    const std::vector<Eigen::Index> attributes = members(a);
    if (static_cast<Eigen::Index>(attributes.size()) != at.generality) continue;
    for (unsigned b = 0; b < 1U << static_cast<unsigned>(whole.principals()); ++b) {
      const std::vector<Eigen::Index> groups = members(b);
      if (static_cast<Eigen::Index>(groups.size()) != at.scope) continue;
      if (std::any_of(groups.begin(), groups.end(), [&](Eigen::Index k) { return weights(k) == 0; })) continue;
      const behalf::Lattice<> mean =
          weighted_mean(solve(restricted(whole, plan, at, attributes, groups)).why.lattice());
      result.regrets += mean.regrets.row(0).transpose();
      result.stake += mean.stakes(0);
      ++result.pairs;
    }
  }
  result.regrets /= result.pairs;
  result.stake /= result.pairs;
  return result;
}

/// Every level of a random delegation and a few of diversity.
[[nodiscard]] inline behalf::ScalingPlan<> every_level(const behalf::LinearQuadraticSpec<>& whole) {
  behalf::ScalingPlan<> plan{.diversity = {0, 0.5, 1, 2}, .samples = 100000};
  const Eigen::Index groups = (whole.weights_or_default().array() > 0).count();
  for (Eigen::Index g = 1; g <= whole.dimension(); ++g) plan.generality.push_back(g);
  for (Eigen::Index s = 1; s <= groups; ++s) plan.scope.push_back(s);
  return plan;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SCALING_BRUTE_FORCE_HPP
