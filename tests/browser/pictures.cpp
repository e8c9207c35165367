// pictures FOLDER SCENARIO.json...
//
// Writes what the tests in a browser look at: for each case the report, CASE.html, and every figure of it as a Vega-Lite
// specification, CASE.FIGURE.vl.json. Cases: the one that is embedded in diagnose, the same with every number of
// countries served, a grid of two by two levels, points that are no grid, and every scenario named.
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/population/study.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <diagnose/embedded_case.hpp>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out{file, std::ios::binary};
  out << text;
  if (!out.flush()) throw std::runtime_error{"cannot write " + file.string()};
}

void write_case(const std::filesystem::path& folder, const std::string& name, const behalf::Diagnosis& diagnosis) {
  std::ofstream report{folder / (name + ".html"), std::ios::binary};
  behalf::write_report(report, diagnosis);
  if (!report.flush()) throw std::runtime_error{"cannot write the report of " + name};
  for (const behalf::VegaLiteFigure& figure : behalf::figures(diagnosis)) {
    write(folder / (name + '.' + figure.name + ".vl.json"), figure.specification.dump(1) + '\n');
  }
}

behalf::Diagnosis answer(const std::string& scenario) {
  return behalf::diagnose(behalf::read_scenario(scenario)).value();
}

/// The embedded case with another scaling study.
std::string embedded_with(const nlohmann::json& scaling) {
  nlohmann::json scenario = nlohmann::json::parse(embedded_case::scenario());
  scenario["scaling"] = scaling;
  return scenario.dump();
}

/// Some points of a study instead of a grid.
behalf::Diagnosis without_some_points(behalf::Diagnosis diagnosis) {
  std::vector<behalf::ScalingRow<double>> rows = diagnosis.scaling.value().rows;
  std::erase_if(rows, [](const behalf::ScalingRow<double>& row) {
    return (row.at.generality + 2 * row.at.scope) % 3 == 0 || (row.at.scope > 3 && row.at.generality > 4);
  });
  diagnosis.scaling = behalf::scaling_findings(rows, diagnosis.scaling->tolerance);
  return diagnosis;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 2) throw std::runtime_error{"usage: pictures FOLDER SCENARIO.json..."};
    const std::filesystem::path folder{argv[1]};
    std::filesystem::create_directories(folder);
    write_case(folder, "embedded", answer(embedded_case::scenario()));
    const behalf::Diagnosis fine =
        answer(embedded_with({{"diversity", {0.5, 1}}, {"metrics", 3}, {"samples", 50}, {"tolerance", 0.35}}));
    write_case(folder, "fine", fine);
    write_case(folder, "no_grid", without_some_points(fine));
    write_case(folder, "two_by_two", answer(embedded_with({{"generality", {1, 6}}, {"scope", {1, 21}}})));
    for (int k = 2; k < argc; ++k) {
      write_case(folder, std::filesystem::path{argv[k]}.stem().string(), answer(behalf::read_file(argv[k])));
    }
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
