#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"
#include "support/small_network.hpp"

#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/governance/network/rights.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/network/network.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::Vector;
using behalf_test::apart;
using behalf_test::gaps;
using behalf_test::refusal;
using behalf_test::small_network;

namespace {

using Data = behalf::NetworkData<>;
using Lever = behalf::Lever<Data>;
using Set = behalf::SetLevers<Data>;
using Evaluate = behalf::EvaluateLevers<Data>;
using Contest = behalf::ContestLevers<Data>;

std::vector<Lever> one_of_each() {
  return {Set::representation(behalf::vec({0.2, 0.8, 0.5, 0.5})),
          Set::redesign_metrics(behalf::rows({{1, 0}, {0, 1}}), {2}),
          Set::redesign_translation(),
          Evaluate::audit({1}, 3),
          Evaluate::transparency(2, {0, 1}),
          Evaluate::interpretability(2),
          Evaluate::independent_validators({.members = 3, .correlation = 0.5}, {2}),
          Evaluate::reporting({.attributes = {0}, .people = 5, .rate = 0.5}, {0}),
          Contest::liability(3, {.harm = 2, .assets = 1}),
          Contest::veto(5, 3, 0.3),
          Contest::appeal(1, 2, 0.5),
          Contest::recourse(5, 0.5)};
}

}  // namespace

TEST_SUITE("governance/network_levers") {
  TEST_CASE("level 0 of any lever leaves a network as it is, and any level makes another network") {
    const Vector<> before = gaps(small_network());
    for (const Lever& lever : one_of_each()) {
      CAPTURE(lever.name);
      CHECK(behalf_test::same(before, gaps(pull(lever, small_network(), 0.0))));
      CHECK_NOTHROW(pull(lever, small_network(), 1.0).validate());
    }
  }

  TEST_CASE("levers on terms change those delegations of a network and no others that share their terms") {
    Data data = small_network();
    data.terms_of = {0, 0, 2, 3};
    const Data moved = pull(Evaluate::audit({0}, 3, {1}), data, 1.0);
    CHECK(moved.terms_of[0] == 0);
    CHECK(moved.terms_of[1] == 4);
    REQUIRE(moved.terms[4].signals.size() == 1);
    CHECK(behalf_test::same(moved.terms[4].signals[0].precision, behalf::vec({3, 0})));
    CHECK(moved.terms[0].signals.empty());
    const Data all = pull(Evaluate::audit({0}, 3), data, 1.0);
    CHECK(all.terms_of == std::vector<std::uint32_t>{4, 4, 5, 3});  // one copy for all that had the same
  }

  TEST_CASE("recourse makes a party of a network good for a part of its regret, and the others pay by weight") {
    const Vector<> before = gaps(small_network());
    const Vector<> after = gaps(pull(Contest::recourse(5, 0.5), small_network(), 0.5));
    CHECK(after(2) == doctest::Approx(0.75 * before(2)).epsilon(1e-13));
    CHECK(after(0) == doctest::Approx(before(0) + 0.7 * 0.25 * before(2)).epsilon(1e-13));
    CHECK(after(1) == doctest::Approx(before(1) + 0.3 * 0.25 * before(2)).epsilon(1e-13));
  }

  TEST_CASE("liability in a network is felt by the agent whose deeds reach the party, by how much they do") {
    const Data moved = pull(Contest::liability(3, {.harm = 4, .assets = 1}), small_network(), 1.0);
    // min(1, 1/4) x = 1/8 and v = (0, 2)
    CHECK(behalf_test::same(moved.tastes, small_network().tastes));
    CHECK(apart(moved.institutions.felt, behalf::rows({{0, 0, 0}, {0, 0.25, 0}})) < 1e-15);
    CHECK(apart(moved.institutions.felt_weight, behalf::vec({0, 0.125, 0})) < 1e-15);
    // What the model costs the neighbours: x times half the squared distance, in its own units, and the premium.
    const behalf::Network<> network{small_network()};
    const double all = gaps(small_network())(2);
    CHECK(network.harm_to_affected(1).value() + network.harm_to_affected(2).value() ==
          doctest::Approx(all).epsilon(1e-13));
    CHECK(network.harm_to_affected(0).value() == 0);
  }

  TEST_CASE("a veto in a network takes of everybody else's shares, and the sum stays") {
    const Data moved = pull(Contest::veto(1, 2, 0.25), small_network(), 1.0);
    CHECK(moved.shares[0] == doctest::Approx(0.4 / 1.25).epsilon(1e-14));
    CHECK(moved.shares[1] == doctest::Approx(0.6 / 1.25 + 0.25 / 1.25).epsilon(1e-14));
    CHECK(moved.institutions.mandate_shares == small_network().shares);
    const Data right = pull(Contest::veto(5, 3, 1), small_network(), 1.0);
    REQUIRE(right.shares.size() == 5);
    CHECK(right.shares[2] == doctest::Approx(0.35).epsilon(1e-14));
    CHECK(right.shares[4] == doctest::Approx(0.45).epsilon(1e-14));
    CHECK(right.institutions.mandate_shares.back() == 0);
  }

  TEST_CASE("a network that levers changed comes back from its solver as it was") {
    Data moved = pull(Contest::veto(5, 3, 1), small_network(), 1.0);
    moved = pull(Contest::liability(3), moved, 0.5);
    moved = pull(Contest::recourse(0, 0.5), moved, 1.0);
    const behalf::Network<> network{moved};
    const behalf::Network<> again{network.frozen().thaw()};
    CHECK(behalf_test::same(again.regret({}).value(), network.regret({}).value()));
    CHECK(again.frozen().thaw().institutions.mandate_shares == moved.institutions.mandate_shares);
  }

  TEST_CASE("effects and portfolios are those of the network with the levers") {
    const std::vector<Lever> levers{Evaluate::audit({0, 1}, 3, {}, 1), Contest::recourse(5, 0.5, 1),
                                    Contest::liability(3, {.harm = 2, .assets = 1}, 2)};
    const auto effects = cross_effects(small_network(), levers).value();
    for (std::size_t k = 0; k < levers.size(); ++k) {
      const Vector<> change = gaps(pull(levers[k], small_network(), 1.0)) - gaps(small_network());
      CHECK(apart(effects[k].change.lattice().regrets.col(0), change) < 1e-14);
      CHECK(effects[k].source == behalf::SlopeSource::difference);
    }
    double least = 1e9;
    for (int s = 0; s < 8; ++s) {
      const Vector<> levels = behalf::vec({s % 2 == 1 ? 1.0 : 0.0, s / 2 % 2 == 1 ? 1.0 : 0.0, s / 4 == 1 ? 1.0 : 0.0});
      if (cost_of(levers, levels) > 2) continue;
      least = std::min(least, behalf::WorstOff{}(gaps(pull(levers, small_network(), levels)), Vector<>()));
    }
    const auto best = portfolio(small_network(), levers, behalf::WorstOff{}, {.budget = 2}).value();
    CHECK(best.value == doctest::Approx(least).epsilon(1e-14));
  }

  TEST_CASE("a lever that does not apply to a network is refused with the place and the rule") {
    const auto ask = [](const Lever& lever) { return refusal([&] { (void)pull(lever, small_network(), 0.5); }); };
    CHECK(ask(Contest::recourse(2, 0.5)) ==
          "recourse: party: expected a principal or an affected party, vendor is none");
    Data alone = small_network();
    alone.weights = behalf::vec({1, 0});
    CHECK(refusal([&] { (void)pull(Contest::recourse(0, 0.5), alone, 1.0); }) ==
          "recourse: party: expected somebody else of positive weight to pay for it, there is nobody");
    CHECK(ask(Contest::liability(0)) == "liability: agent: expected an agent, citizens is none");
    CHECK(ask(Contest::veto(2, 3, 0.5)) == "veto: party: expected a principal or an affected party, vendor is none");
    CHECK(ask(Contest::appeal(0, 5, 0.5)) == "appeal: agent: expected an agent, neighbours is none");
    CHECK(refusal([] { (void)behalf::with_right(small_network(), 0, 2); }) ==
          "with_right: terms: expected none, citizens delegates to vendor already");
    CHECK(ask(Evaluate::audit({0}, 1, {3})) ==
          "audit: delegations: expected delegations by contract, citizens -> model gives a transmission");
    CHECK(ask(Evaluate::audit({0}, 1, {4})) == "audit: delegations: expected less than 4, got 4");
    CHECK(ask(Evaluate::audit({2}, 1)) == "audit: attributes[0]: expected an attribute from 0 to 1, got 2");
    CHECK(ask(Set::representation(behalf::vec({1}))) == "representation: target: expected 4 numbers, got 1");
    CHECK(refusal([] { (void)pull(Set::redesign_metrics(behalf::rows({{1}})), small_network(), 1.0); }) ==
          "redesign_metrics: target: expected a 1 x 2 matrix, got 1 x 1");
    CHECK(refusal([] { (void)Contest::veto(0, 2, -1); }) ==
          "veto: weight: expected a finite number that is not negative, got -1");
    CHECK(refusal([] {
            (void)Set::representation(behalf::vec({0, 0}));
          }) == "representation: target: expected at least one positive share, all are 0");
    CHECK(refusal([] {
            (void)pull(Set::redesign_metrics(behalf::rows({{1, 0}})), small_network(), 0.5);
          }).find("expected level 0 or 1, got 0.5") != std::string::npos);
    CHECK(refusal([] { (void)Contest::recourse(0, -1); }) == "recourse: rate: expected a number from 0 to 1, got -1");
  }
}
