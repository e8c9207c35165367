#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/report/report_governance.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <io/elements.hpp>
#include <string>
#include <vector>

namespace {

using behalf::GovernanceFindings;
using nlohmann::json;
using tests::Element;
using tests::Elements;

json asked() {
  return json::parse(R"({"kind": "linear_quadratic", "attributes": ["a", "b"], "tolerance": 2.2,
    "principals": [{"name": "<firm>", "weight": 0.7, "values": [3, 1]}, {"name": "users & others", "weight": 0.3, "values": [0, 2]}],
    "information": {"noise": [0.5, 2]},
    "governance": {"budget": 1.5, "levers": [
      {"name": "audit \"b\"", "lever": "audit", "attributes": ["b"], "precision": 4, "cost": 2},
      {"name": "a name much too long for the label of a row", "lever": "appeal", "party": "users & others", "rate": 0.8, "cost": 1}],
      "process": {"drift": [0.1, 0.1], "noise": [0.4, 0.4], "period": 3, "consultation_cost": 0.1}}})");
}

GovernanceFindings found(const json& scenario) {
  return behalf::diagnose(behalf::read_scenario(scenario.dump())).value().governance.value();
}

std::string section(const GovernanceFindings& governance) {
  behalf::Markup page;
  page.element("section", {}, [&] { behalf::internal::write_governance(page, governance); });
  return page.str();
}

std::string all_text(const std::string& page) { return Elements{page}.find("section").front().text; }

}  // namespace

TEST_SUITE("io/report_governance") {
  TEST_CASE("the price stands first: what it takes and which levers, or by how much nothing will do") {
    json scenario = asked();
    const GovernanceFindings reached = found(scenario);
    REQUIRE(reached.aligned_enough);
    CHECK(all_text(section(reached))
              .starts_with("With " + reached.named(reached.aligned_enough->portfolio.levels) + ", at a cost of " +
                           behalf::to_readable(reached.aligned_enough->portfolio.cost) +
                           ", everybody is aligned enough"));
    scenario["tolerance"] = 0.01;
    CHECK(all_text(section(found(scenario)))
              .find("There is no price: no portfolio is aligned enough: the nearest exceeds") == 0);
    scenario.erase("tolerance");
    CHECK(all_text(section(found(scenario))).starts_with("The best that a budget of 1.5 buys: "));
  }

  TEST_CASE("each lever has a line with its effects, and whom it hurts stands out") {
    const GovernanceFindings governance = found(asked());
    const std::string page = section(governance);
    const Elements read{page};
    std::vector<Element> lines;
    for (const Element* list : read.places("ol")) {
      for (const Element& line : read.find("li", {}, list)) lines.push_back(line);
    }
    REQUIRE(lines.size() == 2);
    for (std::size_t k = 0; k < 2; ++k) {
      CHECK(lines[k].text.starts_with(governance.levers[k].name + " ("));
      for (const behalf::Axis axis : behalf::all_axes) {
        const double change = governance.effects[k].mean_change->shapley(axis, 0);
        const std::string said =
            std::string{to_text(axis)} + (change > 0 ? " +" : " ") + behalf::to_readable(change, 3);
        CHECK((lines[k].text.find(said) != std::string::npos) == (std::abs(change) > 1e-8));
      }
    }
    std::size_t hurtful = 0;
    for (const auto& effect : governance.effects) hurtful += effect.hurts().empty() ? 0U : 1U;
    CHECK(hurtful > 0);
    CHECK(read.find("span", "no").size() == hurtful);
  }

  TEST_CASE("the maps of changes tell every change exactly, red where it rises, blue where it falls") {
    const GovernanceFindings governance = found(asked());
    const std::string page = section(governance);
    const Elements read{page};
    const auto maps = read.places("svg", "heat");
    REQUIRE(maps.size() == 2);
    const auto by_axis = read.find("rect", "cell", maps[0]);
    REQUIRE(by_axis.size() == 2 * 4);
    const auto by_row = read.find("rect", "cell", maps[1]);
    REQUIRE(by_row.size() == 2 * 2);
    // From the bottom: the last row first.
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t k = 0; k < 2; ++k) {
        const auto& effect = governance.effects[k];
        const double change = effect.change.gap(static_cast<Eigen::Index>(1 - i));
        const Element& cell = by_row[2 * i + k];
        CHECK(cell.is(change > 0 ? "rises" : "falls"));
        CHECK(cell.text == effect.change.name(static_cast<Eigen::Index>(1 - i)) + ", " + governance.levers[k].name +
                               ": " + (change > 0 ? "+" : "") + behalf::to_exact(change));
      }
    }
    const auto texts = read.find("text", {}, maps[0]);
    CHECK(std::any_of(texts.begin(), texts.end(), [](const Element& text) {
      return text.text.find("2 a name much too long") == 0 && text.text.find("label") == std::string::npos;
    }));
  }

  TEST_CASE("the frontier has a dot for each of its points, and marks for the budget and the price") {
    const GovernanceFindings governance = found(asked());
    const std::string page = section(governance);
    const Elements read{page};
    const Element* chart = read.places("svg", "lines").front();
    const auto dots = read.find("circle", "dot", chart);
    REQUIRE(dots.size() == governance.frontier.size());
    for (std::size_t k = 0; k < dots.size(); ++k) {
      CHECK(dots[k].text == "cost " + behalf::to_readable(governance.frontier[k].cost) + ": " +
                                behalf::to_readable(governance.frontier[k].value) + " with " +
                                governance.named(governance.frontier[k].levels));
    }
    CHECK(read.find("line", "budget", chart).size() == 1);
    CHECK(read.find("line", "enough", chart).size() == 1);
  }

  TEST_CASE("one lever, nobody hurt, no process: the section has no empty parts") {
    json scenario = asked();
    scenario["governance"].erase("process");
    scenario["governance"].erase("budget");
    scenario["governance"]["levers"].erase(1);
    const std::string page = section(found(scenario));
    const Elements read{page};
    CHECK(read.find("h3").size() == 3);
    CHECK(read.find("svg", "lines").size() == 1);
    CHECK(page.find("budget") == std::string::npos);
  }

  TEST_CASE(
      "what becomes of a fix that is never repeated is said as it is: behind from a step on, ahead or equal for ever") {
    json scenario = asked();
    const auto says = [&](const std::string& words) {
      return all_text(section(found(scenario))).find(words) != std::string::npos;
    };
    const auto marks = [&] {
      const std::string page = section(found(scenario));
      const Elements read{page};
      return read.find("line", "enough", read.places("svg", "lines")[1]).size();
    };
    const auto even = found(scenario).process->break_even.value();
    CHECK(says("costs 0.1 once; from step " + std::to_string(even.steps) + " on it has cost more in all"));
    CHECK(says("begins with people who have been consulted for ever"));
    CHECK(marks() == 1);
    json& process = scenario["governance"]["process"];
    process["initial"] = {0.5, 0.5};
    CHECK_FALSE(says("consulted for ever"));
    process["drift"] = {0, 0};
    process["initial"] = {0, 0};
    CHECK(says("costs 0.1 once and stays ahead."));
    process["consultation_cost"] = 0;
    CHECK(says("costs 0 once and stays equal."));
    CHECK(marks() == 0);
  }

  TEST_CASE("a lever without a cost is said to be free, one that is on or off to be so") {
    json scenario = asked();
    scenario["governance"]["levers"][0].erase("cost");
    scenario["governance"]["levers"].push_back({{"lever", "redesign_metrics"}, {"metrics", {{1, 1}}}, {"cost", 1}});
    const std::string text = all_text(section(found(scenario)));
    CHECK(text.find("(evaluate, free: no cost is stated)") != std::string::npos);
    CHECK(text.find("(contest, costs 1)") != std::string::npos);
    CHECK(text.find("; it is on or off") != std::string::npos);
    CHECK(text.find("by a leap") == std::string::npos);
  }

  TEST_CASE("with many hurt, the first are named and the others counted") {
    json scenario = asked();
    scenario["principals"] = json::array();
    for (int i = 0; i < 12; ++i) {
      scenario["principals"].push_back(
          {{"name", "p" + std::to_string(i)}, {"weight", 0.08}, {"values", {3 + 0.01 * i, 1}}});
    }
    scenario["principals"].push_back({{"name", "users & others"}, {"weight", 0.1}, {"values", {0, -3}}});
    const std::string text = all_text(section(found(scenario)));
    CHECK(text.find("raises the gap of p0, p1, p2, p3, p4, p5 and 6 more") != std::string::npos);
  }

  TEST_CASE("the levers of every point of the frontier can be read without pointing at it") {
    const GovernanceFindings governance = found(asked());
    const std::string page = section(governance);
    const Elements read{page};
    const auto tables = read.places("table", "frontier-table");
    REQUIRE(tables.size() == 1);
    const auto rows = read.find("tr", {}, tables.front());
    REQUIRE(rows.size() == 1 + governance.frontier.size());
    for (std::size_t k = 0; k < governance.frontier.size(); ++k) {
      CHECK(rows[k + 1].text.find(governance.named(governance.frontier[k].levels)) != std::string::npos);
      CHECK(rows[k + 1].text.find(behalf::to_readable(governance.frontier[k].cost)) != std::string::npos);
    }
  }

  TEST_CASE("every figure is also a specification with the numbers of the findings") {
    const behalf::Diagnosis diagnosis = behalf::diagnose(behalf::read_scenario(asked().dump())).value();
    const GovernanceFindings& governance = *diagnosis.governance;
    std::vector<std::string> names;
    for (const behalf::VegaLiteFigure& figure : behalf::figures(diagnosis)) {
      names.push_back(figure.name);
      const bool map = figure.specification.contains("concat");
      const nlohmann::ordered_json& shown = map ? figure.specification["concat"][0] : figure.specification;
      const auto& values = shown["data"]["values"];
      if (figure.name == "cost_frontier") {
        REQUIRE(values.size() == governance.frontier.size());
        for (std::size_t k = 0; k < values.size(); ++k) {
          CHECK(values[k]["cost"] == governance.frontier[k].cost);
          CHECK(values[k]["value"] == governance.frontier[k].value);
          CHECK(values[k]["levers"] == governance.named(governance.frontier[k].levels));
        }
        // The budget and the price are marked as in the report, below the line.
        const auto& layers = figure.specification["layer"];
        REQUIRE(layers.size() == 3);
        CHECK(layers[0]["data"]["values"][0]["cost"] == *governance.budget);
        CHECK(layers[1]["data"]["values"][0]["cost"] == governance.aligned_enough->portfolio.cost);
      }
      if (figure.name == "lever_axes") {
        REQUIRE(values.size() == 2 * 4);
        CHECK(values[7]["change"] == governance.effects[1].mean_change->gap(0));
      }
      if (figure.name == "lever_gaps") {
        REQUIRE(values.size() == 2 * 2);
        CHECK(values[1]["change"] == governance.effects[1].change.gap(0));
      }
      if (figure.name == "period") CHECK(values.size() == 2 * governance.process->periods.size());
      if (figure.name == "process") {
        CHECK(values[0]["gap"] == governance.process->ongoing.gap_at_consultation);
        CHECK(values[3]["gap"] == values[0]["gap"]);  // consulted every three steps
        CHECK(values[1]["gap"] > values[0]["gap"]);
      }
    }
    for (const char* name : {"cost_frontier", "lever_axes", "lever_gaps", "process", "period"}) {
      CHECK(std::count(names.begin(), names.end(), name) == 1);
    }
  }
}
