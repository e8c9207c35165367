// What levers on webs of delegation may and may not do: laws for all of them, and closed forms.

#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/random_network.hpp"
#include "support/random_network_levers.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/governance/network/rights.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::gaps;
using behalf_test::largest;
using behalf_test::named_network_levers;
using behalf_test::random_network_lever;
using behalf_test::same;

namespace {

using Data = behalf::NetworkData<>;
using Terms = behalf::DelegationTerms<>;
using Lever = behalf::Lever<Data>;
using Set = behalf::SetLevers<Data>;
using Evaluate = behalf::EvaluateLevers<Data>;
using Contest = behalf::ContestLevers<Data>;
using Spec = behalf::LinearQuadraticSpec<>;

constexpr double infinity = std::numeric_limits<double>::infinity();

behalf::Lattice<> lattice_of(const Data& data) { return behalf::lattice(behalf::Network<>{data}).value(); }
double size_of(const behalf::Lattice<>& lattice) {
  return std::max({1.0, largest(lattice.stakes), largest(lattice.regrets)});
}

/// One attribute: principals with these values delegate to one agent with these shares and terms, one after the other.
Data web(std::initializer_list<double> values, std::initializer_list<double> shares, std::vector<Terms> terms,
         std::initializer_list<double> affected = {}) {
  Data data;
  data.values = vec(values).transpose();
  data.affected_values = Matrix<>(1, static_cast<Eigen::Index>(affected.size()));
  std::copy(affected.begin(), affected.end(), data.affected_values.data());
  data.agent_count = 1;
  data.shares = shares;
  const std::uint32_t agent = static_cast<std::uint32_t>(values.size());
  for (std::uint32_t i = 0; i < data.shares.size(); ++i) {
    data.sources.push_back(i);
    data.targets.push_back(agent);
    data.terms_of.push_back(i);
  }
  for (std::uint32_t j = 0; j < affected.size(); ++j) data.exposures.push_back({agent, agent + 1 + j, 1.0});
  data.terms = std::move(terms);
  return data;
}
Matrix<> one(double x) { return Matrix<>::Constant(1, 1, x); }
Terms noisy(double variance) { return {.noise = one(variance)}; }
Terms noisy_alone(double variance) { return {.own_noise = one(variance)}; }
/// Two who both want 1 delegate half each.
Data pair(const Terms& first, const Terms& second) { return web({1, 1}, {0.5, 0.5}, {first, second}); }
void check_gaps(const Data& data, const Vector<>& expected) {
  const Vector<> found = gaps(data);
  CAPTURE(found.transpose());
  CHECK(apart(found, expected) <= 1e-12 * std::max(1.0, largest(expected)));
}

/// A random network with two principals of positive weight at least.
Data some_network(Draw& draw, behalf_test::NetworkKind kind) {
  for (;;) {
    Data data = behalf_test::random_network(draw, kind);
    if (data.principals() < 2 || data.sources.empty()) continue;
    data.weights = Vector<>(draw.weights(data.values.cols()).array() + 0.125);
    return data;
  }
}
double some_level(Draw& draw, const Lever& lever) {
  return lever.indivisible.empty() ? static_cast<double>(draw.below(5)) / 4 : 1.0;
}
Vector<> in_shares(const Data& data) {
  Vector<> sum = Vector<>::Zero(static_cast<Eigen::Index>(data.agent_count));
  for (std::size_t e = 0; e < data.shares.size(); ++e) {
    sum(static_cast<Eigen::Index>(data.targets[e] - data.principals())) += data.shares[e];
  }
  return sum;
}

/// Linear–quadratic delegation as a network of one agent: rows with weight delegate, the others, which come last, are affected
/// and can get rights on the same terms.
Data as_network(const Spec& spec) {
  const Vector<> weights = spec.weights_or_default();
  const Eigen::Index p = (weights.array() > 0).count();
  Data data;
  data.values = spec.values.topRows(p).transpose();
  data.affected_values = spec.values.bottomRows(spec.principals() - p).transpose();
  data.weights = Vector<>(weights.head(p));
  data.agent_count = 1;
  data.agent_types = {{.cost = spec.cost, .risk_aversion = spec.risk_aversion}};
  if (spec.taste) data.tastes = *spec.taste;
  data.terms = {{.translation = spec.translation, .metrics = spec.metrics, .noise = spec.noise}};
  const std::uint32_t agent = static_cast<std::uint32_t>(p);
  for (std::uint32_t i = 0; i < agent; ++i) {
    data.sources.push_back(i);
    data.targets.push_back(agent);
    data.shares.push_back(weights(static_cast<Eigen::Index>(i)));
  }
  data.terms_of.assign(data.sources.size(), 0);
  data.bargaining = spec.bargaining;
  const Terms terms = data.terms[0];
  for (std::uint32_t j = agent + 1; j < data.parties(); ++j) data.exposures.push_back({agent, j, 1.0});
  for (std::uint32_t j = agent + 1; j < data.parties(); ++j)
    data = behalf::with_right(std::move(data), j, agent, terms);
  return data;
}

/// The same lever there and here.
std::pair<behalf::Lever<Spec>, Lever> lever_of_both(std::size_t k, Draw& draw, const Spec& spec, const Data& data) {
  using LqSet = behalf::SetLevers<Spec>;
  using LqEvaluate = behalf::EvaluateLevers<Spec>;
  using LqContest = behalf::ContestLevers<Spec>;
  const Eigen::Index n = spec.principals();
  const Eigen::Index p = data.values.cols();
  const Eigen::Index d = spec.dimension();
  const std::uint32_t agent = static_cast<std::uint32_t>(p);
  const Eigen::Index row = draw.below(n);
  const std::uint32_t party = static_cast<std::uint32_t>(row < p ? row : row + 1);
  const double precision = static_cast<double>(1 + draw.below(8)) / 4;
  const Eigen::Index j = draw.below(d);
  switch (k) {
    case 0: {
      Vector<> target = Vector<>::Zero(n);
      target.head(p) = draw.weights(p).array() + 0.125;
      return {LqSet::representation(target), Set::representation(Vector<>(7 * target.head(p)))};
    }
    case 1: {
      const Matrix<> metrics = draw.matrix(1 + draw.below(d), d);
      return {LqSet::redesign_metrics(metrics), Set::redesign_metrics(metrics)};
    }
    case 2: return {LqSet::redesign_translation(), Set::redesign_translation()};
    case 3: return {LqEvaluate::audit({j}, precision), Evaluate::audit({j}, precision)};
    case 4: return {LqEvaluate::transparency(precision), Evaluate::transparency(precision)};
    case 5: return {LqEvaluate::interpretability(precision), Evaluate::interpretability(precision)};
    case 6: {
      const behalf::ValidatorPanel<> panel{.members = 4, .variance = precision, .correlation = 0.5};
      return {LqEvaluate::independent_validators(panel), Evaluate::independent_validators(panel)};
    }
    case 7: {
      const behalf::Reports<> reports{.attributes = {j}, .people = 4, .variance = precision, .correlation = 0.5};
      return {LqEvaluate::reporting(reports), Evaluate::reporting(reports)};
    }
    case 8: {
      behalf::Liability<> terms;
      if (draw.one_in(2)) terms.harm = 2;
      if (draw.one_in(2)) terms.assets = precision;
      behalf::Liability<> there = terms;
      for (Eigen::Index i = p; i < n; ++i) there.parties.push_back({i, 1.0});
      return {LqContest::liability(there), Contest::liability(agent, terms)};
    }
    case 9: return {LqContest::veto(row, precision), Contest::veto(party, agent, precision)};
    case 10: return {LqContest::appeal(row, precision / 4), Contest::appeal(party, agent, precision / 4)};
    default: return {LqContest::recourse(row, precision / 4), Contest::recourse(party, precision / 4)};
  }
}

}  // namespace

TEST_SUITE("governance/governed_networks") {
  TEST_CASE("noise that is seen on one delegation alone does not add up with that of others") {
    check_gaps(pair(noisy(1), noisy(1)), vec({0.25, 0.25}));
    check_gaps(pair(noisy_alone(1), noisy_alone(1)), vec({3.0 / 16, 3.0 / 16}));
    const Terms both{.noise = one(1), .own_noise = one(1)};
    check_gaps(pair(both, both), vec({11.0 / 36, 11.0 / 36}));
  }

  TEST_CASE("one report has one error, and two have two") {
    const Data data = pair(noisy(1), noisy(1));
    check_gaps(pull(Evaluate::audit({0}, 1, {0}), data, 1.0), vec({3.0 / 16, 3.0 / 16}));
    check_gaps(pull(Evaluate::audit({0}, 1), data, 1.0), vec({1.0 / 6, 1.0 / 6}));
    check_gaps(pull(Evaluate::audit({0}, 1, {1}), pull(Evaluate::audit({0}, 1, {0}), data, 1.0), 1.0),
               vec({5.0 / 36, 5.0 / 36}));
  }

  TEST_CASE("a first signal lowers a premium in proportion to its precision, not to the root of it") {
    const Data data = pair(noisy(infinity), noisy(1));
    const Lever audit = Evaluate::audit({0}, 1, {0});
    check_gaps(data, vec({5.0 / 16, 5.0 / 16}));
    check_gaps(pull(audit, data, 1.0), vec({3.0 / 16, 3.0 / 16}));
    const double slope = (gaps(pull(audit, data, 1e-6))(0) - 5.0 / 16) / 1e-6;
    CHECK(slope == doctest::Approx(-0.25).epsilon(1e-5));
  }

  TEST_CASE("representation moves shares by their ratios, and in-shares stay") {
    const Data data = web({1, -1}, {0.4, 0.4}, {{}, {}});
    for (const double scale : {1.0, 0.01}) {
      const Data moved = pull(Set::representation(scale * vec({3, 1})), data, 1.0);
      CHECK(moved.shares[0] == doctest::Approx(0.6).epsilon(1e-14));
      CHECK(moved.shares[1] == doctest::Approx(0.2).epsilon(1e-14));
      check_gaps(moved, vec({0.18, 0.98}));
    }
  }

  TEST_CASE("a right of affected parties lets them delegate, on perfect terms or on those given") {
    const Data data = web({1}, {1}, {noisy(1)}, {-1});
    check_gaps(pull(Contest::veto(2, 1, 1), data, 1.0), vec({13.0 / 16, 5.0 / 16}));
    check_gaps(pull(Contest::veto(2, 1, 1), behalf::with_right(data, 2, 1, noisy(1)), 1.0), vec({0.5, 0.5}));
  }

  TEST_CASE("who bears what stays, whoever has the power") {
    Data data;
    data.values = rows({{1, -1}});
    data.agent_count = 2;
    data.sources = {0, 0, 1};
    data.targets = {2, 3, 3};
    data.shares = {1, 0.5, 0.5};
    check_gaps(pull(Contest::veto(1, 2, 3), data, 1.0), vec({11.0 / 12, 0.5}));
  }

  TEST_CASE("a liable agent goes towards what those affected want, and its pay stays") {
    check_gaps(pull(Contest::liability(1), web({1}, {1}, {noisy(1)}, {-1}), 1.0), vec({29.0 / 32, 13.0 / 32}));
    Data stated = web({1}, {1}, {{.translation = one(0.5)}}, {1});
    for (const bool first : {true, false}) {
      const Lever redesign = Set::redesign_translation();
      const Lever liability = Contest::liability(1);
      check_gaps(
          first ? pull(redesign, pull(liability, stated, 1.0), 1.0) : pull(liability, pull(redesign, stated, 1.0), 1.0),
          vec({0, 0}));
    }
    // Judgment-proof: by its deeds the other loses 2, of which the agent can pay half.
    check_gaps(pull(Contest::liability(1, {.assets = 1}), web({1}, {1}, {{}}, {-1}), 1.0), vec({2.0 / 9, 8.0 / 9}));
  }

  TEST_CASE("what was seen is judged without levers, so that a token audit turns nothing into another thing") {
    const Data data = web({1}, {1}, {noisy(infinity)});
    const Lever audit = Evaluate::audit({0}, 1);
    for (const bool first : {true, false}) {
      const auto both = [&](const Lever& other, double level) {
        return first ? pull(other, pull(audit, data, level), 1.0) : pull(audit, pull(other, data, 1.0), level);
      };
      check_gaps(both(Evaluate::transparency(100), 1e-6), vec({0.5 / (1 + 1e-6)}));
      check_gaps(both(Evaluate::interpretability(100), 1), vec({1.0 / 204}));
    }
  }

  TEST_CASE("a network of one agent, governed, is linear-quadratic delegation, governed") {
    double moved = 0;
    for (int k = 0; k < 240; ++k) {
      CAPTURE(k);
      Draw draw{610, static_cast<std::uint64_t>(k)};
      Spec spec = behalf_test::governed_spec(draw);
      spec.covariances.clear();
      const Eigen::Index n = spec.principals();
      const Eigen::Index p = n > 1 ? 1 + draw.below(n) : 1;
      Vector<> weights = Vector<>::Zero(n);
      weights.head(p) = (draw.weights(p).array() + 0.125) / (2.0 * static_cast<double>(p));
      spec.weights = weights;
      Data data = as_network(spec);
      const behalf::Lattice<> before = lattice_of(data);
      for (int pulled = 0; pulled < 1 + k % 3; ++pulled) {
        std::size_t number = static_cast<std::size_t>(k / 3 + 5 * pulled) % named_network_levers;
        if (number == 11 && p < 3) number = 10;
        const auto [here, there] = lever_of_both(number, draw, spec, data);
        CAPTURE(there.name);
        CHECK(here.name == there.name);
        CHECK(here.kind == there.kind);
        const double level = some_level(draw, there);
        spec = pull(here, spec, level);
        data = pull(there, data, level);
      }
      const auto solved_here = lattice(behalf::LinearQuadratic<>{spec});
      const auto solved_there = lattice(behalf::Network<>{data});
      REQUIRE(solved_here);
      REQUIRE(solved_there);
      const behalf::Lattice<>& expected = solved_here.value();
      const behalf::Lattice<>& found = solved_there.value();
      CHECK(apart(found.regrets, expected.regrets) <= 1e-10 * size_of(expected));
      CHECK(apart(found.stakes, expected.stakes) <= 1e-12 * size_of(expected));
      moved += apart(found.regrets, before.regrets);
    }
    CHECK(moved > 1);
  }

  TEST_CASE("no lever takes anything from whom everything serves, and none moves weights, stakes or power as a whole") {
    double changed = 0;
    for (int k = 0; k < 240; ++k) {
      CAPTURE(k);
      Draw draw{611, static_cast<std::uint64_t>(k)};
      const Data data = some_network(draw, {.noise_apart = true});
      const behalf::Lattice<> before = lattice_of(data);
      Data moved = data;
      bool solved = true;
      for (int pulled = 0; pulled < 1 + k % 3; ++pulled) {
        const Lever lever =
            random_network_lever(static_cast<std::size_t>(k + 5 * pulled) % named_network_levers, draw, data);
        CAPTURE(lever.name);
        moved = pull(lever, moved, some_level(draw, lever));
        CHECK_NOTHROW(moved.validate());
      }
      CHECK(apart(in_shares(moved), in_shares(data)) <= 1e-14);
      const auto after = lattice(behalf::Network<>{moved});
      solved = static_cast<bool>(after);
      if (!solved) continue;  // motivations may grow round a cycle of other shares or metrics
      CHECK(largest(after.value().regrets.col(7)) <= 1e-12 * size_of(after.value()));
      CHECK(apart(after.value().stakes, before.stakes) <= 1e-13 * size_of(before));
      CHECK(same(after.value().weights, before.weights));
      changed += apart(after.value().regrets, before.regrets) > 1e-9 ? 1 : 0;
    }
    CHECK(changed > 120);
  }

  TEST_CASE("liability, recourse and signals act in whatever order") {
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{612, static_cast<std::uint64_t>(k)};
      const Data data = some_network(draw, {.noise_apart = true});
      const bool signals = k % 3 == 0;
      const Lever a = random_network_lever(signals      ? 3 + static_cast<std::size_t>(draw.below(5))
                                           : k % 3 == 1 ? 8U
                                                        : 11U,
                                           draw, data);
      const Lever b = random_network_lever(signals ? 3 + static_cast<std::size_t>(draw.below(5))
                                                   : static_cast<std::size_t>(k / 3) % named_network_levers,
                                           draw, data);
      const double s = some_level(draw, a), t = some_level(draw, b);
      const auto one_way = lattice(behalf::Network<>{pull(b, pull(a, data, s), t)});
      const auto other_way = lattice(behalf::Network<>{pull(a, pull(b, data, t), s)});
      REQUIRE(static_cast<bool>(one_way) == static_cast<bool>(other_way));
      if (!one_way) continue;
      CHECK(apart(one_way.value().regrets, other_way.value().regrets) <= 1e-11 * size_of(one_way.value()));
    }
  }

  TEST_CASE("a right that is made later has always stood there") {
    const Data data = web({1}, {1}, {noisy(1)}, {-1});
    const Lever audit = Evaluate::audit({0}, 1);
    const Lever veto = Contest::veto(2, 1, 1);
    const Data given = behalf::with_right(data, 2, 1, noisy(1));
    const Data early = pull(veto, pull(audit, given, 1.0), 1.0);
    const Data late = pull(veto, behalf::with_right(pull(audit, data, 1.0), 2, 1, noisy(1)), 1.0);
    CHECK(apart(lattice_of(early).regrets, lattice_of(late).regrets) <= 1e-14);
    CHECK(apart(lattice_of(early).regrets, lattice_of(pull(audit, pull(veto, given, 1.0), 1.0)).regrets) <= 1e-14);
  }

  TEST_CASE("a delegation without noise of its own may be split into two parallel ones") {
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{613, static_cast<std::uint64_t>(k)};
      const Data data = some_network(draw, {});
      const std::size_t e = static_cast<std::size_t>(draw.below(static_cast<Eigen::Index>(data.sources.size())));
      Data split = data;
      split.sources.push_back(data.sources[e]);
      split.targets.push_back(data.targets[e]);
      split.shares[e] /= 2;
      split.shares.push_back(split.shares[e]);
      split.terms_of.push_back(data.terms_of[e]);
      const std::size_t number = static_cast<std::size_t>(k) % named_network_levers;
      Draw same_draw = draw;
      Lever lever = random_network_lever(number, draw, data);
      Lever there = lever;
      const double level = some_level(same_draw, lever);
      if (number == 0) {
        Vector<> target(static_cast<Eigen::Index>(data.shares.size()));
        for (double& s : target) s = static_cast<double>(1 + draw.below(4));
        Vector<> halves(target.size() + 1);
        halves.head(target.size()) = target;
        halves(static_cast<Eigen::Index>(e)) /= 2;
        halves(target.size()) = halves(static_cast<Eigen::Index>(e));
        lever = Set::representation(target);
        there = Set::representation(halves);
      } else if (number < 8) {
        lever = number < 3 ? Set::redesign_translation() : Evaluate::audit({0}, 2);
        there = lever;
      }
      const auto whole = lattice(behalf::Network<>{pull(lever, data, level)});
      const auto halved = lattice(behalf::Network<>{pull(there, split, level)});
      REQUIRE(static_cast<bool>(whole) == static_cast<bool>(halved));
      if (!whole) continue;
      CHECK(apart(whole.value().regrets, halved.value().regrets) <= 1e-11 * size_of(whole.value()));
    }
  }

  TEST_CASE("a veto of weight w is an appeal of rate w/(1 + w)") {
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{614, static_cast<std::uint64_t>(k)};
      const Data data = some_network(draw, {.noise_apart = true});
      const double weight = static_cast<double>(1 + draw.below(8)) / 4;
      const std::uint32_t party = static_cast<std::uint32_t>(draw.below(data.values.cols()));
      const std::uint32_t agent = static_cast<std::uint32_t>(data.principals());
      const Data one_way = pull(Contest::veto(party, agent, weight), data, 1.0);
      const Data other_way = pull(Contest::appeal(party, agent, weight / (1 + weight)), data, 1.0);
      for (std::size_t e = 0; e < one_way.shares.size(); ++e) {
        CHECK(one_way.shares[e] == doctest::Approx(other_way.shares[e]).epsilon(1e-14));
      }
    }
  }

  TEST_CASE("a trace of a lever has a trace of an effect, except where something counts in full") {
    int compared = 0;
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{615, static_cast<std::uint64_t>(k)};
      Data data = some_network(draw, {.noise_apart = true});
      data.bargaining = behalf::Bargaining::unified;
      for (auto& type : data.agent_types) type.risk_aversion += 0.25;
      for (double& s : data.shares) s = std::max(s, 1.0 / 64) / 2;  // ways are there, or are not
      const Lever lever = random_network_lever(static_cast<std::size_t>(k) % named_network_levers, draw, data);
      if (!lever.indivisible.empty()) continue;
      const auto before = lattice(behalf::Network<>{data});
      const Data moved = pull(lever, data, 1e-9);
      if (moved.institutions.rights > 0 || !before) continue;  // a first way
      const auto after = lattice(behalf::Network<>{moved});
      REQUIRE(after);
      CHECK(apart(after.value().regrets, before.value().regrets) <= 1e-6 * size_of(before.value()));
      ++compared;
    }
    CHECK(compared > 60);
  }

  TEST_CASE("values and tastes times k, harm and assets times k squared: regrets times k squared") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{616, static_cast<std::uint64_t>(k)};
      const Data data = some_network(draw, {.noise_apart = true});
      Data tripled = data;
      tripled.values *= 3;
      tripled.affected_values *= 3;
      tripled.tastes *= 3;
      const std::uint32_t agent = static_cast<std::uint32_t>(data.principals());
      const auto one_way = lattice(behalf::Network<>{
          pull(Contest::recourse(0, 0.5), pull(Contest::liability(agent, {.assets = 0.25}), data, 1.0), 1.0)});
      const auto other_way = lattice(behalf::Network<>{
          pull(Contest::recourse(0, 0.5), pull(Contest::liability(agent, {.assets = 2.25}), tripled, 1.0), 1.0)});
      REQUIRE(static_cast<bool>(one_way) == static_cast<bool>(other_way));
      if (!one_way) continue;
      CHECK(apart(9 * one_way.value().regrets, other_way.value().regrets) <= 1e-11 * size_of(other_way.value()));
      // Recourse leaves the plain sum of regrets.
      const auto without =
          lattice(behalf::Network<>{pull(Contest::liability(agent, {.assets = 0.25}), data, 1.0)}).value();
      const auto& with = one_way.value().regrets;
      CHECK(apart(Matrix<>(with.colwise().sum()), Matrix<>(without.regrets.colwise().sum())) <=
            1e-11 * size_of(without));
    }
  }
}
