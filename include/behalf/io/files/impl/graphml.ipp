#ifndef BEHALF_IO_FILES_IMPL_GRAPHML_IPP
#define BEHALF_IO_FILES_IMPL_GRAPHML_IPP

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/graphml.hpp>
#include <behalf/io/files/xml_reader.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <expat.h>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

/// What an element is part of: a graph, a node or an edge of the web, or what has no place in it.
enum class GraphmlOwner : std::uint8_t { graph, node, edge, none };

/// Takes the events of an XML parser and makes a graph of them.
class GraphmlBuilder : public XmlEvents {
public:
  explicit GraphmlBuilder(ForeignAttributes foreign) : foreign_{foreign} {}

  void start(std::size_t line, std::string_view space, std::string_view name,
             const XmlAttributes& attributes) override {
    if (open_.size() == deepest_json) refuse_line(line, "nested more than " + std::to_string(deepest_json) + " deep");
    Open next;
    next.line = line;
    if (open_.empty()) {
      if (name != "graphml" || !is_graphml(space)) {
        refuse_line(line, "not GraphML: expected the element graphml, got " + one_line(name, 60) +
                              (space.empty() ? "" : " of " + one_line(space, 60)));
      }
      next.element = Element::graphml;
    } else if (open_.back().element == Element::passed || open_.back().element == Element::desc) {
      next.element = Element::passed;
    } else if (open_.back().element == Element::data || open_.back().element == Element::within ||
               open_.back().element == Element::label) {
      start_within(next, space, name, attributes);
    } else if (!is_graphml(space)) {
      if (foreign_ == ForeignAttributes::refuse) {
        refuse_line(
            line, foreign_rule("the element " + one_line(name, 60) + " of " + one_line(space, 60) + " is not GraphML"));
      }
      next.element = Element::passed;
    } else {
      start_graphml(next, name, attributes);
    }
    open_.push_back(std::move(next));
  }

  void text(std::size_t line, std::string_view text) override {
    if (open_.empty()) return;
    Open& now = open_.back();
    if (now.element == Element::data || now.element == Element::label || now.element == Element::fallback) {
      now.text += text;
    } else if (now.element != Element::passed && now.element != Element::desc && now.element != Element::within &&
               text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      refuse_line(line, "not GraphML: a text that is not in data");
    }
  }

  void end() override {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (closed.element == Element::fallback) keys_.back().fallback = closed.text;
    if (closed.element == Element::key && keys_.back().fallback) add_default(keys_.size() - 1);
    if (closed.element == Element::label) add_label(closed.text);
    if (closed.element == Element::data) add_data(closed);
  }

  /// The graph, once all has been read.
  [[nodiscard]] GraphText finish(std::size_t line) {
    if (graph_line_ == 0) refuse_line(line, "not GraphML: there is no graph");
    add_defaults(graph_.attributes, GraphmlOwner::graph);
    for (std::size_t v = 0; v < graph_.nodes.size(); ++v) {
      GraphText::Attributes& attributes = graph_.nodes[v].attributes;
      add_defaults(attributes, GraphmlOwner::node);
      if (labels_[v].empty()) continue;
      std::string& name = attributes["name"];
      if (name.empty()) name = labels_[v];
    }
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
      GraphText::Edge& edge = graph_.edges[e];
      add_defaults(edge.attributes, GraphmlOwner::edge);
      edge.source = end_of(ends_[e], ends_[e].first, edge.line);
      edge.target = end_of(ends_[e], ends_[e].second, edge.line);
    }
    remove_frames();
    return std::move(graph_);
  }

private:
  /// `fallback` is the default of a key, `within` what stands in data, `passed` what is nothing about the web.
  enum class Element : std::uint8_t {
    graphml,
    key,
    fallback,
    desc,
    graph,
    node,
    edge,
    port,
    data,
    within,
    label,
    passed
  };

  /// An element that has begun and not ended.
  struct Open {
    Element element = Element::passed;
    std::size_t line = 0;
    GraphmlOwner owner = GraphmlOwner::none;
    std::size_t index = 0;           // of the node or edge
    std::size_t key = 0;             // of data
    bool undirected = false;         // whether edges of the graph are so if they do not say
    std::optional<std::size_t> one;  // the only child that counts
    std::size_t children = 0;
    bool has_elements = false;
    std::string text{};
  };

  struct Key {
    std::string id{};
    std::string name{};
    std::string owner = "all";
    std::size_t line = 0;
    bool of_drawing = false;
    std::optional<std::string> fallback{};

    [[nodiscard]] bool is_for(GraphmlOwner what) const {
      if (owner == "all") return true;
      return owner == (what == GraphmlOwner::graph  ? "graph"
                       : what == GraphmlOwner::node ? "node"
                       : what == GraphmlOwner::edge ? "edge"
                                                    : "");
    }
  };

  using Ends = std::pair<std::string, std::string>;

  [[nodiscard]] static bool is_graphml(std::string_view space) {
    return space.empty() || space.starts_with("http://graphml.graphdrawing.org/xmlns");
  }
  [[nodiscard]] static bool is_yfiles(std::string_view space) {
    return space.starts_with("http://www.yworks.com/xml/");
  }
  [[nodiscard]] static std::string named(const Ends& ends) {
    return "the edge from " + in_quotes(ends.first) + " to " + in_quotes(ends.second);
  }

  void start_graphml(Open& next, std::string_view name, const XmlAttributes& attributes) {
    const Element parent = open_.back().element;
    const bool has_parts = parent == Element::graph || parent == Element::node;
    if (name == "desc") {
      next.element = Element::desc;
    } else if (name == "key" && parent == Element::graphml) {
      start_key(next, attributes);
    } else if (name == "default" && parent == Element::key) {
      next.element = Element::fallback;
    } else if (name == "data" && parent != Element::key && parent != Element::fallback) {
      start_data(next, attributes);
    } else if (name == "graph" && (parent == Element::graphml || parent == Element::node || parent == Element::edge)) {
      start_graph(next, attributes);
    } else if (name == "node" && parent == Element::graph) {
      start_node(next, attributes);
    } else if (name == "edge" && parent == Element::graph) {
      start_edge(next, attributes);
    } else if (name == "port" && (parent == Element::node || parent == Element::port)) {
      next.element = Element::port;
    } else if (name == "hyperedge" && parent == Element::graph) {
      const std::optional<std::string> id = attributes.find("id");
      refuse_line(next.line, "the hyperedge" + (id ? ' ' + in_quotes(*id) : "") +
                                 " is not read: a delegation has one source and one target; write an edge for each");
    } else if (name == "locator" && has_parts) {
      refuse_line(next.line, "a locator is not read: what it stands for is in another file");
    } else {
      refuse_line(next.line, "not GraphML: the element " + one_line(name, 60) + " does not belong here");
    }
  }

  /// yEd has the names of nodes in elements of its own, and of a group one for each way to draw it.
  void start_within(Open& next, std::string_view space, std::string_view name, const XmlAttributes& attributes) {
    Open& parent = open_.back();
    const bool passed = parent.one && *parent.one != parent.children++;
    next.owner = parent.owner;
    next.index = parent.index;
    next.key = parent.key;
    next.element = passed ? Element::passed : Element::within;
    parent.has_elements = true;
    if (!is_yfiles(space)) {
      if (foreign_ == ForeignAttributes::refuse && !keys_[parent.key].of_drawing) {
        refuse_line(next.line, foreign_rule("data of the key " + in_quotes(keys_[parent.key].id) +
                                            " holds the element " + one_line(name, 60) + ", expected a text"));
      }
      next.element = Element::passed;
      return;
    }
    if (passed || next.owner != GraphmlOwner::node) return;
    if (name == "NodeLabel" || name == "Label.Text") next.element = Element::label;
    if (name == "Label") {
      if (const std::optional<std::string> text = attributes.find("Text")) label(next.index, *text);
    }
    if (name == "Realizers") {
      const std::string active = attributes.find("active").value_or("0");
      next.one = static_cast<std::size_t>(std::strtoul(active.c_str(), nullptr, 10));
    }
  }

  void start_key(Open& next, const XmlAttributes& attributes) {
    next.element = Element::key;
    Key key;
    key.line = next.line;
    key.id = required(next.line, "key", "id", attributes);
    key.of_drawing = attributes.find("yfiles.type").has_value();
    key.name = attributes.find("attr.name").value_or(key.id);
    key.owner = attributes.find("for").value_or("all");
    static constexpr std::array<std::string_view, 8> owners{"all",  "graphml", "graph",     "node",
                                                            "edge", "port",    "hyperedge", "endpoint"};
    if (std::find(owners.begin(), owners.end(), key.owner) == owners.end()) {
      refuse_line(next.line, "not GraphML: the key " + in_quotes(key.id) +
                                 ": for: expected all, graphml, graph, node, edge, port, hyperedge or endpoint, got " +
                                 in_quotes(key.owner));
    }
    const auto [known, is_new] = key_of_.try_emplace(key.id, keys_.size());
    if (!is_new) refuse_twice(next.line, "key", key.id, keys_[known->second].line);
    keys_.push_back(std::move(key));
  }
  /// Two keys may have one name, each for texts of another type, but not two defaults.
  void add_default(std::size_t place) {
    const Key& key = keys_[place];
    for (const std::size_t k : defaults_) {
      const Key& other = keys_[k];
      const bool is_both = other.owner == key.owner || other.owner == "all" || key.owner == "all";
      if (!is_both || other.name != key.name) continue;
      refuse_line(key.line, "the attribute " + in_quotes(key.name) + " has a default already, of the key " +
                                in_quotes(other.id) + " in line " + std::to_string(other.line));
    }
    if (!key.of_drawing) defaults_.push_back(place);
  }

  void start_graph(Open& next, const XmlAttributes& attributes) {
    next.element = Element::graph;
    const Element parent = open_.back().element;
    static constexpr std::array<std::string_view, 2> known{"id", "edgedefault"};
    refuse_others(next.line, "graph", attributes.other_than(known));
    if (parent == Element::edge) refuse_line(next.line, "a graph within an edge is not read");
    if (parent == Element::graphml) {
      next.owner = GraphmlOwner::graph;
      if (graph_line_ != 0) {
        const std::optional<std::string> id = attributes.find("id");
        refuse_line(next.line, "a second graph" + (id ? ", " + in_quotes(*id) + ',' : "") +
                                   " is not read: the first is in line " + std::to_string(graph_line_));
      }
      graph_line_ = next.line;
    } else {
      has_graph_[open_.back().index] = true;
    }
    const std::string direction = required(next.line, "graph", "edgedefault", attributes);
    if (direction != "directed" && direction != "undirected") {
      refuse_line(next.line, "not GraphML: edgedefault: expected directed or undirected, got " + in_quotes(direction));
    }
    next.undirected = direction == "undirected";
  }

  void start_node(Open& next, const XmlAttributes& attributes) {
    next.element = Element::node;
    next.owner = GraphmlOwner::node;
    next.index = graph_.nodes.size();
    static constexpr std::array<std::string_view, 1> known{"id"};
    std::string id = required(next.line, "node", "id", attributes);
    refuse_others(next.line, "node " + in_quotes(id), attributes.other_than(known));
    const auto [other, is_new] = node_of_.try_emplace(id, next.index);
    if (!is_new) refuse_twice(next.line, "node", id, graph_.nodes[other->second].line);
    graph_.nodes.push_back({std::move(id), {}, next.line});
    labels_.emplace_back();
    has_graph_.push_back(false);
  }

  void start_edge(Open& next, const XmlAttributes& attributes) {
    next.element = Element::edge;
    next.owner = GraphmlOwner::edge;
    next.index = graph_.edges.size();
    static constexpr std::array<std::string_view, 6> known{"id",       "source",     "target",
                                                           "directed", "sourceport", "targetport"};
    Ends ends{required(next.line, "edge", "source", attributes), required(next.line, "edge", "target", attributes)};
    refuse_others(next.line, named(ends), attributes.other_than(known));
    const std::optional<std::string> directed = attributes.find("directed");
    if (directed && *directed != "true" && *directed != "false" && *directed != "1" && *directed != "0") {
      refuse_line(next.line,
                  "not GraphML: " + named(ends) + ": directed: expected true or false, got " + in_quotes(*directed));
    }
    if (directed ? *directed == "false" || *directed == "0" : open_.back().undirected) {
      refuse_line(
          directed ? next.line : open_.back().line,
          (directed ? named(ends) + " is undirected"
                    : "the graph is undirected, with " + named(ends) + " in line " + std::to_string(next.line)) +
              ": expected directed edges, from who delegates to who is delegated to");
    }
    graph_.edges.push_back({0, 0, {}, next.line});
    ends_.push_back(std::move(ends));
  }

  void start_data(Open& next, const XmlAttributes& attributes) {
    next.element = Element::data;
    next.owner = open_.back().owner;
    next.index = open_.back().index;
    const std::string id = required(next.line, "data", "key", attributes);
    const auto key = key_of_.find(id);
    if (key == key_of_.end()) refuse_line(next.line, "not GraphML: there is no key " + in_quotes(id) + " above");
    next.key = key->second;
    const bool has_place = next.owner != GraphmlOwner::none;
    if (has_place && !keys_[next.key].is_for(next.owner)) {
      refuse_line(next.line, "not GraphML: the key " + in_quotes(id) + " is for " + keys_[next.key].owner +
                                 ", not for " +
                                 (next.owner == GraphmlOwner::graph  ? "a graph"
                                  : next.owner == GraphmlOwner::node ? "a node"
                                                                     : "an edge"));
    }
  }

  void add_data(const Open& data) {
    const Key& key = keys_[data.key];
    if (key.of_drawing || data.has_elements) return;
    if (data.owner == GraphmlOwner::none) {
      if (data.text.empty() || is_of_drawing(key.name) || foreign_ == ForeignAttributes::pass_over) return;
      refuse_line(data.line, foreign_rule("data of " + in_quotes(key.name) +
                                          " has no place here: expected it in the graph, in a "
                                          "node or in an edge"));
    }
    GraphText::Attributes& attributes = data.owner == GraphmlOwner::node   ? graph_.nodes[data.index].attributes
                                        : data.owner == GraphmlOwner::edge ? graph_.edges[data.index].attributes
                                                                           : graph_.attributes;
    if (!attributes.emplace(key.name, data.text).second) {
      refuse_line(data.line, "the attribute " + in_quotes(key.name) + " stands here a second time");
    }
  }

  void add_label(const std::string& text) { label(open_.back().index, text); }

  /// Of several labels the first is the name; the ends of its lines are part of the drawing.
  void label(std::size_t node, std::string_view text) {
    std::string& name = labels_[node];
    if (!name.empty()) return;
    static constexpr std::string_view space = " \t\r\n";
    while (true) {
      text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
      if (text.empty()) return;
      const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
      if (!name.empty()) name += ' ';
      name += line.substr(0, line.find_last_not_of(space) + 1);
      text.remove_prefix(line.size());
    }
  }

  void add_defaults(GraphText::Attributes& attributes, GraphmlOwner owner) const {
    for (const std::size_t k : defaults_) {
      if (keys_[k].is_for(owner)) attributes.emplace(keys_[k].name, *keys_[k].fallback);
    }
  }

  [[nodiscard]] std::size_t end_of(const Ends& ends, const std::string& id, std::size_t line) const {
    const auto node = node_of_.find(id);
    if (node == node_of_.end()) refuse_line(line, named(ends) + ": there is no node " + in_quotes(id));
    return node->second;
  }

  void remove_frames() {
    std::vector<bool> has_edge(graph_.nodes.size());
    for (const GraphText::Edge& edge : graph_.edges) has_edge[edge.source] = has_edge[edge.target] = true;
    std::vector<GraphText::Node> nodes;
    std::vector<std::size_t> now(graph_.nodes.size());
    for (std::size_t v = 0; v < graph_.nodes.size(); ++v) {
      GraphText::Node& node = graph_.nodes[v];
      const bool says_nothing = std::all_of(node.attributes.begin(), node.attributes.end(), [](const auto& attribute) {
        return attribute.first == "name" || attribute.second.empty() || is_of_drawing(attribute.first);
      });
      if (has_graph_[v] && says_nothing && !has_edge[v]) continue;
      now[v] = nodes.size();
      nodes.push_back(std::move(node));
    }
    graph_.nodes = std::move(nodes);
    for (GraphText::Edge& edge : graph_.edges) {
      edge.source = now[edge.source];
      edge.target = now[edge.target];
    }
  }

  [[nodiscard]] static std::string required(std::size_t line, const std::string& element, const char* name,
                                            const XmlAttributes& attributes) {
    std::optional<std::string> value = attributes.find(name);
    if (!value) refuse_line(line, "not GraphML: " + element + " without " + name);
    return *std::move(value);
  }
  void refuse_others(std::size_t line, const std::string& element, const std::optional<std::string>& other) const {
    if (!other || foreign_ == ForeignAttributes::pass_over) return;
    refuse_line(line, foreign_rule(element + ": an attribute " + in_quotes(*other) +
                                   " that GraphML has not, expected it as data"));
  }
  [[noreturn]] static void refuse_twice(std::size_t line, const std::string& element, const std::string& id,
                                        std::size_t first) {
    refuse_line(line, "not GraphML: " + element + ' ' + in_quotes(id) + ": there is another with this id in line " +
                          std::to_string(first));
  }

  ForeignAttributes foreign_;
  std::vector<Open> open_;
  std::vector<Key> keys_;
  std::vector<std::size_t> defaults_;  // keys that have one
  std::map<std::string, std::size_t, std::less<>> key_of_;
  GraphText graph_;
  std::size_t graph_line_ = 0;
  std::map<std::string, std::size_t, std::less<>> node_of_;
  std::vector<std::string> labels_;  // of nodes
  std::vector<bool> has_graph_;      // of nodes
  std::vector<Ends> ends_;           // of edges, which may stand before their nodes
};

GraphText parse_graphml(std::string_view text, ForeignAttributes foreign) {
  GraphmlBuilder builder{foreign};
  const std::size_t last_line = read_xml(text, builder);
  return builder.finish(last_line);
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_GRAPHML_IPP
