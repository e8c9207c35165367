#include <behalf/scaling/laws/headline.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using behalf::ScalingAxis;
using behalf::ScalingRow;

/// Rows on a grid whose relative gap is g^a s^b (1 + δ)^c.
std::vector<ScalingRow<>> grid(double a, double b, double c) {
  std::vector<ScalingRow<>> rows;
  for (const Eigen::Index g : {1, 2, 6}) {
    for (const Eigen::Index s : {1, 3, 9, 27}) {
      for (const double delta : {0.0, 1.0, 3.0}) {
        ScalingRow<> row;
        row.index = rows.size();
        row.at = {g, s, delta};
        row.relative_gap = behalf::Estimate<double>{std::pow(static_cast<double>(g), a) *
                                                    std::pow(static_cast<double>(s), b) * std::pow(1 + delta, c)};
        rows.push_back(row);
      }
    }
  }
  return rows;
}

}  // namespace

TEST_SUITE("scaling/headline") {
  TEST_CASE("headlines are about everything entrusted, everybody served and people as they are") {
    std::vector<ScalingRow<>> rows = grid(0, 0, 0);
    CHECK(behalf::headline_point(rows) == behalf::ScalingPoint<>{6, 27, 1});
    std::erase_if(rows, [](const ScalingRow<>& row) { return row.at.diversity == 1; });
    CHECK(behalf::headline_point(rows) == behalf::ScalingPoint<>{6, 27, 3});
  }

  TEST_CASE("what follows a power law exactly changes by two to its exponent with no margin") {
    const std::vector<ScalingRow<>> rows = grid(0.5, -1, 2);
    const auto generality = behalf::doubling(rows, ScalingAxis::generality);
    CHECK(generality->change == doctest::Approx(std::sqrt(2.0) - 1).epsilon(1e-12));
    CHECK(generality->margin < 1e-12);
    CHECK(generality->r_squared == doctest::Approx(1).epsilon(1e-12));
    CHECK((generality->rises && !generality->falls));
    const auto scope = behalf::doubling(rows, ScalingAxis::scope);
    CHECK(scope->change == doctest::Approx(-0.5).epsilon(1e-12));
    CHECK((scope->falls && !scope->rises));
    CHECK(to_text(*scope) ==
          "doubling the groups served, 1 to 27, lowers the relative gap by 50.0 % ± 0.0 % (power law, R² 1.00)");
    CHECK(to_text(*generality) ==
          "doubling the attributes entrusted, 1 to 6, raises the relative gap by 41.4 % ± 0.0 % (power law, R² 1.00)");
  }

  TEST_CASE("between two levels the margin is that of drawing") {
    std::vector<ScalingRow<>> rows = grid(0, 0, 2);
    const auto exact = behalf::doubling(rows, ScalingAxis::diversity);  // 0 is on no power law
    CHECK(exact->levels == 2);
    CHECK(exact->from == 1);
    CHECK(exact->to == 3);
    const double exponent = std::log(4.0) / std::log(3.0);
    CHECK(exact->change == doctest::Approx(std::exp2(exponent) - 1).epsilon(1e-12));
    CHECK(exact->margin == 0);
    CHECK(to_text(*exact).ends_with("% (two levels)"));
    for (ScalingRow<>& row : rows) row.relative_gap->standard_error = 0.01 * row.relative_gap->value;
    // A draw that is two standard errors off on both sides moves the exponent by √2 · 0.02 / log 3.
    const double off = std::exp2(exponent + std::sqrt(2.0) * 0.02 / std::log(3.0)) - std::exp2(exponent);
    CHECK(behalf::doubling(rows, ScalingAxis::diversity)->margin == doctest::Approx(off).epsilon(0.02));
  }

  TEST_CASE("a law that a gap does not follow at every step says so") {
    std::vector<ScalingRow<>> rows = grid(0.5, 0, 0);
    for (ScalingRow<>& row : rows) {
      if (row.at.generality == 2) row.relative_gap->value = 0.5;
    }
    const auto doubling = behalf::doubling(rows, ScalingAxis::generality);
    CHECK((doubling->falls && doubling->rises));
    CHECK(doubling->r_squared < 0.9);
    CHECK(to_text(*doubling).ends_with(", not at every step"));
  }

  TEST_CASE("there is nothing to say of a direction with one level or where nothing is at stake") {
    std::vector<ScalingRow<>> rows = grid(1, 1, 1);
    CHECK_FALSE(behalf::doubling(std::vector<ScalingRow<>>{}, ScalingAxis::scope));
    std::erase_if(rows, [](const ScalingRow<>& row) { return row.at.scope != 3; });
    CHECK_FALSE(behalf::doubling(rows, ScalingAxis::scope));
    CHECK(behalf::doubling(rows, ScalingAxis::generality));
    for (ScalingRow<>& row : rows) row.relative_gap.reset();
    CHECK_FALSE(behalf::doubling(rows, ScalingAxis::generality));
  }
}
