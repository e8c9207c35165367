#include "support/table_model.hpp"

#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <vector>

using behalf::FamilyStudy;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf_test::TableModel;

namespace {

/// Two principals, of whom the second weighs three times as much; regrets grow with g, s and δ.
TableModel<> table(Eigen::Index g, Eigen::Index s, double delta, double extra = 0) {
  TableModel<> model;
  model.table.resize(2, 8);
  for (Eigen::Index ideal = 0; ideal < 8; ++ideal) {
    model.table(0, ideal) = static_cast<double>(7 - ideal) * static_cast<double>(g);
    model.table(1, ideal) = static_cast<double>(7 - ideal) * (static_cast<double>(s) + delta + extra);
  }
  model.stake = behalf::vec({10, 20});
  model.weight = behalf::vec({1, 3});
  return model;
}

}  // namespace

TEST_SUITE("scaling/family_study") {
  TEST_CASE("a point of a family is the weighted mean of the principals of its model") {
    const FamilyStudy study{"tables", [](Eigen::Index g, Eigen::Index s, double delta) { return table(g, s, delta); },
                            ScalingPlan<>{.generality = {1, 40}, .scope = {2}, .diversity = {0, 0.5}}};
    const std::vector<ScalingRow<>> rows = behalf::run(study).value().rows;
    REQUIRE(rows.size() == 4);
    CHECK(rows[3].gap.value == doctest::Approx(7 * (40 + 3 * 2.5) / 4));
    CHECK(rows[3].stake.value == doctest::Approx(17.5));
    CHECK(rows[3].exact);
    CHECK(rows[3].draws == 1);
    double sum = 0;
    for (const behalf::Axis axis : behalf::all_axes) sum += rows[3].share(axis).value;
    CHECK(sum == doctest::Approx(rows[3].gap.value));
  }

  TEST_CASE("a family that draws its models has standard errors and the same bits in shares") {
    const auto draw = [](Eigen::Index g, Eigen::Index s, double delta, behalf::RandomStream& random) {
      return table(g, s, delta, random.uniform());
    };
    ScalingPlan<> plan{.generality = {1, 2}, .scope = {2, 3}, .samples = 4000, .seed = 9};
    const FamilyStudy study{"drawn tables", draw, plan};
    const std::vector<ScalingRow<>> rows = behalf::run(study).value().rows;
    for (const ScalingRow<>& row : rows) {
      CHECK_FALSE(row.exact);
      CHECK(row.draws == 4000);
      const double expected =
          7 * (static_cast<double>(row.at.generality) + 3 * (row.at.level(behalf::ScalingAxis::scope) + 1.5)) / 4;
      CHECK(row.gap.standard_error == doctest::Approx(7 * 0.75 * std::sqrt(1.0 / 12 / 4000)).epsilon(0.05));
      CHECK(std::abs(row.gap.value - expected) <= 4 * row.gap.standard_error);
      CHECK(row.stake.standard_error == 0);
    }
    const auto halves = {behalf::run(study, behalf::shard(1, 2)).value(),
                         behalf::run(study, behalf::shard(0, 2)).value()};
    const std::vector<ScalingRow<>> merged = behalf::merge(study, halves);
    for (std::size_t k = 0; k < rows.size(); ++k) CHECK(merged[k].gap.value == rows[k].gap.value);
    plan.precision = 0.01;
    const ScalingRow<> soon = behalf::run(FamilyStudy{"drawn tables", draw, plan}).value().rows.front();
    CHECK(soon.draws < 4000);
    CHECK(soon.gap.standard_error <= 0.01 * soon.gap.value);
  }

  TEST_CASE("a model without a solution is reported with its point and axes") {
    const FamilyStudy study{"unsolved",
                            [](Eigen::Index g, Eigen::Index s, double delta) {
                              TableModel<> model = table(g, s, delta);
                              if (s == 3) model.unsolved = behalf::Axis::information;
                              return model;
                            },
                            ScalingPlan<>{.generality = {1}, .scope = {2, 3}}};
    const auto done = behalf::run(study);
    CHECK(done.status() == behalf::Status::iteration_limit);
    CHECK(done.where() == "at generality 1, scope 3, diversity 1: with ideal axes: I: in the table");
  }

  TEST_CASE("a family makes its own metrics and budget, and is known by its name") {
    const auto make = [](Eigen::Index g, Eigen::Index s, double delta) { return table(g, s, delta); };
    const ScalingPlan<> plan{.generality = {1}, .scope = {1}};
    ScalingPlan<> measured = plan;
    measured.metrics = 1;
    ScalingPlan<> seen = plan;
    seen.budget = 1;
    ScalingPlan<> empty = plan;
    empty.scope.clear();
    CHECK_THROWS_WITH_AS((FamilyStudy{"f", make, measured}), doctest::Contains("scaling.metrics"),
                         behalf::InvalidArgument);
    CHECK_THROWS_WITH_AS((FamilyStudy{"f", make, seen}), doctest::Contains("scaling.budget"), behalf::InvalidArgument);
    CHECK_THROWS_WITH_AS((FamilyStudy{"f", make, empty}), doctest::Contains("scaling.scope"), behalf::InvalidArgument);
    CHECK(FamilyStudy{"f", make, plan}.fingerprint() != FamilyStudy{"g", make, plan}.fingerprint());
  }
}
