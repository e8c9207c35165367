#ifndef BEHALF_IO_IMPL_GRAPH_FILES_IPP
#define BEHALF_IO_IMPL_GRAPH_FILES_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/files/dot.hpp>
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/graphml.hpp>
#include <behalf/io/graph_files.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/io/scenario.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace behalf {

namespace internal {

/// Reads what a graph says by the rules of documents, and says what breaks them of the node or edge.
template <class Read>
[[nodiscard]] auto read_graph(const GraphText& graph, ForeignAttributes foreign, const Read& read) {
  const GraphDocument document{graph, foreign};
  try {
    return read(document.json());
  } catch (const ScenarioError& error) {
    throw document.translated(error);
  }
}

[[nodiscard]] Scenario scenario_of(const nlohmann::json& document) { return read_scenario_document(document); }

}  // namespace internal

NetworkFile read_graphml(std::string_view text, ForeignAttributes foreign) {
  return internal::read_graph(internal::parse_graphml(text, foreign), foreign, read_network_document);
}

NetworkFile read_dot(std::string_view text, ForeignAttributes foreign) {
  return internal::read_graph(internal::parse_dot(text, foreign), foreign, read_network_document);
}

Scenario read_graphml_scenario(std::string_view text, ForeignAttributes foreign) {
  return internal::read_graph(internal::parse_graphml(text, foreign), foreign, internal::scenario_of);
}

Scenario read_dot_scenario(std::string_view text, ForeignAttributes foreign) {
  return internal::read_graph(internal::parse_dot(text, foreign), foreign, internal::scenario_of);
}

std::string to_graphml(const NetworkFile& file) {
  return internal::graphml_of(internal::graph_text(network_document(file)));
}

std::string to_dot(const NetworkFile& file) { return internal::dot_of(internal::graph_text(network_document(file))); }

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_GRAPH_FILES_IPP
