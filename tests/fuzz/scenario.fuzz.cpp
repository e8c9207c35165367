// Any text is read or refused: read_scenario throws nothing but ScenarioError, in one line, and what it reads is solved and
// written as JSON that reads back, or has no solution.
#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/scaling/study.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

/// Beyond these a model takes long without being another one.
constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_attributes = 12;

void require(bool condition) {
  if (!condition) std::abort();
}

std::optional<behalf::Scenario> read(std::string_view text) {
  try {
    return behalf::read_scenario(text);
  } catch (const behalf::ScenarioError& error) {
    require(behalf::is_printable(error.what()));
    require(!error.place().empty() && !error.rule().empty());
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest_text) return -1;
  const std::optional<behalf::Scenario> scenario = read({reinterpret_cast<const char*>(data), size});
  if (!scenario || scenario->attributes.size() > most_attributes) return 0;
  // A study may ask for any number of draws, which is no fault but takes its time.
  const behalf::StudyRunner run_if_small = [](const behalf::Study<double>& study) {
    if (study.size() > 100 || study.plan().samples > 100) {
      return behalf::Solution<std::vector<behalf::ScalingRow<double>>>{behalf::Status::iteration_limit, "left out"};
    }
    return behalf::run_here(study);
  };
  const behalf::Solution<behalf::Diagnosis> diagnosis = behalf::diagnose(*scenario, run_if_small);
  if (!diagnosis) return 0;
  const nlohmann::ordered_json result = behalf::to_json(diagnosis.value());
  const nlohmann::json again = behalf::parse_json(result.dump());
  require(again["mean"]["gap"].get<double>() == result["mean"]["gap"].get<double>());
  const std::size_t rows = again["principals"].size() + (again.contains("affected") ? again["affected"].size() : 0);
  require(rows == static_cast<std::size_t>(diagnosis.value().attribution.size()));
  return 0;
}
