#include "support/refused.hpp"

#include <behalf/information/inspection_game.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

using behalf::InspectionGame;
using behalf::InspectionOutcome;

namespace {

InspectionGame<> random_game(std::uint64_t k) {
  behalf::RandomStream random{340, k};
  const auto some = [&] { return random.below(8) == 0 ? 0 : 4 * random.uniform(); };
  InspectionGame<> game{some(), some(), some(), some(), 1};
  if (random.below(2) == 0) game.detection = random.uniform();
  return game;
}

/// The payoffs of the four cells, audited or not, violated or not.
double agent_gets(const InspectionGame<>& game, double audit, double violation) {
  const double seen = game.detection * -game.penalty + (1 - game.detection) * game.gain;
  return violation * (audit * seen + (1 - audit) * game.gain);
}
double inspector_gets(const InspectionGame<>& game, double audit, double violation) {
  const double violated = audit * (-game.audit_cost - (1 - game.detection) * game.loss) + (1 - audit) * -game.loss;
  return violation * violated + (1 - violation) * audit * -game.audit_cost;
}

}  // namespace

TEST_SUITE("information/inspection_game") {
  TEST_CASE("in equilibrium neither the agent nor the inspector has a better strategy") {
    int mixed = 0;
    for (std::uint64_t k = 0; k < 400; ++k) {
      CAPTURE(k);
      const InspectionGame<> game = random_game(k);
      const auto solved = behalf::audits_in_equilibrium(game);
      const InspectionOutcome<>& outcome = solved.value();
      CHECK(*solved.certificate().incentive_violation < 1e-14);
      CHECK(outcome.agent == doctest::Approx(agent_gets(game, outcome.audit, outcome.violation)).epsilon(1e-12));
      CHECK(outcome.inspector ==
            doctest::Approx(inspector_gets(game, outcome.audit, outcome.violation)).epsilon(1e-12));
      for (int step = 0; step <= 20; ++step) {
        CHECK(agent_gets(game, outcome.audit, step / 20.0) <= outcome.agent + 1e-12);
        CHECK(inspector_gets(game, step / 20.0, outcome.violation) <= outcome.inspector + 1e-12);
      }
      if (outcome.violation > 0 && outcome.violation < 1) ++mixed;
    }
    CHECK(mixed > 80);
  }

  TEST_CASE("no commitment to a frequency of audits serves the inspector better, the agent doing what is best for it") {
    int deterred = 0;
    for (std::uint64_t k = 0; k < 400; ++k) {
      CAPTURE(k);
      const InspectionGame<> game = random_game(k);
      const auto solved = behalf::audits_by_commitment(game);
      CHECK(solved.certificate().worst() < 1e-14);
      for (int step = 0; step <= 500; ++step) {
        const double audit = step / 500.0;
        const double violates = agent_gets(game, audit, 1) > 0 ? 1 : 0;
        CHECK(inspector_gets(game, audit, violates) <= solved.value().inspector + 1e-12);
      }
      // Who can commit can do what is done in equilibrium, and the agent's best answer to it is no worse.
      CHECK(solved.value().inspector >= behalf::audits_in_equilibrium(game).value().inspector - 1e-12);
      if (solved.value().violation == 0) ++deterred;
    }
    CHECK(deterred > 150);
  }

  TEST_CASE("a higher penalty lowers audits and not violations, but with commitment it ends them") {
    double audits_before = 1;
    for (const double penalty : {1.0, 6.0, 20.0, 100.0}) {
      const InspectionGame<> game{.gain = 2, .penalty = penalty, .audit_cost = 1, .loss = 4};
      const auto free = behalf::audits_in_equilibrium(game).value();
      CHECK(free.violation == doctest::Approx(0.25).epsilon(1e-15));
      CHECK(free.audit < audits_before);
      audits_before = free.audit;
      CHECK(behalf::audits_by_commitment(game).value().violation == 0);
    }
    // Where deterrence costs more than what it saves, a penalty alone brings it about: .9 audits at 5 cost more than 4.
    InspectionGame<> dear{.gain = 9, .penalty = 1, .audit_cost = 5, .loss = 4};
    CHECK(behalf::audits_by_commitment(dear).value().violation == 1);
    dear.penalty = 91;
    CHECK(behalf::audits_by_commitment(dear).value().violation == 0);
    CHECK(behalf::audits_in_equilibrium(dear).value().violation == 1);
  }

  TEST_CASE("what is no game is refused with the field and the rule") {
    const auto refused = [](const InspectionGame<>& game, const std::string& field) {
      behalf_test::refused([&] { return behalf::audits_in_equilibrium(game); }, field);
      behalf_test::refused([&] { return behalf::audits_by_commitment(game); }, field);
    };
    refused({.gain = -1}, "gain");
    refused({.penalty = std::numeric_limits<double>::infinity()}, "penalty");
    refused({.audit_cost = std::nan("")}, "audit_cost");
    refused({.loss = -0.1}, "loss");
    refused({.detection = 1.1}, "detection");
  }
}
