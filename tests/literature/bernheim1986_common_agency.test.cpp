// \cite bernheim1986 and \cite dixit1996: n principals who each offer a linear contract on the same signal. Published
// formula, evaluated: total slope B/(1 + n r c s²) for the total value B.

#include "literature/figures.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>

using namespace literature;

namespace {

behalf_test::Solved principals(int n, double total, double risk_aversion, double cost, double variance,
                               behalf::Bargaining bargaining) {
  return behalf_test::solve({.values = behalf::Matrix<>::Constant(n, 1, total / n),
                             .weights = behalf::Vector<>::Ones(n),
                             .cost = number(cost),
                             .noise = number(variance),
                             .risk_aversion = risk_aversion,
                             .bargaining = bargaining,
                             .reference = behalf::Reference<>::collective()});
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("two separate principals give weaker incentives than one and lose more than half of the surplus") {
    const behalf_test::Solved one = principals(1, 1, 1, 1, 1, behalf::Bargaining::separate);
    CHECK(one.incentives[0](0, 0) == exactly(0.5));
    CHECK(surplus(one, none) == exactly(0.25));
    const behalf_test::Solved two = principals(2, 1, 1, 1, 1, behalf::Bargaining::separate);
    CHECK(two.incentives[0](0, 0) == exactly(1.0 / 3));
    CHECK(surplus(two, none) == exactly(2.0 / 9));
    CHECK(two.regret(none) == exactly(5.0 / 18));
  }

  TEST_CASE("twice the risk aversion gives the same incentive but a dearer premium") {
    const behalf_test::Solved averse = principals(2, 1, 2, 1, 1, behalf::Bargaining::unified);
    CHECK(averse.incentives[0](0, 0) == exactly(1.0 / 3));
    CHECK(averse.regret(none) == exactly(1.0 / 3));
  }

  TEST_CASE("the total slope follows the formula and unified principals are one") {
    for (const int n : {1, 2, 5, 40}) {
      for (const double variance : {0.0, 0.3, 2.0}) {
        const double total = 1.5;
        const double slope = total / (1 + n * 0.7 * 2 * variance);
        const behalf_test::Solved separate = principals(n, total, 0.7, 2, variance, behalf::Bargaining::separate);
        CHECK(separate.incentives[0](0, 0) == exactly(slope));
        CHECK(separate.regret(none) ==
              doctest::Approx((slope - total) * (slope - total) / 4 + 0.35 * variance * slope * slope).epsilon(1e-12));
        const behalf_test::Solved unified = principals(n, total, 0.7, 2, variance, behalf::Bargaining::unified);
        CHECK(unified.incentives[0](0, 0) == exactly(total / (1 + 0.7 * 2 * variance)));
      }
    }
  }
}
