#include "support/compare.hpp"
#include "support/oversight.hpp"
#include "support/refused.hpp"

#include <behalf/network/delegation_network.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/network/validation_support.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace behalf_test;

namespace {

/// Who is checked by whom, through however many others: reaches[a][b].
std::vector<std::vector<bool>> closure(const Network& network) {
  const std::size_t n = boost::num_vertices(network.graph());
  std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n, false));
  for (std::size_t a = 0; a < n; ++a) reaches[a][a] = true;
  for (const auto& check : network.oversight()) reaches[network.vertex(check.from)][network.vertex(check.to)] = true;
  for (std::size_t b = 0; b < n; ++b) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t c = 0; c < n; ++c) reaches[a][c] = reaches[a][c] || (reaches[a][b] && reaches[b][c]);
    }
  }
  return reaches;
}

}  // namespace

TEST_SUITE("network/validation") {
  TEST_CASE("three validators who check only each other are a trap") {
    const std::vector<Component> components = behalf::validation(three_copies(1));
    REQUIRE(components.size() == 1);
    const Component& circle = components.front();
    CHECK_FALSE(circle.grounded);
    CHECK(circle.members == std::vector<PartyId>{AgentId{0}, AgentId{1}, AgentId{2}});
    CHECK(circle.effective_number == exactly(1));
    CHECK(circle.accuracy.independent.majority_right == exactly(0.784));
    CHECK(circle.accuracy.common_shock.majority_right == exactly(0.7));
    CHECK(circle.accuracy.beta_binomial.majority_right == exactly(0.7));
    REQUIRE(circle.classes.size() == 1);
    CHECK(circle.classes.front().names == std::vector<std::string>{"model"});
    CHECK(circle.classes.front().members == std::vector<std::size_t>{0, 1, 2});
  }

  TEST_CASE("a trap supports what one member knows, and never more than it claims") {
    const auto circle_of = [](double error_rate, bool independent) {
      Network network{1};
      std::vector<PartyId> parties;
      for (int k = 0; k < 3; ++k) parties.emplace_back(add_agent(network, "validator " + std::to_string(k)));
      check_each_other(network, parties, {.error_rate = error_rate});
      if (independent) {
        network.oversee(add_principal(network, "outside"), parties.front(), {.error_rate = 0, .independent = true});
      }
      return behalf::validation(network).front();
    };
    const auto check = [](const auto& figures, double accuracy, double wrong) {
      CHECK(figures.accuracy == exactly(accuracy));
      CHECK(*figures.wrong_if_unanimous == exactly(wrong));
    };
    const Component trap = circle_of(0.3, false);
    CHECK(trap.effective_number == exactly(3));
    CHECK(trap.accuracy.independent.majority_right == exactly(0.784));
    CHECK(*trap.accuracy.independent.wrong_if_unanimous == exactly(0.027 / 0.37));
    const behalf::ValidationSupport<> less = behalf::supported(trap);
    CHECK(less.effective_number == exactly(1));
    for (const auto& figures : {less.independent, less.common_shock, less.beta_binomial}) check(figures, 0.7, 0.3);

    const Component grounded = circle_of(0.3, true);
    const behalf::ValidationSupport<> all = behalf::supported(grounded);
    CHECK(all.effective_number == exactly(3));
    check(all.independent, 0.784, 0.027 / 0.37);

    const Component wrong = circle_of(0.6, false);
    check(behalf::supported(wrong).independent, 0.352, 0.216 / 0.28);
    CHECK(wrong.accuracy.independent.majority_right == exactly(0.352));
  }

  TEST_CASE("a component is worth what the jury of its members is worth") {
    const Component circle = behalf::validation(three_copies(0.3)).front();
    CHECK(circle.effective_number == exactly(3 / 1.6));
    CHECK(circle.accuracy.common_shock.majority_right == exactly(0.7588));
    CHECK(circle.accuracy.beta_binomial.majority_right == exactly(665812.0 / 910000));
    CHECK(*circle.accuracy.independent.wrong_if_unanimous == exactly(0.027 / 0.37));
    CHECK(*circle.accuracy.common_shock.wrong_if_unanimous == exactly(0.1089 / 0.559));
  }

  TEST_CASE("agreement rises with the number of copies and accuracy does not") {
    double suggested = 0;
    for (const std::size_t n : {2U, 3U, 5U, 9U}) {
      Network network{1};
      std::vector<PartyId> parties;
      for (std::size_t k = 0; k < n; ++k) parties.emplace_back(add_agent(network, "copy " + std::to_string(k)));
      check_each_other(network, parties, {.error_rate = 0.3, .error_class = "model"});
      const Component circle = behalf::validation(network).front();
      CHECK(1 - *circle.accuracy.independent.wrong_if_unanimous > suggested);
      suggested = 1 - *circle.accuracy.independent.wrong_if_unanimous;
      CHECK(circle.accuracy.common_shock.unanimous == exactly(1));
      CHECK(circle.accuracy.common_shock.majority_right == exactly(0.7));
    }
  }

  TEST_CASE("a check by a principal or of independent evidence grounds, from however far") {
    Network principal = three_copies(1);
    const behalf::PrincipalId citizens = add_principal(principal, "citizens");
    CHECK_FALSE(behalf::validation(principal).front().grounded);
    const AgentId clerk = add_agent(principal, "clerk");
    principal.oversee(citizens, clerk);
    CHECK_FALSE(behalf::validation(principal).front().grounded);
    principal.oversee(clerk, AgentId{1});
    CHECK(behalf::validation(principal).front().grounded);

    Network source = three_copies(1);
    source.oversee(add_agent(source, "laboratory"), AgentId{2}, {.independent = true});
    CHECK(behalf::validation(source).front().grounded);

    Network member = three_copies(1);
    member.oversee(AgentId{0}, add_agent(member, "somebody else"), {.independent = true});
    CHECK(behalf::validation(member).front().grounded);  // one of them has evidence of its own

    Network outward = three_copies(1);
    outward.oversee(AgentId{0}, add_principal(outward, "citizens"));
    CHECK_FALSE(behalf::validation(outward).front().grounded);  // to check a principal is no evidence
  }

  TEST_CASE("a principal in the circle grounds it") {
    Network network{1};
    const behalf::PrincipalId board = add_principal(network, "board");
    const AgentId auditor = add_agent(network, "auditor");
    network.oversee(board, auditor);
    network.oversee(auditor, board);
    const Component circle = behalf::validation(network).front();
    CHECK(circle.grounded);
    CHECK(circle.members == std::vector<PartyId>{board, auditor});
  }

  TEST_CASE("delegation and contest are no oversight, and a chain of checks is no circle") {
    Network network = three_copies(1);
    const behalf::PrincipalId citizens = add_principal(network, "citizens");
    network.delegate(citizens, AgentId{0});
    network.contest(citizens, AgentId{0});
    CHECK_FALSE(behalf::validation(network).front().grounded);

    Network chain{1};
    for (const char* const name : {"a", "b", "c"}) add_agent(chain, name);
    chain.oversee(AgentId{0}, AgentId{1});
    chain.oversee(AgentId{1}, AgentId{2});
    chain.delegate(AgentId{2}, AgentId{0});
    CHECK(behalf::validation(chain).empty());
    CHECK(behalf::validation(Network{1}).empty());
  }

  TEST_CASE("a member errs as its checks of other members do on average") {
    Network network{1};
    const AgentId a = add_agent(network, "a"), b = add_agent(network, "b"), c = add_agent(network, "c");
    const AgentId outside = add_agent(network, "outside");
    network.oversee(a, b, {.error_rate = 0.1});
    network.oversee(a, c, {.error_rate = 0.2});
    network.oversee(a, b, {.error_rate = 0.6});
    network.oversee(a, outside, {.error_rate = 1});
    network.oversee(b, a, {.error_rate = 0.4});
    network.oversee(c, a, {.error_rate = 0.25});
    const Component circle = behalf::validation(network).front();
    CHECK(circle.error_rates(0) == exactly(0.3));
    CHECK(circle.error_rates(1) == 0.4);
    CHECK(circle.error_rates(2) == 0.25);
    CHECK(circle.classes.size() == 3);  // no class is a class of its own
    CHECK(circle.effective_number == exactly(3));
    const auto jury = behalf::jury_accuracy<>({{vec({0.3, 0.4, 0.25}), 0}}, behalf::ErrorModel::independent);
    CHECK(circle.accuracy.common_shock.majority_right == doctest::Approx(jury.majority_right).epsilon(1e-14));
  }

  TEST_CASE("who is of two classes joins them at the larger correlation") {
    Network network{1};
    std::vector<PartyId> parties;
    for (const char* const name : {"a", "b", "c", "d"}) parties.emplace_back(add_agent(network, name));
    network.oversee(parties[0], parties[1], {.error_rate = 0.1, .error_class = "x", .correlation = 0.25});
    network.oversee(parties[1], parties[2], {.error_rate = 0.2, .error_class = "y", .correlation = 0.5});
    network.oversee(parties[2], parties[3], {.error_rate = 0.3, .error_class = "x", .correlation = 0.25});
    network.oversee(parties[3], parties[0], {.error_rate = 0.4, .error_class = "z", .correlation = 0.75});
    Component circle = behalf::validation(network).front();
    REQUIRE(circle.classes.size() == 3);
    CHECK(circle.classes[0].members == std::vector<std::size_t>{0, 2});
    CHECK(circle.classes[0].correlation == 0.25);
    network.oversee(parties[1], parties[0], {.error_rate = 0.2, .error_class = "x", .correlation = 0.25});
    circle = behalf::validation(network).front();
    REQUIRE(circle.classes.size() == 2);
    CHECK(circle.classes[0].members == std::vector<std::size_t>{0, 1, 2});
    CHECK(circle.classes[0].names == std::vector<std::string>{"x", "y"});
    CHECK(circle.classes[0].correlation == 0.5);
    CHECK(circle.classes[1].names == std::vector<std::string>{"z"});
    const behalf::JuryAccuracy<> worth =
        behalf::jury_accuracy<>({{vec({0.1, 0.2, 0.3}), 0.5}, {vec({0.4}), 0.75}}, behalf::ErrorModel::common_shock);
    CHECK(circle.accuracy.common_shock.majority_right == doctest::Approx(worth.majority_right).epsilon(1e-14));
    CHECK(circle.effective_number == exactly(16.0 / (4 + 6 * 0.5)));
  }

  TEST_CASE("components and their ground are those of the closure of the checks") {
    int grounded = 0, trapped = 0;
    for (std::uint64_t k = 0; k < 300; ++k) {
      const Network network = random_network(k);
      const auto reaches = closure(network);
      const std::vector<Component> components = behalf::validation(network);
      const std::vector<PartyId> all = parties_of(network);
      std::vector<std::vector<PartyId>> expected;
      for (const PartyId party : all) {
        std::vector<PartyId> circle;
        for (const PartyId other : all) {
          const std::size_t a = network.vertex(party), b = network.vertex(other);
          if (reaches[a][b] && reaches[b][a]) circle.push_back(other);
        }
        if (circle.size() > 1 && circle.front() == party) expected.push_back(circle);
      }
      REQUIRE(components.size() == expected.size());
      for (std::size_t c = 0; c < components.size(); ++c) {
        CHECK(components[c].members == expected[c]);
        const std::size_t member = network.vertex(components[c].members.front());
        const bool ground = std::any_of(all.begin(), all.end(), [&](PartyId party) {
          return is_source(network, party) && reaches[network.vertex(party)][member];
        });
        CHECK(components[c].grounded == ground);
        ++(ground ? grounded : trapped);
        const double n = static_cast<double>(components[c].members.size());
        CHECK(components[c].effective_number >= 1 - 1e-14);
        CHECK(components[c].effective_number <= n + 1e-13);
      }
    }
    CHECK(grounded > 50);
    CHECK(trapped > 50);
  }

  TEST_CASE("relabelling the parties changes nothing") {
    for (std::uint64_t k = 0; k < 50; ++k) {
      const Network network = random_network(k);
      // The same parties in the opposite order, the same checks in the opposite order.
      Network relabelled{1};
      for (std::size_t i = network.principals().size(); i > 0; --i) relabelled.add(network.principals()[i - 1]);
      for (std::size_t i = network.agents().size(); i > 0; --i) relabelled.add(network.agents()[i - 1]);
      for (std::size_t i = network.affected().size(); i > 0; --i) relabelled.add(network.affected()[i - 1]);
      for (std::size_t e = network.oversight().size(); e > 0; --e) {
        const auto& check = network.oversight()[e - 1];
        relabelled.oversee(*relabelled.find(network.name(check.from)), *relabelled.find(network.name(check.to)),
                           check.terms);
      }
      const std::vector<Component> components = behalf::validation(network), others = behalf::validation(relabelled);
      REQUIRE(components.size() == others.size());
      for (const Component& one : components) {
        const PartyId there = *relabelled.find(network.name(one.members.front()));
        const auto other = std::find_if(others.begin(), others.end(), [&](const Component& candidate) {
          return std::find(candidate.members.begin(), candidate.members.end(), there) != candidate.members.end();
        });
        REQUIRE(other != others.end());
        CHECK(other->members.size() == one.members.size());
        CHECK(other->grounded == one.grounded);
        CHECK(other->effective_number == doctest::Approx(one.effective_number).epsilon(1e-13));
        CHECK(other->accuracy.common_shock.majority_right ==
              doctest::Approx(one.accuracy.common_shock.majority_right).epsilon(1e-13));
        CHECK(*other->accuracy.beta_binomial.wrong_if_unanimous ==
              doctest::Approx(*one.accuracy.beta_binomial.wrong_if_unanimous).epsilon(1e-12));
      }
    }
  }

  TEST_CASE("floats, long doubles and a thousand validators") {
    behalf::DelegationNetwork<float> small{1};
    std::vector<PartyId> parties;
    for (const char* const name : {"a", "b", "c"}) parties.emplace_back(small.add(behalf::Agent<float>{.name = name}));
    check_each_other<float>(small, parties, {.error_rate = 0.3F, .error_class = "model", .correlation = 0.3F});
    CHECK(behalf::validation(small).front().accuracy.common_shock.majority_right ==
          doctest::Approx(0.7588).epsilon(1e-6));

    behalf::DelegationNetwork<long double> ring{1};
    for (int k = 0; k < 1001; ++k) ring.add(behalf::Agent<long double>{});
    for (std::size_t k = 0; k < 1001; ++k) {
      ring.oversee(AgentId{k}, AgentId{(k + 1) % 1001}, {.error_rate = 0.25L, .error_class = k % 2 == 0 ? "x" : "y"});
    }
    const auto circle = behalf::validation(ring).front();
    CHECK(circle.members.size() == 1001);
    CHECK(behalf::to_double(circle.accuracy.common_shock.majority_right) == exactly(0.75));  // 501 of one class
    CHECK(behalf::to_double(circle.effective_number) == exactly(1001.0 * 1001 / (501.0 * 501 + 500.0 * 500)));
  }

  TEST_CASE("a correlation that cannot be, or is not that of its class, is refused") {
    Network network = three_copies(0.5);
    const auto check = [&](double correlation, const char* error_class) {
      network.oversee(AgentId{0}, AgentId{1}, {.error_class = error_class, .correlation = correlation});
    };
    refused([&] { check(1.5, "other"); }, "oversight[6].correlation", "expected a number from 0 to 1, got 1.5");
    refused([&] { check(-0.5, ""); }, "oversight[6].correlation");
    refused([&] { check(std::numeric_limits<double>::quiet_NaN(), ""); }, "oversight[6].correlation");
    refused([&] { check(0.25, "model"); }, "oversight[6].correlation",
            "expected 0.5 as for the others of class model, got 0.25");
    CHECK(network.oversight().size() == 6);
    check(0.5, "model");
    check(0.25, "");
    check(0.75, "");
    CHECK(network.oversight().size() == 9);
  }
}
