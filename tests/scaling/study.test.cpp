#include "support/compare.hpp"
#include "support/scaling_brute_force.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/model/population.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

using behalf::Axis;
using behalf::LinearQuadraticSpec;
using behalf::PopulationStudy;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf::vec;
using behalf_test::Draw;

namespace {

/// The rows of a study, each of which the study itself certifies.
std::vector<ScalingRow<>> rows_of(const PopulationStudy<>& study) { return behalf::run(study).value().rows; }

/// Needs every row to be the plain average of the reference model over all pairs.
void agrees_with_enumeration(const LinearQuadraticSpec<>& whole, const ScalingPlan<>& plan, double& worst) {
  const PopulationStudy<> study{whole, plan};
  const auto solved = behalf::run(study);
  CHECK(solved.certificate().duality_gap < 1e-11);
  for (const ScalingRow<>& row : solved.value().rows) {
    CAPTURE(to_text(row.at));
    const behalf_test::BruteForce expected = behalf_test::brute_force(whole, plan, row.at);
    CHECK(row.exact);
    CHECK(row.draws == static_cast<std::uint64_t>(expected.pairs));
    CHECK(row.gap.standard_error == 0);
    const double size = std::max(expected.stake, expected.regrets(0));
    const auto off = [&](double a, double b) { worst = std::max(worst, size > 0 ? std::abs(a - b) / size : 0); };
    for (std::size_t ideal = 0; ideal < 8; ++ideal)
      off(row.regrets[ideal], expected.regrets(static_cast<Eigen::Index>(ideal)));
    off(row.stake.value, expected.stake);
    const behalf::Attribution<> why{row.lattice()};
    for (const Axis axis : behalf::all_axes) off(row.share(axis).value, why.shapley(axis, 0));
    for (const behalf::AxisSet faulty : behalf::all_axis_sets) off(row.dividend(faulty).value, why.dividend(faulty, 0));
  }
}

}  // namespace

TEST_SUITE("scaling/study") {
  TEST_CASE("a point is the plain average of the reference model over all subsets of attributes and groups") {
    double worst = 0;
    int separate = 0;
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{300, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> whole = behalf_test::random_whole(draw);
      ScalingPlan<> plan = behalf_test::every_level(whole);
      if (k % 3 != 0) plan.metrics = draw.below(whole.dimension() + 2);
      if (k % 2 == 0) plan.budget = 0.5 * static_cast<double>(1 + draw.below(20));
      plan.diversity = {plan.diversity[static_cast<std::size_t>(k) % 4], 1.25};
      if (whole.bargaining == behalf::Bargaining::separate) ++separate;
      agrees_with_enumeration(whole, plan, worst);
    }
    CHECK(worst < 1e-11);
    CHECK(separate > 15);
  }

  TEST_CASE("draws agree with the exact average within four standard errors") {
    double squares = 0;
    int count = 0;
    for (int k = 0; k < 12; ++k) {
      CAPTURE(k);
      Draw draw{301, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> whole = behalf_test::random_whole(draw);
      while (whole.dimension() < 4) whole = behalf_test::random_whole(draw);
      constexpr Eigen::Index n = 20;
      whole.values = draw.matrix(n, whole.dimension());
      whole.weights = draw.weights(n).array() + 0.125;
      whole.names.clear();
      whole.covariances.clear();
      for (Eigen::Index i = 0; i < n; ++i) whole.covariances.push_back(draw.covariance(whole.dimension()));
      ScalingPlan<> plan{.generality = {2, 3}, .scope = {1, 3, 18}, .samples = 1000000};
      const std::vector<ScalingRow<>> all = rows_of(PopulationStudy<>{whole, plan});
      plan.samples = 250;
      plan.seed = static_cast<std::uint64_t>(k);
      const std::vector<ScalingRow<>> drawn = rows_of(PopulationStudy<>{whole, plan});
      for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].exact);
        if (drawn[i].exact) continue;
        CAPTURE(to_text(all[i].at));
        CHECK(drawn[i].draws == 250);
        const auto near = [&](const behalf::Estimate<>& a, const behalf::Estimate<>& b) {
          const double scale = std::max(all[i].stake.value, all[i].gap.value);
          CHECK(std::abs(a.value - b.value) <= 4 * b.standard_error + 1e-12 * scale);
          if (b.standard_error <= 1e-9 * scale) return;
          squares += std::pow((a.value - b.value) / b.standard_error, 2);
          ++count;
        };
        near(all[i].gap, drawn[i].gap);
        near(all[i].stake, drawn[i].stake);
        if (all[i].relative_gap) near(*all[i].relative_gap, *drawn[i].relative_gap);
        for (std::size_t axis = 0; axis < 3; ++axis) near(all[i].shapley[axis], drawn[i].shapley[axis]);
        for (std::size_t faulty = 1; faulty < 8; ++faulty) near(all[i].dividends[faulty], drawn[i].dividends[faulty]);
      }
    }
    REQUIRE(count > 100);
    // Standard errors that are neither too small nor too large: squared deviations average to about 1.
    CHECK(squares / count > 0.5);
    CHECK(squares / count < 1.6);
  }

  TEST_CASE("drawing stops at the requested precision, and not before 64 draws") {
    Draw draw{302};
    LinearQuadraticSpec<> whole;
    whole.values = draw.matrix(12, 6).array() + 0.3;
    ScalingPlan<> plan{.generality = {3}, .scope = {5}, .samples = 10000, .precision = 0.02};
    const ScalingRow<> row = rows_of(PopulationStudy<>{whole, plan}).front();
    CHECK(row.gap.standard_error <= 0.02 * row.gap.value);
    CHECK(row.draws >= 64);
    CHECK(row.draws < 10000);
    CHECK((row.draws & (row.draws - 1)) == 0);
    plan.precision = 1e-9;
    CHECK(rows_of(PopulationStudy<>{whole, plan}).front().draws == 10000);
    plan.precision = 10;
    CHECK(rows_of(PopulationStudy<>{whole, plan}).front().draws == 64);
    plan.samples = 100000;  // more than there are: exact, whatever precision is asked for
    const ScalingRow<> all = rows_of(PopulationStudy<>{whole, plan}).front();
    CHECK(all.exact);
    CHECK(all.draws == 20 * 792);
  }

  TEST_CASE("many attributes are drawn as uniformly as few: sets that are not kept agree with the mean") {
    // C = I, one group of weight: gap of A is ½|v_A|² with nothing measured, so the mean over A is g/d of the whole.
    LinearQuadraticSpec<> whole;
    Draw draw{303};
    whole.values = draw.matrix(2, 16);
    ScalingPlan<> plan{.generality = {8}, .scope = {2}, .metrics = 0, .samples = 4000};
    const ScalingRow<> row = rows_of(PopulationStudy<>{whole, plan}).front();
    CHECK_FALSE(row.exact);
    const double expected = 0.5 * 0.5 * (whole.values.rowwise().squaredNorm().sum() / 2);
    CHECK(std::abs(row.gap.value - expected) <= 4 * row.gap.standard_error);
    CHECK(row.gap.standard_error > 0);
    CHECK(row.relative_gap->value == doctest::Approx(1).epsilon(1e-14));
    CHECK(row.relative_gap->standard_error < 1e-9);
  }

  TEST_CASE("diversity alone is irreducible: L7") {
    LinearQuadraticSpec<> whole;
    whole.values = vec({0, 2, 8});
    whole.weights = vec({0.5, 0.3, 0.2});
    whole.cost = behalf::Matrix<>::Constant(1, 1, 2);
    const std::vector<ScalingRow<>> rows =
        rows_of(PopulationStudy<>{whole, {.generality = {1}, .scope = {3}, .diversity = {0, 0.5, 1}}});
    CHECK(rows[0].gap.value == doctest::Approx(0));
    CHECK(rows[1].gap.value == doctest::Approx(2.29 / 4).epsilon(1e-14));
    CHECK(rows[2].gap.value == doctest::Approx(2.29).epsilon(1e-14));
    CHECK(rows[2].share(Axis::principals).value == doctest::Approx(2.29).epsilon(1e-14));
    // Σ w (ideal)² = 3.5 in the loss (x − ideal)², of which the action 1.1 leaves 2.29.
    CHECK(rows[2].stake.value == doctest::Approx(3.5).epsilon(1e-14));
  }

  TEST_CASE("one policy for several contexts loses the variance of what each wants: L8") {
    LinearQuadraticSpec<> whole;
    whole.values = vec({1, 2, 3});
    whole.noise = behalf::diagonal({1});
    const std::vector<ScalingRow<>> rows = rows_of(PopulationStudy<>{whole, {.generality = {1}, .scope = {1, 3}}});
    const auto surplus = [](const ScalingRow<>& row, behalf::AxisSet ideal) {
      return row.stake.value - row.regrets[ideal.index()];
    };
    CHECK(surplus(rows[0], behalf::AxisSet::none()) == doctest::Approx(7.0 / 6).epsilon(1e-14));
    CHECK(surplus(rows[1], behalf::AxisSet::none()) == doctest::Approx(1).epsilon(1e-14));
    CHECK(rows[1].gap.value - rows[1].regrets[behalf::AxisSet{Axis::principals}.index()] ==
          doctest::Approx(1.0 / 6).epsilon(1e-13));
  }

  TEST_CASE("groups of weight 0 are never served") {
    Draw draw{304};
    LinearQuadraticSpec<> whole;
    whole.values = draw.matrix(4, 3);
    whole.weights = vec({0.5, 0, 0.25, 0.25});
    LinearQuadraticSpec<> without = whole;
    without.values.row(1) = whole.values.row(3);
    without.values.conservativeResize(3, 3);
    without.values.row(1).swap(without.values.row(2));
    without.weights = vec({0.5, 0.25, 0.25});
    const ScalingPlan<> plan{.generality = {1, 3}, .scope = {1, 2, 3}, .diversity = {1}};
    const std::vector<ScalingRow<>> a = rows_of(PopulationStudy<>{whole, plan});
    const std::vector<ScalingRow<>> b = rows_of(PopulationStudy<>{without, plan});
    for (std::size_t k = 0; k < a.size(); ++k) CHECK(a[k].gap.value == doctest::Approx(b[k].gap.value).epsilon(1e-13));
  }

  TEST_CASE("a number that overflows is reported with the place and the axes") {
    LinearQuadraticSpec<> whole;
    whole.values = vec({1e200, -1e200});
    const auto done = behalf::run(PopulationStudy<>{whole, {.generality = {1}, .scope = {2}, .diversity = {1}}});
    CHECK(done.status() == behalf::Status::ill_conditioned);
    CHECK(done.where() == "at generality 1, scope 2, diversity 1: with ideal axes: none");
  }
}
