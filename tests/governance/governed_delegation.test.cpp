// What levers on linear–quadratic delegation may and may not do: laws for all of them, and closed forms.

#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/lever.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

using behalf::Axis;
using behalf::AxisSet;
using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::gaps;
using behalf_test::largest;
using behalf_test::named_levers;
using behalf_test::random_lever;
using behalf_test::refused;

namespace {

using namespace behalf_test::linear_quadratic;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t redesign_of_metrics = 1, liability = 8, recourse = 11;

behalf::Lattice<> lattice_of(const Spec& spec) {
  behalf::Lattice<> lattice;
  behalf::LinearQuadratic<>::Workspace workspace;
  REQUIRE(behalf::LinearQuadratic<>{spec}.lattice_into(lattice, workspace).status == behalf::Status::optimal);
  return lattice;
}
double size_of(const behalf::Lattice<>& lattice) {
  return std::max({1.0, largest(lattice.stakes), largest(lattice.regrets)});
}
/// 0, 1 or anything in between, of a lever that has levels in between.
double some_level(Draw& draw, const Lever& lever) {
  return lever.indivisible.empty() ? static_cast<double>(draw.below(5)) / 4 : 1.0;
}
/// Random delegation with somebody who could pay.
Spec some_spec(Draw& draw) {
  Spec spec = behalf_test::governed_spec(draw);
  while (spec.principals() < 2) spec = behalf_test::governed_spec(draw);
  if (!spec.weights) return spec;
  spec.weights = Vector<>(spec.weights->array() + 0.125);
  spec.weights = Vector<>(*spec.weights / spec.weights->sum());
  return spec;
}

/// One attribute, nothing hidden.
Spec scalar(std::initializer_list<double> values, std::initializer_list<double> weights,
            const std::optional<double>& noise = {}) {
  Spec spec;
  spec.values = vec(values);
  spec.weights = vec(weights);
  if (noise) spec.noise = behalf::InformationSet<>{behalf::diagonal({*noise})};
  return spec;
}
void check_gaps(const Spec& spec, const Vector<>& expected) {
  CHECK(apart(gaps(spec), expected) <= 1e-12 * std::max(1.0, largest(expected)));
}

}  // namespace

TEST_SUITE("governance/governed_delegation") {
  TEST_CASE(
      "no lever takes anything from whom everything serves, and none moves weights that judge, stakes or total power") {
    for (int k = 0; k < 360; ++k) {
      CAPTURE(k);
      Draw draw{600, static_cast<std::uint64_t>(k)};
      const Spec spec = some_spec(draw);
      const behalf::Lattice<> before = lattice_of(spec);
      Spec moved = spec;
      for (int pulled = 0; pulled < 1 + k % 3; ++pulled) {
        const Lever lever = random_lever<double>(static_cast<std::size_t>(k + 5 * pulled) % named_levers, draw, spec);
        CAPTURE(lever.name);
        moved = pull(lever, moved, some_level(draw, lever));
      }
      const behalf::Lattice<> after = lattice_of(moved);
      CHECK(largest(after.regrets.col(7)) <= 1e-12 * size_of(after));
      CHECK(after.regrets.minCoeff() >= 0);
      CHECK(behalf_test::same(after.stakes, before.stakes));
      CHECK(behalf_test::same(after.weights, before.weights));
      CHECK(moved.weights_or_default().sum() == doctest::Approx(spec.weights_or_default().sum()).epsilon(1e-14));
      CHECK(behalf::LinearQuadratic<>{moved}.regret({}).certificate().worst() < 1e-9);
    }
  }

  TEST_CASE("a collective wants and weighs what it did without levers, whoever has the power") {
    int changed = 0;
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{601, static_cast<std::uint64_t>(k)};
      Spec spec = some_spec(draw);
      spec.covariances.clear();
      const Lever lever = random_lever<double>(static_cast<std::size_t>(k) % recourse, draw, spec);
      spec.reference = behalf::Reference<>::collective();
      const behalf::Lattice<> before = lattice_of(spec);
      const behalf::Lattice<> after = lattice_of(pull(lever, spec, 1.0));
      CHECK(behalf_test::same(after.stakes, before.stakes));
      CHECK(behalf_test::same(after.weights, before.weights));
      CHECK(largest(after.regrets.col(7)) <= 1e-12 * size_of(after));
      if (apart(after.regrets, before.regrets) > 1e-9) ++changed;
    }
    CHECK(changed > 20);
  }

  TEST_CASE("liability and recourse act last, wherever they stand, and signals commute") {
    for (int k = 0; k < 240; ++k) {
      CAPTURE(k);
      Draw draw{602, static_cast<std::uint64_t>(k)};
      const Spec spec = some_spec(draw);
      const bool signals = k % 3 == 0;
      const std::size_t first = signals      ? 3 + static_cast<std::size_t>(draw.below(5))
                                : k % 3 == 1 ? liability
                                             : recourse;
      const std::size_t second =
          signals ? 3 + static_cast<std::size_t>(draw.below(5)) : static_cast<std::size_t>(k / 3) % named_levers;
      const Lever a = random_lever<double>(first, draw, spec);
      const Lever b = random_lever<double>(second, draw, spec);
      CAPTURE(a.name);
      CAPTURE(b.name);
      const double s = some_level(draw, a), t = some_level(draw, b);
      const behalf::Lattice<> one = lattice_of(pull(b, pull(a, spec, s), t));
      const behalf::Lattice<> other = lattice_of(pull(a, pull(b, spec, t), s));
      CHECK(apart(one.regrets, other.regrets) <= 1e-11 * size_of(one));
    }
  }

  TEST_CASE("a liable agent does what is best for itself and its share of others, at the pay that it had") {
    for (int k = 0; k < 80; ++k) {
      CAPTURE(k);
      Draw draw{603, static_cast<std::uint64_t>(k)};
      Spec spec = some_spec(draw);
      spec.covariances.clear();
      const Eigen::Index n = spec.principals(), d = spec.dimension();
      const Eigen::Index j = draw.below(n);
      const double intensity = 0.25 * static_cast<double>(1 + draw.below(8)),
                   level = 0.25 * static_cast<double>(1 + draw.below(4));
      const Spec moved = pull(Contest::liability({.parties = {{j, intensity}}}), spec, level);
      const behalf::LinearQuadratic<> before{spec}, after{moved};
      const Matrix<> cost = spec.cost ? *spec.cost : Matrix<>(Matrix<>::Identity(d, d));
      const Vector<> taste = spec.taste ? *spec.taste : Vector<>(Vector<>::Zero(d));
      const double share = level * intensity;
      for (const AxisSet ideal : {AxisSet::none(), AxisSet{Axis::information}, AxisSet{Axis::principals}}) {
        CHECK(behalf_test::same(after.incentives(ideal), before.incentives(ideal)));
        const Matrix<> actions = after.actions(ideal);
        for (Eigen::Index i = 0; i < n; ++i) {
          // First-order condition of y·a + b·a − ½aᵀCa + λx(v_j·a − ½aᵀCa).
          const Vector<> slope = before.incentives(ideal).col(i) + taste + share * spec.values.row(j).transpose() -
                                 (1 + share) * (cost * actions.col(i));
          CHECK(largest(slope) <= 1e-11 * (1 + largest(actions) * largest(cost)));
        }
      }
      CHECK(behalf_test::same(after.regret(Axis::objectives).value(), before.regret(Axis::objectives).value()));
    }
  }

  TEST_CASE(
      "where the agent already does what they want, liability changes nothing, nor does a veto where all want the "
      "same") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{604, static_cast<std::uint64_t>(k)};
      Spec spec = some_spec(draw);
      const Eigen::Index j = draw.below(spec.principals());
      spec.taste.reset();
      const Vector<> pay = behalf::LinearQuadratic<>{spec}.incentives({}).col(0);
      spec.taste = Vector<>(spec.values.row(j).transpose() - pay);
      const Spec liable = pull(Contest::liability({.parties = {{j, 0.75}}}), spec, 0.5);
      CHECK(apart(gaps(liable), gaps(spec)) <= 1e-12 * size_of(lattice_of(spec)));

      const Vector<> all = spec.values.row(j).transpose();
      spec.values.rowwise() = all.transpose();
      spec.weights = Vector<>(spec.weights_or_default() / spec.weights_or_default().sum());
      const behalf::Lattice<> before = lattice_of(spec);
      for (const Lever& lever : {Contest::veto(j, 0.5), Contest::appeal(j, 0.5)}) {
        CHECK(apart(lattice_of(pull(lever, spec, 0.5)).regrets, before.regrets) <= 1e-12 * size_of(before));
      }
    }
  }

  TEST_CASE("levers without effect cost money and change nothing else") {
    Spec spec = scalar({1, -1, 0.5}, {0.5, 0.25, 0.25});
    const std::vector<Lever> idle{Set::representation(vec({4, 2, 2}), 1.0),
                                  Set::redesign_translation(1.0),
                                  Set::redesign_metrics(rows({{2}}), 1.0),
                                  Evaluate::audit({0}, 3, 1.0),
                                  Evaluate::interpretability(3, 1.0),
                                  Contest::liability({.parties = {{1, 0}}}, 1.0),
                                  Contest::liability({.parties = {{1, 1}}, .assets = 0}, 1.0),
                                  Contest::veto(1, 0, 1.0),
                                  Contest::appeal(1, 0, 1.0),
                                  Contest::recourse(1, 0, 1.0)};
    const Vector<> all = Vector<>::Ones(static_cast<Eigen::Index>(idle.size()));
    CHECK(apart(lattice_of(pull(idle, spec, all)).regrets, lattice_of(spec).regrets) <= 1e-15);
    CHECK(cost_of(idle, all) == static_cast<double>(idle.size()));
  }

  TEST_CASE("recourse leaves the plain sum of regrets of principals, and the sum over people of those of groups") {
    for (int k = 0; k < 80; ++k) {
      CAPTURE(k);
      Draw draw{605, static_cast<std::uint64_t>(k)};
      Spec spec = some_spec(draw);
      const bool groups = k % 2 == 0;
      spec.covariances.clear();
      for (Eigen::Index i = 0; groups && i < spec.principals(); ++i)
        spec.covariances.push_back(draw.covariance(spec.dimension()));
      const behalf::Lattice<> before = lattice_of(spec);
      Spec moved = spec;
      for (int times = 0; times < 2; ++times) moved = pull(random_lever<double>(recourse, draw, spec), moved, 0.75);
      const behalf::Lattice<> after = lattice_of(moved);
      const Vector<> heads = groups ? before.weights : Vector<>(Vector<>::Ones(before.size()));
      const Matrix<> change = heads.transpose() * (after.regrets - before.regrets);
      CHECK(largest(change) <= 1e-12 * size_of(before));
    }
  }

  TEST_CASE("recourse twice is one recourse of what both leave, and two liabilities are one to both") {
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{606, static_cast<std::uint64_t>(k)};
      const Spec spec = some_spec(draw);
      const behalf::Lattice<> twice =
          lattice_of(pull(Contest::recourse(0, 0.5), pull(Contest::recourse(0, 0.25), spec, 1.0), 0.5));
      const behalf::Lattice<> once = lattice_of(pull(Contest::recourse(0, 1 - 0.75 * 0.75), spec, 1.0));
      CHECK(apart(twice.regrets, once.regrets) <= 1e-13 * size_of(once));
      const behalf::Lattice<> apiece =
          lattice_of(pull(Contest::liability({.parties = {{1, 2}}}),
                          pull(Contest::liability({.parties = {{0, 0.5}}}), spec, 0.5), 0.5));
      const behalf::Lattice<> both = lattice_of(pull(Contest::liability({.parties = {{0, 0.5}, {1, 2}}}), spec, 0.5));
      CHECK(apart(apiece.regrets, both.regrets) <= 1e-12 * size_of(both));
    }
  }

  TEST_CASE("a veto of weight w is an appeal of rate w/(1 + w)") {
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{607, static_cast<std::uint64_t>(k)};
      const Spec spec = some_spec(draw);
      const double weight = 0.25 * static_cast<double>(draw.below(12));
      const Eigen::Index j = draw.below(spec.principals());
      const behalf::Lattice<> veto = lattice_of(pull(Contest::veto(j, weight), spec, 1.0));
      const behalf::Lattice<> appeal = lattice_of(pull(Contest::appeal(j, weight / (1 + weight)), spec, 1.0));
      CHECK(apart(veto.regrets, appeal.regrets) <= 1e-12 * size_of(veto));
    }
  }

  TEST_CASE("of a lever next to nothing does next to nothing, but for what counts in full however little it is") {
    int continuous = 0, leaping = 0;
    for (int k = 0; k < 360; ++k) {
      CAPTURE(k);
      const std::size_t number = static_cast<std::size_t>(k) % named_levers;
      if (number == redesign_of_metrics) continue;  // on or off
      Draw draw{608, static_cast<std::uint64_t>(k)};
      Spec spec = behalf_test::governed_spec(draw);
      const Lever lever = random_lever<double>(number, draw, spec);
      CAPTURE(lever.name);
      const Spec little = pull(lever, spec, 1e-9);
      const bool joins =
          spec.bargaining == behalf::Bargaining::separate &&
          (spec.weights_or_default().array() > 0).count() != (little.weights_or_default().array() > 0).count();
      const bool first_sight =
          spec.risk_aversion == 0 && spec.noise->never_seen().size() != little.noise->never_seen().size();
      const behalf::Lattice<> before = lattice_of(spec);
      const double change = apart(lattice_of(little).regrets, before.regrets);
      if (joins || first_sight) {
        if (change > 1e-3) ++leaping;
        continue;
      }
      ++continuous;
      CHECK(change <= 1e-6 * size_of(before));
    }
    CHECK(continuous > 250);
    CHECK(leaping > 5);
  }

  TEST_CASE("values and tastes times k, harm and assets times its square: regrets times its square") {
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{609, static_cast<std::uint64_t>(k)};
      const Spec spec = some_spec(draw);
      Spec larger = spec;
      larger.values *= 4;
      if (larger.taste) *larger.taste *= 4;
      for (Matrix<>& covariance : larger.covariances) covariance *= 16;
      std::vector<Lever> levers, scaled;
      for (const std::size_t number : {static_cast<std::size_t>(k) % named_levers, liability}) {
        if (number != liability) {
          levers.push_back(random_lever<double>(number, draw, spec));
          scaled.push_back(levers.back());
          continue;
        }
        const Eigen::Index j = draw.below(spec.principals());
        const std::optional<double> harm = draw.one_in(2) ? std::optional<double>{} : 2.0;
        levers.push_back(Contest::liability({.parties = {{j, 0.5}}, .harm = harm, .assets = 0.5}));
        scaled.push_back(Contest::liability(
            {.parties = {{j, 0.5}}, .harm = harm ? std::optional<double>{16 * *harm} : harm, .assets = 16 * 0.5}));
      }
      const Vector<> levels = Vector<>::Ones(2);
      const behalf::Lattice<> one = lattice_of(pull(levers, spec, levels));
      const behalf::Lattice<> all = lattice_of(pull(scaled, larger, levels));
      CHECK(apart(all.regrets, Matrix<double, Eigen::Dynamic, 8>(16 * one.regrets)) <= 1e-11 * size_of(all));
    }
  }

  TEST_CASE("closed forms: representation, vetoes and appeals move power, its total stays") {
    const Spec rivals = scalar({1, -1}, {0.5, 0.5});
    check_gaps(pull(Set::representation(vec({3, 1})), rivals, 0.5), vec({9.0 / 32, 25.0 / 32}));
    check_gaps(pull(Set::representation(vec({0.03, 0.01})), rivals, 0.5), vec({9.0 / 32, 25.0 / 32}));
    for (const double level : {0.25, 1.0}) {
      check_gaps(pull(Set::representation(vec({5, 2})), scalar({1, 1}, {0.2, 0.2}), level), vec({0.18, 0.18}));
      check_gaps(pull(Set::representation(vec({1, 0})), scalar({1, 1}, {0.2, 0.2}), level), vec({0.18, 0.18}));
    }
    check_gaps(pull(Contest::veto(1, 1), scalar({1, 1}, {1, 0}), 1.0), vec({0, 0}));
    check_gaps(pull(Contest::veto(1, 1), scalar({1, -1}, {1, 0}), 0.5), vec({2.0 / 9, 8.0 / 9}));
    check_gaps(pull(Contest::appeal(1, 1.0 / 3), scalar({1, -1}, {1, 0}), 1.0), vec({2.0 / 9, 8.0 / 9}));
    check_gaps(pull(Contest::veto(1, 1), scalar({1, -1}, {1, 0}, 1), 1.0), vec({0.5, 0.5}));
  }

  TEST_CASE("closed forms: liability") {
    const auto liable = [](const Spec& spec, std::optional<double> assets = {}) {
      return pull(Contest::liability({.parties = {{1, 1}}, .assets = assets}), spec, 1.0);
    };
    check_gaps(liable(scalar({1, 1}, {1, 0})), vec({0, 0}));
    check_gaps(liable(scalar({1, 1}, {1, 0}, 1)), vec({5.0 / 32, 5.0 / 32}));
    check_gaps(liable(scalar({1, -1}, {1, 0})), vec({0.5, 0.5}));
    const Spec poor = liable(scalar({1, -1}, {1, 0}), 1.0);
    check_gaps(poor, vec({2.0 / 9, 8.0 / 9}));
    CHECK(apart(behalf::LinearQuadratic<>{poor}.regret(Axis::objectives).value(), vec({0, 2})) <= 1e-12);
    Spec misspoken = scalar({1, 1}, {1, 0});
    misspoken.translation = rows({{0.5}});
    const Lever redesign = Set::redesign_translation();
    check_gaps(pull(redesign, liable(misspoken), 1.0), vec({0, 0}));
    check_gaps(liable(pull(redesign, misspoken, 1.0)), vec({0, 0}));
    // Harm without levers where another lever came first: still what they lose without any.
    check_gaps(liable(pull(Contest::recourse(1, 0.5), scalar({1, -1}, {1, 0}), 1.0), 1.0),
               vec({2.0 / 9 + 4.0 / 9, 4.0 / 9}));
    CHECK(behalf::internalised_share(0.5, 1.0, 0.0) == 0.5);
  }

  TEST_CASE("closed forms: recourse, of principals and of people in groups") {
    check_gaps(pull(Contest::recourse(2, 0.5), scalar({1, -1, -1}, {0.75, 0.25, 0}), 1.0),
               vec({0.546875, 1.265625, 0.5625}));
    Spec people = scalar({1, -1, 3}, {0.5, 0.3, 0.2});
    people.covariances.assign(3, Matrix<>::Zero(1, 1));
    check_gaps(pull(Contest::recourse(2, 0.5), people, 1.0), vec({0.3225, 1.9225, 1.21}));
  }

  TEST_CASE("closed forms: a collective, and signals on one scale and in any order") {
    Spec both;
    both.values = rows({{1, 0}, {0, 1}});
    both.weights = vec({0.5, 0.5});
    both.noise = behalf::diagonal({1, 1});
    both.reference = behalf::Reference<>::collective();
    check_gaps(both, vec({0.125}));
    check_gaps(pull(Set::representation(vec({3, 1})), both, 1.0), vec({5.0 / 32}));

    const Spec unseen = scalar({1}, {1}, infinity);
    check_gaps(pull(Evaluate::audit({0}, 1), scalar({1, 1}, {0.5, 0.5}, 1), 1.0), vec({1.0 / 6, 1.0 / 6}));
    const Lever panel = Evaluate::independent_validators({.members = 10, .variance = 1, .correlation = 0.5});
    const Lever reports =
        Evaluate::reporting({.attributes = {0}, .people = 20, .rate = 0.5, .variance = 1, .correlation = 0.5});
    for (const Lever& lever : {panel, reports}) {
      check_gaps(pull(lever, unseen, 0.1), vec({0.25}));
      check_gaps(pull(lever, unseen, 1.0), vec({11.0 / 62}));
    }
    const Lever audit = Evaluate::audit({0}, 1), open = Evaluate::transparency(100);
    check_gaps(pull(open, pull(audit, unseen, 1e-6), 1.0), vec({0.5 / (1 + 1e-6)}));
    check_gaps(pull(audit, pull(open, unseen, 1.0), 1e-6), vec({0.5 / (1 + 1e-6)}));
    const Lever look = Evaluate::interpretability(100);
    check_gaps(pull(look, pull(audit, unseen, 1.0), 1.0), vec({1.0 / 204}));
    check_gaps(pull(audit, pull(look, unseen, 1.0), 1.0), vec({1.0 / 204}));
  }

  TEST_CASE("what a lever cannot be on a description is refused with the field and the rule") {
    const Spec rivals = scalar({1, -1}, {1, 0});
    refused([&] { (void)pull(Set::redesign_metrics(rows({{1}})), rivals, 0.5); }, "redesign of metrics",
            "expected level 0 or 1, got 0.5: pay depends on metrics only through the space of their rows, so that a "
            "fraction of them is all of them");
    refused([] { (void)Set::representation(vec({0, 0})); }, "target");
    refused([&] { (void)pull(Contest::recourse(0, 0.5), rivals, 0.5); }, "party",
            "expected somebody else of positive weight to pay for it, there is nobody");
    Spec together = rivals;
    together.reference = behalf::Reference<>::collective();
    refused([&] { (void)pull(Contest::recourse(1, 0.5), together, 0.5); }, "party");
    refused([] { (void)Contest::recourse(0, 1.5); }, "rate");
    refused(
        [] {
          (void)Contest::liability({.parties = {{0, 1}, {1, 1}, {0, 2}}});
        },
        "parties[2].party", "expected each party once, it stands also at parties[0]");
    refused([] { (void)Contest::liability({.harm = -1}); }, "harm");
    refused([] { (void)Contest::liability({.assets = infinity}); }, "assets");
    // What institutions would add is no less checked where it is written by hand.
    Spec by_hand = rivals;
    by_hand.institutions.redress = vec({0.5, 0});
    refused([&] { by_hand.validate(); }, "institutions.redress[0]");
    by_hand.institutions.redress = vec({0});
    refused([&] { by_hand.validate(); }, "institutions.redress");
    by_hand.institutions.redress.resize(0);
    by_hand.institutions.felt = vec({1, 1});
    refused([&] { by_hand.validate(); }, "institutions.felt");
  }
}
