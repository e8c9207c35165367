#include "support/compare.hpp"
#include "support/refused.hpp"

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

using behalf::InvalidArgument;
using behalf::ScalingAxis;
using behalf::ScalingMeasure;
using behalf::ScalingRow;
using behalf::vec;
using behalf_test::exactly;

namespace {

ScalingRow<> row(Eigen::Index g, Eigen::Index s, double delta, double gap, double error = 0, double stake = 2) {
  ScalingRow<> result;
  result.at = {g, s, delta};
  result.gap = {gap, error};
  result.stake = {stake, 0};
  if (stake > 0) result.relative_gap = {gap / stake, error / stake};
  return result;
}

std::string refused(const behalf::Vector<>& x, const behalf::Vector<>& y, double confidence = 0.95) {
  return behalf_test::refused_rule([&] { return behalf::fit_power_law(x, y, confidence); });
}

}  // namespace

TEST_SUITE("scaling/elasticity") {
  TEST_CASE("an elasticity is the power between neighbouring levels, the others equal, in whatever order rows come") {
    const std::vector<ScalingRow<>> rows{row(4, 1, 1, 16, 0.16), row(1, 1, 1, 1), row(2, 1, 1, 2, 0.02),
                                         row(2, 3, 1, 6),        row(2, 3, 0, 0), row(2, 3, 2, 24)};
    const std::vector<behalf::Elasticity> found = behalf::elasticities(rows);
    REQUIRE(found.size() == 5);
    CHECK(found[0].axis == ScalingAxis::generality);
    CHECK(found[0].from == 1);
    CHECK(found[0].to == 2);
    CHECK(found[0].value->value == exactly(1));
    CHECK(found[0].value->standard_error == exactly(0.01 / std::numbers::ln2));
    CHECK(found[1].value->value == exactly(3));
    CHECK(found[1].value->standard_error == exactly(std::sqrt(2.0) * 0.01 / std::numbers::ln2));
    CHECK(found[2].axis == ScalingAxis::scope);
    CHECK(found[2].value->value == exactly(1));
    CHECK(found[3].axis == ScalingAxis::diversity);
    CHECK_FALSE(found[3].value.has_value());  // from diversity 0 there is no factor
    CHECK(found[4].value->value == exactly(2));
  }

  TEST_CASE("an elasticity of the relative gap takes the stake into account") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 1, 1, 0, 1), row(2, 1, 1, 2, 0, 2), row(3, 1, 1, 1, 0, 0)};
    CHECK(behalf::elasticities(rows)[0].value->value == exactly(1));
    const std::vector<behalf::Elasticity> relative = behalf::elasticities(rows, ScalingMeasure::relative_gap);
    CHECK(relative[0].value->value == exactly(0));
    CHECK_FALSE(relative[1].value.has_value());  // nothing at stake
  }

  TEST_CASE("a gap that falls by more than two standard errors is not monotone") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 1, 1, 0.03), row(2, 1, 1, 0.89, 0.04), row(3, 1, 1, 0.80, 0.04),
                                         row(4, 1, 1, 0.80 * (1 - 1e-14)), row(5, 1, 1, 0.79)};
    const std::vector<behalf::NotMonotone> found = behalf::not_monotone(rows);
    REQUIRE(found.size() == 2);
    CHECK(found[0].from == 0);
    CHECK(found[0].change.value == exactly(-0.11));
    CHECK(found[0].change.standard_error == exactly(0.05));
    CHECK(found[1].from == 3);  // nothing was drawn there, so any fall above rounding counts
  }
}

TEST_SUITE("scaling/frontier") {
  TEST_CASE("the frontier is the most general agent within tolerance, with what drawing leaves open") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 1, 0.1, 0.01),  row(2, 1, 1, 0.3, 0.01), row(4, 1, 1, 0.19, 0.01),
                                         row(6, 1, 1, 0.21, 0.01), row(1, 2, 0.5, 0.5),     row(1, 2, 1, 0.2)};
    const std::vector<behalf::FrontierPoint> found = behalf::frontier(rows, 0.2);
    REQUIRE(found.size() == 3);
    CHECK(found[0].scope == 1);
    CHECK(found[0].generality == 4);  // though 2 is out of tolerance
    CHECK(found[0].surely == 1);
    CHECK(found[0].possibly == 6);
    CHECK(found[1].scope == 2);
    CHECK(found[1].diversity == 0.5);
    CHECK(found[1].generality == 0);
    CHECK(found[1].possibly == 0);
    CHECK(found[2].surely == 1);
    CHECK(behalf::frontier(rows, 0.1, ScalingMeasure::relative_gap)[0].generality == 4);
    CHECK_THROWS_AS((void)behalf::frontier(rows, -1), InvalidArgument);
    CHECK_THROWS_AS((void)behalf::frontier(rows, std::numeric_limits<double>::quiet_NaN()), InvalidArgument);
  }
}

TEST_SUITE("scaling/power_law") {
  TEST_CASE("points on a power law are fitted exactly") {
    const behalf::PowerLaw law = behalf::fit_power_law(
        vec({1, 2, 5, 20}), vec({3, 3 * std::pow(2, 1.5), 3 * std::pow(5, 1.5), 3 * std::pow(20, 1.5)}));
    CHECK(law.exponent == doctest::Approx(1.5).epsilon(1e-14));
    CHECK(law.factor == doctest::Approx(3).epsilon(1e-14));
    CHECK(law.r_squared == doctest::Approx(1));
    CHECK(law.largest_residual < 1e-14);
    CHECK(law.exponent_interval->upper - law.exponent_interval->lower < 1e-12);
    const behalf::PowerLaw two = behalf::fit_power_law(vec({1, 2}), vec({1, 1}));
    CHECK(two.exponent == 0);
    CHECK(two.r_squared == 1);
    CHECK_FALSE(two.exponent_interval.has_value());
  }

  TEST_CASE("intervals are those of the regression of log y on log x") {
    // By hand: log x = 0, 1, 2 and log y = 0, 1, 1: slope 1/2, height 1/6, squared residuals 1/6, t(1; 0.975) = 12.706.
    const double e = std::numbers::e;
    const behalf::PowerLaw law = behalf::fit_power_law(vec({1, e, e * e}), vec({1, e, e}));
    CHECK(law.exponent == doctest::Approx(0.5).epsilon(1e-14));
    CHECK(law.factor == doctest::Approx(std::exp(1.0 / 6)).epsilon(1e-14));
    CHECK(law.r_squared == doctest::Approx(0.75));
    CHECK(law.residual == doctest::Approx(std::sqrt(1.0 / 6)));
    CHECK(law.largest_residual == doctest::Approx(1.0 / 3));
    const double t = 12.706204736174694;
    CHECK(law.exponent_interval->upper == doctest::Approx(0.5 + t * std::sqrt(1.0 / 12)).epsilon(1e-12));
    CHECK(law.exponent_interval->lower == doctest::Approx(0.5 - t * std::sqrt(1.0 / 12)).epsilon(1e-12));
    CHECK(law.factor_interval->lower ==
          doctest::Approx(std::exp(1.0 / 6 - t * std::sqrt(1.0 / 6 * (1.0 / 3 + 0.5)))).epsilon(1e-12));
  }

  TEST_CASE("of many intervals the promised share covers the true exponent") {
    int covered = 0;
    constexpr int studies = 2000;
    for (int k = 0; k < studies; ++k) {
      behalf::RandomStream random{330, static_cast<std::uint64_t>(k)};
      const behalf::Vector<> x = vec({1, 2, 3, 5, 8});
      behalf::Vector<> y(5);
      for (Eigen::Index i = 0; i < 5; ++i) {
        const double normal =
            std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
        y(i) = 0.4 * std::pow(x(i), 0.7) * std::exp(0.1 * normal);
      }
      const behalf::PowerLaw law = behalf::fit_power_law(x, y, 0.9);
      if (law.exponent_interval->lower <= 0.7 && 0.7 <= law.exponent_interval->upper) ++covered;
    }
    CHECK(std::abs(covered - 0.9 * studies) <= 4 * std::sqrt(0.09 * studies));
  }

  TEST_CASE("laws along a direction are fitted line by line to what can lie on one") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 0, 0), row(1, 1, 1, 3), row(1, 1, 2, 12), row(1, 1, 4, 48),
                                         row(1, 2, 1, 5), row(1, 2, 2, 5), row(1, 3, 1, 5),  row(1, 3, 2, 0)};
    const std::vector<behalf::ScalingLaw> laws = behalf::power_laws(rows, ScalingAxis::diversity);
    REQUIRE(laws.size() == 2);
    CHECK(laws[0].rows == std::vector<std::size_t>{1, 2, 3});
    CHECK(laws[0].law.exponent == doctest::Approx(2));
    CHECK(laws[0].law.factor == doctest::Approx(3));
    CHECK(laws[1].law.exponent == doctest::Approx(0));
  }

  TEST_CASE("what no power law can be fitted to is refused") {
    CHECK(refused(vec({1, 2}), vec({1})) == "y: expected 2 numbers, got 1");
    CHECK(refused(vec({1}), vec({1})) == "x: expected at least two points, got 1");
    CHECK(refused(vec({1, 0}), vec({1, 1})) == "x[1]: expected a finite number above 0, got 0");
    CHECK(refused(vec({1, 2}), vec({-1, 1})) == "y[0]: expected a finite number above 0, got -1");
    CHECK(refused(vec({2, 2}), vec({1, 1})) == "x: expected levels that differ, all are equal");
    CHECK(refused(vec({1, 2}), vec({1, 1}), 1) == "confidence: expected a number between 0 and 1, got 1");
  }
}
