// \cite holmstrom1991: two tasks that compete for attention, cost ½(a₁² + a₂² + 2δa₁a₂), values (1, 1), noise variances
// s₁ and s₂. Published formula, evaluated: slopes (I + rCΣ)⁻¹(1, 1); with the second task never seen
// (1 − δ)/(1 + r s₁(1 − δ²)) on the first alone.

#include "literature/figures.hpp"

#include <cmath>
#include <limits>

using namespace literature;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

behalf_test::Solved two_tasks(double delta, double first, double second, double risk_aversion = 1) {
  return behalf_test::solve({.values = behalf::rows({{1, 1}}),
                             .cost = behalf::rows({{1, delta}, {delta, 1}}),
                             .noise = behalf::diagonal({first, second}),
                             .risk_aversion = risk_aversion});
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("the noisier of two competing tasks gets no effort at all") {
    const behalf_test::Solved solved = two_tasks(0.5, 1, 4);
    CHECK(solved.incentives[0](0, 0) == exactly(1.0 / 3));
    CHECK(solved.incentives[0](1, 0) == exactly(1.0 / 6));
    CHECK(solved.actions[0](0, 0) == exactly(1.0 / 3));
    CHECK(std::abs(solved.actions[0](1, 0)) < 1e-15);
    CHECK(surplus(solved, none) == exactly(1.0 / 6));
    CHECK(solved.stakes()(0) == exactly(2.0 / 3));
  }

  TEST_CASE("effort on a task that is never seen is withdrawn") {
    const behalf_test::Solved solved = two_tasks(0.5, 1, never);
    CHECK(solved.incentives[0](0, 0) == exactly(2.0 / 7));
    CHECK(std::abs(solved.incentives[0](1, 0)) < 1e-15);
    CHECK(solved.actions[0](0, 0) == exactly(8.0 / 21));
    CHECK(solved.actions[0](1, 0) == exactly(-4.0 / 21));
  }

  TEST_CASE("slopes follow the formulas for any substitution and noise") {
    for (const double delta : {-0.6, 0.0, 0.3, 0.9}) {
      for (const double first : {0.1, 2.0}) {
        for (const double r : {0.5, 3.0}) {
          const double unseen = (1 - delta) / (1 + r * first * (1 - delta * delta));
          CHECK(two_tasks(delta, first, never, r).incentives[0](0, 0) == exactly(unseen));

          // (I + rCΣ)⁻¹(1, 1) by Cramer's rule.
          const double second = 1.7;
          const double a = 1 + r * first;
          const double b = r * delta * second;
          const double c = r * delta * first;
          const double d = 1 + r * second;
          const behalf_test::Solved seen = two_tasks(delta, first, second, r);
          CHECK(seen.incentives[0](0, 0) == exactly((d - b) / (a * d - b * c)));
          CHECK(seen.incentives[0](1, 0) == exactly((a - c) / (a * d - b * c)));
        }
      }
    }
  }

  // Our instance, cross-checked by hand: the difference of the two metrics is a clean signal of the first attribute.
  TEST_CASE("two metrics that load on something never seen can cancel into a clean signal") {
    const behalf_test::Solved solved = behalf_test::solve({.values = behalf::rows({{1, 0}}),
                                                           .metrics = behalf::rows({{1, 1}, {0, 1}}),
                                                           .noise = behalf::diagonal({1, never}),
                                                           .risk_aversion = 1});
    CHECK(solved.regret(none) == exactly(0.25));
    const behalf_test::Solved alone = behalf_test::solve({.values = behalf::rows({{1, 0}}),
                                                          .metrics = behalf::rows({{1, 1}}),
                                                          .noise = behalf::diagonal({1, never}),
                                                          .risk_aversion = 1});
    CHECK(alone.regret(none) == exactly(0.5));
  }
}
