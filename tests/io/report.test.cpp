#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/io/chart/palette.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/report/report_style.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/version.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <io/elements.hpp>
#include <ios>
#include <limits>
#include <locale>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using behalf::Attribution;
using behalf::Diagnosis;
using behalf::Lattice;
using Eigen::Index;
using tests::Element;
using tests::Elements;
using Tolerances = std::vector<std::optional<double>>;

Diagnosis judged(const Lattice<double>& lattice, const std::vector<std::string>& names, const Tolerances& tolerances,
                 const std::vector<std::string>& notes = {}) {
  const Attribution<double> attribution{lattice, names, notes};
  return {.kind = "linear_quadratic",
          .reference = "each",
          .attributes = {"accuracy", "privacy", "reach"},
          .tolerances = tolerances,
          .attribution = attribution,
          .verdict = behalf::verdict(attribution, tolerances),
          .certificate = {1e-16, 0, 2e-16, std::nullopt}};
}

/// Three principals of a linear–quadratic assistant; ideal objectives alone harm the third, who owes them a part < 0.
Lattice<double> assistant() {
  Lattice<double> lattice;
  // Columns by the index of the set of ideal axes: none, O, I, OI, P, OP, IP, OIP.
  lattice.regrets.resize(3, 8);
  lattice.regrets << 1.8944444444444446, 1.5444444444444445, 1.3, 0.88, 1.25, 0.8333333333333333, 0.5, 0,  //
      4.894444444444445, 2.2111111111111112, 4.9, 1.68, 4.583333333333334, 0.8333333333333333, 4.5, 0,     //
      2.95, 3.7666666666666666, 2.9, 3.88, 0.888888888888889, 0.888888888888889, 0, 0;
  lattice.stakes = behalf::vec({5, 5, 2});
  lattice.weights = behalf::vec({0.5, 0.3, 0.2});
  return lattice;
}

Diagnosis assistant_diagnosis() { return judged(assistant(), {"users", "regulator", "company"}, {2.0, 0.2, 1.0}); }

Lattice<double> random_lattice(Index n) {
  behalf::RandomStream stream{11, 0};
  Lattice<double> lattice;
  lattice.resize(n);
  for (Index i = 0; i < n; ++i) {
    for (Index k = 0; k < 8; ++k) lattice.regrets(i, k) = k == 7 ? 0 : 5 * stream.uniform();
    lattice.stakes(i) = 1 + 5 * stream.uniform();
    lattice.weights(i) = 1 / static_cast<double>(n);
  }
  return lattice;
}

std::string report(const Diagnosis& diagnosis) {
  std::ostringstream out;
  behalf::write_report(out, diagnosis);
  return out.str();
}

/// The text of the tags alone, where a page could load or run something.
std::string tags_of(const std::string& page) {
  std::string tags;
  for (std::size_t k = 0; (k = page.find('<', k)) != std::string::npos; ++k) {
    tags += page.substr(k, page.find('>', k) - k) + '\n';
  }
  return tags;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> result(1);
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) {
      result.back() += c;
    } else if (!result.back().empty()) {
      result.emplace_back();
    }
  }
  return result;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A number as the page writes it, with a minus sign in Unicode.
double number(std::string text) {
  if (text.starts_with("−")) text.replace(0, std::string_view{"−"}.size(), "-");
  std::istringstream in{text};
  in.imbue(std::locale::classic());
  double x = std::numeric_limits<double>::quiet_NaN();
  in >> x;
  return x;
}

/// A chart as a reader sees it: a scale from the labels of its ticks, and rows of bars.
struct Chart {
  explicit Chart(const std::string& page, std::size_t which = 0) : elements{page} {
    const std::vector<const Element*> charts = elements.places("div", "chart");
    REQUIRE(charts.size() > which);
    const std::vector<Element> ticks = elements.find("span", {}, charts[which]);
    std::vector<std::pair<double, double>> labels;
    for (const Element& tick : ticks) {
      if (tick["style"].starts_with("left:")) labels.emplace_back(number(tick["style"].substr(5)), number(tick.text));
    }
    REQUIRE(labels.size() >= 2);
    low = labels.front().second;
    unit = (labels.back().second - low) / 1000;
    CHECK(labels.front().first == 0);
    CHECK(labels.back().first == 100);
    for (const Element* row : elements.places("li", "row")) {
      if (std::find(row->ancestors.begin(), row->ancestors.end(), index_of(charts[which])) != row->ancestors.end()) {
        rows.push_back(row);
      }
    }
  }
  std::size_t index_of(const Element* element) const {
    return static_cast<std::size_t>(element - elements.all().data());
  }
  double at(double x) const { return low + unit * x; }
  std::vector<Element> parts(std::size_t row) const { return elements.find("rect", {}, rows[row]); }
  /// Lengths to the right of zero less lengths to the left of it.
  double sum(std::size_t row) const {
    double result = 0;
    for (const Element& rect : parts(row)) {
      const double start = at(number(rect["x"]));
      const double length = unit * number(rect["width"]);
      result += start + length / 2 < 0 ? -length : length;
    }
    return result;
  }
  std::optional<double> line(std::size_t row, const std::string& css) const {
    const std::vector<Element> lines = elements.find("line", css, rows[row]);
    if (lines.empty()) return std::nullopt;
    return at(number(lines.front()["x1"]));
  }

  Elements elements;
  double low = 0;
  double unit = 0;  ///< What one of the 1000 units of a row is worth.
  std::vector<const Element*> rows;
};

/// The value of each custom property in one block of the style sheet.
std::map<std::string, std::string> colours(std::size_t from) {
  std::map<std::string, std::string> result;
  const std::string_view sheet = behalf::palette.substr(from, behalf::palette.find('}', from) - from);
  for (std::size_t k = 0; (k = sheet.find("--", k)) != std::string_view::npos; ++k) {
    const std::size_t colon = sheet.find(':', k);
    result[std::string{sheet.substr(k + 2, colon - k - 2)}] = std::string{sheet.substr(colon + 2, 7)};
  }
  return result;
}

/// The contrast of two colours as the Web Content Accessibility Guidelines define it.
double contrast(const std::string& a, const std::string& b) {
  const auto luminance = [](const std::string& colour) {
    const std::array<double, 3> share{0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const double level = std::stoi(colour.substr(1 + 2 * k, 2), nullptr, 16) / 255.0;
      sum += share[k] * (level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4));
    }
    return sum;
  };
  return (std::max(luminance(a), luminance(b)) + 0.05) / (std::min(luminance(a), luminance(b)) + 0.05);
}

/// Numbers with a decimal comma, points between thousands, and nothing else in common with C.
struct Comma : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\1"; }
};

}  // namespace

TEST_SUITE("io/report") {
  TEST_CASE("the page is well formed and its contents lead to every part of it") {
    const std::string page = report(assistant_diagnosis());
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    const Elements read{page};
    CHECK(read.one("html")["lang"] == "en");
    CHECK(read.one("h1").text == "On whose behalf, and how far does it fall short?");
    CHECK(read.find("title", {}, read.places("head").front()).front().text == read.one("h1").text);
    std::set<std::string> ids;
    for (const Element& element : read.all()) {
      if (!element["id"].empty()) CHECK(ids.insert(element["id"]).second);
    }
    const std::vector<Element> links = read.find("a");
    CHECK(links.size() == ids.size());
    for (const Element& link : links) CHECK(ids.count(link["href"].substr(1)) == 1);
    std::set<std::string> metas;
    for (const Element& meta : read.find("meta")) metas.insert(meta["name"]);
    CHECK(metas.count("viewport") == 1);
    CHECK(metas.count("color-scheme") == 1);
  }

  TEST_CASE("the page runs nothing and loads nothing") {
    const std::string page = report(assistant_diagnosis());
    CHECK(!contains(page, "<script"));
    CHECK(!contains(page, "http"));
    CHECK(!contains(page, "@import"));
    CHECK(!contains(page, "url("));
    CHECK(!contains(page, "@font-face"));
    const std::string tags = tags_of(page);
    CHECK(!contains(tags, " src="));
    CHECK(!contains(tags, " on"));
    const Elements read{page};
    for (const Element& element : read.all()) {
      const std::string& href = element["href"];
      CHECK((href.empty() || href.front() == '#' || href == "data:,"));
    }
  }

  TEST_CASE("tables have captions and scopes and drawings say in words what they show") {
    const std::string page = report(assistant_diagnosis());
    const Elements read{page};
    CHECK(read.find("table").size() == 2);
    CHECK(read.find("caption").size() == 2);
    for (const Element& head : read.find("th")) CHECK(!head["scope"].empty());
    CHECK(read.find("figure").size() == read.find("figcaption").size());
    std::size_t told = 0;
    for (const Element* svg : read.places("svg")) {
      if ((*svg)["role"] != "img") continue;
      CHECK(!read.find("title", {}, svg).front().text.empty());
      ++told;
    }
    CHECK(told == 4 + 4 + 1);
    CHECK(contains(read.find("desc").front().text, "information + principals: 1.6"));
  }

  TEST_CASE("a name appears escaped wherever it stands") {
    const std::string name = "<b>\"&'</b>";
    Diagnosis diagnosis = judged(assistant(), {name, name, name}, {2.0, 0.2, 1.0}, {name});
    diagnosis.attributes = {name};
    diagnosis.kind = name;
    diagnosis.reference = name;
    const std::string page = report(diagnosis);
    CHECK(!contains(page, "<b>"));
    const std::string escaped = "&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;";
    std::size_t count = 0;
    for (std::size_t k = 0; (k = page.find(escaped, k)) != std::string::npos; ++k) ++count;
    CHECK(count > 20);
    const Elements read{page};
    for (const Element* row : read.places("li", "row")) {
      if (row->is("summary")) continue;
      CHECK(read.find("span", "name", row).front().text == name);
      CHECK(read.find("span", "name", row).front()["title"] == name);
      CHECK(contains(read.find("title", {}, row).front().text, name + ": "));
    }
    CHECK(read.find("tbody").front().text.starts_with("\n" + name));
  }

  TEST_CASE("a very long name and one that is written from right to left stand whole in title and text") {
    const std::string length(200, 'w');
    const std::string right_to_left = "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE";
    const std::string page = report(judged(assistant(), {length, right_to_left, "e\xCC\x81"}, {{}, {}, {}}));
    const Elements read{page};
    const std::vector<Element> names = read.find("span", "name");
    CHECK(names[0]["title"] == length);
    CHECK(names[1].text == right_to_left);
    for (const Element& each : names) CHECK(each["dir"] == "auto");
    CHECK(contains(std::string{behalf::report_style}, "text-overflow: ellipsis"));
  }

  TEST_CASE("the first sentence says on whose behalf and how far it falls short and mostly why") {
    const std::string page = report(assistant_diagnosis());
    CHECK(Elements{page}.one("p", "answer").text ==
          "The agent acts on behalf of 3 principals and, in the weighted mean, falls short by 68% of what is at stake "
          "(3.006 of 4.4); the largest part, 1.257, is due to principals: it serves several who want different things; "
          "1 of 3 is within tolerance; in proportion to its own stake the gap is largest for company, 148% of it, "
          "worse than not "
          "delegating at all.");
  }

  TEST_CASE("in proportion the gap is that of the one with the largest relative gap wherever it stands") {
    Lattice<double> lattice = assistant();
    lattice.stakes = behalf::vec({5, 2, 5});
    const std::string page = report(judged(lattice, {"users", "regulator", "company"}, {{}, {}, {}}));
    CHECK(contains(Elements{page}.one("p", "answer").text, "the gap is largest for regulator, 245% of it"));
  }

  TEST_CASE("the first sentence speaks of the only principal by name") {
    Lattice<double> lattice = assistant();
    lattice.regrets = lattice.regrets.topRows(1).eval();
    lattice.stakes = behalf::vec({5});
    lattice.weights = behalf::vec({0});
    const std::string page = report(judged(lattice, {"users"}, {2.0}));
    const Elements read{page};
    CHECK(read.one("p", "answer").text ==
          "The agent acts on behalf of users and falls short by 38% of what is at stake (1.894 of 5); the largest "
          "part, 0.76, is due to principals: it serves several who want different things; that is within the "
          "tolerance.");
    CHECK(!contains(page, "weighted mean"));
    CHECK(read.find("div", "chart").size() == 1);
  }

  TEST_CASE("where nobody holds weight there is no mean and the page says so") {
    Lattice<double> lattice = assistant();
    lattice.weights.setZero();
    const std::string page = report(judged(lattice, {}, {2.0, 0.2, {}}));
    const Elements read{page};
    CHECK(contains(read.one("p", "answer").text, "none of whom holds weight"));
    CHECK(contains(read.one("p", "answer").text, "1 of 2 with a tolerance is within it"));
    CHECK(contains(read.one("p", "answer").text, "the gap is largest for principal 3,"));
    CHECK(read.find("tfoot").empty());
    CHECK(read.find("li", "summary").empty());
  }

  TEST_CASE("the table has a row for each principal in their order and the weighted mean last") {
    const std::string page = report(assistant_diagnosis());
    const Elements read{page};
    const Element* table = read.places("table", "principal-table").front();
    std::vector<std::string> names;
    for (const Element& name : read.find("span", "name", table)) names.push_back(name.text);
    CHECK(names == std::vector<std::string>{"users", "regulator", "company", "weighted mean"});
    std::vector<std::string> cells;
    for (const Element& cell : read.find("td", {}, table)) cells.push_back(cell.text);
    REQUIRE(cells.size() == 4 * 8);
    CHECK(std::vector<std::string>(cells.begin() + 16, cells.end()) ==
          std::vector<std::string>{"0.200", "2.000", "2.950", "147.5%", "−0.436", "0.442", "2.943", "no (> 1)", "1.000",
                                   "4.400", "3.006", "68.3%", "1.191", "0.558", "1.257", "50% of weight"});
    CHECK(cells[7] == "yes (≤ 2)");
  }

  TEST_CASE("the bars of a row add up to its gap and the mark stands there") {
    const Diagnosis diagnosis = judged(random_lattice(40), {}, Tolerances(40, 2.0));
    const std::string page = report(diagnosis);
    for (const bool relative : {false, true}) {
      const Chart chart{page, relative ? 1U : 0U};
      REQUIRE(chart.rows.size() == 41);
      CHECK(chart.rows.back()->is("summary"));
      std::size_t whole = 0;
      for (std::size_t i = 0; i < 40; ++i) {
        const Index k = static_cast<Index>(i);
        const double gap = relative ? 100 * *diagnosis.attribution.relative_gap(k) : diagnosis.attribution.gap(k);
        if (!chart.elements.find("path", "cut", chart.rows[i]).empty()) continue;
        ++whole;
        CHECK(std::abs(chart.sum(i) - gap) < 0.05 * chart.unit);
        CHECK(std::abs(chart.line(i, "total").value() - gap) < 0.01 * chart.unit);
        if (!relative) CHECK(std::abs(chart.line(i, "tolerance").value() - 2) < 0.01 * chart.unit);
      }
      CHECK(whole > 20);
    }
  }

  TEST_CASE("each part is as long as its axis contributes and says so exactly") {
    const Diagnosis diagnosis = assistant_diagnosis();
    const std::string page = report(diagnosis);
    const Chart chart{page};
    for (std::size_t i = 0; i < 3; ++i) {
      const std::vector<Element> parts = chart.parts(i);
      REQUIRE(parts.size() == 3);
      for (std::size_t k = 0; k < 3; ++k) {
        const behalf::Axis axis = behalf::all_axes[k];
        const double value = diagnosis.attribution.shapley(axis, static_cast<Index>(i));
        CHECK(parts[k]["class"] == behalf::to_text(axis));
        CHECK(std::abs(chart.unit * number(parts[k]["width"]) - std::abs(value)) < 0.02 * chart.unit);
        const std::string said = parts[k].text.substr(parts[k].text.rfind(' ') + 1);
        CHECK(number(said) == value);
      }
    }
  }

  TEST_CASE("parts that reduce a gap lie to the left of zero and the others to the right") {
    const std::string page = report(assistant_diagnosis());
    const Chart chart{page};
    CHECK(chart.low < 0);
    const double zero = number(chart.elements.find("line", "zero", chart.rows[2]).front()["x1"]);
    CHECK(std::abs(chart.at(zero)) < 0.01 * chart.unit);
    for (const Element& rect : chart.parts(2)) {
      const double left = number(rect["x"]);
      const double right = left + number(rect["width"]);
      if (rect.is("objectives")) {
        CHECK(right == doctest::Approx(zero).epsilon(1e-4));
        CHECK(left < zero);
      } else {
        CHECK(left >= zero - 0.01);
      }
    }
  }

  TEST_CASE("bars beyond twice the stake are cut and end in an arrow and the caption says so") {
    Lattice<double> lattice = assistant();
    lattice.stakes(2) = 0.01;
    const std::string page = report(judged(lattice, {}, {{}, {}, {}}));
    const Chart chart{page, 1};
    CHECK(chart.at(1000) == 200);
    CHECK(chart.elements.find("path", "cut", chart.rows[0]).empty());
    CHECK(chart.elements.find("path", "cut", chart.rows[2]).size() == 2);
    CHECK(!chart.line(2, "total"));
    CHECK(chart.elements.find("span", "figure", chart.rows[2]).front().text == "29500%");
    CHECK(contains(page, "cut off and end in an arrow"));
    CHECK(!contains(report(assistant_diagnosis()), "cut off and end in an arrow"));
  }

  TEST_CASE("the dividends in the table add up to the gap below them") {
    const std::string page = report(assistant_diagnosis());
    const Elements read{page};
    const Element* table = read.places("table", "dividend-table").front();
    std::vector<double> numbers;
    for (const Element& cell : read.find("td", {}, table)) {
      if (!cell.text.empty() && !cell.is("effect")) numbers.push_back(number(cell.text));
    }
    REQUIRE(numbers.size() == 8);
    double sum = 0;
    for (std::size_t k = 0; k < 7; ++k) sum += numbers[k];
    CHECK(std::abs(sum - numbers[7]) < 0.004);
    CHECK(numbers[7] == 3.006);
    CHECK(read.find("svg", "bar", table).size() == 7);
  }

  TEST_CASE("the lattice of repairs shows eight regrets and twelve repairs and dashes those that harm") {
    Lattice<double> lattice = assistant();
    lattice.weights = behalf::vec({0, 0, 1});  // Ideal objectives alone raise the third's regret from 2.95 to 3.767.
    const std::string page = report(judged(lattice, {}, {{}, {}, {}}));
    const Elements read{page};
    const Element* drawing = read.places("svg", "repairs").front();
    std::vector<std::string> regrets;
    for (const Element& text : read.find("text", "regret", drawing)) regrets.push_back(text.text);
    CHECK(regrets == std::vector<std::string>{"2.950", "3.767", "2.900", "0.889", "3.880", "0.889", "0", "0"});
    CHECK(read.find("line", "repair", drawing).size() == 12);
    // none to O, I to OI, O to OI: information on top of objectives harms as well.
    CHECK(read.find("line", "worse", drawing).size() == 3);
    CHECK(read.find("line", "worse", drawing).front().text == "objectives made ideal: +0.8167");
  }

  TEST_CASE("repairs that harm somebody are listed in words") {
    const std::string page = report(assistant_diagnosis());
    std::vector<std::string> harms;
    for (const Element& harm : Elements{page}.find("li")) {
      if (contains(harm.text, "would harm")) harms.push_back(harm.text);
    }
    CHECK(harms ==
          std::vector<std::string>{"Ideal objectives alone would harm company: regret 2.95 → 3.767 (+0.8167)",
                                   "Ideal information alone would harm regulator: regret 4.894 → 4.9 (+0.005556)"});
  }

  TEST_CASE("a long list of harmful repairs is folded below one line for each axis") {
    const Diagnosis diagnosis = judged(random_lattice(60), {}, Tolerances(60));
    const std::size_t count = diagnosis.attribution.warnings().size();
    REQUIRE(count > 12);
    const std::string page = report(diagnosis);
    const Elements read{page};
    CHECK(read.one("summary").text == "All " + std::to_string(count) + " harmful repairs");
    CHECK(read.find("li", {}, read.places("details").front()).size() == count);
    CHECK(read.find("li", {}, read.places("ul", "warnings").front()).size() == 3);
  }

  TEST_CASE("a model where no single repair harms anybody is told so") {
    Lattice<double> lattice = assistant();
    lattice.regrets(1, 2) = 4;
    lattice.regrets(2, 1) = 2;
    CHECK(contains(report(judged(lattice, {}, {{}, {}, {}})), "would raise anybody’s regret"));
  }

  TEST_CASE("notes and certificate and five terms and the origin stand at the end") {
    const std::string page = report(judged(assistant(), {}, {{}, {}, {}}, {"weights sum to 1.4 & more"}));
    const Elements read{page};
    CHECK(contains(page, "weights sum to 1.4 &amp; more"));
    CHECK(!contains(report(assistant_diagnosis()), "id=\"notes\""));
    CHECK(read.find("dt", {}, read.places("dl", "glossary").front()).size() == 5);
    std::vector<std::string> facts;
    for (const Element* list : read.places("dl", "facts")) {
      for (const Element& fact : read.find("dd", {}, list)) facts.push_back(fact.text);
    }
    CHECK(facts == std::vector<std::string>{"1×10⁻¹⁶", "0", "2×10⁻¹⁶", "– (nothing is hidden)",
                                            "behalf " + std::string{behalf::version_string}, "linear_quadratic",
                                            "each: everybody is compared with what would serve them alone",
                                            "accuracy, privacy, reach"});
  }

  TEST_CASE("the same diagnosis gives the same bytes whatever the locale and the state of the stream") {
    const Diagnosis diagnosis = judged(random_lattice(30), {}, Tolerances(30, 12345.6));
    const std::string expected = report(diagnosis);
    const std::locale strange{std::locale::classic(), new Comma};
    std::ostringstream probe;
    probe.imbue(strange);
    probe << 1234.5;
    REQUIRE(probe.str() == "1.2.3.4,5");
    const std::locale before = std::locale::global(strange);
    std::ostringstream out;
    out.imbue(strange);
    out.width(static_cast<std::streamsize>(expected.size() + 9));
    out.precision(1);
    behalf::write_report(out, diagnosis);
    std::locale::global(before);
    CHECK((out.str() == expected));
    CHECK((report(diagnosis) == expected));
  }

  TEST_CASE("five hundred principals get a row each in table and charts") {
    std::vector<std::string> names;
    for (int i = 0; i < 500; ++i) names.push_back("group number " + std::to_string(i));
    const std::string page = report(judged(random_lattice(500), names, Tolerances(500, 1.0)));
    const Elements read{page};
    for (std::size_t which : {0U, 1U}) {
      const Chart chart{page, which};
      REQUIRE(chart.rows.size() == 501);
      for (std::size_t i = 0; i < 500; ++i) CHECK(contains(chart.rows[i]->text, names[i]));
    }
    CHECK(read.find("tr", {}, read.places("table", "principal-table").front()).size() == 2 + 500 + 1);
    CHECK(contains(std::string{behalf::report_style}, ".bar { width: 100%; height: 28px;"));
    CHECK(page.size() < 3000000);
  }

  TEST_CASE("gaps of zero give a page of zeros and not of errors") {
    Lattice<double> lattice;
    lattice.resize(4);
    lattice.regrets.setZero();
    lattice.stakes.setZero();
    lattice.weights.setConstant(0.25);
    const std::string page = report(judged(lattice, {}, Tolerances(4)));
    const Chart chart{page};
    CHECK(chart.at(1000) == 1);
    for (std::size_t i = 0; i < 4; ++i) CHECK(chart.parts(i).empty());
    CHECK(Elements{page}.one("p", "answer").text ==
          "The agent acts on behalf of 4 principals and, in the weighted mean, does not fall short.");
    CHECK(chart.elements.find("div", "chart").size() == 1);
  }

  TEST_CASE("a principal with nothing at stake has a dash for its relative gap and no bar") {
    Lattice<double> lattice = assistant();
    lattice.stakes(1) = 0;
    const std::string page = report(judged(lattice, {}, Tolerances(3)));
    const Chart chart{page, 1};
    CHECK(chart.elements.find("span", "figure", chart.rows[1]).front().text == "–");
    CHECK(chart.parts(1).empty());
    CHECK(!chart.line(1, "total"));
    CHECK(contains(page, "A dash: nothing is at stake."));
  }

  TEST_CASE("numbers however large or small are written as numbers and drawn within the frame") {
    Lattice<double> lattice = random_lattice(6);
    lattice.regrets.row(0) *= 1e300;
    lattice.stakes(0) = 1e300;
    lattice.regrets.row(1) *= 1e-300;
    lattice.stakes(1) = 1e-300;
    lattice.regrets.row(2) *= 3e307;
    lattice.stakes(2) = 1e-300;
    lattice.stakes(3) = 5e-324;
    lattice.regrets.row(4) *= 5e-324;
    for (const Index n : {6, 1, 2}) {
      CAPTURE(n);
      Lattice<double> few;
      few.resize(n);
      few.regrets = lattice.regrets.middleRows(n == 1 ? 1 : 0, n);
      few.stakes = lattice.stakes.segment(n == 1 ? 1 : 0, n);
      few.weights = lattice.weights.head(n);
      const std::string page = report(judged(few, {}, Tolerances(static_cast<std::size_t>(n), 1e250)));
      const Elements read{page};
      for (const std::string& word : words(page)) {
        CHECK(word != "nan");
        CHECK(word != "inf");
      }
      for (const Element& element : read.all()) {
        for (const char* attribute : {"x", "y", "width", "height", "x1", "x2", "y1", "y2"}) {
          if (element[attribute].empty()) continue;
          const double value = number(element[attribute]);
          CHECK(value >= 0);
          CHECK(value <= 1000);
        }
      }
      if (n == 1) CHECK(contains(read.places("table", "principal-table").front()->text, "×10⁻³⁰⁰"));
      if (n != 1) CHECK(contains(read.places("table", "principal-table").front()->text, "×10³⁰⁰"));
    }
  }

  TEST_CASE("text and marks stand out from their ground in light and in dark") {
    const std::size_t dark = behalf::palette.find("prefers-color-scheme: dark");
    REQUIRE(dark != std::string_view::npos);
    for (const std::size_t from : {std::size_t{0}, dark}) {
      CAPTURE(from);
      const std::map<std::string, std::string> colour = colours(from);
      for (const char* text : {"ink", "soft", "alarm", "good", "link"}) {
        CAPTURE(text);
        CHECK(contrast(colour.at(text), colour.at("page")) >= 4.5);
      }
      const std::array<const char*, 3> axes{"objectives", "information", "principals"};
      for (std::size_t k = 0; k < 3; ++k) {
        CAPTURE(k);
        CHECK(contrast(colour.at(axes[k]), colour.at("page")) >= 3);
        CHECK(contrast(colour.at(axes[k]), colour.at(axes[(k + 1) % 3])) >= 1.4);
      }
    }
  }
}
