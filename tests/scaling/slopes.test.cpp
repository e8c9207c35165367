// Closed-form derivatives against dual numbers and against differences.

#include "support/compare.hpp"
#include "support/dual.hpp"
#include "support/scaling_brute_force.hpp"

#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#ifndef BEHALF_TEST_DUAL_NUMBERS
#define BEHALF_TEST_DUAL_NUMBERS 1
#endif

using behalf::LinearQuadraticSpec;
using behalf::PopulationStudy;
using behalf::ScalingPlan;
using behalf::ScalingPoint;
using behalf::ScalingRow;
using behalf_test::Draw;
using behalf_test::Dual;

namespace {

/// A delegation, a plan with one point, and whether the point is drawn.
struct Case {
  LinearQuadraticSpec<> whole;
  ScalingPlan<> plan;

  explicit Case(int k) {
    Draw draw{340, static_cast<std::uint64_t>(k)};
    whole = behalf_test::random_whole(draw);
    const Eigen::Index groups = (whole.weights_or_default().array() > 0).count();
    if (k % 3 != 0) plan.metrics = draw.below(whole.dimension() + 1);
    if (k % 2 == 0) plan.budget = 0.5 + static_cast<double>(draw.below(20));
    if (whole.risk_aversion == 0 && k % 4 < 2) whole.risk_aversion = 0.75;
    plan.samples = k % 5 == 0 ? 3 : 100000;
    plan.points = {
        {1 + draw.below(whole.dimension()), 1 + draw.below(groups), 0.25 * static_cast<double>(draw.below(7))}};
  }

  [[nodiscard]] behalf::Vector<> numbers(double delta, double r, double budget) const {
    Case moved = *this;
    moved.plan.points[0].diversity += delta;
    moved.whole.risk_aversion += r;
    if (moved.plan.budget) *moved.plan.budget += budget;
    const PopulationStudy<> study{moved.whole, moved.plan};
    PopulationStudy<>::Workspace workspace;
    ScalingRow<> row;
    CHECK(study.row_into(0, row, workspace).status == behalf::Status::optimal);
    behalf::Vector<> result(9);
    for (std::size_t i = 0; i < 8; ++i) result(static_cast<Eigen::Index>(i)) = row.regrets[i];
    result(8) = row.stake.value;
    return result;
  }
};

behalf::Vector<> as_vector(const std::array<double, 9>& numbers) {
  return Eigen::Map<const behalf::Vector<>>(numbers.data(), 9);
}

}  // namespace

TEST_SUITE("scaling/slopes") {
  TEST_CASE("derivatives in diversity, risk aversion and budget are the limits of differences") {
    double worst = 0;
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      const Case one{k};
      const behalf::ScalingSlopes<> slopes = PopulationStudy<>{one.whole, one.plan}.slopes(0).value();
      const double size = std::max(1.0, behalf_test::largest(one.numbers(0, 0, 0)));
      const auto compare = [&](const std::array<double, 9>& slope, const auto& at) {
        const double h = 1e-3;
        const behalf::Vector<> difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        const double apart = behalf_test::apart(as_vector(slope), difference);
        worst = std::max(worst, apart / std::max(size, behalf_test::largest(difference)));
      };
      if (one.plan.points[0].diversity > 0) {
        compare(slopes.diversity, [&](double h) { return one.numbers(h, 0, 0); });
      }
      if (one.whole.risk_aversion > 0) {
        compare(slopes.risk_aversion, [&](double h) { return one.numbers(0, h, 0); });
      }
      CHECK(slopes.budget.has_value() == one.plan.budget.has_value());
      if (!slopes.budget) continue;
      compare(*slopes.budget, [&](double h) { return one.numbers(0, 0, h); });
      // Noise enters as r Σ only: a larger budget is a smaller risk aversion.
      const behalf::Vector<> as_risk = -one.whole.risk_aversion / *one.plan.budget * as_vector(slopes.risk_aversion);
      CHECK(behalf_test::apart(as_risk, as_vector(*slopes.budget)) <= 1e-12 * size);
    }
    CHECK(worst < 1e-7);
  }

#if BEHALF_TEST_DUAL_NUMBERS
  TEST_CASE("derivatives are those of dual numbers, to rounding") {
    double worst = 0;
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      const Case one{k};
      const behalf::ScalingSlopes<> slopes = PopulationStudy<>{one.whole, one.plan}.slopes(0).value();
      const behalf::Vector<> here = one.numbers(0, 0, 0);
      const auto compare = [&](const std::array<double, 9>& slope, double delta, double r, double budget) {
        LinearQuadraticSpec<Dual> whole = behalf_test::cast<Dual>(one.whole);
        whole.risk_aversion = {one.whole.risk_aversion, r};
        ScalingPlan<Dual> plan{.samples = one.plan.samples};
        plan.metrics = one.plan.metrics;
        if (one.plan.budget) plan.budget = Dual{*one.plan.budget, budget};
        const ScalingPoint<>& at = one.plan.points[0];
        plan.points = {{at.generality, at.scope, Dual{at.diversity, delta}}};
        const PopulationStudy<Dual> study{whole, plan};
        PopulationStudy<Dual>::Workspace workspace;
        ScalingRow<Dual> row;
        REQUIRE(study.row_into(0, row, workspace).status == behalf::Status::optimal);
        double size = std::max(1.0, behalf_test::largest(here));
        for (const double x : slope) size = std::max(size, std::abs(x));
        for (std::size_t i = 0; i < 9; ++i) {
          const Dual& number = i < 8 ? row.regrets[i] : row.stake.value;
          worst = std::max({worst, std::abs(number.value() - here(static_cast<Eigen::Index>(i))) / size,
                            std::abs(number.derivative() - slope[i]) / size});
        }
      };
      compare(slopes.diversity, 1, 0, 0);
      // A tangent at r = 0 takes no factorisation, and with it no derivative, in the model of dual numbers.
      if (one.whole.risk_aversion > 0) compare(slopes.risk_aversion, 0, 1, 0);
      if (slopes.budget) compare(*slopes.budget, 0, 0, 1);
    }
    CHECK(worst < 1e-11);
  }
#endif

  TEST_CASE("at no risk aversion the derivative is one-sided, and correct") {
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Case one{k};
      one.whole.risk_aversion = 0;
      const behalf::ScalingSlopes<> slopes = PopulationStudy<>{one.whole, one.plan}.slopes(0).value();
      const double h = 1e-6;
      const behalf::Vector<> difference =
          (-3 * one.numbers(0, 0, 0) + 4 * one.numbers(0, h, 0) - one.numbers(0, 2 * h, 0)) / (2 * h);
      CHECK(behalf_test::apart(as_vector(slopes.risk_aversion), difference) <=
            1e-5 * std::max(1.0, behalf_test::largest(difference)));
    }
  }
}
