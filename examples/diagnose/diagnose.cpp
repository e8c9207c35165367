// diagnose [SCENARIO] [--parties PARTIES.json [--counts]] [--pass-over-foreign] [--attributes]
//          [--json OUT.json] [--report OUT.html] [--figures FOLDER] [--threads N]
//          [--rows ROWS.csv [--shard I/N] | --merge ROWS.csv...]
//
// On whose behalf does an agent act, and how far does it fall short? SCENARIO is a scenario in JSON, or a web of delegation in
// GraphML, in DOT or as an edge list. Exit 0: there is an answer; 2: something is wrong with the command, a file or the
// scenario; 3: the scenario has no solution. In the last two cases there is one line on standard error and no output file; rows
// of a scaling study stay where they are kept, for the next run to go on from. Where only the scaling study or what governance
// buys has no solution, everything else is printed and written all the same, and the exit is 3.
#include "attribute_table.hpp"
#include "embedded_case.hpp"
#include "input.hpp"
#include "output_file.hpp"
#include "study.hpp"
#include "summary.hpp"

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/version.hpp>

#include <CLI/CLI.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
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

constexpr const char* help_footer = R"(The format of scenarios, where this program is PREFIX/bin/diagnose:
  PREFIX/share/behalf/schema/scenario.schema.json, a JSON Schema for editors and validators;
  PREFIX/include/behalf/io/kinds/*.hpp, which come with the library, a page for each kind of scenario with its fields,
  defaults, units and refusals. The sources have both in include/behalf/io/kinds.
Nodes and edges of a graph have the fields of parties and delegations as attributes, see behalf/io/graph_files.hpp. An
edge list is the line from,to,share or from,to,count and a line for each delegation, see behalf/io/edge_list.hpp.

Exit codes: 0 there is an answer; 2 something is wrong with the command, a file or the scenario; 3 the scenario has no
solution. In the last two cases one line on standard error says what and where, and no output file is written, except
where only the scaling study or what governance buys has no solution: everything else is there all the same, with exit
code 3.)";

struct Arguments {
  std::string scenario;
  std::string parties;
  std::string json;
  std::string report;
  std::string figures;
  bool has_scenario = false;
  bool has_parties = false;
  bool has_json = false;
  bool has_report = false;
  bool has_figures = false;
  bool by_attribute = false;
  input::Options input;
  study::Options study;
};

volatile std::sig_atomic_t interrupted = 0;

/// While this is there, a signal to end breaks off what is being written instead of the process, so that no temporary file
/// stays behind.
class EndBetweenFiles {
public:
  EndBetweenFiles() {
    struct sigaction note {};
    note.sa_handler = [](int) { interrupted = 1; };
    for (std::size_t k = 0; k < signals.size(); ++k) (void)sigaction(signals[k], &note, &before_[k]);
  }
  EndBetweenFiles(const EndBetweenFiles&) = delete;
  EndBetweenFiles& operator=(const EndBetweenFiles&) = delete;
  ~EndBetweenFiles() {
    for (std::size_t k = 0; k < signals.size(); ++k) (void)sigaction(signals[k], &before_[k], nullptr);
  }
  static void check() {
    if (interrupted != 0) throw std::runtime_error{"diagnose: interrupted, no output file was written"};
  }

private:
  static constexpr std::array<int, 3> signals{SIGHUP, SIGINT, SIGTERM};
  std::array<struct sigaction, 3> before_{};
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

template <class T>
int complain_of(const std::string& name, const behalf::Solution<T>& failed) {
  return complain(name + ": no solution: " + std::string{to_text(failed.status())} + ' ' + failed.where(), no_solution);
}

int diagnose(const Arguments& arguments) {
  const std::string name = arguments.has_scenario ? arguments.scenario : "embedded case";
  const behalf::Scenario scenario = arguments.has_scenario ? input::read(arguments.scenario, arguments.parties,
                                                                         arguments.has_parties, arguments.input)
                                                           : behalf::read_scenario(embedded_case::scenario());
  if (arguments.study.any() && !scenario.scaling) {
    throw std::runtime_error{name + ": $.scaling: required for --rows, --shard and --merge, but missing"};
  }
  if (arguments.study.share) {
    const behalf::Solution<std::size_t> done = study::keep(scenario.scaling->study, arguments.study);
    if (!done) return complain_of(name, done);
    const behalf::Shard& share = *arguments.study.share;
    print("share " + std::to_string(share.index) + " of " + std::to_string(share.count) + ": " +
          std::to_string(share.points(scenario.scaling->study.size())) + " points in " + *arguments.study.file + ", " +
          std::to_string(done.value()) + " of them new\n");
    return answered;
  }
  const behalf::Solution<behalf::Diagnosis> solved = [&] {
    study::Bar bar{"models of governance, at most"};
    return behalf::diagnose(scenario, study::runner(arguments.study),
                            [&bar](std::uint64_t models, std::uint64_t most) { bar(models, most); });
  }();
  if (!solved) return complain_of(name, solved);
  const behalf::Diagnosis& diagnosis = solved.value();

  std::ostringstream out;
  if (!arguments.has_scenario) out << embedded_case::description() << '\n';
  summary::write(out, diagnosis);
  if (arguments.by_attribute) summary::write_attributes(out, diagnosis);

  // The scenario may be needed again, and what is printed may go to a file too.
  std::vector<std::filesystem::path> in_use{"/dev/stdout"};
  if (arguments.has_scenario) in_use.emplace_back(arguments.scenario);
  if (arguments.has_parties) in_use.emplace_back(arguments.parties);
  if (arguments.study.file) in_use.emplace_back(*arguments.study.file);
  in_use.insert(in_use.end(), arguments.study.merged.begin(), arguments.study.merged.end());
  const EndBetweenFiles between;
  output::Files files{std::move(in_use)};
  if (arguments.has_json) files.stage(arguments.json, behalf::to_json(diagnosis).dump(2) + '\n');
  if (arguments.has_report) {
    std::ostringstream report;
    behalf::write_report(report, diagnosis);
    files.stage(arguments.report, report.str());
  }
  if (arguments.has_figures) {
    for (const behalf::VegaLiteFigure& figure : behalf::figures(diagnosis)) {
      files.stage(std::filesystem::path{arguments.figures} / (figure.name + ".vl.json"),
                  figure.specification.dump(2) + '\n');
    }
  }
  EndBetweenFiles::check();
  print(out.str());
  EndBetweenFiles::check();
  files.commit();
  for (const behalf::Failure& failure : diagnosis.failures) {
    (void)complain(name + ": " + failure.part + ": " + failure.in_words(), no_solution);
  }
  return diagnosis.failures.empty() ? answered : no_solution;
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
    CLI::Option* const scenario = app.add_option(
        "SCENARIO", arguments.scenario,
        "Scenario in JSON, or a web of delegation in GraphML (.graphml), in DOT (.dot, .gv) or as an edge "
        "list (.csv, .tsv, and with --parties any other name); without it, an embedded case of 21 countries");
    CLI::Option* const parties =
        app.add_option("--parties", arguments.parties,
                       "For an edge list: the scenario of the kind network that it completes, without delegations")
            ->type_name("PARTIES.json")
            ->needs(scenario);
    app.add_flag("--counts", arguments.input.counts,
                 "For an edge list: its numbers are counts of hand-offs, whatever their column is called");
    app.add_flag("--pass-over-foreign", arguments.input.pass_over_foreign,
                 "For a graph: attributes that no web of delegation has are left out, not refused");
    CLI::Option* const json =
        app.add_option("--json", arguments.json, "Write the result in JSON")->type_name("OUT.json");
    CLI::Option* const report = app.add_option("--report", arguments.report, "Write a report")->type_name("OUT.html");
    CLI::Option* const figures = app.add_option("--figures", arguments.figures,
                                                "Write every figure of the report as a Vega-Lite specification "
                                                "into a folder that is there")
                                     ->type_name("FOLDER");
    (void)app.add_flag("--attributes", arguments.by_attribute,
                       "Print where every gap lies too: attribute by attribute, wanted, asked, done and missed");
    std::string rows;
    std::string share;
    CLI::Option* const keep_rows =
        app.add_option("--rows", rows, "Keep the rows of the scaling study as they come; goes on from those there")
            ->type_name("ROWS.csv");
    CLI::Option* const only_share =
        app.add_option("--shard", share, "Compute only share I of N of the study, counted from 0, into --rows")
            ->type_name("I/N")
            ->needs(keep_rows);
    (void)app.add_option("--merge", arguments.study.merged, "Take the rows of the study from files")
        ->type_name("ROWS.csv")
        ->excludes(keep_rows);
    for (CLI::Option* output : {json, report, figures}) only_share->excludes(output);
#if BEHALF_DIAGNOSE_THREADS
    app.add_option("--threads", arguments.study.threads, "Compute the study on N threads; 0: as many as there are")
        ->type_name("N")
        ->check(CLI::Range(0, 100'000));
#endif
    app.footer(help_footer);
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
    arguments.has_parties = parties->count() > 0;
    arguments.has_json = json->count() > 0;
    arguments.has_report = report->count() > 0;
    arguments.has_figures = figures->count() > 0;
    for (const std::string* name : {&arguments.scenario, &arguments.parties, &arguments.json, &arguments.report}) {
      if (*name != "-") continue;
      return complain(
          "diagnose: -: expected the name of a file; standard input is /dev/stdin, standard output /dev/stdout",
          bad_input);
    }
    if (keep_rows->count() > 0) arguments.study.file = rows;
    if (only_share->count() > 0) arguments.study.share = study::read_share(share);
    return diagnose(arguments);
  } catch (const std::bad_alloc&) {
    return complain("diagnose: not enough memory", bad_input);
  } catch (const std::exception& error) {
    return complain(error.what(), bad_input);
  }
}
