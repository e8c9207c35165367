#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/governance/network/rights.hpp>
#include <behalf/io/files/network_fields.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/kinds/linear_quadratic/lever_terms.hpp>
#include <behalf/io/kinds/network/levers.hpp>
#include <behalf/io/kinds/network/reader.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The vertex of the party that is named here.
[[nodiscard]] std::uint32_t read_vertex(const JsonCursor& at, const NetworkData<double>& data) {
  return static_cast<std::uint32_t>(LeverEntry::place(at, data.names, "a party"));
}

/// The agent that is named here.
[[nodiscard]] std::uint32_t read_agent_vertex(const JsonCursor& at, const NetworkData<double>& data) {
  const std::uint32_t vertex = read_vertex(at, data);
  if (!data.is_agent(vertex)) at.refuse("expected an agent, " + in_quotes(data.names[vertex]) + " is none");
  return vertex;
}

/// The principal or affected party that is named here.
[[nodiscard]] std::uint32_t read_valued_vertex(const JsonCursor& at, const NetworkData<double>& data) {
  const std::uint32_t vertex = read_vertex(at, data);
  if (data.is_agent(vertex)) {
    at.refuse("expected a principal or an affected party, " + in_quotes(data.names[vertex]) + " is an agent");
  }
  return vertex;
}

/// How much an agent owes of what, see `Liability`.
[[nodiscard]] Liability<double> read_network_liability(const LeverEntry& entry) {
  Liability<double> terms;
  if (const auto harm = entry.at().find("harm")) terms.harm = harm->number();
  if (const auto assets = entry.at().find("assets")) terms.assets = assets->number();
  return terms;
}

/// The delegations that are listed as [{from, to}], parallel ones all together; none where there is no list.
[[nodiscard]] std::vector<std::size_t> read_listed_delegations(const LeverEntry& entry,
                                                               const NetworkData<double>& data) {
  std::vector<std::size_t> result;
  const std::optional<JsonCursor> list = entry.at().find("delegations");
  if (!list) return result;
  for (Eigen::Index k = 0; k < list->size_of_some("delegation"); ++k) {
    const JsonCursor at = (*list)[k];
    at.expect_object({"from", "to"});
    const std::uint32_t from = read_vertex(at.at("from"), data);
    const std::uint32_t to = read_vertex(at.at("to"), data);
    const std::size_t before = result.size();
    for (std::size_t e = 0; e < data.sources.size(); ++e) {
      if (data.sources[e] == from && data.targets[e] == to) result.push_back(e);
    }
    if (result.size() == before) {
      at.refuse("expected a delegation, there is none from " + in_quotes(data.names[from]) + " to " +
                in_quotes(data.names[to]));
    }
  }
  return result;
}

}  // namespace internal

template <>
struct NamedLevers<NetworkData<double>> {
  using Data = NetworkData<double>;
  using Set = SetLevers<Data>;
  using Evaluate = EvaluateLevers<Data>;
  using Contest = ContestLevers<Data>;

  static constexpr std::array<NamedLever<Data>, 12> entries{{
      {"representation",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"shares"});
         return Set::representation(
             entry.at().at("shares").vector(static_cast<Eigen::Index>(data.shares.size() - data.institutions.rights)));
       },
       "shares"},
      {"redesign_metrics",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"metrics", "delegations"});
         return Set::redesign_metrics(entry.at().at("metrics").rows(data.dimension()),
                                      internal::read_listed_delegations(entry, data));
       },
       "metrics"},
      {"redesign_translation",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"delegations"});
         return Set::redesign_translation(internal::read_listed_delegations(entry, data));
       }},
      {"audit",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"attributes", "precision", "delegations"});
         return Evaluate::audit(entry.some_attributes(), entry.number("precision"),
                                internal::read_listed_delegations(entry, data));
       }},
      {"transparency",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"precision", "delegations"});
         return Evaluate::transparency(entry.number("precision"), internal::read_listed_delegations(entry, data));
       }},
      {"interpretability",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"precision", "delegations"});
         return Evaluate::interpretability(entry.number("precision"), internal::read_listed_delegations(entry, data));
       }},
      {"independent_validators",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"members", "variance", "correlation", "attributes", "delegations"});
         return Evaluate::independent_validators(internal::read_panel(entry),
                                                 internal::read_listed_delegations(entry, data));
       }},
      {"reporting",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"attributes", "people", "rate", "variance", "correlation", "delegations"});
         return Evaluate::reporting(internal::read_reports(entry), internal::read_listed_delegations(entry, data));
       }},
      {"liability",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"agent", "harm", "assets"});
         return Contest::liability(internal::read_agent_vertex(entry.at().at("agent"), data),
                                   internal::read_network_liability(entry));
       }},
      {"veto",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "agent", "weight", "terms"});
         return Contest::veto(internal::read_valued_vertex(entry.at().at("party"), data),
                              internal::read_agent_vertex(entry.at().at("agent"), data), entry.number("weight"));
       }},
      {"appeal",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "agent", "rate", "terms"});
         return Contest::appeal(internal::read_valued_vertex(entry.at().at("party"), data),
                                internal::read_agent_vertex(entry.at().at("agent"), data), entry.number("rate"));
       }},
      {"recourse",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "rate"});
         return Contest::recourse(internal::read_valued_vertex(entry.at().at("party"), data), entry.number("rate"));
       }},
  }};
};

namespace internal {

// Compiled by itself: the searches take as much memory as all else here.
extern template Solution<GovernanceFindings> govern(const GovernancePlan<NetworkData<double>>&,
                                                    const GovernanceProgress&);

NetworkWithRights read_rights(const JsonCursor& document, NetworkData<double> data) {
  NetworkWithRights result{std::move(data), {}};
  const std::optional<JsonCursor> governance = document.find("governance");
  const std::optional<JsonCursor> levers = governance ? governance->find("levers") : std::nullopt;
  if (!levers) return result;
  struct Right {
    std::uint32_t party;
    std::uint32_t agent;
    std::optional<JsonCursor> terms;
  };
  std::vector<Right> rights;
  for (Eigen::Index k = 0; k < levers->size(); ++k) {
    const JsonCursor at = (*levers)[k];
    const std::string lever = at.at("lever").text();
    if (lever != "veto" && lever != "appeal") continue;
    const std::uint32_t party = read_valued_vertex(at.at("party"), result.data);
    const std::uint32_t agent = read_agent_vertex(at.at("agent"), result.data);
    const std::optional<JsonCursor> terms = at.find("terms");
    const std::string who = in_quotes(result.data.names[party]);
    const std::string whom = in_quotes(result.data.names[agent]);
    if (!delegations_between(result.data, party, agent).empty()) {
      if (terms) terms->refuse("expected none, " + who + " delegates to " + whom + " already, on terms of its own");
      continue;
    }
    const auto known = std::find_if(rights.begin(), rights.end(),
                                    [&](const Right& right) { return right.party == party && right.agent == agent; });
    if (known == rights.end()) {
      rights.push_back({party, agent, terms});
    } else if (!known->terms) {
      known->terms = terms;
    } else if (terms) {
      terms->refuse("expected terms of one right of " + who + " over " + whom + ", they stand also at " +
                    known->terms->path());
    }
  }
  for (const Right& right : rights) {
    DelegationTerms<double> terms;
    if (right.terms) {
      right.terms->expect_object(network_fields::terms);
      terms = read_delegation_terms(*right.terms, result.data.dimension());
    } else {
      result.notes.push_back("the right of " + result.data.names[right.party] + " over " +
                             result.data.names[right.agent] +
                             " is on perfect terms, for none are given: all it asks for is stated, measured and seen");
    }
    result.data = with_right(std::move(result.data), right.party, right.agent, std::move(terms), "read_scenario");
  }
  return result;
}

GovernanceQuestion read_network_governance(const JsonCursor& document, const NetworkData<double>& data,
                                           const Scenario& scenario) {
  return read_governance(document, data, scenario, DriftingValues{data.dimension(), std::nullopt});
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP
