// \cite holmstrom1987: one task, value 1, cost ½ca², noise variance s². Published formula, evaluated:
// slope 1/(1 + r c s²), surplus 1/(2c(1 + r c s²)).

#include "literature/figures.hpp"

using namespace literature;

namespace {

behalf_test::Solved one_task(double risk_aversion, double cost, double variance) {
  return behalf_test::solve(
      {.values = number(1), .cost = number(cost), .noise = number(variance), .risk_aversion = risk_aversion});
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("hidden action costs half of the surplus when risk and cost and noise are 1") {
    const behalf_test::Solved solved = one_task(1, 1, 1);
    CHECK(solved.incentives[0](0, 0) == exactly(0.5));
    CHECK(surplus(solved, none) == exactly(0.25));
    CHECK(solved.regret(none) == exactly(0.25));
  }

  TEST_CASE("a cheaper action under more risk aversion keeps the slope and doubles the stake") {
    const behalf_test::Solved solved = one_task(2, 0.5, 1);
    CHECK(solved.incentives[0](0, 0) == exactly(0.5));
    CHECK(solved.actions[0](0, 0) == exactly(1));
    CHECK(surplus(solved, none) == exactly(0.5));
    CHECK(solved.regret(none) == exactly(0.5));
  }

  TEST_CASE("slope and surplus follow the formula for any risk and cost and noise") {
    for (const double r : {0.0, 0.3, 4.0}) {
      for (const double c : {0.2, 1.0, 9.0}) {
        for (const double variance : {0.0, 0.5, 25.0}) {
          const behalf_test::Solved solved = one_task(r, c, variance);
          const double slope = 1 / (1 + r * c * variance);
          CHECK(solved.incentives[0](0, 0) == exactly(slope));
          CHECK(surplus(solved, none) == exactly(slope / (2 * c)));
          CHECK(solved.regret(i) == 0);
        }
      }
    }
  }
}
