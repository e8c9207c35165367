#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/io/files/foreign_attributes.hpp>
#include <behalf/io/graph_files.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/model/party.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using behalf::NetworkFile;
using behalf::ScenarioError;

std::string read_text(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Networks of all that there is, with names that files find hard.
class RandomNetworks {
public:
  explicit RandomNetworks(std::uint64_t seed) : random_{seed} {}

  NetworkFile next() {
    const Eigen::Index d = 1 + below(3);
    const auto bargaining = below(2) == 0 ? behalf::Bargaining::unified : behalf::Bargaining::separate;
    NetworkFile file{{}, behalf::DelegationNetwork<double>{d, bargaining}};
    behalf::DelegationNetwork<double>& network = file.network;
    for (Eigen::Index j = 0; j < d; ++j) file.attributes.push_back(name());
    std::vector<behalf::PartyId> sources;
    std::vector<behalf::PartyId> affected;
    std::vector<behalf::AgentId> agents;
    for (int k = 1 + below(3); k > 0; --k) {
      const std::optional<double> tolerance = below(2) == 0 ? std::optional{number()} : std::nullopt;
      sources.emplace_back(network.add(behalf::Principal<double>{
          .name = name(), .objective = vector(d), .weight = number(), .tolerance = tolerance}));
    }
    for (int k = below(3); k > 0; --k) {
      affected.emplace_back(network.add(behalf::AffectedParty<double>{
          .name = below(4) == 0 ? "" : name(), .objective = vector(d), .weight = 0, .tolerance = std::nullopt}));
    }
    for (int k = below(5); k > 0; --k) {
      behalf::Agent<double> agent{.name = name(), .risk_aversion = number()};
      if (below(2) == 0) agent.cost = definite(d);
      if (below(2) == 0) agent.taste = vector(d);
      agents.push_back(network.add(agent, below(2) == 0 ? std::optional{1 / (1 + number())} : std::nullopt));
      sources.emplace_back(agents.back());
    }
    const auto any = [&](const auto& list) {
      return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    };
    for (int k = agents.empty() ? 0 : below(9); k > 0; --k) {
      const behalf::PartyId from = any(sources);
      const behalf::AgentId to = any(agents);
      if (from == behalf::PartyId{to}) continue;
      const double share = 0.1 / (1 + number());
      network.delegate(from, to, terms(d), below(4) == 0 ? std::nullopt : std::optional{share});
      if (below(3) == 0) network.oversee(from, to, {.error_rate = 0.25, .error_class = below(2) == 0 ? name() : ""});
      if (!affected.empty()) network.expose(any(affected), to, number());
      if (!affected.empty() && below(3) == 0) network.contest(any(affected), to);
    }
    return file;
  }

private:
  int below(int n) { return std::uniform_int_distribution<int>{0, n - 1}(random_); }
  double number() { return std::exponential_distribution<double>{1}(random_); }
  /// Never the same twice.
  std::string name() {
    static const std::vector<std::string> pieces{"a", "B",    " ", "  ",  "\"",    "\\",  "'", "&",     "<",    ">",
                                                 "é", "名",   ";", "-> ", "[x]",   "/*",  "#", "&lt;",  "]]>",  "\\\"",
                                                 "=", "node", "{", "}",   "graph", "\\n", "0", "&#92;", "<!--", "%"};
    std::string text;
    for (int k = below(4); k > 0; --k) text += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
    text += std::to_string(count_++);
    for (int k = below(3); k > 0; --k) text += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
    return text;
  }
  behalf::Vector<double> vector(Eigen::Index d) {
    behalf::Vector<double> v(d);
    for (Eigen::Index j = 0; j < d; ++j) v(j) = number() - 1;
    return v;
  }
  behalf::Matrix<double> definite(Eigen::Index d) {
    const behalf::Vector<double> v = vector(d);
    behalf::Matrix<double> result = behalf::Matrix<double>::Identity(d, d);
    if (below(2) == 0) result += v * v.transpose();
    result(0, 0) += number();
    return result;
  }
  behalf::DelegationTerms<double> terms(Eigen::Index d) {
    behalf::DelegationTerms<double> result;
    if (below(4) == 0) {
      result.transmission = vector(d).cwiseAbs().cwiseMin(1.0).eval();
      return result;
    }
    if (below(2) == 0) {
      behalf::Matrix<double> metrics(below(3), d);
      for (Eigen::Index i = 0; i < metrics.rows(); ++i) metrics.row(i) = vector(d).transpose();
      result.metrics = metrics;
    }
    if (below(2) == 0) result.translation = definite(d);
    if (below(2) == 0) {
      behalf::Matrix<double> noise = definite(d);
      if (d == 1 && below(2) == 0) noise(0, 0) = std::numeric_limits<double>::infinity();
      result.noise = behalf::InformationSet<double>{noise};
    }
    return result;
  }

  std::mt19937_64 random_;
  int count_ = 0;
};

using Read = NetworkFile(std::string_view, behalf::ForeignAttributes);

std::string refusal(Read& read, std::string_view text) {
  const std::string said =
      behalf_test::refusal<ScenarioError>([&] { return read(text, behalf::ForeignAttributes::refuse); });
  CHECK(behalf::is_printable(said));
  return said;
}
std::string refusal_of_dot(std::string_view text) { return refusal(behalf::read_dot, text); }
std::string refusal_of_graphml(std::string_view text) { return refusal(behalf::read_graphml, text); }

const std::string small_dot = R"(digraph web {
  graph [attributes="[\"x\", \"y\"]", bargaining=separate];
  citizens [kind=principal, values="[2, 1]"];
  model [kind=agent, cost="[1, 2]", label="the model", shape=box];
  citizens -> model [share=0.5, noise="[0.1, \"inf\"]"];  // a delegation unless it says otherwise
  neighbours [kind=affected, values="[0, 2]"];
  model -> neighbours [kind=exposure, intensity=0.5];
})";

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  return text.replace(text.find(part), part.size(), by);
}

}  // namespace

TEST_SUITE("io/graph_files") {
  TEST_CASE("a network that is written as a graph and read again is the same network") {
    RandomNetworks networks{20260101};
    for (int k = 0; k < 200; ++k) {
      CAPTURE(k);
      const NetworkFile file = networks.next();
      const nlohmann::ordered_json document = behalf::network_document(file);
      CHECK(behalf::network_document(behalf::read_network_document(document)) == document);
      const std::string dot = behalf::to_dot(file);
      CAPTURE(dot);
      CHECK(behalf::network_document(behalf::read_dot(dot)) == document);
      const std::string graphml = behalf::to_graphml(file);
      CHECK(behalf::network_document(behalf::read_graphml(graphml)) == document);
    }
  }

  TEST_CASE("the scenario of the small network is the same network in GraphML and in DOT") {
    const nlohmann::json scenario = behalf::parse_json(read_text(BEHALF_SCENARIO_DIR "/web_of_delegation.json"));
    const NetworkFile file = behalf::read_network_document(scenario);
    const auto document = behalf::network_document(file);
    CHECK(behalf::network_document(behalf::read_graphml(behalf::to_graphml(file))) == document);
    CHECK(behalf::network_document(behalf::read_dot(behalf::to_dot(file))) == document);
  }

  TEST_CASE("a graph drawn by hand is a network") {
    const NetworkFile file = behalf::read_dot(small_dot);
    CHECK(file.attributes == std::vector<std::string>{"x", "y"});
    CHECK(file.network.bargaining() == behalf::Bargaining::separate);
    CHECK(file.network.principals().size() == 1);
    CHECK(file.network.principals()[0].weight == 1);
    CHECK(file.network.agents().size() == 1);
    CHECK(file.network.delegations().size() == 1);
    CHECK(*file.network.delegations()[0].share == 0.5);
    CHECK(file.network.delegations()[0].terms.noise->never_seen().size() == 1);
    CHECK(file.network.exposures().size() == 1);
  }

  TEST_CASE("what does not fit in a graph is said of its node or edge") {
    CHECK(refusal_of_dot(replaced(small_dot, "[2, 1]", "[2, 1, 3]")) ==
          "node \"citizens\", values: expected 2 numbers, got 3");
    CHECK(refusal_of_dot(replaced(small_dot, "[2, 1]", "[2, ")).starts_with("node \"citizens\", values: not JSON: "));
    CHECK(refusal_of_dot(replaced(small_dot, "share=0.5", "share=1.5")) ==
          "edge \"citizens\" -> \"model\", share: expected in-shares of model of at most 1 in all, got 1.5");
    CHECK(refusal_of_dot(replaced(small_dot, "share=0.5", "share=half"))
              .starts_with("edge \"citizens\" -> \"model\", share: not JSON"));
    CHECK(refusal_of_dot(replaced(small_dot, "share=0.5", "shares=0.5"))
              .starts_with("edge \"citizens\" -> \"model\", shares: unknown attribute, expected share, "));
    CHECK(refusal_of_dot(replaced(small_dot, "kind=principal", "kind=person")) ==
          "node \"citizens\", kind: expected principal or affected or agent, got \"person\"");
    CHECK(refusal_of_dot(replaced(small_dot, "kind=principal,", "")) ==
          "node \"citizens\", kind: expected principal or affected or agent, got nothing");
    CHECK(refusal_of_dot(replaced(small_dot, "kind=exposure", "kind=influence")) ==
          "edge \"model\" -> \"neighbours\", kind: expected delegation or exposure or oversight or contest, got "
          "\"influence\"");
    CHECK(refusal_of_dot(replaced(small_dot, "kind=exposure, intensity=0.5", "")) ==
          "edge \"model\" -> \"neighbours\", to: expected an agent, \"neighbours\" is an affected party");
    CHECK(refusal_of_dot(replaced(small_dot, R"(attributes="[\"x\", \"y\"]", )", "")) ==
          "graph, attributes: required, but missing");
    CHECK(refusal_of_dot(replaced(small_dot, "separate", "apart"))
              .starts_with("graph, bargaining: expected unified or separate"));
    CHECK(refusal_of_dot(replaced(small_dot, "citizens -> model", "model -> model")).find("is both ends") !=
          std::string::npos);
    CHECK(refusal_of_dot(replaced(small_dot, "citizens -> model", "citizens -> modle"))
              .starts_with("node \"modle\", kind: "));
  }

  TEST_CASE("what is not DOT is refused with its line") {
    CHECK(refusal_of_dot("").starts_with("1: not DOT: "));
    CHECK(refusal_of_dot("digraph {\n a -> ;\n}").starts_with("2: not DOT: "));
    CHECK(refusal_of_dot("digraph {\n\n a [x=\"q\n}").starts_with("3: not DOT: a quoted text is not closed"));
    CHECK(refusal_of_dot("digraph {\n a % b\n }\n").starts_with("2: not DOT: "));
    CHECK(refusal_of_dot("digraph {\n a /* b\n }\n").starts_with("2: not DOT: a comment is not closed"));
    CHECK(refusal_of_dot("digraph { a\n").starts_with("2: not DOT: "));
    CHECK(refusal_of_dot("graph {\n a -- b }").find("undirected") != std::string::npos);
    CHECK(refusal_of_dot("digraph {a}\n digraph {b}").starts_with("2: not DOT: "));
    CHECK(refusal_of_dot("digraph {\n a -> {b c} }") == "2: an edge to a group of nodes is not read");
    CHECK(refusal_of_dot("digraph {\n {b c} -> a }") == "2: an edge from a group of nodes is not read");
    CHECK(refusal_of_dot("digraph { subgraph s {b c}\n subgraph s -> a }") ==
          "2: an edge from a group of nodes is not read");
    CHECK(refusal_of_dot("digraph { subgraph s {b c}\n a -> SUBGRAPH s }") ==
          "2: an edge to a group of nodes is not read");
    CHECK(refusal_of_dot("digraph { a [l=<b>] }") == "1: not DOT that is read: a text in HTML");
    CHECK(refusal_of_dot(std::string("digraph { a\0 }", 14)) == "1: not DOT: a zero byte");
    CHECK(refusal_of_dot("digraph " + std::string(100000, '{')) == "1: nested more than 64 deep");
  }

  TEST_CASE("a graph that Graphviz has laid out is the same network") {
    const std::string laid_out = R"(digraph web {
	graph [attributes="[\"x\", \"y\"]", bargaining=separate,
		bb="0,0,102.39,180", splines=true, _draw_="c 9 -#fffffe00 C 7 -#ffffff P 4 0 0 0 180 102.39 180 102.39 0 ",
		xdotversion=1.7
	];
	node [label="\N"];
	citizens	[kind=principal, values="[2, 1]", height=0.5, pos="51.195,162", width=1.0832];
	model	[kind=agent, cost="[1, 2]", height=0.5, label="the model", pos="51.195,90", shape=box, width=0.98];
	neighbours	[kind=affected, values="[0, 2]", height=0.5, pos="51.195,18", width=1.4221];
	citizens -> model	[share=.5, noise="[0.1, \"inf\"]", label=asks, lp="60,126", pos="e,51.195,108.1 51.195,143.7"];
	model -> neighbours	[kind=exposure, intensity=0.5, _hldraw_="F 14 11 -Times-Roman "];
}
)";
    CHECK(behalf::network_document(behalf::read_dot(laid_out)) ==
          behalf::network_document(behalf::read_dot(small_dot)));
  }

  TEST_CASE("attributes that no web has are passed over where that is asked for") {
    const std::string foreign = replaced(small_dot, "kind=agent", "kind=agent, owner=\"Ann, Bob\"");
    CHECK(refusal_of_dot(foreign).starts_with(
        "node \"model\", owner: unknown attribute, expected name, cost, risk_aversion, taste, keep; "));
    CHECK(behalf::network_document(behalf::read_dot(foreign, behalf::ForeignAttributes::pass_over)) ==
          behalf::network_document(behalf::read_dot(small_dot)));
  }

  TEST_CASE("a graph that is cut off anywhere is refused") {
    const std::string graphml = behalf::to_graphml(behalf::read_dot(small_dot));
    for (std::size_t length = 0; length + 1 < small_dot.size(); ++length) {
      CAPTURE(length);
      CHECK(refusal_of_dot(small_dot.substr(0, length)) != "was not refused");
    }
    for (std::size_t length = 0; length + 2 < graphml.size(); ++length) {
      CAPTURE(length);
      CHECK(refusal_of_graphml(graphml.substr(0, length)) != "was not refused");
    }
  }

  TEST_CASE("a network that no file can hold is not written") {
    NetworkFile file{{"a"}, behalf::DelegationNetwork<double>{1}};
    file.network.add(behalf::Principal<double>{.name = "p", .objective = behalf::vec({1}), .tolerance = std::nullopt});
    CHECK_NOTHROW((void)behalf::to_dot(file));
    file.attributes = {"a", "b"};
    CHECK_THROWS_AS((void)behalf::to_dot(file), behalf::InvalidArgument);
    file.attributes = {"two\nlines"};
    CHECK_THROWS_AS((void)behalf::to_graphml(file), behalf::InvalidArgument);
    file.attributes = {"a"};
    file.network.add(behalf::Agent<double>{});
    file.network.add(behalf::Agent<double>{.name = "agent 1"});
    CHECK_THROWS_AS((void)behalf::to_graphml(file), behalf::InvalidArgument);
  }
}
