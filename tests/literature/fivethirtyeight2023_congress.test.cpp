// \cite fivethirtyeight2023: how often every member of the 118th Congress voted with the President in 2023, and by how much
// he had won or lost where the member was elected. \cite legislators2023: who sat on which committee then. From the
// published data; the figures were computed by us with another program. Correlations are of the published shares.

#include "data/congress118.hpp"
#include "data/csv.hpp"
#include "data/weak_components.hpp"
#include "literature/figures.hpp"

#include <behalf/gap/welfare.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/network.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

using namespace literature;

namespace {

[[nodiscard]] bool no_data() {
  if (!std::string{BEHALF_DATA_DIR}.empty()) return false;
  std::cout << "SKIPPED: there is no folder of data\n";
  return true;
}
[[nodiscard]] std::string folder() { return BEHALF_DATA_DIR "/congress118"; }

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("but for seven members without a committee the 118th Congress is one network of delegation") {
    if (no_data()) return;
    const data::Congress congress{folder()};
    behalf::DelegationNetwork<> network{1};
    std::map<std::string, behalf::AgentId> agents;
    const auto agent = [&](const std::string& id) {
      if (!agents.contains(id)) agents.emplace(id, network.add(behalf::Agent<>{.name = id}));
      return agents.at(id);
    };
    for (const auto& member : congress.members) agent(member.id);
    CHECK(network.agents().size() == 531);
    for (const auto& seat : congress.seats) network.delegate(agent(seat.member), agent(seat.committee));
    CHECK(network.delegations().size() == 3870);
    for (const auto& committee : congress.committees) {
      if (!committee.parent.empty()) network.delegate(agent(committee.parent), agent(committee.id));
    }
    CHECK(network.delegations().size() == 3870 + 179);
    CHECK(num_vertices(network.graph()) == 767);
    CHECK(num_edges(network.graph()) == 4049);
    const std::vector<std::size_t> sizes = data::weak_components(network.graph());
    CHECK(sizes == std::vector<std::size_t>{760, 1, 1, 1, 1, 1, 1, 1});
    // By default every seat of a committee counts alike.
    const std::size_t intelligence = network.vertex(agents.at("HLIG"));
    CHECK(boost::in_degree(intelligence, network.graph()) == 24);
    CHECK(network.share(behalf::DelegationId{0}) == exactly(1.0 / 24));
  }

  TEST_CASE("members of the House follow the party more than the district, and a network of both says by how much") {
    if (no_data()) return;
    const data::Congress congress{folder()};
    const data::Line house = congress.agreement_by_margin("house");
    CHECK(house.correlation == printed(0.844544, 5e-7));
    CHECK(house.slope == printed(0.01184749, 5e-9));
    CHECK(house.correlation * house.correlation == printed(0.713254, 5e-7));
    const data::Line democrats = congress.agreement_by_margin("house", "Democrat");
    const data::Line republicans = congress.agreement_by_margin("house", "Republican");
    CHECK(democrats.correlation == printed(0.3546, 5e-5));
    CHECK(republicans.correlation == printed(0.1944, 5e-5));
    CHECK(democrats.slope < 0.11 * house.slope);
    CHECK(republicans.slope < 0.03 * house.slope);

    // Districts want what the line of the House gives them and members do what they do: what districts lose is what the
    // line does not explain, ½(1 − R²) of the variance.
    behalf::DelegationNetwork<> network{1};
    double mean = 0;
    double square = 0;
    for (const auto& member : congress.members) {
      if (member.chamber != "house") continue;
      const auto district = network.add(
          behalf::Principal<>{.name = member.constituency, .objective = {behalf::vec({2 * house(member.margin) - 1})}});
      const double does = 2 * member.agreement - 1;
      const auto agent = network.add(behalf::Agent<>{.name = member.name, .taste = behalf::vec({does})});
      network.delegate(district, agent, {.transmission = behalf::vec({0})});
      mean += does / 432;
      square += does * does / 432;
    }
    REQUIRE(network.principals().size() == 432);
    const behalf::Network<> model{network};
    const behalf::Vector<> gaps = model.regret(none).value();
    const double gap = behalf::WeightedMean{}(gaps, model.weights());
    CHECK(2 * gap / (square - mean * mean) == printed(1 - 0.713254, 5e-7));
  }

  TEST_CASE("published agreement is that of the votes, but for 60 members of the House") {
    if (no_data()) return;
    const data::Congress congress{folder()};
    const data::Csv votes{BEHALF_DATA_DIR "/congress118/house_votes.csv"};
    REQUIRE(votes.text(0, "bioguide") == "PRESIDENT");
    std::map<std::string, double> agreement;
    for (std::size_t row = 1; row < votes.size(); ++row) {
      int cast = 0;
      int agreed = 0;
      for (std::size_t vote = 1; vote < votes.header().size(); ++vote) {
        if (votes.text(row, vote).empty()) continue;
        ++cast;
        if (votes.text(row, vote) == votes.text(0, vote)) ++agreed;
      }
      agreement[votes.text(row, "bioguide")] = static_cast<double>(agreed) / cast;
    }
    int differ = 0;
    double most = 0;
    for (const auto& member : congress.members) {
      if (member.chamber != "house") continue;
      const double difference = std::abs(agreement.at(member.id) - member.agreement);
      if (difference > 0.0006) ++differ;
      most = std::max(most, difference);
    }
    CHECK(differ == 60);
    CHECK(most == printed(0.0372, 5e-5));
  }
}
