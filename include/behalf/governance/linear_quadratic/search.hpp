#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SEARCH_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SEARCH_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/judge.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace behalf::internal {

/// Branch and bound over portfolios of levers on linear–quadratic delegation.
///
/// First come the levers that act on the contract; then those that act on nothing but the agent's taste; last those that
/// act on nothing but bargaining power, which matters only through the mandate θ and the number of bargainers. A contract,
/// and a contract with a taste, are left out where their bound (`LinearQuadraticJudge`) cannot improve the record. Contracts
/// are taken in the order of their bounds.
template <class Scalar, class W, class Record>
class LinearQuadraticSearch {
public:
  using Spec = LinearQuadraticSpec<Scalar>;
  using Choices = PortfolioChoices<Spec>;

  LinearQuadraticSearch(const Choices& choices, const std::vector<Lever<Spec>>& levers, const Spec& spec,
                        const W& welfare, const Vector<Scalar>& weights, std::uint64_t most_models, Record& record)
      : choices_{choices},
        levers_{levers},
        spec_{without_groups(spec)},
        judge_{spec, welfare, weights},
        most_models_{most_models},
        record_{record} {
    split();
  }

  /// Whether this search applies: levers act on parts that can be told apart, and none moves what is wanted, as levers of
  /// power do where the reference is collective.
  [[nodiscard]] static bool applies(const std::vector<Lever<Spec>>& levers, const Spec& spec) {
    const bool moving = spec.reference.kind() == Reference<Scalar>::Kind::collective;
    return std::none_of(levers.begin(), levers.end(), [moving](const Lever<Spec>& lever) {
      const bool undivided = lever.reach.weights == lever.reach.contract && lever.reach.contract == lever.reach.taste;
      return undivided || (moving && lever.reach.weights);
    });
  }

  [[nodiscard]] SearchOutcome<Scalar> run() {
    SearchOutcome<Scalar> outcome;
    list_contracts(outcome);
    if (!nodes_.empty()) outcome.bound = nodes_.front().bound;
    for (const Node& node : nodes_) {
      if (record_.is_no_better(node.cost, node.bound)) continue;
      try_contract(node, outcome);
      if (!outcome.complete) break;
    }
    return outcome;
  }

private:
  struct Node {  // a contract
    Scalar bound;
    Scalar cost;
    std::uint64_t number;
  };
  struct Taste {
    Vector<Scalar> taste;
    Scalar cost;
    std::uint64_t number;
  };
  struct Power {
    Vector<Scalar> mandate;
    int bargainers;
    Scalar cost;
    std::uint64_t number;
  };
  struct Contract {
    IncentiveSpace<Scalar> space;
    Matrix<Scalar> shortfall;  // I − (I + rR)⁻¹Π
    bool solved;
  };

  /// What levers that say what they reach act on, light to copy: the spread within groups is the same for all portfolios.
  [[nodiscard]] static Spec without_groups(Spec spec) {
    spec.covariances.clear();
    spec.names.clear();
    return spec;
  }
  [[nodiscard]] Taste taste_of(const Spec& spec, std::uint64_t number, const Scalar& cost) const {
    const Vector<Scalar> taste = spec.taste ? *spec.taste : Vector<Scalar>(Vector<Scalar>::Zero(spec.dimension()));
    return {judge_.in_cost_units(taste), cost, number};
  }
  [[nodiscard]] Power power_of(const Spec& spec, std::uint64_t number, const Scalar& cost) const {
    const bool separate = spec.bargaining == Bargaining::separate;
    const int bargainers = separate ? static_cast<int>((spec.weights_or_default().array() > Scalar(0)).count()) : 1;
    return {judge_.in_cost_units(spec.mandate()), bargainers, cost, number};
  }
  [[nodiscard]] Contract contract_of(const Spec& spec) {
    Contract contract{IncentiveSpace<Scalar>{judge_.lower(), spec.metrics, spec.noise}, {}, true};
    Matrix<Scalar> response = contract.space.projection();
    contract.solved = contract.space.attenuate(spec.risk_aversion, response, system_, factor_);
    contract.shortfall = Matrix<Scalar>::Identity(response.rows(), response.rows()) - response;
    return contract;
  }

  /// Which levers can be tried apart, and all settings of those that can.
  void split() {
    for (const Lever<Spec>& lever : levers_) {
      if (lever.reach.weights && (lever.reach.contract || lever.reach.taste)) power_alone_ = false;
      if (lever.reach.taste && (lever.reach.contract || lever.reach.weights)) taste_alone_ = false;
    }
    std::vector<std::size_t> of_power, of_taste;
    for (std::size_t k = 0; k < levers_.size(); ++k) {
      const bool power = power_alone_ && levers_[k].reach.weights;
      const bool taste = taste_alone_ && levers_[k].reach.taste;
      (power ? of_power : taste ? of_taste : of_contract_).push_back(k);
    }
    const auto list = [this](const std::vector<std::size_t>& which, auto& settings, const auto& make) {
      for_each_setting(choices_, levers_, which, spec_,
                       [&](const Spec& there, std::uint64_t number, const Scalar& cost) {
                         settings.push_back(make(there, number, cost));
                       });
      std::stable_sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
    };
    if (power_alone_) list(of_power, powers_, [this](const auto&... of) { return power_of(of...); });
    if (taste_alone_) list(of_taste, tastes_, [this](const auto&... of) { return taste_of(of...); });
  }

  void list_contracts(SearchOutcome<Scalar>& outcome) {
    for_each_setting(choices_, levers_, of_contract_, spec_,
                     [&](const Spec& there, std::uint64_t number, const Scalar& cost) {
                       const Contract contract = contract_of(there);
                       if (!contract.solved) {
                         ++outcome.unsolved;
                         return;
                       }
                       const std::vector<Taste> own = own_taste(there);
                       const std::vector<Taste>& tastes = taste_alone_ ? tastes_ : own;
                       bool any = false;
                       Node node{Scalar(0), cost, number};
                       for (const Taste& taste : tastes) {
                         if (!choices_.affords(cost + taste.cost)) break;
                         const Scalar bound = judge_.bound(contract.shortfall, taste.taste);
                         if (!any || bound < node.bound) node.bound = bound;
                         any = true;
                       }
                       if (any) nodes_.push_back(node);
                     });
    std::stable_sort(nodes_.begin(), nodes_.end(), [](const Node& a, const Node& b) { return a.bound < b.bound; });
  }

  /// The taste of a description where it cannot be told apart from the contract.
  [[nodiscard]] std::vector<Taste> own_taste(const Spec& spec) const {
    if (taste_alone_) return {};
    return {taste_of(spec, 0, Scalar(0))};
  }

  void try_contract(const Node& node, SearchOutcome<Scalar>& outcome) {
    Spec spec = spec_;
    const Vector<Scalar> levels = choices_.levels_of(node.number);
    for (const std::size_t k : of_contract_) spec = pull(levers_[k], spec, levels(static_cast<Eigen::Index>(k)));
    const Contract contract = contract_of(spec);
    const std::vector<Taste> own = own_taste(spec);
    std::vector<Power> own_power;
    if (!power_alone_) own_power.push_back(power_of(spec, 0, Scalar(0)));
    const std::vector<Power>& powers = power_alone_ ? powers_ : own_power;
    respond(spec, contract, powers);
    for (const Taste& taste : taste_alone_ ? tastes_ : own) {
      const Scalar before = node.cost + taste.cost;
      if (!choices_.affords(before)) break;
      if (record_.is_no_better(before, judge_.bound(contract.shortfall, taste.taste))) continue;
      for (std::size_t k = 0; k < powers.size(); ++k) {
        const Scalar cost = before + powers[k].cost;
        if (!choices_.affords(cost)) break;
        if (outcome.models == most_models_) {
          outcome.complete = false;
          return;
        }
        ++outcome.models;
        const Eigen::Index column = static_cast<Eigen::Index>(k);
        moved_ = incentives_.col(column) + taste.taste;
        const Scalar value = judge_.value(moved_, risks_(column), gaps_);
        if (holds_[k] && is_finite(value)) {
          record_.offer(cost, value, node.number + taste.number + powers[k].number);
        } else {
          ++outcome.unsolved;
        }
      }
    }
  }

  /// The incentive and the risk premium of every mandate under a contract, as in `LinearQuadratic`.
  void respond(const Spec& spec, const Contract& contract, const std::vector<Power>& powers) {
    Matrix<Scalar> stated = contract.space.projection();
    if (spec.translation) {
      stated = contract.space.projection() * judge_.in_cost_units(Matrix<Scalar>(*spec.translation * judge_.lower()));
    }
    incentives_.setZero(stated.rows(), static_cast<Eigen::Index>(powers.size()));
    risks_.setZero(incentives_.cols());
    holds_.assign(powers.size(), true);
    std::map<int, Matrix<Scalar>> responses;  // by the number of bargainers; empty where numbers overflow
    for (std::size_t k = 0; k < powers.size(); ++k) {
      const auto [place, made] = responses.try_emplace(powers[k].bargainers, stated);
      Matrix<Scalar>& response = place->second;
      const Scalar kappa = spec.risk_aversion * Scalar(powers[k].bargainers);
      if (made && !contract.space.attenuate(kappa, response, system_, factor_)) response.resize(0, 0);
      holds_[k] = response.size() > 0;
      if (!holds_[k]) continue;
      const Eigen::Index column = static_cast<Eigen::Index>(k);
      incentives_.col(column).noalias() = response * powers[k].mandate;
      moved_.noalias() = contract.space.risk() * incentives_.col(column);
      risks_(column) = spec.risk_aversion * incentives_.col(column).dot(moved_) / Scalar(2);
    }
  }

  const Choices& choices_;
  const std::vector<Lever<Spec>>& levers_;
  const Spec spec_;
  LinearQuadraticJudge<Scalar, W> judge_;
  std::uint64_t most_models_;
  Record& record_;
  bool power_alone_ = true;
  bool taste_alone_ = true;
  std::vector<std::size_t> of_contract_;
  std::vector<Power> powers_;  // by cost, as are tastes
  std::vector<Taste> tastes_;
  std::vector<Node> nodes_;  // by bound
  Matrix<Scalar> incentives_;
  Vector<Scalar> risks_;
  std::vector<bool> holds_;
  Vector<Scalar> moved_;
  Vector<Scalar> gaps_;
  Matrix<Scalar> system_;
  Eigen::LLT<Matrix<Scalar>> factor_;
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SEARCH_HPP
