#include "support/oversight.hpp"
#include "support/refused.hpp"

#include <behalf/network/cheapest_check.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/validation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

using namespace behalf_test;

namespace {

/// Costs that are often equal and sometimes infinite, the same for the same pair.
double some_cost(PartyId from, PartyId to) {
  const std::size_t mixed = (from.index() * 7 + to.index() * 3 + static_cast<std::size_t>(from.kind())) % 6;
  return mixed == 5 ? never : static_cast<double>(mixed / 2) + 1;
}

Network with_check(const Network& network, PartyId from, PartyId to) {
  Network result = network;
  result.oversee(from, to, {.independent = true});
  return result;
}

/// Whether the circle that this party is in is grounded. A new check may have made a larger circle of it.
bool is_grounded(const std::vector<Component>& components, PartyId member) {
  return std::any_of(components.begin(), components.end(), [&](const Component& one) {
    return one.grounded && std::find(one.members.begin(), one.members.end(), member) != one.members.end();
  });
}

}  // namespace

TEST_SUITE("network/cheapest_check") {
  TEST_CASE("one check by somebody with evidence breaks a trap and changes what agreement means") {
    Network network = three_copies(1);
    const behalf::PrincipalId citizens = add_principal(network, "citizens");
    const AgentId laboratory = add_agent(network, "laboratory"), other = add_agent(network, "other");
    network.oversee(laboratory, other, {.error_rate = 0.1, .independent = true});
    const Component circle = behalf::validation(network).front();
    const auto first = behalf::cheapest_check(network, circle).value();
    CHECK(first.from == PartyId{citizens});  // of equally cheap ones the first
    CHECK(first.to == PartyId{AgentId{0}});
    CHECK(first.cost == 1);
    CHECK(first.error_rate == 0);
    CHECK(first.grounds == std::vector<std::size_t>{0});
    CHECK(*first.accuracy.common_shock.wrong_if_unanimous == 0);

    const auto by_laboratory = behalf::cheapest_check(network, circle, [&](PartyId from, PartyId to) {
                                 return from == PartyId{citizens} ? 10 : to == PartyId{AgentId{1}} ? 2 : 3;
                               }).value();
    CHECK(by_laboratory.from == PartyId{laboratory});
    CHECK(by_laboratory.to == PartyId{AgentId{1}});
    CHECK(by_laboratory.error_rate == 0.1);
    // Three who err as one are not outvoted, but when all four agree they are wrong with 0.3·0.1/(0.3·0.1 + 0.7·0.9).
    CHECK(by_laboratory.accuracy.common_shock.majority_right == doctest::Approx(0.7));
    CHECK(*by_laboratory.accuracy.common_shock.wrong_if_unanimous == doctest::Approx(0.03 / 0.66));
    CHECK(*circle.accuracy.common_shock.wrong_if_unanimous == doctest::Approx(0.3));

    const auto unsure = behalf::cheapest_check(network, circle, behalf::SameCost{}, 0.2).value();
    CHECK(unsure.error_rate == 0.2);  // of a principal who has checked nobody yet
    const auto worth =
        behalf::jury_accuracy<>({{vec({0.3, 0.3, 0.3}), 1}, {vec({0.2}), 0}}, behalf::ErrorModel::beta_binomial);
    CHECK(unsure.accuracy.beta_binomial.majority_right == doctest::Approx(worth.majority_right).epsilon(1e-14));
  }

  TEST_CASE("the cheapest check is the best of all that ground the trap when they are tried") {
    int found = 0;
    for (std::uint64_t k = 0; k < 600; ++k) {
      const Network network = random_network(k);
      const std::vector<Component> components = behalf::validation(network);
      for (const std::size_t c : traps(components)) {
        std::optional<std::pair<PartyId, PartyId>> best;
        for (const PartyId from : parties_of(network)) {
          if (!is_source(network, from)) continue;
          for (const PartyId to : components[c].members) {
            CHECK(is_grounded(behalf::validation(with_check(network, from, to)), to));
            if (some_cost(from, to) < (best ? some_cost(best->first, best->second) : never)) best.emplace(from, to);
          }
        }
        const auto check = behalf::cheapest_check(network, components[c], some_cost);
        REQUIRE(static_cast<bool>(check) == best.has_value());
        if (!best) {
          CHECK(check.status() == behalf::Status::infeasible);
          CHECK(check.where().find(network.name(components[c].members.front())) != std::string::npos);
          continue;
        }
        ++found;
        CHECK(check.value().from == best->first);
        CHECK(check.value().to == best->second);
        CHECK(check.value().cost == some_cost(best->first, best->second));
        std::vector<std::size_t> grounded;
        const std::vector<Component> after = behalf::validation(with_check(network, best->first, best->second));
        for (const std::size_t other : traps(components)) {
          if (is_grounded(after, components[other].members.front())) grounded.push_back(other);
        }
        CHECK(check.value().grounds == grounded);
        CHECK(check.certificate().worst() == 0);
      }
    }
    CHECK(found > 40);
  }

  TEST_CASE("a check into a trap grounds the traps that it leads to") {
    Network network{1};
    std::vector<PartyId> parties;
    for (int k = 0; k < 7; ++k) parties.emplace_back(add_agent(network, "v" + std::to_string(k)));
    add_principal(network, "citizens");
    check_each_other<double>(network, {parties[4], parties[5]}, {});
    check_each_other<double>(network, {parties[0], parties[1]}, {});
    check_each_other<double>(network, {parties[2], parties[3]}, {});
    network.oversee(parties[4], parties[6]);  // v4 … v6 … v0: the last circle leads to the first
    network.oversee(parties[6], parties[0]);
    const std::vector<Component> components = behalf::validation(network);
    REQUIRE(traps(components) == std::vector<std::size_t>{0, 1, 2});
    CHECK(behalf::cheapest_check(network, components[0]).value().grounds == std::vector<std::size_t>{0});
    CHECK(behalf::cheapest_check(network, components[2]).value().grounds == std::vector<std::size_t>{0, 2});
    auto too_much = behalf::cheapest_check(network, components[0]).value();
    too_much.grounds = {0, 1};  // which it does not, and the certificate would say so
    const behalf::SameCost same;
    const behalf::internal::CheckSearch<double, behalf::SameCost> search{network, same, 0};
    CHECK(search.certificate({too_much}).primal_residual == 0.5);
    const auto checks = behalf::cheapest_checks(network).value();
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].grounds == std::vector<std::size_t>{1});
    CHECK(checks[1].grounds == std::vector<std::size_t>{0, 2});
  }

  TEST_CASE("the cheapest set breaks every trap and no set that costs less does") {
    int sets = 0;
    for (std::uint64_t k = 0; k < 3000; ++k) {
      const Network network = random_network(k);
      const std::vector<std::size_t> open = traps(behalf::validation(network));
      const auto set = behalf::cheapest_checks(network, some_cost);
      if (open.empty()) CHECK(set.value().empty());
      if (!set || open.empty()) continue;
      double cost = 0;
      Network after = network;
      for (const auto& check : set.value()) {
        cost += check.cost;
        after.oversee(check.from, check.to, {.independent = true});
      }
      CHECK(traps(behalf::validation(after)).empty());
      // All sets of at most one check into each trap, each at its cheapest.
      const std::vector<Component> components = behalf::validation(network);
      double least = never;
      for (unsigned chosen = 0; chosen < (1U << open.size()); ++chosen) {
        double sum = 0;
        Network tried = network;
        for (std::size_t t = 0; t < open.size(); ++t) {
          if ((chosen >> t) % 2 == 0) continue;
          const auto check = behalf::cheapest_check(network, components[open[t]], some_cost);
          sum += check ? check.value().cost : never;
          if (check) tried.oversee(check.value().from, check.value().to, {.independent = true});
        }
        if (traps(behalf::validation(tried)).empty()) least = std::min(least, sum);
      }
      CHECK(cost == least);
      sets += open.size() > 1 ? 1 : 0;
    }
    CHECK(sets > 10);
  }

  TEST_CASE("nobody with evidence, or nobody who may check, breaks no trap") {
    const Network network = three_copies(1);
    const Component circle = behalf::validation(network).front();
    const auto check = behalf::cheapest_check(network, circle);
    CHECK(check.status() == behalf::Status::infeasible);
    CHECK(check.where() == "because nobody with evidence of their own can check a, b, c");
    CHECK(behalf::cheapest_checks(network).status() == behalf::Status::infeasible);
    Network closed = network;
    add_principal(closed, "citizens");
    CHECK_FALSE(behalf::cheapest_check(closed, circle, [](PartyId, PartyId) { return never; }));
  }

  TEST_CASE("what is no trap of the network and costs that are none are refused") {
    Network network = three_copies(1);
    const Component circle = behalf::validation(network).front();
    add_principal(network, "citizens");
    refused([&] { (void)behalf::cheapest_check(network, circle, [](PartyId, PartyId) { return -1.0; }); },
            "cost of a check of a by citizens");
    refused([&] { (void)behalf::cheapest_check(network, circle, behalf::SameCost{}, 1.5); }, "error_rate");
    refused([&] { (void)behalf::cheapest_check(network, Component{}); }, "trap");
    network.oversee(behalf::PrincipalId{0}, AgentId{0});
    refused([&] { (void)behalf::cheapest_check(network, circle); }, "trap");
    CHECK(behalf::cheapest_checks(network).value().empty());
  }
}
