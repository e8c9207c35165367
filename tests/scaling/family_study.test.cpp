#include "support/compare.hpp"
#include "support/refused.hpp"
#include "support/table_model.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
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
    CHECK(rows[3].gap.value == behalf_test::exactly(7 * (40 + 3 * 2.5) / 4));
    CHECK(rows[3].stake.value == behalf_test::exactly(17.5));
    CHECK(rows[3].exact);
    CHECK(rows[3].draws == 1);
    double sum = 0;
    for (const behalf::Axis axis : behalf::all_axes) sum += rows[3].share(axis).value;
    CHECK(sum == behalf_test::exactly(rows[3].gap.value));
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
    const std::vector<ScalingRow<>> merged = behalf::merge_shards(study, halves);
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

  TEST_CASE("each model is solved once, and the certificate of a point is the worst of all its models") {
    std::size_t made = 0;
    const auto draw = [&made](Eigen::Index g, Eigen::Index s, double delta, behalf::RandomStream& random) {
      ++made;
      TableModel<> model = table(g, s, delta);
      model.certificate.dual_residual = 1e-9 * random.uniform();
      return model;
    };
    const FamilyStudy study{"drawn", draw, ScalingPlan<>{.generality = {1, 2}, .scope = {1}, .samples = 50, .seed = 3}};
    const auto done = behalf::run(study);
    CHECK(made == 100);
    double worst = 0;
    for (std::uint64_t k = 0; k < 2; ++k) {
      for (std::uint64_t i = 0; i < 50; ++i) {
        behalf::RandomStream random{3, (k << 32U) | i};
        worst = std::max(worst, 1e-9 * random.uniform());
      }
    }
    CHECK(done.certificate().dual_residual == worst);
    CHECK(std::max(study.certificate(0).dual_residual, study.certificate(1).dual_residual) == worst);
    made = 0;
    const FamilyStudy one{"one",
                          [&made](Eigen::Index g, Eigen::Index s, double delta) {
                            ++made;
                            return table(g, s, delta);
                          },
                          ScalingPlan<>{.generality = {1, 2}, .scope = {1, 2}}};
    CHECK(behalf::run(one).value().rows.size() == 4);
    CHECK(made == 4);
  }

  TEST_CASE("a family whose models are not of as many principals at a point is refused with the place") {
    const auto some = [](Eigen::Index g, Eigen::Index s, double delta, behalf::RandomStream& random) {
      TableModel<> model = table(g, s, delta);
      if (s == 3 && random.uniform() < 0.1) {
        model.table = TableModel<>{model}.table.topRows(1);
        model.stake = behalf::vec({1});
        model.weight = behalf::vec({1});
      }
      return model;
    };
    const FamilyStudy study{"some", some, ScalingPlan<>{.generality = {2}, .scope = {1, 3}, .samples = 200}};
    ScalingRow<> row;
    decltype(study)::Workspace room;
    CHECK(study.row_into(0, row, room).status == behalf::Status::optimal);
    const std::string said = behalf_test::refused_rule([&] { return study.row_into(1, row, room); });
    CHECK(said.starts_with("at generality 2, scope 3, diversity 1, model "));
    CHECK(said.ends_with(": principals: expected 2, as many as model 0 has, got 1"));
  }

  TEST_CASE("a family of a model that is none, or in which nobody has weight, is refused with the place") {
    const auto weightless = [](Eigen::Index g, Eigen::Index s, double delta) {
      TableModel<> model = table(g, s, delta);
      model.weight.setZero();
      return model;
    };
    const ScalingPlan<> plan{.generality = {1}, .scope = {2}};
    CHECK(behalf_test::refused_rule([&] {
            return behalf::run(FamilyStudy{"f", weightless, plan});
          }) == "at generality 1, scope 2, diversity 1: weights: expected a positive sum, got 0");
    const auto lossy = [](Eigen::Index g, Eigen::Index s, double delta, behalf::RandomStream&) {
      TableModel<> model = table(g, s, delta);
      model.table(1, 7) = 1;
      return model;
    };
    CHECK(behalf_test::refused_rule([&] {
            return behalf::run(FamilyStudy{"f", lossy, plan});
          })
              .starts_with("at generality 1, scope 2, diversity 1, model 0: regret(OIP)[1]: nothing is lost when every "
                           "axis is ideal: "));
  }

  TEST_CASE("what is not a number never gets into a row: the point and the place in the model are named") {
    const ScalingPlan<> plan{.generality = {1, 2}, .scope = {2}};
    for (const int where : {0, 1, 2}) {
      const auto faulty = [where](Eigen::Index g, Eigen::Index s, double delta) {
        TableModel<> model = table(g, s, delta);
        double& number = where == 0 ? model.table(1, 2) : where == 1 ? model.stake(0) : model.weight(1);
        if (g == 2) number = std::numeric_limits<double>::quiet_NaN();
        return model;
      };
      const auto outcome = behalf::run(FamilyStudy{"f", faulty, plan});
      REQUIRE_FALSE(outcome);
      CHECK(outcome.status() == behalf::Status::ill_conditioned);
      CAPTURE(outcome.where());
      CHECK(outcome.where().find("generality 2, scope 2, diversity 1") != std::string::npos);
      CHECK(outcome.where().find(where == 0   ? "regret(I)[1]"
                                 : where == 1 ? "stakes[0]"
                                              : "weights[1]") != std::string::npos);
      CHECK(outcome.where().ends_with("expected a finite number, got nan"));
    }
  }

  TEST_CASE("a model that the callable cannot make is refused with the point") {
    const auto family = [](Eigen::Index g, Eigen::Index, double) {
      behalf::LinearQuadraticSpec<> spec{.values = behalf::rows({{1}})};
      if (g == 2) spec.values(0, 0) = std::numeric_limits<double>::quiet_NaN();
      return behalf::LinearQuadratic<>{spec};
    };
    CHECK(behalf_test::refused_rule([&] {
            return behalf::run(FamilyStudy{"f", family, ScalingPlan<>{.generality = {1, 2}, .scope = {1}}});
          }) == "at generality 2, scope 1, diversity 1: values[0]: expected a finite number, got nan");
  }
}
