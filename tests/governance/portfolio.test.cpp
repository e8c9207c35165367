#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
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
      const Eigen::Index more = large ? 3 : portfolios > 4 ? 0 : draw.below(4);
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
  CHECK(found.certificate().duality_gap < 1e-10);
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
    // Fully measured and seen, the agent follows the mandate; an audit can only add to what is right already.
    Spec spec = three_users();
    spec.values = behalf::rows({{1, 0}, {1, 0}, {1, 0}});
    spec.metrics = behalf::rows({{1, 1}});  // the only metric rewards what nobody wants as much as what all want
    spec.noise = behalf::diagonal({0.5, 0.5});
    spec.risk_aversion = 1;
    const std::vector<Lever> levers{Contest::liability({.parties = {{0, 3}}, .harm = 1, .assets = 1}, 0)};
    const auto best = portfolio(spec, levers, behalf::WeightedMean{}).value();
    CHECK(best.levels(0) == 0);
    PortfolioOptions<> finer;
    finer.levels = {{0, 0.25, 0.5, 0.75, 1}};
    CHECK(portfolio(spec, levers, behalf::WeightedMean{}, finer).value().levels(0) == 0.25);
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
    const auto few = portfolio(three_users(), levers, behalf::WeightedMean{}, {.most_models = 0});
    CHECK(few.status() == behalf::Status::iteration_limit);
    const auto poor = portfolio(three_users(), levers, behalf::WeightedMean{}, {.budget = 0.5, .levels = {{1}}});
    CHECK(poor.status() == behalf::Status::infeasible);
  }
}
