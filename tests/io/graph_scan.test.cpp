#include "support/refused.hpp"

#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using behalf::ScenarioError;

namespace {

std::string said_of_dot(const std::string& text) {
  return behalf_test::refusal<ScenarioError>([&] { return behalf::internal::scan_dot(text); });
}
const char* const fine = "was not refused";

std::string times(std::size_t n, const std::string& text) {
  std::string result;
  for (std::size_t k = 0; k < n; ++k) result += text;
  return result;
}

}  // namespace

TEST_SUITE("io/graph_scan") {
  TEST_CASE("lines of DOT begin behind each newline that is in no text and no comment") {
    using behalf::internal::scan_dot;
    behalf::RandomStream random{702, 0};
    const std::vector<std::string> pieces{"a",        "\n",     "\n",       " ",    "\"b\n\"", "\"\\\"\n\\\\\"",
                                          "/*\n\n*/", "// \"c", "# /*",     ";",    "=",       "-> d",
                                          "{",        "}",      "\xC3\xA9", "[x=1]"};
    for (int k = 0; k < 500; ++k) {
      CAPTURE(k);
      std::string text;
      std::vector<std::size_t> expected;
      bool comment = false;  // up to the end of the line
      const std::uint32_t length = random.below(30);
      for (std::uint32_t i = 0; i < length; ++i) {
        const std::string& piece = pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
        if (comment && piece != "\n") continue;
        if (piece == "-> d" || piece == "{" || piece == "}") text += "x ";  // so that no group is the end of an edge
        text += piece;
        if (piece == "\n") expected.push_back(text.size());
        comment = piece == "// \"c" || piece == "# /*";
      }
      CHECK(scan_dot(text).lines == expected);
    }
  }

  TEST_CASE("groups of DOT may be nested as deep as JSON and be the end of no edge, however it is written") {
    const std::size_t most = behalf::deepest_json;
    CHECK(said_of_dot(times(most, "{") + times(most, "}") + times(most, "{")) == fine);
    CHECK(said_of_dot("\n" + times(most + 1, "{")) == "2: nested more than " + std::to_string(most) + " deep");
    CHECK(said_of_dot(times(200, "\"{\" /*{*/ a\n#{\n")) == fine);
    for (const std::string edge : {"->", "--", " -> ", "\n->\n", "/* */->// x\n", "-># x\n"}) {
      CAPTURE(edge);
      const std::string place = std::to_string(std::count(edge.begin(), edge.end(), '\n') + 1);
      CHECK(said_of_dot("a" + edge + "b" + edge + "\"c\"" + edge + "d:p") == fine);
      CHECK(said_of_dot("a" + edge + "{b}") == place + ": an edge to a group of nodes is not read");
      CHECK(said_of_dot("a" + edge + "subgraph {b}").ends_with(": an edge to a group of nodes is not read"));
      CHECK(said_of_dot("a" + edge + "SubGraph g").ends_with(": an edge to a group of nodes is not read"));
      for (const std::string group : {"{b}", "subgraph {b}", "subgraph g", "subgraph \"g h\"", "SUBGRAPH g"}) {
        CHECK(said_of_dot(group + edge + "a").ends_with(": an edge from a group of nodes is not read"));
        CHECK(said_of_dot(group + ";\na" + edge + "b") == fine);
      }
    }
  }

  TEST_CASE(
      "where a graph is strict, where edges get defaults and what is said of groups is found, in texts and comments "
      "not") {
    using behalf::internal::scan_dot;
    const std::string text =
        "/* strict */ Strict digraph {\n strict -> \"edge\" [edge=1];\n EDGE [a=1][b=2]; // edge [c=3]\n"
        " subgraph s { x=1; graph [y=2]\n \"z z\"=3; node [w=4]; n [v=5]; edge [u=6]; }\n q=7; graph [p=8] }";
    const behalf::internal::DotScan scan = scan_dot(text);
    CHECK(scan.strict == text.find("Strict"));
    CHECK(scan.edge_defaults == std::vector<std::size_t>{text.find("EDGE"), text.find("edge [u")});
    REQUIRE(scan.of_groups.size() == 3);
    CHECK(scan.of_groups[0].name == "x");
    CHECK(scan.of_groups[0].line == 4);
    CHECK(scan.of_groups[1].name == "y");
    CHECK(scan.of_groups[2].name == "z z");
    CHECK(scan.of_groups[2].line == 5);
    CHECK_FALSE(scan_dot("digraph strict { strict }").strict);
  }

  TEST_CASE("what is not closed in DOT is refused by the line in which it begins") {
    CHECK(said_of_dot("a\n\"b\n\nc") == "2: not DOT: a quoted text is not closed");
    CHECK(said_of_dot("a\n\"b\\\"") == "2: not DOT: a quoted text is not closed");
    CHECK(said_of_dot("\"b\\") == "1: not DOT: a quoted text is not closed");
    CHECK(said_of_dot("a\n/* b\n*") == "2: not DOT: a comment is not closed");
    CHECK(said_of_dot("/*/") == "1: not DOT: a comment is not closed");
    CHECK(said_of_dot("a [label=\n<b>]") == "2: not DOT that is read: a text in HTML");
    CHECK(said_of_dot(std::string{"a\n\0", 3}) == "2: not DOT: a zero byte");
    CHECK(said_of_dot("") == fine);
  }

  TEST_CASE("no bytes at all do anything but pass or be refused by a line that is there") {
    behalf::RandomStream random{703, 0};
    const std::string alphabet = "<>!-?/[]CDATA\"'\\\n{}#*ab= \xFF";
    int refused = 0;
    for (int k = 0; k < 4000; ++k) {
      std::string text;
      const std::uint32_t length = random.below(25);
      for (std::uint32_t i = 0; i < length; ++i)
        text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
      const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
      const std::string said = said_of_dot(text);
      if (said == fine) continue;
      ++refused;
      const std::size_t line = std::stoul(said);
      CHECK(line >= 1);
      CHECK(line <= lines);
    }
    CHECK(refused > 1000);
  }
}
