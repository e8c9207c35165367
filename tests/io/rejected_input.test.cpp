// All input that must be refused: one table of the fields of every kind of scenario, and one function per rule that
// breaks every field to which the rule applies. Each broken text is checked for the place and the rule in process; the
// first of each rule and kind also goes through the program.
#include "support/refused.hpp"

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <io/command.hpp>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using nlohmann::json;

/// Scenarios that use every field there is.
const char* const linear_quadratic = R"({"kind": "linear_quadratic", "attributes": ["a", "b", "c"],
  "principals": [{"name": "x", "weight": 0.5, "values": [3, 1, 0], "tolerance": 0.2},
                 {"name": "y", "weight": 0.5, "values": [1, 3, 0], "tolerance": 0.3}],
  "agent": {"cost": [[1, 0.1, 0], [0.1, 1, 0], [0, 0, 1]], "risk_aversion": 2, "taste": [0.1, 0, 0]},
  "specification": {"metrics": [[1, 0, 0], [0, 0, 1]], "translation": [[1, 0, 0], [0, 1, 0.5], [0, 0, 0.5]]},
  "information": {"noise": [[0.1, 0, 0], [0, "inf", 0], [0, 0, 0.4]]},
  "bargaining": "unified", "reference": "each", "tolerance": 1})";

const char* const population = R"({"kind": "population", "attributes": ["a", "b", "c"],
  "groups": [{"name": "x", "weight": 2, "mean": [3, 1, 0], "covariance": [[2, 1, 0], [1, 2, 0], [0, 0, 1]], "tolerance": 0.2},
             {"name": "y", "weight": 1, "mean": [1, 3, 0], "covariance": [1, 2, 3], "tolerance": 0.3}],
  "agent": {"cost": [2, 1, 1], "risk_aversion": 2, "taste": [0.1, 0, 0]},
  "specification": {"metrics": [[1, 0, 0]], "translation": [1, 1, 0.5]}, "information": {"noise": [0.1, 0, "inf"]},
  "bargaining": "separate", "reference": "each", "tolerance": 1,
  "scaling": {"generality": [1, 2, 3], "scope": [1, 2], "diversity": [0.5, 1], "metrics": 2, "budget": 2, "samples": 100,
              "seed": 1, "precision": 0.5, "tolerance": 1}})";

const char* const network = R"({"kind": "network", "attributes": ["a", "b", "c"],
  "principals": [{"name": "x", "weight": 0.5, "values": [3, 1, 0], "tolerance": 0.2},
                 {"name": "y", "weight": 0.5, "values": [1, 3, 0], "tolerance": 0.3}],
  "affected": [{"name": "u", "weight": 0, "values": [0, 2, 1], "tolerance": 1},
               {"name": "v", "weight": 0.1, "values": [0, 0, 1], "tolerance": 2}],
  "agents": [{"name": "m", "cost": [[1, 0.1, 0], [0.1, 1, 0], [0, 0, 1]], "risk_aversion": 2, "taste": [0.1, 0, 0], "keep": 0.5},
             {"name": "n", "cost": [1, 2, 1], "risk_aversion": 1, "taste": [0, 0, 0], "keep": 1}],
  "delegations": [{"from": "x", "to": "m", "share": 0.4, "metrics": [[1, 0, 0], [0, 0, 1]],
                   "noise": [[0.1, 0, 0], [0, "inf", 0], [0, 0, 0.4]], "translation": [[1, 0, 0], [0, 1, 0.5], [0, 0, 0.5]]},
                  {"from": "y", "to": "m", "share": 0.5, "transmission": [0.5, 0.9, 1]},
                  {"from": "m", "to": "n", "share": 0.7, "metrics": [[1, 0, 0]], "noise": [0.1, 0.1, "inf"],
                   "translation": [1, 1, 0.5]}],
  "exposures": [{"agent": "n", "party": "u", "intensity": 0.5}, {"agent": "m", "party": "v", "intensity": 0.5}],
  "oversight": [{"from": "n", "to": "m", "error_rate": 0.2, "class": "models", "independent": false, "correlation": 0.5},
                {"from": "x", "to": "n", "error_rate": 0.1, "class": "people", "independent": true, "correlation": 1}],
  "contests": [{"from": "u", "to": "m"}, {"from": "y", "to": "n"}],
  "bargaining": "separate", "reference": "each", "tolerance": 1})";

enum class Holds {
  object,
  list,
  list_or_none,
  name,
  word,
  truth,
  party,
  agent,
  number,
  whole,
  levels,
  degrees,
  not_negative,
  positive,
  fraction,
  fractions,
  vector,
  metrics,
  square,
  definite,
  covariance,
  noise
};

struct Field {
  std::string pointer;
  Holds holds;
  bool required = false;
};

struct Kind {
  std::string name;
  const char* text;
  std::vector<Field> fields;
};

std::vector<Field> network_fields() {
  std::vector<Field> result{{"", Holds::object},
                            {"/kind", Holds::word, true},
                            {"/attributes", Holds::list, true},
                            {"/attributes/1", Holds::name},
                            {"/principals", Holds::list, true},
                            {"/bargaining", Holds::word},
                            {"/reference", Holds::word},
                            {"/tolerance", Holds::not_negative},
                            {"/delegations/0/metrics", Holds::metrics},
                            {"/delegations/0/metrics/0", Holds::vector},
                            {"/delegations/0/translation", Holds::square},
                            {"/delegations/0/noise", Holds::noise},
                            {"/delegations/1/transmission", Holds::fractions},
                            {"/delegations/2/metrics", Holds::metrics},
                            {"/delegations/2/translation", Holds::square},
                            {"/delegations/2/noise", Holds::noise}};
  const auto rows = [&](const std::string& list, const std::vector<Field>& members) {
    for (const std::string row : {"/0", "/1"}) {
      result.push_back({list + row, Holds::object});
      for (const Field& member : members)
        result.push_back({list + row + member.pointer, member.holds, member.required});
    }
  };
  for (const std::string list : {"/affected", "/agents", "/delegations", "/exposures", "/oversight", "/contests"}) {
    result.push_back({list, Holds::list_or_none});
  }
  for (const std::string list : {"/principals", "/affected"}) {
    rows(list, {{"/name", Holds::name, true},
                {"/weight", Holds::not_negative},
                {"/values", Holds::vector, true},
                {"/tolerance", Holds::not_negative}});
  }
  rows("/agents", {{"/name", Holds::name, true},
                   {"/cost", Holds::definite},
                   {"/risk_aversion", Holds::not_negative},
                   {"/taste", Holds::vector},
                   {"/keep", Holds::fraction}});
  rows("/delegations", {{"/from", Holds::party, true}, {"/to", Holds::agent, true}, {"/share", Holds::not_negative}});
  rows("/exposures",
       {{"/agent", Holds::agent, true}, {"/party", Holds::party, true}, {"/intensity", Holds::not_negative}});
  rows("/oversight", {{"/from", Holds::party, true},
                      {"/to", Holds::party, true},
                      {"/error_rate", Holds::fraction, true},
                      {"/class", Holds::name},
                      {"/independent", Holds::truth},
                      {"/correlation", Holds::fraction}});
  rows("/contests", {{"/from", Holds::party, true}, {"/to", Holds::agent, true}});
  return result;
}

const std::vector<Kind>& kinds() {
  static const auto fields = [](const std::string& list, const std::string& values) {
    std::vector<Field> result{{"", Holds::object},
                              {"/kind", Holds::word, true},
                              {"/attributes", Holds::list, true},
                              {"/attributes/1", Holds::name},
                              {list, Holds::list, true},
                              {"/agent", Holds::object},
                              {"/agent/cost", Holds::definite},
                              {"/agent/risk_aversion", Holds::not_negative},
                              {"/agent/taste", Holds::vector},
                              {"/specification", Holds::object},
                              {"/specification/metrics", Holds::metrics},
                              {"/specification/metrics/0", Holds::vector},
                              {"/specification/translation", Holds::square},
                              {"/information", Holds::object},
                              {"/information/noise", Holds::noise},
                              {"/bargaining", Holds::word},
                              {"/reference", Holds::word},
                              {"/tolerance", Holds::not_negative}};
    for (const std::string row : {"/0", "/1"}) {
      result.push_back({list + row, Holds::object});
      result.push_back({list + row + "/name", Holds::name, true});
      result.push_back({list + row + "/weight", Holds::not_negative});
      result.push_back({list + row + values, Holds::vector, true});
      result.push_back({list + row + "/tolerance", Holds::not_negative});
      if (list == "/groups") result.push_back({list + row + "/covariance", Holds::covariance});
    }
    if (list == "/groups") {
      for (const Field& field : std::vector<Field>{{"", Holds::object},
                                                   {"/generality", Holds::levels},
                                                   {"/scope", Holds::levels},
                                                   {"/diversity", Holds::degrees},
                                                   {"/metrics", Holds::whole},
                                                   {"/budget", Holds::positive},
                                                   {"/samples", Holds::whole},
                                                   {"/seed", Holds::whole},
                                                   {"/precision", Holds::positive},
                                                   {"/tolerance", Holds::not_negative}}) {
        result.push_back({"/scaling" + field.pointer, field.holds});
      }
    }
    return result;
  };
  static const std::vector<Kind> all{{"linear_quadratic", linear_quadratic, fields("/principals", "/values")},
                                     {"population", population, fields("/groups", "/mean")},
                                     {"network", network, network_fields()}};
  return all;
}

/// A broken text, where it is broken, and a part of what must be said.
struct Broken {
  std::string what;
  std::string text;
  std::string place;
  std::string rule;
};

/// "$.principals[1].values" for "/principals/1/values".
std::string path_of(const std::string& pointer) {
  std::string path = "$";
  std::string::size_type at = 0;
  while (at < pointer.size()) {
    const auto end = std::min(pointer.find('/', at + 1), pointer.size());
    const std::string step = pointer.substr(at + 1, end - at - 1);
    path += step[0] >= '0' && step[0] <= '9' ? '[' + step + ']' : '.' + step;
    at = end;
  }
  return path;
}

json& at(json& document, const std::string& pointer) { return document[json::json_pointer{pointer}]; }

/// "LINE:COLUMN" of the first byte of `token`, counted here and not by the library.
std::string position(const std::string& text, std::size_t offset) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t k = 0; k < offset; ++k) {
    column = text[k] == '\n' ? 1 : column + 1;
    if (text[k] == '\n') ++line;
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

/// The text of a document in which the value `"@"` is written as this token, which JSON cannot hold, and its place.
std::pair<std::string, std::string> with_token(const json& document, const std::string& token) {
  std::string text = document.dump(1);
  const std::size_t offset = text.find("\"@\"");
  text.replace(offset, 3, token);
  return {text, position(text, offset)};
}

bool holds_list(Holds holds) { return holds == Holds::list || holds == Holds::list_or_none; }
bool holds_party(Holds holds) { return holds == Holds::party || holds == Holds::agent; }
bool holds_text(Holds holds) { return holds == Holds::name || holds == Holds::word || holds_party(holds); }
bool holds_numbers(Holds holds) {
  return holds != Holds::object && holds != Holds::truth && !holds_list(holds) && !holds_text(holds);
}
bool holds_square(Holds holds) {
  return holds == Holds::square || holds == Holds::definite || holds == Holds::covariance || holds == Holds::noise;
}
bool holds_row(Holds holds) { return holds == Holds::vector || holds == Holds::fractions; }
bool is_single(Holds holds) {
  return holds == Holds::number || holds == Holds::not_negative || holds == Holds::positive ||
         holds == Holds::fraction || holds == Holds::whole;
}
bool holds_whole(Holds holds) { return holds == Holds::whole || holds == Holds::levels; }
/// What is said of what is no number.
std::string number_expected(Holds holds) {
  return holds_whole(holds) ? "expected a whole number that is not negative" : "expected a number";
}

/// The pointer to a first number in a field.
std::string first_number(const json& document, const Field& field) {
  std::string pointer = field.pointer;
  while (document[json::json_pointer{pointer}].is_array()) pointer += "/0";
  return pointer;
}

using Rule = std::function<void(const Kind&, const Field&, std::vector<Broken>&)>;
struct NamedRule {
  std::string name;
  Rule rule;
};

const std::vector<NamedRule>& rules() {
  static const auto add = [](std::vector<Broken>& out, const json& document, const std::string& place,
                             const std::string& rule) {
    out.push_back({"", document.dump(1), place, rule});
  };
  static const std::vector<NamedRule> all{
      {"missing",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!field.required) return;
         json document = json::parse(kind.text);
         const json::json_pointer pointer{field.pointer};
         document[pointer.parent_pointer()].erase(pointer.back());
         add(out, document, path_of(field.pointer), "required, but missing");
       }},
      {"wrong type",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         const std::vector<std::pair<json, std::string>> values{
             {nullptr, "null"}, {true, "true"}, {"@text", "\"@text\""}, {7.5, "7.5"}, {json::object(), "an object"}};
         for (const auto& [value, got] : values) {
           const bool is_text = holds_text(field.holds) || field.holds == Holds::truth;
           if (value.is_boolean() && field.holds == Holds::truth) continue;
           if (value.is_object() && field.holds == Holds::object) continue;
           if (value.is_string() && field.holds == Holds::name) continue;
           if (value.is_number() && is_single(field.holds) && !holds_whole(field.holds)) continue;
           json document = json::parse(kind.text);
           at(document, field.pointer) = value;
           add(out, document, path_of(field.pointer), ", got " + got);
           if (!is_text && !is_single(field.holds)) continue;
           at(document, field.pointer) = json::array();
           add(out, document, path_of(field.pointer), ", got a list");
         }
       }},
      {"wrong type of an entry",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_numbers(field.holds) || is_single(field.holds)) return;
         json document = json::parse(kind.text);
         const std::string pointer = first_number(document, field);
         for (const json& value : {json(nullptr), json("1"), json(false), json::object()}) {
           at(document, pointer) = value;
           add(out, document, path_of(pointer), number_expected(field.holds));
         }
       }},
      {"wrong size",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds == Holds::list) {
           json document = json::parse(kind.text);
           at(document, field.pointer) = json::array();
           add(out, document, path_of(field.pointer), "expected at least one ");
         }
         if (holds_row(field.holds) || holds_square(field.holds)) {
           json document = json::parse(kind.text);
           json& list = at(document, field.pointer);
           const std::string of = list[0].is_array() ? "rows" : "numbers";
           list.push_back(list[0]);
           add(out, document, path_of(field.pointer), "expected 3 " + of + ", got 4");
           list.erase(0);
           list.erase(0);
           add(out, document, path_of(field.pointer), "expected 3 " + of + ", got 2");
           list.clear();
           add(out, document, path_of(field.pointer),
               holds_square(field.holds) ? "expected 3 rows, got 0" : "expected 3 numbers, got 0");
         }
         json document = json::parse(kind.text);
         if ((holds_square(field.holds) || field.holds == Holds::metrics) &&
             at(document, field.pointer)[0].is_array()) {
           at(document, field.pointer)[0].erase(0);
           add(out, document, path_of(field.pointer) + "[0]", "expected 3 numbers, got 2");
           at(document, field.pointer)[0] = 1;
           add(out, document, path_of(field.pointer) + "[0]", "expected 3 numbers, got 1");
         }
       }},
      {"NaN literal",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_numbers(field.holds)) return;
         json document = json::parse(kind.text);
         at(document, first_number(document, field)) = "@";
         const auto [text, place] = with_token(document, "NaN");
         out.push_back({"", text, place, "not JSON: invalid literal \"NaN\""});
       }},
      {"out of range",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_numbers(field.holds)) return;
         json document = json::parse(kind.text);
         at(document, first_number(document, field)) = "@";
         for (const std::string number : {"1e999", "-1e999"}) {
           const auto [text, place] = with_token(document, number);
           out.push_back({"", text, place, "the number " + number + " is out of range"});
         }
       }},
      {"infinite where it may not be",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_numbers(field.holds)) return;
         json document = json::parse(kind.text);
         if (field.holds == Holds::noise) {
           at(document, field.pointer) = json{{0.1, "inf", 0}, {0, 1, 0}, {0, 0, 0.4}};
           add(out, document, path_of(field.pointer) + "[0][1]", "\"inf\" may stand only on the diagonal");
           at(document, field.pointer) = json{"-inf", 1, 1};
           add(out, document, path_of(field.pointer) + "[0]", "expected a number or \"inf\", got \"-inf\"");
         } else {
           const std::string pointer = first_number(document, field);
           at(document, pointer) = "inf";
           add(out, document, path_of(pointer), number_expected(field.holds) + ", got \"inf\"");
         }
       }},
      {"negative",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         json document = json::parse(kind.text);
         if (field.holds == Holds::not_negative) {
           at(document, field.pointer) = -0.5;
           add(out, document, path_of(field.pointer), "expected a finite number that is not negative, got -0.5");
         }
         if (field.holds != Holds::covariance && field.holds != Holds::noise) return;
         at(document, field.pointer) = json{1, -2, 1};
         add(out, document, path_of(field.pointer) + "[1]", "expected a finite number that is not negative, got -2");
         at(document, field.pointer) = json{{1, 0, 0}, {0, -2, 0}, {0, 0, 1}};
         add(out, document, path_of(field.pointer) + "[1][1]", "expected a finite number that is not negative, got -2");
       }},
      {"not a whole number",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_whole(field.holds)) return;
         json document = json::parse(kind.text);
         const std::string pointer = first_number(document, field);
         for (const json& x : {json(-1), json(-0.5), json(1.5)}) {
           at(document, pointer) = x;
           add(out, document, path_of(pointer), number_expected(field.holds) + ", got ");
         }
         at(document, pointer) = json(1e300);
         add(out, document, path_of(pointer), "expected a whole number of at most 18446744073709551615, ");
       }},
      {"not above 0",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::positive) return;
         json document = json::parse(kind.text);
         for (const double x : {0.0, -0.5}) {
           at(document, field.pointer) = x;
           add(out, document, path_of(field.pointer), "expected a finite number above 0, got ");
         }
       }},
      {"no levels, or one that cannot be or is there already",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::levels && field.holds != Holds::degrees) return;
         json document = json::parse(kind.text);
         json& levels = at(document, field.pointer);
         levels = json::array();
         add(out, document, path_of(field.pointer), "expected at least one level, got none");
         levels = {1, 1};
         add(out, document, path_of(field.pointer) + "[1]", "expected a level that is not listed before, got 1");
         if (field.holds == Holds::degrees) {
           levels = {1, -0.5};
           add(out, document, path_of(field.pointer) + "[1]",
               "expected a finite number that is not negative, got -0.5");
           return;
         }
         const std::string most = field.pointer == "/scaling/scope" ? "2" : "3";
         for (const json& level : {json(0), json(4), json(std::numeric_limits<std::uint64_t>::max())}) {
           levels = {1, level};
           add(out, document, path_of(field.pointer) + "[1]", "expected 1 to " + most + ", got ");
         }
       }},
      {"not a fraction",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::fraction && field.holds != Holds::fractions) return;
         for (const double x : {-0.5, 1.5}) {
           json document = json::parse(kind.text);
           const std::string pointer = first_number(document, field);
           at(document, pointer) = x;
           add(out, document, path_of(pointer), "expected a number from 0 to 1, got " + json(x).dump());
         }
       }},
      {"a party that is not known",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_party(field.holds)) return;
         json document = json::parse(kind.text);
         for (const std::string name : {"X", "", "x "}) {
           at(document, field.pointer) = name;
           add(out, document, path_of(field.pointer), "expected the name of a party, got \"" + name + '"');
         }
       }},
      {"a party where an agent must be",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::agent) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = "y";
         add(out, document, path_of(field.pointer), "expected an agent, \"y\" is a principal");
         at(document, field.pointer) = "u";
         add(out, document, path_of(field.pointer), "expected an agent, \"u\" is an affected party");
       }},
      {"all weights zero",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::list || field.pointer == "/attributes") return;
         json document = json::parse(kind.text);
         for (json& row : at(document, field.pointer)) row["weight"] = 0;
         add(out, document, path_of(field.pointer), "expected at least one positive weight, all are 0");
       }},
      {"not symmetric",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_square(field.holds) || field.holds == Holds::square) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = json{{2, 0.5, 0}, {0.25, 2, 0}, {0, 0, 2}};
         add(out, document, path_of(field.pointer),
             "expected a symmetric matrix, got 0.25 at [1][0] and 0.5 at [0][1]");
       }},
      {"not positive definite",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_square(field.holds) || field.holds == Holds::square) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = json{{1, 2, 0}, {2, 1, 0}, {0, 0, 1}};
         const bool definite = field.holds == Holds::definite;
         add(out, document, path_of(field.pointer),
             definite ? "expected a positive definite matrix" : "expected a positive semidefinite matrix");
         if (!definite) return;
         at(document, field.pointer) = json{1, 0, 1};
         add(out, document, path_of(field.pointer), "expected a positive definite matrix");
       }},
      {"a number beside infinity",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::noise) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = json{{1, 0, 0.25}, {0, 1, 0}, {0.25, 0, "inf"}};
         add(out, document, path_of(field.pointer) + "[0][2]", "expected 0 beside an infinite variance, got 0.25");
       }},
      {"unknown key",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::object) return;
         json document = json::parse(kind.text);
         at(document, field.pointer)["wieght"] = 1;
         add(out, document, path_of(field.pointer) + ".wieght", "unknown key, expected one of ");
         json hostile = json::parse(kind.text);
         at(hostile, field.pointer)["a\nb\x1B[2J"] = 1;
         add(out, hostile, path_of(field.pointer) + R"(["a\u000ab\u001b[2J"])", "unknown key, expected one of ");
       }},
      {"duplicate key",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::object) return;
         json document = json::parse(kind.text);
         json& object = at(document, field.pointer);
         const std::string key = object.begin().key();
         object["!"] = 1;  // sorted before all others
         std::string text = document.dump(1);
         text.replace(text.find("\"!\""), 3, '"' + key + '"');
         const std::size_t again = text.find('"' + key + '"', text.find('"' + key + "\": 1,") + 1);
         out.push_back({"", text, position(text, again), "the key \"" + key + "\" stands here a second time"});
       }},
      {"a name that is no name",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::name) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = "";
         add(out, document, path_of(field.pointer), "expected a name, got an empty text");
         at(document, field.pointer) = "two\nlines";
         add(out, document, path_of(field.pointer),
             "expected a name without control characters, got \"two\\u000alines\"");
         at(document, field.pointer) = "\xE2\x80\xA8";
         add(out, document, path_of(field.pointer), "expected a name without control characters, got \"\\u2028\"");
       }},
      {"duplicate name",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!holds_list(field.holds)) return;
         json document = json::parse(kind.text);
         json& list = at(document, field.pointer);
         if (list[0].contains("name")) {
           list[1]["name"] = list[0]["name"];
           add(out, document, path_of(field.pointer) + "[1].name",
               "expected a name of its own, " + list[0]["name"].dump() + " is also " + path_of(field.pointer) +
                   "[0].name");
           // Parties of all kinds are called by name, so that no two may share one.
           if (field.holds != Holds::list_or_none) return;
           list[1]["name"] = "y";
           add(out, document, path_of(field.pointer) + "[1].name",
               "expected a name of its own, \"y\" is also $.principals[1].name");
         } else if (!list[0].is_object()) {
           list[2] = list[0];
           add(out, document, path_of(field.pointer) + "[2]",
               "expected a name of its own, \"a\" is also " + path_of(field.pointer) + "[0]");
         }
       }},
      {"a word that is not known",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (field.holds != Holds::word) return;
         json document = json::parse(kind.text);
         at(document, field.pointer) = "netwrok";
         add(out, document, path_of(field.pointer), " or ");
       }},
      {"nested too deep",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         json document = json::parse(kind.text);
         at(document, field.pointer) = "@";
         const std::size_t around =
             static_cast<std::size_t>(std::count(field.pointer.begin(), field.pointer.end(), '/'));
         for (const std::size_t depth : {std::size_t{65}, std::size_t{1'000'000}}) {
           if (depth > 65 && field.pointer != "/agent") continue;
           const auto [text, place] = with_token(document, std::string(depth, '['));
           out.push_back({"", text, position(text, text.find(std::string(depth, '[')) + 64 - around),
                          "nested more than 64 deep"});
         }
       }},
      {"not UTF-8",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         json document = json::parse(kind.text);
         at(document, field.pointer) = "@";
         for (const std::string bytes : {"\xFF", "\xC3(", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80"}) {
           const auto [text, place] = with_token(document, '"' + bytes + '"');
           const std::size_t first = text.find(bytes);
           // The byte that spoils a sequence is its first, or the one that should go on with it.
           const std::size_t spoiling = bytes[0] == '\xFF' || bytes[0] == '\xF8' ? first : first + 1;
           out.push_back({"", text, position(text, spoiling), "ill-formed UTF-8 byte"});
         }
       }},
      {"text after the document",
       [](const Kind& kind, const Field& field, std::vector<Broken>& out) {
         if (!field.pointer.empty()) return;
         const std::string text = kind.text;
         out.push_back({"", text + "\n {}", position(text + "\n ", text.size() + 2), "expected end of input"});
         out.push_back({"", text + " x", position(text, text.size() + 1), "expected end of input"});
       }},
      {"empty",
       [](const Kind&, const Field& field, std::vector<Broken>& out) {
         if (!field.pointer.empty()) return;
         out.push_back({"", "", "1:1", "not JSON: unexpected end of input"});
         out.push_back({"", " \n\t\n", "3:1", "not JSON: unexpected end of input"});
         out.push_back({"", "\xEF\xBB\xBF", "1:1", "not JSON: unexpected end of input"});
       }},
  };
  return all;
}

/// Everything that a rule breaks.
std::vector<Broken> broken_by(const NamedRule& rule) {
  std::vector<Broken> result;
  for (const Kind& kind : kinds()) {
    for (const Field& field : kind.fields) {
      const std::size_t before = result.size();
      rule.rule(kind, field, result);
      for (std::size_t k = before; k < result.size(); ++k) {
        result[k].what = rule.name + " in " + kind.name + " at " + path_of(field.pointer);
      }
    }
  }
  return result;
}

}  // namespace

TEST_SUITE("io/rejected_input") {
  TEST_CASE("the scenarios that are broken below are sound") {
    for (const Kind& kind : kinds()) {
      CAPTURE(kind.name);
      CHECK(behalf::diagnose(behalf::read_scenario(kind.text)));
      json document = json::parse(kind.text);
      for (const Field& field : kind.fields) CHECK(document.contains(json::json_pointer{field.pointer}));
    }
  }

  TEST_CASE("every field that is broken by any rule is refused at its place with its rule") {
    std::size_t count = 0;
    for (const NamedRule& rule : rules()) {
      const std::vector<Broken> all = broken_by(rule);
      CAPTURE(rule.name);
      CHECK_FALSE(all.empty());
      for (const Broken& broken : all) {
        CAPTURE(broken.what);
        ++count;
        try {
          (void)behalf::read_scenario(broken.text);
          FAIL_CHECK("was not refused");
        } catch (const behalf::ScenarioError& error) {
          CHECK(error.place() == broken.place);
          CHECK_MESSAGE(error.rule().find(broken.rule) != std::string::npos, error.rule());
          CHECK(error.what() == error.place() + ": " + error.rule());
          CHECK(behalf::is_printable(error.what()));
          CHECK(error.rule().size() < 300);
        }
      }
    }
    MESSAGE(count << " broken scenarios");
    CHECK(count > 500);
  }

  TEST_CASE("what no scaling study can have is refused at its place") {
    json document = json::parse(population);
    const auto refusal = [](const json& broken) {
      return behalf_test::refusal<behalf::ScenarioError>([&] { return behalf::read_scenario(broken.dump()); });
    };
    CHECK(refusal(document) == "was not refused");
    document["scaling"]["samples"] = 1;
    CHECK(refusal(document) == "$.scaling.samples: expected 2 to 4294967295, got 1");
    document["scaling"]["samples"] = 2.0;
    document["reference"] = "collective";
    const json groups = document["groups"];
    for (json& group : document["groups"]) group.erase("tolerance");
    CHECK(refusal(document) == "$.reference: expected each principal by its own values");
    document["groups"] = groups;
    document["reference"] = "each";
    document["groups"][1]["weight"] = 0;
    CHECK(refusal(document) == "$.scaling.scope[1]: expected 1 to 1, got 2");
    document["scaling"].erase("scope");
    CHECK(refusal(document) == "was not refused");
    json large{{"kind", "population"}, {"groups", json::array()}, {"scaling", {{"samples", 4294967295U}}}};
    for (int i = 0; i < 40; ++i) {
      large["attributes"].push_back(std::to_string(i));
      large["groups"].push_back({{"name", std::to_string(i)}, {"weight", 1}, {"mean", std::vector<int>(40, i)}});
    }
    const std::string refused = refusal(large);
    CAPTURE(refused);
    CHECK(refused.starts_with("$.scaling: expected at most 68719476736 lattices to solve, the first "));
    CHECK(refused.ends_with(" of 49 points take 69585653225; give fewer samples or levels"));
    large["scaling"]["samples"] = 1000;
    CHECK(refusal(large) == "was not refused");
    json other = json::parse(linear_quadratic);
    other["scaling"] = json::object();
    CHECK(refusal(other).starts_with("$.scaling: unknown key"));
  }

  TEST_CASE("what no network can have is refused at its place") {
    struct Fault {
      std::string pointer;
      json value;
      std::string place;
      std::string rule;
    };
    const std::vector<Fault> faults{
        {"/delegations/0/from", "u", "$.delegations[0].from",
         "expected a principal or an agent, u is an affected party"},
        {"/delegations/0/from", "m", "$.delegations[0].to", "expected another party, m is both ends"},
        {"/oversight/0/from", "m", "$.oversight[0].to", "expected another party, m is both ends"},
        {"/exposures/1/party", "n", "$.exposures[1].party", "expected a principal or an affected party, n is an agent"},
        {"/contests/1/from", "n", "$.contests[1].from", "expected a principal or an affected party, n is an agent"},
        {"/delegations/1/share", 0.75, "$.delegations[1].share",
         "expected in-shares of m of at most 1 in all, got 1.15"},
        {"/delegations/1/metrics", {{1, 0, 0}}, "$.delegations[1].transmission", "expected to stand alone"},
        {"/delegations/1/translation", {1, 1, 1}, "$.delegations[1].transmission", "expected to stand alone"},
        {"/delegations/1/noise", {0, 0, 0}, "$.delegations[1].transmission", "expected to stand alone"},
        {"/delegations/1/own_noise", {0, 0, 0}, "$.delegations[1].transmission", "expected to stand alone"},
        {"/delegations/0/own_noise",
         {{1, 0.5, 0}, {0.5, 1, 0}, {0, 0, 1}},
         "$.delegations[0].own_noise[0][1]",
         "expected 0 beside an infinite variance in noise, got 0.5"},
    };
    for (const Fault& fault : faults) {
      json document = json::parse(network);
      at(document, fault.pointer) = fault.value;
      CAPTURE(fault.pointer);
      try {
        (void)behalf::read_scenario(document.dump());
        FAIL_CHECK("was not refused");
      } catch (const behalf::ScenarioError& error) {
        CHECK(error.place() == fault.place);
        CHECK_MESSAGE(error.rule().starts_with(fault.rule), error.rule());
      }
    }
    // A share that is not written has no place of its own.
    json document = json::parse(network);
    document["delegations"][1].erase("share");
    document["delegations"][0]["share"] = 0.75;
    CHECK_THROWS_WITH_AS((void)behalf::read_scenario(document.dump()),
                         "$.delegations[1]: expected in-shares of m of at most 1 in all, got 1.25",
                         behalf::ScenarioError);
  }

  TEST_CASE("a scenario that is cut off anywhere is refused as text") {
    for (const Kind& kind : kinds()) {
      const std::string text = kind.text;
      for (std::size_t length = 0; length < text.size(); ++length) {
        CAPTURE(length);
        try {
          (void)behalf::read_scenario(text.substr(0, length));
          FAIL_CHECK("was not refused");
        } catch (const behalf::ScenarioError& error) {
          CHECK(error.in_text());
          CHECK(error.rule().starts_with("not JSON: "));
        }
      }
    }
  }

  TEST_CASE("a scenario with any one byte changed is read or refused and nothing else") {
    for (const Kind& kind : kinds()) {
      const std::string text = kind.text;
      int refused = 0;
      for (std::size_t k = 0; k < text.size(); ++k) {
        for (const char c : {'\0', '"', '{', ']', '-', '9', 'e', '\x80'}) {
          std::string changed = text;
          changed[k] = c;
          try {
            (void)behalf::read_scenario(changed);
          } catch (const behalf::ScenarioError& error) {
            ++refused;
            CHECK(behalf::is_printable(error.what()));
          }
        }
      }
      CHECK(refused > static_cast<int>(text.size()));
    }
  }

  TEST_CASE("the message of an error with its file is what editors follow") {
    CHECK(behalf::ScenarioError{"3:14", "not JSON: x"}.in_file("a.json") == "a.json:3:14: not JSON: x");
    CHECK(behalf::ScenarioError{"$.principals[1].values", "expected 3 numbers, got 2"}.in_file("a.json") ==
          "a.json: $.principals[1].values: expected 3 numbers, got 2");
    CHECK(behalf::is_printable(behalf::ScenarioError{"$.a", "b\n\xFF"}.in_file("two\nlines")));
  }

  TEST_CASE("a file that cannot be read is refused with what the system says") {
    const tests::ScratchFolder folder;
    const auto refusal = [](const std::string& path) {
      return behalf_test::refusal<behalf::FileError>([&] { return behalf::read_file(path); });
    };
    CHECK(refusal(folder / "absent.json") == folder / "absent.json" + ": cannot be read: No such file or directory");
    CHECK(refusal(folder.path().string()) == folder.path().string() + ": cannot be read: Is a directory");
    CHECK(refusal("") == "\"\": cannot be read: No such file or directory");
    CHECK(refusal("/dev/zero").starts_with("/dev/zero: cannot be read: longer than"));
    tests::write_text(folder / "sound.json", std::string("a\0b", 3));
    CHECK(behalf::read_file(folder / "sound.json") == std::string("a\0b", 3));
  }

  TEST_CASE("the program refuses a broken scenario in one line and leaves no output") {
    if (!tests::can_run("the program refuses a broken scenario in one line and leaves no output")) return;
    for (const NamedRule& rule : rules()) {
      std::set<std::string> seen;
      for (const Broken& broken : broken_by(rule)) {
        // The first of each rule and kind stands for the others, which go the same way.
        const std::string sort = broken.what.substr(0, broken.what.find(" at "));
        if (!seen.insert(sort).second) continue;
        CAPTURE(broken.what);
        const tests::ScratchFolder folder;
        tests::write_text(folder / "s.json", broken.text);
        tests::write_text(folder / "kept.html", "what was there before");
        const tests::Outcome outcome = tests::run(folder, "\"$DIAGNOSE\" s.json --json out.json --report kept.html");
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(tests::is_one_line(outcome.err));
        const std::string separator = broken.place[0] == '$' ? ": " : ":";
        CHECK_MESSAGE(outcome.err.starts_with("s.json" + separator + broken.place + ": "), outcome.err);
        CHECK_MESSAGE(outcome.err.find(broken.rule) != std::string::npos, outcome.err);
        CHECK(folder.names() == std::set<std::string>{"kept.html", "s.json"});
        CHECK(tests::read_text(folder / "kept.html") == "what was there before");
      }
    }
  }
}
