// diagnose [SCENARIO.json] [--json OUT.json] [--report OUT.html]
//
// On whose behalf does an agent act, and how far does it fall short? Exit 0: there is an answer; 2: something is wrong with
// the command, a file or the scenario; 3: the scenario has no solution. In the last two cases there is one line on standard
// error and no output file.
#include "embedded_case.hpp"
#include "summary.hpp"

#include <behalf/io/diagnosis.hpp>
#include <behalf/io/input_file.hpp>
#include <behalf/io/one_line.hpp>
#include <behalf/io/output_file.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/scenario_error.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/version.hpp>

#include <CLI/CLI.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr int answered = 0;
constexpr int bad_input = 2;
constexpr int no_solution = 3;

struct Arguments {
  std::string scenario;
  std::string json;
  std::string report;
  bool has_scenario = false;
  bool has_json = false;
  bool has_report = false;
};

int complain(std::string_view line, int exit_code) {
  std::fputs((behalf::one_line(line) + '\n').c_str(), stderr);
  return exit_code;
}

void print(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw behalf::FileError{"standard output", "cannot be written", behalf::internal::last_file_error()};
  }
}

int diagnose(const Arguments& arguments) {
  const std::string name = arguments.has_scenario ? arguments.scenario : "embedded case";
  const std::string text = arguments.has_scenario ? behalf::read_file(arguments.scenario) : embedded_case::scenario();
  const behalf::Solution<behalf::Diagnosis> solved = [&] {
    try {
      return behalf::diagnose(behalf::read_scenario(text));
    } catch (const behalf::ScenarioError& error) {
      throw std::runtime_error{error.in_file(name)};
    }
  }();
  if (!solved) {
    return complain(name + ": no solution: " + std::string{to_text(solved.status())} + ' ' + solved.where(),
                    no_solution);
  }
  const behalf::Diagnosis& diagnosis = solved.value();

  std::ostringstream out;
  if (!arguments.has_scenario) out << embedded_case::description() << '\n';
  summary::write(out, diagnosis);

  // The scenario may be needed again, and what is printed may go to a file too.
  std::vector<std::filesystem::path> in_use{"/dev/stdout"};
  if (arguments.has_scenario) in_use.emplace_back(arguments.scenario);
  behalf::OutputFiles files{std::move(in_use)};
  if (arguments.has_json) files.stage(arguments.json, behalf::to_json(diagnosis).dump(2) + '\n');
  if (arguments.has_report) {
    std::ostringstream report;
    behalf::write_report(report, diagnosis);
    files.stage(arguments.report, report.str());
  }
  print(out.str());
  files.commit();
  return answered;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away and a file that grows too long shall be errors like any other, not the end of the process.
#ifdef SIGPIPE
  (void)std::signal(SIGPIPE, SIG_IGN);
#endif
#ifdef SIGXFSZ
  (void)std::signal(SIGXFSZ, SIG_IGN);
#endif
  try {
    Arguments arguments;
    CLI::App app{"On whose behalf an AI agent acts, and how far it falls short", "diagnose"};
    const CLI::Option* scenario = app.add_option("SCENARIO", arguments.scenario,
                                                 "Scenario in JSON; without it, an embedded case of 21 countries");
    const CLI::Option* json =
        app.add_option("--json", arguments.json, "Write the result in JSON")->type_name("OUT.json");
    const CLI::Option* report = app.add_option("--report", arguments.report, "Write a report")->type_name("OUT.html");
    app.set_version_flag("--version", "diagnose, behalf " + std::string{behalf::version_string});
    try {
      app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      print(app.help());
      return answered;
    } catch (const CLI::CallForVersion& version) {
      print(std::string{version.what()} + '\n');
      return answered;
    } catch (const CLI::ParseError& error) {
      return complain(std::string{"diagnose: "} + error.what(), bad_input);
    }
    arguments.has_scenario = scenario->count() > 0;
    arguments.has_json = json->count() > 0;
    arguments.has_report = report->count() > 0;
    return diagnose(arguments);
  } catch (const std::bad_alloc&) {
    return complain("diagnose: not enough memory", bad_input);
  } catch (const std::exception& error) {
    return complain(error.what(), bad_input);
  }
}
