#include "support/refused.hpp"

#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/graphml.hpp>
#include <behalf/io/graph_files.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using behalf::ForeignAttributes;
using behalf::ScenarioError;
using behalf::internal::GraphText;
using Attributes = GraphText::Attributes;

namespace {

GraphText parsed(std::string_view text, ForeignAttributes foreign = ForeignAttributes::refuse) {
  return behalf::internal::parse_graphml(text, foreign);
}
std::string fault_of(std::string_view text, ForeignAttributes foreign = ForeignAttributes::refuse) {
  return behalf_test::refusal<ScenarioError>([&] { return parsed(text, foreign); });
}
std::string refusal_of_web(std::string_view text) {
  return behalf_test::refusal<ScenarioError>([&] { return behalf::read_graphml(text); });
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

std::vector<std::string> ids(const GraphText& graph) {
  std::vector<std::string> result;
  for (const GraphText::Node& node : graph.nodes) result.push_back(node.id);
  return result;
}

/// "a->b c->d", by the ids of nodes.
std::string ends(const GraphText& graph) {
  std::string result;
  for (const GraphText::Edge& edge : graph.edges) {
    result += (result.empty() ? "" : " ") + graph.nodes[edge.source].id + "->" + graph.nodes[edge.target].id;
  }
  return result;
}

/// Nodes and edges from line 4 on, in a graph with keys k, v, n and s.
std::string web(const std::string& inside, const std::string& more_keys = "") {
  return "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>" + more_keys +
         "<key id='k' for='node' attr.name='kind'/><key id='v' for='node' attr.name='values'/>"
         "<key id='n' for='node' attr.name='name'/><key id='s' for='edge' attr.name='share'/>\n"
         "<key id='a' for='graph' attr.name='attributes'/><graph id='G' edgedefault='directed'>\n"
         "<data key='a'>[\"quality\"]</data>\n" +
         inside + "</graph></graphml>";
}

const std::string people = "<node id='people'><data key='k'>principal</data><data key='v'>[2]</data></node>\n";
const std::string desk = "<node id='desk'><data key='k'>agent</data></node>\n";

/// As networkx writes a graph with attributes of two types under one name, and a graph that may have parallel edges.
const std::string of_networkx = R"(<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d5" for="edge" attr.name="share" attr.type="double" />
  <key id="d4" for="edge" attr.name="share" attr.type="long" />
  <key id="d3" for="node" attr.name="risk_aversion" attr.type="double" />
  <key id="d2" for="node" attr.name="values" attr.type="string" />
  <key id="d1" for="node" attr.name="kind" attr.type="string" />
  <key id="d0" for="graph" attr.name="attributes" attr.type="string" />
  <graph edgedefault="directed">
    <node id="citizens">
      <data key="d1">principal</data>
      <data key="d2">[2, 1]</data>
    </node>
    <node id="model &amp; co">
      <data key="d1">agent</data>
      <data key="d3">1e-05</data>
    </node>
    <edge source="citizens" target="model &amp; co" id="0">
      <data key="d5">0.25</data>
    </edge>
    <edge source="citizens" target="model &amp; co" id="1">
      <data key="d4">0</data>
    </edge>
    <data key="d0">["x", "y"]</data>
  </graph>
</graphml>
)";

/// As igraph writes: ids of its own, names in an attribute.
const std::string of_igraph = R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<!-- Created by igraph -->
  <key id="g_attributes" for="graph" attr.name="attributes" attr.type="string"/>
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="v_kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="v_values" for="node" attr.name="values" attr.type="string"/>
  <key id="e_share" for="edge" attr.name="share" attr.type="double"/>
  <graph id="G" edgedefault="directed">
    <data key="g_attributes">[&quot;x&quot;]</data>
    <node id="n0">
      <data key="v_name">citizens</data>
      <data key="v_kind">principal</data>
      <data key="v_values">[2]</data>
    </node>
    <node id="n1">
      <data key="v_name">model</data>
      <data key="v_kind">agent</data>
      <data key="v_values"></data>
    </node>
    <edge source="n0" target="n1">
      <data key="e_share">0.5</data>
    </edge>
  </graph>
</graphml>
)";

/// As Gephi writes: places, sizes and colors of nodes, a weight of each edge.
const std::string of_gephi =
    R"(<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<key attr.name="g" attr.type="int" for="node" id="g"/>
<key attr.name="b" attr.type="int" for="node" id="b"/>
<key attr.name="x" attr.type="float" for="node" id="x"/>
<key attr.name="y" attr.type="float" for="node" id="y"/>
<key attr.name="size" attr.type="float" for="node" id="size"/>
<key attr.name="kind" attr.type="string" for="node" id="kind"/>
<key attr.name="values" attr.type="string" for="node" id="values"/>
<key attr.name="attributes" attr.type="string" for="graph" id="attributes"><default>["x"]</default></key>
<graph edgedefault="directed">
<node id="citizens">
<data key="label">Citizens</data>
<data key="kind">principal</data>
<data key="values">[2]</data>
<data key="size">10.0</data>
<data key="r">192</data>
<data key="g">192</data>
<data key="b">192</data>
<data key="x">-12.5</data>
<data key="y">.5</data>
</node>
<node id="model">
<data key="label">Model</data>
<data key="kind">agent</data>
</node>
<edge id="0" source="citizens" target="model">
<data key="edgelabel">asks</data>
<data key="weight">1.0</data>
</edge>
</graph>
</graphml>
)";

/// As yEd writes: the names of nodes in drawings of them, a group that is drawn open or closed.
const std::string of_yed = R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:java="http://www.yworks.com/xml/yfiles-common/1.0/java" xmlns:sys="http://www.yworks.com/xml/yfiles-common/markup/primitives/2.0" xmlns:x="http://www.yworks.com/xml/yfiles-common/markup/2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:yed="http://www.yworks.com/xml/yed/3" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
  <!--Created by yEd 3.23-->
  <key attr.name="attributes" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="kind" attr.type="string" for="node" id="d2"/>
  <key attr.name="values" attr.type="string" for="node" id="d3"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="share" attr.type="double" for="edge" id="d8"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"><![CDATA[["x"]]]></data>
    <node id="n0">
      <data key="d2" xml:space="preserve"><![CDATA[principal]]></data>
      <data key="d3"><![CDATA[[2]]]></data>
      <data key="d5"/>
      <data key="d6">
        <y:ShapeNode>
          <y:Geometry height="30.0" width="70.0" x="408.0" y="205.0"/>
          <y:NodeLabel alignment="center" autoSizePolicy="content" hasBackgroundColor="false" visible="true" xml:space="preserve">the
citizens<y:LabelModel><y:SmartNodeLabelModel distance="4.0"/></y:LabelModel><y:ModelParameter><y:SmartNodeLabelModelParameter labelRatioX="0.0"/></y:ModelParameter></y:NodeLabel>
          <y:NodeLabel>of Bern</y:NodeLabel>
          <y:Shape type="roundrectangle"/>
        </y:ShapeNode>
      </data>
    </node>
    <node id="n1" yfiles.foldertype="group">
      <data key="d4" xml:space="preserve"/>
      <data key="d6">
        <y:ProxyAutoBoundsNode>
          <y:Realizers active="1">
            <y:GroupNode><y:NodeLabel>open</y:NodeLabel><y:State closed="false"/></y:GroupNode>
            <y:GroupNode><y:NodeLabel>shut</y:NodeLabel><y:State closed="true"/></y:GroupNode>
          </y:Realizers>
        </y:ProxyAutoBoundsNode>
      </data>
      <graph edgedefault="directed" id="n1:">
        <node id="n1::n0">
          <data key="d2">agent</data>
          <data key="d6"><y:ShapeNode><y:NodeLabel>model</y:NodeLabel></y:ShapeNode></data>
        </node>
        <node id="n1::n1">
          <data key="d2">agent</data>
          <data key="d6"><y:ShapeNode><y:NodeLabel hasText="false"/></y:ShapeNode></data>
        </node>
        <edge id="n1::e0" source="n1::n0" target="n1::n1"/>
      </graph>
    </node>
    <edge id="e0" source="n0" target="n1::n0">
      <data key="d8">.5</data>
      <data key="d10"><y:PolyLineEdge><y:EdgeLabel>asks</y:EdgeLabel></y:PolyLineEdge></data>
    </edge>
  </graph>
  <data key="d7">
    <y:Resources/>
  </data>
</graphml>
)";

}  // namespace

TEST_SUITE("io/graphml") {
  TEST_CASE("a graph that networkx writes is read with two types of one attribute and parallel edges") {
    const behalf::NetworkFile file = behalf::read_graphml(of_networkx);
    CHECK(file.attributes == std::vector<std::string>{"x", "y"});
    CHECK(file.network.principals()[0].name == "citizens");
    CHECK(file.network.agents()[0].name == "model & co");
    CHECK(file.network.agents()[0].risk_aversion == 1e-5);
    REQUIRE(file.network.delegations().size() == 2);
    CHECK(*file.network.delegations()[0].share == 0.25);
    CHECK(*file.network.delegations()[1].share == 0);
  }

  TEST_CASE("a graph that igraph writes is read with the names of its nodes") {
    const behalf::NetworkFile file = behalf::read_graphml(of_igraph);
    CHECK(file.network.principals()[0].name == "citizens");
    CHECK(file.network.agents()[0].name == "model");
    CHECK(*file.network.delegations()[0].share == 0.5);
  }

  TEST_CASE("a graph that Gephi writes is read but for its weights, which may be meant as shares") {
    CHECK(refusal_of_web(of_gephi).starts_with("edge \"citizens\" -> \"model\" (line 30), weight: unknown attribute"));
    const behalf::NetworkFile file = behalf::read_graphml(of_gephi, ForeignAttributes::pass_over);
    CHECK(file.network.principals()[0].name == "citizens");
    CHECK(file.network.agents()[0].name == "model");
    CHECK(file.network.delegations().size() == 1);
  }

  TEST_CASE("a graph that yEd writes is read with the labels of its nodes as names, and groups are frames") {
    const behalf::NetworkFile file = behalf::read_graphml(of_yed);
    REQUIRE(file.network.principals().size() == 1);
    CHECK(file.network.principals()[0].name == "the citizens");
    REQUIRE(file.network.agents().size() == 2);
    CHECK(file.network.agents()[0].name == "model");
    CHECK(file.network.agents()[1].name == "n1::n1");
    REQUIRE(file.network.delegations().size() == 2);
    CHECK(file.network.delegations()[0].from == behalf::PartyId{behalf::AgentId{0}});
    CHECK(*file.network.delegations()[1].share == 0.5);
    // A group with a kind is a party, called by the label of the drawing that is shown.
    const GraphText graph =
        parsed(replaced(of_yed, "<data key=\"d4\" xml:space=\"preserve\"/>", "<data key=\"d2\">agent</data>"));
    REQUIRE(graph.nodes.size() == 4);
    CHECK(graph.nodes[1].attributes.at("name") == "shut");
  }

  TEST_CASE("names of attributes and edges, and all texts, are what XML says") {
    const GraphText graph = parsed(
        web("<node id='a&lt;&#233;'><data key='n'>  &lt;![&amp;amp; <![CDATA[<x> ]]>&#x1F600; </data></node>"
            "<edge target='a&lt;&#xe9;' source='b'><data key='s'>1</data><desc>no <b xmlns='u'>data</b></desc></edge>"
            "<node id='b'><desc>text</desc><port name='p'><port name='q'/></port></node><!-- <node/> -->\r\n<?x "
            "<node/> ?>"));
    CHECK(ids(graph) == std::vector<std::string>{"a<é", "b"});
    CHECK(graph.nodes[0].attributes.at("name") == "  <![&amp; <x> 😀 ");
    CHECK(ends(graph) == "b->a<é");
    CHECK(graph.edges[0].attributes == Attributes{{"share", "1"}});
    CHECK(graph.attributes == Attributes{{"attributes", "[\"quality\"]"}});
  }

  TEST_CASE("parties are called by the ids of nodes as they are written where no name is given") {
    const behalf::NetworkFile file = behalf::read_graphml(
        web(people + desk + "<node id='2'><data key='k'>agent</data><data key='n'>help</data></node>"));
    CHECK(file.network.principals()[0].name == "people");
    CHECK(file.network.agents()[0].name == "desk");
    CHECK(file.network.agents()[1].name == "help");
    CHECK(refusal_of_web(
              web(people + desk + "<node id='d'><data key='k'>agent</data><data key='n'>desk</data></node>")) ==
          "node \"d\" (line 6), name: expected a name of its own, \"desk\" is also node \"desk\" (line 5), name");
  }

  TEST_CASE("defaults of keys are for nodes, edges and graphs that say nothing else") {
    const std::string keys =
        "<key id='d' for='node' attr.name='keep'><desc>what stays</desc><default>0.5</default></key>"
        "<key id='w' attr.name='tolerance'><default>3</default></key>";
    const GraphText graph = parsed(web(
        "<node id='a'/><node id='b'><data key='d'>1</data><data key='w'/></node><edge source='a' target='b'/>", keys));
    CHECK(graph.nodes[0].attributes == Attributes{{"keep", "0.5"}, {"tolerance", "3"}});
    CHECK(graph.nodes[1].attributes == Attributes{{"keep", "1"}, {"tolerance", ""}});
    CHECK(graph.edges[0].attributes == Attributes{{"tolerance", "3"}});
    CHECK(graph.attributes.at("tolerance") == "3");
    CHECK(fault_of(web("", keys + "<key id='x' for='edge' attr.name='tolerance'>\n<default>4</default></key>")) ==
          "1: the attribute \"tolerance\" has a default already, of the key \"w\" in line 1");
    CHECK(parsed(web("", keys + "<key id='x' for='edge' attr.name='keep'><default>4</default></key>")).nodes.empty());
  }

  TEST_CASE("a key without a name is called by its id, and one that no data has does not matter") {
    const GraphText graph = parsed(
        web("<node id='a'><data key='keep'>1</data></node>", "<key id='keep'/><key id='sd' attr.name='SharedData'/>"));
    CHECK(graph.nodes[0].attributes == Attributes{{"keep", "1"}});
  }

  TEST_CASE("nodes of nested graphs are nodes, at any depth, and edges lead in and out") {
    const std::string nested = people +
                               "<node id='ward'>\n<graph edgedefault='directed'><node id='ward::inner'>"
                               "<graph edgedefault='directed'>" +
                               desk + "</graph></node><edge source='people' target='desk'/></graph></node>\n";
    const GraphText graph = parsed(web(nested));
    CHECK(ids(graph) == std::vector<std::string>{"people", "desk"});
    CHECK(ends(graph) == "people->desk");
    // A node around others that has a kind, if only by default, is a party like them.
    const std::string kinds = "<key id='K' for='node' attr.name='kind'><default>agent</default></key>";
    CHECK(ids(parsed(web(nested, kinds))) == std::vector<std::string>{"people", "ward", "ward::inner", "desk"});
    // And one that delegates without a kind is none.
    CHECK(refusal_of_web(web(nested + "<edge source='people' target='ward'/>")) ==
          "node \"ward\" (line 5), kind: expected principal or affected or agent, got nothing");
    CHECK(fault_of(web(people + "<node id='w'><graph edgedefault='directed'>\n<data key='a'>[1]</data></graph></node>"))
              .starts_with("6: data of \"attributes\" has no place here"));
    CHECK(fault_of(web(desk + "\n<edge source='desk' target='desk'><graph edgedefault='directed'/></edge>")) ==
          "6: a graph within an edge is not read");
  }

  TEST_CASE("what would be lost is refused by its line and its ids as they are written") {
    CHECK(fault_of(web(people + desk + "<hyperedge id='h'><endpoint node='people'/></hyperedge>"))
              .starts_with("6: the hyperedge \"h\" is not read: "));
    CHECK(fault_of(web(people) + "\n").starts_with("was not refused"));
    CHECK(fault_of(replaced(web(people + desk), "</graph></graphml>",
                            "</graph>\n<graph id='more' edgedefault='directed'/></graphml>")) ==
          "7: a second graph, \"more\", is not read: the first is in line 2");
    CHECK(fault_of(web(people + desk + "\n<node id='people'/>")) ==
          "7: not GraphML: node \"people\": there is another with this id in line 4");
    CHECK(fault_of(web(people + "<node id='w'><graph edgedefault='directed'>" + people + "</graph></node>")) ==
          "5: not GraphML: node \"people\": there is another with this id in line 4");
    CHECK(fault_of(web(people + desk + "<edge source='people' target='dsek'/>")) ==
          "6: the edge from \"people\" to \"dsek\": there is no node \"dsek\"");
    CHECK(fault_of(web(people + desk + "<edge source='desk&#xa0;' target='desk'/>")) ==
          "6: the edge from \"desk\\u00a0\" to \"desk\": there is no node \"desk\\u00a0\"");
    CHECK(fault_of(web(people + "<locator/>")).starts_with("5: a locator is not read"));
    CHECK(fault_of(web("<node id='a'><data key='k'>agent</data>\n<data key='k'>agent</data></node>")) ==
          "5: the attribute \"kind\" stands here a second time");
    CHECK(fault_of(web("<node id='a'>agent</node>")) == "4: not GraphML: a text that is not in data");
    CHECK(fault_of(web("<node id='a'><port name='p'><data key='k'>agent</data></port></node>"))
              .starts_with("4: data of \"kind\" has no place here"));
  }

  TEST_CASE("an edge goes from one node to another") {
    const std::string edge = "<edge source='people' target='desk'/>";
    const std::string undirected = replaced(web(people + desk + edge), "'directed'", "'undirected'");
    CHECK(fault_of(undirected)
              .starts_with("2: the graph is undirected, with the edge from \"people\" to \"desk\" in line 6: expected "
                           "directed edges"));
    CHECK(ends(parsed(replaced(undirected, "target='desk'", "target='desk' directed='true'"))) == "people->desk");
    CHECK(fault_of(web(people + desk + "<edge source='people' target='desk' directed='false'/>"))
              .starts_with("6: the edge from \"people\" to \"desk\" is undirected: expected directed edges"));
    CHECK(fault_of(replaced(undirected, "target='desk'", "target='desk' directed='yes'"))
              .find("expected true or false") != std::string::npos);
    CHECK(fault_of(replaced(undirected, "'undirected'", "'both'")) ==
          "2: not GraphML: edgedefault: expected directed or undirected, got \"both\"");
  }

  TEST_CASE("what is not of a web is refused, or passed over where that is asked for") {
    const std::vector<std::pair<std::string, std::string>> foreign{
        {"<node id='a' kind='agent'/>",
         "4: node \"a\": an attribute \"kind\" that GraphML has not, expected it as data"},
        {"<node id='a'/><edge source='a' target='a' share='1'/>",
         "4: the edge from \"a\" to \"a\": an attribute \"share\""},
        {"<node id='a'><data key='k'><p:b xmlns:p='urn:p'>x</p:b></data></node>",
         "4: data of the key \"k\" holds the element b, expected a text"},
        {"<o:node xmlns:o='urn:o'/>", "4: the element node of urn:o is not GraphML"}};
    for (const auto& one : foreign) {
      const std::string& inside = one.first;
      CAPTURE(inside);
      const std::string said = fault_of(web(inside));
      CHECK(said.starts_with(one.second));
      CHECK(said.find("--pass-over-foreign") != std::string::npos);
      CHECK(fault_of(web(inside), ForeignAttributes::pass_over) == "was not refused");
    }
    CHECK(fault_of(replaced(web(people), "<graph ", "<data key='v'>1</data>\n<graph "))
              .starts_with("2: data of \"values\""));
  }

  TEST_CASE("elements may have a prefix, and those of another language are not GraphML") {
    std::string prefixed = web(people + desk + "<edge source='people' target='desk'/>");
    prefixed = replaced(prefixed, "xmlns=", "xmlns:g=");
    for (std::size_t at = 0; (at = prefixed.find('<', at)) != std::string::npos; ++at) {
      prefixed.insert(at + (prefixed[at + 1] == '/' ? 2 : 1), "g:");
    }
    CHECK(ends(parsed(prefixed)) == "people->desk");
    CHECK(fault_of(replaced(prefixed, "http://graphml.graphdrawing.org/xmlns", "http://www.w3.org/2000/svg")) ==
          "1: not GraphML: expected the element graphml, got graphml of http://www.w3.org/2000/svg");
    CHECK(fault_of("<graphml><g:graph/></graphml>") == "1: not GraphML: unbound prefix");
    CHECK(fault_of("<?xml version='1.0'?>\n<svg/>") == "2: not GraphML: expected the element graphml, got svg");
  }

  TEST_CASE("a file is read in the encoding that it declares") {
    const auto declared = [](const std::string& encoding, const std::string& name) {
      return "<?xml version='1.0' encoding='" + encoding + "'?>" + web("<node id='" + name + "'/>");
    };
    CHECK(ids(parsed("\xEF\xBB\xBF" + declared("UTF-8", "Zoë"))) == std::vector<std::string>{"Zoë"});
    CHECK(ids(parsed(declared("ISO-8859-1", "Zo\xEB"))) == std::vector<std::string>{"Zoë"});
    CHECK(ids(parsed(declared("us-ascii", "Zoe"))) == std::vector<std::string>{"Zoe"});
    for (const bool big : {true, false}) {
      const std::string text = declared("UTF-16", "Zo\xEB");  // whose bytes are the numbers of its letters
      std::string wide = big ? "\xFE\xFF" : "\xFF\xFE";
      for (const char c : text) wide += big ? std::string{'\0', c} : std::string{c, '\0'};
      CHECK(ids(parsed(wide)) == std::vector<std::string>{"Zoë"});
    }
    CHECK(fault_of(declared("windows-1252", "Zo\xEB")) ==
          "1: the encoding \"windows-1252\" is not read, expected UTF-8, UTF-16, ISO-8859-1 or US-ASCII");
    CHECK(fault_of(declared("UTF-16", "Zoe")) == "1: not GraphML: the bytes are not in the encoding that is declared");
    CHECK(fault_of(declared("UTF-8", "Zo\xEB")) == "4: not GraphML: not well-formed (invalid token)");
  }

  TEST_CASE("what is not GraphML is refused with its line") {
    CHECK(fault_of("") == "1: not GraphML: no element found");
    CHECK(fault_of("<graphml>\n</graphml>") == "2: not GraphML: there is no graph");
    CHECK(fault_of(web("<node/>")) == "4: not GraphML: node without id");
    CHECK(fault_of(web("<node id='a'/>\n<edge source='a'/>")) == "5: not GraphML: edge without target");
    CHECK(fault_of(web("<node id='a'><data>1</data></node>")) == "4: not GraphML: data without key");
    CHECK(fault_of(web("<node id='a'><data key='z'>1</data></node>")) == "4: not GraphML: there is no key \"z\" above");
    CHECK(fault_of(web("<node id='a'><data key='s'>1</data></node>")) ==
          "4: not GraphML: the key \"s\" is for edge, not for a node");
    CHECK(fault_of(web("", "<key id='q' for='vertex'/>"))
              .starts_with("1: not GraphML: the key \"q\": for: expected all, "));
    CHECK(fault_of(web("", "<key id='k' for='node'/>")) ==
          "1: not GraphML: key \"k\": there is another with this id in line 1");
    CHECK(fault_of(web("<key id='z'/>")) == "4: not GraphML: the element key does not belong here");
    CHECK(fault_of("<graphml>\n<graph/></graphml>") == "2: not GraphML: graph without edgedefault");
    CHECK(fault_of(web("<node id='a' id='b'/>")) == "4: not GraphML: duplicate attribute");
    CHECK(fault_of(web("<node id='a'>")) == "4: not GraphML: mismatched tag");
    CHECK(fault_of(web("\n<!-- ")) == "5: not GraphML: unclosed token");
    CHECK(fault_of(web("&x;")) == "4: not GraphML: undefined entity");
    CHECK(fault_of("<!DOCTYPE graphml [<!ENTITY y 'z'>]>\n<graphml/>").starts_with("1: a document type is not read"));
    CHECK(
        fault_of("<!DOCTYPE graphml SYSTEM 'graphml.dtd'>\n<graphml/>").starts_with("1: a document type is not read"));
    std::string deep = "<graphml>";
    for (int k = 0; k < 100000; ++k) deep += "<desc>";
    CHECK(fault_of(deep) == "1: nested more than " + std::to_string(behalf::deepest_json) + " deep");
  }

  TEST_CASE("a graph that is written as GraphML and read again is the same graph") {
    GraphText graph;
    graph.attributes = {{"attributes", "[\"<x>\", \"&amp;\"]"}};
    graph.nodes = {{"n0", {{"name", " a  \"b\" <c> & 'd' ]]> "}, {"kind", "agent"}}}, {"n1", {{"name", "&#32;é😀"}}}};
    graph.edges = {{1, 0, {{"kind", "delegation"}, {"share", "0.5"}}}, {1, 0, {}}};
    const GraphText again = parsed(behalf::internal::graphml_of(graph));
    CHECK(again.attributes == graph.attributes);
    CHECK(ids(again) == ids(graph));
    CHECK(again.nodes[0].attributes == graph.nodes[0].attributes);
    CHECK(again.nodes[1].attributes == graph.nodes[1].attributes);
    CHECK(ends(again) == "n1->n0 n1->n0");
    CHECK(again.edges[0].attributes == graph.edges[0].attributes);
    CHECK(again.edges[1].attributes.empty());
  }

  TEST_CASE("a long file is read in pieces") {
    std::string nodes;
    for (int k = 0; k < 60000; ++k)
      nodes += "<node id='a node with a long name, and a number: " + std::to_string(k) + "'/>\n";
    REQUIRE(nodes.size() > 3'000'000);
    const GraphText graph = parsed(web(nodes));
    CHECK(graph.nodes.size() == 60000);
    CHECK(graph.nodes.back().line == 60003);
    CHECK(std::all_of(graph.nodes.begin(), graph.nodes.end(), [](const GraphText::Node& node) {
      return node.id.starts_with("a node with a long name, and a number: ");
    }));
  }
}
