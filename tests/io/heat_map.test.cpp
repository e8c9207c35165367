#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/palette.hpp>
#include <behalf/io/chart/svg.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <io/elements.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using behalf::HeatCell;
using behalf::HeatLine;
using behalf::HeatMap;
using behalf::LinearScale;
using tests::Element;
using tests::Elements;

/// A map of so many rows and columns in which the value of row i and column j is i + j.
HeatMap::Options map_of(std::size_t rows, std::size_t columns) {
  HeatMap::Options options{
      .title = "sums", .description = "what they are", .row_title = "first <i>", .column_title = "second"};
  for (std::size_t j = 0; j < columns; ++j) options.columns.push_back("c" + std::to_string(j));
  for (std::size_t i = 0; i < rows; ++i) {
    options.rows.push_back("r" + std::to_string(i));
    options.cells.emplace_back();
    for (std::size_t j = 0; j < columns; ++j) {
      options.cells.back().push_back({.value = static_cast<double>(i + j),
                                      .figure = std::to_string(i + j),
                                      .hover = options.rows[i] + " & " + options.columns[j]});
    }
  }
  return options;
}

std::string drawn(const HeatMap& map, const LinearScale& shades = {0, 10}) { return map.svg(shades).markup().str(); }

double number(const Element& element, const std::string& attribute) { return std::stod(element[attribute]); }

/// Where texts of one line stand from left to right: as wide as their letters, at 7 units each.
void check_apart(const std::vector<Element>& texts) {
  for (std::size_t k = 1; k < texts.size(); ++k) {
    const double room = number(texts[k], "x") - number(texts[k - 1], "x");
    CHECK(room >= 7 * static_cast<double>(texts[k].text.size()));
  }
}

/// The corners of a path of straight pieces.
std::vector<std::array<double, 2>> corners(const std::string& path) {
  std::vector<std::array<double, 2>> result;
  for (std::size_t k = 0; k < path.size();) {
    k = path.find_first_of("0123456789", k);
    if (k == std::string::npos) break;
    std::size_t used = 0;
    const double x = std::stod(path.substr(k), &used);
    k += used;
    const double y = std::stod(path.substr(k), &used);
    k += used;
    result.push_back({x, y});
  }
  return result;
}

}  // namespace

TEST_SUITE("io/heat_map") {
  TEST_CASE("every value has a field, those of the first row at the bottom and of the first column to the left") {
    const std::string drawing = drawn(HeatMap{map_of(2, 3)});
    const Elements read{drawing};
    const std::vector<Element> cells = read.find("rect", "cell");
    REQUIRE(cells.size() == 6);
    std::vector<std::string> hovers;
    for (const Element& cell : cells) hovers.push_back(cell.text);
    CHECK(hovers == std::vector<std::string>{"r0 & c0", "r0 & c1", "r0 & c2", "r1 & c0", "r1 & c1", "r1 & c2"});
    CHECK(number(cells[0], "x") < number(cells[1], "x"));
    CHECK(number(cells[0], "y") > number(cells[3], "y"));
    CHECK(number(cells[0], "x") == number(cells[3], "x"));
    CHECK(read.one("svg")["role"] == "img");
    CHECK(read.find("title").front().text == "sums");
    CHECK(read.one("desc").text == "what they are");
  }

  TEST_CASE("a field is the stronger the larger its value and even the least can be seen") {
    HeatMap::Options options = map_of(1, 11);
    options.cells[0][10].value = 1e300;
    const std::string drawing = drawn(HeatMap{options});
    const std::vector<Element> cells = Elements{drawing}.find("rect", "cell");
    CHECK(number(cells[0], "fill-opacity") == doctest::Approx(0.06));
    for (std::size_t k = 1; k < 10; ++k) {
      const double step = number(cells[k], "fill-opacity") - number(cells[k - 1], "fill-opacity");
      CHECK(step == doctest::Approx(0.094).epsilon(0.12));
    }
    CHECK(number(cells[10], "fill-opacity") == 1);
  }

  TEST_CASE("what is not known is an empty frame and not a shade") {
    HeatMap::Options options = map_of(2, 2);
    options.cells[1][0] = HeatCell{.hover = "not looked at"};
    const HeatMap map{options};
    CHECK(map.incomplete());
    CHECK(!HeatMap{map_of(2, 2)}.incomplete());
    const std::string drawing = drawn(map);
    const Elements read{drawing};
    CHECK(read.find("rect", "cell").size() == 3);
    CHECK(read.one("rect", "missing").text == "not looked at");
    CHECK(read.one("rect", "missing")["fill-opacity"].empty());
    CHECK(map.range()->first == 0);
    CHECK(map.range()->second == 2);
    for (auto& row : options.cells) {
      for (HeatCell& cell : row) cell.value.reset();
    }
    CHECK(!HeatMap{options}.range());
  }

  TEST_CASE("figures are written where they have room, on strong fields in the colour for strong ones") {
    const std::string drawing = drawn(HeatMap{map_of(6, 6)});
    const std::vector<Element> figures = Elements{drawing}.find("text", "value");
    REQUIRE(figures.size() == 36);
    for (const Element& figure : figures) CHECK(figure.is("strong") == (std::stod(figure.text) >= 7));
    const std::string fine = drawn(HeatMap{map_of(6, 30)});
    CHECK(Elements{fine}.find("text", "value").empty());
    HeatMap::Options options = map_of(2, 2);
    options.cells[0][0].figure = "a figure that is too long";
    const std::string long_figure = drawn(HeatMap{options});
    CHECK(Elements{long_figure}.find("text", "value").empty());
  }

  TEST_CASE("texts in fields have a contrast of 4.5 to every shade in light and dark and on paper") {
    const auto colour = [](std::string_view sheet, const std::string& name) {
      return std::string{sheet.substr(sheet.find("--" + name + ": ") + name.size() + 4, 7)};
    };
    const auto channel = [](const std::string& of, std::size_t k) {
      return std::stoi(of.substr(1 + 2 * k, 2), nullptr, 16) / 255.0;
    };
    const auto linear = [](double level) {
      return level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4);
    };
    const std::array<double, 3> share{0.2126, 0.7152, 0.0722};
    const std::string_view sheet = behalf::palette;
    const std::string_view light = sheet.substr(sheet.find(":root"));
    const std::string_view dark = sheet.substr(sheet.find("prefers-color-scheme: dark"));
    for (const auto& [ground, page] : {std::pair{light, colour(light, "page")}, std::pair{dark, colour(dark, "page")},
                                       std::pair{light, std::string{"#ffffff"}}}) {
      HeatMap::Options options = map_of(1, 6);
      double last = -1;
      for (int percent = 0; percent <= 100; ++percent) {
        CAPTURE(percent);
        options.cells[0][0].value = percent;
        const std::string drawing = drawn(HeatMap{options}, {0, 100});
        const Elements read{drawing};
        const double opacity = number(read.find("rect", "cell").front(), "fill-opacity");
        const bool strong = read.find("text", "value").front().is("strong");
        const std::string text = colour(ground, strong ? "on-strong" : "on-weak");
        double field = 0;
        double letter = 0;
        for (std::size_t k = 0; k < 3; ++k) {
          const double mixed = (1 - opacity) * channel(page, k) + opacity * channel(colour(ground, "shade"), k);
          field += share[k] * linear(mixed);
          letter += share[k] * linear(channel(text, k));
        }
        CHECK((std::max(field, letter) + 0.05) / (std::min(field, letter) + 0.05) >= 4.5);
        const bool in_the_dark = page == colour(dark, "page");
        if (last >= 0) CHECK((in_the_dark ? field >= last : field <= last));
        last = field;
      }
    }
  }

  TEST_CASE("a line runs along the borders of fields with as many rows below it as it says") {
    HeatMap::Options options = map_of(4, 5);
    options.lines.push_back({.css = "frontier", .hover = "the frontier", .heights = {0U, 3U, 3U, std::nullopt, 4U}});
    const std::string drawing = drawn(HeatMap{options});
    const Elements read{drawing};
    const Element line = read.one("path", "frontier");
    CHECK(line.text == "the frontier");
    const std::vector<std::array<double, 2>> points = corners(line["d"]);
    REQUIRE(points.size() == 8);
    const std::vector<Element> cells = read.find("rect", "cell");
    const double left = number(cells[0], "x") - 0.5;
    const double bottom = number(cells[0], "y") + number(cells[0], "height") + 0.5;
    const double wide = number(cells[1], "x") - number(cells[0], "x");
    const double high = number(cells[0], "y") - number(cells[5], "y");
    const auto is = [&](std::size_t k, double columns, double rows) {
      CHECK(points[k][0] == doctest::Approx(left + columns * wide).epsilon(1e-3));
      CHECK(points[k][1] == doctest::Approx(bottom - rows * high).epsilon(1e-3));
    };
    is(0, 0, 0);
    is(1, 1, 0);
    is(2, 1, 3);
    is(5, 3, 3);
    is(6, 4, 4);
    is(7, 5, 4);
    CHECK(read.find("path", "halo").size() == 1);
    std::size_t pieces = 0;
    for (const char c : line["d"]) pieces += c == 'M' ? 1 : 0;
    CHECK(pieces == 2);
  }

  TEST_CASE("labels never overlap and the last one is there whatever the number of levels") {
    for (const std::size_t columns : {1U, 2U, 3U, 7U, 20U, 21U, 22U, 100U, 500U}) {
      for (const std::size_t rows : {1U, 2U, 6U, 23U, 50U}) {
        CAPTURE(columns);
        CAPTURE(rows);
        const std::string drawing = drawn(HeatMap{map_of(rows, columns)});
        std::vector<Element> below;
        std::vector<Element> beside;
        for (const Element& text : Elements{drawing}.find("text")) {
          if (text.text.starts_with('c')) below.push_back(text);
          if (text.text.starts_with('r')) beside.push_back(text);
        }
        CHECK(below.back().text == "c" + std::to_string(columns - 1));
        CHECK(beside.back().text == "r" + std::to_string(rows - 1));
        check_apart(below);
        for (std::size_t k = 1; k < beside.size(); ++k) {
          CHECK(number(beside[k - 1], "y") - number(beside[k], "y") >= 13.99);
        }
        if (columns <= 7) CHECK(below.size() == columns);
        if (columns == 21) CHECK(below.size() >= 7);
      }
    }
  }

  TEST_CASE("everything lies within the drawing") {
    for (const std::size_t columns : {1U, 2U, 21U, 300U}) {
      for (const std::size_t rows : {1U, 2U, 6U, 60U}) {
        HeatMap::Options options = map_of(rows, columns);
        options.cells[0][0].marked = true;
        options.lines.push_back({.heights = std::vector<std::optional<std::size_t>>(columns, rows)});
        const std::string drawing = drawn(HeatMap{options});
        const Elements read{drawing};
        const double width = 340;
        const std::string box = read.one("svg")["viewBox"];
        CHECK(box.starts_with("0 0 340 "));
        const double height = std::stod(box.substr(8));
        for (const Element& rect : read.find("rect")) {
          CHECK(number(rect, "x") >= 0);
          CHECK(number(rect, "x") + number(rect, "width") <= width + 0.01);
          CHECK(number(rect, "y") >= 0);
          CHECK(number(rect, "y") + number(rect, "height") <= height - 40);
        }
        for (const Element& text : read.find("text")) CHECK(number(text, "y") <= height - 4);
        CHECK(read.find("circle", "dot").size() == 1);
      }
    }
  }

  TEST_CASE("texts are escaped") {
    HeatMap::Options options = map_of(1, 1);
    options.title = options.description = options.rows[0] = options.columns[0] = options.cells[0][0].hover = "<&\"'>";
    const std::string drawing = drawn(HeatMap{options});
    const Elements read{drawing};
    CHECK(read.one("rect", "cell").text == "<&\"'>");
    CHECK(read.one("desc").text == "<&\"'>");
  }

  TEST_CASE("cells that are no grid and lines of another size are refused") {
    CHECK_THROWS_AS(HeatMap{HeatMap::Options{}}, std::invalid_argument);
    HeatMap::Options ragged = map_of(2, 2);
    ragged.cells[1].pop_back();
    CHECK_THROWS_AS(HeatMap{ragged}, std::invalid_argument);
    HeatMap::Options fewer = map_of(2, 2);
    fewer.cells.pop_back();
    CHECK_THROWS_AS(HeatMap{fewer}, std::invalid_argument);
    HeatMap::Options line = map_of(2, 2);
    line.lines.push_back({.heights = {1U}});
    CHECK_THROWS_AS(HeatMap{line}, std::invalid_argument);
    line.lines[0].heights = {1U, 3U};
    CHECK_THROWS_AS(HeatMap{line}, std::invalid_argument);
    line.lines[0].heights = {1U, 2U};
    CHECK_NOTHROW(HeatMap{line});
  }

  TEST_CASE("the scale of shades goes on from light to strong and is labelled at its ends") {
    const std::string drawing = HeatMap::legend({0, 70}, "%", "relative gap").markup().str();
    const Elements read{drawing};
    const std::vector<Element> steps = read.find("rect", "shade");
    REQUIRE(steps.size() > 20);
    for (std::size_t k = 1; k < steps.size(); ++k) {
      CHECK(number(steps[k], "fill-opacity") > number(steps[k - 1], "fill-opacity"));
      CHECK(number(steps[k], "x") ==
            doctest::Approx(number(steps[k - 1], "x") + number(steps[k], "width")).epsilon(1e-3));
    }
    CHECK(read.find("title").front().text == "relative gap: from 0% to 80%");
    const std::vector<Element> texts = read.find("text");
    CHECK(texts[1].text == "0%");
    CHECK(texts.back().text == "80%");
  }

  TEST_CASE("labels of a scale of shades never overlap however long they are") {
    for (const double size : {1e-300, 1.5e-7, 0.05, 3.0, 7e5, 1.25e6, 8e299}) {
      for (const double least : {0.0, 0.6, 0.9, 0.99999}) {
        const LinearScale shades = LinearScale::of_shades(least * size, size);
        const std::string drawing = HeatMap::legend(shades, "%", "shade").markup().str();
        std::vector<Element> labels = Elements{drawing}.find("text");
        labels.erase(labels.begin());
        CHECK(labels.back().text == shades.written(shades.ticks().back()) + "%");
        CHECK(labels.size() >= 2);
        for (std::size_t k = 1; k < labels.size(); ++k) {
          // A digit, a sign or a raised digit each take the room of one character.
          const auto characters = static_cast<double>(
              std::count_if(labels[k].text.begin(), labels[k].text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
          CHECK(number(labels[k], "x") - number(labels[k - 1], "x") >= 7 * characters);
        }
      }
    }
  }

  TEST_CASE("shades begin at zero unless all values are large and differ") {
    CHECK(LinearScale::of_shades(0.1, 0.7).low() == 0);
    CHECK(LinearScale::of_shades(0.35, 0.7).low() == 0);
    CHECK(LinearScale::of_shades(60, 72).low() == 60);
    CHECK(LinearScale::of_shades(60, 72).high() >= 72);
    CHECK(LinearScale::of_shades(61, 72).low() <= 61);
    CHECK(LinearScale::of_shades(7, 7).low() == 0);
    CHECK(LinearScale::of_shades(1, 1 + 1e-12).low() == 0);
    CHECK(LinearScale::of_shades(0, 0).high() == 1);
    CHECK(LinearScale::of_shades(-3, -2).high() == 0);
    const LinearScale huge = LinearScale::of_shades(6e299, 7e299);
    CHECK(huge.low() > 5e299);
    CHECK(huge.position(7e299) > 0.5);
  }
}
