#ifndef BEHALF_NETWORK_CHEAPEST_CHECK_HPP
#define BEHALF_NETWORK_CHEAPEST_CHECK_HPP

#include <behalf/information/error_model.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// What it costs that one party checks another: (from, to) → a number that is not negative, or infinity where that check
/// cannot be made.
template <class C, class Scalar = double>
concept CheckCost = requires(const C& cost, PartyId from, PartyId to) {
  { cost(from, to) } -> std::convertible_to<Scalar>;
};

/// Every check costs the same, 1.
struct SameCost {
  [[nodiscard]] int operator()(PartyId, PartyId) const noexcept { return 1; }
};

/// A check from outside that breaks a mutual validation trap.
template <class Scalar = double>
struct IndependentCheck {
  PartyId from{};       ///< A principal or an independent source.
  PartyId to{};         ///< A member of the trap.
  Scalar cost{};        ///< What the check costs.
  Scalar error_rate{};  ///< How often the source is wrong.
  std::vector<std::size_t>
      grounds{};  ///< The traps that become grounded, as places in `validation(network)`, ascending.
  /// What the members and the source, who errs independently of them, are worth together. One voice more does not outvote
  /// many that err as one; what it changes is what it means that all agree.
  ValidationAccuracy<Scalar> accuracy{};
};

namespace internal {

/// The search behind `cheapest_check` and `cheapest_checks`.
template <class Scalar, class Cost>
class CheckSearch {
public:
  CheckSearch(const DelegationNetwork<Scalar>& network, const Cost& cost, const Scalar& unknown_error_rate)
      : network_{&network}, cost_{&cost}, unknown_error_rate_{unknown_error_rate}, structure_{network} {
    require_fraction(who, "error_rate", unknown_error_rate);
  }

  [[nodiscard]] const OversightStructure<Scalar>& structure() const noexcept { return structure_; }

  /// The trap that this component is in the network.
  [[nodiscard]] std::size_t place(const ValidationComponent<Scalar>& trap) const {
    for (std::size_t c = 0; c < structure_.components().size(); ++c) {
      if (!structure_.grounded(c) && parties(c) == trap.members) return c;
    }
    throw InvalidArgument{who, "trap", "expected a component of this network that is not grounded"};
  }

  [[nodiscard]] Solution<IndependentCheck<Scalar>> best(std::size_t c, const ValidationComponent<Scalar>& trap) const {
    std::optional<IndependentCheck<Scalar>> best;
    for (const PartyId from : structure_.sources()) {
      for (const PartyId to : trap.members) {
        const Scalar cost = static_cast<Scalar>((*cost_)(from, to));
        if (!(cost >= Scalar(0))) {
          throw InvalidArgument{who, "cost of a check of " + network_->name(to) + " by " + network_->name(from),
                                "expected a number that is not negative, got " + to_text(cost)};
        }
        if (is_finite(cost) && (!best || cost < best->cost)) best.emplace(Check{.from = from, .to = to, .cost = cost});
      }
    }
    if (!best) return {Status::infeasible, "because nobody with evidence of their own can check " + names(trap)};
    best->error_rate = error_rate(best->from);
    best->grounds = grounded_from(c);
    std::vector<JuryClass<Scalar>> jury = trap.jury();
    jury.push_back({.error_rates = Vector<Scalar>::Constant(1, best->error_rate)});
    best->accuracy = validation_accuracy(jury);
    const Certificate evidence = certificate({*best});
    return {*std::move(best), evidence};
  }

  /// The network with these checks made, looked at anew: the share of the traps said to be grounded that are not (primal).
  [[nodiscard]] Certificate certificate(const std::vector<IndependentCheck<Scalar>>& checks) const {
    DelegationNetwork<Scalar> mended = *network_;
    for (const Check& check : checks) {
      mended.oversee(check.from, check.to, {.error_rate = check.error_rate, .independent = true});
    }
    const OversightStructure<Scalar> after{mended};
    double promised = 0;
    double broken = 0;
    for (const Check& check : checks) {
      for (const std::size_t trap : check.grounds) {
        ++promised;
        // A new check may have made a larger component of it, so that one of its members stands for it.
        const std::size_t now = after.component_of()[structure_.components()[trap].front()];
        broken += now == after.nowhere || !after.grounded(now) ? 1 : 0;
      }
    }
    Certificate result;
    if (promised > 0) result.primal_residual = broken / promised;
    return result;
  }

  /// The traps that no other trap leads to. A check into each of them is needed, and together they ground all.
  [[nodiscard]] std::vector<std::size_t> first_traps() const {
    const std::size_t count = structure_.components().size();
    std::vector<bool> led_to(count, false), met(structure_.component_of().size(), false);
    for (std::size_t c = 0; c < count; ++c) {
      if (structure_.grounded(c) || led_to[c]) continue;
      structure_.walk(structure_.components()[c], [&](std::size_t v) {
        const std::size_t other = structure_.component_of()[v];
        if (other != structure_.nowhere && other != c) led_to[other] = true;
        const bool fresh = !met[v];
        met[v] = true;
        return fresh;
      });
    }
    std::vector<std::size_t> first;
    for (std::size_t c = 0; c < count; ++c) {
      if (!structure_.grounded(c) && !led_to[c]) first.push_back(c);
    }
    return first;
  }

private:
  using Check = IndependentCheck<Scalar>;
  static constexpr const char* who = "cheapest_check";

  [[nodiscard]] std::vector<PartyId> parties(std::size_t c) const {
    std::vector<PartyId> result;
    for (const std::size_t v : structure_.components()[c]) result.push_back(network_->graph()[v].party);
    return result;
  }
  [[nodiscard]] std::string names(const ValidationComponent<Scalar>& trap) const {
    std::string text;
    for (const PartyId member : trap.members) text += (text.empty() ? "" : ", ") + network_->name(member);
    return text;
  }
  [[nodiscard]] Scalar error_rate(PartyId from) const {
    Scalar sum(0), count(0);
    for (const auto& check : network_->oversight()) {
      if (check.from != from) continue;
      sum += check.terms.error_rate;
      count += Scalar(1);
    }
    return count > Scalar(0) ? Scalar(sum / count) : unknown_error_rate_;
  }
  [[nodiscard]] std::vector<std::size_t> grounded_from(std::size_t c) const {
    const std::vector<bool> reached = structure_.reached_from(structure_.components()[c]);
    std::vector<std::size_t> result;
    for (std::size_t k = 0; k < structure_.components().size(); ++k) {
      if (!structure_.grounded(k) && reached[structure_.components()[k].front()]) result.push_back(k);
    }
    return result;
  }

  const DelegationNetwork<Scalar>* network_;
  const Cost* cost_;
  Scalar unknown_error_rate_;
  OversightStructure<Scalar> structure_;
};

}  // namespace internal

/// The cheapest single check by somebody with evidence of their own that breaks a mutual validation trap.
///
/// Candidates are all pairs of a source (every principal, and every party with a check marked `independent`) and a member.
/// Of equally cheap ones it is the first source's check of the first member, in the order principals, agents, affected
/// parties, each as in the network. A source errs as often as its checks so far do on average; one that has made none at
/// `error_rate`, by default never: principals know what they want. `trap` is an ungrounded component from
/// `validation(network)`, else `InvalidArgument`, as for a cost that is negative or not a number. Fails: `infeasible` when
/// there is no source, or each check would cost infinitely much. Certificate: made in a copy of the network, the check must
/// ground what it is said to (primal residual: the share of it that it does not).
template <class Scalar, CheckCost<Scalar> Cost = SameCost>
[[nodiscard]] Solution<IndependentCheck<Scalar>> cheapest_check(const DelegationNetwork<Scalar>& network,
                                                                const ValidationComponent<Scalar>& trap,
                                                                const Cost& cost = {},
                                                                const Scalar& error_rate = Scalar(0)) {
  const internal::CheckSearch<Scalar, Cost> search{network, cost, error_rate};
  return search.best(search.place(trap), trap);
}

/// The cheapest set of checks that breaks every trap, each a check as `cheapest_check` finds it; empty without traps.
///
/// Oversight carries evidence on, so a check into one trap grounds the traps that it leads to. The traps that no other
/// trap leads to need one check each, whatever is done elsewhere, and that is enough: the set is cheapest. Fails:
/// `infeasible` when one of them cannot be checked. Certificate as for one check.
template <class Scalar, CheckCost<Scalar> Cost = SameCost>
[[nodiscard]] Solution<std::vector<IndependentCheck<Scalar>>> cheapest_checks(const DelegationNetwork<Scalar>& network,
                                                                              const Cost& cost = {},
                                                                              const Scalar& error_rate = Scalar(0)) {
  const internal::CheckSearch<Scalar, Cost> search{network, cost, error_rate};
  const std::vector<ValidationComponent<Scalar>> components = validation(network);
  std::vector<IndependentCheck<Scalar>> checks;
  for (const std::size_t c : search.first_traps()) {
    Solution<IndependentCheck<Scalar>> check = search.best(c, components[c]);
    if (!check) return {check.status(), check.where()};
    checks.push_back(std::move(check).value());
  }
  const Certificate evidence = search.certificate(checks);
  return {std::move(checks), evidence};
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_CHEAPEST_CHECK_HPP
