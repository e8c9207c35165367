#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <io/elements.hpp>
#include <limits>
#include <string>
#include <vector>

namespace {

using behalf::LinearScale;
using behalf::Markup;
using behalf::NumberColumn;
using behalf::Svg;
using behalf::SvgPath;
using tests::Element;
using tests::Elements;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Svg square(const std::string& title = "a square") {
  return Svg{{.width = 100, .height = 100, .title = title, .description = "of side 1", .css = "figure"}};
}

}  // namespace

TEST_SUITE("io/svg") {
  TEST_CASE("a text comes back from markup as it went in whatever it contains") {
    const std::string name =
        "<b>\"&'</b> </title> \xD7\xA9\xD7\x9C \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC e\xCC\x81";
    Markup page;
    page.element("p", {{"title", name}}, name);
    const Element read = Elements{page.str()}.one("p");
    CHECK(read.text == name);
    CHECK(read["title"] == name);
    CHECK(page.str().find("<b>") == std::string::npos);
  }

  TEST_CASE("bytes that are not UTF-8 and characters that no page may contain are replaced") {
    const std::string replacement = "\xEF\xBF\xBD";
    for (const std::string& bad : {std::string{"\0", 1}, std::string{"\x01"}, std::string{"\x7F"}, std::string{"\xFF"},
                                   std::string{"\xC2\x85"}, std::string{"\xEF\xBF\xBE"}}) {
      CHECK(behalf::escaped("a" + bad + "b") == "a" + replacement + "b");
    }
    CHECK(behalf::escaped("\xC0\xAF") == replacement + replacement);
    CHECK(behalf::escaped("\xED\xA0\x80") == replacement + replacement + replacement);
    CHECK(behalf::escaped("a\tb\nc") == "a\tb\nc");
  }

  TEST_CASE("a style sheet that HTML and XML would read differently is refused") {
    CHECK_THROWS_AS(Markup{}.style("p::before { content: '<' }"), behalf::InvalidArgument);
    CHECK(Markup{}.style("p > a { color: red }").str() == "<style>p > a { color: red }</style>");
  }

  TEST_CASE("every kind of mark is written once and in order") {
    Svg svg = square();
    svg.group({.css = "all", .hover = "everything", .opacity = 0.5}, {10, 20}, [&] {
      svg.rect({1, 2}, 3, 4, {.css = "box", .hover = "a < b", .opacity = 0.25});
      svg.line({1, 2}, {3, 4});
      svg.circle({5, 6}, 7);
      svg.path(SvgPath{}.move_to({0, 0}).curve_to({1, 0}, {1, 1}, {2, 1}).line_to({0, 1}).close());
      svg.polyline({{0, 0}, {1, 2}, {2, 0.5}});
      svg.text({5, 5}, "R&D", {.css = "label", .anchor = "middle", .turn = -90});
    });
    const std::string text = svg.markup().str();
    const Elements read{text};
    std::string names;
    for (const Element& element : read.all()) names += element.name + ' ';
    CHECK(names == "svg title desc g title rect title line circle path path text ");
    CHECK(read.one("svg")["viewBox"] == "0 0 100 100");
    CHECK(read.one("svg")["role"] == "img");
    CHECK(read.one("g")["transform"] == "translate(10 20)");
    CHECK(read.one("g")["opacity"] == "0.5");
    CHECK(read.one("rect").text == "a < b");
    CHECK(read.one("rect")["fill-opacity"] == "0.25");
    CHECK(read.find("path")[0]["d"] == "M0 0C1 0 1 1 2 1L0 1Z");
    CHECK(read.find("path")[1]["d"] == "M0 0L1 2L2 0.5");
    CHECK(read.find("path")[1]["fill"] == "none");
    CHECK(read.one("text").text == "R&D");
    CHECK(read.one("text")["text-anchor"] == "middle");
    CHECK(read.one("text")["transform"] == "rotate(-90 5 5)");
  }

  TEST_CASE("a drawing without a title is an ornament that is not read aloud") {
    const std::string text = Svg{{.width = 1, .height = 1}}.markup().str();
    CHECK(Elements{text}.one("svg")["aria-hidden"] == "true");
    CHECK(Elements{text}.one("svg")["role"].empty());
  }

  TEST_CASE("a drawing that stands alone says what it is and carries its style") {
    const std::string text = square().document(".figure { fill: none }");
    const Elements read{text};
    CHECK(read.one("svg")["xmlns"] == "http://www.w3.org/2000/svg");
    CHECK(read.one("svg")["width"] == "100");
    CHECK(read.one("style").text == ".figure { fill: none }");
    const std::string within_a_page = square().markup().str();
    CHECK(within_a_page.find("http") == std::string::npos);
  }

  TEST_CASE("coordinates have at most two decimals and no exponent") {
    Svg svg = square();
    svg.line({1.0 / 3, -1e-9}, {-0.0, 123456.789});
    const std::string text = svg.markup().str();
    const Element line = Elements{text}.one("line");
    CHECK(line["x1"] == "0.33");
    CHECK(line["y1"] == "0");
    CHECK(line["x2"] == "0");
    CHECK(line["y2"] == "123456.79");
  }

  TEST_CASE("a coordinate that no screen can show is refused") {
    for (const double bad : {not_a_number, infinity, -infinity, 1e300}) {
      CAPTURE(bad);
      Svg svg = square();
      CHECK_THROWS_AS(svg.line({bad, 0}, {0, 0}), behalf::InvalidArgument);
      CHECK_THROWS_AS(svg.rect({0, 0}, 1, bad), behalf::InvalidArgument);
      CHECK_THROWS_AS(svg.text({0, bad}, ""), behalf::InvalidArgument);
      CHECK_THROWS_AS(SvgPath{}.move_to({bad, 0}), behalf::InvalidArgument);
    }
    CHECK_THROWS_AS(square().rect({0, 0}, -1, 1), behalf::InvalidArgument);
    CHECK_THROWS_AS(square().circle({0, 0}, -1), behalf::InvalidArgument);
    CHECK_THROWS_AS(square().circle({0, 0}, 1, {.opacity = 1.5}), behalf::InvalidArgument);
  }

  TEST_CASE("a number for people has four significant digits and a power of ten where it needs one") {
    CHECK(behalf::to_readable(0) == "0");
    CHECK(behalf::to_readable(-0.0) == "0");
    CHECK(behalf::to_readable(1.25) == "1.25");
    CHECK(behalf::to_readable(-0.43556) == "−0.4356");
    CHECK(behalf::to_readable(9.99996) == "10");
    CHECK(behalf::to_readable(999999) == "999999");
    CHECK(behalf::to_readable(1234567) == "1.235×10⁶");
    CHECK(behalf::to_readable(1e300) == "1×10³⁰⁰");
    CHECK(behalf::to_readable(-2.5e-300) == "−2.5×10⁻³⁰⁰");
    CHECK(behalf::to_readable(5e-324) == "4.941×10⁻³²⁴");
    CHECK(behalf::to_readable(infinity) == "∞");
    CHECK(behalf::to_readable(not_a_number) == "–");
    CHECK(behalf::to_exact(0.1) == "0.1");
    CHECK(behalf::to_exact(-1.0 / 3) == "−0.3333333333333333");
  }

  TEST_CASE("a share for people keeps two significant digits and every digit before the point") {
    CHECK(behalf::to_percent(0.6831) == "68%");
    CHECK(behalf::to_percent(1.475) == "148%");
    CHECK(behalf::to_percent(0.0123) == "1.2%");
    CHECK(behalf::to_percent(0.00001) == "0.001%");
    CHECK(behalf::to_percent(23.73) == "2373%");
    CHECK(behalf::to_percent(0) == "0%");
    CHECK(behalf::to_percent(1e300) == "1×10³⁰²%");
  }

  TEST_CASE("the numbers of a column share their decimals and none of them is hidden") {
    const NumberColumn column{{4.894, -0.4356, 0.0001}};
    CHECK(column(4.894) == "4.894");
    CHECK(column(-0.4356) == "−0.436");
    CHECK(column(3) == "3.000");
    CHECK(column(0) == "0");
    CHECK(column(0.0001) == "1×10⁻⁴");
    CHECK(column(1e300) == "1×10³⁰⁰");
    CHECK(column(-8e-17, 5) == "0");
    CHECK(column(-8e-17) == "−8×10⁻¹⁷");
    CHECK(NumberColumn{{0.002, 0.001}}(0.002) == "0.002000");
    CHECK(NumberColumn{{3e-6}}(3e-6) == "3×10⁻⁶");
  }

  TEST_CASE("a scale begins and ends at round numbers around its values and contains zero") {
    behalf::RandomStream stream{7, 0};
    for (int k = 0; k < 2000; ++k) {
      const double size = std::pow(10.0, 600 * stream.uniform() - 300);
      const double a = size * (2 * stream.uniform() - 1);
      const double b = size * (2 * stream.uniform() - 1);
      CAPTURE(a);
      CAPTURE(b);
      const LinearScale scale{std::min(a, b), std::max(a, b)};
      const std::vector<LinearScale::Tick>& ticks = scale.ticks();
      REQUIRE(ticks.size() >= 2);
      CHECK(ticks.size() <= 9);
      const double hair = 1e-6 * (scale.high() - scale.low());
      CHECK(scale.low() <= std::min({a, b, 0.0}) + hair);
      CHECK(scale.high() >= std::max({a, b, 0.0}) - hair);
      CHECK(ticks.front().position == 0);
      CHECK(ticks.back().position == 1);
      std::size_t zeros = 0;
      for (const LinearScale::Tick& tick : ticks) {
        CHECK(tick.label.size() <= 9);
        CHECK(tick.position == doctest::Approx(scale.position(tick.value)));
        if (tick.label == "0") ++zeros;
      }
      CHECK(zeros == 1);
    }
  }

  TEST_CASE("a scale for nothing or for what is no number is still a scale") {
    for (const double x : {0.0, not_a_number, infinity, -infinity, 1.7e308, 5e-324}) {
      CAPTURE(x);
      const LinearScale scale{-x, x};
      CHECK(scale.high() > scale.low());
      for (const double y : {x, -x, 0.0, 1.0}) {
        CHECK(scale.position(y) >= 0);
        CHECK(scale.position(y) <= 1);
      }
    }
    CHECK(LinearScale{0, 0}.high() == 1);
  }

  TEST_CASE("a scale takes large powers of ten out of its labels") {
    const LinearScale scale{0, 3e300};
    CHECK(scale.exponent() == 300);
    CHECK(scale.ticks().back().label == "3.0");
    CHECK(scale.written(scale.ticks().back()) == "3.0×10³⁰⁰");
    CHECK(LinearScale{0, 30}.exponent() == 0);
    CHECK(LinearScale{0, 30}.ticks().back().label == "30");
  }
}
