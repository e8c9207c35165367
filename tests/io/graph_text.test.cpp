#include "support/refused.hpp"

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using behalf::ForeignAttributes;
using behalf::ScenarioError;
using behalf::internal::graph_text;
using behalf::internal::GraphDocument;
using behalf::internal::GraphText;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

const char* const web = R"({"kind": "network", "attributes": ["a", "b"], "reference": "each", "tolerance": 0.25,
  "principals": [{"name": "007", "values": [1, 2]}, {"name": "true", "values": [0, 1], "weight": 0.5}],
  "affected": [{"name": "near & far", "values": [1, 1]}],
  "agents": [{"name": "x", "cost": [[1, 0], [0, 2]]}, {"name": "y"}],
  "delegations": [{"from": "007", "to": "x", "share": 0.5, "metrics": []}, {"from": "x", "to": "y"},
                  {"from": "x", "to": "y", "noise": [0.1, "inf"]}],
  "exposures": [{"agent": "y", "party": "near & far", "intensity": 2}],
  "oversight": [{"from": "x", "to": "y", "error_rate": 0.1, "class": "1e3", "independent": true}],
  "contests": [{"from": "near & far", "to": "x"}]})";

std::string fault_of(const GraphText& graph, ForeignAttributes foreign = ForeignAttributes::refuse) {
  return behalf_test::refusal<ScenarioError>([&] { return GraphDocument{graph, foreign}; });
}

GraphText::Node node(const std::string& id, const std::string& kind, GraphText::Attributes attributes = {}) {
  attributes["kind"] = kind;
  return {id, std::move(attributes)};
}

}  // namespace

TEST_SUITE("io/graph_text") {
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

  TEST_CASE("what no web has is refused with what one may have, unless it is to be passed over") {
    GraphText graph;
    graph.attributes = {{"name", "my web"}, {"kind", "network"}, {"rankdir", "LR"}};
    graph.nodes = {node("a", "principal", {{"values", "[1]"}, {"department", "not JSON"}, {"pos", "1,2"}}),
                   node("b", "agent", {{"keep", "0.5"}})};
    graph.nodes[0].line = 7;
    graph.edges = {{0, 1, {{"sharre", "0.5"}}, 9}};
    const std::string option =
        "; ForeignAttributes::pass_over (diagnose --pass-over-foreign) leaves out what is not of a web";
    CHECK(fault_of(graph) ==
          "node \"a\" (line 7), department: unknown attribute, expected name, weight, values, tolerance" + option);
    graph.nodes[0].attributes.erase("department");
    CHECK(fault_of(graph) ==
          "edge \"a\" -> \"b\" (line 9), sharre: unknown attribute, expected share, metrics, noise, own_noise, "
          "translation, transmission" +
              option);
    CHECK(GraphDocument{graph, ForeignAttributes::pass_over}.json()["delegations"] ==
          json::parse(R"([{"from": "a", "to": "b"}])"));
    graph.edges[0].attributes = {{"weight", "0.5"}};  // a share, for some
    CHECK(fault_of(graph).starts_with("edge \"a\" -> \"b\" (line 9), weight: unknown attribute"));
    graph.edges[0].attributes = {{"kind", "contest"}, {"share", "1"}};
    CHECK(fault_of(graph) == "edge \"a\" -> \"b\" (line 9), share: unknown attribute, expected none" + option);
    graph.edges.clear();
    graph.attributes["kind"] = "linear_quadratic";
    CHECK(fault_of(graph, ForeignAttributes::pass_over) == "graph, kind: expected network, got \"linear_quadratic\"");
  }

  TEST_CASE("a number may be written as DOT and XML write it") {
    const auto value = [](const std::string& text) {
      GraphText graph;
      graph.attributes = {{"tolerance", text}};
      return GraphDocument{graph}.json()["tolerance"];
    };
    for (const auto& one : std::vector<std::pair<std::string, double>>{{".5", 0.5},
                                                                       {"-.5", -0.5},
                                                                       {"+.5", 0.5},
                                                                       {"5.", 5},
                                                                       {"05", 5},
                                                                       {"00.50", 0.5},
                                                                       {"000", 0},
                                                                       {"+1e3", 1e3},
                                                                       {".5E-2", 5e-3},
                                                                       {"1.e2", 100},
                                                                       {" .5\n", 0.5},
                                                                       {"-0.", -0.0},
                                                                       {"12", 12}}) {
      CAPTURE(one.first);
      CHECK(value(one.first).get<double>() == one.second);
    }
    for (const std::string text : {".", "-", "+", "e5", ".e5", "1e", "1e+", "0x1", "1.2.3", "--1", "1 2", "inf"}) {
      CAPTURE(text);
      GraphText graph;
      graph.attributes = {{"tolerance", text}};
      CHECK(fault_of(graph).starts_with("graph, tolerance: not JSON: "));
    }
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
