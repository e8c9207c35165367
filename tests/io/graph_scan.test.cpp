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

std::string said_of_xml(const std::string& text) {
  return behalf_test::refusal<ScenarioError>([&] { behalf::internal::scan_xml(text); });
}
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
  TEST_CASE("XML may be nested as deep as JSON and no deeper, whatever else is in it") {
    const std::size_t most = behalf::deepest_json;
    const std::string more = std::to_string(most);
    for (const std::string inside : {"", "text > text", "<e/>", "<e a='/'></e>", "<!-- <a> -->", "<![CDATA[<a>]]>",
                                     "<?a <b>?>", "<e a=\"<\" b='>'/>", "<e a='\"' b=\"'\"/>"}) {
      CAPTURE(inside);
      const std::size_t deep = most - (inside.starts_with("<e") ? 1 : 0);
      CHECK(said_of_xml(times(deep, "<a>") + inside + times(deep, "</a>")) == fine);
      CHECK(said_of_xml(times(most - 1, "<a>") + times(100, inside) + times(most - 1, "</a>")) == fine);
      CHECK(said_of_xml(times(most, "<a>\n") + inside + "<a>").starts_with(std::to_string(most + 1) + ": nested "));
    }
    CHECK(said_of_xml(times(most, "<a>") + "<e/>") == "1: nested more than " + more + " deep");
    CHECK(said_of_xml(times(1000, "<a></a>")) == fine);
    // An end without a beginning does not make room for more.
    CHECK(said_of_xml("</a></a>" + times(most + 1, "<a>")) == "1: nested more than " + more + " deep");
  }

  TEST_CASE("what is not closed in XML is refused by the line in which it begins") {
    for (const auto& broken :
         std::vector<std::pair<std::string, std::string>>{{"<!-- \n->", "a comment is not closed"},
                                                          {"<!-->", "a comment is not closed"},
                                                          {"<![CDATA[ ]>\n", "a CDATA section is not closed"},
                                                          {"<?xml\n>", "an instruction is not closed"},
                                                          {"<?>", "an instruction is not closed"},
                                                          {"</a\n", "a tag is not closed"},
                                                          {"<a b=\"'\n>", "a quoted text is not closed"},
                                                          {"<a b='\">", "a quoted text is not closed"},
                                                          {"<a", "a tag is not closed"},
                                                          {"<!DOCTYPE a>", "a document type"},
                                                          {"<!ENTITY a \"b\">", "a document type"},
                                                          {std::string(1, '\0'), "a zero byte"}}) {
      CAPTURE(broken.first);
      CHECK(said_of_xml("<a>\n</a>\n" + broken.first) == "3: not GraphML: " + broken.second);
    }
  }

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
      CHECK(scan_dot(text) == expected);
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
      for (const std::string& said : {said_of_xml(text), said_of_dot(text)}) {
        if (said == fine) continue;
        ++refused;
        const std::size_t line = std::stoul(said);
        CHECK(line >= 1);
        CHECK(line <= lines);
      }
    }
    CHECK(refused > 2000);
  }
}
