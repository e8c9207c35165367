#include "support/refused.hpp"
#include "support/scaling_brute_force.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/population/study.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <string>

using behalf::LinearQuadraticSpec;
using behalf::PopulationStudy;
using behalf::ScalingPlan;
using behalf::ScalingPoint;

namespace {

LinearQuadraticSpec<> some_whole() {
  LinearQuadraticSpec<> whole;
  whole.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}, {1, 1, 1}});
  whole.weights = behalf::vec({0.5, 0.3, 0, 0.2});
  return whole;
}

std::string refused(const ScalingPlan<>& plan, const LinearQuadraticSpec<>& whole = some_whole()) {
  return behalf_test::refused_rule([&] { return PopulationStudy<>{whole, plan}; });
}

}  // namespace

TEST_SUITE("scaling/plan") {
  TEST_CASE("a plan that does not fit is refused with the path of what is wrong") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const ScalingPlan<> good{.generality = {1, 3}, .scope = {1, 3}, .diversity = {0, 1}};
    CHECK(refused(good) == "was not refused");
    const auto with = [&good](const auto& change) {
      ScalingPlan<> plan = good;
      change(plan);
      return refused(plan);
    };
    CHECK(with([](auto& p) { p.generality.clear(); }) == "scaling.generality: expected at least one level, got none");
    CHECK(with([](auto& p) { p.scope.clear(); }) == "scaling.scope: expected at least one level, got none");
    CHECK(with([](auto& p) { p.diversity.clear(); }) == "scaling.diversity: expected at least one level, got none");
    CHECK(with([](auto& p) { p.generality = {1, 2, 4}; }) == "scaling.generality[2]: expected 1 to 3, got 4");
    CHECK(with([](auto& p) { p.generality = {0}; }) == "scaling.generality[0]: expected 1 to 3, got 0");
    CHECK(with([](auto& p) {
            p.generality = {2, 2};
          }) == "scaling.generality[1]: expected a level that is not listed before, got 2");
    CHECK(with([](auto& p) { p.scope = {1, 4}; }) == "scaling.scope[1]: expected 1 to 3, got 4");  // one has weight 0
    CHECK(with([](auto& p) { p.scope = {-1}; }) == "scaling.scope[0]: expected 1 to 3, got -1");
    CHECK(with([](auto& p) {
            p.diversity = {1, -0.5};
          }) == "scaling.diversity[1]: expected a finite number that is not negative, got -0.5");
    CHECK(with([&](auto& p) { p.diversity = {nan}; }) ==
          "scaling.diversity[0]: expected a finite number that is not negative, got nan");
    CHECK(with([&](auto& p) { p.diversity = {infinity}; }) ==
          "scaling.diversity[0]: expected a finite number that is not negative, got inf");
    CHECK(with([](auto& p) {
            p.diversity = {1, 1};
          }) == "scaling.diversity[1]: expected a level that is not listed before, got 1");
    CHECK(with([](auto& p) { p.metrics = -1; }) == "scaling.metrics: expected a number that is not negative, got -1");
    CHECK(with([](auto& p) { p.budget = 0; }) == "scaling.budget: expected a finite number above 0, got 0");
    CHECK(with([&](auto& p) { p.budget = nan; }) == "scaling.budget: expected a finite number above 0, got nan");
    CHECK(with([&](auto& p) { p.budget = infinity; }) == "scaling.budget: expected a finite number above 0, got inf");
    CHECK(with([](auto& p) { p.samples = 1; }) == "scaling.samples: expected 2 to 4294967295, got 1");
    CHECK(with([](auto& p) { p.samples = std::uint64_t{1} << 32U; }) ==
          "scaling.samples: expected 2 to 4294967295, got 4294967296");
    CHECK(with([](auto& p) { p.precision = 0; }) == "scaling.precision: expected a finite number above 0, got 0");
    CHECK(with([](auto& p) { p.points = {{1, 1, 1}}; }) == "scaling.points: expected no points beside a grid");
  }

  TEST_CASE("a list of points is checked point by point") {
    CHECK(refused({.points = {{1, 1, 1}, {3, 3, 0}}}) == "was not refused");
    CHECK(refused({.points = {{1, 1, 1}, {4, 3, 0}}}) == "scaling.points[1].generality: expected 1 to 3, got 4");
    CHECK(refused({.points = {{1, 5, 1}}}) == "scaling.points[0].scope: expected 1 to 3, got 5");
    CHECK(refused({.points = {{1, 1, -1}}}) ==
          "scaling.points[0].diversity: expected a finite number that is not negative, got -1");
    CHECK(refused({.points = {{1, 1, 0.5}, {2, 1, 1}, {1, 1, 0.5}}}) ==
          "scaling.points[2]: expected a point that is not listed before, got generality 1, scope 1, diversity 0.5");
  }

  TEST_CASE("what is averaged over must be a delegation whose rows are the groups") {
    const ScalingPlan<> plan{.generality = {1}, .scope = {1}};
    LinearQuadraticSpec<> whole = some_whole();
    whole.reference = behalf::Reference<>::collective();
    CHECK(refused(plan, whole) == "reference: expected each principal by its own values");
    whole = some_whole();
    whole.risk_aversion = -1;
    CHECK(refused(plan, whole) == "risk_aversion: expected a finite number that is not negative, got -1");
  }

  TEST_CASE("in a grid diversity varies fastest, then scope") {
    const ScalingPlan<> plan{.generality = {2, 1}, .scope = {1, 3}, .diversity = {0, 1, 2}};
    REQUIRE(plan.size() == 12);
    CHECK(plan.point(0) == ScalingPoint<>{2, 1, 0});
    CHECK(plan.point(2) == ScalingPoint<>{2, 1, 2});
    CHECK(plan.point(3) == ScalingPoint<>{2, 3, 0});
    CHECK(plan.point(6) == ScalingPoint<>{1, 1, 0});
    CHECK(plan.point(11) == ScalingPoint<>{1, 3, 2});
  }

  TEST_CASE("a study is known by its data, its plan and its seed") {
    const ScalingPlan<> plan{.generality = {1, 3}, .scope = {1, 3}};
    const std::uint64_t one = PopulationStudy<>{some_whole(), plan}.fingerprint();
    CHECK(one == PopulationStudy<>{some_whole(), plan}.fingerprint());
    const auto differs = [&](const auto& change) {
      ScalingPlan<> other_plan = plan;
      LinearQuadraticSpec<> other = some_whole();
      change(other, other_plan);
      return PopulationStudy<>{other, other_plan}.fingerprint() != one;
    };
    CHECK(differs([](auto&, auto& p) { p.seed = 1; }));
    CHECK(differs([](auto&, auto& p) { p.samples = 999; }));
    CHECK(differs([](auto&, auto& p) { p.metrics = 0; }));
    CHECK(differs([](auto&, auto& p) { p.budget = 3; }));
    CHECK(differs([](auto&, auto& p) { p.precision = 0.1; }));
    CHECK(differs([](auto&, auto& p) { p.scope = {3, 1}; }));
    CHECK(differs([](auto&, auto& p) { p.diversity = {0.5}; }));
    CHECK(differs([](auto& w, auto&) { w.values(1, 1) = 2.5; }));
    CHECK(differs([](auto& w, auto&) { (*w.weights)(0) = 0.6; }));
    CHECK(differs([](auto& w, auto&) { w.noise = behalf::diagonal({0, 0, 0}); }));
    CHECK(differs([](auto& w, auto&) { w.metrics = behalf::rows({{1, 0, 0}}); }));
    CHECK(differs([](auto& w, auto&) { w.translation = behalf::diagonal({1, 1, 1}); }));
    CHECK(differs([](auto& w, auto&) { w.cost = behalf::diagonal({1, 1, 1}); }));
    CHECK(differs([](auto& w, auto&) { w.taste = behalf::vec({0, 0, 0}); }));
    CHECK(differs([](auto& w, auto&) { w.risk_aversion = 2; }));
    CHECK(differs([](auto& w, auto&) { w.bargaining = behalf::Bargaining::separate; }));
    CHECK(differs([](auto& w, auto&) { w.covariances.assign(4, behalf::diagonal({0, 0, 1})); }));
  }
}
