#include <behalf/model/objective.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace {

using behalf::LinearObjective;
using behalf::Objective;
using behalf::vec;
using behalf::Vector;

struct Satiated {
  double operator()(const Vector<>& action) const { return 1 - std::exp(-action.sum()); }
};
struct Praise {
  std::string operator()(const Vector<>&) const { return "well done"; }
};
struct NeedsToChange {
  double operator()(Vector<>& action) const { return action.sum(); }
};

static_assert(Objective<Satiated, Vector<>>);
static_assert(Objective<LinearObjective<float>, Vector<float>>);
static_assert(Objective<double (*)(const Vector<>&), Vector<>>);
static_assert(!Objective<Praise, Vector<>>);
static_assert(!Objective<NeedsToChange, Vector<>>);
static_assert(!Objective<double, Vector<>>);

}  // namespace

TEST_SUITE("model/objective") {
  TEST_CASE("a linear objective is worth its values times the action") {
    const LinearObjective<> objective{vec({3, -1, 0.5})};
    CHECK(objective(vec({1, 2, 4})) == 3);
    CHECK(objective(vec({0, 0, 0})) == 0);
    CHECK(objective.values() == vec({3, -1, 0.5}));
    CHECK(LinearObjective<>{}.values().size() == 0);
  }

  TEST_CASE("any callable from actions to numbers is an objective") {
    const auto prudent = [](const Vector<>& action) { return -action.squaredNorm(); };
    static_assert(Objective<decltype(prudent), Vector<>>);
    CHECK(prudent(vec({1, 2})) == -5);
  }
}
