// \cite broockman2013, from the data of the field experiment: reply rates computed from the raw rows.

#include "data/csv.hpp"
#include "support/countries.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <iostream>
#include <string>

TEST_SUITE("literature") {
  TEST_CASE("a contest lever estimated from an experiment adds to what legislators do by themselves, and keeps it") {
    if (!behalf_test::has_data()) {
      std::cout << "SKIPPED: there is no folder of data\n";
      return;
    }
    const data::Csv table{BEHALF_DATA_DIR "/legislator_audit/legislators.csv"};
    CHECK(table.size() == 5593);
    std::array<double, 2> asked{};
    std::array<double, 2> replied{};
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.number(row, "leg_black") > 0) continue;
      const std::size_t outside = table.number(row, "treat_out") > 0 ? 1 : 0;
      ++asked.at(outside);
      replied.at(outside) += table.number(row, "responded");
    }
    const double held = replied[0] / asked[0];
    const double intrinsic = replied[1] / asked[1];
    CHECK(held == doctest::Approx(0.561430).epsilon(1e-6));
    CHECK(intrinsic == doctest::Approx(0.286923).epsilon(1e-6));

    // One attribute, replying; the sender has no weight, and a veto of weight 1 gives it half of all power.
    behalf::LinearQuadraticSpec<> spec;
    spec.values = behalf::rows({{0}, {1}});
    spec.weights = behalf::vec({1, 0});
    spec.taste = behalf::vec({intrinsic});
    const auto vote = behalf::ContestLevers<behalf::LinearQuadraticSpec<>>::veto(1, 1);
    CHECK((*pull(vote, spec, 1.0).weights)(1) == 0.5);
    spec.noise = behalf::diagonal({0.5 / (held - intrinsic) - 1});
    const auto replies = [&](double level, behalf::AxisSet ideal) {
      return behalf::LinearQuadratic<>{pull(vote, spec, level)}.actions(ideal)(0, 0);
    };
    CHECK(replies(0, {}) == doctest::Approx(intrinsic).epsilon(1e-12));
    CHECK(replies(1, {}) == doctest::Approx(held).epsilon(1e-12));
    // With objectives ideal the agent wants nothing by itself: what is left is the lever's.
    CHECK(replies(1, behalf::Axis::objectives) == doctest::Approx(held - intrinsic).epsilon(1e-12));
  }
}
