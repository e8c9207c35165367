#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using behalf::PortfolioOptions;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::named_levers;
using behalf_test::random_lever;
using behalf_test::refusal;

namespace {

using namespace behalf_test::linear_quadratic;

/// Makes an attribute harder to see, which can only be worse for a mandate that everybody shares; it adds nothing.
Lever blindfold(Draw& draw, Eigen::Index dimension) {
  const Eigen::Index attribute = draw.below(dimension);
  return {"blindfold",
          behalf::LeverKind::evaluate,
          0.25,
          [attribute](const Spec& spec, double t) {
            Spec moved = spec;
            behalf::Matrix<> noise = behalf::Matrix<>::Zero(spec.dimension(), spec.dimension());
            if (spec.noise) noise = spec.noise->noise();
            noise(attribute, attribute) += t;
            moved.noise = behalf::InformationSet<>{noise};
            return moved;
          },
          {.weights = false, .contract = true, .taste = false},
          {},
          [](const Spec&, double) { return behalf::LinearQuadraticGain<>{}; }};
}

/// Levers on a random model with levels they may have and a budget, few enough to try all of them.
struct Instance {
  Spec spec;
  std::vector<Lever> levers;
  PortfolioOptions<> options;

  Instance(Draw& draw, bool large) : spec{behalf_test::random_spec(draw)} {
    const std::size_t count = large ? 8 : static_cast<std::size_t>(1 + draw.below(5));
    std::size_t portfolios = 1;
    for (std::size_t k = 0; k < count; ++k) {
      const double price = static_cast<double>(1 + draw.below(4)) / (large ? 1 : 4);
      levers.push_back(random_lever<double>(static_cast<std::size_t>(draw.below(named_levers)), draw, spec, price));
      std::vector<double> levels{0, 1};
      const Eigen::Index choices = large ? 3 : portfolios > 4 ? 0 : draw.below(4);
      const Eigen::Index more = levers.back().indivisible.empty() ? choices : 0;
      for (Eigen::Index l = 0; l < more; ++l) levels.push_back(static_cast<double>(l + 1) / 4);
      portfolios *= levels.size();
      options.levels.push_back(levels);
    }
    if (large) {
      options.budget = 0.75;
    } else if (!draw.one_in(4)) {
      options.budget = static_cast<double>(1 + draw.below(12)) / 4;
    }
    if (draw.one_in(3)) options.weights = draw.weights(behalf::LinearQuadratic<>{spec}.stakes().size());
  }
  [[nodiscard]] Vector<> weights() const {
    return options.weights ? *options.weights : behalf::LinearQuadratic<>{spec}.weights();
  }

  /// Off/on levers that all act on the contract: any that the kind has, some twice, one that does nothing, some of one's own
  /// that say nothing of what they can add, and others that make things worse.
  static Instance on_contract(Draw& draw, std::size_t count) {
    Instance instance{draw, false};
    instance.levers.clear();
    instance.options.levels.clear();
    while (instance.levers.size() < count) {
      const double price = static_cast<double>(draw.below(5)) / 4;
      instance.levers.push_back(
          random_lever<double>(static_cast<std::size_t>(1 + draw.below(7)), draw, instance.spec, price));
      if (draw.one_in(8)) instance.levers.push_back(instance.levers[instance.levers.size() / 2]);
      if (draw.one_in(12)) instance.levers.back().at_most = {};
    }
    if (draw.one_in(2)) instance.levers[count / 2] = Evaluate::audit({0}, 0, 0.25);
    if (draw.one_in(3)) instance.levers[count / 3] = blindfold(draw, instance.spec.dimension());
    if (instance.options.budget) *instance.options.budget *= static_cast<double>(count) / 8;
    instance.options.levels.assign(instance.levers.size(), {0, 1});
    return instance;
  }

  struct Tried {
    double cost;
    Vector<> gaps;
  };
  /// Every affordable portfolio, one after the other, as the model itself sees it.
  [[nodiscard]] std::vector<Tried> every() const {
    std::vector<Tried> result;
    Vector<> levels = Vector<>::Zero(static_cast<Eigen::Index>(levers.size()));
    const std::function<void(std::size_t, double)> from = [&](std::size_t k, double cost) {
      if (options.budget && cost > *options.budget + 1e-12) return;
      if (k == levers.size()) {
        result.push_back({cost, behalf_test::gaps(pull(levers, spec, levels))});
        return;
      }
      for (const double level : options.levels[k]) {
        levels(static_cast<Eigen::Index>(k)) = level;
        from(k + 1, cost + levers[k].cost(level));
      }
    };
    from(0, 0);
    return result;
  }
};

template <class W>
double least(const std::vector<Instance::Tried>& every, const W& welfare, const Vector<>& weights) {
  double best = std::numeric_limits<double>::infinity();
  for (const Instance::Tried& one : every) best = std::min(best, static_cast<double>(welfare(one.gaps, weights)));
  return best;
}

double size_of(const std::vector<Instance::Tried>& every) {
  double size = 0;
  for (const Instance::Tried& one : every) size = std::max(size, largest(one.gaps));
  return size;
}

/// A welfare function of one's own: gaps above 1 count twice.
struct Compassionate {
  double operator()(const Vector<>& gaps, const Vector<>&) const {
    return gaps.sum() + (gaps.array() - 1).max(0).sum();
  }
};

template <class W>
void is_least(const Instance& instance, const std::vector<Instance::Tried>& every, const W& welfare) {
  const double expected = least(every, welfare, instance.weights());
  const auto found = portfolio(instance.spec, instance.levers, welfare, instance.options);
  REQUIRE(found);
  const double size = std::max(size_of(every), expected);
  CHECK(std::abs(found.value().value - expected) <= 1e-11 * size);
  CHECK(found.value().bound <= expected + 1e-15 * size);
  // Where a mandate of nothing is all that is at stake there is only rounding to compare.
  if (size > 1e-25) CHECK(found.certificate().duality_gap < 1e-10);
  CHECK(found.value().unsolved == 0);
  if (instance.options.budget) CHECK(found.value().cost <= *instance.options.budget + 1e-12);
  CHECK(found.value().models <= every.size());
}

std::vector<Lever> without_reach(std::vector<Lever> levers) {
  for (Lever& lever : levers) lever.reach = {};
  return levers;
}

Spec three_users() {
  Spec spec;
  spec.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}});
  spec.weights = behalf::vec({0.5, 0.3, 0.2});
  spec.names = {"a", "b", "c"};
  spec.metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}});
  spec.noise = behalf::diagonal({0.1, 0.1, 0.4});
  spec.risk_aversion = 2;
  return spec;
}

}  // namespace

TEST_SUITE("governance/portfolio") {
  TEST_CASE(
      "the optimum is that of trying every portfolio, on 500 random models with up to 8 levers of up to 5 levels") {
    std::size_t tried = 0;
    for (int k = 0; k < 500; ++k) {
      CAPTURE(k);
      Draw draw{420, static_cast<std::uint64_t>(k)};
      const Instance instance{draw, k % 50 == 7};
      const std::vector<Instance::Tried> every = instance.every();
      tried += every.size();
      switch (k % 5) {
        case 0: is_least(instance, every, behalf::WeightedMean{}); break;
        case 1: is_least(instance, every, behalf::WorstOff{}); break;
        case 2: is_least(instance, every, behalf::Quantile{0.6}); break;
        case 3: is_least(instance, every, behalf::ShareAbove{size_of(every) / 7}); break;
        default: is_least(instance, every, Compassionate{}); break;
      }
    }
    CHECK(tried > 4000);
  }

  TEST_CASE(
      "where all levers act on the contract the optimum is that of trying every portfolio, and not all are tried") {
    std::size_t all = 0, tried = 0;
    for (int k = 0; k < 150; ++k) {
      CAPTURE(k);
      Draw draw{425, static_cast<std::uint64_t>(k)};
      const Instance instance = Instance::on_contract(draw, k % 50 == 3 ? 12 : 4 + static_cast<std::size_t>(k % 4));
      const std::vector<Instance::Tried> every = instance.every();
      switch (k % 5) {
        case 0: is_least(instance, every, behalf::WeightedMean{}); break;
        case 1: is_least(instance, every, behalf::WorstOff{}); break;
        case 2: is_least(instance, every, behalf::Quantile{0.6}); break;
        case 3: is_least(instance, every, behalf::ShareAbove{size_of(every) / 7}); break;
        default: is_least(instance, every, Compassionate{}); break;
      }
      const auto mean = portfolio(instance.spec, instance.levers, behalf::WeightedMean{}, instance.options).value();
      all += every.size();
      tried += mean.models;
      for (std::size_t l = 0; l < instance.levers.size(); ++l) {
        const bool idle = instance.levers[l].name == "audit" && instance.levers[l].at_most &&
                          instance.levers[l].at_most(instance.spec, 1).precision.isZero(0);
        if (idle) CHECK(mean.levels(static_cast<Eigen::Index>(l)) == 0);
      }
    }
    CHECK(all > 10000);
    CHECK(tried < all);
  }

  TEST_CASE("where all levers act on the contract the frontier leaves no portfolio out") {
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{426, static_cast<std::uint64_t>(k)};
      const Instance instance = Instance::on_contract(draw, k == 7 ? 12 : 6);
      const std::vector<Instance::Tried> every = instance.every();
      const Vector<> weights = instance.weights();
      const double rounding = 1e-11 * size_of(every);
      const auto holds = [&](const auto& welfare) {
        const auto frontier = cost_frontier(instance.spec, instance.levers, welfare, instance.options).value();
        for (const Instance::Tried& one : every) {
          const auto best = frontier.within(one.cost + 1e-12);
          REQUIRE(best);
          CHECK(best->value <= welfare(one.gaps, weights) + rounding);
        }
      };
      if (k % 2 == 0) holds(behalf::WeightedMean{});
      if (k % 2 == 1) holds(behalf::WorstOff{});
    }
  }

  TEST_CASE("what levers say that they can add rules out portfolios and changes no answer") {
    std::uint64_t with = 0, without = 0;
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{427, static_cast<std::uint64_t>(k)};
      Instance instance = Instance::on_contract(draw, 7);
      const auto told = portfolio(instance.spec, instance.levers, behalf::WorstOff{}, instance.options).value();
      for (Lever& lever : instance.levers) lever.at_most = {};
      const auto untold = portfolio(instance.spec, instance.levers, behalf::WorstOff{}, instance.options).value();
      CHECK(behalf_test::same(told.levels, untold.levels));
      CHECK(told.value == untold.value);
      with += told.models;
      without += untold.models;
    }
    CHECK(with <= without);
  }

  TEST_CASE("a search that is limited stops at its limit, however many portfolios there are") {
    std::size_t pulls = 0;
    const auto counted = [&pulls](Lever lever) {
      const auto apply = lever.apply;
      lever.apply = [apply, &pulls](const Spec& spec, double t) {
        ++pulls;
        return apply(spec, t);
      };
      return lever;
    };
    const auto ask = [&](const Lever& lever) {
      pulls = 0;
      return portfolio(three_users(), std::vector<Lever>(40, counted(lever)), behalf::WeightedMean{},
                       {.most_models = 1000});
    };
    const auto opaque = ask(without_reach({Evaluate::audit({0}, 1, 1)}).front());
    CHECK(opaque.status() == behalf::Status::iteration_limit);
    CHECK(opaque.where() == "after 1000 models");
    CHECK(pulls <= 2 * 1001);
    Lever audit = Evaluate::audit({0}, 1, 1);
    CHECK(ask(audit));  // the more, the better: hardly anything has to be looked at
    CHECK(pulls <= 40 * 1001);
    audit.at_most = {};
    CHECK(ask(audit).status() == behalf::Status::iteration_limit);
    CHECK(pulls <= 40 * 1001);
    CHECK(ask(Contest::veto(0, 1, 1)).status() == behalf::Status::iteration_limit);
    CHECK(pulls <= 2 * 1001);
    CHECK(ask(Contest::liability({.parties = {{0, 1}}, .harm = 1, .assets = 1}, 1)).status() ==
          behalf::Status::iteration_limit);
    CHECK(pulls <= 2 * 1001);
  }

  TEST_CASE("a lever that does not say what it reaches is searched with all others, and the optimum is the same") {
    for (int k = 0; k < 30; ++k) {
      CAPTURE(k);
      Draw draw{421, static_cast<std::uint64_t>(k)};
      const Instance instance{draw, false};
      const auto fast = portfolio(instance.spec, instance.levers, behalf::WorstOff{}, instance.options).value();
      const auto slow =
          portfolio(instance.spec, without_reach(instance.levers), behalf::WorstOff{}, instance.options).value();
      CHECK(std::abs(fast.value - slow.value) <= 1e-11 * std::max(1.0, largest(slow.gaps)));
      CHECK(std::abs(fast.cost - slow.cost) <= 1e-12);
      CHECK(slow.bound == 0);
    }
  }

  TEST_CASE("a lever that reaches two parts is tried with the levers of both") {
    int better = 0;
    for (int k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{422, static_cast<std::uint64_t>(k)};
      Instance instance{draw, false};
      // What it does depends on who has power, and it changes the taste.
      instance.levers.push_back({"populism",
                                 behalf::LeverKind::set,
                                 0.25,
                                 [](const Spec& spec, double t) {
                                   Spec moved = spec;
                                   moved.taste = Vector<>(t * spec.mandate());
                                   return moved;
                                 },
                                 {.weights = true, .contract = false, .taste = true},
                                 {}});
      instance.options.levels.push_back({0, 0.5});
      const std::vector<Instance::Tried> every = instance.every();
      is_least(instance, every, behalf::WeightedMean{});
      const auto found = portfolio(instance.spec, instance.levers, behalf::WeightedMean{}, instance.options).value();
      if (found.levels.tail(1)(0) > 0) ++better;
    }
    CHECK(better > 5);
  }

  TEST_CASE("the frontier holds exactly the portfolios that no other beats in cost and gap") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{423, static_cast<std::uint64_t>(k)};
      const Instance instance{draw, false};
      const std::vector<Instance::Tried> every = instance.every();
      const behalf::WeightedMean mean;
      const auto frontier = cost_frontier(instance.spec, instance.levers, mean, instance.options).value();
      const double rounding = 1e-11 * size_of(every);
      for (std::size_t i = 0; i < frontier.points.size(); ++i) {
        const auto& point = frontier.points[i];
        if (i > 0) {
          CHECK(point.cost > frontier.points[i - 1].cost);
          CHECK(point.value < frontier.points[i - 1].value);
        }
      }
      for (const Instance::Tried& one : every) {
        const auto best = frontier.within(one.cost + 1e-12);
        REQUIRE(best);
        CHECK(best->value <= mean(one.gaps, instance.weights()) + rounding);
      }
      const auto best = portfolio(instance.spec, instance.levers, mean, instance.options).value();
      CHECK(std::abs(frontier.points.back().value - best.value) <= rounding);
      CHECK_FALSE(frontier.within(-1));
    }
  }

  TEST_CASE("the cheapest portfolio that makes everybody, or a share, aligned enough is that of trying every one") {
    int reached = 0, missed = 0, dear = 0;
    for (int k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{424, static_cast<std::uint64_t>(k)};
      const Instance instance{draw, false};
      const std::vector<Instance::Tried> every = instance.every();
      const Vector<> weights = instance.weights();
      // Tolerances that somebody could be proud of: between the gaps of two portfolios.
      const Vector<>& here = every[static_cast<std::size_t>(draw.below(static_cast<Eigen::Index>(every.size())))].gaps;
      behalf::AlignedEnough<> enough;
      for (Eigen::Index i = 0; i < weights.size(); ++i) {
        enough.tolerances.emplace_back();
        if (i == 0 || !draw.one_in(4)) enough.tolerances.back() = here(i) * (draw.one_in(3) ? 0.9 : 1.0001);
      }
      const double judged = [&] {
        double sum = 0;
        for (Eigen::Index i = 0; i < weights.size(); ++i)
          sum += enough.tolerances[static_cast<std::size_t>(i)] ? weights(i) : 0;
        return sum;
      }();
      if (k % 2 == 1 && judged > 0) enough.share = 0.5;
      const auto cheapest = [&](std::optional<std::size_t> content_anyway) {
        double cost = std::numeric_limits<double>::infinity();
        for (const Instance::Tried& one : every) {
          double content = 0, all = 0;
          bool everybody = true;
          for (std::size_t i = 0; i < enough.tolerances.size(); ++i) {
            if (!enough.tolerances[i]) continue;
            const Eigen::Index row = static_cast<Eigen::Index>(i);
            const bool within = one.gaps(row) <= *enough.tolerances[i] || content_anyway == i;
            all += weights(row);
            if (within) content += weights(row);
            everybody = everybody && within;
          }
          if (enough.share ? content >= 0.5 * all * (1 - 1e-15) : everybody) cost = std::min(cost, one.cost);
        }
        return cost;
      };
      const double expected = cheapest({});
      const auto found = cheapest_portfolio(instance.spec, instance.levers, enough, instance.options);
      if (std::isinf(expected)) {
        ++missed;
        CHECK(found.status() == behalf::Status::infeasible);
        CHECK(found.where().find("the nearest exceeds") != std::string::npos);
        continue;
      }
      ++reached;
      REQUIRE(found);
      CHECK(std::abs(found.value().portfolio.cost - expected) <= 1e-12);
      for (std::size_t i = 0; i < enough.tolerances.size(); ++i) {
        const auto& price = found.value().prices[i];
        if (!price) continue;
        CHECK(std::abs(*price - (expected - cheapest(i))) <= 1e-12);
        CHECK(*price >= -1e-12);
        if (*price > 0) ++dear;
      }
    }
    CHECK(reached > 30);
    CHECK(missed > 10);
    CHECK(dear > 10);
  }

  TEST_CASE("more of a good thing is not bought where it would hurt") {
    // Everybody wants the same and states half as much again; who is told to state nothing at all states it well at a third.
    Spec spec = three_users();
    spec.values = behalf::rows({{1, 0}, {1, 0}, {1, 0}});
    spec.metrics.reset();
    spec.noise.reset();
    spec.translation = behalf::diagonal({1.5, 1.5});
    const std::vector<Lever> levers{Set::redesign_translation(0, behalf::Matrix<>(behalf::diagonal({0, 0})))};
    const auto best = portfolio(spec, levers, behalf::WeightedMean{}).value();
    CHECK(best.levels(0) == 0);
    PortfolioOptions<> finer;
    finer.levels = {{0, 0.25, 0.5, 0.75, 1}};
    CHECK(portfolio(spec, levers, behalf::WeightedMean{}, finer).value().levels(0) == 0.25);
  }

  TEST_CASE("a verdict and the price of it agree where a gap is its tolerance up to rounding") {
    int within = 0;
    for (int k = 0; k < 200; ++k) {
      CAPTURE(k);
      Draw draw{429, static_cast<std::uint64_t>(k)};
      const Instance instance{draw, false};
      const behalf::LinearQuadratic<> model{instance.spec};
      const behalf::Attribution<> why = behalf::attribute(model).value();
      behalf::AlignedEnough<> enough;
      for (Eigen::Index i = 0; i < why.size(); ++i) {
        const double off = 1 + 1e-15 * static_cast<double>(draw.below(9) - 4);
        enough.tolerances.emplace_back(why.gap(i) * off);
      }
      PortfolioOptions<> options = instance.options;
      options.weights.reset();
      const behalf::Verdict<> judged = behalf::verdict(why, enough.tolerances);
      const auto found = cheapest_portfolio(instance.spec, instance.levers, enough, options);
      if (!judged.holds()) continue;
      ++within;
      REQUIRE(found);
      CHECK(found.value().portfolio.cost == 0);
      CHECK(judged.share == doctest::Approx(1).epsilon(1e-12));
    }
    CHECK(within == 200);
  }

  TEST_CASE("sixty-three of seventy equal people are nine tenths of them") {
    Spec spec;
    spec.values = behalf::Matrix<>::Ones(70, 1);
    spec.values.bottomRows(7).setConstant(-4);
    spec.weights = Vector<>::Constant(70, 1.0 / 70);
    const behalf::Attribution<> why = behalf::attribute(behalf::LinearQuadratic<>{spec}).value();
    behalf::AlignedEnough<> enough{.tolerances = {}, .share = 0.9, .prices = false};
    enough.tolerances.assign(70, why.gap(0));
    CHECK(behalf::verdict(why, enough.tolerances).share == doctest::Approx(0.9).epsilon(1e-12));
    const auto found = cheapest_portfolio(spec, {Evaluate::audit({0}, 1, 1)}, enough);
    REQUIRE(found);
    CHECK(found.value().portfolio.cost == 0);
  }

  TEST_CASE("an unreachable tolerance says whose it is and by how much it is missed") {
    const std::vector<Lever> levers{Evaluate::audit({0, 2}, 10, 1), Contest::appeal(2, 0.5, 1)};
    behalf::AlignedEnough<> enough{.tolerances = {0.5, std::nullopt, 0.0}};
    const auto found = cheapest_portfolio(three_users(), levers, enough);
    CHECK(found.status() == behalf::Status::infeasible);
    double nearest = std::numeric_limits<double>::infinity();
    for (int k = 0; k < 4; ++k) {
      const Spec there = pull(levers, three_users(), behalf::vec({k % 2 == 1 ? 1.0 : 0.0, k / 2 == 1 ? 1.0 : 0.0}));
      const Vector<> gaps = behalf_test::gaps(there);
      nearest = std::min(nearest, std::max(gaps(0) - 0.5, gaps(2)));
    }
    CHECK(found.where().find(", with ") != std::string::npos);
    const std::string text = "exceeds the tolerance of c by " + behalf::to_text(nearest);
    const bool names_it =
        found.where().find(text) != std::string::npos ||
        found.where().find("exceeds the tolerance of a by " + behalf::to_text(nearest)) != std::string::npos;
    CAPTURE(found.where());
    CHECK(names_it);
  }

  TEST_CASE("what cannot be a portfolio is refused with the field and the rule") {
    const std::vector<Lever> levers{Evaluate::audit({0}, 1, 1)};
    const auto ask = [&](const PortfolioOptions<>& options) {
      return refusal([&] { (void)portfolio(three_users(), levers, behalf::WeightedMean{}, options); });
    };
    CHECK(ask({}) == "was not refused");
    CHECK(ask({.budget = 0}) ==
          "portfolio: budget: expected a finite number above 0, got 0; without a limit there is none");
    CHECK(ask({.budget = -1}).find("portfolio: budget: expected a finite number above 0, got -1") == 0);
    CHECK(ask({.levels = {{0, 2}}}) == "portfolio: levels[0]: expected levels from 0 to 1, got 2");
    CHECK(ask({.levels = {{}}}) == "portfolio: levels[0]: expected at least one level, got none");
    CHECK(ask({.levels = {{0}, {0}}}) == "portfolio: levels: expected a list for each of 1 levers, got 2");
    CHECK(ask({.weights = behalf::vec({1})}) == "portfolio: weights: expected 3 numbers, got 1");
    CHECK(refusal([] { (void)portfolio(three_users(), std::vector<Lever>{}, behalf::WeightedMean{}); }) ==
          "portfolio: levers: expected at least one, got none");
    CHECK(refusal([&] { (void)cheapest_portfolio(three_users(), levers, {.tolerances = {1.0}}); }) ==
          "cheapest_portfolio: tolerances: expected 3 numbers, got 1");
    CHECK(refusal([&] {
            (void)cheapest_portfolio(three_users(), levers, {.tolerances = {{}, {}, {}}});
          }) == "cheapest_portfolio: tolerances: expected at least one tolerance, got none");
    CHECK(refusal([&] {
            (void)cheapest_portfolio(three_users(), levers, {.tolerances = {1.0, 1.0, 1.0}, .share = 1.5});
          }) == "cheapest_portfolio: share: expected 0 < share <= 1, got 1.5");
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const auto no_number = [](const Vector<>&, const Vector<>&) { return nan; };
    CHECK(refusal([&] { (void)portfolio(three_users(), levers, no_number); }) ==
          "portfolio: welfare: expected a number for the gaps of a portfolio, got nan");
    CHECK(refusal([&] { (void)portfolio(three_users(), without_reach(levers), no_number); }) ==
          "portfolio: welfare: expected a number for the gaps of a portfolio, got nan");
    CHECK(refusal([&] {
            (void)cheapest_portfolio(three_users(), levers, {.tolerances = {nan, {}, {}}});
          }) == "cheapest_portfolio: tolerances[0]: expected a finite number that is not negative, got nan");
    std::vector<Lever> odd = levers;
    odd[0].cost = std::function<double(const double&)>{[](const double& t) { return t > 0 ? nan : 0.0; }};
    CHECK(refusal([&] { (void)portfolio(three_users(), odd, behalf::WeightedMean{}); }) ==
          "portfolio: levers[0].cost: expected a finite number that is not negative, got nan at level 1");
    odd = levers;
    odd[0].at_most = [](const Spec&, double) { return behalf::LinearQuadraticGain<>{behalf::vec({nan, 0, 0})}; };
    CHECK(refusal([&] { (void)portfolio(three_users(), odd, behalf::WeightedMean{}); }) ==
          "portfolio: audit.at_most: expected a finite number that is not negative, got nan");
    const auto few = portfolio(three_users(), levers, behalf::WeightedMean{}, {.most_models = 0});
    CHECK(few.status() == behalf::Status::iteration_limit);
    const auto poor = portfolio(three_users(), levers, behalf::WeightedMean{}, {.budget = 0.5, .levels = {{1}}});
    CHECK(poor.status() == behalf::Status::infeasible);
  }
}
