#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <io/elements.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace {

using behalf::LineChart;
using tests::Element;
using tests::Elements;

LineChart::Options stairs() {
  return {.title = "what money buys",
          .description = "in numbers",
          .x_title = "cost",
          .y_title = "gap <mean>",
          .lines = {{.css = "first", .points = {{0, 8, "none"}, {2, 4, "some & more"}, {10, 2, {}}}, .steps = true}}};
}

/// The corners of a path.
std::vector<std::array<double, 2>> corners(const Element& path) {
  std::string text = path["d"];
  for (char& c : text) {
    if (c == 'M' || c == 'L') c = ' ';
  }
  std::istringstream in{text};
  std::vector<std::array<double, 2>> result;
  for (std::array<double, 2> p{}; in >> p[0] >> p[1];) result.push_back(p);
  return result;
}

std::string drawn(const LineChart::Options& options) { return LineChart{options}.svg().markup().str(); }

/// Where round values stand, by their labels: two of each axis.
struct Axes {
  double left, right, bottom, top;
};
Axes axes(const Elements& read) {
  std::vector<Element> grid = read.find("line", "grid");
  return {std::stod(grid.front()["x1"]), std::stod(grid.front()["x2"]), std::stod(grid.front()["y1"]),
          std::stod(grid.back()["y1"])};
}

}  // namespace

TEST_SUITE("io/line_chart") {
  TEST_CASE("points stand in proportion to their numbers, from zero on") {
    const Elements read{drawn(stairs())};
    const Axes at = axes(read);
    const auto dots = read.find("circle", "dot");
    REQUIRE(dots.size() == 2);  // the one that says nothing has none
    const auto x = [&](double value) { return at.left + value / 10 * (at.right - at.left); };
    const auto y = [&](double value) { return at.bottom + value / 8 * (at.top - at.bottom); };
    CHECK(std::stod(dots[0]["cx"]) == doctest::Approx(x(0)).epsilon(1e-3));
    CHECK(std::stod(dots[0]["cy"]) == doctest::Approx(y(8)).epsilon(1e-3));
    CHECK(std::stod(dots[1]["cx"]) == doctest::Approx(x(2)).epsilon(1e-3));
    CHECK(std::stod(dots[1]["cy"]) == doctest::Approx(y(4)).epsilon(1e-3));
    CHECK(dots[1].text == "some & more");
    CHECK(read.find("title").front().text == "what money buys");
    CHECK(read.find("desc").front().text == "in numbers");
    CHECK(read.find("text", "axis").front().text == "↑ gap <mean>");
  }

  TEST_CASE("a line of steps holds each value up to the next point, and an open one to the end") {
    LineChart::Options options = stairs();
    const auto path = corners(Elements{drawn(options)}.find("path", "line").front());
    REQUIRE(path.size() == 5);
    for (std::size_t k = 0; k + 2 < path.size(); k += 2) {
      CHECK(path[k][1] == path[k + 1][1]);
      CHECK(path[k + 1][0] == path[k + 2][0]);
    }
    options.lines[0].points.pop_back();
    options.lines[0].open = true;
    options.lines.push_back({.css = "other", .points = {{10, 1, {}}}});
    const Elements read{drawn(options)};
    CHECK(corners(read.find("path", "line").front()).back()[0] == doctest::Approx(axes(read).right));
    options.lines[0].steps = false;
    options.lines[0].open = false;
    CHECK(corners(Elements{drawn(options)}.find("path", "line").front()).size() == 2);
  }

  TEST_CASE("marks cross the whole drawing where they are on it, and are not drawn where they are not") {
    LineChart::Options options = stairs();
    options.marks = {{.css = "budget", .hover = "budget", .x = 5}, {.css = "low", .y = 4}, {.css = "far", .x = 1000}};
    const Elements read{drawn(options)};
    const Axes at = axes(read);
    const auto budget = read.find("line", "budget");
    REQUIRE(budget.size() == 1);
    CHECK(std::stod(budget[0]["x1"]) == doctest::Approx((at.left + at.right) / 2).epsilon(1e-3));
    CHECK(std::stod(budget[0]["y1"]) == at.top);
    CHECK(std::stod(budget[0]["y2"]) == at.bottom);
    CHECK(budget[0].text == "budget");
    CHECK(std::stod(read.find("line", "low").front()["y1"]) == doctest::Approx((at.top + at.bottom) / 2).epsilon(1e-3));
    CHECK(read.find("line", "far").empty());
  }

  TEST_CASE("numbers that hardly differ far from zero fill the drawing, and the scale says so") {
    LineChart::Options options = stairs();
    options.lines[0].points = {{0, 0.816, "a"}, {5, 0.795, "b"}};
    const LineChart chart{options};
    CHECK(chart.y_scale().low() > 0);
    CHECK(LineChart{stairs()}.y_scale().low() == 0);
    const Elements read{chart.svg().markup().str()};
    const Axes at = axes(read);
    const auto dots = read.find("circle", "dot");
    CHECK(std::stod(dots[1]["cy"]) - std::stod(dots[0]["cy"]) > (at.bottom - at.top) / 3);
  }

  TEST_CASE("labels of x stand apart, however long they are, and within the drawing") {
    for (const double largest : {1.0, 12.0, 999.0, 123456.0, 1e9, 3e-7}) {
      LineChart::Options options = stairs();
      options.lines[0].points = {{0, 1, {}}, {largest, 2, {}}};
      const Elements read{drawn(options)};
      const Axes at = axes(read);
      double free = -1;
      std::size_t count = 0;
      for (const Element& text : read.find("text")) {
        if (std::stod(text["y"]) < at.bottom + 10 || text.is("axis")) continue;
        const double half = 3.5 * static_cast<double>(text.text.size());
        const bool to_end = text["text-anchor"] == "end";
        const double from = std::stod(text["x"]) - (to_end ? 2 * half : half);
        const double end = std::stod(text["x"]) + (to_end ? 0 : half);
        CHECK(from > free);
        CHECK(end <= 340);
        free = end;
        ++count;
      }
      CHECK(count >= 2);
    }
  }

  TEST_CASE("a chart needs a point") {
    CHECK_THROWS_AS(LineChart{LineChart::Options{}}, behalf::InvalidArgument);
    CHECK_THROWS_AS((LineChart{{.lines = {{.css = "empty"}}}}), behalf::InvalidArgument);
  }
}
