// Networks of common shapes against their closed forms.

#include "support/compare.hpp"
#include "support/solve_network.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/patterns.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using behalf::Agent;
using behalf::Axis;
using behalf::DelegationNetwork;
using behalf::Principal;
using behalf_test::exactly;
using behalf_test::solve;

const Principal<> somebody{.name = "somebody", .objective = behalf::vec({3, 4})};

behalf::Attribution<> why(const DelegationNetwork<>& network) { return behalf::Attribution<>{solve(network.data())}; }

}  // namespace

TEST_SUITE("network/patterns") {
  TEST_CASE("loss compounds down a hierarchy whatever its span") {
    for (const std::size_t depth : {1U, 2U, 4U}) {
      for (const std::size_t span : {1U, 3U}) {
        CAPTURE(depth);
        CAPTURE(span);
        const auto found =
            why(behalf::hierarchy<double>(somebody, depth, span, {.transmission = behalf::vec({0.8, 0.8})}));
        const double arrives = std::pow(0.8, static_cast<double>(depth));
        CHECK(found.stake(0) == exactly(12.5));
        CHECK(*found.relative_gap(0) == exactly((1 - arrives) * (1 - arrives)));
        CHECK(found.shapley(Axis::information, 0) == exactly(found.gap(0)));
      }
    }
  }

  TEST_CASE("contracts down a hierarchy lose what noise takes at every level and pay its premium at the lowest") {
    const double noise = 0.5;
    const Agent<> averse{.risk_aversion = 2};
    const auto found =
        why(behalf::hierarchy<double>(somebody, 3, 2, {.noise = behalf::diagonal({noise, noise})}, averse));
    const double arrives = std::pow(1 / (1 + 2 * noise), 3);
    CHECK(*found.relative_gap(0) == exactly(std::pow(1 - arrives, 2) + 2 * noise * arrives * arrives));
  }

  TEST_CASE("a hierarchy has as many agents as its shape says and numbers them by their place") {
    const auto network = behalf::hierarchy<double>(somebody, 3, 2, {}, {.name = "office"});
    CHECK(network.agents().size() == 2 + 4 + 8);
    CHECK(network.find("office 1"));
    CHECK(network.find("office 2.1.2"));
    CHECK_FALSE(network.find("office 2.3"));
    CHECK(why(network).gap(0) == 0);
  }

  TEST_CASE("a judge who scores by another metric passes on what the two have in common") {
    const behalf::DelegationTerms<> score{.metrics = behalf::rows({{4, 3}}), .noise = behalf::diagonal({0.2, 0.2})};
    const auto unbiased = why(behalf::judge<double>(somebody, {.name = "judge"}, {.name = "agent"}, score));
    CHECK(unbiased.gap(0) == exactly(2.9));
    CHECK(unbiased.lattice().regret(Axis::objectives, 0) == exactly(12.5 * (1 / 36.0 + 0.2 / 1.44)));
    const auto biased =
        why(behalf::judge<double>(somebody, {.name = "judge", .taste = behalf::vec({1, 0})}, {.name = "agent"}, score));
    const double slope = 28.0 / 30;
    CHECK(biased.gap(0) == exactly((std::pow(4 * slope - 3, 2) + std::pow(3 * slope - 4, 2) + 5 * slope * slope) / 2));
    CHECK(biased.lattice().regret(Axis::objectives, 0) == exactly(unbiased.lattice().regret(Axis::objectives, 0)));
  }

  TEST_CASE("what an orchestrator loses is what its mean sub-agent loses of what is handed on") {
    const std::vector<behalf::SubAgent<>> workers{{{.name = "first"}, {.transmission = behalf::vec({0.5, 1})}},
                                                  {{.name = "second"}, {.transmission = behalf::vec({1, 0.75})}}};
    const auto found = why(behalf::orchestrator<double>(somebody, {.name = "leader"}, workers, 0.25));
    CHECK(found.gap(0) == exactly(0.75 * (1.5 * 1.5 / 2 + 1.0 / 2) / 2));
  }

  TEST_CASE("a consensus is a trap until somebody from outside checks one of its members") {
    auto network = behalf::consensus<double>(somebody, {.name = "worker"}, 5,
                                             {.error_rate = 0.3, .error_class = "one lab", .correlation = 0.5});
    CHECK(why(network).gap(0) == 0);
    const auto trapped = behalf::validation(network);
    REQUIRE(trapped.size() == 1);
    CHECK(trapped[0].members.size() == 5);
    CHECK_FALSE(trapped[0].grounded);
    CHECK(trapped[0].effective_number == exactly(5 / (1 + 4 * 0.5)));
    network.oversee(*network.find("somebody"), *network.find("validator 3"));
    CHECK(behalf::validation(network)[0].grounded);
    const auto evident = behalf::consensus<double>(somebody, {.name = "worker"}, 2, {.independent = true});
    CHECK(behalf::validation(evident)[0].grounded);
  }

  TEST_CASE("a pattern of nothing is refused") {
    CHECK_THROWS_AS((void)behalf::hierarchy(somebody, 0, 1), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::hierarchy(somebody, 1, 0), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::successive_margins(somebody, 0), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::team(somebody, 0), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::orchestrator<double>(somebody, {.name = "leader"}, {}), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::consensus<double>(somebody, {.name = "worker"}, 0), behalf::InvalidArgument);
  }
}
