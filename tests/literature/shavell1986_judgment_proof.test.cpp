// \cite shavell1986: harm of 10 with probability e^(−effort), assets of 4. Published formula, evaluated: effort ln 4.

#include <behalf/governance/levers/judgment_proof.hpp>

#include <doctest/doctest.h>

#include <cmath>

TEST_SUITE("literature") {
  TEST_CASE("who can pay 4 of a harm of 10 takes too little care, by .58 of social cost") {
    const behalf::ExponentialHarm<> harm;
    const auto care = behalf::care_under_liability(harm, behalf::LiabilityRule<>{.harm = 10, .assets = 4}).value();
    CHECK(care.effort == doctest::Approx(std::log(4.0)).epsilon(1e-12));
    CHECK(care.social_cost == doctest::Approx(3.886294361).epsilon(1e-9));
    CHECK(care.gap == doctest::Approx(0.583709268).epsilon(1e-8));
    CHECK(behalf::care_under_liability(harm, behalf::LiabilityRule<>{.harm = 10, .assets = 10}).value().gap == 0);
  }
}
