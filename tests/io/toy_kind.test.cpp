#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/io/scenario/scaling_scenario.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <io/command.hpp>
#include <io/elements.hpp>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using behalf::Axis;
using behalf::Vector;

/// A kind of its own, all of it in this file: a thermostat heats several rooms alike for people who want different
/// temperatures. It reads its dial wrongly (objectives), does not feel the draught (information), and there is but one of it
/// (principals). A row is how far a room is from what is wanted in it, squared.
struct Thermostat {
  using Scalar = double;
  std::vector<std::string> rooms{};
  Vector<double> wishes{};  // above the temperature without any heating
  double misread = 0;
  double draught = 0;

  [[nodiscard]] double setting() const { return wishes.mean() + misread - draught; }
};

struct HeatedHouse {
  using Scalar = double;
  Thermostat at;

  [[nodiscard]] behalf::Solution<Vector<double>> regret(behalf::AxisSet ideal) const {
    Vector<double> result(at.wishes.size());
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      const double aim = ideal.contains(Axis::principals) ? at.wishes(i) : at.wishes.mean();
      const double off =
          (ideal.contains(Axis::objectives) ? 0 : at.misread) - (ideal.contains(Axis::information) ? 0 : at.draught);
      result(i) = (aim + off - at.wishes(i)) * (aim + off - at.wishes(i));
    }
    return {result, behalf::Certificate{}};
  }
  [[nodiscard]] Vector<double> stakes() const { return at.wishes.array().square(); }
  [[nodiscard]] Vector<double> weights() const {
    return Vector<double>::Constant(at.wishes.size(), 1 / static_cast<double>(at.wishes.size()));
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return at.rooms; }
};

struct ThermostatFindings : behalf::Findings {
  double setting = 0;
  [[nodiscard]] std::string fault() const override { return behalf::is_finite(setting) ? "" : "in the setting"; }
};

double setting_of(const behalf::Diagnosis& diagnosis) {
  return behalf::findings_of<ThermostatFindings>(diagnosis).setting;
}

}  // namespace

template <>
struct behalf::Governed<Thermostat> {
  static HeatedHouse model(const Thermostat& at) { return {at}; }
};

template <>
struct behalf::NamedLevers<Thermostat> {
  static constexpr std::array<NamedLever<Thermostat>, 2> entries{{
      {"calibrate",
       [](const LeverEntry& entry, const Thermostat&) {
         entry.expect({});
         return Lever<Thermostat>{
             .name = "calibrate", .kind = LeverKind::set, .apply = [](Thermostat at, double level) {
               at.misread *= 1 - level;
               return at;
             }};
       }},
      {"sensor",
       [](const LeverEntry& entry, const Thermostat&) {
         entry.expect({"precision"});
         const double left = 1 - entry.number_or("precision", 1);
         return Lever<Thermostat>{
             .name = "sensor", .kind = LeverKind::evaluate, .apply = [left](Thermostat at, double level) {
               at.draught *= 1 - level * (1 - left);
               return at;
             }};
       }},
  }};
};

namespace {

behalf::Scenario read_thermostat(const behalf::JsonCursor& document) {
  document.expect_object({"kind", "rooms", "misread", "draught", "tolerance", "scaling", "governance"});
  behalf::Scenario scenario = behalf::read_frame(document);
  scenario.words = {.row = "room", .rows = "rooms", .agent = "The thermostat acts"};
  const behalf::JsonCursor rooms = document.at("rooms");
  Thermostat at{.misread = document.at("misread").number(), .draught = document.at("draught").number()};
  at.rooms = behalf::read_names(rooms.size_of_some("room"), [&](Eigen::Index i) { return rooms[i].at("name"); });
  at.wishes.resize(rooms.size());
  for (Eigen::Index i = 0; i < rooms.size(); ++i) at.wishes(i) = rooms[i].at("wish").number();
  scenario.tolerances = behalf::read_tolerances(document, rooms, scenario.reference);
  scenario.solve = [at] {
    ThermostatFindings found;
    found.setting = at.setting();
    return behalf::answer(behalf::attribute(HeatedHouse{at}), std::make_shared<const ThermostatFindings>(found));
  };
  if (document.find("scaling")) {
    const behalf::AskedScaling asked = behalf::read_scaling(document, 3, rooms.size());
    // The more hours (g) the dial is left alone, the more it is misread; s is how many rooms there are.
    const auto family = [at](Eigen::Index g, Eigen::Index s, double delta) {
      Thermostat some = at;
      some.rooms.resize(static_cast<std::size_t>(s));
      some.wishes = (at.wishes.mean() + delta * (at.wishes.head(s).array() - at.wishes.mean())).matrix();
      some.misread *= static_cast<double>(g);
      return HeatedHouse{some};
    };
    try {
      scenario.scaling = behalf::ScalingQuestion{
          behalf::FamilyStudy{"thermostat " + document.json().dump(), family, asked.plan}, asked.tolerance};
    } catch (const behalf::InvalidArgument& error) {
      behalf::refuse_field(document, {}, error);
    }
  }
  scenario.govern = behalf::read_governance(document, at, scenario);
  return scenario;
}

/// The one registration.
const behalf::Kind thermostat{
    .name = "thermostat",
    .read = read_thermostat,
    .write_result = [](nlohmann::ordered_json& result,
                       const behalf::Diagnosis& diagnosis) { result["setting"] = setting_of(diagnosis); },
    .report =
        [](const behalf::Diagnosis& diagnosis) {
          return std::vector<behalf::ReportSection>{
              {"setting", "Setting", "How warm it is", [&diagnosis](behalf::Markup& page) {
                 page.element("p", {}, "It is " + behalf::to_text(setting_of(diagnosis)) + " degrees warmer.");
               }}};
        },
    .figures =
        [](const behalf::Diagnosis& diagnosis) {
          return std::vector<behalf::VegaLiteFigure>{{"setting", {{"setting", setting_of(diagnosis)}}}};
        },
    .write_summary = [](std::ostream& out,
                        const behalf::Diagnosis& diagnosis) { out << "setting: " << setting_of(diagnosis) << '\n'; }};

nlohmann::json house() {
  return {{"kind", "thermostat"},
          {"rooms", {{{"name", "attic"}, {"wish", 2}, {"tolerance", 0.5}}, {{"name", "cellar"}, {"wish", 4}}}},
          {"misread", 1},
          {"draught", 0.5}};
}

behalf::Kinds kinds() {
  behalf::Kinds result = behalf::built_in_kinds();
  result.push_back(&thermostat);
  return result;
}

behalf::Scenario read(const nlohmann::json& document) { return behalf::read_scenario(document.dump(), kinds()); }
behalf::Diagnosis diagnosis_of(const nlohmann::json& document) { return behalf::diagnose(read(document)).value(); }

std::string refused(const nlohmann::json& document, const behalf::Kinds& known) {
  try {
    (void)behalf::read_scenario(document.dump(), known);
  } catch (const behalf::ScenarioError& error) {
    return error.what();
  }
  return "not refused";
}

nlohmann::json governed_house() {
  nlohmann::json document = house();
  document["governance"] = {
      {"levers", {{{"lever", "calibrate"}, {"cost", 1}}, {{"lever", "sensor"}, {"cost", 2}, {"precision", 1}}}},
      {"budget", 3}};
  return document;
}

nlohmann::json growing_house() {
  nlohmann::json document = house();
  document["scaling"] = {{"diversity", {0, 1}}, {"tolerance", 2}};
  return document;
}

}  // namespace

TEST_SUITE("io/toy_kind") {
  TEST_CASE("a kind that was added is read and its rows go by its own words") {
    CHECK(refused(house(), behalf::built_in_kinds()) ==
          R"($.kind: expected linear_quadratic or population or network, got "thermostat")");
    nlohmann::json other = house();
    other["kind"] = "teapot";
    CHECK(refused(other, kinds()) ==
          R"($.kind: expected linear_quadratic or population or network or thermostat, got "teapot")");
    // It heats to 3 + 1 - 0.5 where 2 and 4 are wanted.
    const behalf::Diagnosis diagnosis = diagnosis_of(house());
    CHECK(diagnosis.kind == "thermostat");
    CHECK(diagnosis.attribution.name(1) == "cellar");
    CHECK(diagnosis.attribution.gap(0) == 2.25);
    CHECK(diagnosis.attribution.gap(1) == 0.25);
    CHECK(diagnosis.verdict.within == std::vector<std::optional<bool>>{false, std::nullopt});
    nlohmann::json missing = house();
    missing.erase("draught");
    CHECK(refused(missing, kinds()) == "$.draught: required, but missing");
  }

  TEST_CASE("what a kind adds stands in result, report, figures and summary") {
    const behalf::Diagnosis diagnosis = diagnosis_of(house());
    const nlohmann::ordered_json result = behalf::to_json(diagnosis);
    CHECK(result.at("kind") == "thermostat");
    CHECK(result.at("setting") == 3.5);
    CHECK(!result.contains("affected"));
    CHECK(!result.contains("agents"));

    std::ostringstream page;
    behalf::write_report(page, diagnosis);
    const tests::Elements read{page.str()};
    const auto sections = read.find("section");
    const auto own = std::find_if(sections.begin(), sections.end(),
                                  [](const tests::Element& section) { return section["id"] == "setting"; });
    REQUIRE(own != sections.end());
    CHECK(own->text.find("It is 3.5 degrees warmer.") != std::string::npos);
    CHECK(read.find("p", "answer").front().text.starts_with("The thermostat acts on behalf of 2 rooms"));
    for (const tests::Element& section : sections) CHECK(section["id"] != "web");

    const std::vector<behalf::VegaLiteFigure> figures = behalf::figures(diagnosis);
    REQUIRE(figures.size() > 2);
    CHECK(figures[2].name == "setting");
    CHECK(figures[2].specification.at("setting") == 3.5);
    CHECK(figures.front().specification.dump().find("The gap of each room") != std::string::npos);

    std::ostringstream summary;
    diagnosis.shown_by->write_summary(summary, diagnosis);
    CHECK(summary.str() == "setting: 3.5\n");
  }

  TEST_CASE("figures that a kind adds must be ordinary numbers") {
    behalf::Scenario scenario = read(house());
    scenario.solve = [solve = scenario.solve] {
      ThermostatFindings broken;
      broken.setting = std::numeric_limits<double>::infinity();
      behalf::Answer answer = solve().value();
      answer.findings = std::make_shared<const ThermostatFindings>(broken);
      return behalf::Solution<behalf::Answer>{answer, behalf::Certificate{}};
    };
    const auto solved = behalf::diagnose(scenario);
    CHECK(solved.status() == behalf::Status::ill_conditioned);
    CHECK(solved.where() == "in the setting");
  }

  TEST_CASE("the levers of a kind go by their names and are tried one by one and together") {
    const behalf::Diagnosis diagnosis = diagnosis_of(governed_house());
    REQUIRE(diagnosis.governance);
    const behalf::GovernanceFindings& governance = *diagnosis.governance;
    CHECK(governance.levers[0].name == "calibrate");
    CHECK(governance.levers[1].name == "sensor");
    // One degree too warm, half a degree lost: without both of them everybody is one degree off.
    CHECK(governance.best->value == doctest::Approx(1).epsilon(1e-12));
    CHECK(governance.best->cost <= 3);
    CHECK(governance.frontier.front().value == doctest::Approx(1.25).epsilon(1e-12));
    const nlohmann::ordered_json result = behalf::to_json(diagnosis);
    CHECK(result.at("governance").at("levers")[1].at("kind") == "evaluate");
    // A calibrated dial alone leaves the attic, which has the only tolerance, within it.
    CHECK(result.at("governance").at("aligned_enough").at("cost") == 1);

    nlohmann::json unknown = governed_house();
    unknown["governance"]["levers"][0]["lever"] = "audit";
    CHECK(refused(unknown, kinds()) == R"($.governance.levers[0].lever: expected calibrate or sensor, got "audit")");
    nlohmann::json terms = governed_house();
    terms["governance"]["levers"][0]["precision"] = 1;
    CHECK(refused(terms, kinds()).starts_with("$.governance.levers[0].precision: unknown key"));
  }

  TEST_CASE("a kind whose values do not drift is asked about no process") {
    nlohmann::json document = governed_house();
    document["governance"]["process"] = {{"drift", {0.1}}, {"noise", {0.1}}};
    CHECK(refused(document, kinds()) ==
          "$.governance.process: unknown key, expected one of levers, welfare, budget, share");
  }

  TEST_CASE("the gap of a kind is followed along generality, scope and diversity of its family") {
    const behalf::Diagnosis diagnosis = diagnosis_of(growing_house());
    REQUIRE(diagnosis.scaling);
    const auto& rows = diagnosis.scaling->rows;
    CHECK(rows.size() == 12);
    for (const behalf::ScalingRow<double>& row : rows) {
      CAPTURE(to_text(row.at));
      // Misread g degrees, half a degree lost, and one degree from the mean of the rooms that there are.
      const double off = static_cast<double>(row.at.generality) - 0.5;
      const double apart = row.at.scope == 2 ? row.at.diversity : 0;
      CHECK(row.gap.value == doctest::Approx(off * off + apart * apart).epsilon(1e-12));
    }
    CHECK(!diagnosis.scaling->frontier.empty());
    CHECK(behalf::to_json(diagnosis).at("scaling").at("points").size() == 12);

    nlohmann::json none = growing_house();
    none["scaling"]["scope"] = {0};
    CHECK(refused(none, kinds()).starts_with("$.scaling.scope[0]: "));
  }

  TEST_CASE("rows of a kind's study are kept in a file and a run goes on from there") {
    const behalf::Scenario scenario = read(growing_house());
    const behalf::Study<double>& study = scenario.scaling->study;
    const tests::ScratchFolder folder;
    const std::string path = folder / "rows.csv";
    std::size_t written = 0;
    {
      behalf::RowFile<double> file{path, study};
      const auto some = [&](const behalf::ScalingRow<double>& row) {
        if (written == 5) throw std::runtime_error{"killed"};
        file(row);
        ++written;
      };
      CHECK_THROWS_AS((void)behalf::run(study, {}, some), std::runtime_error);
    }
    {
      behalf::RowFile<double> file{path, study};
      CHECK(file.rows() == 5);
      CHECK(behalf::run(study, {}, file, {.skip = file.rows()}).value() == 7);
    }
    const auto kept = behalf::merge_shards(study, {behalf::read_rows(path)});
    const auto once = behalf::run_here(study).value();
    REQUIRE(kept.size() == once.size());
    for (std::size_t k = 0; k < kept.size(); ++k) CHECK(kept[k].gap.value == once[k].gap.value);

    nlohmann::json warmer = growing_house();
    warmer["misread"] = 2;
    const behalf::Scenario other = read(warmer);
    CHECK_THROWS_AS((behalf::RowFile<double>{path, other.scaling->study}), behalf::FileError);
  }
}
