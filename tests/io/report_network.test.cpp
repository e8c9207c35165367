#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/io/kinds/network.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/kinds/network/report.hpp>
#include <behalf/io/report.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <io/elements.hpp>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace {

using behalf::Diagnosis;
using behalf::NetworkFindings;
using tests::Element;
using tests::Elements;

/// Two principals, three agents of whom two delegate to each other and check each other, and an affected party.
NetworkFindings web() {
  NetworkFindings network;
  network.principals = {"maintainers", "customers"};
  network.affected = {"bystanders"};
  for (const char* name : {"orchestrator", "coder", "reviewer"}) {
    network.agents.push_back({name, behalf::vec({1, 2}), behalf::vec({1, 1})});
  }
  network.delegations = {{"maintainers", "orchestrator", 0.5, {.share = -0.25, .noise = 0.1, .translation = 0}},
                         {"customers", "orchestrator", 0.5, {.share = -0.45, .noise = 0, .translation = 0.016}},
                         {"orchestrator", "coder", 0.7, {.share = -0.57, .noise = 0.52, .translation = 0}},
                         {"reviewer", "coder", 0.3, {.share = -0.77, .transmission = {-0.5, 0.25}}},
                         {"coder", "reviewer", 0.6, {.share = 1.5, .noise = 0.05, .translation = 0}},
                         {"maintainers", "reviewer", 0.3, {.share = 0.75, .noise = 0, .translation = 0}}};
  network.exposures = {{"coder", "bystanders", 0.3}, {"reviewer", "bystanders", 0.2}};
  network.oversight = {{"coder", "reviewer"}, {"reviewer", "coder"}};
  network.validation = {{.members = {"coder", "reviewer"},
                         .grounded = false,
                         .effective_number = 1,
                         .accuracy = {0.7, 0.7, 0.7},
                         .wrong_when_unanimous = {0.155, 0.3, std::nullopt}}};
  return network;
}

Diagnosis diagnosis_of(NetworkFindings network, std::vector<std::string> rows) {
  behalf::Lattice<double> lattice;
  lattice.resize(static_cast<Eigen::Index>(rows.size()));
  for (Eigen::Index i = 0; i < lattice.size(); ++i) {
    for (Eigen::Index k = 0; k < 8; ++k) lattice.regrets(i, k) = (7.0 - static_cast<double>(k)) / 4;
    lattice.stakes(i) = 4;
    lattice.weights(i) = i < lattice.size() - static_cast<Eigen::Index>(network.affected.size()) ? 0.5 : 0;
  }
  const behalf::Attribution<double> attribution{lattice, rows};
  const std::vector<std::optional<double>> tolerances(rows.size(), 1.0);
  const std::size_t affected_rows = network.affected.size();
  return {.kind = "network",
          .reference = "each",
          .attributes = {"features", "safety"},
          .tolerances = tolerances,
          .attribution = attribution,
          .verdict = behalf::verdict(attribution, tolerances),
          .certificate = {},
          .findings = std::make_shared<const NetworkFindings>(std::move(network)),
          .words = behalf::internal::network_words(affected_rows),
          .affected_rows = affected_rows,
          .shown_by = &behalf::network_kind};
}

std::string report(const Diagnosis& diagnosis) {
  std::ostringstream out;
  behalf::write_report(out, diagnosis);
  return out.str();
}
std::string web_report() { return report(diagnosis_of(web(), {"maintainers", "customers", "bystanders"})); }

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The part of the page with this name.
const Element& section(const Elements& read, const std::string& id) {
  for (const Element* element : read.places("section")) {
    if ((*element)["id"] == id) return *element;
  }
  FAIL("no section " << id);
  return read.all().front();
}

}  // namespace

TEST_SUITE("io/report_network") {
  TEST_CASE("the report of a network says on whose behalf it acts and whom it reaches") {
    const Elements read{web_report()};
    CHECK(read.find("p", "answer")
              .front()
              .text.starts_with("This web of agents acts on behalf of 2 principals, reaches 1 affected party and, in "
                                "the weighted mean, falls short "));
    CHECK(contains(read.find("table", "principal-table").front().text, "partyweight"));
    const std::vector<Element> groups = read.find("th", "group");
    REQUIRE(groups.size() == 1);
    CHECK(groups.front()["scope"] == "rowgroup");
    for (const char* id : {"who", "why", "web", "delegations", "validation", "certificate"}) (void)section(read, id);
  }

  TEST_CASE("the drawing of a network has every party and every edge and says their numbers") {
    const Elements read{web_report()};
    const Element* const drawing = read.places("svg", "web").front();
    CHECK((*drawing)["role"] == "img");
    CHECK(read.find("g", "party", drawing).size() == 6);
    CHECK(read.find("g", "principal", drawing).size() == 2);
    CHECK(read.find("g", "affected", drawing).size() == 1);
    CHECK(read.find("path", "delegation", drawing).size() == 6);
    CHECK(read.find("path", "tip", drawing).size() == 6);
    CHECK(read.find("path", "exposure", drawing).size() == 2);
    CHECK(read.find("path", "w6", drawing).size() == 1);
    CHECK(contains(read.find("path", "w6", drawing).front().text,
                   "orchestrator → coder, share 0.7: each unit more would lower the mean regret by 0.57"));
    const std::vector<Element> strongest = read.find("path", "strong", drawing);
    REQUIRE(strongest.size() == 2);
    CHECK(strongest.front().is("hurts"));
    CHECK(contains(strongest.front().text, "coder → reviewer, share 0.6: each unit more would raise"));
    CHECK(read.find("path", "hurts", drawing).size() == 4);
    CHECK(contains(read.find("desc", {}, drawing).front().text, "reviewer → coder"));
  }

  TEST_CASE("delegations are listed by the harm they do") {
    const Elements read{web_report()};
    const Element* const table = read.places("table", "delegation-table").front();
    std::vector<std::string> order;
    for (const Element& head : read.find("th", {}, table)) {
      if (head["scope"] == "row") order.push_back(head.text);
    }
    CHECK(order == std::vector<std::string>{"coder → reviewer", "maintainers → reviewer", "maintainers → orchestrator",
                                            "customers → orchestrator", "orchestrator → coder", "reviewer → coder"});
    CHECK(contains(table->text, "safety 0.250"));
  }

  TEST_CASE("validators who only check each other are called a trap and others are not") {
    NetworkFindings network = web();
    const auto text = [&] {
      const Elements read{report(diagnosis_of(network, {"maintainers", "customers", "bystanders"}))};
      return section(read, "validation").text;
    };
    CHECK(contains(text(), "coder, reviewer only check each other: a mutual validation trap"));
    CHECK(contains(text(),
                   "worth 1 independent validators; their majority is right in 70% if they err independently, 70% "
                   "by common shocks, 70% by beta-binomial errors"));
    CHECK(contains(text(), "they are wrong in 16% if they err independently, 30% by common shocks."));
    network.validation.front().grounded = true;
    CHECK(contains(text(), "evidence from outside reaches them"));
    CHECK(!contains(text(), "mutual validation trap"));
  }

  TEST_CASE("a network without delegations, exposures and checks has a report too") {
    NetworkFindings network;
    network.principals = {"alone"};
    const Elements read{report(diagnosis_of(network, {"alone"}))};
    CHECK(read.find("g", "party").size() == 1);
    for (const Element& part : read.find("section")) {
      CHECK(part["id"] != "delegations");
      CHECK(part["id"] != "validation");
    }
  }

  TEST_CASE("a network of many parties is not drawn and says so") {
    NetworkFindings network = web();
    for (int k = 0; k < 40; ++k) network.agents.push_back({"agent " + std::to_string(k), {}, {}});
    for (int k = 0; k < 60; ++k) network.delegations.push_back({"maintainers", "coder", 0.001, {.share = -2}});
    const Elements read{report(diagnosis_of(network, {"maintainers", "customers", "bystanders"}))};
    CHECK(read.places("svg", "web").empty());
    CHECK(contains(section(read, "web").text, "With 46 parties and 66 delegations it is not drawn"));
    CHECK(contains(section(read, "delegations").text, "And 26 more, of whose share more would hurt less or help."));
  }

  TEST_CASE("names of parties in a network are escaped and fit their boxes") {
    NetworkFindings network = web();
    const std::string hostile = "</svg><script>alert('\"&')</script> and so on";
    network.principals[0] = hostile;
    for (NetworkFindings::Delegation& edge : network.delegations) {
      if (edge.from == "maintainers") edge.from = hostile;
    }
    network.validation.front().members[0] = hostile;
    const std::string page = report(diagnosis_of(network, {hostile, "customers", "bystanders"}));
    CHECK(!contains(page, "<script"));
    const Elements read{page};
    const Element* const drawing = read.places("svg", "web").front();
    bool cut = false;
    for (const Element& text : read.find("text", {}, drawing)) {
      CHECK(text.text.size() < 24);
      cut = cut || text.text == "</svg><script>aler…";
    }
    CHECK(cut);
    bool whole = false;
    for (const Element& title : read.find("title", {}, drawing))
      whole = whole || title.text == hostile + " (principal)";
    CHECK(whole);
  }

  TEST_CASE("everything in the drawing of a network lies within its frame") {
    NetworkFindings network = web();
    network.exposures.push_back({"coder", "maintainers", 1});
    const Elements read{report(diagnosis_of(network, {"maintainers", "customers", "bystanders"}))};
    const Element* const drawing = read.places("svg", "web").front();
    std::istringstream box{(*drawing)["viewBox"]};
    double zero = 0, width = 0, height = 0;
    box >> zero >> zero >> width >> height;
    for (const Element& path : read.find("path", {}, drawing)) {
      std::string numbers = path["d"];
      for (char& c : numbers) c = (c >= 'A' && c <= 'Z') ? ' ' : c;
      std::istringstream in{numbers};
      for (double x = 0, y = 0; in >> x >> y;) {
        CHECK(x >= 0);
        CHECK(x <= width);
        CHECK(y >= 0);
        CHECK(y <= height);
      }
    }
  }
}
