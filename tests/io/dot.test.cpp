#include "support/refused.hpp"

#include <behalf/io/files/dot.hpp>
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::ForeignAttributes;
using behalf::ScenarioError;
using behalf::internal::GraphText;
using behalf::internal::with_entities;
using behalf::internal::without_entities;
using Attributes = GraphText::Attributes;

namespace {

GraphText parsed(const std::string& text, ForeignAttributes foreign = ForeignAttributes::refuse) {
  return behalf::internal::parse_dot(text, foreign);
}
std::string fault_of(const std::string& text, ForeignAttributes foreign = ForeignAttributes::refuse) {
  return behalf_test::refusal<ScenarioError>([&] { return parsed(text, foreign); });
}

}  // namespace

TEST_SUITE("io/dot") {
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
      const std::string dot = with_entities(text);
      CHECK(without_entities(dot) == text);
      CHECK(dot.find_first_of("\"\\") == std::string::npos);
    }
    CHECK(with_entities("a & b, c&d") == "a & b, c&d");
    CHECK(with_entities("&amp;") == "&amp;amp;");
    CHECK(without_entities("&lt;&gt;&amp &;&nbsp;") == "<>&amp &;&nbsp;");
  }

  TEST_CASE("a byte order mark before a graph is no part of it") {
    const GraphText graph = parsed(
        "\xEF\xBB\xBF"
        "digraph {\n a -> b [share=.5] }");
    CHECK(graph.nodes.size() == 2);
    REQUIRE(graph.edges.size() == 1);
    CHECK(graph.edges[0].attributes == Attributes{{"share", ".5"}});
    CHECK(fault_of("\xEF\xBB\xBF"
                   "digraph {\n a -> ; }")
              .starts_with("2: not DOT: "));
  }

  TEST_CASE("in a strict graph what is said of an edge again adds to what was said, and defaults are for new edges") {
    const GraphText graph = parsed(R"(STRICT digraph web {
      a -> b [share=0.1, noise="[1]"]
      edge [share=0.5, kind=delegation]
      a -> b
      a -> b [metrics="[[1]]", noise="[2]"]
      b -> c
      b -> c [share=0.7]
      edge [share=0.9]
      b -> c
    })");
    REQUIRE(graph.edges.size() == 2);
    CHECK(graph.edges[0].attributes == Attributes{{"share", "0.1"}, {"noise", "[2]"}, {"metrics", "[[1]]"}});
    CHECK(graph.edges[1].attributes == Attributes{{"share", "0.7"}, {"kind", "delegation"}});
    // Saying again what is the default sets it all the same.
    CHECK(parsed("strict digraph { edge [share=1] a -> b [share=2] a -> b [share=1] }").edges[0].attributes ==
          Attributes{{"share", "1"}});
    CHECK(parsed("digraph { a -> b [share=1] a -> b [noise=2] }").edges.size() == 2);
    CHECK(fault_of("strict digraph {\n a -> ;\n}").starts_with("2: not DOT: "));
  }

  TEST_CASE("what is said of a group of nodes is about its drawing, or is refused") {
    const std::string drawn =
        "digraph { subgraph cluster_ward { label=\"ward 3\"; graph [color=red]; node [kind=agent]; a b } }";
    const GraphText graph = parsed(drawn);
    REQUIRE(graph.nodes.size() == 2);
    CHECK(graph.nodes[1].attributes.at("kind") == "agent");
    const std::string said = "digraph {\n subgraph s { a;\n tolerance=3 } }";
    CHECK(fault_of(said).starts_with("3: the attribute \"tolerance\" of a group of nodes, expected it of the graph"));
    CHECK(parsed(said, ForeignAttributes::pass_over).nodes.size() == 1);
  }

  TEST_CASE("the order of nodes is a number") {
    const GraphText graph = parsed("digraph { a [order=1]; b [order=0]; c }");
    CHECK(graph.nodes[0].id == "b");
    CHECK(graph.nodes[1].id == "a");
    CHECK(graph.nodes[2].id == "c");
    CHECK(fault_of("digraph { a [order=first] }") == "node \"a\", order: expected a number, got \"first\"");
  }
}
