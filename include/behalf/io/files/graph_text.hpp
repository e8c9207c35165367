#ifndef BEHALF_IO_FILES_GRAPH_TEXT_HPP
#define BEHALF_IO_FILES_GRAPH_TEXT_HPP

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// A web of delegation as files of graphs hold it: nodes and edges with attributes, which are texts. Lists, matrices,
/// numbers and truth values are attributes with the text that JSON has for them, such as "[[1,0],[0,1]]"; a number may also
/// be written as XML and DOT write it, such as ".5". The line is that of the file, 0 where it is not known.
struct GraphText {
  using Attributes = std::map<std::string, std::string>;
  struct Node {
    std::string id{};
    Attributes attributes{};
    std::size_t line = 0;
  };
  struct Edge {
    std::size_t source = 0;
    std::size_t target = 0;
    Attributes attributes{};
    std::size_t line = 0;
  };
  Attributes attributes{};
  std::vector<Node> nodes{};
  std::vector<Edge> edges{};
};

/// Whether an attribute says how a graph, a node or an edge is drawn and nothing about the web: those of Graphviz, with what
/// its layouts add, and those of yEd and Gephi. The weight of an edge is not among them, since others mean a share by it.
[[nodiscard]] bool is_of_drawing(std::string_view attribute);

/// What is said of an attribute that is foreign.
[[nodiscard]] std::string foreign_rule(const std::string& what);

/// Turns what a file of a graph says into the document that scenarios are read from, so that one set of rules holds for
/// both, and what that finds wrong into words about nodes and edges.
class GraphDocument {
public:
  /// Nodes are parties by the name that they give, or else by their id. Throws `ScenarioError` for an attribute that is no
  /// JSON or foreign, and for a node or edge of no known kind.
  explicit GraphDocument(const GraphText& graph, ForeignAttributes foreign = ForeignAttributes::refuse);

  [[nodiscard]] const nlohmann::json& json() const noexcept { return document_; }

  /// What is wrong with the document, said of the node or edge: "$.delegations[2].share" is the share of an edge.
  [[nodiscard]] ScenarioError translated(const ScenarioError& error) const;

private:
  [[nodiscard]] std::string place_of(std::string_view path) const;
  void add(std::string_view list, nlohmann::json entry, const std::string& element);
  void add_attributes(nlohmann::json& entry, const GraphText::Attributes& attributes, const std::string& element,
                      std::span<const std::string_view> known) const;

  ForeignAttributes foreign_;
  nlohmann::json document_;
  std::map<std::string, std::vector<std::string>, std::less<>> elements_;
};

/// The nodes and edges of a document of the kind "network". Nodes are called by the names of parties.
[[nodiscard]] GraphText graph_text(const nlohmann::ordered_json& document);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_GRAPH_TEXT_HPP
