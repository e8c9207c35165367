#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"
#include "support/small_network.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::gaps;
using behalf_test::largest;
using behalf_test::refusal;
using behalf_test::small_network;

namespace {

using Data = behalf::NetworkData<>;
using Lever = behalf::Lever<Data>;
using Set = behalf::SetLevers<Data>;
using Evaluate = behalf::EvaluateLevers<Data>;
using Contest = behalf::ContestLevers<Data>;
using Spec = behalf::LinearQuadraticSpec<>;

std::vector<Lever> one_of_each() {
  return {Set::representation(behalf::vec({0.2, 0.8, 0.5, 0.5})),
          Set::redesign_metrics(behalf::rows({{1, 0}, {0, 1}}), {2}),
          Set::redesign_translation(),
          Evaluate::audit({1}, 3),
          Evaluate::transparency(2, {0, 1}),
          Evaluate::interpretability(2),
          Evaluate::independent_validators({.members = 3, .correlation = 0.5}, {2}),
          Evaluate::reporting({.attributes = {0}, .people = 5, .rate = 0.5}, {0}),
          Contest::liability(3, 2, 1),
          Contest::veto(1, 3, 0.3),
          Contest::appeal(1, 2, 0.5),
          Contest::recourse(5, 0.5)};
}

}  // namespace

TEST_SUITE("governance/network_levers") {
  TEST_CASE("in a network of one agent a lever does what it does in linear-quadratic delegation") {
    using LqSet = behalf::SetLevers<Spec>;
    using LqEvaluate = behalf::EvaluateLevers<Spec>;
    using LqContest = behalf::ContestLevers<Spec>;
    double moved = 0;
    for (int k = 0; k < 80; ++k) {
      CAPTURE(k);
      Draw draw{440, static_cast<std::uint64_t>(k)};
      Spec spec = behalf_test::governed_spec(draw);
      spec.covariances.clear();
      const Eigen::Index n = spec.principals();
      const Eigen::Index d = spec.dimension();
      // In-shares sum to at most ½ and everybody has some, so that a share for somebody is more of an edge that is there.
      spec.weights = Vector<>((draw.weights(n).array() + 0.125) / (2.0 * static_cast<double>(n)));
      const Data data = behalf_test::one_agent(spec);
      const std::uint32_t agent = static_cast<std::uint32_t>(n);
      const std::uint32_t party = static_cast<std::uint32_t>(draw.below(n));
      const Vector<> target = (draw.weights(n).array() + 0.125) / (2.0 * static_cast<double>(n));
      const behalf::Matrix<> metrics = draw.matrix(1 + draw.below(d), d);
      const Eigen::Index j = draw.below(d);
      const auto compare = [&](const Lever& there, const behalf::Lever<Spec>& here) {
        CAPTURE(here.name);
        CHECK(there.name == here.name);
        CHECK(there.kind == here.kind);
        for (const double t : {0.25, 1.0}) {
          const auto one = lattice(behalf::LinearQuadratic<>{pull(here, spec, t)}).value();
          const auto other = lattice(behalf::Network<>{pull(there, data, t)}).value();
          const double size = std::max(largest(one.regrets), largest(one.stakes));
          CHECK(apart(one.regrets, other.regrets) <= 1e-10 * size);
          moved += apart(one.regrets, lattice(behalf::LinearQuadratic<>{spec}).value().regrets);
        }
      };
      switch (k % 10) {
        case 0: compare(Set::representation(target), LqSet::representation(target)); break;
        case 1: compare(Set::redesign_metrics(metrics), LqSet::redesign_metrics(metrics)); break;
        case 2: compare(Set::redesign_translation(), LqSet::redesign_translation()); break;
        case 3: compare(Evaluate::audit({j}, 2), LqEvaluate::audit({j}, 2)); break;
        case 4: compare(Evaluate::transparency(2), LqEvaluate::transparency(2)); break;
        case 5: compare(Evaluate::interpretability(2), LqEvaluate::interpretability(2)); break;
        case 6:
          compare(Evaluate::independent_validators({.members = 4, .variance = 2, .correlation = 0.5}),
                  LqEvaluate::independent_validators({.members = 4, .variance = 2, .correlation = 0.5}));
          break;
        case 7:
          compare(Evaluate::reporting({.attributes = {j}, .people = 4, .correlation = 0.5}),
                  LqEvaluate::reporting({.attributes = {j}, .people = 4, .correlation = 0.5}));
          break;
        case 8: compare(Contest::veto(party, agent, 0.25), LqContest::veto(party, 0.25)); break;
        default: compare(Contest::appeal(party, agent, 0.5), LqContest::appeal(party, 0.5)); break;
      }
    }
    CHECK(moved > 1);
  }

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
    CHECK(moved.terms[4].noise->noise()(0, 0) == doctest::Approx(1 / (1 / 0.3 + 3)).epsilon(1e-14));
    CHECK(behalf_test::same(moved.terms[0].noise->noise(), data.terms[0].noise->noise()));
    const Data all = pull(Evaluate::audit({0}, 3), data, 1.0);
    CHECK(all.terms_of == std::vector<std::uint32_t>{4, 4, 5, 3});  // one copy for all that had the same
  }

  TEST_CASE("recourse lets a party of a network bear so much less, and nobody else") {
    const Vector<> before = gaps(small_network());
    const Vector<> after = gaps(pull(Contest::recourse(5, 0.5), small_network(), 0.5));
    CHECK(apart(before.head(2), after.head(2)) < 1e-14);
    CHECK(after(2) == doctest::Approx(0.75 * before(2)).epsilon(1e-13));
  }

  TEST_CASE("liability in a network is felt by the agent whose deeds reach the party, by how much they do") {
    const Data moved = pull(Contest::liability(3, 4, 1), small_network(), 1.0);
    // min(1, 1/4) · x · v with x = ½ and v = (0, 2)
    CHECK(apart(moved.tastes, behalf::rows({{0, 0, 0.2}, {0.5, 0.25, 0}})) < 1e-15);
    Data tasteless = small_network();
    tasteless.tastes.resize(0, 0);
    CHECK(apart(pull(Contest::liability(4, 1, 1), tasteless, 1.0).tastes, behalf::rows({{0, 0, 0}, {0, 0, 0.2}})) <
          1e-15);
  }

  TEST_CASE("a veto in a network is a share of its own, for which others make room only beyond 1") {
    const Data room = pull(Contest::veto(1, 3, 0.1), small_network(), 1.0);
    CHECK(room.shares == std::vector<double>{0.4, 0.6, 0.7, 0.2, 0.1});
    const Data full = pull(Contest::veto(1, 2, 0.25), small_network(), 1.0);
    CHECK(full.shares[0] == doctest::Approx(0.4 / 1.25).epsilon(1e-14));
    CHECK(full.shares[1] == doctest::Approx(0.85 / 1.25).epsilon(1e-14));
  }

  TEST_CASE("effects and portfolios are those of the network with the levers") {
    const std::vector<Lever> levers{Evaluate::audit({0, 1}, 3, {}, 1), Contest::recourse(5, 0.5, 1),
                                    Contest::liability(3, 2, 1, 2)};
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
    CHECK(ask(Contest::recourse(0, 0.5)) == "recourse: party: expected a party with exposures, party 0 has none");
    CHECK(ask(Contest::liability(0, 1, 1)) == "liability: agent: expected an agent, vertex 0 is none");
    CHECK(ask(Contest::veto(2, 3, 0.5)) == "veto: principal: expected a principal, vertex 2 is none");
    CHECK(ask(Contest::appeal(0, 5, 0.5)) == "appeal: agent: expected an agent, vertex 5 is none");
    CHECK(ask(Evaluate::audit({0}, 1, {3})) ==
          "audit: delegations: expected delegations by contract, 3 gives a transmission");
    CHECK(ask(Evaluate::audit({0}, 1, {4})) == "audit: delegations: expected less than 4, got 4");
    CHECK(ask(Evaluate::audit({2}, 1)) == "audit: attributes[0]: expected an attribute from 0 to 1, got 2");
    CHECK(ask(Set::representation(behalf::vec({1}))) == "representation: target: expected 4 numbers, got 1");
    CHECK(ask(Set::redesign_metrics(behalf::rows({{1}}))) ==
          "redesign_metrics: target: expected a 1 x 2 matrix, got 1 x 1");
    CHECK(refusal([] { (void)Contest::veto(0, 2, 2); }) == "veto: share: expected a number from 0 to 1, got 2");
    CHECK(refusal([] { (void)Contest::recourse(0, -1); }) == "recourse: rate: expected a number from 0 to 1, got -1");
  }
}
