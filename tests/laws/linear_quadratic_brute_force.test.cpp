// The whole lattice again by brute force: contracts are found by climbing the bargainers' payoffs, evaluated from what the
// agent does, and separate bargainers answer each other until nobody moves. No formula of the model is used.

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <Eigen/SVD>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::Bargaining;
using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;

/// What is left of the axes once some are ideal.
struct World {
  Matrix<> cost;
  Matrix<> translation;
  Matrix<> pay;  ///< d × p: the incentives that a contract may consist of.
  Matrix<> noise;
  Vector<> taste;
  double risk_aversion;

  World(const LinearQuadraticSpec<>& spec, AxisSet ideal) : risk_aversion{spec.risk_aversion} {
    const Eigen::Index d = spec.dimension();
    const Matrix<> identity = Matrix<>::Identity(d, d);
    const bool asked = ideal.contains(Axis::objectives);
    const bool noisy = spec.noise && !ideal.contains(Axis::information);
    cost = spec.cost.value_or(identity);
    translation = asked ? identity : spec.translation.value_or(identity);
    taste = asked || !spec.taste ? Vector<>(Vector<>::Zero(d)) : *spec.taste;
    noise = noisy ? spec.noise->finite_noise() : Matrix<>(Matrix<>::Zero(d, d));
    pay = asked ? identity : spec.metrics.value_or(identity).transpose();
    if (!noisy || pay.cols() == 0) return;
    for (const Eigen::Index unseen : spec.noise->never_seen()) {
      if (pay.cols() == 0) return;
      pay = Matrix<>(pay * Eigen::FullPivLU<Matrix<>>{pay.row(unseen)}.kernel());
      if (pay.isZero(1e-12)) pay.resize(d, 0);
    }
  }

  /// What the agent does when pay for one unit of each attribute rises by `incentive`.
  [[nodiscard]] Vector<> action(const Vector<>& incentive) const { return cost.partialPivLu().solve(incentive); }
  /// What an action and the risk of being paid for it cost the agent.
  [[nodiscard]] double burden(const Vector<>& action, const Vector<>& incentive) const {
    return 0.5 * action.dot(cost * action) + 0.5 * risk_aversion * incentive.dot(noise * incentive);
  }
  /// What a bargainer who wants `worth` has of its contract, after paying the agent for taking part: bargainers plan for
  /// an agent without a taste of its own.
  [[nodiscard]] double payoff(const Vector<>& worth, const Vector<>& others, const Vector<>& contract) const {
    const Vector<> incentive = others + pay * contract;
    const Vector<> done = action(incentive);
    return worth.dot(done) + others.dot(done) - burden(done, incentive);
  }
};

/// Climbs a concave quadratic payoff, of which only values are known; central differences are exact for it.
class Climber {
public:
  explicit Climber(const World& world) : world_{world} {
    const Eigen::Index p = world.pay.cols();
    const Vector<> nothing = Vector<>::Zero(world.pay.rows());
    Matrix<> curvature(p, p);
    const auto value = [&](const Vector<>& contract) { return world.payoff(nothing, nothing, contract); };
    for (Eigen::Index i = 0; i < p; ++i) {
      for (Eigen::Index j = 0; j < p; ++j) {
        const Vector<> a = Vector<>::Unit(p, i);
        const Vector<> b = Vector<>::Unit(p, j);
        curvature(i, j) = (value(a + b) - value(a - b) - value(b - a) + value(-a - b)) / 4;
      }
    }
    if (p == 0) return;
    step_ = Eigen::JacobiSVD<Matrix<>>{curvature, Eigen::ComputeThinU | Eigen::ComputeThinV};
    step_.setThreshold(1e-10);
  }

  [[nodiscard]] Vector<> best(const Vector<>& worth, const Vector<>& others) const {
    const Eigen::Index p = world_.pay.cols();
    Vector<> contract = Vector<>::Zero(p);
    if (p == 0) return contract;
    for (int pass = 0; pass < 2; ++pass) {
      Vector<> slope(p);
      for (Eigen::Index i = 0; i < p; ++i) {
        const Vector<> off = Vector<>::Unit(p, i);
        slope(i) = (world_.payoff(worth, others, contract + off) - world_.payoff(worth, others, contract - off)) / 2;
      }
      contract -= step_.solve(slope);
    }
    return contract;
  }

private:
  const World& world_;
  Eigen::JacobiSVD<Matrix<>> step_;
};

/// The incentive of all contracts together once each is the best answer to the others.
Vector<> equilibrium(const World& world, const std::vector<Vector<>>& wanted) {
  const Climber climber{world};
  const std::size_t n = wanted.size();
  std::vector<Vector<>> offers(n, Vector<>::Zero(world.pay.rows()));
  Vector<> total = Vector<>::Zero(world.pay.rows());
  for (int round = 0; round < 400; ++round) {
    Vector<> change = Vector<>::Zero(total.size());
    for (std::size_t i = 0; i < n; ++i) {
      const Vector<> answer = world.pay * climber.best(wanted[i], total - offers[i]);
      const Vector<> move = (answer - offers[i]) / static_cast<double>(n);
      offers[i] += move;
      change += move;
    }
    total += change;
    if (largest(change) <= 1e-13 * (1 + largest(total))) break;
  }
  return total;
}

Matrix<double, Eigen::Dynamic, 8> brute_force(const LinearQuadraticSpec<>& spec) {
  const Vector<> weights = spec.weights_or_default();
  const Vector<> mandate = spec.values.transpose() * weights;
  Matrix<> references = spec.values;
  if (spec.reference.kind() == behalf::Reference<>::Kind::collective) references = mandate.transpose();
  if (spec.reference.kind() == behalf::Reference<>::Kind::given) references = spec.reference.values();
  Matrix<double, Eigen::Dynamic, 8> regrets(references.rows(), 8);
  for (const AxisSet ideal : behalf::all_axis_sets) {
    const World world{spec, ideal};
    std::vector<Vector<>> wanted;
    if (spec.bargaining == Bargaining::unified) {
      wanted.push_back(world.translation * mandate);
    } else {
      for (Eigen::Index i = 0; i < spec.principals(); ++i) {
        if (weights(i) > 0) wanted.push_back(world.translation * spec.values.row(i).transpose() * weights(i));
      }
    }
    Vector<> incentive;
    if (!ideal.contains(Axis::principals)) incentive = equilibrium(world, wanted);
    for (Eigen::Index i = 0; i < references.rows(); ++i) {
      const Vector<> values = references.row(i).transpose();
      if (ideal.contains(Axis::principals)) incentive = equilibrium(world, {world.translation * values});
      const Vector<> done = world.action(incentive + world.taste);
      const Vector<> own = world.action(values);
      const double best = values.dot(own) - world.burden(own, Vector<>::Zero(own.size()));
      regrets(i, static_cast<Eigen::Index>(ideal.index())) = best - (values.dot(done) - world.burden(done, incentive));
    }
  }
  return regrets;
}

void compare_with_brute_force(Bargaining bargaining, std::uint64_t seed, int draws) {
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
    spec.bargaining = bargaining;
    spec.covariances.clear();
    const behalf_test::Solved solved = behalf_test::solve(spec);
    const double size = std::max(largest(solved.stakes()), largest(solved.regrets()));
    const Matrix<double, Eigen::Dynamic, 8> expected = brute_force(spec);
    CHECK(apart(solved.regrets(), expected) <= 1e-9 * size);
  }
}

}  // namespace

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("unified principals get what the best contract found by brute force gives them") {
    compare_with_brute_force(Bargaining::unified, 60, 60);
  }
  TEST_CASE("separate principals get what their best answers to each other converge to") {
    compare_with_brute_force(Bargaining::separate, 61, 30);
  }
}
