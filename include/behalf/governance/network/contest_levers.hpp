#ifndef BEHALF_GOVERNANCE_NETWORK_CONTEST_LEVERS_HPP
#define BEHALF_GOVERNANCE_NETWORK_CONTEST_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/network/governed.hpp>
#include <behalf/governance/network/rights.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace behalf {

/// Levers by which those affected object, in a network; t is the level. Parties and agents are vertices.
///
/// Liability and recourse act after all other levers, wherever they stand in a list.
template <class Scalar>
struct ContestLevers<NetworkData<Scalar>> {
  using Data = NetworkData<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Liability of agent v to the affected parties j that its deeds reach, by their exposures x_jv: where objectives are
  /// faulty it is moved by (θ_v + λ Σ_j x_jv v_j)/(1 + λ Σ_j x_jv) instead of θ_v with λ = min(t, assets/harm); its pay and the
  /// premium stay. Several liabilities add up, above and below the line.
  ///
  /// The parties are those; `terms.parties` must be empty. The harm defaults to what they lose by the agent's deeds without
  /// any lever. Throws `InvalidArgument` for numbers that cannot be; when applied unless `agent` is an agent, and where that
  /// default has no solution.
  [[nodiscard]] static Lever<Data> liability(std::uint32_t agent, const Liability<Scalar>& terms = {}, Cost cost = {},
                                             std::string name = "liability") {
    terms.validate();
    if (!terms.parties.empty()) {
      throw InvalidArgument{"liability", "parties", "expected none: an agent is liable to those whom its deeds reach"};
    }
    return contest(std::move(name), std::move(cost), [agent, terms](const Data& data, const Scalar& t) {
      internal::require_agent("liability", data, agent);
      Data moved = data;
      const std::size_t k = agent - data.principals();
      const Scalar share = terms.felt_share(t, [&] { return loss_by(internal::without_levers(data), k); });
      const Eigen::Index column = static_cast<Eigen::Index>(k);
      NetworkInstitutions<Scalar>& institutions = moved.institutions;
      if (institutions.felt_weight.size() == 0) {
        const Eigen::Index count = static_cast<Eigen::Index>(data.agent_count);
        institutions.felt_weight = Vector<Scalar>::Zero(count);
        institutions.felt = Matrix<Scalar>::Zero(data.dimension(), count);
      }
      for (const auto& exposure : data.exposures) {
        const PartyId party = data.party(exposure.party);
        if (exposure.agent != agent || party.kind() != PartyKind::affected) continue;
        institutions.felt_weight(column) += share * exposure.intensity;
        institutions.felt.col(column) +=
            share * exposure.intensity * data.affected_values.col(static_cast<Eigen::Index>(party.index()));
      }
      return moved;
    });
  }
  /// A right of veto of weight ω of a party over an agent: power moves to the party while the sum of the agent's in-shares
  /// stays, by a = tω/(1 + tω): see `internal::with_power_moved`. A party that does not delegate to the agent does so then,
  /// on perfect terms, or on those given before by `with_right`. Who bears what stays.
  /// Throws `InvalidArgument` for a weight that is negative or not finite, and when applied to who cannot have the right.
  [[nodiscard]] static Lever<Data> veto(std::uint32_t party, std::uint32_t agent, const Scalar& weight, Cost cost = {},
                                        std::string name = "veto") {
    require_not_negative("veto", "weight", weight);
    return contest(std::move(name), std::move(cost), [party, agent, weight](const Data& data, const Scalar& t) {
      return internal::with_power_moved("veto", data, party, agent, Scalar(t * weight / (Scalar(1) + t * weight)));
    });
  }
  /// A right of appeal: the share a = t·rate of the cases is the party's; that of rate ω/(1 + ω) is as much as a veto of
  /// weight ω. Throws `InvalidArgument` for a rate outside [0, 1], and as a veto when applied.
  [[nodiscard]] static Lever<Data> appeal(std::uint32_t party, std::uint32_t agent, const Scalar& rate, Cost cost = {},
                                          std::string name = "appeal") {
    require_fraction("appeal", "rate", rate);
    return contest(std::move(name), std::move(cost), [party, agent, rate](const Data& data, const Scalar& t) {
      return internal::with_power_moved("appeal", data, party, agent, Scalar(t * rate));
    });
  }
  /// Recourse: in every subset of axes the party is made good for the share a = t·rate of its regret, its stake unchanged,
  /// and the others pay by weight: see `NetworkInstitutions`. Several act on the regrets before any of them; for one party
  /// they make 1 − Π(1 − a). Throws `InvalidArgument` for a rate outside [0, 1]; when applied for who is no principal or
  /// affected party, and where nobody else has weight to pay.
  [[nodiscard]] static Lever<Data> recourse(std::uint32_t party, const Scalar& rate, Cost cost = {},
                                            std::string name = "recourse") {
    require_fraction("recourse", "rate", rate);
    return contest(std::move(name), std::move(cost), [party, rate](const Data& data, const Scalar& t) {
      internal::require_valued("recourse", data, party);
      const Eigen::Index row = static_cast<Eigen::Index>(party < data.principals() ? party : party - data.agent_count);
      internal::require_payers("recourse", "party", row_weights(data), row);
      Data moved = data;
      Vector<Scalar>& redress = moved.institutions.redress;
      if (redress.size() == 0) {
        redress = Vector<Scalar>::Zero(static_cast<Eigen::Index>(data.principals() + data.affected()));
      }
      redress(row) += (Scalar(1) - redress(row)) * t * rate;
      return moved;
    });
  }

private:
  template <class Apply>
  [[nodiscard]] static Lever<Data> contest(std::string name, Cost cost, Apply apply) {
    return {.name = std::move(name), .kind = LeverKind::contest, .cost = std::move(cost), .apply = std::move(apply)};
  }
  /// Of principals, then affected parties.
  [[nodiscard]] static Vector<Scalar> row_weights(const Data& data) {
    const Eigen::Index p = data.values.cols();
    Vector<Scalar> result = Vector<Scalar>::Zero(p + data.affected_values.cols());
    result.head(p) =
        data.weights ? *data.weights : Vector<Scalar>::Constant(p, Scalar(1) / Scalar(static_cast<double>(p)));
    if (data.affected_weights) result.tail(result.size() - p) = *data.affected_weights;
    return result;
  }
  /// What agent k costs the affected parties that its deeds reach.
  [[nodiscard]] static Scalar loss_by(const Data& data, std::size_t k) {
    const Solution<Scalar> loss = Network<Scalar>{data}.harm_to_affected(k);
    if (loss) return loss.value();
    throw InvalidArgument{"liability", "harm",
                          "expected a number: what they lose without levers has no solution, " +
                              std::string{to_text(loss.status())} + ' ' + loss.where()};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_NETWORK_CONTEST_LEVERS_HPP
