#ifndef BEHALF_EXAMPLES_DIAGNOSE_INPUT_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_INPUT_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/edge_list.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/scenario.hpp>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#if BEHALF_DIAGNOSE_GRAPH_FILES
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/graph_files.hpp>
#endif

/// What can be asked about: scenarios, and the graphs and edge lists that mean one of the kind "network".
namespace input {

enum class Format { scenario, graphml, dot, edge_list };

/// What a file holds, by the ending of its name; one that ends otherwise is an edge list where its parties are given.
[[nodiscard]] inline Format format_of(const std::filesystem::path& file, bool has_parties) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (ending == ".graphml") return Format::graphml;
  if (ending == ".dot" || ending == ".gv") return Format::dot;
  if (ending == ".csv" || ending == ".tsv" || (has_parties && ending != ".json")) return Format::edge_list;
  return Format::scenario;
}

/// How what is asked about is read.
struct Options {
  bool counts = false;             ///< The numbers of an edge list are counts of hand-offs.
  bool pass_over_foreign = false;  ///< Attributes of a graph that no web has are left out.
};

/// What `read(text)` makes of the text of a file. What is wrong with it is said of the file.
template <class Read>
[[nodiscard]] auto read_text(const std::string& file, const Read& read) {
  const std::string text = behalf::read_file(file);
  try {
    return read(text);
  } catch (const behalf::ScenarioError& error) {
    throw std::runtime_error{error.in_file(file)};
  }
}

/// The scenario of an edge list and of the file with its parties. What is wrong is said of the one that it is wrong with.
[[nodiscard]] inline behalf::Scenario read_edges(const std::string& file, const std::string& parties, bool counts) {
  auto document = read_text(parties, [](std::string_view text) { return behalf::parse_json(text); });
  const behalf::DismantledAtEnd end{document};
  try {
    return behalf::read_edge_list_scenario(file, document,
                                           counts ? behalf::EdgeNumbers::counts : behalf::EdgeNumbers::as_named);
  } catch (const behalf::ScenarioError& error) {
    throw std::runtime_error{error.in_file(error.in_text() ? file : parties)};
  }
}

#if BEHALF_DIAGNOSE_GRAPH_FILES
[[nodiscard]] inline behalf::Scenario read_graph(const std::string& file, Format format, bool pass_over_foreign) {
  const auto foreign = pass_over_foreign ? behalf::ForeignAttributes::pass_over : behalf::ForeignAttributes::refuse;
  return read_text(file, [&](std::string_view text) {
    return format == Format::dot ? behalf::read_dot_scenario(text, foreign)
                                 : behalf::read_graphml_scenario(text, foreign);
  });
}
#else
[[nodiscard]] inline behalf::Scenario read_graph(const std::string& file, Format /*unused*/, bool /*unused*/) {
  throw std::runtime_error{file + ": this program reads no graphs, it was built without BEHALF_WITH_GRAPH_FILES"};
}
#endif

/// Reads what is asked about; `parties` is the name of the file with the parties of an edge list, or empty where there is
/// none. Throws in one line that names the file and the place.
[[nodiscard]] inline behalf::Scenario read(const std::string& file, const std::string& parties, bool has_parties,
                                           const Options& options) {
  const Format format = format_of(file, has_parties);
  if (has_parties && format != Format::edge_list) {
    throw std::runtime_error{"diagnose: --parties: expected an edge list beside it, got " + file};
  }
  if (options.counts && format != Format::edge_list) {
    throw std::runtime_error{"diagnose: --counts: expected an edge list beside it, got " + file};
  }
  if (options.pass_over_foreign && format != Format::graphml && format != Format::dot) {
    throw std::runtime_error{"diagnose: --pass-over-foreign: expected a graph beside it, got " + file};
  }
  switch (format) {
    case Format::edge_list:
      if (has_parties) return read_edges(file, parties, options.counts);
      throw std::runtime_error{file + ": an edge list needs --parties PARTIES.json"};
    case Format::graphml:
    case Format::dot: return read_graph(file, format, options.pass_over_foreign);
    case Format::scenario: break;
  }
  return read_text(file, [](std::string_view text) { return behalf::read_scenario(text); });
}

}  // namespace input

#endif  // BEHALF_EXAMPLES_DIAGNOSE_INPUT_HPP
