#ifndef BEHALF_IO_FILES_IMPL_GRAPH_TEXT_IPP
#define BEHALF_IO_FILES_IMPL_GRAPH_TEXT_IPP

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/network_fields.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The lists of a document that are nodes, and those that are edges: what one entry is called, by what it names its two
/// ends, and what else it may say.
struct NodeList {
  std::string_view kind;
  std::string_view list;
  std::span<const std::string_view> fields;
};

constexpr std::array<NodeList, 3> node_lists{{{"principal", "principals", network_fields::valued},
                                              {"affected", "affected", network_fields::valued},
                                              {"agent", "agents", network_fields::agent}}};

struct EdgeList {
  std::string_view kind;
  std::string_view list;
  std::string_view source;
  std::string_view target;
  std::span<const std::string_view> fields;  // the first two of them are the ends
};

constexpr std::array<EdgeList, 4> edge_lists{
    {{"delegation", "delegations", "from", "to", std::span{network_fields::delegation}.subspan(2)},
     {"exposure", "exposures", "agent", "party", std::span{network_fields::exposure}.subspan(2)},
     {"oversight", "oversight", "from", "to", std::span{network_fields::oversight}.subspan(2)},
     {"contest", "contests", "from", "to", std::span{network_fields::contest}.subspan(2)}}};

/// What a document may say that are no nodes and no edges.
constexpr std::array<std::string_view, 5> graph_fields{"attributes", "bargaining", "reference", "tolerance",
                                                       "governance"};

/// Attributes whose text is meant as it is.
constexpr std::array<std::string_view, 4> plain_attributes{"name", "class", "bargaining", "reference"};

/// Between spaces: what Graphviz has for graphs, nodes and edges, and what its layouts and Gephi and yEd add.
constexpr std::string_view drawing_attributes =
    " _background _draw_ _hdraw_ _hldraw_ _ldraw_ _tdraw_ _tldraw_ area arrowhead arrowsize arrowtail bb "
    "beautify bgcolor center charset cluster clusterrank color colorscheme comment compound concentrate "
    "constraint Damping decorate defaultdist dim dimen dir diredgeconstraints distortion dpi edgehref "
    "edgetarget edgetooltip edgeURL epsilon esep fillcolor fixedsize fontcolor fontname fontnames fontpath "
    "fontsize forcelabels gradientangle group head_lp headclip headhref headlabel headport headtarget "
    "headtooltip headURL height href id image imagepath imagepos imagescale inputscale K label label_scheme "
    "labelangle labeldistance labelfloat labelfontcolor labelfontname labelfontsize labelhref labeljust "
    "labelloc labeltarget labeltooltip labelURL landscape layer layerlistsep layers layerselect layersep "
    "layout len levels levelsgap lhead lheight linelength lp ltail lwidth margin maxiter mclimit mindist "
    "minlen mode model newrank nodesep nojustify normalize notranslate nslimit nslimit1 oneblock ordering "
    "orientation outputorder overlap overlap_scaling overlap_shrink pack packmode pad page pagedir pencolor "
    "penwidth peripheries pin pos quadtree quantum radius rank rankdir ranksep ratio rects regular remincross "
    "repulsiveforce resolution root rotate rotation samehead sametail samplepoints scale searchsize sep shape "
    "shapefile showboxes sides size skew smoothing sortv splines start style stylesheet tail_lp tailclip "
    "tailhref taillabel tailport tailtarget tailtooltip tailURL target TBbalance tooltip truecolor URL "
    "vertices viewport voro_margin width xdotversion xlabel xlp "
    "Label b g r x y z "
    "Description description url ";

bool is_of_drawing(std::string_view attribute) {
  if (attribute == "Edge Label") return true;
  if (attribute.find(' ') != std::string_view::npos) return false;
  return drawing_attributes.find(' ' + std::string{attribute} + ' ') != std::string_view::npos;
}

std::string foreign_rule(const std::string& what) {
  return what + "; ForeignAttributes::pass_over (diagnose --pass-over-foreign) leaves out what is not of a web";
}

template <class List>
[[nodiscard]] bool is_in(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

[[nodiscard]] std::string_view without_space(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = std::min(text.find_first_not_of(space), text.size());
  return text.substr(first, text.find_last_not_of(space) + 1 - first);
}

/// How many digits a text begins with.
[[nodiscard]] std::size_t digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// A number that DOT or XML writes with a plus, without a zero before or behind the point, or with more than one before it,
/// as JSON writes it; any other text as it is.
[[nodiscard]] std::string json_number(std::string_view text) {
  std::string_view rest = without_space(text);
  std::string result = rest.starts_with('-') ? "-" : "";
  if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  std::string_view whole = rest.substr(0, digits(rest));
  rest.remove_prefix(whole.size());
  std::string_view fraction;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = rest.substr(0, digits(rest));
    rest.remove_prefix(fraction.size());
  }
  if (whole.empty() && fraction.empty()) return std::string{text};
  const std::string_view exponent = rest;
  if (!rest.empty()) {
    if (rest.front() != 'e' && rest.front() != 'E') return std::string{text};
    rest.remove_prefix(1);
    if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
    if (rest.empty() || digits(rest) != rest.size()) return std::string{text};
  }
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  result += whole.empty() ? "0" : whole;
  if (!fraction.empty()) result.append(1, '.') += fraction;
  return result += exponent;
}

[[nodiscard]] std::string in_line(std::size_t line) {
  return line == 0 ? std::string{} : " (line " + std::to_string(line) + ')';
}

/// The list of the nodes or edges of a kind; refuses one that there is not.
template <class Lists>
[[nodiscard]] const typename Lists::value_type& list_of(const Lists& lists, const std::string& element,
                                                        const GraphText::Attributes& attributes,
                                                        std::string_view kind_if_none) {
  const auto given = attributes.find("kind");
  const std::string_view kind = given == attributes.end() ? kind_if_none : without_space(given->second);
  std::string rule = "expected";
  for (const auto& list : lists) {
    if (list.kind == kind) return list;
    rule += (list.kind == lists.front().kind ? " " : " or ") + std::string{list.kind};
  }
  throw ScenarioError{element + ", kind", rule + ", got " + (given == attributes.end() ? "nothing" : in_quotes(kind))};
}

GraphDocument::GraphDocument(const GraphText& graph, ForeignAttributes foreign) : foreign_{foreign} {
  document_ = {{"kind", "network"}};
  const auto kind = graph.attributes.find("kind");
  if (kind != graph.attributes.end() && without_space(kind->second) != "network") {
    throw ScenarioError{"graph, kind", "expected network, got " + in_quotes(kind->second)};
  }
  add_attributes(document_, graph.attributes, "graph", graph_fields);
  std::vector<std::string> names;
  for (const GraphText::Node& node : graph.nodes) {
    const std::string element = "node " + in_quotes(node.id) + in_line(node.line);
    const NodeList& list = list_of(node_lists, element, node.attributes, {});
    nlohmann::json entry{{"name", node.id}};
    add_attributes(entry, node.attributes, element, list.fields);
    names.push_back(entry["name"].get<std::string>());
    add(list.list, std::move(entry), element);
  }
  for (const GraphText::Edge& edge : graph.edges) {
    const std::string element = "edge " + in_quotes(graph.nodes[edge.source].id) + " -> " +
                                in_quotes(graph.nodes[edge.target].id) + in_line(edge.line);
    const EdgeList& list = list_of(edge_lists, element, edge.attributes, "delegation");
    nlohmann::json entry{{std::string{list.source}, names[edge.source]},
                         {std::string{list.target}, names[edge.target]}};
    add_attributes(entry, edge.attributes, element, list.fields);
    add(list.list, std::move(entry), element);
  }
}

std::string GraphDocument::place_of(std::string_view path) const {
  path.remove_prefix(std::min<std::size_t>(path.size(), 2));  // "$."
  const std::size_t bracket = path.find('[');
  const auto elements = elements_.find(path.substr(0, bracket));
  if (elements == elements_.end() || bracket == std::string_view::npos) {
    return path.empty() ? "graph" : "graph, " + std::string{path};
  }
  std::size_t index = 0;
  path.remove_prefix(bracket + 1);
  const char* const end = std::from_chars(path.data(), path.data() + path.size(), index).ptr;
  path.remove_prefix(std::min(path.size(), static_cast<std::size_t>(end - path.data()) + 1));  // "]"
  if (path.starts_with('.')) path.remove_prefix(1);
  return elements->second.at(index) + (path.empty() ? "" : ", " + std::string{path});
}

ScenarioError GraphDocument::translated(const ScenarioError& error) const {
  // Of what stands twice, the rule names the other place.
  static constexpr std::string_view before = " is also ";
  std::string rule = error.rule();
  const std::size_t at = rule.rfind(std::string{before} + "$.");
  if (rule.starts_with("expected a name of its own, ") && at != std::string::npos) {
    const std::string other = place_of(std::string_view{rule}.substr(at + before.size()));
    rule.replace(at + before.size(), std::string::npos, other);
  }
  return {place_of(error.place()), rule};
}

void GraphDocument::add(std::string_view list, nlohmann::json entry, const std::string& element) {
  document_[std::string{list}].push_back(std::move(entry));
  elements_[std::string{list}].push_back(element);
}

void GraphDocument::add_attributes(nlohmann::json& entry, const GraphText::Attributes& attributes,
                                   const std::string& element, std::span<const std::string_view> known) const {
  for (const auto& [name, text] : attributes) {
    if (name == "kind" || text.empty()) continue;
    if (!is_in(known, name)) {
      // The name of a graph is that of the web, which has none.
      if (is_of_drawing(name) || (name == "name" && element == "graph")) continue;
      if (foreign_ == ForeignAttributes::pass_over) continue;
      std::string rule = "unknown attribute, expected";
      for (const std::string_view field : known) rule += (field == known.front() ? " " : ", ") + std::string{field};
      throw ScenarioError{element + ", " + one_line(name, 60), foreign_rule(known.empty() ? rule + " none" : rule)};
    }
    if (is_in(plain_attributes, name)) {
      const bool is_word = name == "bargaining" || name == "reference";
      entry[name] = is_word ? std::string{without_space(text)} : text;
      continue;
    }
    try {
      entry[name] = parse_json(json_number(text));
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
