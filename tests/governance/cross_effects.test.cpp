#include "support/compare.hpp"
#include "support/random_levers.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/levers/lever_interactions.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::Axis;
using behalf::SlopeSource;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::gaps;
using behalf_test::largest;
using behalf_test::named_levers;
using behalf_test::random_lever;

namespace {

using namespace behalf_test::linear_quadratic;

/// Two groups share an agent that is measured by the sum of what they want.
Spec two_groups() {
  Spec spec;
  spec.values = behalf::rows({{2, 0}, {0, 1}});
  spec.weights = behalf::vec({0.75, 0.25});
  spec.names = {"urban users", "rural users"};
  spec.metrics = behalf::rows({{1, 0}, {0, 1}});
  spec.noise = behalf::diagonal({0.5, 1});
  spec.risk_aversion = 2;
  return spec;
}

}  // namespace

TEST_SUITE("governance/cross_effects") {
  TEST_CASE("nothing is monotone: of every named lever more hurts somebody in some model, and that is told") {
    std::array<int, named_levers> hurting{};
    std::array<int, named_levers> conflicted{};
    for (int k = 0; k < 440; ++k) {
      CAPTURE(k);
      const std::size_t number = static_cast<std::size_t>(k) % named_levers;
      Draw draw{430, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(number, draw, spec);
      const auto effect = cross_effects(spec, {lever}).value().front();
      const Vector<> change = gaps(pull(lever, spec, 1.0)) - gaps(spec);
      const std::vector<Eigen::Index> hurt = effect.hurts();
      for (Eigen::Index i = 0; i < change.size(); ++i) {
        const bool told = std::find(hurt.begin(), hurt.end(), i) != hurt.end();
        CHECK(told == (change(i) > effect.noticeable));
        if (!told) continue;
        CHECK(effect.is_conflicted());
        CHECK(to_text(effect).find("raises the gap of ") != std::string::npos);
      }
      if (!hurt.empty()) ++hurting[number];
      if (!effect.mends().empty() && !effect.worsens().empty()) ++conflicted[number];
    }
    for (std::size_t number = 0; number < named_levers; ++number) {
      CAPTURE(number);
      CHECK(hurting[number] >= 3);
      CHECK(conflicted[number] >= 1);
    }
  }

  TEST_CASE("effects on the axes sum to the effect on the gap, of every party and of the named mean") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{431, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(static_cast<std::size_t>(k) % named_levers, draw, spec);
      const Vector<> weights = spec.weights_or_default();
      const double level = lever.indivisible.empty() ? 0.5 : 1;
      const auto effect = cross_effects(spec, {lever}, {.levels = behalf::vec({level})}).value().front();
      CHECK(effect.level == level);
      const Vector<> change = gaps(pull(lever, spec, level)) - gaps(spec);
      const double size = effect.noticeable * 1e9;
      const auto sum = [](const behalf::Attribution<>& of, Eigen::Index i) {
        return of.shapley(Axis::objectives, i) + of.shapley(Axis::information, i) + of.shapley(Axis::principals, i);
      };
      for (Eigen::Index i = 0; i < change.size(); ++i) {
        CHECK(std::abs(effect.change.gap(i) - change(i)) <= 1e-12 * std::max(size, largest(change)));
        CHECK(std::abs(sum(effect.change, i) - change(i)) <= 1e-11 * std::max(size, largest(change)));
        if (effect.slope)
          CHECK(std::abs(sum(*effect.slope, i) - effect.slope->gap(i)) <=
                1e-10 * std::max(size, largest(effect.slope->lattice().regrets)));
      }
      // Who is weighed how does not move with the lever, even one that moves power.
      CHECK(std::abs(effect.mean_change->gap(0) - weights.dot(change) / weights.sum()) <=
            1e-11 * std::max(size, largest(change)));
    }
  }

  TEST_CASE("a lever that does not say how it moves has the same slope by differences, or jumps as the formula says") {
    int differences = 0, jumps = 0;
    for (int k = 0; k < 110; ++k) {
      CAPTURE(k);
      Draw draw{432, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(static_cast<std::size_t>(k) % named_levers, draw, spec);
      Lever silent = lever;
      silent.slope = nullptr;
      const auto effects = cross_effects(spec, {lever, silent}).value();
      CHECK(effects[1].indivisible == !lever.indivisible.empty());
      if (effects[1].source == SlopeSource::jump) {
        CHECK(effects[0].source == SlopeSource::jump);
        CHECK_FALSE(effects[1].slope);
        ++jumps;
        continue;
      }
      CHECK(effects[1].source == SlopeSource::difference);
      if (effects[0].source == SlopeSource::jump) continue;  // one that moves nobody
      CHECK(effects[0].source == SlopeSource::closed_form);
      ++differences;
      const auto& exact = effects[0].slope->lattice().regrets;
      CHECK(behalf_test::apart(exact, effects[1].slope->lattice().regrets) <=
            1e-5 * std::max(largest(exact), effects[0].noticeable * 1e9));
    }
    CHECK(differences > 70);
    CHECK(jumps > 3);
  }

  TEST_CASE("an effect that is soon at its end has the slope that it begins with, and no leap") {
    for (const double assets : {1.0, 1e-6, 1e-8}) {
      CAPTURE(assets);
      const Lever lever = Contest::liability({.parties = {{1, 1}}, .harm = 1, .assets = assets});
      Lever silent = lever;
      silent.slope = nullptr;
      const auto effects = cross_effects(two_groups(), {lever, silent}).value();
      CHECK(effects[0].source == SlopeSource::closed_form);
      CHECK(effects[1].source == SlopeSource::difference);
      const auto& exact = effects[0].slope->lattice().regrets;
      CHECK(behalf_test::apart(exact, effects[1].slope->lattice().regrets) <= 1e-3 * largest(exact));
    }
  }

  TEST_CASE("an effect is one line: axes by size, then whose gap rises") {
    const auto effects =
        cross_effects(two_groups(), {Evaluate::audit({0}, 2), Contest::veto(1, 0.5), Evaluate::interpretability(2)})
            .value();
    CHECK(effects[0].kind == behalf::LeverKind::evaluate);
    CHECK(to_text(effects[0]).find(" (information -") != std::string::npos);
    const Vector<> audited = gaps(pull(Evaluate::audit({0}, 2), two_groups(), 1.0)) - gaps(two_groups());
    CHECK((audited(1) > 0) == (to_text(effects[0]).find("raises the gap of rural users") != std::string::npos));
    CHECK(to_text(effects[1]).find("; lowers the gap of rural users; raises the gap of urban users") !=
          std::string::npos);
    CHECK(to_text(effects[2]).find("interpretability: no effect on anybody's gap, ") == 0);
    CHECK_FALSE(effects[2].is_conflicted());
  }

  TEST_CASE(
      "two audits of one attribute are substitutes, a metric for what nobody sees and sight of it are complements") {
    const auto same =
        lever_interactions(two_groups(), {Evaluate::audit({0}, 2), Evaluate::audit({0}, 2)}, behalf::WeightedMean{})
            .value();
    CHECK(same(0, 1) < 0);
    CHECK(same(0, 1) == same(1, 0));
    Spec hidden = two_groups();
    hidden.metrics = behalf::rows({{1, 0}, {0, 0}});
    hidden.noise = behalf::diagonal({0.5, std::numeric_limits<double>::infinity()});
    const auto both =
        lever_interactions(hidden,
                           {Set::redesign_metrics(behalf::rows({{1, 0}, {0, 1}})), Evaluate::interpretability(4)},
                           behalf::WeightedMean{})
            .value();
    CHECK(both(0, 1) > 0);
    CHECK(both(0, 0) == doctest::Approx(both(1, 1)).epsilon(1e-12));  // neither does anything alone
  }

  TEST_CASE("interactions of three levers are those of the game written out") {
    for (int k = 0; k < 10; ++k) {
      CAPTURE(k);
      Draw draw{433, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      std::vector<Lever> levers;
      for (int l = 0; l < 3; ++l) {
        levers.push_back(random_lever<double>(static_cast<std::size_t>(draw.below(named_levers)), draw, spec));
      }
      Vector<> all(3);
      for (std::size_t l = 0; l < 3; ++l) all(static_cast<Eigen::Index>(l)) = levers[l].indivisible.empty() ? 0.5 : 1;
      std::array<double, 8> v{};
      for (std::size_t s = 0; s < 8; ++s) {
        Vector<> levels(3);
        for (Eigen::Index l = 0; l < 3; ++l) levels(l) = ((s >> l) & 1U) != 0 ? all(l) : 0;
        v[s] = -behalf::WorstOff{}(gaps(pull(levers, spec, levels)), Vector<>());
      }
      const auto found = lever_interactions(spec, levers, behalf::WorstOff{}, {.levels = all}).value();
      const double size = largest(gaps(spec)) - *std::min_element(v.begin(), v.end());
      // Pair {0, 1}: half of v(01) − v(0) − v(1) + v(∅) without 2, half with 2.
      const double pair = (v[3] - v[1] - v[2] + v[0] + v[7] - v[5] - v[6] + v[4]) / 2;
      const double alone = (v[1] - v[0]) / 3 + (v[3] - v[2] + v[5] - v[4]) / 6 + (v[7] - v[6]) / 3;
      CHECK(std::abs(found(0, 1) - pair) <= 1e-12 * size);
      CHECK(std::abs(found(0, 0) - alone) <= 1e-12 * size);
    }
  }

  TEST_CASE("what fails names the lever") {
    const Lever broken{"flood", behalf::LeverKind::set, 0.0, [](const Spec& spec, double) {
                         Spec moved = spec;
                         moved.values *= 1e300;
                         return moved;
                       }};
    const auto effects = cross_effects(two_groups(), {broken});
    CHECK(effects.status() == behalf::Status::ill_conditioned);
    CHECK(effects.where().find("with flood, ") == 0);
    const auto pairs = lever_interactions(two_groups(), {broken}, behalf::WorstOff{});
    CHECK(pairs.status() == behalf::Status::ill_conditioned);
    CHECK(pairs.where().find("with the levers of the bits 1, ") == 0);
    CHECK_THROWS_AS((void)lever_interactions(two_groups(), std::vector<Lever>{}, behalf::WorstOff{}),
                    behalf::InvalidArgument);
    CHECK_THROWS_AS((void)cross_effects(two_groups(), {broken}, {.levels = behalf::vec({1, 1})}),
                    behalf::InvalidArgument);
  }
}
