#ifndef BEHALF_IO_FILES_GRAPH_SCAN_HPP
#define BEHALF_IO_FILES_GRAPH_SCAN_HPP

#include <cstddef>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// Parsers of graph files recurse into what is nested and multiply what is grouped, without limit. What they are given is
/// therefore looked through first, by one pass that knows as much of each language as that takes.

/// Needs XML whose elements are nested at most as deep as JSON may be, and no document type.
void scan_xml(std::string_view text);

/// Needs DOT whose groups are nested at most as deep as JSON may be and are not the ends of edges: each pair of their
/// nodes would be one. Returns where lines begin that are not within a text or a comment.
std::vector<std::size_t> scan_dot(std::string_view text);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_GRAPH_SCAN_HPP
