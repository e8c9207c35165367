// Mean and covariance of what a group wants are all that expected regrets of its members need.

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::solve;
using behalf_test::Solved;

/// The same people twice: each by itself, and by the mean and covariance (÷n) of their groups.
struct TwoViews {
  LinearQuadraticSpec<> people;
  LinearQuadraticSpec<> groups;
  std::vector<Eigen::Index> first;  ///< Row of the first person of each group, and one past the last of all.
};

TwoViews two_views(Draw& draw) {
  LinearQuadraticSpec<> rest = behalf_test::random_spec(draw);
  const Eigen::Index d = rest.dimension();
  const Eigen::Index groups = rest.principals();
  rest.covariances.clear();
  rest.names.clear();
  rest.reference = {};
  // Separate bargaining counts heads, so that a group is not its members.
  rest.bargaining = behalf::Bargaining::unified;
  TwoViews views{.people = rest, .groups = rest, .first = {0}};
  for (Eigen::Index g = 0; g < groups; ++g) views.first.push_back(views.first.back() + 1 + draw.below(5));
  const Vector<> weights = rest.weights_or_default();
  views.people.values = draw.matrix(views.first.back(), d);
  views.people.weights = Vector<>(views.first.back());
  for (Eigen::Index g = 0; g < groups; ++g) {
    const Eigen::Index from = views.first[static_cast<std::size_t>(g)];
    const Eigen::Index size = views.first[static_cast<std::size_t>(g) + 1] - from;
    const Matrix<> members = views.people.values.middleRows(from, size);
    const Vector<> mean = members.colwise().mean().transpose();
    const Matrix<> off = members.rowwise() - mean.transpose();
    views.people.weights->segment(from, size).setConstant(weights(g) / static_cast<double>(size));
    views.groups.values.row(g) = mean.transpose();
    views.groups.covariances.push_back(off.transpose() * off / static_cast<double>(size));
  }
  return views;
}

}  // namespace

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("moments of groups give the mean regret and stake and attribution of their members") {
    for (int k = 0; k < 150; ++k) {
      CAPTURE(k);
      Draw draw{50, static_cast<std::uint64_t>(k)};
      const TwoViews views = two_views(draw);
      const Solved people = solve(views.people);
      const Solved groups = solve(views.groups);
      const double allowed = 1e-12 * std::max(largest(people.regrets()), largest(people.stakes()));
      for (Eigen::Index g = 0; g < groups.why.size(); ++g) {
        const Eigen::Index from = views.first[static_cast<std::size_t>(g)];
        const Eigen::Index size = views.first[static_cast<std::size_t>(g) + 1] - from;
        const Matrix<> expected = people.regrets().middleRows(from, size).colwise().mean();
        CHECK(apart(groups.regrets().row(g), expected) <= allowed);
        CHECK(std::abs(groups.stakes()(g) - people.stakes().segment(from, size).mean()) <= allowed);
      }
      const behalf::Attribution<> everybody = behalf::weighted_mean(people.why);
      const behalf::Attribution<> summary = behalf::weighted_mean(groups.why);
      CHECK(std::abs(everybody.gap(0) - summary.gap(0)) <= allowed);
      CHECK(std::abs(everybody.stake(0) - summary.stake(0)) <= allowed);
      for (const behalf::Axis axis : behalf::all_axes) {
        CHECK(std::abs(everybody.shapley(axis, 0) - summary.shapley(axis, 0)) <= allowed);
      }
    }
  }

  TEST_CASE("spread within a group adds half its trace in cost units while principals are faulty") {
    const LinearQuadraticSpec<> spec{.values = behalf::rows({{1, 0}, {0, 1}}), .cost = behalf::diagonal({2, 4})};
    LinearQuadraticSpec<> spread = spec;
    spread.covariances = {behalf::rows({{1, 0.5}, {0.5, 3}}), behalf::diagonal({0, 0})};
    const Solved alike = solve(spec);
    const Solved diverse = solve(spread);
    // ½ (1/2 + 3/4)
    CHECK(diverse.regret({}, 0) == doctest::Approx(alike.regret({}, 0) + 0.625).epsilon(1e-14));
    CHECK(diverse.stakes()(0) == doctest::Approx(alike.stakes()(0) + 0.625).epsilon(1e-14));
    CHECK(apart(diverse.regrets().row(1), alike.regrets().row(1)) <= 1e-15);
    CHECK(diverse.regret(behalf::Axis::principals, 0) == doctest::Approx(0).epsilon(1e-14));
  }
}
