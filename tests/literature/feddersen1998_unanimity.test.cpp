// \cite feddersen1998: signals right with probability .8, doubt .5, unanimity. Published formula, evaluated: an innocent is
// convicted more often by twelve jurors than by three.

#include <behalf/principals/strategic_unanimity.hpp>

#include <doctest/doctest.h>

TEST_SUITE("literature") {
  TEST_CASE("unanimous juries of three and twelve convict 7.9 and 13.9 percent of the innocent") {
    const auto convicted = [](int n) {
      return behalf::strategic_verdict(behalf::VotingPanel<>{.members = n, .needed = n, .accuracy = 0.8})
          .value()
          .innocent_convicted;
    };
    CHECK(convicted(3) == doctest::Approx(0.0787172012).epsilon(1e-9));
    CHECK(convicted(12) == doctest::Approx(0.1385051311).epsilon(1e-9));
  }
}
