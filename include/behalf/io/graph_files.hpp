#ifndef BEHALF_IO_GRAPH_FILES_HPP
#define BEHALF_IO_GRAPH_FILES_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/kinds/network/document.hpp>

#include <string>
#include <string_view>

namespace behalf {

/// Reads a web of delegation from GraphML.
///
/// The attributes of the graph are those of a scenario of the kind "network" that are no lists of parties or edges;
/// nodes have a `kind` (principal, agent, affected) and are the parties, edges have a `kind` (delegation, the default,
/// exposure, oversight, contest). Other attributes are as in `read_scenario`, what is not a name being the text of JSON:
/// values="[3,1,0]". A party is called by the attribute `name` of its node, or else by the label that yEd shows, or else by
/// its id. Parties may stand in nested graphs. Attributes that say how the graph is drawn, such as label or color, are passed
/// over; others that no web has are refused, unless `foreign` says that they are passed over too. The file is in UTF-8,
/// UTF-16, ISO-8859-1 or US-ASCII.
/// Throws `ScenarioError` with the line of what is not GraphML or what no web can say (hyperedges, a second graph, an id that
/// stands twice, an edge to no node or without a direction), or with the node or edge that does not fit.
[[nodiscard]] NetworkFile read_graphml(std::string_view text, ForeignAttributes foreign = ForeignAttributes::refuse);

/// Reads a web of delegation from the language of Graphviz, a directed graph with the attributes of `read_graphml`, in UTF-8;
/// nodes are called by the names of parties, and are in the order of their attribute `order` or else in that of their names.
[[nodiscard]] NetworkFile read_dot(std::string_view text, ForeignAttributes foreign = ForeignAttributes::refuse);

/// The same graphs as scenarios of the kind "network", with what they say beside the web: a reference, a tolerance and
/// governance. Throw what the functions above and `read_scenario` throw, said of the graph, its nodes and its edges.
[[nodiscard]] Scenario read_graphml_scenario(std::string_view text,
                                             ForeignAttributes foreign = ForeignAttributes::refuse);
[[nodiscard]] Scenario read_dot_scenario(std::string_view text, ForeignAttributes foreign = ForeignAttributes::refuse);

/// Writes a web of delegation as GraphML that reads back as the same network. Throws as `network_document` does.
[[nodiscard]] std::string to_graphml(const NetworkFile& file);

/// Writes a web of delegation for Graphviz, so that it reads back as the same network. Throws as `network_document` does.
[[nodiscard]] std::string to_dot(const NetworkFile& file);

}  // namespace behalf

#endif  // BEHALF_IO_GRAPH_FILES_HPP
