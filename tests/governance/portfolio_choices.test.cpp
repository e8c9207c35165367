#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

using behalf::PortfolioOptions;
using behalf::Vector;
using behalf::internal::for_each_setting;
using behalf_test::Draw;
using behalf_test::same;

namespace {

using Spec = behalf::LinearQuadraticSpec<>;
using Lever = behalf::Lever<Spec>;
using Choices = behalf::internal::PortfolioChoices<Spec>;

/// A lever whose level can be seen in the taste at its place, and how often it was pulled.
Lever mark(Eigen::Index place, double price, int* pulls = nullptr) {
  return {.name = "mark", .cost = price, .apply = [=](const Spec& spec, double level) {
            Spec result = spec;
            (*result.taste)(place) += level;
            if (pulls != nullptr) ++*pulls;
            return result;
          }};
}
Spec blank(std::size_t levers) {
  Spec spec;
  spec.values = behalf::Matrix<>::Ones(1, static_cast<Eigen::Index>(levers));
  spec.taste = Vector<>(Vector<>::Zero(static_cast<Eigen::Index>(levers)));
  return spec;
}

/// Levers with prices that are multiples of ¼, the levels they may have, and a budget or none.
struct Instance {
  std::vector<Lever> levers;
  PortfolioOptions<> options;

  explicit Instance(Draw& draw) {
    const Eigen::Index count = 1 + draw.below(4);
    for (Eigen::Index k = 0; k < count; ++k) {
      levers.push_back(mark(k, static_cast<double>(draw.below(5)) / 4));
      std::vector<double> levels;
      const Eigen::Index choices = 1 + draw.below(4);
      for (Eigen::Index l = 0; l < choices; ++l) levels.push_back(static_cast<double>((3 * l + k) % 5) / 4);
      options.levels.push_back(levels);
    }
    if (!draw.one_in(3)) options.budget = static_cast<double>(1 + draw.below(10)) / 4;
  }
};

/// Every choice of one place for each lever.
void for_each_choice(const std::vector<std::vector<double>>& levels,
                     const std::function<void(const std::vector<std::size_t>&)>& visit) {
  std::vector<std::size_t> places(levels.size(), 0);
  const std::function<void(std::size_t)> from = [&](std::size_t k) {
    if (k == levels.size()) return visit(places);
    for (places[k] = 0; places[k] < levels[k].size(); ++places[k]) from(k + 1);
  };
  from(0);
}

std::string fault_of(const std::vector<Lever>& levers, const PortfolioOptions<>& options) {
  return behalf_test::refused_rule([&] { return Choices{"f", levers, options}; });
}

}  // namespace

TEST_SUITE("governance/portfolio_choices") {
  TEST_CASE("every portfolio has one number, the sum of what its places add, and its levels are read from that") {
    for (std::uint64_t k = 0; k < 60; ++k) {
      Draw draw{470, k};
      const Instance instance{draw};
      const Choices choices{"f", instance.levers, instance.options};
      std::set<std::uint64_t> numbers;
      for_each_choice(instance.options.levels, [&](const std::vector<std::size_t>& places) {
        std::uint64_t number = 0;
        Vector<> levels(static_cast<Eigen::Index>(places.size()));
        for (std::size_t l = 0; l < places.size(); ++l) {
          number += choices.stride(l) * places[l];
          levels(static_cast<Eigen::Index>(l)) = instance.options.levels[l][places[l]];
          CHECK(choices.costs(l)[places[l]] == instance.levers[l].cost(choices.levels(l)[places[l]]));
        }
        CHECK(numbers.insert(number).second);
        CHECK(same(choices.levels_of(number), levels));
      });
      CHECK(*numbers.rbegin() == numbers.size() - 1);  // no number is left out
    }
  }

  TEST_CASE("settings of some levers are all that the budget affords, the rest at their first place") {
    std::size_t all = 0, left_out = 0;
    for (std::uint64_t k = 0; k < 400; ++k) {
      CAPTURE(k);
      Draw draw{471, k};
      const Instance instance{draw};
      const Choices choices{"f", instance.levers, instance.options};
      std::vector<std::size_t> which;
      for (std::size_t l = 0; l < instance.levers.size(); ++l) {
        if (!draw.one_in(3)) which.push_back(l);
      }
      std::map<std::uint64_t, double> expected;
      for_each_choice(instance.options.levels, [&](const std::vector<std::size_t>& places) {
        std::uint64_t number = 0;
        double cost = 0;
        for (std::size_t l = 0; l < places.size(); ++l) {
          const bool is_set = std::find(which.begin(), which.end(), l) != which.end();
          if (!is_set && places[l] > 0) return;
          if (!is_set) continue;
          number += choices.stride(l) * places[l];
          cost += instance.levers[l].cost(instance.options.levels[l][places[l]]);
        }
        ++all;
        if (instance.options.budget && cost > *instance.options.budget)
          ++left_out;
        else
          expected[number] = cost;
      });
      const Spec spec = blank(instance.levers.size());
      for_each_setting(choices, instance.levers, which, spec,
                       [&](const Spec& there, std::uint64_t number, double cost) {
                         const auto found = expected.find(number);
                         REQUIRE(found != expected.end());
                         CHECK(cost == found->second);
                         Vector<> levels = choices.levels_of(number);
                         for (std::size_t l = 0; l < instance.levers.size(); ++l) {
                           const bool is_set = std::find(which.begin(), which.end(), l) != which.end();
                           if (!is_set) levels(static_cast<Eigen::Index>(l)) = 0;
                         }
                         CHECK(same(*there.taste, levels));
                         expected.erase(found);
                         return true;
                       });
      CHECK(expected.empty());
    }
    CHECK(all > 2000);
    CHECK(left_out > 200);
  }

  TEST_CASE("a description is made once for all settings that begin alike, and level 0 makes none") {
    int first = 0, second = 0;
    const std::vector<Lever> levers{mark(0, 1, &first), mark(1, 1, &second)};
    const Choices choices{"f", levers, {.levels = {{0, 0.5, 1}, {0, 0.25, 0.5, 1}}}};
    int settings = 0;
    for_each_setting(choices, levers, {0, 1}, blank(2), [&](const Spec&, std::uint64_t, double) {
      ++settings;
      return true;
    });
    CHECK(settings == 12);
    CHECK(first == 2);
    CHECK(second == 9);
  }

  TEST_CASE("costs that add up to the budget are within it, and levers without levels are off or on") {
    // 0.1 + 0.1 + 0.1 is more than 0.3 in binary.
    const std::vector<Lever> levers{mark(0, 0.1), mark(1, 0.1), mark(2, 0.1)};
    const Choices choices{"f", levers, {.budget = 0.3}};
    CHECK(choices.levels(2) == std::vector<double>{0, 1});
    CHECK(choices.costs(1) == std::vector<double>{0, 0.1});
    CHECK(0.1 + 0.1 + 0.1 > 0.3);
    CHECK(choices.affords(0.1 + 0.1 + 0.1));
    CHECK_FALSE(choices.affords(0.3 + 1e-12));
    int settings = 0;
    for_each_setting(choices, levers, {0, 1, 2}, blank(3), [&](const Spec&, std::uint64_t, double) {
      ++settings;
      return true;
    });
    CHECK(settings == 8);
    CHECK(Choices{"f", levers, {}}.affords(std::numeric_limits<double>::max()));
  }

  TEST_CASE("what no portfolio can be is refused with the field and the rule") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Lever> two{mark(0, 1), mark(1, 1)};
    CHECK(fault_of({}, {}) == "levers: expected at least one, got none");
    CHECK(fault_of(two, {.levels = {{0, 1}}}) == "levels: expected a list for each of 2 levers, got 1");
    CHECK(fault_of(two, {.levels = {{0, 1}, {}}}) == "levels[1]: expected at least one level, got none");
    CHECK(fault_of(two, {.levels = {{0, 1.5}, {0}}}) == "levels[0]: expected levels from 0 to 1, got 1.5");
    CHECK(fault_of(two, {.levels = {{0}, {-0.5}}}) == "levels[1]: expected levels from 0 to 1, got -0.5");
    CHECK(fault_of(two, {.levels = {{nan}, {0}}}).starts_with("levels[0]: expected levels from 0 to 1, got "));
    for (const double budget : {0.0, -1.0, nan, std::numeric_limits<double>::infinity()}) {
      CHECK(fault_of(two, {.budget = budget}).starts_with("budget: expected a finite number above 0, got "));
    }
    CHECK(fault_of(std::vector<Lever>(62, two[0]), {}) == "was not refused");
    CHECK(fault_of(std::vector<Lever>(64, two[0]), {}) == "levels: expected fewer than 2^63 portfolios");
  }
}
