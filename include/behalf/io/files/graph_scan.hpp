#ifndef BEHALF_IO_FILES_GRAPH_SCAN_HPP
#define BEHALF_IO_FILES_GRAPH_SCAN_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// What one pass finds in a text in DOT that knows as much of the language as that takes. Places are bytes from the start.
struct DotScan {
  struct GroupAttribute {
    std::size_t line = 0;
    std::string name{};
  };
  std::vector<std::size_t> lines{};          ///< Where lines begin that are not within a text or a comment.
  std::optional<std::size_t> strict{};       ///< Where it says that two nodes have one edge at most.
  std::vector<std::size_t> edge_defaults{};  ///< Where `edge` stands before attributes that edges have from there on.
  std::vector<GroupAttribute> of_groups{};   ///< Attributes of groups of nodes within the graph.
};

/// Needs DOT whose groups are nested at most as deep as JSON may be and are not the ends of edges: the parser recurses into
/// what is nested and makes an edge of each pair of what is grouped, without limit.
[[nodiscard]] DotScan scan_dot(std::string_view text);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_GRAPH_SCAN_HPP
