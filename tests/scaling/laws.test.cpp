#include "support/compare.hpp"
#include "support/refused.hpp"

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
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
}

TEST_SUITE("scaling/not_monotone") {
  TEST_CASE("a fall counts beyond as many standard errors as the number of uncertain pairs asks for") {
    // G14: 10 pairs with errors 2.5758293035, 505 pairs 3.7215294042.
    CHECK(behalf::internal::simultaneous_z(10) == doctest::Approx(2.5758293035489004).epsilon(1e-14));
    CHECK(behalf::internal::simultaneous_z(505) == doctest::Approx(3.7215294042).epsilon(1e-10));
    CHECK(behalf::internal::simultaneous_z(1) == doctest::Approx(1.6448536269514722).epsilon(1e-14));
    CHECK(behalf::internal::simultaneous_z(0) == 0);
    // Ten pairs of one line, of which one falls by a little more, or a little less, than that; two more are exact.
    for (const double fall : {2.5757, 2.5759}) {
      std::vector<ScalingRow<>> rows{row(1, 1, 1, 1), row(1, 2, 1, 1), row(1, 3, 1, 1)};
      for (Eigen::Index g = 2; g <= 12; ++g)
        rows.push_back(row(g, 5, 1, g < 7 ? 1 : 1 - 0.05 * fall, g % 2 == 0 ? 0.03 : 0.04));
      const std::vector<behalf::NotMonotone> found = behalf::not_monotone(rows);
      REQUIRE(found.size() == (fall > 2.5758 ? 1 : 0));
      if (found.empty()) continue;
      CHECK(rows[found[0].from].at.generality == 6);
      CHECK(rows[found[0].to].at.generality == 7);
      CHECK(found[0].change.value == exactly(-0.025 * fall));  // of the stake of 2
      CHECK(found[0].change.standard_error == exactly(0.025));
      CHECK(found[0].own_diversity);
    }
  }

  TEST_CASE("without an error a fall of more than rounding counts, and it is told whether people differ as they do") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 1, 0.8),   row(2, 1, 1, 0.8 * (1 - 1e-13)),
                                         row(3, 1, 1, 0.79),  row(3, 1, 0.5, 0.9),
                                         row(4, 1, 0.5, 0.8), row(4, 1, 1, 0.79)};
    const std::vector<behalf::NotMonotone> found = behalf::not_monotone(rows);
    REQUIRE(found.size() == 4);
    CHECK((found[0].from == 3 && found[0].to == 4 && !found[0].own_diversity));
    CHECK((found[1].from == 1 && found[1].to == 2 && found[1].own_diversity));
    CHECK(
        (found[2].axis == ScalingAxis::diversity && found[2].from == 3 && found[2].to == 2 && !found[2].own_diversity));
    CHECK((found[3].axis == ScalingAxis::diversity && found[3].from == 4 && found[3].to == 5));
  }

  TEST_CASE("it is about the relative gap, since the stake moves too, unless the gap is asked for") {
    const std::vector<ScalingRow<>> rows{row(1, 1, 1, 1, 0, 1), row(2, 1, 1, 0.9, 0, 0.5), row(3, 1, 1, 1, 0, 2),
                                         row(4, 1, 1, 1, 0, 0)};
    const std::vector<behalf::NotMonotone> relative = behalf::not_monotone(rows);
    REQUIRE(relative.size() == 1);  // 1, 1.8, 0.5, nothing at stake
    CHECK(relative[0].from == 1);
    const std::vector<behalf::NotMonotone> absolute = behalf::not_monotone(rows, ScalingMeasure::gap);
    REQUIRE(absolute.size() == 1);
    CHECK(absolute[0].from == 0);
  }

  TEST_CASE("from the error of fewer than 32 draws nothing follows") {
    std::vector<ScalingRow<>> rows{row(1, 1, 1, 1, 1e-3), row(2, 1, 1, 0.5, 1e-3), row(3, 1, 1, 0.25, 1e-3)};
    for (ScalingRow<>& one : rows) {
      one.exact = false;
      one.draws = 32;
    }
    CHECK(behalf::not_monotone(rows).size() == 2);
    rows[2].draws = 31;
    CHECK(behalf::not_monotone(rows).size() == 1);
    const behalf::FrontierPoint within = behalf::frontier(rows, 0.3).front();
    CHECK(within.generality == 3);
    CHECK(within.surely == 0);
    CHECK(behalf::frontier(rows, 0.2).front().possibly == 3);
    rows[2].exact = true;
    CHECK(behalf::not_monotone(rows).size() == 2);
    CHECK(behalf::frontier(rows, 0.3).front().surely == 3);
  }

  TEST_CASE("rows with what is not a number are refused by their point") {
    std::vector<ScalingRow<>> rows{row(1, 1, 1, 1), row(2, 1, 1, std::numeric_limits<double>::quiet_NaN())};
    CHECK(behalf_test::refused_rule([&] { return behalf::not_monotone(rows); }) ==
          "at generality 2, scope 1, diversity 1: expected a finite relative gap and standard error, got nan");
    CHECK(behalf_test::refused_rule([&] { return behalf::elasticities(rows); }) ==
          "at generality 2, scope 1, diversity 1: expected a finite gap and standard error, got nan");
    rows[1] = row(2, 1, 1, 1, std::numeric_limits<double>::infinity());
    CHECK(behalf_test::refused_rule([&] { return behalf::frontier(rows, 1); }) ==
          "at generality 2, scope 1, diversity 1: expected a finite gap and standard error, got inf");
  }

  TEST_CASE("where nothing falls, one study of twenty at most lists something") {
    // 40 equal relative gaps in a 5 x 8 plane, 67 pairs with errors; two errors would list something in most studies.
    constexpr int studies = 2000;
    int wrong = 0;
    int at_two_errors = 0;
    for (int k = 0; k < studies; ++k) {
      behalf::RandomStream random{331, static_cast<std::uint64_t>(k)};
      std::vector<ScalingRow<>> rows;
      for (Eigen::Index g = 1; g <= 5; ++g) {
        for (Eigen::Index s = 1; s <= 8; ++s) rows.push_back(row(g, s, 1, 10 + 0.1 * random.normal(), 0.1));
      }
      if (!behalf::not_monotone(rows).empty()) ++wrong;
      bool fell = false;
      for (const behalf::NotMonotone& one : behalf::internal::changes_between_neighbours(rows, ScalingMeasure::gap)) {
        fell = fell || one.change.value < -2 * one.change.standard_error;
      }
      if (fell) ++at_two_errors;
    }
    CHECK(wrong <= 0.05 * studies + 3 * std::sqrt(0.05 * studies));
    CHECK(wrong > 0);
    CHECK(at_two_errors > studies / 2);
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
    CHECK(law.largest_miss == doctest::Approx(1 - std::exp(-1.0 / 3)).epsilon(1e-12));  // residuals −1/6, 1/3, −1/6
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
