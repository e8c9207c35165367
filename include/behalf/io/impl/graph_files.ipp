#ifndef BEHALF_IO_IMPL_GRAPH_FILES_IPP
#define BEHALF_IO_IMPL_GRAPH_FILES_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/graph_files.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/io/scenario.hpp>

#include <boost/graph/graphml.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/make_shared.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <exception>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <typeinfo>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// A graph as Boost.Graph's readers and writers take it.
using PlainGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

using PlainEdge = boost::graph_traits<PlainGraph>::edge_descriptor;

/// Takes what Boost.Graph reads of a GraphML file.
class GraphmlBuilder : public boost::mutate_graph {
public:
  explicit GraphmlBuilder(GraphText& graph) : graph_{&graph} {}

  [[nodiscard]] bool is_directed() const override { return true; }
  boost::any do_add_vertex() override {
    graph_->nodes.push_back({std::to_string(graph_->nodes.size() + 1), {}});
    return graph_->nodes.size() - 1;
  }
  std::pair<boost::any, bool> do_add_edge(boost::any source, boost::any target) override {
    graph_->edges.push_back({boost::any_cast<std::size_t>(source), boost::any_cast<std::size_t>(target), {}});
    return {boost::any{graph_->edges.size() - 1}, true};
  }
  void set_graph_property(const std::string& name, const std::string& value, const std::string&) override {
    graph_->attributes[name] = without_entities(value);
  }
  void set_vertex_property(const std::string& name, boost::any vertex, const std::string& value,
                           const std::string&) override {
    graph_->nodes.at(boost::any_cast<std::size_t>(vertex)).attributes[name] = without_entities(value);
  }
  void set_edge_property(const std::string& name, boost::any edge, const std::string& value,
                         const std::string&) override {
    graph_->edges.at(boost::any_cast<std::size_t>(edge)).attributes[name] = without_entities(value);
  }

private:
  GraphText* graph_;
};

/// The texts of one attribute of nodes, of edges or of the graph, as Boost.Graph's readers and writers take them.
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

/// The line that a parser of XML names in its message "<unspecified file>(3): expected =", and the rest of it.
[[nodiscard]] ScenarioError graphml_error(std::string_view said) {
  const std::size_t open = said.find("(");
  const std::size_t close = said.find("): ");
  if (said.starts_with("<unspecified file>") && close != std::string_view::npos) {
    return {said.substr(open + 1, close - open - 1), "not GraphML: " + std::string{said.substr(close + 3)}};
  }
  return {"graph", "not GraphML: " + std::string{said}};
}

[[nodiscard]] GraphText parse_graphml(std::string_view text) {
  scan_xml(text);
  GraphText graph;
  GraphmlBuilder builder{graph};
  std::istringstream in{std::string{text}};
  try {
    boost::read_graphml(in, builder, 0);
  } catch (const boost::bad_any_cast&) {
    throw ScenarioError{"graph", "not GraphML: an edge has no two nodes"};
  } catch (const std::exception& error) {
    throw graphml_error(error.what());
  }
  return graph;
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
    std::size_t rank = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rank);
    if (error != std::errc{} || end != text.data() + text.size()) rank = graph.nodes.size();
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

[[nodiscard]] GraphText parse_dot(std::string_view text) {
  const std::vector<std::size_t> lines = scan_dot(text);
  PlainGraph plain;
  boost::dynamic_properties columns{new_column};
  const std::string fault = dot_fault(std::string{text}, plain, columns);
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
  restore_order(graph);
  return graph;
}

/// A graph for Boost.Graph's writers, and its attributes in columns.
struct WrittenGraph {
  explicit WrittenGraph(const GraphText& text) : graph(text.nodes.size()) {
    enter(text.attributes, &graph);
    for (std::size_t v = 0; v < text.nodes.size(); ++v) enter(text.nodes[v].attributes, v);
    for (const GraphText::Edge& edge : text.edges) {
      enter(edge.attributes, boost::add_edge(edge.source, edge.target, graph).first);
    }
  }
  WrittenGraph(const WrittenGraph&) = delete;
  WrittenGraph& operator=(const WrittenGraph&) = delete;

  PlainGraph graph;
  boost::dynamic_properties columns{new_column};

private:
  template <class Key>
  void enter(const GraphText::Attributes& attributes, const Key& key) {
    for (const auto& [name, text] : attributes) boost::put(name, columns, key, with_entities(text, hard_for_xml));
  }
};

/// Writes attributes between brackets, as DOT has them after a node or an edge.
void write_dot_attributes(std::ostream& out, const GraphText::Attributes& attributes) {
  const char* before = " [";
  for (const auto& [name, text] : attributes) {
    out << before << name << "=\"" << with_entities(text, hard_for_dot) << '"';
    before = ", ";
  }
  if (!attributes.empty()) out << ']';
}

/// Reads what a graph file says by the rules of documents, and says what breaks them of the node or edge.
template <class Read>
[[nodiscard]] auto read_graph(const GraphText& graph, const Read& read) {
  const GraphDocument document{graph};
  try {
    return read(document.json());
  } catch (const ScenarioError& error) {
    throw document.translated(error);
  }
}

[[nodiscard]] Scenario scenario_of(const nlohmann::json& document) { return read_scenario_document(document); }

}  // namespace internal

NetworkFile read_graphml(std::string_view text) {
  return internal::read_graph(internal::parse_graphml(text), read_network_document);
}

NetworkFile read_dot(std::string_view text) {
  return internal::read_graph(internal::parse_dot(text), read_network_document);
}

Scenario read_graphml_scenario(std::string_view text) {
  return internal::read_graph(internal::parse_graphml(text), internal::scenario_of);
}

Scenario read_dot_scenario(std::string_view text) {
  return internal::read_graph(internal::parse_dot(text), internal::scenario_of);
}

std::string to_graphml(const NetworkFile& file) {
  const internal::WrittenGraph written{internal::graph_text(network_document(file))};
  std::ostringstream out;
  boost::write_graphml(out, written.graph, written.columns, true);
  return out.str();
}

std::string to_dot(const NetworkFile& file) {
  const internal::GraphText text = internal::graph_text(network_document(file));
  const internal::WrittenGraph written{text};
  std::ostringstream out;
  std::size_t edge = 0;
  boost::write_graphviz(
      out, written.graph,
      [&](std::ostream& node, std::size_t v) {
        internal::GraphText::Attributes attributes = text.nodes[v].attributes;
        attributes.erase("name");
        attributes["order"] = std::to_string(v);
        internal::write_dot_attributes(node, attributes);
      },
      [&](std::ostream& line, const internal::PlainEdge&) {
        internal::write_dot_attributes(line, text.edges[edge++].attributes);
      },
      [&](std::ostream& graph) {
        graph << "graph";
        internal::write_dot_attributes(graph, text.attributes);
        graph << ";\n";
      },
      boost::make_function_property_map<std::size_t>(
          [&](std::size_t v) { return internal::with_entities(text.nodes[v].id, internal::hard_for_dot); }));
  return out.str();
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_GRAPH_FILES_IPP
