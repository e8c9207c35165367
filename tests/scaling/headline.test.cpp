#include <behalf/scaling/laws/headline.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
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

  TEST_CASE("what follows a power law exactly doubles alike at every level, and the law misses nothing") {
    const std::vector<ScalingRow<>> rows = grid(0.5, -1, 2);
    const auto generality = behalf::doubling(rows, ScalingAxis::generality);
    CHECK(generality->law == doctest::Approx(std::sqrt(2.0) - 1).epsilon(1e-12));
    CHECK(generality->law_misses < 1e-12);
    CHECK(generality->steps.lower == doctest::Approx(std::sqrt(2.0) - 1).epsilon(1e-12));
    CHECK(generality->steps.upper == doctest::Approx(std::sqrt(2.0) - 1).epsilon(1e-12));
    CHECK(generality->standard_error == 0);
    CHECK((generality->rises && !generality->falls));
    const auto scope = behalf::doubling(rows, ScalingAxis::scope);
    CHECK(scope->law == doctest::Approx(-0.5).epsilon(1e-12));
    CHECK((scope->falls && !scope->rises));
    CHECK(to_text(*scope) ==
          "doubling the groups served, 1 to 27, lowers the relative gap by 50.0 %, 50.0 % by the power law, which "
          "misses by "
          "up to 0.0 %");
    CHECK(
        to_text(*generality) ==
        "doubling the attributes entrusted, 1 to 6, raises the relative gap by 41.4 %, 41.4 % by the power law, which "
        "misses by up to 0.0 %");
  }

  TEST_CASE("the range is that of local doublings, and the law says what it misses by") {
    // G14: relative gaps whose local doublings are 1.2918, 2.1896, 3.0600, 3.9117 and 4.7474 %.
    std::vector<ScalingRow<>> rows(6);
    double gap = 0.7;
    for (std::size_t k = 0; k < 6; ++k) {
      const double g = static_cast<double>(k + 1);
      const std::vector<double> doublings{0.012918, 0.021896, 0.0306, 0.039117, 0.047474};
      if (k > 0) gap *= std::pow(g / (g - 1), std::log2(1 + doublings[k - 1]));
      rows[k].at = {static_cast<Eigen::Index>(k + 1), 21, 1};
      rows[k].relative_gap = behalf::Estimate<double>{gap};
    }
    const auto doubling = behalf::doubling(rows, ScalingAxis::generality);
    CHECK(doubling->steps.lower == doctest::Approx(0.012918).epsilon(1e-9));
    CHECK(doubling->steps.upper == doctest::Approx(0.047474).epsilon(1e-9));
    CHECK(doubling->law == doctest::Approx(0.024033).epsilon(1e-4));
    CHECK(doubling->law_misses == doctest::Approx(0.0072).epsilon(0.01));
    CHECK(
        to_text(*doubling) ==
        "doubling the attributes entrusted, 1 to 6, raises the relative gap by 1.3 % to 4.7 %, 2.4 % by the power law, "
        "which misses by up to 0.7 %");
    for (ScalingRow<>& row : rows) row.relative_gap->value = 1 / row.relative_gap->value;
    CHECK(
        to_text(*behalf::doubling(rows, ScalingAxis::generality)) ==
        "doubling the attributes entrusted, 1 to 6, lowers the relative gap by 1.3 % to 4.5 %, 2.3 % by the power law, "
        "which misses by up to 0.7 %");
  }

  TEST_CASE("standard errors are those of drawing, and what they explain is no rise") {
    std::vector<ScalingRow<>> rows = grid(0, 0, 2);
    const auto exact = behalf::doubling(rows, ScalingAxis::diversity);  // 0 is on no power law
    CHECK(exact->levels == 2);
    CHECK(exact->from == 1);
    CHECK(exact->to == 3);
    const double exponent = std::log(4.0) / std::log(3.0);
    CHECK(exact->law == doctest::Approx(std::exp2(exponent) - 1).epsilon(1e-12));
    CHECK(
        to_text(*exact) ==
        "doubling the diversity of what they want, 1 to 3, raises the relative gap by 139.8 % between the two levels");
    for (ScalingRow<>& row : rows) row.relative_gap->standard_error = 0.01 * row.relative_gap->value;
    // To first order: a draw that is one standard error off on both sides moves the exponent by √2 · 0.01 / log 3.
    const double off = std::exp2(exponent + std::sqrt(2.0) * 0.01 / std::log(3.0)) - std::exp2(exponent);
    const auto drawn = behalf::doubling(rows, ScalingAxis::diversity);
    CHECK(drawn->standard_error == doctest::Approx(off).epsilon(0.01));
    CHECK(drawn->rises);
    CHECK(to_text(*drawn).ends_with(
        "raises the relative gap by 139.8 % (standard errors up to 2.1 %) between the two levels"));
    for (ScalingRow<>& row : rows) row.relative_gap->standard_error = row.relative_gap->value;
    const auto noise = behalf::doubling(rows, ScalingAxis::diversity);
    CHECK((!noise->rises && !noise->falls));
    CHECK(to_text(*noise) ==
          "doubling the diversity of what they want, 1 to 3, changes the relative gap by no more than drawing does, "
          "139.8 % "
          "(standard errors up to 214.0 %)");
  }

  TEST_CASE("many small steps that drawing explains may still lead from the first level to the last") {
    std::vector<ScalingRow<>> rows = grid(0, 0.1, 0);
    for (ScalingRow<>& row : rows) row.relative_gap->standard_error = 0.04;
    const auto scope = behalf::doubling(rows, ScalingAxis::scope);  // 1, 1.116, 1.246, 1.390
    CHECK((scope->rises && !scope->falls));
    for (ScalingRow<>& row : rows) row.relative_gap->standard_error = 0.12;
    CHECK_FALSE(behalf::doubling(rows, ScalingAxis::scope)->rises);
  }

  TEST_CASE("from few draws, and of what stays, no direction is told") {
    std::vector<ScalingRow<>> rows = grid(0.5, 0, 0);
    CHECK(to_text(*behalf::doubling(rows, ScalingAxis::scope)) ==
          "doubling the groups served, 1 to 27, leaves the relative gap as it is");
    for (ScalingRow<>& row : rows) row.relative_gap->value *= 1 + 1e-14 * static_cast<double>(row.at.scope % 2);
    CHECK(to_text(*behalf::doubling(rows, ScalingAxis::scope)).ends_with("leaves the relative gap as it is"));
    for (ScalingRow<>& row : rows) {
      row.exact = false;
      row.draws = 2;
      row.relative_gap->standard_error = 1e-3;
    }
    const auto few = behalf::doubling(rows, ScalingAxis::generality);
    CHECK((few->too_few_draws && !few->rises && !few->falls));
    CHECK(to_text(*few) ==
          "doubling the attributes entrusted, 1 to 6, does to the relative gap what fewer than 32 draws cannot tell");
  }

  TEST_CASE("small changes are written with the digits that they need") {
    std::vector<ScalingRow<>> rows = grid(1e-6, 0, 0);
    CHECK(to_text(*behalf::doubling(rows, ScalingAxis::generality)).find("by 0.000069 %, 0.000069 % by") !=
          std::string::npos);
  }

  TEST_CASE("a gap that goes up and down says so") {
    std::vector<ScalingRow<>> rows = grid(0.5, 0, 0);
    for (ScalingRow<>& row : rows) {
      if (row.at.generality == 2) row.relative_gap->value = 0.5;
    }
    const auto doubling = behalf::doubling(rows, ScalingAxis::generality);
    CHECK((doubling->falls && doubling->rises));
    CHECK(to_text(*doubling).find(
              "raises the relative gap at some levels and lowers it at others, by -50.0 % to 172.5 %, ") !=
          std::string::npos);
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
