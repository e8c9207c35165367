#include "io/elements.hpp"

#include <behalf/io/chart/svg.hpp>
#include <behalf/io/kinds/network/drawing.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using behalf::NetworkFindings;
using tests::Element;
using tests::Elements;

namespace {

std::string drawn(const NetworkFindings& network) { return behalf::draw_network(network).markup().str(); }

/// The places of boxes by the names of parties.
struct Place {
  double x;
  double y;
};
std::map<std::string, Place> places(const NetworkFindings& network) {
  const Elements read{drawn(network)};
  std::map<std::string, Place> result;
  for (const Element& party : read.find("g", "party")) {
    const std::string move = party["transform"];
    const std::size_t open = move.find('(');
    std::size_t used = 0;
    const double x = std::stod(move.substr(open + 1), &used);
    const double y = std::stod(move.substr(open + 2 + used));
    std::string name = party.text.substr(0, party.text.find(" ("));
    result[name] = {x, y};
  }
  return result;
}

NetworkFindings::Delegation delegation(const std::string& from, const std::string& to, double share = 0.5,
                                       double harm = 0) {
  return {from, to, share, {.share = harm}};
}

/// A random web in which delegations go from agents of a lower number to agents of a higher one.
NetworkFindings some_web(behalf::RandomStream& random) {
  NetworkFindings network;
  const std::uint32_t principals = 1 + random.below(3), agents = 1 + random.below(6);
  for (std::uint32_t k = 0; k < principals; ++k) network.principals.push_back("p" + std::to_string(k));
  for (std::uint32_t k = 0; k < agents; ++k) {
    const std::string name = "a" + std::to_string(k);
    network.agents.push_back({name, {}, {}});
    if (random.below(2) == 0)
      network.delegations.push_back(delegation(network.principals[random.below(principals)], name));
    for (std::uint32_t l = 0; l < k; ++l) {
      if (random.below(3) == 0) network.delegations.push_back(delegation("a" + std::to_string(l), name));
    }
  }
  for (std::uint32_t k = 0; k < random.below(3); ++k) network.affected.push_back("q" + std::to_string(k));
  return network;
}

}  // namespace

TEST_SUITE("io/network_drawing") {
  TEST_CASE("an agent stands as many columns from the principals as the longest way from one of them is long") {
    behalf::RandomStream random{710, 0};
    std::size_t deepest = 0;
    for (int k = 0; k < 150; ++k) {
      CAPTURE(k);
      const NetworkFindings network = some_web(random);
      std::map<std::string, std::size_t> depth;  // of those that are reached, from all ways there are
      const std::function<void(const std::string&, std::size_t)> walk = [&](const std::string& name,
                                                                            std::size_t steps) {
        depth[name] = std::max(depth[name], steps);
        for (const auto& edge : network.delegations) {
          if (edge.from == name) walk(edge.to, steps + 1);
        }
      };
      for (const std::string& name : network.principals) walk(name, 0);
      const std::map<std::string, Place> at = places(network);
      CHECK(at.size() == network.principals.size() + network.agents.size() + network.affected.size());
      const double first = at.at("p0").x;
      std::size_t last = 0;
      for (const auto& agent : network.agents) {
        const std::size_t column = depth.count(agent.name) > 0 ? depth[agent.name] : 1;
        CHECK(at.at(agent.name).x == first + 250 * static_cast<double>(column));
        last = std::max(last, column);
      }
      for (const std::string& name : network.principals) CHECK(at.at(name).x == first);
      for (const std::string& name : network.affected) CHECK(at.at(name).x > first + 250 * static_cast<double>(last));
      deepest = std::max(deepest, last);
    }
    CHECK(deepest >= 4);
  }

  TEST_CASE("no two parties are drawn over each other, whatever goes round") {
    behalf::RandomStream random{711, 0};
    for (int k = 0; k < 150; ++k) {
      CAPTURE(k);
      NetworkFindings network = some_web(random);
      const std::uint32_t agents = static_cast<std::uint32_t>(network.agents.size());
      for (int back = 0; back < 4; ++back) {
        network.delegations.push_back(
            delegation(network.agents[random.below(agents)].name, network.agents[random.below(agents)].name));
      }
      const std::map<std::string, Place> at = places(network);
      for (const auto& [one, here] : at) {
        for (const auto& [other, there] : at) {
          if (one < other) CHECK((std::abs(here.x - there.x) > 132 || std::abs(here.y - there.y) > 34));
        }
      }
    }
  }

  TEST_CASE("a share of nothing makes nobody stand further away") {
    NetworkFindings network;
    network.principals = {"p"};
    network.agents = {{"a", {}, {}}, {"b", {}, {}}};
    network.delegations = {delegation("p", "a"), delegation("p", "b"), delegation("a", "b", 0),
                           delegation("b", "a", 0)};
    const std::map<std::string, Place> at = places(network);
    CHECK(at.at("a").x == at.at("b").x);
  }

  TEST_CASE("delegations between the same two are drawn apart, and the drawing is the same each time") {
    NetworkFindings network;
    network.principals = {"p"};
    network.agents = {{"a", {}, {}}};
    for (int k = 0; k < 4; ++k) network.delegations.push_back(delegation("p", "a", 0.25));
    const std::string text = drawn(network);
    CHECK(text == drawn(network));
    std::set<std::string> lines;
    for (const Element& path : Elements{text}.find("path", "delegation")) lines.insert(path["d"]);
    CHECK(lines.size() == 4);
  }

  TEST_CASE("the width of a delegation is its share in eighths, its colour the sign and size of its harm") {
    NetworkFindings network;
    network.principals = {"p"};
    for (const auto& [share, harm] : std::vector<std::pair<double, double>>{
             {0.01, 9}, {0.125, -6.5}, {0.13, 6}, {0.5, 3.1}, {0.75, -2.9}, {1, 1e-9}, {1, -3}}) {
      const std::string name = "a" + std::to_string(network.agents.size());
      network.agents.push_back({name, {}, {}});
      network.delegations.push_back(delegation("p", name, share, harm));
    }
    std::vector<std::string> classes;
    const Elements read{drawn(network)};
    for (const Element& path : read.find("path", "delegation")) classes.push_back(path["class"]);
    CHECK(classes == std::vector<std::string>{"delegation w1 hurts strong", "delegation w1 helps strong",
                                              "delegation w2 hurts middling", "delegation w4 hurts middling",
                                              "delegation w6 helps weak", "delegation w8 neutral",
                                              "delegation w8 helps weak"});
    CHECK(read.find("path", "delegation")[4].text ==
          "p → a4, share 0.75: each unit more would lower the mean regret by "
          "2.9");
  }

  TEST_CASE("a long name is cut behind whole letters, and the whole of it is under the pointer") {
    NetworkFindings network;
    const std::string eighteen = "ééééééééééééééééé1";
    network.principals = {eighteen, eighteen + "2"};
    const Elements read{drawn(network)};
    std::vector<std::string> texts;
    for (const Element& text : read.find("text")) texts.push_back(text.text);
    // Kept apart from the direction of the text around it.
    CHECK(texts == std::vector<std::string>{"\u2068" + eighteen + "\u2069", "\u2068" + eighteen + "\u2069…"});
    CHECK(read.find("g", "party")[1].text.starts_with("\u2068" + eighteen + "2\u2069 (principal)"));
  }
}
