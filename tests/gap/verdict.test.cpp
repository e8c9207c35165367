#include "support/refused.hpp"
#include "support/table_model.hpp"

#include <behalf/gap/verdict.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using behalf_test::refusal;
using behalf_test::refused_rule;

namespace {

/// Gaps 1, 2 and 3 with weights 1, 2 and 0.
behalf::Attribution<> three() {
  behalf::Lattice<> lattice;
  lattice.resize(3);
  lattice.regrets.setZero();
  lattice.regrets.col(0) = behalf::vec({1, 2, 3});
  lattice.stakes.setOnes();
  lattice.weights = behalf::vec({1, 2, 0});
  return behalf::Attribution<>{lattice};
}

}  // namespace

TEST_SUITE("gap/verdict") {
  TEST_CASE("aligned enough is a gap of at most the tolerance") {
    const behalf::Verdict<> judged = behalf::verdict(three(), 2.0);
    CHECK(judged.within == std::vector<std::optional<bool>>{true, true, false});
    CHECK(judged.share == 1);  // the third has no weight
    CHECK_FALSE(judged.holds());
    CHECK(behalf::verdict(three(), 3.0).holds());
    CHECK(behalf::verdict(three(), 1.5).share == doctest::Approx(1.0 / 3).epsilon(1e-12));
  }

  TEST_CASE("who states no tolerance is not judged") {
    const behalf::Verdict<> judged = behalf::verdict(three(), {std::nullopt, 1.0, std::nullopt});
    CHECK(judged.within == std::vector<std::optional<bool>>{std::nullopt, false, std::nullopt});
    CHECK(judged.share == 0);
    const behalf::Verdict<> nobody = behalf::verdict(three(), {std::nullopt, std::nullopt, 5.0});
    CHECK_FALSE(nobody.share.has_value());
    CHECK(nobody.holds());
  }

  TEST_CASE("a number is the tolerance of all and a list in braces has one for each") {
    CHECK(behalf::verdict(three(), 2).within == std::vector<std::optional<bool>>{true, true, false});
    CHECK(behalf::verdict(three(), {1, 1.5, 3}).within == std::vector<std::optional<bool>>{true, false, true});
    CHECK(refusal([] { return behalf::verdict(three(), {1.0}); }) == "verdict: tolerances: expected 3 numbers, got 1");
    CHECK(refusal([] { return behalf::verdict(three(), {}); }) == "verdict: tolerances: expected 3 numbers, got 0");
    CHECK(refusal([] {
            return behalf::verdict(three(), {1.0, 1.0, 1.0, 1.0});
          }) == "verdict: tolerances: expected 3 numbers, got 4");
    behalf::Lattice<> alone;
    alone.resize(1);
    alone.regrets.setOnes();
    alone.stakes.setOnes();
    alone.weights.setOnes();
    CHECK(behalf::verdict(behalf::Attribution<>{alone}, {1.0}).holds());
    CHECK_FALSE(behalf::verdict(behalf::Attribution<>{alone}, {0.5}).holds());
  }

  TEST_CASE("tolerances that are negative or infinite or too few are refused by place") {
    CHECK(refused_rule([] {
            return behalf::verdict(three(), {1.0, -1.0, 1.0});
          }) == "tolerances[1]: expected a finite number that is not negative, got -1");
    CHECK_THROWS_AS((void)behalf::verdict(three(), std::vector<std::optional<double>>{1.0}), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::verdict(three(), -1), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::verdict(three(), std::numeric_limits<double>::infinity()), behalf::InvalidArgument);
  }
}
