// \cite holmstrom1979: a signal is worth having exactly when it tells something about the action that the others do not.
// Published principle; the instances are ours, evaluated with the linear contract of \cite holmstrom1987.

#include "literature/figures.hpp"

#include <behalf/model/information_set.hpp>

using namespace literature;

namespace {

double surplus_with(const behalf::InformationSet<>& information) {
  const behalf_test::Solved solved =
      behalf_test::solve({.values = number(1), .noise = information, .risk_aversion = 1});
  return surplus(solved, none);
}

behalf::InformationSet<> one_signal(double variance) { return number(variance); }

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("a second independent signal of variance 4 beside one of variance 1 leaves variance 0.8") {
    const behalf::InformationSet<> both = combine(one_signal(1), one_signal(4));
    CHECK(both.noise()(0, 0) == exactly(0.8));
    CHECK(surplus_with(both) == exactly(1 / 3.6));
    for (const double a : {0.01, 1.0, 30.0}) {
      for (const double b : {0.5, 7.0}) {
        CHECK(combine(one_signal(a), one_signal(b)).noise()(0, 0) == exactly(a * b / (a + b)));
      }
    }
  }

  TEST_CASE("a signal that depends neither on the action nor on its noise changes nothing") {
    const behalf::InformationSet<> seen = behalf::with_side_signals(behalf::diagonal({1, 5}), 1);
    CHECK(seen.noise()(0, 0) == 1);
    CHECK(surplus_with(seen) == exactly(0.25));
  }

  TEST_CASE("a signal that depends only on the noise helps") {
    const behalf::InformationSet<> seen = behalf::with_side_signals(behalf::rows({{1, 0.8}, {0.8, 1}}), 1);
    CHECK(seen.noise()(0, 0) == exactly(0.36));
    CHECK(0.5 - surplus_with(seen) == exactly(0.5 - 1 / 2.72));
    for (const double correlation : {-0.9, 0.1, 0.5}) {
      const double shared = correlation * 2;  // variances 1 and 4
      CHECK(behalf::with_side_signals(behalf::rows({{1, shared}, {shared, 4}}), 1).noise()(0, 0) ==
            exactly(1 - correlation * correlation));
    }
  }
}
