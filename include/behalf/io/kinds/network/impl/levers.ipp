#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/kinds/linear_quadratic/lever_terms.hpp>
#include <behalf/io/kinds/network/levers.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace behalf {

namespace internal {

/// The vertex of the party that is named here.
[[nodiscard]] std::uint32_t read_vertex(const JsonCursor& at, const NetworkData<double>& data) {
  return static_cast<std::uint32_t>(LeverEntry::place(at, data.names, "a party"));
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
         return Set::representation(entry.at().at("shares").vector(static_cast<Eigen::Index>(data.shares.size())));
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
         return Contest::liability(internal::read_vertex(entry.at().at("agent"), data), entry.number_or("harm", 1),
                                   entry.number_or("assets", 1));
       }},
      {"veto",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "agent", "share"});
         return Contest::veto(internal::read_vertex(entry.at().at("party"), data),
                              internal::read_vertex(entry.at().at("agent"), data), entry.number("share"));
       }},
      {"appeal",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "agent", "rate"});
         return Contest::appeal(internal::read_vertex(entry.at().at("party"), data),
                                internal::read_vertex(entry.at().at("agent"), data), entry.number("rate"));
       }},
      {"recourse",
       [](const LeverEntry& entry, const Data& data) {
         entry.expect({"party", "rate"});
         return Contest::recourse(internal::read_vertex(entry.at().at("party"), data), entry.number("rate"));
       }},
  }};
};

namespace internal {

// Compiled by itself: the searches take as much memory as all else here.
extern template Solution<GovernanceFindings> govern(const GovernancePlan<NetworkData<double>>&,
                                                    const GovernanceProgress&);

GovernanceQuestion read_network_governance(const JsonCursor& document, const NetworkData<double>& data,
                                           const Scenario& scenario) {
  return read_governance(document, data, scenario, DriftingValues{data.dimension(), std::nullopt});
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_LEVERS_IPP
