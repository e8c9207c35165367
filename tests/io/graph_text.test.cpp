#include "support/refused.hpp"

#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using behalf::ScenarioError;
using behalf::internal::graph_text;
using behalf::internal::GraphDocument;
using behalf::internal::GraphText;
using behalf::internal::with_entities;
using behalf::internal::without_entities;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

const char* const web = R"({"kind": "network", "attributes": ["a", "b"], "reference": "each", "tolerance": 0.25,
  "principals": [{"name": "007", "values": [1, 2]}, {"name": "true", "values": [0, 1], "weight": 0.5}],
  "affected": [{"name": "near & far", "values": [1, 1]}],
  "agents": [{"name": "x", "cost": [[1, 0], [0, 2]], "bargaining": "separate"}, {"name": "y"}],
  "delegations": [{"from": "007", "to": "x", "share": 0.5, "metrics": []}, {"from": "x", "to": "y"},
                  {"from": "x", "to": "y", "noise": [0.1, "inf"]}],
  "exposures": [{"agent": "y", "party": "near & far", "intensity": 2}],
  "oversight": [{"from": "x", "to": "y", "error_rate": 0.1, "class": "1e3", "independent": true}],
  "contests": [{"from": "near & far", "to": "x"}]})";

std::string fault_of(const GraphText& graph) {
  return behalf_test::refusal<ScenarioError>([&] { return GraphDocument{graph}; });
}

GraphText::Node node(const std::string& id, const std::string& kind, GraphText::Attributes attributes = {}) {
  attributes["kind"] = kind;
  return {id, std::move(attributes)};
}

}  // namespace

TEST_SUITE("io/graph_text") {
  TEST_CASE("a text with entities is the same text without them, and holds nothing that is hard for its file") {
    behalf::RandomStream random{704, 0};
    const std::vector<std::string> pieces{"&", "amp;", "quot;", "#92;", "#32;", "lt;", "gt;", "\"", "\\",
                                          " ", " ",    "<",     ">",    "a",    "n",   "é",   ";"};
    for (int k = 0; k < 3000; ++k) {
      std::string text;
      const std::uint32_t length = random.below(12);
      for (std::uint32_t i = 0; i < length; ++i)
        text += pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
      CAPTURE(text);
      const std::string dot = with_entities(text, behalf::internal::hard_for_dot);
      CHECK(without_entities(dot) == text);
      CHECK(dot.find_first_of("\"\\") == std::string::npos);
      const std::string xml = with_entities(text, behalf::internal::hard_for_xml);
      CHECK(without_entities(xml) == text);
      CHECK(xml.find("  ") == std::string::npos);
      CHECK_FALSE(xml.starts_with(' '));
      CHECK_FALSE(xml.ends_with(' '));
    }
    CHECK(with_entities("a & b, c&d", "\"\\") == "a & b, c&d");
    CHECK(with_entities("&amp;", " ") == "&amp;amp;");
    CHECK(without_entities("&lt;&gt;&amp &;&nbsp;") == "<>&amp &;&nbsp;");
  }

  TEST_CASE("a document that becomes a graph and a document again is the same document") {
    const GraphText graph = graph_text(ordered_json::parse(web));
    CHECK(graph.nodes.size() == 5);
    CHECK(graph.edges.size() == 6);
    CHECK(GraphDocument{graph}.json() == json::parse(web));
    CHECK(GraphDocument{graph_text(ordered_json::parse(R"({"kind": "network"})"))}.json() ==
          json::parse(R"({"kind": "network"})"));
  }

  TEST_CASE("an edge without a kind is a delegation, and what is about the drawing is left out") {
    GraphText graph;
    graph.attributes = {{"rankdir", "LR"}, {"label", "[not json"}, {"tolerance", "0.5"}};
    graph.nodes = {node("a", "principal", {{"values", "[1,2]"}, {"shape", "box"}, {"weight", ""}}),
                   node("n1", "agent", {{"name", "b"}, {"risk_aversion", "1e-3"}})};
    graph.edges = {{0, 1, {{"share", "0.5"}, {"penwidth", "3"}}}};
    CHECK(GraphDocument{graph}.json() ==
          json::parse(R"({"kind": "network", "tolerance": 0.5, "principals": [{"name": "a", "values": [1, 2]}],
                          "agents": [{"name": "b", "risk_aversion": 0.001}],
                          "delegations": [{"from": "a", "to": "b", "share": 0.5}]})"));
  }

  TEST_CASE("an attribute that is no JSON and a kind that is none are said of their node or edge") {
    GraphText graph;
    graph.nodes = {node("a", "principal", {{"values", "[1,2"}})};
    CHECK(fault_of(graph).starts_with("node \"a\", values: not JSON: "));
    graph.nodes = {node("a\nb", "king")};
    CHECK(fault_of(graph) == "node \"a\\u000ab\", kind: expected principal or affected or agent, got \"king\"");
    graph.nodes = {{"a", {}}};
    CHECK(fault_of(graph) == "node \"a\", kind: expected principal or affected or agent, got nothing");
    graph.nodes = {node("a", "principal"), node("b", "agent")};
    graph.edges = {{0, 1, {{"kind", "delegations"}}}};
    CHECK(fault_of(graph) ==
          "edge \"a\" -> \"b\", kind: expected delegation or exposure or oversight or contest, got "
          "\"delegations\"");
    graph.edges = {{0, 1, {{"share", "half"}}}};
    CHECK(fault_of(graph).starts_with("edge \"a\" -> \"b\", share: not JSON: "));
    graph.edges.clear();
    graph.attributes = {{"attributes", "a, b"}};
    CHECK(fault_of(graph).starts_with("graph, attributes: not JSON: "));
  }

  TEST_CASE("each place of the document is that of the node or edge it was made of") {
    const GraphDocument document{graph_text(ordered_json::parse(web))};
    const auto where = [&](const std::string& place) { return document.translated({place, "rule"}).place(); };
    CHECK(where("$") == "graph");
    CHECK(where("$.tolerance") == "graph, tolerance");
    CHECK(where("$.attributes[1]") == "graph, attributes[1]");
    CHECK(where("$.delegations") == "graph, delegations");
    CHECK(where("$.principals[1]") == "node \"true\"");
    CHECK(where("$.principals[0].values[1]") == "node \"007\", values[1]");
    CHECK(where("$.affected[0].weight") == "node \"near & far\", weight");
    CHECK(where("$.agents[1].cost[0][1]") == "node \"y\", cost[0][1]");
    CHECK(where("$.delegations[2].noise[1]") == "edge \"x\" -> \"y\", noise[1]");
    CHECK(where("$.exposures[0].intensity") == "edge \"y\" -> \"near & far\", intensity");
    CHECK(where("$.contests[0]") == "edge \"near & far\" -> \"x\"");
    CHECK(document.translated({"$.oversight[0].error_rate", "rule"}).rule() == "rule");
  }
}
