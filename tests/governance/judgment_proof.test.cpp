#include "support/refused.hpp"

#include <behalf/governance/levers/judgment_proof.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

using behalf::care_under_liability;
using behalf::ExponentialHarm;
using behalf::LiabilityRule;

namespace {

/// Harm with probability 1/(1 + e)².
struct PowerHarm {
  [[nodiscard]] double probability(double effort) const { return 1 / ((1 + effort) * (1 + effort)); }
  [[nodiscard]] double slope(double effort) const { return -2 / std::pow(1 + effort, 3); }
};

/// Not convex: effort below 2 is in vain.
struct ThresholdHarm {
  [[nodiscard]] double probability(double effort) const { return 1 / (1 + std::exp(6 * (effort - 2))); }
  [[nodiscard]] double slope(double effort) const { return -6 * probability(effort) * (1 - probability(effort)); }
};

}  // namespace

TEST_SUITE("governance/judgment_proof") {
  TEST_CASE("care and social cost of exponential harm are the closed form, for any harm, assets and rate") {
    for (const double rate : {0.5, 1.0, 3.0}) {
      for (const double harm : {0.1, 2.0, 10.0, 1000.0}) {
        for (const double assets : {0.0, 0.4, 4.0, 2000.0}) {
          const auto solved = care_under_liability(ExponentialHarm<>{0.8, rate}, LiabilityRule<>{harm, assets});
          const auto care = [&](double stake) {
            return std::max(0.0, std::log(std::max(0.8 * rate * stake, 1.0)) / rate);
          };
          const double effort = care(std::min(harm, assets)), best = care(harm);
          const auto cost = [&](double e) { return e + 0.8 * std::exp(-rate * e) * harm; };
          CHECK(solved.value().effort == doctest::Approx(effort).epsilon(1e-12));
          CHECK(solved.value().best_effort == doctest::Approx(best).epsilon(1e-12));
          CHECK(solved.value().social_cost == doctest::Approx(cost(effort)).epsilon(1e-12));
          CHECK(solved.value().gap == doctest::Approx(cost(effort) - cost(best)).epsilon(1e-11));
          CHECK(solved.certificate().worst() < 1e-12);
        }
      }
    }
  }

  TEST_CASE("no other effort is cheaper for the agent, whatever falls and is convex") {
    for (const double assets : {0.3, 1.0, 5.0, 50.0}) {
      const auto solved = care_under_liability(PowerHarm{}, LiabilityRule<>{20, assets});
      const double effort = solved.value().effort, stake = std::min(20.0, assets);
      CHECK(effort == doctest::Approx(std::max(0.0, std::cbrt(2 * stake) - 1)).epsilon(1e-13));
      for (int step = 0; step <= 1000; ++step) {
        const double other = step * 0.01;
        CHECK(other + PowerHarm{}.probability(other) * stake >=
              effort + PowerHarm{}.probability(effort) * stake - 1e-13);
      }
      CHECK(solved.certificate().worst() < 1e-12);
    }
  }

  TEST_CASE(
      "raising damages above the assets changes nothing, while requiring assets does, as does a standard of care") {
    const ExponentialHarm<> harm;
    LiabilityRule<> rule{.harm = 10, .assets = 4};
    const double before = care_under_liability(harm, rule).value().gap;
    CHECK(before > 0.5);
    for (const double damages : {10.0, 100.0, 1e6}) {
      rule.damages = damages;
      CHECK(care_under_liability(harm, rule).value().gap == before);
    }
    // A standard at what is best for all is met as long as meeting it is cheaper than paying: ln 10 against 1 + ln 4.
    rule.standard_of_care = std::log(10.0);
    CHECK(care_under_liability(harm, rule).value().gap == doctest::Approx(0).epsilon(1e-12));
    rule.assets = 3;  // 1 + ln 3 < ln 10: it would rather risk its assets
    CHECK(care_under_liability(harm, rule).value().effort == doctest::Approx(std::log(3.0)).epsilon(1e-12));
    rule = {.harm = 10, .assets = 10};
    CHECK(care_under_liability(harm, rule).value().gap == 0);
    // Damages above the harm make a rich agent take too much care.
    rule = {.harm = 10, .assets = 1e6, .damages = 100};
    CHECK(care_under_liability(harm, rule).value().effort > care_under_liability(harm, rule).value().best_effort + 2);
    CHECK(care_under_liability(harm, rule).value().gap > 1);
  }

  TEST_CASE("the certificate finds out that a probability is not convex") {
    CHECK(care_under_liability(ThresholdHarm{}, LiabilityRule<>{10, 10}).certificate().worst() > 0.1);
  }

  TEST_CASE("what is no rule is refused with the field and the rule") {
    const auto refused = [](const ExponentialHarm<>& harm, const LiabilityRule<>& rule, const std::string& field) {
      behalf_test::refused([&] { return care_under_liability(harm, rule); }, field);
    };
    refused({}, {.harm = -1}, "harm");
    refused({}, {.assets = std::numeric_limits<double>::infinity()}, "assets");
    refused({}, {.damages = std::nan("")}, "damages");
    refused({}, {.standard_of_care = -1}, "standard_of_care");
    refused({1.5, 1}, {}, "probability");
    struct Broken {
      bool slope_too;
      [[nodiscard]] double probability(double effort) const {
        return slope_too || effort == 0 ? std::exp(-effort) : std::nan("");
      }
      [[nodiscard]] double slope(double effort) const { return slope_too ? std::nan("") : -std::exp(-effort); }
    };
    behalf_test::refused(
        [] {
          return care_under_liability(Broken{false}, LiabilityRule<>{10, 10});
        },
        "probability", "expected a number from 0 to 1, got nan at effort ");
    behalf_test::refused(
        [] {
          return care_under_liability(Broken{true}, LiabilityRule<>{10, 10});
        },
        "slope", "expected a number, got nan at effort 0");
  }
}
