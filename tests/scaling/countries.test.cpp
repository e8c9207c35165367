// \cite davani2024: what generality, scope and diversity do to the gap of one system for 4309 people in 21 countries.

#include "support/countries.hpp"

#include "support/scaling_brute_force.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

using behalf::PopulationStudy;
using behalf::ScalingAxis;
using behalf::ScalingMeasure;
using behalf::ScalingPlan;
using behalf::ScalingRow;

namespace {

bool skipped() {
  if (behalf_test::has_data()) return false;
  std::cout << "SKIPPED: there is no folder of data\n";
  return true;
}

std::vector<ScalingRow<>> rows_of(const ScalingPlan<>& plan) {
  const PopulationStudy<> study{behalf::delegate_to(behalf::Agent<>{}, behalf_test::countries(3, 2)), plan};
  const auto solved = behalf::run(study);
  CHECK(solved.certificate().worst() < 1e-13);
  return solved.value().rows;
}

}  // namespace

TEST_SUITE("scaling/countries") {
  TEST_CASE("at full generality, scope and diversity the study is the whole population: L10") {
    if (skipped()) return;
    const auto digits = [](double figure) { return doctest::Approx(figure).epsilon(1e-11); };
    const ScalingRow<> all = rows_of({.generality = {6}, .scope = {21}}).front();
    CHECK(all.gap.value == digits(0.7113837736733));
    CHECK(all.stake.value == digits(1.0374716355946));
    CHECK(all.relative_gap->value == digits(0.6856898533574));
    CHECK(all.share(behalf::Axis::principals).value == digits(all.gap.value));
    CHECK(all.draws == 1);
  }

  TEST_CASE("with nothing but diversity at fault the gap grows in proportion to generality and with the square of δ") {
    if (skipped()) return;
    const std::vector<ScalingRow<>> rows =
        rows_of({.generality = {1, 2, 4, 6}, .scope = {1, 2, 20, 21}, .diversity = {0.5, 1, 2}, .samples = 4000});
    for (const behalf::Elasticity& one : behalf::elasticities(rows)) {
      if (one.axis == ScalingAxis::generality) CHECK(one.value->value == doctest::Approx(1).epsilon(1e-12));
      if (one.axis == ScalingAxis::diversity) CHECK(one.value->value == doctest::Approx(2).epsilon(1e-12));
      if (one.axis == ScalingAxis::scope) CHECK(one.value->value > 0);
    }
    CHECK(behalf::not_monotone(rows, ScalingMeasure::gap).empty());
    for (const behalf::ScalingLaw& law : behalf::power_laws(rows, ScalingAxis::scope)) {
      CHECK(law.law.exponent > 0);
      CHECK(law.law.exponent < 0.1);
    }
  }

  TEST_CASE(
      "where attributes go unmeasured, serving more countries makes alignment easier if people differ half as much") {
    if (skipped()) return;
    const std::vector<ScalingRow<>> rows = rows_of({.generality = {3, 4, 5, 6},
                                                    .scope = {1, 2, 3, 5, 8, 13, 21},
                                                    .diversity = {0, 0.5, 1},
                                                    .metrics = 3,
                                                    .samples = 5000});
    for (const ScalingMeasure measure : {ScalingMeasure::gap, ScalingMeasure::relative_gap}) {
      std::size_t falls = 0;
      for (const behalf::NotMonotone& one : behalf::not_monotone(rows, measure)) {
        const ScalingRow<>& from = rows[one.from];
        CAPTURE(to_text(from.at));
        CAPTURE(to_text(rows[one.to].at));
        CHECK(one.axis == ScalingAxis::scope);
        CHECK(from.at.generality > 3);
        CHECK(from.at.diversity < 1);
        ++falls;
      }
      CHECK(falls > 15);
    }
    // Exact, whatever is drawn: from one country to two, all six attributes, half the diversity.
    const auto at = [&](Eigen::Index s, double delta) {
      return *std::find_if(rows.begin(), rows.end(), [&](const ScalingRow<>& row) {
        return row.at == behalf::ScalingPoint<>{6, s, delta};
      });
    };
    CHECK(at(1, 0.5).exact);
    CHECK(at(2, 0.5).exact);
    CHECK(at(2, 0.5).gap.value - at(1, 0.5).gap.value == doctest::Approx(-0.014023).epsilon(1e-4).scale(0));
    CHECK(at(2, 1).gap.value > at(1, 1).gap.value);
  }

  TEST_CASE("people as they are: with one attribute measured the second country served makes alignment easier") {
    if (skipped()) return;
    const std::vector<ScalingRow<>> rows =
        rows_of({.generality = {6}, .scope = {1, 2, 3}, .metrics = 1, .samples = 2000});
    const std::vector<behalf::NotMonotone> falls = behalf::not_monotone(rows, ScalingMeasure::relative_gap);
    REQUIRE(falls.size() == 2);
    CHECK(rows[falls[0].from].exact);
    CHECK(falls[0].change.value == doctest::Approx(-0.000131).epsilon(0.01).scale(0));
    CHECK(falls[1].change.value == doctest::Approx(-0.000022).epsilon(0.03).scale(0));
    CHECK(
        behalf::not_monotone(rows, ScalingMeasure::gap).empty());  // relative to a stake that grows faster than the gap
  }
}
