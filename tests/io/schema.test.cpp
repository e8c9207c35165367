// The published JSON Schemas of scenarios say nothing else than the readers do.
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <io/command.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json document_in(const std::filesystem::path& file) { return behalf::parse_json(tests::read_text(file.string())); }

/// The schema of scenarios of every kind.
class ScenarioSchema {
public:
  ScenarioSchema() {
    const Json root = document_in(folder() / "scenario.schema.json");
    valijson::SchemaParser parser;
    parser.populateSchema(
        Adapter{root}, schema_,
        [this](const std::string& uri) {
          const std::string name = uri.substr(uri.rfind('/') + 1);
          return &others_.try_emplace(name, document_in(folder() / name)).first->second;
        },
        [](const Json*) {});
  }
  [[nodiscard]] static std::filesystem::path folder() { return BEHALF_SCHEMA_DIR; }

  [[nodiscard]] bool accepts(const Json& document) const {
    valijson::Validator validator;
    return validator.validate(schema_, Adapter{document}, nullptr);
  }

private:
  std::map<std::string, Json> others_;  // the schemas that it refers to
  valijson::Schema schema_;
};

/// What the reader has against a document; empty: nothing.
std::string fault_of(const Json& document) {
  try {
    (void)behalf::read_scenario_document(document);
    return {};
  } catch (const behalf::ScenarioError& error) {
    return error.rule();
  }
}
bool reader_accepts(const Json& document) { return fault_of(document).empty(); }

/// Scenarios that between them say everything that can be said.
const char* const full_linear_quadratic = R"({"kind": "linear_quadratic", "attributes": ["x", "y"],
  "principals": [{"name": "ann", "weight": 2, "values": [1, 0.5], "tolerance": 0.5}, {"name": "bob", "values": [0, 1]},
                 {"name": "cy", "weight": 0, "values": [1, 1]}],
  "agent": {"cost": [[2, 0.5], [0.5, 1]], "risk_aversion": 2, "taste": [0.5, 0]},
  "specification": {"metrics": [[1, 1]], "translation": [[1, 0.25], [0, 1]]},
  "information": {"noise": [0.5, "inf"]}, "bargaining": "separate", "reference": "each", "tolerance": 1,
  "governance": {"levers": [
    {"lever": "representation", "name": "equal", "cost": 1, "levels": [0, 0.5, 1], "weights": [1, 1, 1]},
    {"lever": "redesign_metrics", "cost": 1, "levels": [0, 1], "metrics": [[1, 0], [0, 1]]},
    {"lever": "redesign_translation", "translation": [[1, 0], [0, 1]]},
    {"lever": "audit", "attributes": ["x"], "precision": 2},
    {"lever": "transparency", "precision": 2},
    {"lever": "interpretability", "precision": 2},
    {"lever": "independent_validators", "members": 3, "variance": 1, "correlation": 0.5, "attributes": ["y"]},
    {"lever": "reporting", "attributes": ["y"], "people": 10, "rate": 0.5, "variance": 1, "correlation": 0.25},
    {"lever": "liability", "parties": [{"party": "cy", "intensity": 0.5}], "harm": 2, "assets": 1},
    {"lever": "veto", "party": "cy", "weight": 0.5},
    {"lever": "appeal", "party": "cy", "rate": 0.25},
    {"lever": "recourse", "party": "cy", "rate": 0.25}],
    "welfare": {"quantile": 0.5}, "budget": 3, "share": 0.5,
    "process": {"drift": [0.1, 0.2], "noise": [[0.1, 0], [0, 0.1]], "period": 2, "consultation_cost": 0.1,
                "one_time_cost": 0.2, "initial": [0.3, 0.3]}}})";

const char* const full_population = R"({"kind": "population", "attributes": ["x", "y"],
  "groups": [{"name": "old", "weight": 2, "mean": [1, 0.5], "covariance": [[1, 0.5], [0.5, 1]], "tolerance": 0.5},
             {"name": "young", "mean": [0, 1]}],
  "agent": {"cost": [2, 1], "risk_aversion": 2, "taste": [0.5, 0]},
  "specification": {"metrics": [[1, 1]], "translation": [1, 0.5]}, "information": {"noise": [[0.5, 0.1], [0.1, 0.5]]},
  "bargaining": "unified", "reference": "each", "tolerance": 1,
  "scaling": {"generality": [1, 2], "scope": [1, 2], "diversity": [0.5, 1], "metrics": 1, "budget": 4, "samples": 100,
              "seed": 7, "precision": 0.1, "tolerance": 0.3},
  "governance": {"levers": [{"lever": "audit", "attributes": ["x"], "precision": 2}], "welfare": {"share_above": 0.5}}})";

const char* const full_network = R"({"kind": "network", "attributes": ["x", "y"],
  "principals": [{"name": "ann", "weight": 2, "values": [1, 0.5], "tolerance": 0.5}, {"name": "bob", "values": [0, 1]}],
  "affected": [{"name": "cy", "weight": 1, "values": [1, 1], "tolerance": 0.25}],
  "agents": [{"name": "desk", "cost": [2, 1], "risk_aversion": 2, "taste": [0.5, 0], "keep": 0.25}, {"name": "tool"}],
  "delegations": [
    {"from": "ann", "to": "desk", "share": 0.5, "metrics": [[1, 1]], "noise": [0.5, "inf"], "own_noise": [0.25, 0],
     "translation": [1, 0.5]},
    {"from": "bob", "to": "desk", "share": 0.25},
    {"from": "desk", "to": "tool", "share": 1, "transmission": [0.5, 1]}],
  "exposures": [{"agent": "tool", "party": "cy", "intensity": 0.5}],
  "oversight": [{"from": "desk", "to": "tool", "error_rate": 0.25, "class": "c", "independent": true, "correlation": 0.5}],
  "contests": [{"from": "cy", "to": "tool"}], "bargaining": "separate", "reference": "each", "tolerance": 1,
  "governance": {"levers": [
    {"lever": "representation", "name": "equal", "cost": 1, "levels": [0, 1], "shares": [0.25, 0.25, 1]},
    {"lever": "redesign_metrics", "metrics": [[1, 0]], "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "redesign_translation", "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "audit", "attributes": ["x"], "precision": 2, "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "transparency", "precision": 2, "delegations": [{"from": "bob", "to": "desk"}]},
    {"lever": "interpretability", "precision": 2, "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "independent_validators", "members": 3, "variance": 1, "correlation": 0.5, "attributes": ["y"],
     "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "reporting", "attributes": ["y"], "people": 10, "rate": 0.5, "variance": 1, "correlation": 0.25,
     "delegations": [{"from": "ann", "to": "desk"}]},
    {"lever": "liability", "agent": "tool", "harm": 2, "assets": 1},
    {"lever": "veto", "party": "cy", "agent": "tool", "weight": 0.125,
     "terms": {"metrics": [[1, 1]], "noise": [0.5, "inf"], "own_noise": [0.25, 0], "translation": [1, 0.5]}},
    {"lever": "appeal", "party": "ann", "agent": "tool", "rate": 0.25, "terms": {"transmission": [0.5, 1]}},
    {"lever": "recourse", "party": "cy", "rate": 0.5}],
    "welfare": "worst_off", "budget": 3, "share": 0.5,
    "process": {"drift": [0.1, 0.2], "noise": [0.1, 0.1], "period": 2, "consultation_cost": 0.1, "one_time_cost": 0.2,
                "initial": [0.3, 0.3]}}})";

/// Those and the scenarios of the examples.
std::map<std::string, Json> scenarios() {
  std::map<std::string, Json> all{{"all of linear_quadratic", behalf::parse_json(full_linear_quadratic)},
                                  {"all of population", behalf::parse_json(full_population)},
                                  {"all of network", behalf::parse_json(full_network)}};
  for (const auto& entry : std::filesystem::directory_iterator{BEHALF_SCENARIO_DIR}) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".expected.json")) all[name] = document_in(entry.path());
  }
  return all;
}

/// A place of a document, and in words what it is a place of: "/principals/0/name" is that of every principal.
struct Place {
  Json::json_pointer at;
  std::string kind_of;
};

/// Every place; of entries of a list that have the same members only the first.
void list_places(const Json& value, const Place& place, std::vector<Place>& places) {
  places.push_back(place);
  if (value.is_object()) {
    for (const auto& [key, member] : value.items())
      list_places(member, {place.at / key, place.kind_of + '/' + key}, places);
    return;
  }
  std::set<std::string> shapes;
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    std::string shape = value[i].type_name();
    for (const auto& [key, member] : value[i].items()) shape += value[i].is_object() ? ' ' + key : "";
    if (value[i].is_object() && value[i].contains("lever")) shape = value[i]["lever"].get<std::string>();
    if (shapes.insert(shape).second) list_places(value[i], {place.at / i, place.kind_of + '/' + shape}, places);
  }
}
std::vector<Place> places_of(const Json& document) {
  std::vector<Place> places;
  list_places(document, {Json::json_pointer{}, document["kind"].get<std::string>()}, places);
  return places;
}

/// How often reader and schema gave the same answer.
struct Tally {
  std::size_t refused = 0;
  std::size_t accepted = 0;
};

/// Puts a document before both. What is read must be valid; what is wrong for sure must be neither.
void judge(const ScenarioSchema& schema, const Json& changed, bool wrong_for_sure, Tally& tally) {
  const bool read = reader_accepts(changed);
  const bool valid = schema.accepts(changed);
  if (read) CHECK_MESSAGE(valid, "the reader takes it");
  if (wrong_for_sure) CHECK_MESSAGE(!read, "the reader takes it, it should not");
  if (wrong_for_sure) CHECK_MESSAGE(!valid, "the schema takes it, it should not");
  tally.refused += !read && !valid ? 1U : 0U;
  tally.accepted += read && valid ? 1U : 0U;
}

}  // namespace

TEST_SUITE("io/schema") {
  TEST_CASE("every kind of scenario has a schema, and those of the others refuse it") {
    const Json root = document_in(ScenarioSchema::folder() / "scenario.schema.json");
    std::set<std::string> named;
    for (const Json& name : root["properties"]["kind"]["enum"]) named.insert(name.get<std::string>());
    std::set<std::string> known;
    for (const behalf::Kind* kind : behalf::built_in_kinds()) {
      known.emplace(kind->name);
      CHECK(std::filesystem::exists(ScenarioSchema::folder() / (std::string{kind->name} + ".schema.json")));
    }
    CHECK(named == known);
    const ScenarioSchema schema;
    for (const auto& [name, document] : scenarios()) {
      for (const std::string& kind : known) {
        CAPTURE(name);
        CAPTURE(kind);
        Json changed = document;
        changed["kind"] = kind;
        CHECK(schema.accepts(changed) == reader_accepts(changed));
      }
    }
  }

  TEST_CASE("whatever the reader takes is valid, and an unknown key or a null is neither read nor valid") {
    const ScenarioSchema schema;
    const std::vector<Json> values{"word", "", "inf", true, -1, 0, 0.5, 1, 3, Json::array(), Json::object()};
    Tally tally;
    std::set<std::string> judged;
    for (const auto& [name, original] : scenarios()) {
      CAPTURE(name);
      CHECK(reader_accepts(original));
      CHECK(schema.accepts(original));
      for (const Place& place : places_of(original)) {
        if (!judged.insert(place.kind_of).second) continue;
        CAPTURE(place.at.to_string());
        const Json& former = original.at(place.at);
        if (former.is_object()) {
          Json changed = original;
          changed.at(place.at)["nobody knows this"] = 1;
          judge(schema, changed, true, tally);
        }
        Json changed = original;
        changed.at(place.at) = nullptr;
        judge(schema, changed, true, tally);
        for (const Json& value : values) {
          CAPTURE(value.dump());
          changed.at(place.at) = value;
          judge(schema, changed, false, tally);
        }
        if (place.at.empty() || !original.at(place.at.parent_pointer()).is_object()) continue;
        changed = original;
        changed.at(place.at.parent_pointer()).erase(place.at.back());
        judge(schema, changed, false, tally);
      }
    }
    // Both answers were seen, each many times.
    CHECK(tally.refused > 1000);
    CHECK(tally.accepted > 100);
  }

  TEST_CASE("the members that the reader cannot do without are those that the schema requires") {
    const ScenarioSchema schema;
    std::size_t required = 0;
    for (const auto& [name, original] : scenarios()) {
      CAPTURE(name);
      for (const Place& place : places_of(original)) {
        if (place.at.empty() || !original.at(place.at.parent_pointer()).is_object()) continue;
        CAPTURE(place.at.to_string());
        Json changed = original;
        changed.at(place.at.parent_pointer()).erase(place.at.back());
        const bool missed = fault_of(changed) == "required, but missing";
        CHECK(schema.accepts(changed) != missed);
        required += missed ? 1U : 0U;
      }
    }
    CHECK(required > 100);
  }

  TEST_CASE("a text where a number belongs is neither read nor valid") {
    const ScenarioSchema schema;
    std::size_t numbers = 0;
    for (const auto& [name, original] : scenarios()) {
      CAPTURE(name);
      for (const Place& place : places_of(original)) {
        if (!original.at(place.at).is_number()) continue;
        CAPTURE(place.at.to_string());
        Json changed = original;
        changed.at(place.at) = "word";
        CHECK_FALSE(schema.accepts(changed));
        CHECK_FALSE(reader_accepts(changed));
        ++numbers;
      }
    }
    CHECK(numbers > 100);
  }
}
