#ifndef BEHALF_IO_REPORT_IMPL_REPORT_NETWORK_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_NETWORK_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/network_drawing.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/report/report_network.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

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

void write_delegations(Markup& page, const Diagnosis& diagnosis) {
  static constexpr std::size_t most = 40;
  const NetworkFindings& network = *diagnosis.network;
  const std::vector<NetworkFindings::Delegation> ranked = network.by_harm();
  std::vector<double> shares;
  std::vector<double> harms;
  for (const NetworkFindings::Delegation& edge : ranked) {
    shares.push_back(edge.share);
    harms.push_back(edge.harm.worst());
  }
  const NumberColumn share{shares};
  const NumberColumn harm{harms};
  const bool by_contract = std::any_of(ranked.begin(), ranked.end(), [](const auto& edge) { return edge.harm.noise; });
  const bool by_transmission =
      std::any_of(ranked.begin(), ranked.end(), [](const auto& edge) { return !edge.harm.transmission.empty(); });
  write_table(page, "delegation-table", "Delegations by harm", [&] {
    write_caption(page,
                  "What more of each delegation would add to the mean regret, all else as it is, the most harmful "
                  "first: by a unit of "
                  "its share; by its noise, in multiples of what it is; by what is misstated in it, likewise; by what "
                  "arrives of an attribute. Below zero: more of it would help.");
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
    page.element("p", {}, "And " + std::to_string(ranked.size() - most) + " more that do less harm.");
  }
}

std::string by_model(const NetworkFindings::ByErrorModel& by) {
  std::string text;
  const auto add = [&](const std::optional<double>& x, const char* model) {
    if (x) text += (text.empty() ? "" : ", ") + to_percent(*x) + model;
  };
  add(by.independent, " if they err independently");
  add(by.common_shock, " by common shocks");
  add(by.beta_binomial, " by beta-binomial errors");
  return text.empty() ? "–" : text;
}

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
        page.text(" They are worth " + to_readable(circle.effective_number, 3) + " independent validators; their " +
                  "majority is right in " + by_model(circle.accuracy) + "; where they all agree they are wrong in " +
                  by_model(circle.wrong_when_unanimous) + ".");
      });
    }
  });
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_NETWORK_IPP
