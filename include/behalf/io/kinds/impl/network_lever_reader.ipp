#ifndef BEHALF_IO_KINDS_IMPL_NETWORK_LEVER_READER_IPP
#define BEHALF_IO_KINDS_IMPL_NETWORK_LEVER_READER_IPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/network/levers.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/kinds/network_lever_reader.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace behalf::internal {

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

Lever<NetworkData<double>> read_lever(const LeverEntry& entry, const NetworkData<double>& data) {
  using Set = SetLevers<NetworkData<double>>;
  using Evaluate = EvaluateLevers<NetworkData<double>>;
  using Contest = ContestLevers<NetworkData<double>>;
  const JsonCursor& at = entry.at();
  const auto vertex = [&](const char* key) { return read_vertex(at.at(key), data); };
  const auto listed = [&] { return read_listed_delegations(entry, data); };
  switch (entry.which()) {
    case NamedLever::representation:
      entry.expect({"shares"});
      return Set::representation(at.at("shares").vector(static_cast<Eigen::Index>(data.shares.size())));
    case NamedLever::redesign_metrics:
      entry.expect({"metrics", "delegations"});
      return Set::redesign_metrics(at.at("metrics").rows(data.dimension()), listed());
    case NamedLever::redesign_translation: entry.expect({"delegations"}); return Set::redesign_translation(listed());
    case NamedLever::audit:
      entry.expect({"attributes", "precision", "delegations"});
      return Evaluate::audit(entry.some_attributes(), entry.number("precision"), listed());
    case NamedLever::transparency:
      entry.expect({"precision", "delegations"});
      return Evaluate::transparency(entry.number("precision"), listed());
    case NamedLever::interpretability:
      entry.expect({"precision", "delegations"});
      return Evaluate::interpretability(entry.number("precision"), listed());
    case NamedLever::independent_validators:
      entry.expect({"members", "variance", "correlation", "attributes", "delegations"});
      return Evaluate::independent_validators(entry.panel(), listed());
    case NamedLever::reporting:
      entry.expect({"attributes", "people", "rate", "variance", "correlation", "delegations"});
      return Evaluate::reporting(entry.reports(), listed());
    case NamedLever::liability:
      entry.expect({"agent", "harm", "assets"});
      return Contest::liability(vertex("agent"), entry.number_or("harm", 1), entry.number_or("assets", 1));
    case NamedLever::veto:
      entry.expect({"party", "agent", "share"});
      return Contest::veto(vertex("party"), vertex("agent"), entry.number("share"));
    case NamedLever::appeal:
      entry.expect({"party", "agent", "rate"});
      return Contest::appeal(vertex("party"), vertex("agent"), entry.number("rate"));
    case NamedLever::recourse: break;
  }
  entry.expect({"party", "rate"});
  return Contest::recourse(vertex("party"), entry.number("rate"));
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_IMPL_NETWORK_LEVER_READER_IPP
