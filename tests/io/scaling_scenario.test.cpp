#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <new>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using nlohmann::json;

/// A population of three groups, four attributes and a budget of information that all attributes and groups share.
json asked() {
  return json::parse(R"({"kind": "population", "attributes": ["a", "b", "c", "d"], "tolerance": 2.5,
    "groups": [{"name": "x", "weight": 3, "mean": [2, 1, 0, 1], "covariance": [0.5, 0.2, 0.1, 0.3]},
               {"name": "y", "weight": 2, "mean": [0, 1, 2, -1], "covariance": [0.1, 0.4, 0.3, 0.2]},
               {"name": "z", "weight": 1, "mean": [-1, 2, 1, 0]}],
    "agent": {"taste": [0.2, 0, 0, 0]}, "bargaining": "separate",
    "scaling": {"generality": [1, 2, 4], "scope": [1, 2, 3], "diversity": [0, 0.5, 1], "metrics": 3, "budget": 4,
                "samples": 5, "seed": 7}})");
}

json result_of(const json& scenario) {
  return json::parse(behalf::to_json(behalf::diagnose(behalf::read_scenario(scenario.dump())).value()).dump());
}

using Place = std::tuple<int, int, double>;
Place place(const json& at) { return {at["g"].get<int>(), at["s"].get<int>(), at["delta"].get<double>()}; }

}  // namespace

TEST_SUITE("io/scaling_scenario") {
  TEST_CASE("a result has every point of the study that was asked for, with the study's own numbers") {
    const behalf::Scenario scenario = behalf::read_scenario(asked().dump());
    const std::vector<behalf::ScalingRow<double>> rows = behalf::run(scenario.scaling->study).value().rows;
    const json points = result_of(asked())["scaling"]["points"];
    REQUIRE(points.size() == 27);
    bool any_drawn = false;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      CHECK(place(points[k]) == Place{rows[k].at.generality, rows[k].at.scope, rows[k].at.diversity});
      CHECK(points[k]["gap"] == rows[k].gap.value);
      CHECK(points[k]["gap_se"] == rows[k].gap.standard_error);
      CHECK(points[k]["stake"] == rows[k].stake.value);
      CHECK(points[k]["relative_gap"] == rows[k].relative_gap->value);
      CHECK(points[k]["attribution"]["I"] == rows[k].share(behalf::Axis::information).value);
      CHECK(points[k]["dividends"]["OIP"] == rows[k].dividend(behalf::AxisSet::all()).value);
      CHECK(points[k]["dividends"]["OIP_se"] == rows[k].dividend(behalf::AxisSet::all()).standard_error);
      const json& shares = points[k]["attribution"];
      const double sum = shares["O"].get<double>() + shares["I"].get<double>() + shares["P"].get<double>();
      CHECK(sum == doctest::Approx(points[k]["gap"].get<double>()).epsilon(1e-12));
      any_drawn = any_drawn || !points[k]["exact"].get<bool>();
    }
    CHECK(any_drawn);
  }

  TEST_CASE("the point where all is entrusted, all are served and differ as they do is the mean of the rows") {
    json scenario = asked();
    scenario["scaling"].erase("budget");
    scenario["scaling"].erase("metrics");
    scenario["information"]["noise"] = {0.1, 0.2, 0.3, 0.4};
    scenario["specification"]["metrics"] = {{1, 0, 0, 0}, {0, 1, 1, 0}};
    const json result = result_of(scenario);
    const json& last = result["scaling"]["points"].back();
    CHECK(place(last) == Place{4, 3, 1.0});
    for (const char* number : {"gap", "stake", "relative_gap"}) {
      CHECK(last[number].get<double>() == doctest::Approx(result["mean"][number].get<double>()).epsilon(1e-12));
    }
    for (const char* axis : {"O", "I", "P"}) {
      CHECK(last["attribution"][axis].get<double>() ==
            doctest::Approx(result["mean"]["attribution"][axis].get<double>()).epsilon(1e-12));
    }
  }

  TEST_CASE("elasticities, frontier and falls of difficulty follow from the points") {
    json scenario = asked();
    scenario["scaling"]["samples"] = 100;
    const json scaling = result_of(scenario)["scaling"];
    std::map<Place, json> points;
    for (const json& point : scaling["points"]) points[place(point)] = point;
    const auto next = [](const std::vector<double>& levels, double level) {
      for (const double other : levels) {
        if (other > level) return other;
      }
      return 0.0;
    };
    std::map<std::string, std::size_t> falls;
    std::size_t steps = 0;
    for (const auto& [name, axis, levels] : std::vector<std::tuple<std::string, int, std::vector<double>>>{
             {"generality", 0, {1, 2, 4}}, {"scope", 1, {1, 2, 3}}, {"diversity", 2, {0, 0.5, 1}}}) {
      const auto level = [axis = axis](const Place& at) {
        return axis == 0 ? std::get<0>(at) : axis == 1 ? std::get<1>(at) : std::get<2>(at);
      };
      for (const json& step : scaling["elasticity"][name]) {
        ++steps;
        const double x1 = level(place(step["from"]));
        const double x2 = level(place(step["to"]));
        CHECK(x2 == next(levels, x1));
        const double y1 = points[place(step["from"])]["gap"].get<double>();
        const double y2 = points[place(step["to"])]["gap"].get<double>();
        if (x1 == 0) {
          CHECK(step["value"].is_null());
        } else {
          CHECK(step["value"].get<double>() == doctest::Approx(std::log(y2 / y1) / std::log(x2 / x1)).epsilon(1e-12));
        }
        for (const auto& [list, measure] : {std::pair<const char*, std::string>{"not_monotone", "relative_gap"},
                                            std::pair<const char*, std::string>{"gap_falls", "gap"}}) {
          const json& from = points[place(step["from"])];
          const json& to = points[place(step["to"])];
          const double change = to[measure].get<double>() - from[measure].get<double>();
          const double error = std::hypot(from[measure + "_se"].get<double>(), to[measure + "_se"].get<double>());
          CHECK(error == 0);  // of three groups and four attributes there are fewer subsets than samples
          const bool fell = -change > 1e-12 * std::max(from[measure].get<double>(), to[measure].get<double>());
          if (fell) ++falls[list];
          bool listed = false;
          for (const json& one : scaling[list]) {
            listed = listed || (one["axis"] == name && one["from"] == step["from"] && one["to"] == step["to"] &&
                                one["change"] == change && one["change_se"] == 0 &&
                                one["own_diversity"] == (from["delta"] == 1 && to["delta"] == 1));
          }
          CHECK(listed == fell);
        }
      }
    }
    CHECK(steps == 54);
    CHECK(scaling["not_monotone"].size() == falls["not_monotone"]);
    CHECK(scaling["gap_falls"].size() == falls["gap_falls"]);
    CHECK(scaling["too_few_draws"] == 0);
    CHECK_FALSE(scaling.contains("precision_not_reached"));
    REQUIRE(scaling["frontier"].size() == 9);
    for (const json& one : scaling["frontier"]) {
      int largest = 0;
      for (const int g : {1, 2, 4}) {
        const json& point = points[{g, one["s"].get<int>(), one["delta"].get<double>()}];
        if (point["gap"].get<double>() <= 2.5) largest = g;
      }
      CHECK(one["g"] == largest);
    }
  }

  TEST_CASE("points of few draws are compared with none, and a precision that was not reached is told") {
    json scenario = asked();
    scenario["scaling"]["precision"] = 1e-9;
    const json scaling = result_of(scenario)["scaling"];
    std::set<Place> drawn;
    for (const json& point : scaling["points"]) {
      if (!point["exact"].get<bool>()) drawn.insert(place(point));
    }
    CHECK(drawn.size() > 3);
    CHECK(scaling["too_few_draws"] == drawn.size());
    CHECK(scaling["precision_not_reached"] == drawn.size());
    for (const char* const list : {"not_monotone", "gap_falls"}) {
      for (const json& one : scaling[list]) {
        CHECK_FALSE(drawn.contains(place(one["from"])));
        CHECK_FALSE(drawn.contains(place(one["to"])));
      }
    }
    scenario["scaling"]["precision"] = 10;
    CHECK(result_of(scenario)["scaling"]["precision_not_reached"] == 0);
  }

  TEST_CASE("of many levels at most eight are the default, the first and the last among them") {
    json scenario = asked();
    json groups = json::array();
    for (int k = 0; k < 40; ++k) {
      groups.push_back({{"name", "g" + std::to_string(k)}, {"mean", {k, k % 3, 1, k % 5}}});
    }
    scenario["groups"] = groups;
    scenario["scaling"] = {{"samples", 2}};
    std::set<int> scopes;
    const json result = result_of(scenario);
    for (const json& point : result["scaling"]["points"]) scopes.insert(point["s"].get<int>());
    CHECK(scopes == std::set<int>{1, 2, 4, 8, 16, 32, 40});
    using Levels = std::vector<Eigen::Index>;
    CHECK(behalf::default_levels(0).empty());
    CHECK(behalf::default_levels(3) == Levels{1, 2, 3});
    CHECK(behalf::default_levels(8) == Levels{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(behalf::default_levels(9) == Levels{1, 2, 4, 8, 9});
    CHECK(behalf::default_levels(128) == Levels{1, 2, 4, 8, 16, 32, 64, 128});
    CHECK(behalf::default_levels(2000) == Levels{1, 3, 9, 26, 77, 228, 675, 2000});
    for (Eigen::Index most = 129; most < 100'000'000; most = most * 2 + 1) {
      const Levels levels = behalf::default_levels(most);
      CHECK(levels.size() == 8);
      CHECK(levels.front() == 1);
      CHECK(levels.back() == most);
      CHECK(std::adjacent_find(levels.begin(), levels.end(), std::greater_equal<>{}) == levels.end());
    }
  }

  TEST_CASE("all levels of few, the diversity of the data and the scenario's tolerance are the defaults") {
    json scenario = asked();
    scenario["groups"][2]["weight"] = 0;
    scenario["scaling"] = json::object();
    const json scaling = result_of(scenario)["scaling"];
    CHECK(scaling["points"].size() == 8);
    CHECK(place(scaling["points"].back()) == Place{4, 2, 1.0});
    CHECK(scaling["frontier"].size() == 2);
    scenario.erase("tolerance");
    CHECK(result_of(scenario)["scaling"]["frontier"].empty());
    scenario["scaling"]["tolerance"] = 0;
    CHECK(result_of(scenario)["scaling"]["frontier"][0]["g"] == 0);
    scenario.erase("scaling");
    CHECK_FALSE(result_of(scenario).contains("scaling"));
  }

  TEST_CASE("a study that fails or overflows takes nothing else with it and says where") {
    const json document = asked();
    const behalf::Scenario scenario = behalf::read_scenario(document.dump());
    using Rows = std::vector<behalf::ScalingRow<double>>;
    const auto with = [&](const behalf::StudyRunner& runner) { return behalf::diagnose(scenario, runner).value(); };
    const auto given = [&](const behalf::Solution<Rows>& rows) {
      return with([&](const behalf::Study<double>&) { return rows; });
    };
    const auto why = [](const behalf::Diagnosis& diagnosis) {
      REQUIRE(diagnosis.failures.size() == 1);
      CHECK(diagnosis.failures[0].part == "scaling");
      CHECK_FALSE(diagnosis.scaling);
      return diagnosis.failures[0].in_words();
    };
    json without = document;
    without.erase("scaling");
    const behalf::Diagnosis failed = given({behalf::Status::iteration_limit, "at some point"});
    std::ostringstream report;
    behalf::write_report(report, failed);
    CHECK(report.str().find("This could not be said: no solution: iteration limit reached at some point.") !=
          std::string::npos);
    json said = behalf::to_json(failed);
    CHECK(said["scaling"] == json{{"error", "no solution: iteration limit reached at some point"}});
    said.erase("scaling");
    CHECK(said == result_of(without));
    CHECK(why(with([](const behalf::Study<double>&) -> behalf::Solution<Rows> { throw std::bad_alloc{}; })) ==
          "no solution: iteration limit reached for want of memory");
    Rows rows = behalf::run(scenario.scaling->study).value().rows;
    CHECK(given({rows, behalf::Certificate{}}).failures.empty());
    rows[3].dividends[2].standard_error = std::numeric_limits<double>::infinity();
    CHECK(why(given({rows, behalf::Certificate{}})) == "no solution: ill-conditioned since numbers overflow");
    // What a file holds is for its reader to refuse.
    CHECK_THROWS_AS(with([](const behalf::Study<double>&) -> behalf::Solution<Rows> {
                      throw std::runtime_error{"rows.csv:3: ..."};
                    }),
                    std::runtime_error);
    behalf::Certificate poor;
    poor.duality_gap = 0.25;
    rows[3].dividends[2].standard_error = 0;
    CHECK(given({rows, poor}).certificate.duality_gap == 0.25);
  }
}
