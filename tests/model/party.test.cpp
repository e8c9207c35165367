#include <behalf/model/party.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <cmath>

namespace {

using behalf::AffectedParty;
using behalf::Agent;
using behalf::Principal;
using behalf::vec;
using behalf::Vector;

struct Satiated {
  double operator()(const Vector<>& action) const { return std::tanh(action(0)); }
};

}  // namespace

TEST_SUITE("model/party") {
  TEST_CASE("a principal has weight one and states no tolerance until it does") {
    const Principal<> principal{.name = "users", .objective = vec({3, 1})};
    CHECK(principal.weight == 1);
    CHECK_FALSE(principal.tolerance.has_value());
    CHECK(principal.objective(vec({1, 1})) == 4);
  }

  TEST_CASE("an affected party counts in no mean until it is given a weight") {
    const AffectedParty<> party{.name = "neighbours", .objective = vec({-1}), .tolerance = 0.5};
    CHECK(party.weight == 0);
    CHECK(party.tolerance == 0.5);
    CHECK(party.objective(vec({2})) == -2);
  }

  TEST_CASE("parties may want anything that gives a number for an action") {
    const Principal<double, Satiated> principal{.objective = {}};
    CHECK(principal.objective(vec({0})) == 0);
    const AffectedParty<double, Satiated> party{.objective = {}};
    CHECK(party.objective(vec({100})) == doctest::Approx(1).epsilon(1e-12));
  }

  TEST_CASE("an agent is averse to risk and has neither cost nor taste of its own until told") {
    const Agent<> agent{};
    CHECK(agent.risk_aversion == 1);
    CHECK_FALSE(agent.cost.has_value());
    CHECK_FALSE(agent.taste.has_value());
  }
}
