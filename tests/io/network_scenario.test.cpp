#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <io/command.hpp>
#include <optional>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;

const std::string folder = BEHALF_SCENARIO_DIR "/";

Json example(const std::string& name) { return Json::parse(tests::read_text(folder + name)); }
Json result_of(const Json& scenario) {
  return behalf::to_json(behalf::diagnose(behalf::read_scenario(scenario.dump())).value());
}
std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& member : object.items()) keys.push_back(member.key());
  return keys;
}

/// Everything that `expected` has is there, numbers within 1e-12 of theirs or of `scale`.
void check_same(const Json& actual, const Json& expected, double scale, const std::string& path) {
  CAPTURE(path);
  if (expected.is_number() && actual.is_number()) {
    const double figure = expected.get<double>();
    CHECK(std::abs(actual.get<double>() - figure) <= 1e-12 * std::max(scale, std::abs(figure)));
  } else if (expected.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      REQUIRE(actual.contains(key));
      check_same(actual[key], value, expected.value("stake", scale), path + '.' + key);
    }
  } else if (expected.is_array()) {
    REQUIRE(actual.size() == expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      check_same(actual[k], expected[k], scale, path + '[' + std::to_string(k) + ']');
    }
  } else {
    CHECK(actual == expected);
  }
}

}  // namespace

TEST_SUITE("io/network_scenario") {
  TEST_CASE("the small network with an intermediary, a stray agent and an affected party has its figures") {
    // Derived independently; the expected file is what another program made of the design's formulas.
    Json expected = example("web_of_delegation.expected.json");
    const Json result = result_of(example("web_of_delegation.json"));
    expected.erase("behalf");
    check_same(result, expected, 1, "$");
    using Keys = std::vector<std::string>;
    CHECK(keys_of(result) == Keys{"behalf", "kind", "reference", "principals", "affected", "mean", "warnings", "agents",
                                  "delegations", "validation", "certificate"});
    for (const Json& agent : result["agents"]) CHECK(keys_of(agent) == Keys{"name", "motivation", "action"});
    for (const Json& edge : result["delegations"]) {
      CHECK(keys_of(edge) == Keys{"from", "to", "harm"});
      const bool transmits = edge["from"] == "citizens" && edge["to"] == "model";
      CHECK(keys_of(edge["harm"]) ==
            (transmits ? Keys{"share", "transmission"} : Keys{"share", "noise", "translation"}));
    }
    CHECK(result["delegations"][3]["harm"]["transmission"].size() == 2);
    CHECK(result["validation"].empty());
  }

  TEST_CASE("in a network what is left out is what spelling out the defaults says") {
    const Json brief = Json::parse(R"({"kind": "network", "attributes": ["a", "b"],
      "principals": [{"name": "p", "values": [1, 2]}, {"name": "q", "values": [3, -1]}], "affected": [{"name": "z", "values": [1, 1]}],
      "agents": [{"name": "m"}, {"name": "n"}],
      "delegations": [{"from": "p", "to": "m"}, {"from": "q", "to": "m"}, {"from": "m", "to": "n"}],
      "exposures": [{"agent": "n", "party": "z"}]})");
    const Json spelled_out =
        Json::parse(R"({"kind": "network", "attributes": ["a", "b"], "bargaining": "unified", "reference": "each",
      "principals": [{"name": "p", "weight": 0.5, "values": [1, 2]}, {"name": "q", "weight": 0.5, "values": [3, -1]}],
      "affected": [{"name": "z", "weight": 0, "values": [1, 1]}],
      "agents": [{"name": "m", "cost": [1, 1], "risk_aversion": 1, "taste": [0, 0], "keep": 0},
                 {"name": "n", "cost": [[1, 0], [0, 1]], "risk_aversion": 1, "taste": [0, 0], "keep": 1}],
      "delegations": [{"from": "p", "to": "m", "share": 0.5, "metrics": [[1, 0], [0, 1]], "noise": [0, 0], "translation": [1, 1]},
                      {"from": "q", "to": "m", "share": 0.5, "noise": [[0, 0], [0, 0]], "translation": [[1, 0], [0, 1]]},
                      {"from": "m", "to": "n", "share": 1}],
      "exposures": [{"agent": "n", "party": "z", "intensity": 1}], "oversight": [], "contests": []})");
    Json one = result_of(brief);
    Json other = result_of(spelled_out);
    one.erase("certificate");
    other.erase("certificate");
    check_same(one, other, 1, "$");
    check_same(other, one, 1, "$");
  }

  TEST_CASE("a network relative to the collective has one row and no affected rows") {
    Json scenario = example("web_of_delegation.json");
    scenario["reference"] = "collective";
    for (const char* list : {"principals", "affected"}) {
      for (Json& party : scenario[list]) party.erase("tolerance");
    }
    scenario["tolerance"] = 5;
    const Json result = result_of(scenario);
    REQUIRE(result["principals"].size() == 1);
    CHECK(result["principals"][0]["name"] == "collective");
    CHECK(result["principals"][0]["within_tolerance"] == true);
    CHECK(result["affected"] == Json::array());
    CHECK(result["agents"].size() == 3);
  }

  TEST_CASE("affected parties of a network count in the mean by their weight") {
    Json scenario = example("web_of_delegation.json");
    const Json without = result_of(scenario);
    scenario["affected"][0]["weight"] = 1;
    const Json with = result_of(scenario);
    CHECK(with["mean"]["weight"] == 2.0);
    CHECK(std::abs(with["mean"]["gap"].get<double>() -
                   (without["mean"]["gap"].get<double>() + without["affected"][0]["gap"].get<double>()) / 2) < 1e-12);
  }

  TEST_CASE("a network of one agent is linear-quadratic delegation") {
    for (const std::string bargaining : {"unified", "separate"}) {
      for (const std::string reference : {"each", "collective"}) {
        CAPTURE(bargaining);
        CAPTURE(reference);
        Json one = Json::parse(R"({"kind": "linear_quadratic", "attributes": ["a", "b"],
          "principals": [{"name": "p", "weight": 0.6, "values": [1, 2]}, {"name": "q", "weight": 0.4, "values": [3, -1]}],
          "agent": {"cost": [[2, 0.5], [0.5, 1]], "risk_aversion": 2, "taste": [0.1, 0]},
          "specification": {"metrics": [[1, 1]], "translation": [[1, 0.2], [0, 0.8]]}, "information": {"noise": [0.3, 0.1]}})");
        Json web = Json::parse(R"({"kind": "network", "attributes": ["a", "b"],
          "principals": [{"name": "p", "weight": 0.6, "values": [1, 2]}, {"name": "q", "weight": 0.4, "values": [3, -1]}],
          "agents": [{"name": "m", "cost": [[2, 0.5], [0.5, 1]], "risk_aversion": 2, "taste": [0.1, 0]}],
          "delegations": [{"from": "p", "to": "m", "share": 0.6, "metrics": [[1, 1]], "translation": [[1, 0.2], [0, 0.8]], "noise": [0.3, 0.1]},
                          {"from": "q", "to": "m", "share": 0.4, "metrics": [[1, 1]], "translation": [[1, 0.2], [0, 0.8]], "noise": [0.3, 0.1]}]})");
        for (Json* document : {&one, &web}) {
          (*document)["bargaining"] = bargaining;
          (*document)["reference"] = reference;
        }
        const Json expected = result_of(one);
        const Json actual = result_of(web);
        for (const char* part : {"principals", "mean", "warnings"}) check_same(actual[part], expected[part], 1, part);
      }
    }
  }

  TEST_CASE("the tolerances of a network are those of the principals and then of the affected parties") {
    using Tolerances = std::vector<std::optional<double>>;
    Json scenario = example("web_of_delegation.json");
    CHECK(behalf::read_scenario(scenario.dump()).tolerances == Tolerances{1.0, 1.0, 1.0});
    scenario["affected"][0].erase("tolerance");
    CHECK(behalf::read_scenario(scenario.dump()).tolerances == Tolerances{1.0, 1.0, std::nullopt});
    scenario["tolerance"] = 3;
    CHECK(behalf::read_scenario(scenario.dump()).tolerances == Tolerances{1.0, 1.0, 3.0});
    scenario["reference"] = "collective";
    for (Json& principal : scenario["principals"]) principal.erase("tolerance");
    CHECK(behalf::read_scenario(scenario.dump()).tolerances == Tolerances{3.0});
    scenario["affected"][0]["tolerance"] = 1;
    CHECK_THROWS_AS((void)behalf::read_scenario(scenario.dump()), behalf::ScenarioError);
  }

  TEST_CASE("a principal whom nobody serves has no verdict, and is in no share") {
    const std::string head = R"({"kind": "network", "attributes": ["a"], "tolerance": 0.1,
      "principals": [{"name": "p", "values": [1]}, {"name": "q", "values": [2]}],
      "agents": [{"name": "m"}], )";
    const Json one = result_of(Json::parse(head + R"("delegations": [{"from": "p", "to": "m", "share": 1}]})"));
    CHECK(one["principals"][0]["within_tolerance"] == true);
    CHECK_FALSE(one["principals"][0].contains("served"));
    CHECK(one["principals"][1]["within_tolerance"].is_null());
    CHECK(one["principals"][1]["served"] == false);
    CHECK(one["mean"]["within_tolerance"] == 1.0);
    const Json nobody = result_of(Json::parse(head + R"("delegations": []})"));
    for (const Json& row : nobody["principals"]) CHECK(row["served"] == false);
    CHECK(nobody["mean"]["within_tolerance"].is_null());
  }

  TEST_CASE("validators in a network who only check each other are a trap in its result") {
    Json scenario = example("coding_agents.json");
    const Json alone = result_of(scenario);
    REQUIRE(alone["validation"].size() == 1);
    const Json& trap = alone["validation"][0];
    using Keys = std::vector<std::string>;
    CHECK(keys_of(trap) ==
          Keys{"members", "grounded", "trap", "effective_number", "accuracy", "wrong_when_unanimous", "supported"});
    CHECK(keys_of(trap["accuracy"]) == Keys{"independent", "common_shock", "beta_binomial"});
    CHECK(keys_of(trap["wrong_when_unanimous"]) == Keys{"independent", "common_shock", "beta_binomial"});
    CHECK(trap["members"] == Json{"coder", "reviewer"});
    CHECK(trap["grounded"] == false);
    CHECK(trap["trap"] == true);
    CHECK(trap["effective_number"] == 1.0);  // by default, errors within a class are the same errors
    check_same(trap["accuracy"], {{"independent", 0.7}, {"common_shock", 0.7}, {"beta_binomial", 0.7}}, 1, "accuracy");
    // Both wrong, of both wrong or both right: 0.09 of 0.58.
    check_same(trap["wrong_when_unanimous"],
               {{"independent", 0.09 / 0.58}, {"common_shock", 0.3}, {"beta_binomial", 0.3}}, 1,
               "wrong_when_unanimous");

    check_same(trap["supported"],
               {{"effective_number", 1},
                {"accuracy", {{"independent", 0.7}, {"common_shock", 0.7}, {"beta_binomial", 0.7}}},
                {"wrong_when_unanimous", {{"independent", 0.3}, {"common_shock", 0.3}, {"beta_binomial", 0.3}}}},
               1, "supported");

    scenario["oversight"].push_back({{"from", "maintainers"}, {"to", "coder"}, {"error_rate", 0.1}});
    const Json grounded = result_of(scenario);
    REQUIRE(grounded["validation"].size() == 1);
    CHECK(grounded["validation"][0]["grounded"] == true);
    CHECK(grounded["validation"][0]["trap"] == false);
    CHECK(grounded["validation"][0]["supported"]["accuracy"] == grounded["validation"][0]["accuracy"]);
  }

  TEST_CASE("a probability without a meaning in the validation of a network is null") {
    Json scenario = example("coding_agents.json");
    // One is never wrong and the other always: they cannot agree.
    scenario["oversight"][0]["error_rate"] = 0;
    scenario["oversight"][1]["error_rate"] = 1;
    scenario["oversight"][1]["class"] = "another model";
    const Json result = result_of(scenario);
    CHECK(result["validation"][0]["wrong_when_unanimous"]["independent"] == nullptr);
  }

  TEST_CASE("delegations are ranked by what more of their share does, and what hurts in another unit by itself") {
    using behalf::NetworkFindings;
    NetworkFindings network;
    network.delegations = {{"a", "b", 1, {.share = -1, .noise = 0.5, .translation = 0}},
                           {"b", "c", 1, {.share = 2, .noise = 0, .translation = 0}},
                           {"c", "d", 1, {.share = -1, .transmission = {-3, -0.1}}},
                           {"d", "e", 1, {.share = 0, .transmission = {-3, 0.7}}}};
    using By = NetworkFindings::HarmBy;
    const auto first_of = [&](By by, double noticeable) {
      const std::vector<NetworkFindings::Hurt> hurts = network.hurts(by, noticeable);
      REQUIRE(hurts.size() == 1);
      return hurts.front();
    };
    CHECK(first_of(By::share, 1e-9).delegation == 1);
    CHECK(first_of(By::noise, 1e-9).delegation == 0);
    CHECK(first_of(By::transmission, 1e-9).delegation == 3);
    CHECK(first_of(By::transmission, 1e-9).attribute == 1);
    CHECK(network.hurts(By::translation, 0).empty());
    CHECK(network.hurts(By::share, 2).empty());
    CHECK(network.by_harm()[0].from == "b");
    CHECK(network.by_harm()[1].from == "d");
    CHECK(network.delegations_matter(2));
    CHECK_FALSE(network.delegations_matter(3));
    CHECK(NetworkFindings{}.hurts(By::share, 0).empty());
  }
}
