#ifndef BEHALF_EXAMPLES_DATA_FAILED_RUNS_HPP
#define BEHALF_EXAMPLES_DATA_FAILED_RUNS_HPP

#include "data/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace data {

/// One failed run of a system of language models, and which of them people blamed.
struct FailedRun {
  std::string name{};
  std::string system{};                 ///< "algo": the team was made by an algorithm; "hand": by people.
  std::string blamed{};                 ///< The agent whose mistake decided the run.
  std::vector<std::string> speakers{};  ///< Who spoke at each step; "human" is the user.

  /// How often the word went from one speaker to another.
  [[nodiscard]] std::map<std::pair<std::string, std::string>, int> hand_offs() const {
    std::map<std::pair<std::string, std::string>, int> counts;
    for (std::size_t step = 1; step < speakers.size(); ++step) {
      if (speakers[step - 1] != speakers[step]) ++counts[{speakers[step - 1], speakers[step]}];
    }
    return counts;
  }
  /// Everybody who spoke except the user, in the order of their first words.
  [[nodiscard]] std::vector<std::string> agents() const {
    std::vector<std::string> result;
    for (const std::string& speaker : speakers) {
      if (speaker != "human" && std::find(result.begin(), result.end(), speaker) == result.end()) {
        result.push_back(speaker);
      }
    }
    return result;
  }
};

/// Reads the files of the folder who_and_when.
[[nodiscard]] inline std::vector<FailedRun> failed_runs(const std::string& folder) {
  std::vector<FailedRun> runs;
  std::map<std::string, std::size_t> place;
  const Csv of_runs{folder + "/runs.csv"};
  for (std::size_t row = 0; row < of_runs.size(); ++row) {
    FailedRun run{of_runs.text(row, "run"), of_runs.text(row, "system"), of_runs.text(row, "mistake_agent")};
    // Two verdicts spell it so; as a speaker it is always the other.
    if (run.blamed == "Websurfer") run.blamed = "WebSurfer";
    place[run.name] = runs.size();
    runs.push_back(run);
  }
  const Csv of_steps{folder + "/steps.csv"};
  for (std::size_t row = 0; row < of_steps.size(); ++row) {
    std::vector<std::string>& speakers = runs.at(place.at(of_steps.text(row, "run"))).speakers;
    if (of_steps.number(row, "step") != static_cast<double>(speakers.size())) {
      throw std::runtime_error{folder + "/steps.csv: a step of " + of_steps.text(row, "run") + " is out of order"};
    }
    speakers.push_back(of_steps.text(row, "agent"));
  }
  return runs;
}

}  // namespace data

#endif  // BEHALF_EXAMPLES_DATA_FAILED_RUNS_HPP
