#ifndef BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP
#define BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/governance/network/terms.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A web of delegation can be governed; slopes are differences.
template <class ScalarType>
struct Governed<NetworkData<ScalarType>> {
  [[nodiscard]] static Network<ScalarType> model(const NetworkData<ScalarType>& data) {
    return Network<ScalarType>{data};
  }
};

/// Levers that set what is pursued and for whom, in a network; t is the level. Levers on terms act on the contracts of the
/// listed delegations, or on all; edges that give a transmission have no contract, and listing one is refused.
template <class Scalar>
struct SetLevers<NetworkData<Scalar>> {
  using Data = NetworkData<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Who is represented: shares s ← (1 − t)s + t s* for target shares s* (one per delegation), the bargaining power here.
  /// In-shares of an agent that sum to at most 1 before and after do so in between. Throws `InvalidArgument` when applied
  /// unless there is one share for each delegation.
  [[nodiscard]] static Lever<Data> representation(Vector<Scalar> target, Cost cost = {},
                                                  std::string name = "representation") {
    for (Eigen::Index e = 0; e < target.size(); ++e) {
      require_not_negative("representation", "target[" + std::to_string(e) + "]", target(e));
    }
    return {.name = std::move(name),
            .kind = LeverKind::set,
            .cost = std::move(cost),
            .apply = [target](const Data& data, const Scalar& t) {
              require_size("representation", "target", target.size(), static_cast<Eigen::Index>(data.shares.size()));
              Data moved = data;
              for (std::size_t e = 0; e < moved.shares.size(); ++e) {
                moved.shares[e] = (Scalar(1) - t) * moved.shares[e] + t * target(static_cast<Eigen::Index>(e));
              }
              return moved;
            }};
  }
  /// Other metrics on these delegations: G ← (1 − t)G + t G*, as in linear–quadratic delegation.
  [[nodiscard]] static Lever<Data> redesign_metrics(Matrix<Scalar> target, std::vector<std::size_t> delegations = {},
                                                    Cost cost = {}, std::string name = "redesign of metrics") {
    require_finite("redesign_metrics", "target", target);
    return internal::on_terms<Scalar>("redesign_metrics", std::move(name), LeverKind::set, std::move(cost),
                                      std::move(delegations),
                                      [target](DelegationTerms<Scalar>& terms, const Scalar& t, Eigen::Index d) {
                                        require_shape("redesign_metrics", "target", target, target.rows(), d);
                                        terms.metrics = internal::mixed_metrics(terms.metrics, target, t);
                                      });
  }
  /// Principals and intermediaries learn to say what they want: P ← (1 − t)P + t I on these delegations.
  [[nodiscard]] static Lever<Data> redesign_translation(std::vector<std::size_t> delegations = {}, Cost cost = {},
                                                        std::string name = "redesign of translation") {
    return internal::on_terms<Scalar>(
        "redesign_translation", std::move(name), LeverKind::set, std::move(cost), std::move(delegations),
        [](DelegationTerms<Scalar>& terms, const Scalar& t, Eigen::Index d) {
          if (!terms.translation) return;
          *terms.translation =
              Matrix<Scalar>((Scalar(1) - t) * *terms.translation + t * Matrix<Scalar>::Identity(d, d));
        });
  }
};

/// Levers that make more of what is done seen, in a network: a signal on each of the listed delegations, or on all, as in
/// linear–quadratic delegation.
template <class Scalar>
struct EvaluateLevers<NetworkData<Scalar>> {
  using Data = NetworkData<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// A signal of precision t·π on each of these attributes.
  [[nodiscard]] static Lever<Data> audit(std::vector<Eigen::Index> attributes, const Scalar& precision,
                                         std::vector<std::size_t> delegations = {}, Cost cost = {},
                                         std::string name = "audit") {
    return signal("audit", std::move(name), std::move(cost), std::move(delegations),
                  internal::audit_signal(std::move(attributes), precision));
  }
  /// A signal of precision t·π on every attribute that is seen already.
  [[nodiscard]] static Lever<Data> transparency(const Scalar& precision, std::vector<std::size_t> delegations = {},
                                                Cost cost = {}, std::string name = "transparency") {
    return signal("transparency", std::move(name), std::move(cost), std::move(delegations),
                  internal::signal_where_seen("transparency", true, precision));
  }
  /// A signal of precision t·π on every attribute that is never seen.
  [[nodiscard]] static Lever<Data> interpretability(const Scalar& precision, std::vector<std::size_t> delegations = {},
                                                    Cost cost = {}, std::string name = "interpretability") {
    return signal("interpretability", std::move(name), std::move(cost), std::move(delegations),
                  internal::signal_where_seen("interpretability", false, precision));
  }
  /// A panel of validators: a signal of precision t n/(1 + (n − 1)ρ) / variance on what they look at.
  [[nodiscard]] static Lever<Data> independent_validators(const ValidatorPanel<Scalar>& panel,
                                                          std::vector<std::size_t> delegations = {}, Cost cost = {},
                                                          std::string name = "independent validators") {
    return signal("independent_validators", std::move(name), std::move(cost), std::move(delegations),
                  internal::panel_signal(panel));
  }
  /// Those affected report: a signal of the precision of `Reports` at level t.
  [[nodiscard]] static Lever<Data> reporting(const Reports<Scalar>& reports, std::vector<std::size_t> delegations = {},
                                             Cost cost = {}, std::string name = "reporting") {
    return signal("reporting", std::move(name), std::move(cost), std::move(delegations),
                  internal::report_signal(reports));
  }

private:
  [[nodiscard]] static Lever<Data> signal(const char* function, std::string name, Cost cost,
                                          std::vector<std::size_t> delegations, internal::SignalRule<Scalar> rule) {
    return internal::on_terms<Scalar>(
        function, std::move(name), LeverKind::evaluate, std::move(cost), std::move(delegations),
        [rule = std::move(rule)](DelegationTerms<Scalar>& terms, const Scalar& t, Eigen::Index d) {
          const Vector<Scalar> precision = rule(terms.noise, t, d);
          if (terms.noise) terms.noise = internal::with_signal(*terms.noise, precision);
        });
  }
};

/// Levers by which those affected object, in a network.
template <class Scalar>
struct ContestLevers<NetworkData<Scalar>> {
  using Data = NetworkData<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Liability of an agent (vertex) to those its deeds reach: b_v ← b_v + min(t, assets/harm) Σ_j x_jv v_j over the exposures
  /// of affected parties to it, felt where objectives are faulty.
  /// Throws `InvalidArgument` for numbers that cannot be, and when applied unless `agent` is an agent.
  [[nodiscard]] static Lever<Data> liability(std::uint32_t agent, const Scalar& harm, const Scalar& assets,
                                             Cost cost = {}, std::string name = "liability") {
    Liability<Scalar>{.harm = harm, .assets = assets}.validate();
    return internal::contest_in_network<Scalar>(
        std::move(name), std::move(cost), [agent, harm, assets](Data& data, const Scalar& t) {
          internal::require_agent("liability", data, agent);
          const Eigen::Index count = static_cast<Eigen::Index>(data.agent_count);
          if (data.tastes.size() == 0) data.tastes = Matrix<Scalar>::Zero(data.dimension(), count);
          const Eigen::Index column = static_cast<Eigen::Index>(agent - data.principals());
          const Scalar share = internalised_share(t, assets, harm);
          for (const auto& exposure : data.exposures) {
            const PartyId party = data.party(exposure.party);
            if (exposure.agent != agent || party.kind() != PartyKind::affected) continue;
            data.tastes.col(column) +=
                share * exposure.intensity * data.affected_values.col(static_cast<Eigen::Index>(party.index()));
          }
        });
  }
  /// A right of veto over an agent (vertex): the party, as principal number `principal`, delegates to it with a share of its
  /// own of t·share, on top of everybody else's; in-shares beyond 1 are scaled down to sum to 1.
  /// Throws `InvalidArgument` for a share outside [0, 1], and when applied for an unknown party.
  [[nodiscard]] static Lever<Data> veto(std::uint32_t principal, std::uint32_t agent, const Scalar& share,
                                        Cost cost = {}, std::string name = "veto") {
    require_fraction("veto", "share", share);
    return internal::contest_in_network<Scalar>(
        std::move(name), std::move(cost), [principal, agent, share](Data& data, const Scalar& t) {
          internal::add_share("veto", data, principal, agent, Scalar(t * share));
          internal::scale_down_shares(data, agent);
        });
  }
  /// A right of appeal: the party, as principal number `principal`, takes the share t·rate of everybody else's in-share of
  /// an agent (vertex). Throws `InvalidArgument` for a rate outside [0, 1], and when applied for an unknown party.
  [[nodiscard]] static Lever<Data> appeal(std::uint32_t principal, std::uint32_t agent, const Scalar& rate,
                                          Cost cost = {}, std::string name = "appeal") {
    require_fraction("appeal", "rate", rate);
    return internal::contest_in_network<Scalar>(std::move(name), std::move(cost),
                                                [principal, agent, rate](Data& data, const Scalar& t) {
                                                  Scalar taken(0);
                                                  for (std::size_t e = 0; e < data.shares.size(); ++e) {
                                                    if (data.targets[e] != agent || data.sources[e] == principal)
                                                      continue;
                                                    taken += t * rate * data.shares[e];
                                                    data.shares[e] *= Scalar(1) - t * rate;
                                                  }
                                                  internal::add_share("appeal", data, principal, agent, taken);
                                                });
  }
  /// Recourse: what reaches a party (vertex) by its exposures is undone at the rate t·rate, x ← (1 − t·rate)x.
  /// Throws `InvalidArgument` for a rate outside [0, 1], and when applied to a party without exposures of its own.
  [[nodiscard]] static Lever<Data> recourse(std::uint32_t party, const Scalar& rate, Cost cost = {},
                                            std::string name = "recourse") {
    require_fraction("recourse", "rate", rate);
    return internal::contest_in_network<Scalar>(
        std::move(name), std::move(cost), [party, rate](Data& data, const Scalar& t) {
          bool any = false;
          for (auto& exposure : data.exposures) {
            if (exposure.party != party) continue;
            exposure.intensity *= Scalar(1) - t * rate;
            any = true;
          }
          if (!any) {
            throw InvalidArgument{"recourse", "party",
                                  "expected a party with exposures, party " + std::to_string(party) + " has none"};
          }
        });
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP
