#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/information/jury.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using behalf::LeverKind;
using behalf::Matrix;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::gaps;
using behalf_test::largest;
using behalf_test::named_levers;
using behalf_test::random_lever;
using behalf_test::refusal;

namespace {

using namespace behalf_test::linear_quadratic;

constexpr double infinity = std::numeric_limits<double>::infinity();

bool same_contract(const Spec& a, const Spec& b) {
  const auto matrix = [](const auto& x) { return x ? Matrix<>(*x) : Matrix<>(); };
  const auto noise = [](const Spec& spec) { return spec.noise ? spec.noise->noise() : Matrix<>(); };
  return behalf_test::same(matrix(a.translation), matrix(b.translation)) &&
         behalf_test::same(matrix(a.metrics), matrix(b.metrics)) && behalf_test::same(noise(a), noise(b));
}
bool same_taste(const Spec& a, const Spec& b) {
  const auto vector = [](const Spec& spec) { return spec.taste ? *spec.taste : Vector<>(); };
  return behalf_test::same(vector(a), vector(b)) && behalf_test::same(a.institutions.felt, b.institutions.felt) &&
         a.institutions.felt_weight == b.institutions.felt_weight;
}

Spec some_spec() {
  Spec spec;
  spec.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}});
  spec.weights = behalf::vec({0.75, 0.25, 0});
  spec.metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}});
  spec.noise = behalf::diagonal({0.5, infinity, 0.25});
  return spec;
}

}  // namespace

TEST_SUITE("governance/levers") {
  TEST_CASE("a lever is not asked for level 0, and the description stays the very same") {
    const Lever broken{.name = "broken", .apply = [](const Spec&, double) -> Spec { throw std::logic_error{"asked"}; }};
    Draw draw{403};
    const Spec spec = behalf_test::governed_spec(draw);
    CHECK(behalf_test::same(gaps(pull(broken, spec, 0.0)), gaps(spec)));
    CHECK_THROWS_AS((void)pull(broken, spec, 0.5), std::logic_error);
  }

  TEST_CASE("what a named lever does ends at what there is as its level ends at 0, where the lever has a slope") {
    for (int k = 0; k < 220; ++k) {
      CAPTURE(k);
      Draw draw{400, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(static_cast<std::size_t>(k) % named_levers, draw, spec);
      CAPTURE(lever.name);
      if (!lever.slope) continue;  // on or off
      const auto slope = behalf::linear_quadratic_slope(spec, lever.slope(spec));
      if (!slope) continue;
      const double size = std::max(largest(gaps(spec)), largest(slope->regrets));
      for (const double level : {1e-5, 1e-7, 1e-9}) {
        CHECK(apart(gaps(spec), gaps(lever.apply(spec, level))) <= (100 * level + 1e-12) * size);
      }
    }
  }

  TEST_CASE("a named lever changes the parts of the description that it says it reaches, and reads no other") {
    for (int k = 0; k < 110; ++k) {
      CAPTURE(k);
      Draw draw{401, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(static_cast<std::size_t>(k) % named_levers, draw, spec);
      CAPTURE(lever.name);
      const double level = lever.indivisible.empty() ? 0.5 : 1;
      const Spec moved = pull(lever, spec, level);
      CHECK(behalf_test::same(moved.values, spec.values));
      CHECK(moved.risk_aversion == spec.risk_aversion);
      if (!lever.reach.weights) CHECK(behalf_test::same(moved.weights_or_default(), spec.weights_or_default()));
      if (!lever.reach.contract) CHECK(same_contract(moved, spec));
      if (!lever.reach.taste) CHECK(same_taste(moved, spec));
      if (lever.name == "liability" || lever.name == "recourse") continue;  // they read what there is without levers
      Spec other = behalf_test::governed_spec(draw);
      other.values = spec.values;
      other.covariances.clear();
      if (lever.reach.weights)
        other.weights = spec.weights_or_default();
      else
        other.weights = draw.weights(spec.principals());
      if (lever.reach.contract) {
        other.translation = spec.translation;
        other.metrics = spec.metrics;
        other.noise = spec.noise;
      } else {
        other.translation = other.metrics = std::nullopt;
        other.noise = std::nullopt;
      }
      other.cost = std::nullopt;
      other.taste = lever.reach.taste ? spec.taste : std::nullopt;
      const Spec elsewhere = pull(lever, other, level);
      if (lever.reach.weights) CHECK(behalf_test::same(moved.weights_or_default(), elsewhere.weights_or_default()));
      if (lever.reach.contract) CHECK(same_contract(moved, elsewhere));
      if (lever.reach.taste) CHECK(same_taste(moved, elsewhere));
    }
  }

  TEST_CASE("levers that share no part commute") {
    const std::array<std::pair<std::size_t, std::size_t>, 6> pairs{{{0, 3}, {0, 8}, {1, 8}, {2, 9}, {4, 10}, {5, 8}}};
    for (int k = 0; k < 80; ++k) {
      CAPTURE(k);
      Draw draw{402, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const auto& [first, second] = pairs[static_cast<std::size_t>(k) % pairs.size()];
      const Lever a = random_lever<double>(first, draw, spec);
      const Lever b = random_lever<double>(second, draw, spec);
      const double s = a.indivisible.empty() ? 0.5 : 1, t = 0.75;
      const Vector<> one = gaps(pull(b, pull(a, spec, s), t));
      CHECK(apart(one, gaps(pull(a, pull(b, spec, t), s))) <= 1e-9 * std::max(1.0, largest(one)));
    }
  }

  TEST_CASE("levers are applied in the given order: an appeal takes from a veto that came before it") {
    const Spec spec = some_spec();
    const Lever veto = Contest::veto(2, 1);
    const Lever appeal = Contest::appeal(0, 0.5);
    CHECK(behalf_test::same(*pull({veto, appeal}, spec, behalf::vec({1, 1})).weights,
                            behalf::vec({0.6875, 0.0625, 0.25})));
    CHECK(behalf_test::same(*pull({appeal, veto}, spec, behalf::vec({1, 1})).weights,
                            behalf::vec({0.4375, 0.0625, 0.5})));
  }

  TEST_CASE("what is seen already is judged without any lever") {
    const Spec spec = some_spec();
    const Lever interpretability = Evaluate::interpretability(2);
    const Lever transparency = Evaluate::transparency(2);
    const Lever audit = Evaluate::audit({1}, 1);
    for (const std::vector<Lever>& levers : {std::vector<Lever>{audit, interpretability, transparency},
                                             {transparency, audit, interpretability},
                                             {interpretability, transparency, audit}}) {
      const Matrix<> noise = pull(levers, spec, behalf::vec({1, 1, 1})).noise->noise();
      CHECK(apart(noise, behalf::diagonal({0.25, 1.0 / 3, 1.0 / 6})) < 1e-15);
    }
  }

  TEST_CASE("an audit adds precision, and lets what was never seen be seen with the variance of the signal") {
    const Spec spec = some_spec();
    const Matrix<> noise = pull(Evaluate::audit({0, 1}, 4), spec, 0.5).noise->noise();
    CHECK(apart(noise, behalf::diagonal({1 / (1 / 0.5 + 2), 0.5, 0.25})) < 1e-15);
    const Matrix<> seen = pull(Evaluate::transparency(4), spec, 0.5).noise->noise();
    CHECK(std::isinf(seen(1, 1)));
    CHECK(seen(2, 2) == doctest::Approx(1.0 / 6).epsilon(1e-14));
    const Matrix<> opened = pull(Evaluate::interpretability(4), spec, 0.5).noise->noise();
    CHECK(apart(opened, behalf::diagonal({0.5, 0.5, 0.25})) < 1e-15);
    CHECK_FALSE(pull(Evaluate::audit({0}, 4), Spec{.values = behalf::rows({{1}})}, 1.0).noise);
  }

  TEST_CASE("copies of one validator are worth one validator, independent ones as many as they are") {
    Spec spec = some_spec();
    spec.noise = behalf::InformationSet<>::nothing(3);
    const auto variance = [&](double correlation) {
      const Lever panel = Evaluate::independent_validators({.members = 5, .variance = 2, .correlation = correlation});
      return pull(panel, spec, 1.0).noise->noise()(0, 0);
    };
    CHECK(variance(1) == doctest::Approx(2).epsilon(1e-14));
    CHECK(variance(0) == doctest::Approx(0.4).epsilon(1e-14));
    CHECK(variance(0.25) == doctest::Approx(2 / behalf::effective_number(5, 0.25)).epsilon(1e-14));
  }

  TEST_CASE("the more people report the less each report adds, when reports are correlated") {
    Spec spec = some_spec();
    spec.noise = behalf::InformationSet<>::nothing(3);
    const auto precision = [&](double t, double correlation) {
      const Lever lever = Evaluate::reporting(
          {.attributes = {1}, .people = 40, .rate = 0.5, .variance = 2, .correlation = correlation});
      const Matrix<> noise = pull(lever, spec, t).noise->noise();
      CHECK(std::isinf(noise(0, 0)));
      return 1 / noise(1, 1);
    };
    CHECK(precision(1, 0) == doctest::Approx(10).epsilon(1e-14));
    CHECK(precision(0.05, 0.3) == doctest::Approx(0.5).epsilon(1e-14));
    CHECK(precision(0.025, 0.3) == doctest::Approx(0.25).epsilon(1e-14));
    CHECK(precision(1, 0.3) == doctest::Approx(20 / 6.7 / 2).epsilon(1e-14));
    CHECK(precision(1, 0.3) - precision(0.75, 0.3) < precision(0.5, 0.3) - precision(0.25, 0.3));
  }

  TEST_CASE("metrics of any number of rows can be redesigned, none included, and only as a whole") {
    Spec spec = some_spec();
    const Lever privacy = Set::redesign_metrics(behalf::rows({{0, 1, 0}}));
    for (const Matrix<>& before : {Matrix<>(0, 3), Matrix<>(Matrix<>::Identity(3, 3))}) {
      spec.metrics = before;
      CHECK(apart(*pull(privacy, spec, 1.0).metrics, behalf::rows({{0, 1, 0}})) == 0);
      CHECK(apart(*pull(privacy, spec, 0.0).metrics, before) == 0);
    }
    CHECK(pull(Set::redesign_metrics(Matrix<>(0, 3)), spec, 1.0).metrics->rows() == 0);
    CHECK_FALSE(privacy.slope);
    CHECK(privacy.has(1));
    CHECK_FALSE(privacy.has(0.5));
  }

  TEST_CASE("liability is felt only where objectives are faulty, and no further than the agent can pay") {
    const Spec spec = some_spec();
    const Lever lever = Contest::liability({.parties = {{2, 0.5}}, .harm = 8, .assets = 2});
    CHECK(apart(pull(lever, spec, 0.125).institutions.felt, behalf::vec({0, 0, 0.125})) == 0);
    CHECK(apart(pull(lever, spec, 0.25).institutions.felt, behalf::vec({0, 0, 0.25})) == 0);
    CHECK(apart(pull(lever, spec, 1.0).institutions.felt, behalf::vec({0, 0, 0.25})) == 0);
    CHECK(pull(lever, spec, 1.0).institutions.felt_weight == 0.125);
    const behalf::AxisSet asked = behalf::Axis::objectives;
    const behalf::LinearQuadratic<> before{spec};
    const behalf::LinearQuadratic<> after{pull(lever, spec, 1.0)};
    CHECK(behalf_test::same(before.regret(asked).value(), after.regret(asked).value()));
    CHECK(after.regret(behalf::AxisSet::none()).value()(2) < before.regret(behalf::AxisSet::none()).value()(2));
  }

  TEST_CASE("what no lever can be is refused with the lever and the rule") {
    const Spec spec = some_spec();
    CHECK(refusal([&] { (void)pull(Evaluate::audit({0}, 1), spec, 1.5); }) ==
          "pull: audit: expected a level from 0 to 1, got 1.5");
    CHECK(refusal([&] { (void)pull(Evaluate::audit({0}, 1), spec, -0.5); }) ==
          "pull: audit: expected a level from 0 to 1, got -0.5");
    CHECK(refusal([&] { (void)pull(Evaluate::audit({0}, 1), spec, std::nan("")); }) ==
          "pull: audit: expected a level from 0 to 1, got nan");
    CHECK(refusal([&] { (void)pull(Lever{.name = "idle"}, spec, 1.0); }) ==
          "pull: idle: expected a function, the lever has none");
    CHECK(refusal([&] {
            (void)pull({Evaluate::audit({0}, 1)}, spec, behalf::vec({1, 1}));
          }) == "pull: levels: expected 1 number, got 2");
    CHECK(refusal([] { (void)Evaluate::audit({0}, 1, -2.0); }) ==
          "LeverCost: cost: expected a finite number that is not negative, got -2");
    CHECK(refusal([] { (void)behalf::LeverCost<>{[](double t) { return 1 - 2 * t; }}(1.0); }) ==
          "LeverCost: cost: expected a finite number that is not negative, got -1");
    CHECK(refusal([] { (void)behalf::LeverCost<>{[](double t) { return 1 + t; }}(0.0); }) ==
          "LeverCost: cost: expected 0 at level 0, got 1");
    CHECK(refusal([&] {
            (void)pull(Evaluate::audit({0, 3}, 1), spec, 0.5);
          }) == "audit: attributes[1]: expected an attribute from 0 to 2, got 3");
    CHECK(refusal([&] { (void)pull(Contest::veto(3, 1), spec, 0.5); }) ==
          "veto: party: expected a party from 0 to 2, got 3");
    CHECK(refusal([&] { (void)pull(Contest::appeal(-1, 1), spec, 0.5); }) ==
          "appeal: party: expected a party from 0 to 2, got -1");
    CHECK(refusal([&] {
            (void)pull(Contest::liability({.parties = {{7, 1}}}), spec, 0.5);
          }) == "liability: party: expected a party from 0 to 2, got 7");
    CHECK(refusal([] { (void)Contest::appeal(0, 1.5); }) == "appeal: rate: expected a number from 0 to 1, got 1.5");
    CHECK(refusal([] { (void)Contest::liability({.harm = -1}); }) ==
          "liability: harm: expected a finite number that is not negative, got -1");
    CHECK(refusal([] { (void)Evaluate::audit({0}, -1); }) ==
          "audit: precision: expected a finite number that is not negative, got -1");
    CHECK(refusal([] { (void)Evaluate::independent_validators({.members = 0}); }) ==
          "effective_number: n: expected at least one member, there is none");
    CHECK(refusal([] { (void)Evaluate::reporting({.correlation = 2}); }) ==
          "reporting: correlation: expected a number from 0 to 1, got 2");
    CHECK(refusal([&] {
            (void)pull(Set::representation(behalf::vec({1, 1})), spec, 0.5);
          }) == "representation: target: expected 3 numbers, got 2");
    CHECK(refusal([] {
            (void)Set::representation(behalf::vec({0, 0}));
          }) == "representation: target: expected at least one positive weight, all are 0");
    CHECK(refusal([&] {
            (void)pull(Set::redesign_metrics(behalf::rows({{1, 0}})), spec, 1.0);
          }) == "redesign_metrics: target: expected a 1 x 3 matrix, got 1 x 2");
  }

  TEST_CASE("a lever of one's own is a function") {
    const Lever calm{"calm", LeverKind::set, 2.0, [](const Spec& spec, double t) {
                       Spec moved = spec;
                       moved.risk_aversion *= 1 - t;
                       return moved;
                     }};
    CHECK(pull(calm, some_spec(), 0.25).risk_aversion == 0.75);
    CHECK(behalf::cost_of<Spec>({calm, Evaluate::audit({0}, 1, 3)}, behalf::vec({0.5, 1})) == 4);
  }
}
