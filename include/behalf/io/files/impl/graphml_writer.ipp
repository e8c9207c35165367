#ifndef BEHALF_IO_FILES_IMPL_GRAPHML_WRITER_IPP
#define BEHALF_IO_FILES_IMPL_GRAPHML_WRITER_IPP

#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/graphml.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace behalf::internal {

[[nodiscard]] std::string xml_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

std::string graphml_of(const GraphText& graph) {
  std::string keys;
  std::map<std::pair<std::string, std::string>, std::string> ids;
  const auto data = [&](const std::string& owner, const GraphText::Attributes& attributes, const std::string& indent) {
    std::string result;
    for (const auto& [name, text] : attributes) {
      const auto [id, is_new] = ids.try_emplace({owner, name}, owner + '_' + name);
      if (is_new) {
        keys += "  <key id=\"" + xml_text(id->second) + "\" for=\"" + owner + "\" attr.name=\"" + xml_text(name) +
                "\" attr.type=\"string\"/>\n";
      }
      result += indent + "<data key=\"" + xml_text(id->second) + "\">" + xml_text(text) + "</data>\n";
    }
    return result;
  };
  std::string body = data("graph", graph.attributes, "    ");
  for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
    body += "    <node id=\"n" + std::to_string(v) + "\">\n" + data("node", graph.nodes[v].attributes, "      ") +
            "    </node>\n";
  }
  for (const GraphText::Edge& edge : graph.edges) {
    body += "    <edge source=\"n" + std::to_string(edge.source) + "\" target=\"n" + std::to_string(edge.target) +
            "\">\n" + data("edge", edge.attributes, "      ") + "    </edge>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n" +
         keys + "  <graph id=\"web\" edgedefault=\"directed\">\n" + body + "  </graph>\n</graphml>\n";
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_GRAPHML_WRITER_IPP
