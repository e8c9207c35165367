#include "support/refused.hpp"

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <io/command.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using behalf::read_scenario;
using behalf::ScenarioError;

/// The result of a scenario, without what depends on rounding.
nlohmann::ordered_json result_of(const std::string& text) {
  nlohmann::ordered_json result = behalf::to_json(behalf::diagnose(read_scenario(text)).value());
  result.erase("certificate");
  return result;
}

/// "place: rule" of what parsing refuses; nothing where it does not.
std::string refusal_of_text(const std::string& text) {
  try {
    (void)behalf::parse_json(text);
    return "";
  } catch (const ScenarioError& error) {
    CHECK(error.in_text());
    return error.what();
  }
}

const std::string two_principals =
    R"("attributes": ["a", "b"], "principals": [{"name": "x", "values": [1, 2]}, {"name": "y", "values": [3, -1]}])";

std::string linear_quadratic(const std::string& more = "") {
  return R"({"kind": "linear_quadratic", )" + two_principals + (more.empty() ? "" : ", " + more) + "}";
}

}  // namespace

TEST_SUITE("io/scenario") {
  TEST_CASE("what is left out of a scenario is what spelling out the defaults says") {
    const std::string spelled_out = R"({"kind": "linear_quadratic", "attributes": ["a", "b"],
      "principals": [{"name": "x", "weight": 0.5, "values": [1, 2]}, {"name": "y", "weight": 0.5, "values": [3, -1]}],
      "agent": {"cost": [[1, 0], [0, 1]], "risk_aversion": 1, "taste": [0, 0]},
      "specification": {"metrics": [[1, 0], [0, 1]], "translation": [[1, 0], [0, 1]]},
      "information": {"noise": [[0, 0], [0, 0]]}, "bargaining": "unified", "reference": "each"})";
    CHECK(result_of(linear_quadratic()) == result_of(spelled_out));
    CHECK(result_of(linear_quadratic(R"("agent": {}, "specification": {}, "information": {})")) ==
          result_of(spelled_out));
  }

  TEST_CASE("a square matrix may be given as the vector of its diagonal") {
    CHECK(
        result_of(linear_quadratic(
            R"("agent": {"cost": [2, 3]}, "specification": {"translation": [1, 0.5]}, "information": {"noise": [0.1, "inf"]})")) ==
        result_of(linear_quadratic(
            R"("agent": {"cost": [[2, 0], [0, 3]]}, "specification": {"translation": [[1, 0], [0, 0.5]]},
                 "information": {"noise": [[0.1, 0], [0, "inf"]]})")));
  }

  TEST_CASE("an empty list of metrics means that nothing is measured") {
    const nlohmann::ordered_json result = result_of(linear_quadratic(R"("specification": {"metrics": []})"));
    CHECK(result["principals"][0]["gap"] == result["principals"][0]["stake"]);
    CHECK(result["principals"][0]["regret"]["O"] < result["principals"][0]["gap"]);
  }

  TEST_CASE("the reference may be the collective and bargaining may be separate") {
    const nlohmann::ordered_json each = result_of(linear_quadratic(R"("information": {"noise": [1, 1]})"));
    const nlohmann::ordered_json separate =
        result_of(linear_quadratic(R"("information": {"noise": [1, 1]}, "bargaining": "separate")"));
    const nlohmann::ordered_json collective =
        result_of(linear_quadratic(R"("information": {"noise": [1, 1]}, "reference": "collective")"));
    CHECK(each["reference"] == "each");
    CHECK(each["principals"].size() == 2);
    CHECK(each["principals"] != separate["principals"]);
    CHECK(collective["reference"] == "collective");
    CHECK(collective["principals"].size() == 1);
    CHECK(collective["principals"][0]["name"] == "collective");
  }

  TEST_CASE("the weights of a population are normalised and equal where none is given") {
    const auto population = [](const std::string& first, const std::string& second) {
      return result_of(R"({"kind": "population", "attributes": ["a"], "groups": [
        {"name": "x", "mean": [1], "covariance": [[4]])" +
                       first + R"(}, {"name": "y", "mean": [2])" + second + "}]}");
    };
    const nlohmann::ordered_json equal = population("", "");
    CHECK(equal["principals"][0]["weight"] == 0.5);
    CHECK(equal == population(R"(, "weight": 7)", R"(, "weight": 7)"));
    CHECK(population(R"(, "weight": 3)", R"(, "weight": 1)")["principals"][0]["weight"] == 0.75);
    // The sum of these two overflows, their ratio does not.
    CHECK(equal == population(R"(, "weight": 1.5e308)", R"(, "weight": 1.5e308)"));
  }

  TEST_CASE("a group without a covariance has no spread and one with it has the stake of its members") {
    const nlohmann::ordered_json result = result_of(R"({"kind": "population", "attributes": ["a", "b"], "groups": [
        {"name": "x", "mean": [1, 2]}, {"name": "y", "mean": [1, 2], "covariance": [3, 4]}]})");
    CHECK(result["principals"][0]["stake"] == 2.5);
    CHECK(result["principals"][1]["stake"] == 6.0);  // ½(1 + 4) + ½(3 + 4)
  }

  TEST_CASE("a row has its own tolerance or else that of the scenario") {
    const std::string own = R"("attributes": ["a"], "principals": [{"name": "x", "values": [1], "tolerance": 0.25},
                                                                   {"name": "y", "values": [2]}])";
    using Tolerances = std::vector<std::optional<double>>;
    CHECK(read_scenario(R"({"kind": "linear_quadratic", )" + own + "}").tolerances == Tolerances{0.25, std::nullopt});
    CHECK(read_scenario(R"({"kind": "linear_quadratic", "tolerance": 0, )" + own + "}").tolerances ==
          Tolerances{0.25, 0.0});
    const std::string collective = R"({"kind": "linear_quadratic", "tolerance": 3, "reference": "collective", )";
    CHECK(read_scenario(collective + R"("attributes": ["a"], "principals": [{"name": "x", "values": [1]}]})")
              .tolerances == Tolerances{3.0});
    CHECK(behalf_test::refusal<behalf::ScenarioError>([&] { return read_scenario(collective + own + "}"); }) ==
          "$.principals[0].tolerance: expected none beside a collective reference: the result is one row for all, and "
          "the tolerance of the scenario counts");
  }

  TEST_CASE("a name that nobody can see is refused, and so is a number that would be read as 0") {
    const auto refusal = [](const std::string& name, const std::string& value) {
      return behalf_test::refusal<behalf::ScenarioError>([&] {
        return read_scenario(R"({"kind": "linear_quadratic", "attributes": ["a"], "principals": [{"name": ")" + name +
                             R"(", "values": [)" + value + "]}]}");
      });
    };
    for (const char* name : {" ", "\u00A0\u2003", "\u200B", "\uFEFF", "\u3164", "\U000E0041", "\u0301"}) {
      CHECK(refusal(name, "1").starts_with("$.principals[0].name: expected a name that can be seen, got "));
    }
    CHECK(refusal("\u5229 x", "1") == "was not refused");
    CHECK(refusal("x", "-1e-400") == "1:91: the number -1e-400 is too close to 0 to be told from it");
    CHECK(refusal("x", "0.000e-400") == "was not refused");
    CHECK(refusal("x", "5e-324") == "was not refused");
  }

  TEST_CASE("a scenario needs its text no longer") {
    std::optional<std::string> text = linear_quadratic();
    const behalf::Scenario scenario = read_scenario(*text);
    text->assign(text->size(), 'x');
    text.reset();
    CHECK(scenario.attributes == std::vector<std::string>{"a", "b"});
    CHECK(scenario.solve().value().attribution.name(1) == "y");
  }

  TEST_CASE("every kind of scenario has one reader which knows its name") {
    std::set<std::string_view> kinds;
    for (const behalf::Kind* kind : behalf::built_in_kinds()) {
      CHECK(kinds.insert(kind->name).second);
      try {
        (void)read_scenario(R"({"kind": ")" + std::string{kind->name} + R"("})");
        FAIL("read a scenario without attributes");
      } catch (const ScenarioError& error) {
        CHECK(error.place() == "$.attributes");
      }
    }
    CHECK(kinds == std::set<std::string_view>{"linear_quadratic", "population", "network"});
  }

  TEST_CASE("the scenarios of the examples have an answer each") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{BEHALF_SCENARIO_DIR}) {
      if (entry.path().extension() != ".json" || entry.path().stem().extension() == ".expected") continue;
      CAPTURE(entry.path().string());
      CHECK(behalf::diagnose(read_scenario(tests::read_text(entry.path().string()))));
      ++count;
    }
    CHECK(count >= 6);
  }
}

TEST_SUITE("io/json_text") {
  TEST_CASE("the place of a fault in the text is its line and its byte in the line") {
    CHECK(refusal_of_text("").starts_with("1:1: not JSON: unexpected end of input"));
    CHECK(refusal_of_text("{\n").starts_with("2:1: not JSON: unexpected end of input"));
    CHECK(refusal_of_text("{\"a\": 1,\n \"b\" 2}").starts_with("2:6: not JSON: unexpected number literal"));
    CHECK(refusal_of_text("[1 \"two\"]").starts_with("1:4: not JSON: unexpected string literal"));
    CHECK(refusal_of_text("[\"\xC3\xA4\", }").starts_with("1:8: not JSON: unexpected '}'"));
    CHECK(refusal_of_text("[\n1,\nNaN]") == "3:1: not JSON: invalid literal \"NaN\"");
    CHECK(refusal_of_text("[-Infinity]").starts_with("1:3: not JSON: invalid number"));
    CHECK(refusal_of_text("[1, 1e999]") == "1:5: the number 1e999 is out of range");
    CHECK(refusal_of_text("-1e999") == "1:1: the number -1e999 is out of range");
    CHECK(refusal_of_text("{}\n{}").starts_with("2:1: not JSON: unexpected '{'; expected end of input"));
    CHECK(refusal_of_text("[\"a\xFF\"]").starts_with("1:4: not JSON: invalid string: ill-formed UTF-8"));
    CHECK(refusal_of_text("[\"a\nb\"]").starts_with("1:4: not JSON: invalid string: control character"));
  }

  TEST_CASE("a key that stands twice in one object is refused where it stands again") {
    CHECK(refusal_of_text("{\"a\": 1,\n  \"a\": 2}") == "2:3: the key \"a\" stands here a second time");
    CHECK(refusal_of_text(R"({"x": {"a\"\\": 1, "a\"\\": 2}})").starts_with("1:20: the key"));
    CHECK(refusal_of_text(R"({"a": 1, "\u0061": 2})").starts_with("1:10: the key \"a\""));
    CHECK(refusal_of_text(R"([{"a": 1}, {"a": 1, "b": {"a": 2}}])").empty());
  }

  TEST_CASE("nesting is allowed up to its limit and refused beyond whatever its depth") {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(refusal_of_text(nested(64)).empty());
    CHECK(refusal_of_text(nested(65)) == "1:65: nested more than 64 deep");
    CHECK(refusal_of_text(nested(1'000'000)) == "1:65: nested more than 64 deep");
    std::string objects;
    for (int k = 0; k < 100'000; ++k) objects += "{\"a\":";
    CHECK(refusal_of_text(objects) == "1:321: nested more than 64 deep");
  }

  TEST_CASE("a byte order mark is passed over and takes no column") {
    CHECK(behalf::parse_json("\xEF\xBB\xBF{\"a\": 1}") == behalf::parse_json("{\"a\": 1}"));
    CHECK(refusal_of_text("\xEF\xBB\xBF[}").starts_with("1:2: "));
    CHECK(refusal_of_text("\xEF\xBB\xBF\xEF\xBB\xBF{}").starts_with("1:1: "));
    CHECK(refusal_of_text("\xEF\xBB").starts_with("1:3: "));
  }

  TEST_CASE("a zero byte does not end the text") {
    using namespace std::string_literals;
    CHECK(refusal_of_text("{}\0"s) == "1:3: not JSON: a zero byte");
    CHECK(refusal_of_text("[1,\0 2]"s) == "1:4: not JSON: a zero byte");
    CHECK(refusal_of_text("{}\n\0{}"s) == "2:1: not JSON: a zero byte");
  }

  TEST_CASE("a document is what was written") {
    const nlohmann::json document = behalf::parse_json(
        R"( {"a": [1, -2, 3.5, "t", true, false, null, [], {}], "b": {"c": 18446744073709551615}} )");
    CHECK(document["a"] ==
          nlohmann::json{1, -2, 3.5, "t", true, false, nullptr, nlohmann::json::array(), nlohmann::json::object()});
    CHECK(document["b"]["c"].get<double>() == 18446744073709551615.0);
    CHECK(behalf::parse_json("7") == 7);
  }
}

TEST_SUITE("io/json_cursor") {
  TEST_CASE("a path is the steps by which a place was reached") {
    const nlohmann::json document = behalf::parse_json(R"({"a": [{"b": 1}, {"c d": {"": 2}}]})");
    const behalf::JsonCursor root{document};
    CHECK(root.path() == "$");
    CHECK(root.at("a")[0].at("b").path() == "$.a[0].b");
    CHECK(root.at("a")[1].at("c d").at("").path() == R"($.a[1]["c d"][""])");
    CHECK_FALSE(root.at("a")[0].find("z").has_value());
  }
}

TEST_SUITE("io/one_line") {
  TEST_CASE("quoted text is one short line of UTF-8 whatever it was") {
    CHECK(behalf::one_line("a\nb\r\t\x1B[31m\x7F") == "a\\u000ab\\u000d\\u0009\\u001b[31m\\u007f");
    CHECK(behalf::one_line("\xC2\x85|\xE2\x80\xA8|\xE2\x80\xAE") == "\\u0085|\\u2028|\\u202e");
    CHECK(behalf::one_line("\xFF\xC0\xAF\xED\xA0\x80\xF5") == "\\xff\\xc0\\xaf\\xed\\xa0\\x80\\xf5");
    CHECK(behalf::one_line("\xE2\x82") == "\\xe2\\x82");
    CHECK(behalf::one_line("Zürich €5 𝔸") == "Zürich €5 𝔸");
    CHECK(behalf::one_line(std::string(100, 'a'), 10) == "aaaaaaaaaa...");
    CHECK(behalf::one_line("aaaaaaaaaa", 10) == "aaaaaaaaaa");
    CHECK(behalf::one_line("€€€", 4) == "€...");
  }

  TEST_CASE("making a line of it twice changes nothing") {
    std::string text;
    for (int c = 0; c < 256; ++c) text += static_cast<char>(c);
    CHECK(behalf::one_line(behalf::one_line(text)) == behalf::one_line(text));
    CHECK(behalf::is_printable(behalf::one_line(text)));
    CHECK_FALSE(behalf::is_printable(text));
  }
}
