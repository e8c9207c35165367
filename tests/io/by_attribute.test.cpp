#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <io/elements.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string report_of(const behalf::Diagnosis& diagnosis) {
  std::ostringstream page;
  behalf::write_report(page, diagnosis);
  return page.str();
}

std::vector<std::string> scenarios() {
  std::vector<std::string> texts;
  for (const auto& file : std::filesystem::directory_iterator{BEHALF_SCENARIO_DIR}) {
    const std::string name = file.path().filename().string();
    if (file.path().extension() != ".json" || name.find(".expected.") != std::string::npos) continue;
    std::ostringstream text;
    text << std::ifstream{file.path()}.rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

/// Whether the parts of a row sum to its gap.
void sums_to_its_gap(const nlohmann::ordered_json& row, std::size_t attributes) {
  REQUIRE(row.at("attributes").size() == attributes);
  double sum = 0;
  for (const auto& part : row.at("attributes")) sum += part.at("gap").get<double>();
  const double gap = row.at("gap");
  const double size = std::max(gap, row.at("stake").get<double>());
  CHECK(sum == doctest::Approx(gap).epsilon(1e-11).scale(size));
}

}  // namespace

TEST_SUITE("by attribute in results") {
  TEST_CASE("every row of a result says where its gap lies, and so does the mean") {
    int said = 0;
    for (const std::string& text : scenarios()) {
      const behalf::Diagnosis diagnosis = behalf::diagnose(behalf::read_scenario(text)).value();
      if (!diagnosis.by_attribute) continue;
      ++said;
      const nlohmann::ordered_json result = behalf::to_json(diagnosis);
      for (const auto& row : result.at("principals")) sums_to_its_gap(row, diagnosis.attributes.size());
      if (result.contains("affected")) {
        for (const auto& row : result.at("affected")) sums_to_its_gap(row, diagnosis.attributes.size());
      }
      sums_to_its_gap(result.at("mean"), diagnosis.attributes.size());
      CHECK(result.at("mean").at("attributes").at(0).at("name") == diagnosis.attributes.front());
    }
    CHECK(said >= 6);
  }
  TEST_CASE("what a report repeats is the scenario, from which the same answer follows") {
    for (const std::string& text : scenarios()) {
      const behalf::Diagnosis diagnosis = behalf::diagnose(behalf::read_scenario(text)).value();
      CHECK(diagnosis.inputs == text);
      // A document that was no text before is written out, and says the same.
      const behalf::Scenario parsed = behalf::read_scenario_document(nlohmann::json::parse(text));
      const behalf::Diagnosis again = behalf::diagnose(behalf::read_scenario(parsed.inputs)).value();
      CHECK(behalf::to_json(again) == behalf::to_json(diagnosis));
      const tests::Elements page{report_of(diagnosis)};
      const auto pre = page.find("pre");
      REQUIRE(pre.size() == 1);
      CHECK(pre.front().text == text);
    }
  }
  TEST_CASE("a scenario that is too long for a report is not repeated") {
    const std::string text =
        R"({"kind": "linear_quadratic", "attributes": ["x"], "principals": [{"name": "a", "values": [1]}]})" +
        std::string(std::size_t{1} << 20, ' ');
    const behalf::Diagnosis diagnosis = behalf::diagnose(behalf::read_scenario(text)).value();
    CHECK(diagnosis.inputs.size() < 1000);
    CHECK(report_of(diagnosis).find("What was put in") != std::string::npos);
  }
}
