#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_REPORT_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_REPORT_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/network/drawing.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/kinds/network/report.hpp>
#include <behalf/io/report/report_section.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

Words network_words(std::size_t affected_rows) {
  Words words{.agent = "This web of agents acts"};
  if (affected_rows > 0) {
    words.row = "party";
    words.rows = "parties";
  }
  return words;
}

/// The drawing of a web of delegation, where it can be taken in.
void write_web(Markup& page, const NetworkFindings& network) {
  const std::size_t parties = network.principals.size() + network.agents.size() + network.affected.size();
  if (parties > most_parties_drawn) {
    page.element("p", {},
                 "With " + std::to_string(parties) + " parties and " + std::to_string(network.delegations.size()) +
                     " delegations it is not drawn; more than " + std::to_string(most_parties_drawn) +
                     " parties are a tangle.");
    return;
  }
  page.element("figure", {}, [&] {
    page.element("figcaption", {},
                 "From left to right: who delegates, the agents that act or delegate on, who bears what they do. A "
                 "delegation is as wide as its share. Point at one for its numbers.");
    page.new_line().element("ul", {{"class", "legend"}}, [&] {
      write_legend_entry(
          page, "hurts", "hurts",
          " (dashed): more of this delegation would raise the mean regret, the stronger the colour the more");
      write_legend_entry(page, "helps", "helps", ": more of it would lower it");
      if (!network.exposures.empty())
        write_legend_entry(page, "exposure", "exposure", ": somebody bears what an agent does");
    });
    page.new_line().element("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", "Web"}},
                            [&] {
                              // So wide that its names can be read; where the screen is narrower, it scrolls.
                              const Svg drawing = draw_network(network);
                              page.element("div", {{"style", "min-width:" + coordinate(drawing.width() / 20) + "rem"}},
                                           [&] { page.append(drawing.markup()); });
                            });
  });
}

/// The largest harm by transmission, and of what attribute: "privacy 0.12".
[[nodiscard]] std::string worst_transmission(const NetworkFindings::Harm& harm,
                                             const std::vector<std::string>& attributes, const NumberColumn& column) {
  const auto worst = std::max_element(harm.transmission.begin(), harm.transmission.end());
  if (worst == harm.transmission.end()) return "–";
  const std::size_t j = static_cast<std::size_t>(worst - harm.transmission.begin());
  return (j < attributes.size() ? isolated(attributes[j]) + ' ' : "") + column(*worst);
}

/// The delegations by the harm they do, the most harmful first.
void write_delegations(Markup& page, const Diagnosis& diagnosis) {
  static constexpr std::size_t most = 40;
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  const std::vector<NetworkFindings::Delegation> ranked = network.by_harm();
  std::vector<double> shares;
  std::vector<double> harms;
  for (const NetworkFindings::Delegation& edge : ranked) {
    shares.push_back(edge.share);
    harms.push_back(edge.harm.share);
  }
  const NumberColumn share{shares};
  const NumberColumn harm{harms};
  const bool by_contract = std::any_of(ranked.begin(), ranked.end(), [](const auto& edge) { return edge.harm.noise; });
  const bool by_transmission =
      std::any_of(ranked.begin(), ranked.end(), [](const auto& edge) { return !edge.harm.transmission.empty(); });
  write_table(page, "delegation-table", "Delegations by harm", [&] {
    write_caption(
        page,
        "What more of each delegation would add to the mean regret, all else as it is: by a unit of its "
        "share, those first of whose share more would hurt most; by its noise, in multiples of what it is; by "
        "what is misstated in it, likewise; by what arrives of an attribute. These are different units. Below "
        "zero: more of it would help.");
    page.new_line().element("thead", {}, [&] {
      page.element("tr", {}, [&] {
        const auto head = [&](std::string_view text) { page.element("th", {{"scope", "col"}}, text); };
        head("delegation");
        head("share");
        head("harm by share");
        if (by_contract) head("by noise");
        if (by_contract) head("by translation");
        if (by_transmission) head("by transmission");
      });
    });
    page.new_line().element("tbody", {}, [&] {
      for (std::size_t k = 0; k < std::min(most, ranked.size()); ++k) {
        const NetworkFindings::Delegation& edge = ranked[k];
        const auto number = [&](const std::optional<double>& x) {
          page.element("td", {{"class", x && *x > 0 ? "no" : ""}, {"title", x ? to_exact(*x) : ""}},
                       x ? harm(*x) : "–");
        };
        page.new_line().element("tr", {}, [&] {
          page.element("th", {{"scope", "row"}}, [&] {
            write_name(page, edge.from);
            page.text(" → ");
            write_name(page, edge.to);
          });
          page.element("td", {}, share(edge.share));
          number(edge.harm.share);
          if (by_contract) number(edge.harm.noise);
          if (by_contract) number(edge.harm.translation);
          if (by_transmission) page.element("td", {}, worst_transmission(edge.harm, diagnosis.attributes, harm));
        });
      }
    });
  });
  if (ranked.size() > most) {
    page.element("p", {},
                 "And " + std::to_string(ranked.size() - most) + " more, of whose share more would hurt less or help.");
  }
}

/// "70% if they err independently, 68% by common shock, 68% by beta-binomial errors".
[[nodiscard]] std::string by_model(const NetworkFindings::ByErrorModel& by) {
  std::string text;
  const auto add = [&](const std::optional<double>& x, const char* model) {
    if (x) text += (text.empty() ? "" : ", ") + to_percent(*x) + model;
  };
  add(by.independent, " if they err independently");
  add(by.common_shock, " by common shocks");
  add(by.beta_binomial, " by beta-binomial errors");
  return text.empty() ? "–" : text;
}

/// Validators who check each other, in words.
void write_validation(Markup& page, const NetworkFindings& network) {
  page.element(
      "p", {},
      "Validators who check each other agree more the more they do so. Whether they are right as well depends on "
      "evidence from outside, and on how much their errors have in common.");
  page.element("ul", {{"class", "warnings"}}, [&] {
    for (const NetworkFindings::Validation& circle : network.validation) {
      page.new_line().element("li", {}, [&] {
        for (const std::string& member : circle.members) {
          if (&member != &circle.members.front()) page.text(", ");
          write_name(page, member);
        }
        if (circle.grounded) {
          page.text(" check each other, and evidence from outside reaches them.");
        } else {
          page.text(" only check each other: a ").element("strong", {{"class", "no"}}, "mutual validation trap");
          page.text(". Agreement rises, accuracy does not.");
        }
        const auto figures = [](double number, const NetworkFindings::ByErrorModel& right,
                                const NetworkFindings::ByErrorModel& wrong) {
          return to_readable(number, 3) + " independent validators; their majority is right in " + by_model(right) +
                 "; where they all agree they are wrong in " + by_model(wrong) + ".";
        };
        if (circle.grounded) {
          page.text(" They are worth " +
                    figures(circle.effective_number, circle.accuracy, circle.wrong_when_unanimous));
        } else {
          page.text(" They claim to be worth " +
                    figures(circle.effective_number, circle.accuracy, circle.wrong_when_unanimous));
          page.text(" What reaches them from outside supports no more than " +
                    figures(circle.supported.effective_number, circle.supported.accuracy,
                            circle.supported.wrong_when_unanimous));
        }
      });
    }
  });
}

/// The harm of a delegation: only what it can be changed in.
[[nodiscard]] OrderedJson json_harm(const NetworkFindings::Harm& harm) {
  OrderedJson result{{"share", json_number(harm.share)}};
  if (harm.noise) result["noise"] = json_number(*harm.noise);
  if (harm.translation) result["translation"] = json_number(*harm.translation);
  if (!harm.transmission.empty()) result["transmission"] = json_numbers(harm.transmission);
  return result;
}

void write_network_result(OrderedJson& result, const Diagnosis& diagnosis) {
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  OrderedJson agents = OrderedJson::array();
  for (const NetworkFindings::Agent& agent : network.agents) {
    agents.push_back(
        {{"name", agent.name}, {"motivation", json_numbers(agent.motivation)}, {"action", json_numbers(agent.action)}});
  }
  OrderedJson delegations = OrderedJson::array();
  for (const NetworkFindings::Delegation& edge : network.delegations) {
    delegations.push_back({{"from", edge.from}, {"to", edge.to}, {"harm", json_harm(edge.harm)}});
  }
  const auto by_error_model = [](const NetworkFindings::ByErrorModel& by) -> OrderedJson {
    return {{"independent", json_or_null(by.independent)},
            {"common_shock", json_or_null(by.common_shock)},
            {"beta_binomial", json_or_null(by.beta_binomial)}};
  };
  OrderedJson validation = OrderedJson::array();
  for (const NetworkFindings::Validation& validators : network.validation) {
    validation.push_back({{"members", validators.members},
                          {"grounded", validators.grounded},
                          {"trap", !validators.grounded},
                          {"effective_number", json_number(validators.effective_number)},
                          {"accuracy", by_error_model(validators.accuracy)},
                          {"wrong_when_unanimous", by_error_model(validators.wrong_when_unanimous)},
                          {"supported",
                           {{"effective_number", json_number(validators.supported.effective_number)},
                            {"accuracy", by_error_model(validators.supported.accuracy)},
                            {"wrong_when_unanimous", by_error_model(validators.supported.wrong_when_unanimous)}}}});
  }
  result["agents"] = agents;
  result["delegations"] = delegations;
  result["validation"] = validation;
}

std::vector<ReportSection> network_sections(const Diagnosis& diagnosis) {
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  std::vector<ReportSection> sections;
  sections.push_back({"web", "Web", "The web of delegation", [&network](Markup& page) {
                        write_web(page, network);
                        for (const std::string& note : network.notes) page.element("p", {}, "Note: " + note + ".");
                      }});
  if (!network.delegations.empty()) {
    sections.push_back({"delegations", "Delegations", "Which delegations hurt",
                        [&diagnosis](Markup& page) { write_delegations(page, diagnosis); }});
  }
  if (!network.validation.empty()) {
    sections.push_back({"validation", "Validation", "Who only checks each other",
                        [&network](Markup& page) { write_validation(page, network); }});
  }
  return sections;
}

std::vector<VegaLiteFigure> network_figures(const Diagnosis& diagnosis) {
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  if (network.delegations.empty()) return {};
  return {to_vega_lite(harm_figure(network))};
}

/// Harms of at most this size are rounding: 1e-9 of the largest stake or gap.
[[nodiscard]] double noticeable_harm(const Diagnosis& diagnosis) {
  double size = 0;
  for (Eigen::Index i = 0; i < diagnosis.attribution.size(); ++i) {
    size = std::max({size, diagnosis.attribution.stake(i), diagnosis.attribution.gap(i)});
  }
  return 1e-9 * size;
}

/// What more of the delegations would hurt, each in its unit, the worst first: "a -> b 0.3214, b -> c 0.0802, and 2 more".
void write_harms(std::ostream& out, const Diagnosis& diagnosis) {
  using By = NetworkFindings::HarmBy;
  static constexpr std::size_t most = 3;
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  const double noticeable = noticeable_harm(diagnosis);
  const auto write = [&](const char* what, By by) {
    const std::vector<NetworkFindings::Hurt> hurts = network.hurts(by, noticeable);
    if (hurts.empty()) return;
    out << "  " << what << ": ";
    for (std::size_t k = 0; k < std::min(most, hurts.size()); ++k) {
      const NetworkFindings::Delegation& edge = network.delegations[hurts[k].delegation];
      out << (k == 0 ? "" : ", ") << edge.from << " -> " << edge.to;
      if (by == By::transmission && hurts[k].attribute < diagnosis.attributes.size()) {
        out << " (" << diagnosis.attributes[hurts[k].attribute] << ')';
      }
      out << ' ' << to_fixed(hurts[k].harm);
    }
    if (hurts.size() > most) out << ", and " << hurts.size() - most << " more";
    out << '\n';
  };
  if (!network.delegations_matter(noticeable)) {
    out << "no delegation does harm: more or less of any would change nothing\n";
    return;
  }
  const auto hurt = [&](By by) { return !network.hurts(by, noticeable).empty(); };
  const bool otherwise = hurt(By::noise) || hurt(By::translation) || hurt(By::transmission);
  if (hurt(By::share)) {
    out << "most harmful delegations, by what more of each would add to the mean regret:\n";
  } else if (otherwise) {
    out << "no delegation does harm by its share: more of any would not raise the mean regret; what would:\n";
  } else {
    out << "no delegation does harm: more of any would not raise the mean regret\n";
  }
  write("share, per unit", By::share);
  write("noise, as much again", By::noise);
  write("misstatement, as much again", By::translation);
  write("what arrives of an attribute, per unit", By::transmission);
}

void write_network_summary(std::ostream& out, const Diagnosis& diagnosis) {
  const NetworkFindings& network = findings_of<NetworkFindings>(diagnosis);
  for (const std::string& note : network.notes) out << "note: " << note << '\n';
  if (!network.delegations.empty()) write_harms(out, diagnosis);
  for (const NetworkFindings::Validation& validators : network.validation) {
    if (validators.grounded) continue;
    out << "mutual validation trap: ";
    for (const std::string& member : validators.members) {
      out << (&member == validators.members.data() ? "" : ", ") << member;
    }
    out << " only check each other: agreement rises, accuracy does not\n";
  }
}

}  // namespace internal

Figure harm_figure(const NetworkFindings& network) {
  BarFigure bars{.row = {"delegation", "delegation"},
                 .part = {"more", "more of it"},
                 .value_title = "change of the mean regret (units of utility)",
                 .options = {.total = "harm"}};
  for (const NetworkFindings::Delegation& edge : network.by_harm()) {
    const std::string more = edge.harm.share > 0 ? "hurts" : "helps";
    bars.bars.push_back({.name = edge.from + " → " + edge.to,
                         .parts = {{more, more, edge.harm.share}},
                         .data = {{"share", edge.share}}});
  }
  return {"harm", "Which delegations hurt",
          "What a unit more of the share of each delegation would add to the mean regret, all else as it is.",
          std::move(bars)};
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_REPORT_IPP
