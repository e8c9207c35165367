#ifndef BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP
#define BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/governance/network/contest_levers.hpp>  // IWYU pragma: export
#include <behalf/governance/network/governed.hpp>
#include <behalf/governance/network/terms.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Levers that set what is pursued and for whom, in a network; t is the level. Levers on terms act on the contracts of the
/// listed delegations, or on all; edges that give a transmission have no contract, and listing one is refused.
template <class Scalar>
struct SetLevers<NetworkData<Scalar>> {
  using Data = NetworkData<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Who is represented, agent by agent: with W the sum of its in-shares, s ← (1 − t)s + t W s*/Σs* for target shares s* (one
  /// per delegation; those that rights make have 0). Only ratios of s* matter; an agent whose s* are all 0 keeps its shares.
  /// Who bears what stays. Throws `InvalidArgument` for targets that cannot be or are all 0, and when applied unless there is
  /// one for each delegation.
  [[nodiscard]] static Lever<Data> representation(Vector<Scalar> target, Cost cost = {},
                                                  std::string name = "representation") {
    Scalar largest(0);
    for (Eigen::Index e = 0; e < target.size(); ++e) {
      require_not_negative("representation", "target[" + std::to_string(e) + "]", target(e));
      largest = std::max(largest, target(e));
    }
    if (!(largest > Scalar(0))) {
      throw InvalidArgument{"representation", "target", "expected at least one positive share, all are 0"};
    }
    target /= largest;  // a sum that overflows need not
    return {.name = std::move(name),
            .kind = LeverKind::set,
            .cost = std::move(cost),
            .apply = [target](const Data& data, const Scalar& t) { return represented(data, target, t); }};
  }
  /// Other metrics on these delegations: G ← G*. It is on or off, as in linear–quadratic delegation.
  [[nodiscard]] static Lever<Data> redesign_metrics(Matrix<Scalar> target, std::vector<std::size_t> delegations = {},
                                                    Cost cost = {}, std::string name = "redesign of metrics") {
    require_finite("redesign_metrics", "target", target);
    Lever<Data> lever = internal::on_terms<Scalar>(
        "redesign_metrics", std::move(name), LeverKind::set, std::move(cost), std::move(delegations),
        [target](DelegationTerms<Scalar>& terms, const Scalar&, Eigen::Index d) {
          require_shape("redesign_metrics", "target", target, target.rows(), d);
          terms.metrics = target;
        });
    lever.indivisible = internal::why_metrics_are_whole;
    return lever;
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

private:
  [[nodiscard]] static Data represented(const Data& data, const Vector<Scalar>& target, const Scalar& t) {
    const std::size_t count = data.shares.size() - data.institutions.rights;
    require_size("representation", "target", target.size(), static_cast<Eigen::Index>(count));
    Data moved = internal::with_mandates_kept(data);
    std::vector<Scalar> whole(data.agent_count, Scalar(0));
    std::vector<Scalar> wanted(data.agent_count, Scalar(0));
    const auto agent_of = [&](std::size_t e) { return data.targets[e] - data.principals(); };
    for (std::size_t e = 0; e < data.shares.size(); ++e) {
      whole[agent_of(e)] += data.shares[e];
      if (e < count) wanted[agent_of(e)] += target(static_cast<Eigen::Index>(e));
    }
    for (std::size_t e = 0; e < data.shares.size(); ++e) {
      const Scalar& sum = wanted[agent_of(e)];
      if (!(sum > Scalar(0))) continue;
      const Scalar part = e < count ? Scalar(target(static_cast<Eigen::Index>(e)) / sum) : Scalar(0);
      moved.shares[e] = (Scalar(1) - t) * data.shares[e] + t * whole[agent_of(e)] * part;
    }
    return moved;
  }
};

/// Levers that make more of what is done seen, in a network: one report on each agent, with one error of its own, read alike
/// on all of the listed delegations to it, or on all by contract; as in linear–quadratic delegation where that is one agent.
/// What is seen already and what never is, is judged by the description without any lever, so that signals commute.
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
  /// A signal of precision t·π on every attribute of which something is seen without any lever, delegation by delegation.
  [[nodiscard]] static Lever<Data> transparency(const Scalar& precision, std::vector<std::size_t> delegations = {},
                                                Cost cost = {}, std::string name = "transparency") {
    return signal("transparency", std::move(name), std::move(cost), std::move(delegations),
                  internal::signal_where_seen("transparency", true, precision));
  }
  /// A signal of precision t·π on every attribute that is never seen without any lever, delegation by delegation.
  [[nodiscard]] static Lever<Data> interpretability(const Scalar& precision, std::vector<std::size_t> delegations = {},
                                                    Cost cost = {}, std::string name = "interpretability") {
    return signal("interpretability", std::move(name), std::move(cost), std::move(delegations),
                  internal::signal_where_seen("interpretability", false, precision));
  }
  /// A panel of validators, m = t n of them: a signal of precision m/(1 + max(0, m − 1)ρ)/variance on what they look at.
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
  [[nodiscard]] static std::uint32_t next_error(const Data& data) {
    std::uint32_t next = data.institutions.errors;
    for (const DelegationTerms<Scalar>& terms : data.terms) {
      for (const auto& signal : terms.signals) next = std::max(next, signal.error + 1);
    }
    return next;
  }
  [[nodiscard]] static Lever<Data> signal(const char* function, std::string name, Cost cost,
                                          std::vector<std::size_t> delegations, internal::SignalRule<Scalar> rule) {
    return {.name = std::move(name),
            .kind = LeverKind::evaluate,
            .cost = std::move(cost),
            .apply = [function, delegations = std::move(delegations), rule = std::move(rule)](const Data& data,
                                                                                              const Scalar& t) {
              // The rule is asked in any case: it refuses attributes that there are not.
              (void)rule(std::nullopt, t, data.dimension());
              Data moved = data;
              const std::uint32_t error = next_error(data);
              moved.institutions.errors = error + 1;
              internal::change_terms<Scalar>(function, moved, delegations,
                                             [rule, t, error](DelegationTerms<Scalar>& terms, Eigen::Index d) {
                                               if (!terms.hides()) return;
                                               Vector<Scalar> precision = rule(terms.stated_noise(), t, d);
                                               if ((precision.array() > Scalar(0)).any())
                                                 terms.signals.push_back({error, std::move(precision)});
                                             });
              return moved;
            }};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_NETWORK_LEVERS_HPP
