#include "data/failed_runs.hpp"

#include "data_folder.hpp"
#include "exact_tests.hpp"
#include "suspicion.hpp"

#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <iterator>
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

/// How a rule does on the runs of one system of agents, and how it compares with the first rule.
struct Result {
  std::string rule;
  std::size_t hits = 0;
  std::size_t alone = 0;        ///< Runs in which it finds the blamed agent and the first rule does not.
  std::size_t first_alone = 0;  ///< The other way round.
  double by_chance = 1;         ///< P(so many are found by suspecting anybody).
  double as_good = 1;           ///< P(it and the first rule differ so much if they are equally good).
};

struct Table {
  std::string title;
  bool exploratory = false;  ///< Who is suspected was decided after a look at these runs: no claim rests on it.
  std::size_t runs = 0;
  double expected = 0;  ///< Found by suspecting anybody, on average.
  std::vector<Result> results;
};

Table table(const Runs& runs, const std::string& system, bool terminal_too) {
  std::vector<double> chances;
  std::vector<bool> first;
  Table made;
  Runs own;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(own),
               [&](const auto& run) { return run.system == system; });
  for (const auto& run : own) chances.push_back(1 / static_cast<double>(suspects(run, terminal_too).size()));
  made.title = std::string{system == "algo" ? "teams made by an algorithm" : "teams made by people"} +
               (terminal_too ? ", everybody suspected" : ", everybody but the terminal (exploratory)");
  made.exploratory = !terminal_too;
  made.runs = own.size();
  made.expected = std::accumulate(chances.begin(), chances.end(), 0.);
  for (const auto& [name, suspicion] : rules()) {
    std::vector<bool> found;
    for (const auto& run : own) found.push_back(finds(suspicion, run, terminal_too));
    if (first.empty()) first = found;
    Result result{.rule = name};
    for (std::size_t k = 0; k < own.size(); ++k) {
      if (found[k]) ++result.hits;
      if (found[k] && !first[k]) ++result.alone;
      if (first[k] && !found[k]) ++result.first_alone;
    }
    result.by_chance = at_least(result.hits, chances);
    result.as_good = sign_test(result.alone, result.first_alone);
    made.results.push_back(result);
  }
  return made;
}

/// Corrects all tests of these tables together for their number and gives how many there are: each rule against chance, and
/// each but the first against the first.
std::size_t correct(std::vector<Table>& tables) {
  std::vector<double*> tests;
  for (Table& one : tables) {
    for (Result& result : one.results) {
      tests.push_back(&result.by_chance);
      if (&result != &one.results.front()) tests.push_back(&result.as_good);
    }
  }
  std::vector<double> raw;
  for (const double* const test : tests) raw.push_back(*test);
  const std::vector<double> corrected = holm(raw);
  for (std::size_t k = 0; k < tests.size(); ++k) *tests[k] = corrected[k];
  return tests.size();
}

std::string probability(double p) { return p < 0.001 ? "<0.001" : behalf::to_fixed(p, 3); }

void print(const Table& table) {
  std::cout << '\n'
            << table.title << ": " << table.runs << " runs, by chance " << behalf::to_fixed(table.expected, 1)
            << " found\n"
            << "rule                found  rate        95 %  p (chance)  it alone/first rule alone  p (equal)\n";
  for (const Result& result : table.results) {
    const auto [low, high] = exact_interval(result.hits, table.runs);
    std::cout << std::left << std::setw(20) << result.rule << std::right << std::setw(5) << result.hits << std::setw(6)
              << behalf::to_fixed(static_cast<double>(result.hits) / static_cast<double>(table.runs), 2) << "  "
              << behalf::to_fixed(low, 2) << " to " << behalf::to_fixed(high, 2) << std::setw(12)
              << probability(result.by_chance) << std::setw(14) << result.alone << '/' << std::left << std::setw(12)
              << result.first_alone << std::right << std::setw(11) << probability(result.as_good) << '\n';
  }
}

/// What stays below 5 %, if anything, where that was a test.
void print_what_remains(const std::vector<Table>& tables, std::size_t tests) {
  std::cout << "\nof " << tests
            << " tests, corrected together (Holm), these stay below 0.05 where the suspects were not chosen "
               "after a look:";
  bool any = false;
  for (const Table& one : tables) {
    if (one.exploratory) continue;
    for (const Result& result : one.results) {
      if (result.by_chance < 0.05) std::cout << "\n  " << one.title << ": " << result.rule << " against chance";
      if (result.as_good < 0.05) {
        std::cout << "\n  " << one.title << ": " << result.rule
                  << (result.alone > result.first_alone ? " better" : " worse") << " than the first rule";
      }
      any = any || result.by_chance < 0.05 || result.as_good < 0.05;
    }
  }
  std::cout
      << (any ? "\n" : " none\n")
      << "chance suspects the terminal as often as anybody: to beat it may mean no more than not to suspect that\n";
}

}  // namespace

int main() {
  const Runs runs = data::failed_runs(data_folder("who_and_when"));
  print_counts(runs);
  std::cout
      << "the terminal was left out after it was seen that nobody ever blames it: what that finds is no test of it\n"
         "rates with exact intervals of 95 % (Clopper and Pearson); p: corrected for the number of all tests (Holm)\n";
  std::vector<Table> tables;
  for (const char* const system : {"algo", "hand"}) {
    for (const bool terminal_too : {true, false}) tables.push_back(table(runs, system, terminal_too));
  }
  const std::size_t tests = correct(tables);
  for (const Table& one : tables) print(one);
  print_what_remains(tables, tests);
}
