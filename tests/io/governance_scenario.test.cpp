#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using nlohmann::json;

/// Three principals on three attributes, the last of which is never seen.
json clinic() {
  return json::parse(R"({"kind": "linear_quadratic", "attributes": ["speed", "accuracy", "explanation"],
    "principals": [{"name": "hospital", "weight": 0.5, "values": [3, 1, 0]},
                   {"name": "clinicians", "weight": 0.3, "values": [1, 3, 1]},
                   {"name": "patients", "weight": 0.2, "values": [0, 2, 3]}],
    "tolerance": 4, "agent": {"risk_aversion": 1.5, "taste": [0.4, 0, 0]},
    "specification": {"metrics": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "translation": [[0.9, 0, 0], [0.2, 0.8, 0], [0, 0.3, 0.7]]},
    "information": {"noise": [0.1, 0.5, "inf"]}})");
}

/// Two principals, two agents in a row, somebody affected.
json web() {
  return json::parse(R"({"kind": "network", "attributes": ["expression", "safety"],
    "principals": [{"name": "platform", "weight": 0.6, "values": [2, 1]}, {"name": "regulator", "weight": 0.4, "values": [0.5, 2]}],
    "affected": [{"name": "reported", "values": [-2, 1], "tolerance": 1.3}],
    "agents": [{"name": "contractor", "taste": [0.3, 0], "keep": 0.3}, {"name": "classifier", "risk_aversion": 2}],
    "delegations": [{"from": "platform", "to": "contractor", "share": 0.5, "noise": [0.2, 0.4]},
                    {"from": "regulator", "to": "contractor", "share": 0.3, "noise": [0.2, 0.2], "translation": [1, 0.5]},
                    {"from": "contractor", "to": "classifier", "share": 0.8, "metrics": [[1, 0.5]], "noise": [0.3, 0.3]}],
    "exposures": [{"agent": "classifier", "party": "reported", "intensity": 0.8}]})");
}

json governed(json scenario, const std::vector<json>& levers) {
  scenario["governance"]["levers"] = levers;
  return scenario;
}

json result_of(const json& scenario) {
  return json::parse(behalf::to_json(behalf::diagnose(behalf::read_scenario(scenario.dump())).value()).dump());
}

std::vector<double> gaps(const json& result) {
  std::vector<double> all;
  for (const char* list : {"principals", "affected"}) {
    if (!result.contains(list)) continue;
    for (const json& row : result[list]) all.push_back(row["gap"]);
  }
  return all;
}

/// All of a lever does to every gap what the same change does where the scenario itself says it.
void check_same_as_said(const json& scenario, const json& lever, const json& said) {
  CAPTURE(lever.dump());
  const json result = result_of(governed(scenario, {lever}));
  const std::vector<double> before = gaps(result);
  const std::vector<double> after = gaps(result_of(said));
  const json& change = result["governance"]["levers"][0]["change"]["gaps"];
  REQUIRE(change.size() == before.size());
  bool any = false;
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before[i] + change[i].get<double>() == doctest::Approx(after[i]).epsilon(1e-11));
    any = any || std::abs(change[i].get<double>()) > 1e-3;
  }
  CHECK(any);
}

std::string refusal(const json& scenario) {
  try {
    (void)behalf::read_scenario(scenario.dump());
  } catch (const behalf::ScenarioError& error) {
    return error.what();
  }
  return "accepted";
}

json with(json object, const json& changes) {
  object.merge_patch(changes);
  return object;
}

}  // namespace

TEST_SUITE("io/governance_scenario") {
  TEST_CASE("all of a lever is what a scenario says that has the change in itself: what is set") {
    json said = clinic();
    said["principals"][0]["weight"] = 0.1;
    said["principals"][1]["weight"] = 0.3;
    said["principals"][2]["weight"] = 0.6;
    check_same_as_said(clinic(), {{"lever", "representation"}, {"weights", {0.1, 0.3, 0.6}}}, said);
    check_same_as_said(clinic(), {{"lever", "representation"}, {"weights", {10, 30, 60}}}, said);

    said = clinic();
    said["specification"]["metrics"] = json::array({{1, 1, 0}});
    check_same_as_said(clinic(), {{"lever", "redesign_metrics"}, {"metrics", json::array({{1, 1, 0}})}}, said);

    said = clinic();
    said["specification"].erase("translation");
    check_same_as_said(clinic(), {{"lever", "redesign_translation"}}, said);
    said["specification"]["translation"] = {{1, 0, 0}, {0, 1, 0.5}, {0, 0, 0.5}};
    check_same_as_said(
        clinic(), {{"lever", "redesign_translation"}, {"translation", {{1, 0, 0}, {0, 1, 0.5}, {0, 0, 0.5}}}}, said);
  }

  TEST_CASE("all of a lever is what a scenario says that has the change in itself: what is seen") {
    const auto seen = [](double speed, double accuracy, const json& explanation) {
      json said = clinic();
      said["information"]["noise"] = {1 / speed, 1 / accuracy, explanation};
      return said;
    };
    check_same_as_said(clinic(), {{"lever", "audit"}, {"attributes", {"accuracy", "explanation"}}, {"precision", 4}},
                       seen(10, 2 + 4, 0.25));
    check_same_as_said(clinic(), {{"lever", "transparency"}, {"precision", 3}}, seen(10 + 3, 2 + 3, "inf"));
    check_same_as_said(clinic(), {{"lever", "interpretability"}, {"precision", 3}}, seen(10, 2, 1 / 3.0));
    const double panel = 5 / (1 + 4 * 0.5) / 0.3;
    check_same_as_said(clinic(),
                       {{"lever", "independent_validators"}, {"members", 5}, {"variance", 0.3}, {"correlation", 0.5}},
                       seen(10 + panel, 2 + panel, 1 / panel));
    const double reports = 30 / (1 + 29 * 0.1) / 2;
    check_same_as_said(clinic(),
                       {{"lever", "reporting"},
                        {"attributes", {"explanation"}},
                        {"people", 60},
                        {"rate", 0.5},
                        {"variance", 2},
                        {"correlation", 0.1}},
                       seen(10, 2, 1 / reports));
  }

  TEST_CASE("all of a lever is what a scenario says that has the change in itself: what is contested") {
    json said = clinic();
    const double taken = 0.7 / 1.7;
    said["principals"][0]["weight"] = 0.5 * (1 - taken);
    said["principals"][1]["weight"] = 0.3 * (1 - taken);
    said["principals"][2]["weight"] = 0.2 * (1 - taken) + taken;
    check_same_as_said(clinic(), {{"lever", "veto"}, {"party", "patients"}, {"weight", 0.7}}, said);
    said = clinic();
    said["principals"][0]["weight"] = 0.5 * 0.8;
    said["principals"][1]["weight"] = 0.3 * 0.8;
    said["principals"][2]["weight"] = 0.2 + 0.2 * 0.8;
    check_same_as_said(clinic(), {{"lever", "appeal"}, {"party", "patients"}, {"rate", 0.2}}, said);
  }

  TEST_CASE("liability pulls what is done towards what the harmed want, recourse makes others pay, and both act last") {
    // One attribute: the firm asks 1 of an agent whose deeds the neighbours would have at −1.
    const json street = json::parse(R"({"kind": "linear_quadratic", "attributes": ["noise"], "principals": [
      {"name": "firm", "weight": 1, "values": [1]}, {"name": "neighbours", "weight": 0, "values": [-1]}]})");
    const auto gaps_with = [&](const std::vector<json>& levers) {
      const json result = result_of(governed(street, levers));
      std::vector<double> all = result["governance"]["frontier"].back()["gaps"];
      return all;
    };
    const json liability{{"lever", "liability"}, {"parties", {{{"party", "neighbours"}}}}, {"cost", 0}};
    const auto change = [&](const json& lever) {
      const json result = result_of(governed(street, {lever}));
      return std::vector<double>(result["governance"]["levers"][0]["change"]["gaps"]);
    };
    CHECK(change(liability)[0] == doctest::Approx(0.5).epsilon(1e-12));
    CHECK(change(liability)[1] == doctest::Approx(0.5 - 2).epsilon(1e-12));
    CHECK(change(with(liability, {{"assets", 1}}))[1] == doctest::Approx(8.0 / 9 - 2).epsilon(1e-12));
    CHECK(change(with(liability, {{"assets", 1}, {"harm", 1}}))[1] == doctest::Approx(0.5 - 2).epsilon(1e-12));
    CHECK(change({{"lever", "recourse"}, {"party", "neighbours"}, {"rate", 0.25}})[0] ==
          doctest::Approx(0.5).epsilon(1e-12));
    json veto{{"lever", "veto"}, {"party", "neighbours"}, {"weight", 1}, {"cost", 0}};
    CHECK(gaps_with({liability, veto}) == gaps_with({veto, liability}));
  }

  TEST_CASE("what a lever cannot be in a scenario is refused at its place") {
    const auto fault = [](const json& lever, json scenario = clinic()) {
      return refusal(governed(std::move(scenario), {lever}));
    };
    CHECK(fault({{"lever", "redesign_metrics"}, {"metrics", json::array({{1, 1, 0}})}, {"levels", {0, 0.5, 1}}}) ==
          "$.governance.levers[0].levels[1]: expected level 0 or 1, got 0.5: pay depends on metrics only through the "
          "space "
          "of their rows, so that a fraction of them is all of them");
    CHECK(fault({{"lever", "representation"}, {"weights", {0, 0, 0}}}) ==
          "$.governance.levers[0].weights: expected at least one positive weight, all are 0");
    CHECK(fault({{"lever", "liability"}, {"parties", {{{"party", "patients"}}, {{"party", "patients"}}}}}) ==
          "$.governance.levers[0].parties[1].party: expected each party once, it stands also at parties[0]");
    const json recourse{{"lever", "recourse"}, {"party", "patients"}, {"rate", 0.5}};
    CHECK(fault(recourse) == "accepted");
    CHECK(fault(recourse, with(clinic(), {{"reference", "collective"}}))
              .starts_with("$.governance.levers[0].party: expected regrets by everybody's own values"));
    json alone = clinic();
    alone["principals"][0]["weight"] = alone["principals"][1]["weight"] = 0;
    CHECK(fault(recourse, alone) ==
          "$.governance.levers[0].party: expected somebody else of positive weight to pay for it, there is nobody");
  }

  TEST_CASE("a lever without a cost is free, and that is told") {
    const json audit{{"lever", "audit"}, {"attributes", {"accuracy"}}, {"precision", 1}};
    const json result = result_of(governed(clinic(), {audit, with(audit, {{"name", "paid"}, {"cost", 0}})}));
    CHECK(result["governance"]["levers"][0]["cost_stated"] == false);
    CHECK(result["governance"]["levers"][1]["cost_stated"] == true);
  }

  TEST_CASE("all of a lever on a web is what a scenario says that has the change in itself") {
    const json first{{"from", "platform"}, {"to", "contractor"}};
    json said = web();
    // Of the shock that both see a third is left, and the error of the audit is seen here alone.
    said["delegations"][0]["noise"] = {0.2, 0.4 / 9};
    said["delegations"][0]["own_noise"] = {0, 0.8 / 9};
    check_same_as_said(
        web(), {{"lever", "audit"}, {"attributes", {"safety"}}, {"precision", 5}, {"delegations", {first}}}, said);
    said = web();
    said["delegations"][0]["share"] = 0.2;
    said["delegations"][1]["share"] = 0.6;
    check_same_as_said(web(), {{"lever", "representation"}, {"shares", {1, 3, 0.1}}}, said);
    said = web();
    said["delegations"][1].erase("translation");
    check_same_as_said(web(), {{"lever", "redesign_translation"}}, said);
    said = web();
    said["delegations"][2]["metrics"] = {{1, 0}, {0, 1}};
    check_same_as_said(web(),
                       {{"lever", "redesign_metrics"},
                        {"metrics", {{1, 0}, {0, 1}}},
                        {"delegations", {{{"from", "contractor"}, {"to", "classifier"}}}}},
                       said);
    for (const auto& [lever, by] : std::vector<std::pair<json, double>>{
             {{{"lever", "transparency"}, {"precision", 4}}, 4.0},
             {{{"lever", "independent_validators"}, {"members", 2}, {"variance", 0.5}}, 4.0},
             {{{"lever", "reporting"}, {"attributes", {"expression", "safety"}}, {"people", 8}, {"variance", 2}},
              4.0}}) {
      // One error for both who delegate to the contractor: where they see alike, as if that were the noise.
      json alike = web();
      alike["delegations"][0]["noise"] = {0.2, 0.2};
      said = alike;
      for (json& edge : said["delegations"]) {
        for (json& noise : edge["noise"]) noise = 1 / (1 / noise.get<double>() + by);
      }
      check_same_as_said(alike, lever, said);
    }
    json unseen = web();
    unseen["delegations"][2] = {{"from", "contractor"}, {"to", "classifier"}, {"share", 0.8}, {"noise", {0.3, "inf"}}};
    said = unseen;
    said["delegations"][2]["noise"] = {0.3, 0.5};
    check_same_as_said(unseen, {{"lever", "interpretability"}, {"precision", 2}}, said);
    said = web();
    said["delegations"][0]["share"] = 0.5 * 0.8;
    said["delegations"][1]["share"] = 0.3 * 0.8 + 0.8 * 0.2;
    check_same_as_said(web(), {{"lever", "veto"}, {"party", "regulator"}, {"agent", "contractor"}, {"weight", 0.25}},
                       said);
    said = web();
    said["delegations"][0]["share"] = 0.5 * 0.6;
    said["delegations"][1]["share"] = 0.3 * 0.6 + 0.8 * 0.4;
    check_same_as_said(web(), {{"lever", "appeal"}, {"party", "regulator"}, {"agent", "contractor"}, {"rate", 0.4}},
                       said);
  }

  TEST_CASE("those affected by a web can contest, on terms of their own, and levers say so whatever their order") {
    const json small =
        json::parse(R"({"kind": "network", "attributes": ["x"], "principals": [{"name": "a", "values": [1]}],
      "affected": [{"name": "u", "values": [-1]}], "agents": [{"name": "A"}],
      "delegations": [{"from": "a", "to": "A", "share": 1, "noise": [1]}],
      "exposures": [{"agent": "A", "party": "u"}]})");
    const auto change = [&](const std::vector<json>& levers) {
      const json found = result_of(governed(small, levers))["governance"]["levers"].back();
      const std::vector<double> before = gaps(result_of(small));
      return std::pair{before[0] + found["change"]["gaps"][0].get<double>(),
                       before[1] + found["change"]["gaps"][1].get<double>()};
    };
    const json veto{{"lever", "veto"}, {"party", "u"}, {"agent", "A"}, {"weight", 1}};
    CHECK(change({veto}).first == doctest::Approx(13.0 / 16).epsilon(1e-12));
    CHECK(change({veto}).second == doctest::Approx(5.0 / 16).epsilon(1e-12));
    const json on_terms = with(veto, {{"terms", {{"noise", {1}}}}});
    CHECK(change({on_terms}).first == doctest::Approx(0.5).epsilon(1e-12));
    const json appeal{{"lever", "appeal"}, {"party", "u"}, {"agent", "A"}, {"rate", 0.5}};
    CHECK(change({on_terms, appeal}).first == doctest::Approx(0.5).epsilon(1e-12));
    const json recourse{{"lever", "recourse"}, {"party", "u"}, {"rate", 0.5}};
    CHECK(change({recourse}).second == doctest::Approx(gaps(result_of(small))[1] / 2).epsilon(1e-12));
    const json liability{{"lever", "liability"}, {"agent", "A"}};
    CHECK(change({liability}).first == doctest::Approx(29.0 / 32).epsilon(1e-12));

    const std::string at = "$.governance.levers";
    CHECK(refusal(governed(small, {on_terms, with(appeal, {{"terms", {{"noise", {1}}}}})})) ==
          at + "[1].terms: expected terms of one right of \"u\" over \"A\", they stand also at " + at + "[0].terms");
    CHECK(refusal(governed(small, {with(on_terms, {{"party", "a"}})})) ==
          at + "[0].terms: expected none, \"a\" delegates to \"A\" already, on terms of its own");
    CHECK(refusal(governed(small, {with(veto, {{"party", "A"}})})) ==
          at + "[0].party: expected a principal or an affected party, \"A\" is an agent");
    CHECK(refusal(governed(small, {with(veto, {{"agent", "u"}})})) ==
          at + "[0].agent: expected an agent, \"u\" is none");
    CHECK(refusal(governed(small, {with(veto, {{"terms", {{"share", 1}}}})})).starts_with(at + "[0].terms.share"));
    CHECK(refusal(governed(small, {with(recourse, {{"party", "a"}})})) ==
          at + "[0].party: expected somebody else of positive weight to pay for it, there is nobody");
    CHECK(refusal(governed(small, {{{"lever", "redesign_metrics"}, {"metrics", {{1}}}, {"levels", {0, 0.5}}}}))
              .starts_with(at + "[0].levels[1]: expected level 0 or 1, got 0.5"));
  }

  TEST_CASE("the frontier, the budget and the price are those of all portfolios tried one after the other") {
    const std::vector<json> levers{{{"lever", "redesign_translation"}, {"cost", 1}},
                                   {{"lever", "audit"}, {"attributes", {"explanation"}}, {"precision", 4}, {"cost", 2}},
                                   {{"lever", "appeal"}, {"party", "patients"}, {"rate", 0.5}, {"cost", 1.5}}};
    for (const json& welfare : {json("mean"), json("worst_off"), json{{"quantile", 0.6}}, json{{"share_above", 3.6}}}) {
      CAPTURE(welfare.dump());
      json scenario = governed(clinic(), levers);
      scenario["governance"]["welfare"] = welfare;
      scenario["governance"]["budget"] = 2.5;
      const json governance = result_of(scenario)["governance"];
      const std::vector<double> weights{0.5, 0.3, 0.2};
      const auto value = [&](const std::vector<double>& left) {
        double mean = 0, above = 0;
        for (std::size_t i = 0; i < 3; ++i) {
          mean += weights[i] * left[i];
          if (left[i] > 3.6) above += weights[i];
        }
        if (welfare == "mean") return mean;
        if (welfare == "worst_off") return *std::max_element(left.begin(), left.end());
        if (welfare.contains("share_above")) return above;
        std::vector<std::size_t> order{0, 1, 2};
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return left[a] < left[b]; });
        double held = 0;
        for (const std::size_t i : order) {
          held += weights[i];
          if (held >= 0.6) return left[i];
        }
        return left[order.back()];
      };
      struct Tried {
        double cost, value;
        std::vector<double> left;
      };
      std::vector<Tried> tried;
      for (unsigned which = 0; which < 8; ++which) {
        json said = clinic();
        double cost = 0;
        if ((which & 1U) != 0) said["specification"].erase("translation");
        if ((which & 2U) != 0) said["information"]["noise"] = {0.1, 0.5, 0.25};
        if ((which & 4U) != 0) {
          said["principals"][0]["weight"] = 0.25;
          said["principals"][1]["weight"] = 0.15;
          said["principals"][2]["weight"] = 0.6;
        }
        for (unsigned k = 0; k < 3; ++k) cost += ((which >> k) & 1U) != 0 ? levers[k]["cost"].get<double>() : 0;
        const std::vector<double> left = gaps(result_of(said));
        tried.push_back({cost, value(left), left});
      }
      std::vector<double> beaten_costs;
      for (const json& point : governance["frontier"]) {
        double least = 1e300;
        for (const Tried& one : tried) {
          if (one.cost <= point["cost"].get<double>()) least = std::min(least, one.value);
        }
        CHECK(point["value"].get<double>() == doctest::Approx(least).epsilon(1e-11));
        beaten_costs.push_back(point["cost"]);
      }
      for (const Tried& one : tried) {
        const bool better = std::none_of(tried.begin(), tried.end(), [&](const Tried& other) {
          return other.cost <= one.cost && other.value <= one.value + 1e-12 && &other != &one;
        });
        if (better) CHECK(std::count(beaten_costs.begin(), beaten_costs.end(), one.cost) == 1);
      }
      double within = 1e300;
      double price = 1e300;
      for (const Tried& one : tried) {
        if (one.cost <= 2.5) within = std::min(within, one.value);
        if (*std::max_element(one.left.begin(), one.left.end()) <= 4) price = std::min(price, one.cost);
      }
      CHECK(governance["best"]["value"].get<double>() == doctest::Approx(within).epsilon(1e-11));
      REQUIRE(price < 1e300);
      CHECK(governance["aligned_enough"]["cost"].get<double>() == doctest::Approx(price).epsilon(1e-12));
      CHECK(governance["unreachable"].is_null());
    }
  }

  TEST_CASE("a tolerance that nothing reaches is an answer that says by how much and whose") {
    json scenario = governed(clinic(), {{{"lever", "redesign_translation"}, {"cost", 1}}});
    scenario["principals"][2]["tolerance"] = 0.5;
    const json result = result_of(scenario);
    const json& governance = result["governance"];
    CHECK(governance["aligned_enough"].is_null());
    const std::string why = governance["unreachable"];
    CHECK(why.find("the tolerance of patients by ") != std::string::npos);
    // A share of the weight without them is reached as things are.
    scenario["governance"]["share"] = 0.8;
    CHECK(result_of(scenario)["governance"]["aligned_enough"]["cost"] == 0);
  }

  TEST_CASE("without a tolerance there is no price, without a budget no best, without the block nothing") {
    json scenario = governed(clinic(), {{{"lever", "redesign_translation"}}});
    scenario.erase("tolerance");
    const json governance = result_of(scenario)["governance"];
    CHECK(governance["aligned_enough"].is_null());
    CHECK(governance["unreachable"].is_null());
    CHECK(governance["best"].is_null());
    CHECK_FALSE(governance.contains("process"));
    CHECK_FALSE(result_of(clinic()).contains("governance"));
  }

  TEST_CASE("a lever that hurts somebody says whom, and pairs are told up to twelve levers") {
    std::vector<json> levers;
    for (int k = 0; k < 13; ++k) {
      levers.push_back({{"name", "appeal " + std::to_string(k)},
                        {"lever", "appeal"},
                        {"party", "patients"},
                        {"rate", 0.01 * (k + 1)}});
    }
    json governance = result_of(governed(clinic(), levers))["governance"];
    CHECK(governance["interactions"].is_null());
    for (const json& lever : governance["levers"]) {
      std::vector<std::string> hurt;
      const std::vector<std::string> names{"hospital", "clinicians", "patients"};
      for (std::size_t i = 0; i < 3; ++i) {
        if (lever["change"]["gaps"][i] > 1e-6) hurt.push_back(names[i]);
      }
      CHECK(lever["hurts"] == hurt);
      for (const json& name : lever["helps"]) CHECK(std::find(hurt.begin(), hurt.end(), name) == hurt.end());
      CHECK_FALSE(hurt.empty());
    }
    levers.pop_back();
    governance = result_of(governed(clinic(), levers))["governance"];
    CHECK(governance["interactions"].size() == 12);
    CHECK(governance["interactions"][3][5] == governance["interactions"][5][3]);
  }

  TEST_CASE("one-time alignment and ongoing consultation have the numbers of their closed forms") {
    json scenario = json::parse(R"({"kind": "linear_quadratic", "attributes": ["a"],
      "principals": [{"name": "x", "weight": 1, "values": [1]}],
      "governance": {"levers": [{"lever": "redesign_translation"}],
                     "process": {"drift": [0.2], "noise": [0.5], "period": 5, "consultation_cost": 0.1}}})");
    const json process = result_of(scenario)["governance"]["process"];
    // Posterior variances for q = 0.2, R = 0.5 and 1, 2 and 5 steps: half of them is the gap.
    CHECK(process["gap_at_consultation"].get<double>() == doctest::Approx(0.366025404 / 2).epsilon(1e-8));
    CHECK(process["mean_gap"].get<double>() == doctest::Approx(0.383012702).epsilon(1e-8));
    CHECK(process["drift_gap"].get<double>() == doctest::Approx(0.1));
    CHECK(process["periods"][0]["mean_gap"].get<double>() == doctest::Approx(0.2316624790 / 2).epsilon(1e-9));
    CHECK(process["periods"][1]["mean_gap"].get<double>() == doctest::Approx(0.194948974).epsilon(1e-8));
    CHECK(process["periods"][4]["mean_gap"] == process["mean_gap"]);
    const json& best = process["cheapest"];
    for (const json& one : process["periods"]) {
      CHECK(one["cost"].get<double>() ==
            doctest::Approx(one["mean_gap"].get<double>() + 0.1 / one["period"].get<double>()));
      CHECK(best["cost"].get<double>() <= one["cost"].get<double>() + 1e-12);
    }
    // Summed step by step: the first T at which the fix, which begins and costs what a consultation does, has cost more.
    CHECK(process["one_time_cost"] == 0.1);
    CHECK(process["prospect"] == "falls behind");
    double once = 0.1, ongoing = 0;
    int steps = 0;
    while (steps == 0 || once <= ongoing + 1e-12) {
      ongoing += process["gap_at_consultation"].get<double>() + 0.1 * (steps % 5) + (steps % 5 == 0 ? 0.1 : 0);
      once += process["one_time_gap"].get<double>() + 0.1 * steps;
      ++steps;
    }
    CHECK(process["break_even"]["steps"] == steps);
    CHECK(process["break_even"]["one_time"].get<double>() == doctest::Approx(once));

    // A cost of action counts: what is unknown of values matters half as much where action costs twice as much.
    scenario["agent"]["cost"] = {2};
    CHECK(result_of(scenario)["governance"]["process"]["mean_gap"].get<double>() ==
          doctest::Approx(process["mean_gap"].get<double>() / 2));
    scenario["governance"]["process"]["drift"] = {0};
    const json still = result_of(scenario)["governance"]["process"];
    CHECK(still["cheapest"].is_null());
    CHECK(still["break_even"].is_null());
    CHECK(still["prospect"] == "stays ahead");
    scenario["governance"]["process"]["consultation_cost"] = 0;
    CHECK(result_of(scenario)["governance"]["process"]["prospect"] == "stays equal");
  }

  TEST_CASE("what cannot be is refused at its place") {
    const json lever{{"lever", "audit"}, {"attributes", {"accuracy"}}, {"precision", 1}};
    const auto refused = [&](const json& changes) { return refusal(governed(clinic(), {with(lever, changes)})); };
    const std::string at = "$.governance.levers[0]";
    CHECK(refused(json::object()) == "accepted");
    CHECK(refused({{"cost", -1}}) == at + ".cost: expected a finite number that is not negative, got -1");
    CHECK(refused({{"precision", -2}}) == at + ".precision: expected a finite number that is not negative, got -2");
    CHECK(refused({{"precision", nullptr}}) == at + ".precision: required, but missing");
    CHECK(refused({{"attributes", {"accuracy", "reach"}}}) ==
          at + ".attributes[1]: expected an attribute, there is none called \"reach\"");
    CHECK(refused({{"attributes", json::array()}}) == at + ".attributes: expected at least one attribute, got none");
    CHECK(refused({{"levels", {0, 0.5, 1.5}}}) == at + ".levels[2]: expected a level from 0 to 1, got 1.5");
    CHECK(refused({{"levels", json::array()}}) == at + ".levels: expected at least one level, got none");
    CHECK(refused({{"rate", 1}}).starts_with(at + ".rate: unknown key, expected one of lever, name, cost, levels, "));
    CHECK(refused({{"name", ""}}) == at + ".name: expected a name, got an empty text");
    CHECK(refused({{"lever", "hope"}}).starts_with(at + ".lever: expected representation or redesign_metrics or "));
    CHECK(refusal(governed(clinic(), {{{"lever", "recourse"}, {"party", "patients"}, {"rate", 1}}})) == "accepted");
    CHECK(refusal(governed(clinic(), {lever, lever})) ==
          "$.governance.levers[1]: expected a name of its own, \"audit\" is also $.governance.levers[0]");
    CHECK(refusal(governed(clinic(), {{{"lever", "appeal"}, {"party", "nobody"}, {"rate", 0.1}}})) ==
          at + ".party: expected a party, there is none called \"nobody\"");
    CHECK(refusal(governed(clinic(), {{{"lever", "appeal"}, {"party", "patients"}, {"rate", 1.1}}})) ==
          at + ".rate: expected a number from 0 to 1, got 1.1");
    CHECK(refusal(governed(clinic(), {{{"lever", "representation"}, {"weights", {0, 0, 0}}}}))
              .starts_with(at + ".weights: "));
    CHECK(refusal(governed(clinic(), {{{"lever", "representation"}, {"weights", {0.5, -1, 1}}}}))
              .starts_with(at + ".weights[1]: "));
    CHECK(refusal(governed(clinic(), {{{"lever", "independent_validators"}, {"members", 0}, {"variance", 1}}}))
              .starts_with(at));
    CHECK(refusal(governed(clinic(),
                           {{{"lever", "liability"}, {"parties", {{{"party", "patients"}, {"intensity", -1}}}}}})) ==
          at + ".parties[0].intensity: expected a finite number that is not negative, got -1");
    CHECK(refusal(governed(clinic(), std::vector<json>(21, lever))) ==
          "$.governance.levers: expected at most 20 levers, got 21");
    std::vector<json> many;
    for (int k = 0; k < 20; ++k) {
      many.push_back(lever);
      many.back()["name"] = "l" + std::to_string(k);
      many.back()["levels"] = {0, 0.5, 1};
    }
    CHECK(refusal(governed(clinic(), many)) ==
          "$.governance.levers: expected at most 4194304 models to try, the levels of 20 levers make 3486784401 "
          "portfolios, gone through 5 times: for what money buys, what aligned enough costs, and each tolerance; give "
          "fewer levers or levels");
    json unjudged = governed(clinic(), many);
    unjudged.erase("tolerance");
    CHECK(refusal(unjudged).find("portfolios, gone through once; give") != std::string::npos);
    CHECK(refusal(governed(clinic(), {})) == "$.governance.levers: expected at least one lever, got none");

    const auto block = [&](const json& changes) {
      return refusal(with(governed(clinic(), {lever}), json{{"governance", changes}}));
    };
    CHECK(block({{"budget", 0}}) == "$.governance.budget: expected a number above 0, got 0");
    CHECK(block({{"share", 1.5}}) == "$.governance.share: expected 0 < share <= 1, got 1.5");
    CHECK(block({{"share", 0.5}}) == "accepted");
    json nobody = governed(clinic(), {lever});
    nobody.erase("tolerance");
    nobody["governance"]["share"] = 0.5;
    CHECK(refusal(nobody) ==
          "$.governance.share: expected somebody of positive weight with a tolerance, there is nobody");
    CHECK(block({{"welfare", "best"}}) == "$.governance.welfare: expected mean or worst_off, got \"best\"");
    CHECK(block({{"welfare", {{"quantile", 0}}}}) == "$.governance.welfare.quantile: expected 0 < q <= 1, got 0");
    CHECK(block({{"welfare", {{"share_above", -1}}}}) ==
          "$.governance.welfare.share_above: expected a number that is not negative, got -1");
    CHECK(block({{"welfare", {{"quantile", 1}, {"share_above", 1}}}}) ==
          "$.governance.welfare: expected one of quantile and share_above, got both");
    CHECK(block({{"process", {{"drift", {1, 1, 1}}}}}) == "$.governance.process.noise: required, but missing");
    CHECK(
        block({{"process", {{"drift", {1, 1, -1}}, {"noise", {1, 1, 1}}}}}).starts_with("$.governance.process.drift"));
    CHECK(block({{"process", {{"drift", {1, 1, 1}}, {"noise", {1, 1, 1}}, {"period", 0}}}}) ==
          "$.governance.process.period: expected 1 to 1000000 steps, got 0");
    CHECK(block({{"process", {{"drift", {1, 1, 1}}, {"noise", {1, 1, 1}}, {"consultation_cost", -1}}}}) ==
          "$.governance.process.consultation_cost: expected a finite number that is not negative, got -1");
    CHECK(block({{"hope", 1}}).starts_with("$.governance.hope: unknown key"));
  }

  TEST_CASE("what cannot be in a web is refused at its place") {
    const std::string at = "$.governance.levers[0]";
    const auto refused = [](const json& lever) { return refusal(governed(web(), {lever})); };
    const json audit{{"lever", "audit"}, {"attributes", {"safety"}}, {"precision", 1}};
    CHECK(refused(with(audit, {{"delegations", {{{"from", "platform"}, {"to", "classifier"}}}}})) ==
          at + ".delegations[0]: expected a delegation, there is none from \"platform\" to \"classifier\"");
    CHECK(refused({{"lever", "liability"}, {"agent", "platform"}}).starts_with(at + ".agent: expected an agent"));
    CHECK(refused({{"lever", "recourse"}, {"party", "contractor"}, {"rate", 0.5}}) ==
          at + ".party: expected a principal or an affected party, \"contractor\" is an agent");
    CHECK(refused({{"lever", "representation"}, {"shares", {0, 0, 0}}}) ==
          at + ".shares: expected at least one positive share, all are 0");
    CHECK(refused({{"lever", "representation"}, {"shares", {0.9, 0.05}}}) == at + ".shares: expected 3 numbers, got 2");
    json scenario = governed(web(), {audit});
    scenario["delegations"][0] = {
        {"from", "platform"}, {"to", "contractor"}, {"share", 0.5}, {"transmission", {0.5, 1}}};
    CHECK(refusal(scenario) == "accepted");
    scenario["governance"]["levers"][0]["delegations"] = {{{"from", "platform"}, {"to", "contractor"}}};
    CHECK(refusal(scenario).starts_with(at + ".delegations: expected delegations by contract"));
    scenario = governed(web(), {audit});
    scenario["reference"] = "collective";
    for (const char* rows : {"principals", "affected"}) {
      for (json& row : scenario[rows]) row.erase("tolerance");
    }
    CHECK(refusal(scenario).starts_with("$.governance: expected a reference of each"));
    // Shares are listed for the delegations of the scenario; one that a right makes beside them has none.
    CHECK(
        refusal(governed(web(), {{{"lever", "veto"}, {"party", "regulator"}, {"agent", "classifier"}, {"weight", 0.1}},
                                 {{"lever", "representation"}, {"shares", {0.2, 0.6, 0.9}}}})) == "accepted");
  }

  TEST_CASE("what overflows in governance is reported, not printed") {
    const json scenario =
        governed(clinic(), {{{"lever", "redesign_translation"}, {"translation", {1e200, 1e200, 1e200}}}});
    const auto failed = behalf::diagnose(behalf::read_scenario(scenario.dump()));
    REQUIRE(failed);
    CHECK_FALSE(failed.value().governance);
    REQUIRE(failed.value().failures.size() == 1);
    CHECK(failed.value().failures[0].part == "governance");
    CHECK(failed.value().failures[0].status == behalf::Status::ill_conditioned);
    json without = scenario;
    without.erase("governance");
    json said = result_of(scenario);
    CHECK(said["governance"].size() == 1);
    CHECK(said["governance"]["error"].get<std::string>().starts_with("no solution: ill-conditioned "));
    said.erase("governance");
    CHECK(said == result_of(without));
  }
}
