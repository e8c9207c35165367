#ifndef BEHALF_IO_FILES_IMPL_DOT_IPP
#define BEHALF_IO_FILES_IMPL_DOT_IPP

#include <behalf/io/files/dot.hpp>
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <boost/graph/graphviz.hpp>
#include <boost/make_shared.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <typeinfo>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Entities, as Graphviz has them in texts, for what DOT does not keep: it has no escape for a backslash that every reader
/// takes alike.
constexpr std::array<std::pair<std::string_view, char>, 6> entities{
    {{"&amp;", '&'}, {"&quot;", '"'}, {"&#92;", '\\'}, {"&#32;", ' '}, {"&lt;", '<'}, {"&gt;", '>'}}};

[[nodiscard]] auto entity_at(std::string_view text) {
  return std::find_if(entities.begin(), entities.end(),
                      [&](const auto& known) { return text.starts_with(known.first); });
}

std::string with_entities(std::string_view text) {
  std::string result;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] == '"') {
      result += "&quot;";
    } else if (text[k] == '\\') {
      result += "&#92;";
    } else if (text[k] == '&' && entity_at(text.substr(k)) != entities.end()) {
      result += "&amp;";
    } else {
      result += text[k];
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

/// A graph as Boost.Graph's reader takes it.
using PlainGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

using PlainEdge = boost::graph_traits<PlainGraph>::edge_descriptor;

/// The texts of one attribute of nodes, of edges or of the graph, as Boost.Graph's reader takes them.
template <class Key>
class TextColumn : public boost::dynamic_property_map {
public:
  boost::any get(const boost::any& key) override { return get_string(key); }
  std::string get_string(const boost::any& key) override {
    const auto found = texts_.find(boost::any_cast<Key>(key));
    return found == texts_.end() ? std::string{} : found->second;
  }
  void put(const boost::any& key, const boost::any& value) override {
    texts_[boost::any_cast<Key>(key)] = boost::any_cast<std::string>(value);
  }
  [[nodiscard]] const std::type_info& key() const override { return typeid(Key); }
  [[nodiscard]] const std::type_info& value() const override { return typeid(std::string); }

private:
  std::map<Key, std::string> texts_;
};

/// A column for whatever attribute comes up.
[[nodiscard]] boost::shared_ptr<boost::dynamic_property_map> new_column(const std::string&, const boost::any& key,
                                                                        const boost::any&) {
  if (key.type() == typeid(PlainGraph*)) return boost::make_shared<TextColumn<PlainGraph*>>();
  if (key.type() == typeid(PlainEdge)) return boost::make_shared<TextColumn<PlainEdge>>();
  return boost::make_shared<TextColumn<std::size_t>>();
}

/// What Boost.Graph has against a text in DOT; nothing where it has not.
[[nodiscard]] std::string dot_fault(const std::string& text, PlainGraph& graph, boost::dynamic_properties& columns) {
  try {
    boost::read_graphviz(text, graph, columns, "name");
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// The line of a fault in DOT: that of the first lines which, alone, have a fault other than that they end too early.
[[nodiscard]] std::string dot_fault_line(std::string_view text, const std::vector<std::size_t>& lines) {
  const auto is_sound = [&](std::size_t end) {
    PlainGraph graph;
    boost::dynamic_properties columns{new_column};
    const std::string fault = dot_fault(std::string{text.substr(0, end)}, graph, columns);
    return fault.empty() || fault.find("<eof>") != std::string::npos || fault.find("end of input") != std::string::npos;
  };
  const auto first = std::partition_point(lines.begin(), lines.end(), is_sound);
  const std::size_t end = first == lines.end() ? text.size() : *first - 1;
  return std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

/// Puts nodes, which DOT does not keep in order, in the order of their attribute `order`, if all have one.
void restore_order(GraphText& graph) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
    const std::string text = graph.nodes[v].attributes["order"];
    std::size_t rank = graph.nodes.size();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rank);
    if (!text.empty() && (error != std::errc{} || end != text.data() + text.size())) {
      throw ScenarioError{"node " + in_quotes(graph.nodes[v].id) + ", order",
                          "expected a number, got " + in_quotes(text)};
    }
    order.emplace_back(rank, v);
    graph.nodes[v].attributes.erase("order");
  }
  std::sort(order.begin(), order.end());
  std::vector<GraphText::Node> nodes;
  std::vector<std::size_t> now(order.size());
  for (const auto& [rank, v] : order) {
    now[v] = nodes.size();
    nodes.push_back(std::move(graph.nodes[v]));
  }
  graph.nodes = std::move(nodes);
  for (GraphText::Edge& edge : graph.edges) {
    edge.source = now[edge.source];
    edge.target = now[edge.target];
  }
}

/// The nodes and edges of a text in DOT as Boost.Graph reads it, with their attributes.
[[nodiscard]] GraphText read_dot_graph(const std::string& text, const std::vector<std::size_t>& lines) {
  PlainGraph plain;
  boost::dynamic_properties columns{new_column};
  const std::string fault = dot_fault(text, plain, columns);
  if (!fault.empty()) throw ScenarioError{dot_fault_line(text, lines), "not DOT: " + fault};
  GraphText graph;
  graph.nodes.resize(boost::num_vertices(plain));
  for (const PlainEdge& edge : boost::make_iterator_range(boost::edges(plain))) {
    graph.edges.push_back({boost::source(edge, plain), boost::target(edge, plain), {}});
  }
  for (const auto& [name, column] : columns) {
    const auto enter = [&, &attribute = name, &texts = column](GraphText::Attributes& attributes,
                                                               const boost::any& key) {
      const std::string value = without_entities(texts->get_string(key));
      if (!value.empty()) attributes[attribute] = value;
    };
    if (column->key() == typeid(PlainGraph*)) enter(graph.attributes, &plain);
    for (std::size_t v = 0; column->key() == typeid(std::size_t) && v < graph.nodes.size(); ++v) {
      enter(graph.nodes[v].attributes, v);
    }
    std::size_t e = 0;
    if (column->key() != typeid(PlainEdge)) continue;
    for (const PlainEdge& edge : boost::make_iterator_range(boost::edges(plain)))
      enter(graph.edges[e++].attributes, edge);
  }
  for (GraphText::Node& node : graph.nodes) node.id = node.attributes["name"];
  return graph;
}

/// Makes one edge of those between the same two nodes. `own` has the same edges without the defaults that they were read
/// with, since these are for an edge that is new.
void join_edges(GraphText& graph, const GraphText& own) {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> places;
  std::vector<GraphText::Edge> edges;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    GraphText::Edge& edge = graph.edges[e];
    const auto [place, is_new] = places.try_emplace({edge.source, edge.target}, edges.size());
    if (is_new) {
      edges.push_back(std::move(edge));
      continue;
    }
    for (const auto& [name, text] : own.edges[e].attributes) edges[place->second].attributes[name] = text;
  }
  graph.edges = std::move(edges);
}

GraphText parse_dot(std::string_view text, ForeignAttributes foreign) {
  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const DotScan scan = scan_dot(text);
  for (const DotScan::GroupAttribute& attribute : scan.of_groups) {
    if (foreign == ForeignAttributes::pass_over || is_of_drawing(attribute.name)) continue;
    throw ScenarioError{std::to_string(attribute.line),
                        foreign_rule("the attribute " + in_quotes(attribute.name) +
                                     " of a group of nodes, expected it of the graph, of a node or of an edge")};
  }
  std::string source{text};
  // Boost.Graph leaves out what a strict graph says of an edge again: it reads each as an edge of its own.
  static constexpr std::string_view strict = "strict";
  if (scan.strict) source.replace(*scan.strict, strict.size(), strict.size(), ' ');
  GraphText graph = read_dot_graph(source, scan.lines);
  if (scan.strict) {
    static constexpr std::string_view edge = "edge";
    std::string without_defaults = source;
    for (auto at = scan.edge_defaults.rbegin(); at != scan.edge_defaults.rend(); ++at) {
      without_defaults.replace(*at, edge.size(), "graph");
    }
    join_edges(graph, read_dot_graph(without_defaults, scan.lines));
  }
  restore_order(graph);
  return graph;
}

[[nodiscard]] std::string in_dot_quotes(std::string_view text) { return '"' + with_entities(text) + '"'; }

/// Attributes between brackets, as DOT has them behind a node or an edge.
[[nodiscard]] std::string dot_attributes(const GraphText::Attributes& attributes) {
  std::string result;
  for (const auto& [name, text] : attributes)
    result += (result.empty() ? " [" : ", ") + name + '=' + in_dot_quotes(text);
  return result.empty() ? ";\n" : result + "];\n";
}

std::string dot_of(const GraphText& graph) {
  std::string result = "digraph web {\n";
  if (!graph.attributes.empty()) result += "graph" + dot_attributes(graph.attributes);
  for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
    GraphText::Attributes attributes = graph.nodes[v].attributes;
    attributes.erase("name");
    attributes["order"] = std::to_string(v);
    result += in_dot_quotes(graph.nodes[v].id) + dot_attributes(attributes);
  }
  for (const GraphText::Edge& edge : graph.edges) {
    result += in_dot_quotes(graph.nodes[edge.source].id) + " -> " + in_dot_quotes(graph.nodes[edge.target].id) +
              dot_attributes(edge.attributes);
  }
  return result + "}\n";
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_DOT_IPP
