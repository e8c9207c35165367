#ifndef BEHALF_IO_FILES_DOT_HPP
#define BEHALF_IO_FILES_DOT_HPP

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>

#include <string>
#include <string_view>

namespace behalf::internal {

/// A text for DOT within quotation marks: with entities for quotation marks and backslashes, and for an ampersand that could
/// be taken for the start of one.
[[nodiscard]] std::string with_entities(std::string_view text);

[[nodiscard]] std::string without_entities(std::string_view text);

/// The graph of a text in DOT, in UTF-8 and maybe with a byte order mark. In a strict graph, what is said of an edge again
/// adds to what was said before. Throws `ScenarioError` with the line for what is not DOT, or would be lost: attributes of a
/// group of nodes that do not say how it is drawn.
[[nodiscard]] GraphText parse_dot(std::string_view text, ForeignAttributes foreign);

/// A graph in DOT that reads back as the same one.
[[nodiscard]] std::string dot_of(const GraphText& graph);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_DOT_HPP
