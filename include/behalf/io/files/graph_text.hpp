#ifndef BEHALF_IO_FILES_GRAPH_TEXT_HPP
#define BEHALF_IO_FILES_GRAPH_TEXT_HPP

#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// A web of delegation as files of graphs hold it: nodes and edges with attributes, which are texts. Lists, matrices,
/// numbers and truth values are attributes with the text that JSON has for them, such as "[[1,0],[0,1]]".
struct GraphText {
  using Attributes = std::map<std::string, std::string>;
  struct Node {
    std::string id{};
    Attributes attributes{};
  };
  struct Edge {
    std::size_t source = 0;
    std::size_t target = 0;
    Attributes attributes{};
  };
  Attributes attributes{};
  std::vector<Node> nodes{};
  std::vector<Edge> edges{};
};

/// A text with entities for what is hard for a file, a space only where it is not single between words, and for an
/// ampersand that could be taken for one.
[[nodiscard]] std::string with_entities(std::string_view text, std::string_view hard);

inline constexpr std::string_view hard_for_dot = "\"\\";

inline constexpr std::string_view hard_for_xml = " ";

[[nodiscard]] std::string without_entities(std::string_view text);

/// Turns what a file of a graph says into the document that scenarios are read from, so that one set of rules holds for
/// both, and what that finds wrong into words about nodes and edges.
class GraphDocument {
public:
  /// Throws `ScenarioError` for an attribute that is no JSON, and for a node or edge of no known kind.
  explicit GraphDocument(const GraphText& graph);

  [[nodiscard]] const nlohmann::json& json() const noexcept { return document_; }

  /// What is wrong with the document, said of the node or edge: "$.delegations[2].share" is the share of an edge.
  [[nodiscard]] ScenarioError translated(const ScenarioError& error) const;

private:
  template <class Kind, class Lists>
  [[noreturn]] static void refuse_kind(const std::string& element, bool given, const Kind& kind, const Lists& lists);
  void add(std::string_view list, nlohmann::json entry, const std::string& element);
  static void add_attributes(nlohmann::json& entry, const GraphText::Attributes& attributes,
                             const std::string& element);

  nlohmann::json document_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<std::string>, std::less<>> elements_;
};

/// The nodes and edges of a document of the kind "network". Nodes are called by the names of parties.
[[nodiscard]] GraphText graph_text(const nlohmann::ordered_json& document);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_GRAPH_TEXT_HPP
