#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_scaling.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <io/elements.hpp>
#include <io/scaling_rows.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using behalf::ScalingAxis;
using behalf::ScalingFindings;
using behalf::ScalingRow;
using tests::Element;
using tests::Elements;
using tests::scaling_row;

std::string section(const ScalingFindings& findings) {
  behalf::Markup page;
  page.element("section", {}, [&] { behalf::internal::write_scaling(page, findings); });
  return page.str();
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<std::string> texts(const std::vector<Element>& elements) {
  std::vector<std::string> result;
  for (const Element& element : elements) result.push_back(element.text);
  return result;
}

/// The figures of the section whose caption begins like this.
std::vector<const Element*> figures(const Elements& read, const std::string& start) {
  std::vector<const Element*> result;
  for (const Element* figure : read.places("figure")) {
    if (read.find("figcaption", {}, figure).front().text.starts_with(start)) result.push_back(figure);
  }
  return result;
}

}  // namespace

TEST_SUITE("io/report_scaling") {
  TEST_CASE("each diversity has a map with a field for every point that tells its exact numbers") {
    const ScalingFindings findings = tests::scaling_grid_findings();
    const std::string page = section(findings);
    const Elements read{page};
    std::vector<const Element*> maps;
    for (const Element* svg : read.places("svg", "heat")) {
      if (!read.find("rect", "cell", svg).empty()) maps.push_back(svg);
    }
    REQUIRE(maps.size() == 2);
    CHECK(texts(read.find("h4")) == std::vector<std::string>{"diversity 0.5", "diversity 1"});
    for (std::size_t k = 0; k < 2; ++k) {
      const std::vector<Element> cells = read.find("rect", "cell", maps[k]);
      REQUIRE(cells.size() == 9);
      for (const ScalingRow<double>& row : findings.rows) {
        if (row.at.diversity != (k == 0 ? 0.5 : 1)) continue;
        const bool within = row.gap.value <= 1;
        std::string expected = to_text(row.at) + ": relative gap " + behalf::to_exact(row.relative_gap->value);
        if (k == 1) expected += " ± 0.015625 (standard error)";
        expected += "; gap " + behalf::to_exact(row.gap.value);
        if (k == 1) expected += " ± 0.0625 (standard error)";
        expected += std::string{" of a stake of 4"} + (k == 1 ? " ± 0.03125 (standard error)" : "");
        expected += within ? "; within tolerance" : "; beyond tolerance";
        CHECK(std::count_if(cells.begin(), cells.end(), [&](const Element& cell) { return cell.text == expected; }) ==
              1);
      }
      CHECK(contains(read.find("desc", {}, maps[k]).front().text, "Generality 4: scope 1 "));
    }
    CHECK(contains(read.find("desc", {}, maps[1]).front().text,
                   "Frontier at scope 1: generality 4 (2 to 4). Frontier at scope 4: generality 2 (1 to 2). "));
  }

  TEST_CASE("shades of all maps are those of one scale and go with the relative gap") {
    const ScalingFindings findings = tests::scaling_grid_findings();
    const std::string page = section(findings);
    std::vector<std::pair<double, double>> shades;
    for (const Element& cell : Elements{page}.find("rect", "cell")) {
      const std::size_t at = cell.text.find("relative gap ") + 13;
      shades.emplace_back(std::stod(cell.text.substr(at)), std::stod(cell["fill-opacity"]));
    }
    REQUIRE(shades.size() == 18);
    std::sort(shades.begin(), shades.end());
    CHECK(shades.back().second > 0.9);
    for (const auto& [gap, shade] : shades) CHECK(std::abs(shade - (0.06 + 0.94 * gap / 0.8)) <= 0.0051);
  }

  TEST_CASE("the frontier is drawn where there is a tolerance and its uncertainty where there is one") {
    const std::string with = section(tests::scaling_grid_findings());
    const Elements read{with};
    CHECK(read.find("path", "frontier").size() == 2);
    CHECK(read.find("path", "surely").size() == 1);
    CHECK(read.find("path", "possibly").size() == 1);
    // At δ = 1: two standard errors less, and the frontier at scope 1 and 4 would be a level lower; more changes nothing.
    const std::string frontier = read.find("path", "frontier").back()["d"];
    CHECK(read.one("path", "possibly")["d"] == frontier);
    CHECK(read.one("path", "surely")["d"] != frontier);
    CHECK(contains(read.one("path", "surely").text, "gap + 2 standard errors"));
    const std::string without = section(tests::scaling_grid_findings(std::nullopt));
    CHECK(Elements{without}.find("path", "line").empty());
    CHECK(!contains(without, "frontier"));
    CHECK(!contains(without, "tolerance"));
  }

  TEST_CASE("a point below the frontier and beyond the tolerance carries a dot") {
    std::vector<ScalingRow<double>> rows = tests::scaling_grid({1, 2, 4}, {1, 4}, {1});
    const std::string regular = section(behalf::scaling_findings(rows, 1.0));
    CHECK(Elements{regular}.find("circle", "dot").empty());
    CHECK(!contains(regular, "all the same"));
    rows[2].gap.value = 1.5;  // g = 2, s = 1, where g = 4 is within
    const std::string hole = section(behalf::scaling_findings(rows, 1.0));
    CHECK(Elements{hole}.find("circle", "dot").size() == 1);
    CHECK(contains(hole, "below the frontier, and beyond the tolerance all the same"));
  }

  TEST_CASE("of many diversities the least and that of the data and the greatest are drawn") {
    const auto drawn = [](const std::vector<double>& diversities) {
      const std::string page =
          section(behalf::scaling_findings(tests::scaling_grid({1, 2}, {1, 2}, diversities), std::nullopt));
      return texts(Elements{page}.find("h4"));
    };
    using Texts = std::vector<std::string>;
    CHECK(drawn({0, 0.5, 1, 2}) == Texts{"diversity 0", "diversity 1", "diversity 2"});
    CHECK(drawn({2, 0.5, 0.25, 4}) == Texts{"diversity 0.25", "diversity 2", "diversity 4"});
    CHECK(drawn({1, 2, 3, 4}) == Texts{"diversity 1", "diversity 3", "diversity 4"});
    CHECK(drawn({3, 1}) == Texts{"diversity 1", "diversity 3"});
  }

  TEST_CASE("along each direction the contributions add up to the gap and what reduces it lies left of zero") {
    const ScalingFindings findings = tests::scaling_grid_findings();
    const std::string page = section(findings);
    const Elements read{page};
    const std::vector<const Element*> along = figures(read, "Along ");
    REQUIRE(along.size() == 6);
    CHECK(contains(along[0]->text, "Along generality (attributes), at scope 9, diversity 1, from −4 to 6 units"));
    CHECK(contains(along[1]->text, "Along scope (groups), at generality 4, diversity 1, "));
    CHECK(contains(along[2]->text, "Along diversity (1: as in the data), at generality 4, scope 9, "));
    CHECK(read.find("ul", "legend", along[0]).size() == 1);
    CHECK(read.find("ul", "legend", along[1]).empty());
    std::vector<std::string> names;
    for (const Element& name : read.find("span", "name", along[1])) names.push_back(name.text);
    CHECK(names == std::vector<std::string>{"scope 1", "scope 4", "scope 9"});
    for (const Element* row : read.places("svg", "bar")) {
      if (read.find("rect", {}, row).empty()) continue;
      const double zero = std::stod(read.find("line", "zero", row).front()["x1"]);
      for (const Element& rect : read.find("rect", {}, row)) {
        CHECK((std::stod(rect["x"]) < zero - 0.1) == rect.is("principals"));
      }
    }
    const std::vector<Element> bars = read.find("rect", "objectives", along[1]);
    REQUIRE(bars.size() == 3);
    CHECK(bars[2].text == "scope 9, objectives: 4.5");
  }

  TEST_CASE("the thin line reaches two standard errors to either side of the gap and is absent where it is exact") {
    const std::string page = section(tests::scaling_grid_findings());
    const Elements read{page};
    const std::vector<const Element*> along = figures(read, "Along ");
    const std::vector<Element> errors = read.find("line", "uncertainty", along[1]);
    REQUIRE(errors.size() == 3);
    for (const Element& error : errors) {
      // The scale is from −4 to 6 units in 1000.
      CHECK(std::stod(error["x2"]) - std::stod(error["x1"]) == doctest::Approx(4 * 0.0625 * 100).epsilon(1e-3));
      CHECK(contains(error.text, "gap ±: 0.125"));
    }
    CHECK(read.find("line", "uncertainty", along[2]).size() == 1);  // of two diversities one is exact
  }

  TEST_CASE("elasticities are those of the findings, with a line at proportion and a dash where there is none") {
    std::vector<ScalingRow<double>> rows = tests::scaling_grid({1, 2, 4}, {1, 4}, {0, 0.5, 1});
    const ScalingFindings findings = behalf::scaling_findings(rows, std::nullopt);
    const std::string page = section(findings);
    const Elements read{page};
    const std::vector<const Element*> along = figures(read, "Along ");
    REQUIRE(along.size() == 6);
    const auto said = [&](std::size_t which) { return texts(read.find("span", "figure", along[which])); };
    CHECK(said(3) == std::vector<std::string>{"1", "1"});
    CHECK(said(4) == std::vector<std::string>{"0.5"});
    CHECK(said(5) == std::vector<std::string>{"–", "2"});
    CHECK(texts(read.find("span", "name", along[5])) ==
          std::vector<std::string>{"diversity 0 → 0.5", "diversity 0.5 → 1"});
    CHECK(read.find("line", "proportion", along[3]).size() == 2);
    CHECK(read.find("line", "reference", along[3]).empty());
    CHECK(contains(read.find("line", "total", along[4]).front().text, "elasticity: 0.5"));
    const double error = 2 * findings.elasticities[7].value->standard_error;
    CHECK(error > 0);
    CHECK(contains(read.find("line", "uncertainty", along[3]).front().text, "elasticity ±: "));
  }

  TEST_CASE("where more makes it easier is told with standard errors, the largest fall first") {
    std::vector<ScalingRow<double>> rows = {scaling_row(1, 1, 1, 2, 0.1), scaling_row(1, 2, 1, 1.5, 0),
                                            scaling_row(2, 1, 1, 2.5, 0), scaling_row(2, 2, 1, 1, 0)};
    const std::string page = section(behalf::scaling_findings(rows, std::nullopt));
    const Elements read{page};
    CHECK(texts(read.find("li", {}, read.places("ul", "warnings").back())) ==
          std::vector<std::string>{
              "scope 1 → 2 at generality 2, diversity 1: relative gap 62.5 % → 25 %, a change of −37.5 % (exact)",
              "generality 1 → 2 at scope 2, diversity 1: relative gap 37.5 % → 25 %, a change of −12.5 % (exact)",
              "scope 1 → 2 at generality 1, diversity 1: relative gap 50 % → 37.5 %, a change of −12.5 % ± 2.5 % "
              "(standard error)"});
    CHECK(contains(page,
                   "3 of 3 are between people who differ as they do (diversity 1). The gap itself, in units of "
                   "utility, falls so at 3 steps."));
    const std::string monotone = section(tests::scaling_grid_findings());
    CHECK(contains(monotone, "Nowhere: between no two neighbouring points"));
    CHECK(contains(monotone, "The gap itself, in units of utility, falls nowhere so."));
  }

  TEST_CASE("a precision that was not reached and points of few draws are told") {
    std::vector<ScalingRow<double>> rows = {scaling_row(1, 1, 1, 2, 0.1), scaling_row(2, 1, 1, 2.5, 0.1),
                                            scaling_row(3, 1, 1, 1, 0)};
    rows[1].draws = 31;
    const std::string page = section(behalf::scaling_findings(rows, std::nullopt, 0.045));
    CHECK(contains(page,
                   "the precision asked for, a standard error of 4.5 % of the gap, was not reached at 1 of 3 points"));
    CHECK(contains(page, "1 of 3 points are means over fewer than 32 draws: their standard errors say little"));
    CHECK(contains(page, "does to the relative gap what fewer than 32 draws cannot tell"));
    CHECK_FALSE(contains(section(behalf::scaling_findings(rows, std::nullopt)), "precision"));
  }

  TEST_CASE("a long list of falls is cut and says so") {
    std::vector<ScalingRow<double>> rows;
    for (Eigen::Index s = 1; s <= 20; ++s) rows.push_back(scaling_row(1, s, 1, 10.0 / static_cast<double>(s)));
    const std::string page = section(behalf::scaling_findings(rows, std::nullopt));
    const Elements read{page};
    CHECK(read.find("li", {}, read.places("ul", "warnings").back()).size() == 12);
    CHECK(contains(page, "And 7 smaller ones."));
  }

  TEST_CASE("points that are no grid are drawn as far as they go") {
    std::vector<ScalingRow<double>> rows = {scaling_row(1, 1, 1, 1), scaling_row(3, 2, 1, 2), scaling_row(1, 2, 1, 0.5),
                                            scaling_row(5, 7, 2, 3), scaling_row(2, 9, 0.5, 1)};
    const std::string page = section(behalf::scaling_findings(rows, 0.75));
    const Elements read{page};
    CHECK(texts(read.find("h4")) == std::vector<std::string>{"diversity 1"});
    CHECK(read.find("rect", "cell").size() == 3);
    CHECK(read.one("rect", "missing").text == "generality 3, scope 1, diversity 1: not looked at");
    CHECK(contains(page, "empty frame"));
    CHECK(figures(read, "Along ").size() == 4);  // generality at scope 2, scope at generality 1
  }

  TEST_CASE("one level of a direction has no picture along it and one point has none at all") {
    const std::string page = section(behalf::scaling_findings(tests::scaling_grid({2}, {1, 2, 3}, {1}), 1.0));
    const Elements read{page};
    CHECK(read.find("svg", "heat").empty());
    CHECK(figures(read, "Along ").size() == 2);
    for (const std::vector<ScalingRow<double>>& rows :
         {std::vector<ScalingRow<double>>{}, std::vector<ScalingRow<double>>{scaling_row(1, 1, 1, 1)}}) {
      const std::string none = section(behalf::scaling_findings(rows, 1.0));
      CHECK(Elements{none}.find("figure").empty());
    }
  }

  TEST_CASE("where nothing is at stake there is no shade but still a gap") {
    std::vector<ScalingRow<double>> rows = tests::scaling_grid({1, 2}, {1, 2}, {1});
    for (ScalingRow<double>& row : rows) {
      row.stake = {};
      row.relative_gap.reset();
    }
    const std::string page = section(behalf::scaling_findings(rows, 1.0));
    const Elements read{page};
    CHECK(read.find("rect", "cell").empty());
    REQUIRE(read.find("rect", "missing").size() == 4);
    CHECK(contains(read.find("rect", "missing").front().text, "nothing at stake; gap 0.25"));
    CHECK(contains(page, "empty frame"));
  }

  TEST_CASE("no gap anywhere is drawn as such") {
    std::vector<ScalingRow<double>> rows;
    for (const Eigen::Index g : {1, 2}) {
      for (const Eigen::Index s : {1, 2}) rows.push_back(scaling_row(g, s, 1, 0));
    }
    const std::string page = section(behalf::scaling_findings(rows, 0.0));
    const Elements read{page};
    for (const Element& cell : read.find("rect", "cell")) CHECK(std::stod(cell["fill-opacity"]) == 0.06);
    CHECK(contains(page, "; within tolerance"));
  }

  TEST_CASE("more points than can be seen are not drawn") {
    std::vector<ScalingRow<double>> rows;
    for (Eigen::Index g = 1; g <= 51; ++g) {
      for (Eigen::Index s = 1; s <= 100; ++s) rows.push_back(scaling_row(g, s, 1, 1));
    }
    const std::string page = section(behalf::scaling_findings(rows, std::nullopt));
    CHECK(Elements{page}.find("svg", "heat").empty());
    CHECK(contains(page, "With 5100 points it is not drawn"));
  }

  TEST_CASE("a study that was run is drawn with its own numbers") {
    const behalf::LinearQuadraticSpec<double> whole{
        .values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}),
        .weights = behalf::vec({0.5, 0.3, 0.2}),
        .metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}}),
    };
    const behalf::PopulationStudy<double> study{
        whole, behalf::ScalingPlan<double>{.generality = {1, 2, 3}, .scope = {1, 3}, .diversity = {1}}};
    const ScalingFindings findings = behalf::scaling_findings(behalf::run(study).value().rows, 0.5);
    const std::string page = section(findings);
    const std::vector<Element> cells = Elements{page}.find("rect", "cell");
    REQUIRE(cells.size() == 6);
    for (const ScalingRow<double>& row : findings.rows) {
      const std::string expected = to_text(row.at) + ": relative gap " + behalf::to_exact(row.relative_gap->value) +
                                   "; gap " + behalf::to_exact(row.gap.value) + " of a stake of " +
                                   behalf::to_exact(row.stake.value);
      CHECK(std::count_if(cells.begin(), cells.end(),
                          [&](const Element& cell) { return cell.text.starts_with(expected); }) == 1);
    }
  }

  TEST_CASE("the line along a direction is the longest, of equal ones that as in the data, then with the most") {
    const std::vector<ScalingRow<double>> grid = tests::scaling_grid({1, 2}, {1, 3}, {0, 1, 2});
    const auto at = [&](ScalingAxis axis) { return grid[behalf::scaling_line(grid, axis).front()].at; };
    CHECK(at(ScalingAxis::generality) == behalf::ScalingPoint<double>{1, 3, 1});
    CHECK(at(ScalingAxis::scope) == behalf::ScalingPoint<double>{2, 1, 1});
    CHECK(at(ScalingAxis::diversity) == behalf::ScalingPoint<double>{2, 3, 0});
    std::vector<ScalingRow<double>> longer = grid;
    longer.push_back(scaling_row(4, 1, 0, 1));
    CHECK(behalf::scaling_line(longer, ScalingAxis::generality).size() == 3);
    CHECK(behalf::scaling_line({scaling_row(1, 1, 1, 1)}, ScalingAxis::scope).empty());
  }
}
