#ifndef BEHALF_EXAMPLES_CONGRESS_WEB_HPP
#define BEHALF_EXAMPLES_CONGRESS_WEB_HPP

#include "data/congress118.hpp"

#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What the data do not say.
struct Assumptions {
  double on_the_spot = 0.5;       ///< Part of a mandate that a member, or a committee with subcommittees, carries out.
  bool others_have_rest = false;  ///< What is not the district's of a member is others', instead of lost on the way.
  bool wants_margin = false;      ///< A district wants its margin as it is, instead of what the House gives its like.
};

/// Districts → members → committees → subcommittees. The one attribute is support of the President, −1 never to 1 always.
struct CongressWeb {
  behalf::DelegationNetwork<> network{1};
  std::vector<behalf::DelegationId> seats;

  /// From the data: who sits where, and for each chamber and party the line of support by margin. The slope of a member's
  /// line, relative to that of what is wanted, is what comes through of the mandate; its height where nothing is wanted is
  /// the pull of the party. In a committee each seat, and the parent committee, counts alike. States have no weight.
  /// Lines are those of `observed`, by default of the members themselves.
  explicit CongressWeb(const data::Congress& congress, const Assumptions& assume = {},
                       const data::Congress* observed = nullptr) {
    const data::Congress& seen = observed != nullptr ? *observed : congress;
    const data::Line house = seen.agreement_by_margin("house");
    std::map<std::pair<std::string, std::string>, data::Line> lines;
    for (const auto& member : congress.members) {
      if (lines.contains({member.chamber, member.party})) continue;
      lines.emplace(std::pair{member.chamber, member.party}, seen.agreement_by_margin(member.chamber, member.party));
    }
    const double wanted_slope = assume.wants_margin ? 0.01 : 2 * house.slope;
    const double wanted_at_0 = assume.wants_margin ? 0 : 2 * house.intercept - 1;
    std::set<std::string> pass_on;
    for (const auto& seat : congress.seats) pass_on.insert(seat.member);
    for (const auto& committee : congress.committees) pass_on.insert(committee.parent);
    std::map<std::string, behalf::AgentId> agents;
    const auto add = [&](const std::string& id, const behalf::Agent<>& agent) {
      agents.emplace(id, network.add(agent, pass_on.contains(id) ? assume.on_the_spot : 1));
    };
    for (const auto& member : congress.members) {
      std::optional<behalf::PartyId> voters = network.find(member.constituency);
      if (!voters) {
        voters =
            network.add(behalf::Principal<>{.name = member.constituency,
                                            .objective = {behalf::vec({wanted_at_0 + wanted_slope * member.margin})},
                                            .weight = member.chamber == "house" ? 1. : 0.});
      }
      const data::Line& line = lines.at({member.chamber, member.party});
      // Lines drawn again may fall, which no delegation does: nothing comes through then.
      const double comes_through = std::clamp(2 * line.slope / wanted_slope, 0., 1.);
      add(member.id, {.name = member.name, .taste = behalf::vec({2 * line(-wanted_at_0 / wanted_slope) - 1})});
      behalf::DelegationTerms<> terms;
      if (!assume.others_have_rest) terms.transmission = behalf::vec({comes_through});
      network.delegate(*voters, agents.at(member.id), terms, assume.others_have_rest ? comes_through : 1);
    }
    for (const auto& committee : congress.committees) {
      add(committee.id, {.name = committee.name + " (" + committee.id + ')'});
    }
    for (const auto& seat : congress.seats) {
      // Delegates without a vote have no voters among the data; they are taken to want nothing.
      if (!agents.contains(seat.member)) add(seat.member, {.name = seat.member});
      seats.push_back(network.delegate(agents.at(seat.member), agents.at(seat.committee)));
    }
    for (const auto& committee : congress.committees) {
      if (!committee.parent.empty()) network.delegate(agents.at(committee.parent), agents.at(committee.id));
    }
  }
};

#endif  // BEHALF_EXAMPLES_CONGRESS_WEB_HPP
