// \cite tsebelis1989: gain 2 from a violation, penalty 6 for one that is caught, an audit costs 1 and saves 4. Published
// formulas, evaluated: audits gain/(gain + penalty), violations cost/loss.

#include <behalf/information/inspection_game.hpp>

#include <doctest/doctest.h>

TEST_SUITE("literature") {
  TEST_CASE("an inspector who cannot commit audits a quarter of the time and is violated a quarter of the time") {
    const behalf::InspectionGame<> game{.gain = 2, .penalty = 6, .audit_cost = 1, .loss = 4};
    const auto outcome = behalf::audits_in_equilibrium(game).value();
    CHECK(outcome.audit == doctest::Approx(0.25).epsilon(1e-12));
    CHECK(outcome.violation == doctest::Approx(0.25).epsilon(1e-12));
  }

  TEST_CASE("a penalty three times as high leaves as many violations and fewer audits") {
    const behalf::InspectionGame<> game{.gain = 2, .penalty = 18, .audit_cost = 1, .loss = 4};
    const auto outcome = behalf::audits_in_equilibrium(game).value();
    CHECK(outcome.audit == doctest::Approx(0.1).epsilon(1e-12));
    CHECK(outcome.violation == doctest::Approx(0.25).epsilon(1e-12));
  }
}
