#include "data/csv.hpp"
#include "diagnose/d3code_figures.hpp"
#include "diagnose/embedded_case.hpp"

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/version.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;

Json result_of(const std::string& text) {
  return behalf::to_json(behalf::diagnose(behalf::read_scenario(text)).value());
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& member : object.items()) keys.push_back(member.key());
  return keys;
}

/// Each of these members within 1e-12 of its figure, relative to the largest of them.
void check_figures(const Json& row, const std::string& part,
                   const std::initializer_list<std::pair<const char*, double>>& figures) {
  double scale = 0;
  for (const auto& [key, figure] : figures) scale = std::max(scale, std::abs(figure));
  CAPTURE(row["name"].dump());
  CAPTURE(part);
  CHECK(row[part].size() == figures.size());
  for (const std::pair<const char*, double>& entry : figures) {
    CAPTURE(entry.first);
    CHECK(std::abs(row[part][entry.first].get<double>() - entry.second) <= 1e-12 * scale);
  }
}

void check_number(const Json& number, double figure, double relative = 1e-12) {
  CAPTURE(figure);
  CHECK(std::abs(number.get<double>() - figure) <= relative * std::abs(figure));
}

const std::string assistant = R"({"kind": "linear_quadratic", "attributes": ["accuracy", "privacy", "reach"],
  "principals": [{"name": "a", "weight": 0.5, "values": [3, 1, 0], "tolerance": 2},
                 {"name": "b", "weight": 0.3, "values": [1, 3, 0], "tolerance": 2},
                 {"name": "c", "weight": 0.2, "values": [0, 0, 2], "tolerance": 2}],
  "agent": {"risk_aversion": 2.0}, "specification": {"metrics": [[1, 0, 0], [0, 0, 1]]},
  "information": {"noise": [0.1, 0.1, 0.4]}})";

const std::string three_axes = R"({"kind": "linear_quadratic", "attributes": ["x", "y"],
  "principals": [{"name": "a", "weight": 1, "values": [2, 1]}, {"name": "b", "weight": 1, "values": [1, 1]},
                 {"name": "c", "weight": 1, "values": [0, 2]}],
  "agent": {"risk_aversion": 1}, "specification": {"metrics": [[4, 3]]}, "information": {"noise": [0.2, 0.2]},
  "bargaining": "separate", "reference": "collective"})";

/// A diagnosis of one row with these regrets, in the order of `AxisSet::index`.
behalf::Diagnosis diagnosis_of(const std::array<double, 8>& regrets, double stake,
                               std::vector<std::string> notes = {}) {
  behalf::Lattice<double> lattice;
  lattice.resize(1);
  for (std::size_t k = 0; k < 8; ++k) lattice.regrets(0, static_cast<Eigen::Index>(k)) = regrets[k];
  lattice.stakes(0) = stake;
  lattice.weights(0) = 1;
  behalf::Attribution<double> attribution{lattice, {"one"}, std::move(notes)};
  behalf::Verdict<double> verdict = behalf::verdict(attribution, {std::optional<double>{}});
  return {"made up", "each", {"a"}, {std::nullopt}, attribution, verdict, {}};
}

}  // namespace

TEST_SUITE("io/result") {
  TEST_CASE("the keys of a result stand in their order") {
    const Json result = result_of(assistant);
    using Keys = std::vector<std::string>;
    CHECK(keys_of(result) == Keys{"behalf", "kind", "reference", "principals", "mean", "warnings", "certificate"});
    const Keys row{"name",      "weight",           "stake",     "gap", "relative_gap", "regret", "attribution",
                   "dividends", "within_tolerance", "attributes"};
    for (const Json& principal : result["principals"]) CHECK(keys_of(principal) == row);
    CHECK(keys_of(result["mean"]) == row);
    CHECK(keys_of(result["mean"]["attributes"][0]) == Keys{"name", "wanted", "asked", "done", "gap", "measured"});
    CHECK(keys_of(result["mean"]["regret"]) == Keys{"none", "O", "I", "P", "OI", "OP", "IP", "OIP"});
    CHECK(keys_of(result["mean"]["attribution"]) == Keys{"O", "I", "P"});
    CHECK(keys_of(result["mean"]["dividends"]) == Keys{"O", "I", "P", "OI", "OP", "IP", "OIP"});
    for (const Json& warning : result["warnings"]) CHECK(keys_of(warning) == Keys{"principal", "axis", "increase"});
    CHECK(keys_of(result["certificate"]) ==
          Keys{"primal_residual", "dual_residual", "duality_gap", "incentive_violation"});
    CHECK(result["behalf"] == std::string{behalf::version_string});
    CHECK(result["kind"] == "linear_quadratic");
    CHECK(result["reference"] == "each");
  }

  TEST_CASE("the assistant of the design has its figures") {  // derived; oracle of the design, in closed form
    const Json result = result_of(assistant);
    const Json& rows = result["principals"];
    REQUIRE(rows.size() == 3);
    check_figures(rows[0], "regret",
                  {{"none", 341.0 / 180},
                   {"O", 139.0 / 90},
                   {"I", 1.3},
                   {"P", 1.25},
                   {"OI", 0.88},
                   {"OP", 5.0 / 6},
                   {"IP", 0.5},
                   {"OIP", 0}});
    check_figures(rows[1], "regret",
                  {{"none", 881.0 / 180},
                   {"O", 199.0 / 90},
                   {"I", 4.9},
                   {"P", 55.0 / 12},
                   {"OI", 1.68},
                   {"OP", 5.0 / 6},
                   {"IP", 4.5},
                   {"OIP", 0}});
    check_figures(rows[2], "regret",
                  {{"none", 2.95},
                   {"O", 113.0 / 30},
                   {"I", 2.9},
                   {"P", 8.0 / 9},
                   {"OI", 3.88},
                   {"OP", 8.0 / 9},
                   {"IP", 0},
                   {"OIP", 0}});
    check_figures(
        rows[2], "dividends",
        {{"O", 0}, {"I", 8.0 / 9}, {"P", 3.88}, {"OI", 0}, {"OP", -0.98}, {"IP", -451.0 / 450}, {"OIP", 0.49 / 3}});
    check_figures(result["mean"], "attribution",
                  {{"O", 1.191111111111111}, {"I", 0.5577777777777777}, {"P", 1.2566666666666666}});
    check_number(result["mean"]["gap"], 541.0 / 180);
    check_number(result["mean"]["stake"], 4.4);
    check_number(result["mean"]["relative_gap"], 541.0 / 180 / 4.4);
    check_number(result["mean"]["weight"], 1);
    CHECK(rows[0]["stake"] == 5.0);
    CHECK(rows[0]["within_tolerance"] == true);
    CHECK(rows[1]["within_tolerance"] == false);
    CHECK(rows[2]["within_tolerance"] == false);
    check_number(result["mean"]["within_tolerance"], 0.5);
    REQUIRE(result["warnings"].size() == 2);
    CHECK(result["warnings"][0]["principal"] == "b");
    CHECK(result["warnings"][0]["axis"] == "I");
    check_number(result["warnings"][0]["increase"], 1.0 / 180, 1e-11);
    CHECK(result["warnings"][1]["principal"] == "c");
    CHECK(result["warnings"][1]["axis"] == "O");
    check_number(result["warnings"][1]["increase"], 49.0 / 60, 1e-11);
  }

  TEST_CASE("the three axis anchor has its figures relative to the collective") {  // derived, exact fractions
    const Json result = result_of(three_axes);
    REQUIRE(result["principals"].size() == 1);
    for (const Json& row : {result["principals"][0], result["mean"]}) {
      check_figures(row, "regret",
                    {{"none", 3.5},
                     {"O", 175.0 / 64},
                     {"I", 0.98},
                     {"P", 2.9},
                     {"OI", 0},
                     {"OP", 25.0 / 12},
                     {"IP", 0.98},
                     {"OIP", 0}});
      check_figures(row, "attribution", {{"O", 12691.0 / 14400}, {"I", 66533.0 / 28800}, {"P", 1777.0 / 5760}});
      check_figures(row, "dividends",
                    {{"O", 0.98},
                     {"I", 25.0 / 12},
                     {"P", 0},
                     {"OI", -49.0 / 300},
                     {"OP", 0},
                     {"IP", 125.0 / 192},
                     {"OIP", -49.0 / 960}});
      check_number(row["weight"], 3);
      check_number(row["stake"], 12.5);
      check_number(row["relative_gap"], 0.28);
      CHECK(row["within_tolerance"].is_null());
    }
    CHECK(result["principals"][0]["name"] == "collective");
    CHECK(result["mean"]["name"] == "mean");
    CHECK(result["reference"] == "collective");
    CHECK(result["warnings"].empty());
  }

  TEST_CASE("what has no meaning is null") {
    const Json result = behalf::to_json(diagnosis_of({1, 0, 0, 0, 0, 0, 0, 0}, 0));
    CHECK(result["principals"][0]["relative_gap"].is_null());
    CHECK(result["principals"][0]["within_tolerance"].is_null());
    CHECK(result["mean"]["relative_gap"].is_null());
    CHECK(result["mean"]["within_tolerance"].is_null());
    CHECK(result["certificate"]["incentive_violation"].is_null());
  }

  TEST_CASE("notes are there only when there is something to note") {
    CHECK_FALSE(behalf::to_json(diagnosis_of({1, 0, 0, 0, 0, 0, 0, 0}, 1)).contains("notes"));
    const Json result = behalf::to_json(diagnosis_of({1, 0, 0, 0, 0, 0, 0, 0}, 1, {"mind this"}));
    CHECK(result["notes"] == Json{"mind this"});
    const Json weights = result_of(R"({"kind": "linear_quadratic", "attributes": ["a"], "principals": [
        {"name": "x", "weight": 1, "values": [1]}, {"name": "y", "weight": 1, "values": [1]}]})");
    REQUIRE(weights.contains("notes"));
    CHECK(weights["notes"].size() == 1);
  }

  TEST_CASE("every number reads back as the same number") {
    behalf::RandomStream random{5, 0};
    for (int k = 0; k < 100; ++k) {
      std::array<double, 8> regrets{};
      for (double& regret : regrets) regret = std::ldexp(random.uniform(), static_cast<int>(random.below(600)) - 300);
      const behalf::Diagnosis diagnosis = diagnosis_of(regrets, std::ldexp(random.uniform(), -200));
      const nlohmann::json again = behalf::parse_json(behalf::to_json(diagnosis).dump());
      const nlohmann::json& row = again["principals"][0];
      CHECK(row["stake"].get<double>() == diagnosis.attribution.stake(0));
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        CHECK(row["regret"][behalf::letters(ideal)].get<double>() == regrets[ideal.index()]);
      }
      CHECK(row["attribution"]["P"].get<double>() == diagnosis.attribution.shapley(behalf::Axis::principals, 0));
    }
  }

  TEST_CASE("zero has no sign") {
    const Json result = behalf::to_json(diagnosis_of({0, -0.0, 0, 0, 0, 0, 0, -0.0}, 1));
    CHECK(result.dump().find("-0.0") == std::string::npos);
  }

  TEST_CASE("an attribution that overflows has no diagnosis") {
    const double large = std::numeric_limits<double>::max();
    behalf::Scenario scenario;
    scenario.tolerances = {std::nullopt};
    scenario.solve = [&] {
      return behalf::Solution<behalf::Answer>{
          {diagnosis_of({large, 0, large, large, large, large, large, 0}, 1).attribution}, behalf::Certificate{}};
    };
    CHECK(behalf::diagnose(scenario).status() == behalf::Status::ill_conditioned);
    behalf::Certificate broken;
    broken.dual_residual = std::numeric_limits<double>::quiet_NaN();
    scenario.solve = [&] {
      return behalf::Solution<behalf::Answer>{{diagnosis_of({1, 0, 0, 0, 0, 0, 0, 0}, 1).attribution}, broken};
    };
    CHECK(behalf::diagnose(scenario).status() == behalf::Status::ill_conditioned);
    scenario.solve = [&] {
      behalf::NetworkFindings network;
      network.delegations = {{"a", "b", 1, {.share = std::numeric_limits<double>::infinity()}}};
      return behalf::Solution<behalf::Answer>{{diagnosis_of({1, 0, 0, 0, 0, 0, 0, 0}, 1).attribution,
                                               std::make_shared<const behalf::NetworkFindings>(network)},
                                              behalf::Certificate{}};
    };
    CHECK(behalf::diagnose(scenario).status() == behalf::Status::ill_conditioned);
  }

  TEST_CASE("finite numbers that overflow in the model are ill conditioned and not refused") {
    const std::string start = R"({"kind": "linear_quadratic", "attributes": ["a"], "principals": )";
    const std::string population = R"({"kind": "population", "attributes": ["a"], "groups": )";
    for (const std::string& text :
         {start + R"([{"name": "x", "values": [1e300]}])",
          start + R"([{"name": "x", "values": [0], "weight": 1e308}, {"name": "y", "values": [0], "weight": 1e308}])",
          population + R"([{"name": "x", "mean": [1e300]}, {"name": "y", "mean": [0]}])",
          population + R"([{"name": "x", "mean": [1], "covariance": [1e308]}], "agent": {"cost": [1e-10]})"}) {
      CAPTURE(text);
      CHECK(behalf::diagnose(behalf::read_scenario(text + "}")).status() == behalf::Status::ill_conditioned);
    }
  }
}

TEST_SUITE("io/embedded_case") {
  TEST_CASE(
      "diversity alone leaves the embedded case its known floor") {  // derived from the data; tolerance of the table
    nlohmann::json scenario = nlohmann::json::parse(embedded_case::scenario());
    const Json result = result_of(scenario.dump());
    CHECK(result["principals"].size() == 21);
    check_number(result["mean"]["regret"]["OI"], 0.7113837736733, 1e-11);
    check_number(result["mean"]["stake"], 1.0374716355946, 1e-11);
    check_number(result["mean"]["weight"], 1);

    scenario["specification"].clear();
    scenario["information"].clear();
    scenario["agent"].erase("taste");
    const Json ideal = result_of(scenario.dump());
    check_number(ideal["mean"]["gap"], 0.7113837736733, 1e-11);
    check_number(ideal["mean"]["relative_gap"], 0.6856898533574, 1e-11);
    check_number(ideal["mean"]["attribution"]["P"], 0.7113837736733, 1e-11);
  }

  TEST_CASE("all three axes are at work in the embedded case") {
    const Json result = result_of(embedded_case::scenario());
    for (const char* axis : {"O", "I", "P"}) CHECK(result["mean"]["attribution"][axis].get<double>() > 0.05);
    CHECK_FALSE(result["warnings"].empty());
    CHECK(result["mean"]["within_tolerance"].get<double>() > 0.2);
    CHECK(result["mean"]["within_tolerance"].get<double>() < 0.8);
  }

  TEST_CASE("the embedded scores vary as known on their own scale") {  // derived from the data
    double people = 0;
    std::array<double, 6> mean{};
    for (const d3code::Country& country : d3code::countries) {
      people += country.people;
      for (std::size_t j = 0; j < 6; ++j) mean[j] += country.people * country.mean[j];
    }
    double within = 0;
    double between = 0;
    for (const d3code::Country& country : d3code::countries) {
      for (std::size_t j = 0; j < 6; ++j) {
        const double apart = country.mean[j] - mean[j] / people;
        within += country.people * country.covariance_of(j, j) / people;
        between += country.people * apart * apart / people;
      }
    }
    CHECK(people == 4309);
    CHECK(within + between == doctest::Approx(5.691070189386).epsilon(1e-11));
    CHECK(between == doctest::Approx(1.005938594284).epsilon(1e-11));
  }

  TEST_CASE("the embedded figures are those of the data set") {
    const std::string folder = BEHALF_DATA_DIR;
    if (folder.empty()) {
      std::cout << "SKIPPED: the embedded figures are those of the data set: BEHALF_DATA_DIR is not set\n";
      return;
    }
    const data::Csv table{folder + "/d3code_values/moments.csv"};
    REQUIRE(table.size() == d3code::countries.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
      const d3code::Country& country = d3code::countries[i];
      CAPTURE(std::string{country.name});
      CHECK(table.text(i, "iso3") == country.iso3);
      CHECK(table.text(i, "country") == country.name);
      CHECK(table.number(i, "n") == country.people);
      for (std::size_t j = 0; j < 6; ++j) {
        const std::string concern{d3code::concerns[j]};
        CHECK(table.number(i, "mean_" + concern) == country.mean[j]);
        for (std::size_t k = j; k < 6; ++k) {
          CHECK(table.number(i, "cov_" + concern + "_" + std::string{d3code::concerns[k]}) ==
                country.covariance_of(j, k));
        }
      }
    }
  }
}
