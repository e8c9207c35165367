#ifndef BEHALF_IO_FILES_GRAPHML_HPP
#define BEHALF_IO_FILES_GRAPHML_HPP

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>

#include <string>
#include <string_view>

namespace behalf::internal {

/// The graph of a GraphML file, with what its nodes, its edges and the graph itself say.
///
/// Nodes of nested graphs are nodes like any other; a node that holds a graph, has no kind and is no end of an edge is a
/// frame and left out. A node that has no attribute `name` has the first label that yEd gives it, if there is one. Defaults
/// of keys are filled in; a key without `for` is for all. Refuses by the line, with ids as they are written, what a web of
/// delegation cannot say or what would be lost: hyperedges, a second graph, ids that stand twice, ends of edges that are no
/// nodes, edges without a direction, data of ports and of nested graphs, and document types, which can replace text.
///
/// XML is read with expat: it is in every distribution (400 KB, a C library without dependencies), checks that the text is
/// XML with namespaces, knows the line of whatever it reports, decodes UTF-8, UTF-16, ISO-8859-1 and US-ASCII, and does not
/// recurse. Boost.Graph's own reader of GraphML loses ids, nested graphs, hyperedges and lines; pugixml passes over errors of
/// XML and knows no lines, tinyxml2 knows neither namespaces nor other encodings than UTF-8.
[[nodiscard]] GraphText parse_graphml(std::string_view text, ForeignAttributes foreign);

/// A graph as GraphML that reads back as the same one.
[[nodiscard]] std::string graphml_of(const GraphText& graph);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_GRAPHML_HPP
