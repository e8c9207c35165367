#ifndef BEHALF_IO_FILES_IMPL_GRAPH_TEXT_IPP
#define BEHALF_IO_FILES_IMPL_GRAPH_TEXT_IPP

#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace behalf::internal {

/// The lists of a document that are nodes, and those that are edges: what one entry is called, and by what it names its
/// two ends.
struct NodeList {
  std::string_view kind;
  std::string_view list;
};

constexpr std::array<NodeList, 3> node_lists{
    {{"principal", "principals"}, {"affected", "affected"}, {"agent", "agents"}}};

struct EdgeList {
  std::string_view kind;
  std::string_view list;
  std::string_view source;
  std::string_view target;
};

constexpr std::array<EdgeList, 4> edge_lists{{{"delegation", "delegations", "from", "to"},
                                              {"exposure", "exposures", "agent", "party"},
                                              {"oversight", "oversight", "from", "to"},
                                              {"contest", "contests", "from", "to"}}};

/// Attributes whose text is meant as it is.
constexpr std::array<std::string_view, 4> plain_attributes{"name", "class", "bargaining", "reference"};

/// Attributes that say how a graph is drawn, and nothing about the network.
constexpr std::array<std::string_view, 18> drawing_attributes{
    "label", "color", "fillcolor", "fontcolor", "fontname", "fontsize", "shape",   "style",  "pos",
    "x",     "y",     "width",     "height",    "penwidth", "rank",     "rankdir", "layout", "tooltip"};

template <class List>
[[nodiscard]] bool is_in(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// Entities of our own, within texts, for what files of graphs do not keep: DOT has no escape for a backslash that every
/// reader takes alike, and of spaces XML keeps one between words.
constexpr std::array<std::pair<std::string_view, char>, 6> entities{
    {{"&amp;", '&'}, {"&quot;", '"'}, {"&#92;", '\\'}, {"&#32;", ' '}, {"&lt;", '<'}, {"&gt;", '>'}}};

[[nodiscard]] auto entity_at(std::string_view text) {
  return std::find_if(entities.begin(), entities.end(),
                      [&](const auto& known) { return text.starts_with(known.first); });
}

std::string with_entities(std::string_view text, std::string_view hard) {
  std::string result;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool single = text[k] == ' ' && k > 0 && k + 1 < text.size() && text[k - 1] != ' ';
    const bool spelled = text[k] == '&' ? entity_at(text.substr(k)) != entities.end()
                                        : !single && hard.find(text[k]) != std::string_view::npos;
    const auto entity = std::find_if(entities.begin(), entities.end(),
                                     [&](const auto& known) { return spelled && known.second == text[k]; });
    if (entity == entities.end()) {
      result += text[k];
    } else {
      result += entity->first;
    }
  }
  return result;
}

std::string without_entities(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto entity = entity_at(text);
    result += entity == entities.end() ? text.front() : entity->second;
    text.remove_prefix(entity == entities.end() ? 1 : entity->first.size());
  }
  return result;
}

GraphDocument::GraphDocument(const GraphText& graph) {
  document_ = {{"kind", "network"}};
  add_attributes(document_, graph.attributes, "graph");
  for (const GraphText::Node& node : graph.nodes) {
    const std::string element = "node " + in_quotes(node.id);
    const auto kind = node.attributes.find("kind");
    const auto known = std::find_if(node_lists.begin(), node_lists.end(), [&](const NodeList& list) {
      return kind != node.attributes.end() && kind->second == list.kind;
    });
    if (known == node_lists.end()) refuse_kind(element, kind != node.attributes.end(), kind, node_lists);
    nlohmann::json entry{{"name", node.id}};
    add_attributes(entry, node.attributes, element);
    add(known->list, std::move(entry), element);
    names_.push_back(document_[std::string{known->list}].back()["name"].get<std::string>());
  }
  for (const GraphText::Edge& edge : graph.edges) {
    const std::string element = "edge " + in_quotes(names_[edge.source]) + " -> " + in_quotes(names_[edge.target]);
    const auto kind = edge.attributes.find("kind");
    const auto known = std::find_if(edge_lists.begin(), edge_lists.end(), [&](const EdgeList& list) {
      return kind == edge.attributes.end() ? list.kind == "delegation" : kind->second == list.kind;
    });
    if (known == edge_lists.end()) refuse_kind(element, true, kind, edge_lists);
    nlohmann::json entry{{std::string{known->source}, names_[edge.source]},
                         {std::string{known->target}, names_[edge.target]}};
    add_attributes(entry, edge.attributes, element);
    add(known->list, std::move(entry), element);
  }
}

ScenarioError GraphDocument::translated(const ScenarioError& error) const {
  std::string_view place = error.place();
  place.remove_prefix(std::min<std::size_t>(place.size(), 2));  // "$."
  const std::size_t bracket = place.find('[');
  const auto elements = elements_.find(place.substr(0, bracket));
  if (elements == elements_.end() || bracket == std::string_view::npos) {
    return {place.empty() ? "graph" : "graph, " + std::string{place}, error.rule()};
  }
  std::size_t index = 0;
  place.remove_prefix(bracket + 1);
  const char* const end = std::from_chars(place.data(), place.data() + place.size(), index).ptr;
  place.remove_prefix(std::min(place.size(), static_cast<std::size_t>(end - place.data()) + 1));  // "]"
  if (place.starts_with('.')) place.remove_prefix(1);
  return {elements->second.at(index) + (place.empty() ? "" : ", " + std::string{place}), error.rule()};
}

template <class Kind, class Lists>
void GraphDocument::refuse_kind(const std::string& element, bool given, const Kind& kind, const Lists& lists) {
  std::string rule = "expected";
  for (const auto& list : lists) {
    rule += (list.kind == lists.front().kind ? " " : " or ") + std::string{list.kind};
  }
  throw ScenarioError{element + ", kind", given ? rule + ", got " + in_quotes(kind->second) : rule + ", got nothing"};
}

void GraphDocument::add(std::string_view list, nlohmann::json entry, const std::string& element) {
  document_[std::string{list}].push_back(std::move(entry));
  elements_[std::string{list}].push_back(element);
}

void GraphDocument::add_attributes(nlohmann::json& entry, const GraphText::Attributes& attributes,
                                   const std::string& element) {
  for (const auto& [name, text] : attributes) {
    if (name == "kind" || text.empty() || is_in(drawing_attributes, name)) continue;
    if (is_in(plain_attributes, name)) {
      entry[name] = text;
      continue;
    }
    try {
      entry[name] = parse_json(text);
    } catch (const ScenarioError& error) {
      throw ScenarioError{element + ", " + name, error.rule()};
    }
  }
}

/// Whether a member of a document is a list of nodes or edges.
[[nodiscard]] bool is_list(std::string_view name) {
  const auto has_name = [&](const auto& list) { return list.list == name; };
  return std::any_of(node_lists.begin(), node_lists.end(), has_name) ||
         std::any_of(edge_lists.begin(), edge_lists.end(), has_name);
}

GraphText graph_text(const nlohmann::ordered_json& document) {
  GraphText graph;
  const auto add = [](GraphText::Attributes& attributes, const std::string& name, const nlohmann::ordered_json& value) {
    attributes[name] = is_in(plain_attributes, name) ? value.get<std::string>() : value.dump();
  };
  for (const auto& [name, value] : document.items()) {
    if (name != "kind" && !is_list(name)) add(graph.attributes, name, value);
  }
  std::map<std::string, std::size_t> places;
  for (const NodeList& list : node_lists) {
    for (const auto& entry : document.value(std::string{list.list}, nlohmann::ordered_json::array())) {
      GraphText::Node node{entry.at("name").get<std::string>(), {{"kind", std::string{list.kind}}}};
      for (const auto& [name, value] : entry.items()) add(node.attributes, name, value);
      places.emplace(node.id, graph.nodes.size());
      graph.nodes.push_back(std::move(node));
    }
  }
  for (const EdgeList& list : edge_lists) {
    for (const auto& entry : document.value(std::string{list.list}, nlohmann::ordered_json::array())) {
      GraphText::Edge edge{places.at(entry.at(std::string{list.source}).get<std::string>()),
                           places.at(entry.at(std::string{list.target}).get<std::string>()),
                           {{"kind", std::string{list.kind}}}};
      for (const auto& [name, value] : entry.items()) {
        if (name != list.source && name != list.target) add(edge.attributes, name, value);
      }
      graph.edges.push_back(std::move(edge));
    }
  }
  return graph;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_GRAPH_TEXT_IPP
