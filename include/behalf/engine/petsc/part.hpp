#ifndef BEHALF_ENGINE_PETSC_PART_HPP
#define BEHALF_ENGINE_PETSC_PART_HPP

#include <behalf/network/network_data.hpp>
#include <behalf/solve/fingerprint.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// One rank's part of a delegation network: a block of agents with all that is delegated to them.
///
/// What is small is given in full and alike on every rank: principals and affected parties with values and weights, types of
/// agents, terms, bargaining, names where there are any, and the number of agents of all ranks together. Vertices are those
/// of the whole network, as in `NetworkData`: principals, then the agents of all ranks in the order of the ranks, then
/// affected parties.
struct PetscPart {
  NetworkData<> common{};  ///< No edges, exposures, tastes, keeps or agents' types: those are of the agents of a rank.

  std::size_t first_agent = 0;                       ///< The first agent of this rank, counted among all agents from 0.
  std::size_t agent_count = 0;                       ///< a: agents of this rank.
  std::vector<std::uint32_t> agent_type{};           ///< a numbers of types; empty: all are of the first.
  Matrix<> tastes{};                                 ///< d × a; empty: none of these agents has any.
  std::vector<std::optional<double>> keep{};         ///< a; empty: none is given.
  std::vector<std::uint32_t> sources{};              ///< Any principal or agent.
  std::vector<std::uint32_t> targets{};              ///< Agents of this rank.
  std::vector<double> shares{};                      ///< ≥ 0; the in-shares of an agent sum to at most 1.
  std::vector<std::uint32_t> terms_of{};             ///< Numbers of terms; empty: all by the first.
  std::vector<NetworkData<>::Exposure> exposures{};  ///< Of any party, to the agents of this rank.

  [[nodiscard]] std::uint32_t first_vertex() const noexcept {
    return static_cast<std::uint32_t>(common.principals() + first_agent);
  }
  [[nodiscard]] bool is_own(std::size_t vertex) const noexcept {
    return vertex >= first_vertex() && vertex < first_vertex() + agent_count;
  }
  /// Throws `InvalidArgument` that names the field at fault unless this can be a part of a network.
  void validate() const {
    if (!common.institutions.empty()) {
      refuse("common.institutions", "expected none: what levers of governance add is solved on one machine");
    }
    common.validate();
    require_none("common.sources", common.sources.size());
    require_none("common.exposures", common.exposures.size());
    require_none("common.agent_type", common.agent_type.size());
    require_none("common.tastes", static_cast<std::size_t>(common.tastes.size()));
    require_none("common.keep", common.keep.size());
    if (first_agent > common.agent_count || agent_count > common.agent_count - first_agent) {
      refuse("agent_count", "expected agents among those of the network, got " + std::to_string(first_agent) + " to " +
                                std::to_string(first_agent + agent_count) + " of " +
                                std::to_string(common.agent_count));
    }
    validate_agents();
    validate_edges();
  }

  /// A number that is the same for what is the same on all ranks, and hardly ever otherwise.
  [[nodiscard]] std::uint64_t digest_of_common() const {
    Fingerprint all;
    all.add_matrix(common.values);
    all.add_matrix(common.affected_values);
    all.add_matrix(common.weights);
    all.add_matrix(common.affected_weights);
    all.add(static_cast<std::uint64_t>(common.agent_count));
    all.add(static_cast<std::uint64_t>(common.bargaining));
    all.add(static_cast<std::uint64_t>(common.agent_types.size()));
    for (const Agent<>& one : common.agent_types) {
      all.add_matrix(one.cost);
      all.add_number(one.risk_aversion);
    }
    all.add(static_cast<std::uint64_t>(common.terms.size()));
    for (const DelegationTerms<>& one : common.terms) {
      all.add_matrix(one.translation);
      all.add_matrix(one.metrics);
      all.add(std::uint64_t{one.noise ? 1U : 0U});
      if (one.noise) all.add_matrix(one.noise->noise());
      all.add(std::uint64_t{one.own_noise ? 1U : 0U});
      if (one.own_noise) all.add_matrix(one.own_noise->noise());
      all.add(static_cast<std::uint64_t>(one.signals.size()));
      for (const auto& signal : one.signals) {
        all.add(std::uint64_t{signal.error});
        all.add_matrix(signal.precision);
      }
      all.add_matrix(one.transmission);
    }
    all.add(static_cast<std::uint64_t>(common.names.size()));
    for (const std::string& one : common.names) all.add(std::string_view{one});
    return all.value();
  }

private:
  [[noreturn]] static void refuse(const std::string& field, const std::string& rule) {
    throw InvalidArgument{"PetscNetwork", field, rule};
  }
  static void require_none(const std::string& field, std::size_t count) {
    if (count != 0) refuse(field, "expected none, they are given with the agents of a rank");
  }
  static void require_one_each(const char* field, std::size_t size, std::size_t count) {
    require_size("PetscNetwork", field, static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(count));
  }
  [[nodiscard]] static std::string entry(const char* list, std::size_t k, const char* member) {
    return std::string{list} + '[' + std::to_string(k) + ']' + member;
  }

  void validate_agents() const {
    if (!agent_type.empty()) require_one_each("agent_type", agent_type.size(), agent_count);
    for (std::size_t k = 0; k < agent_type.size(); ++k) {
      if (agent_type[k] >= common.agent_types.size()) {
        refuse(entry("agent_type", k, ""), "expected less than " + std::to_string(common.agent_types.size()) +
                                               ", got " + std::to_string(agent_type[k]));
      }
    }
    if (tastes.size() > 0) {
      require_shape("PetscNetwork", "tastes", tastes, common.dimension(), static_cast<Eigen::Index>(agent_count));
      require_finite("PetscNetwork", "tastes", tastes);
    }
    if (!keep.empty()) require_one_each("keep", keep.size(), agent_count);
    for (std::size_t k = 0; k < keep.size(); ++k) {
      if (keep[k] && !(*keep[k] >= 0 && *keep[k] <= 1)) {
        refuse(entry("keep", k, ""), "expected a number from 0 to 1, got " + to_text(*keep[k]));
      }
    }
  }

  void validate_edges() const {
    if (sources.size() >= std::size_t{1} << 31U) refuse("delegations", "expected fewer than 2^31 edges to a part");
    require_one_each("targets", targets.size(), sources.size());
    require_one_each("shares", shares.size(), sources.size());
    if (!terms_of.empty()) require_one_each("terms_of", terms_of.size(), sources.size());
    if (common.terms.empty() && !sources.empty()) refuse("common.terms", "expected at least one, got none");
    std::vector<double> total(agent_count, 0.0);
    std::vector<std::uint32_t> terms_in(agent_count, 0);
    for (std::size_t e = 0; e < sources.size(); ++e) {
      if (sources[e] >= common.principals() + common.agent_count) {
        refuse(entry("delegations", e, ".from"),
               "expected a principal or an agent, got vertex " + std::to_string(sources[e]));
      }
      if (!is_own(targets[e])) {
        refuse(entry("delegations", e, ".to"),
               "expected an agent of this rank, got vertex " + std::to_string(targets[e]));
      }
      if (sources[e] == targets[e]) {
        refuse(entry("delegations", e, ".to"), "expected another party, " + common.name(sources[e]) + " is both ends");
      }
      require_not_negative("PetscNetwork", entry("delegations", e, ".share"), shares[e]);
      if (!terms_of.empty() && terms_of[e] >= common.terms.size()) {
        refuse(entry("terms_of", e, ""),
               "expected less than " + std::to_string(common.terms.size()) + ", got " + std::to_string(terms_of[e]));
      }
      double& sum = total[targets[e] - first_vertex()];
      sum += shares[e];
      if (internal::in_shares_exceed_all(sum, ++terms_in[targets[e] - first_vertex()])) {
        refuse(entry("delegations", e, ".share"),
               "expected in-shares of " + common.name(targets[e]) + " of at most 1 in all, got " + to_text(sum, 16));
      }
    }
    for (std::size_t k = 0; k < exposures.size(); ++k) {
      if (!is_own(exposures[k].agent)) {
        refuse(entry("exposures", k, ".agent"),
               "expected an agent of this rank, got vertex " + std::to_string(exposures[k].agent));
      }
      if (exposures[k].party >= common.parties() || common.is_agent(exposures[k].party)) {
        refuse(entry("exposures", k, ".party"),
               "expected a principal or an affected party, got vertex " + std::to_string(exposures[k].party));
      }
      require_not_negative("PetscNetwork", entry("exposures", k, ".intensity"), exposures[k].intensity);
    }
  }
};

/// The part of a rank of a network that is known as a whole: as many agents as the others' up to one, in the given order,
/// with their delegations in the given order. Throws `InvalidArgument` where the data describe no network.
[[nodiscard]] inline PetscPart petsc_part(const NetworkData<>& data, int rank, int ranks) {
  if (ranks < 1 || rank < 0 || rank >= ranks) {
    throw InvalidArgument{"petsc_part", "rank",
                          "expected a rank below " + std::to_string(ranks) + ", got " + std::to_string(rank)};
  }
  data.validate();
  const auto cut = [&](int k) {
    return data.agent_count * static_cast<std::size_t>(k) / static_cast<std::size_t>(ranks);
  };
  PetscPart part;
  part.first_agent = cut(rank);
  part.agent_count = cut(rank + 1) - part.first_agent;
  part.common.values = data.values;
  part.common.weights = data.weights;
  part.common.affected_values = data.affected_values;
  part.common.affected_weights = data.affected_weights;
  part.common.agent_count = data.agent_count;
  part.common.agent_types = data.agent_types;
  part.common.terms = data.terms;
  part.common.bargaining = data.bargaining;
  part.common.names = data.names;
  part.common.institutions = data.institutions;
  const auto own = [&](const auto& list) {
    auto result = list;
    result.clear();
    if (!list.empty()) {
      const auto first = list.begin() + static_cast<std::ptrdiff_t>(part.first_agent);
      result.assign(first, first + static_cast<std::ptrdiff_t>(part.agent_count));
    }
    return result;
  };
  part.agent_type = own(data.agent_type);
  part.keep = own(data.keep);
  if (data.tastes.size() > 0) {
    part.tastes = data.tastes.middleCols(static_cast<Eigen::Index>(part.first_agent),
                                         static_cast<Eigen::Index>(part.agent_count));
  }
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    if (!part.is_own(data.targets[e])) continue;
    part.sources.push_back(data.sources[e]);
    part.targets.push_back(data.targets[e]);
    part.shares.push_back(data.shares[e]);
    if (!data.terms_of.empty()) part.terms_of.push_back(data.terms_of[e]);
  }
  for (const auto& exposure : data.exposures) {
    if (part.is_own(exposure.agent)) part.exposures.push_back(exposure);
  }
  return part;
}

}  // namespace behalf

#endif  // BEHALF_ENGINE_PETSC_PART_HPP
