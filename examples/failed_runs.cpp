#include "data/failed_runs.hpp"

#include "data_folder.hpp"
#include "exact_tests.hpp"
#include "suspicion.hpp"

#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

using Runs = std::vector<data::FailedRun>;

/// The first is the main one; the others show how much hangs on the loss, and what a count alone finds.
std::vector<std::pair<std::string, Suspicion>> rules() {
  return {{"Shapley, loss 0.1", shapley(0.1)},
          {"Shapley, loss 0.02", shapley(0.02)},
          {"Shapley, loss 0.5", shapley(0.5)},
          {"harm, loss 0.1", harm(0.1)},
          {"most messages", messages},
          {"first speaker", [](const auto& run) { return std::vector<double>(run.agents().size()); }}};
}

void print_counts(const Runs& runs) {
  std::size_t steps = 0;
  int hand_offs = 0;
  std::map<std::pair<std::string, std::string>, int> edges;
  for (const auto& run : runs) {
    steps += run.speakers.size();
    for (const auto& [edge, count] : run.hand_offs()) {
      edges[edge] += count;
      hand_offs += count;
    }
  }
  std::cout << runs.size() << " runs, " << steps << " steps, " << hand_offs << " hand-offs, " << edges.size()
            << " distinct edges; the terminal is blamed "
            << std::count_if(runs.begin(), runs.end(), [](const auto& run) { return is_terminal(run.blamed); })
            << " times\n";
}

void print_rules(const Runs& runs, bool terminal_too) {
  std::vector<double> chances;
  for (const auto& run : runs) chances.push_back(1 / static_cast<double>(suspects(run, terminal_too).size()));
  std::cout << "\nsuspects: everybody" << (terminal_too ? "" : " but the terminal") << "; by chance "
            << behalf::to_fixed(std::accumulate(chances.begin(), chances.end(), 0.), 1) << " found\n"
            << "rule                found  rate        95 %  p (chance)  it alone/first rule alone  p (equal)\n";
  std::vector<bool> first;
  for (const auto& [name, suspicion] : rules()) {
    std::vector<bool> found;
    for (const auto& run : runs) found.push_back(finds(suspicion, run, terminal_too));
    if (first.empty()) first = found;
    std::size_t hits = 0;
    std::size_t alone = 0;
    std::size_t first_alone = 0;
    for (std::size_t k = 0; k < runs.size(); ++k) {
      if (found[k]) ++hits;
      if (found[k] && !first[k]) ++alone;
      if (first[k] && !found[k]) ++first_alone;
    }
    const auto [low, high] = wilson(hits, runs.size());
    std::cout << std::left << std::setw(20) << name << std::right << std::setw(5) << hits << std::setw(6)
              << behalf::to_fixed(static_cast<double>(hits) / static_cast<double>(runs.size()), 2) << "  "
              << behalf::to_fixed(low, 2) << " to " << behalf::to_fixed(high, 2) << std::setw(12)
              << behalf::to_fixed(at_least(hits, chances), 3) << std::setw(14) << alone << '/' << std::left
              << std::setw(12) << first_alone << std::right << std::setw(11)
              << behalf::to_fixed(sign_test(alone, first_alone), 3) << '\n';
  }
}

}  // namespace

int main() {
  const Runs runs = data::failed_runs(data_folder("who_and_when"));
  print_counts(runs);
  print_rules(runs, true);
  print_rules(runs, false);
}
