#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SEARCH_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SEARCH_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/evaluator.hpp>
#include <behalf/governance/linear_quadratic/reach.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace behalf::internal {

/// Branch and bound over portfolios of levers on linear–quadratic delegation.
///
/// First come the levers that act on the contract; then those that act on nothing but the agent's taste and on what it is
/// liable for, which scales what it is paid for too; last those that
/// act on nothing but bargaining power, which matters only through the mandate θ and the number of bargainers. A contract,
/// and a contract with a taste, are left out where their bound (`LinearQuadraticEvaluator`) cannot improve the record. So are
/// all contracts that begin alike where the one with all that the levers to come can add at most (`at_most`) cannot: the
/// more is seen and measured, the smaller is the shortfall I − (I + rR)⁻¹Π.
/// Where many portfolios share a contract, contracts are taken in the order of their bounds; else each at once, after a
/// greedy start.
template <class Scalar, class W, class Record>
class LinearQuadraticSearch {
public:
  using Spec = LinearQuadraticSpec<Scalar>;
  using Question = PortfolioQuestion<Spec, W>;
  using Gain = LinearQuadraticGain<Scalar>;

  LinearQuadraticSearch(const Question& question, Record& record)
      : choices_{question.choices},
        levers_{question.levers},
        spec_{without_groups(remembering(question.description))},
        evaluator_{question.description, question.welfare, question.weights},
        question_{question},
        most_models_{question.most_models},
        record_{record} {}

  /// Whether this search applies: levers act on parts that can be told apart, and nobody is made good for regrets.
  [[nodiscard]] static bool applies(const std::vector<Lever<Spec>>& levers, const Spec& spec) {
    if (spec.institutions.redress.size() > 0) return false;
    return std::none_of(levers.begin(), levers.end(), [](const Lever<Spec>& lever) {
      return lever.reach.weights == lever.reach.contract && lever.reach.contract == lever.reach.taste;
    });
  }

  [[nodiscard]] SearchOutcome<Scalar> run() {
    split();
    list_gains();
    const std::size_t sharing =
        (power_alone_ ? powers_.size() : 1) * (taste_alone_ ? tastes_.size() : 1);  // portfolios of one contract
    at_once_ = sharing <= few;
    if (at_once_ && !settings_.empty() && settings_.front() >= many) start_greedily();
    if (outcome_.complete) {
      const bool all = for_each_setting(
          choices_, levers_, of_contract_, spec_,
          [this](const Spec& there, std::uint64_t number, const Scalar& cost) { return take(there, number, cost); },
          [this](std::size_t next, const Spec& there, const Scalar& cost) { return !rules_out(next, there, cost); });
      outcome_.complete = outcome_.complete && all;
    }
    std::stable_sort(nodes_.begin(), nodes_.end(), [](const Node& a, const Node& b) { return a.bound < b.bound; });
    for (const Node& node : nodes_) {
      if (!outcome_.complete) break;
      if (record_.is_no_better(node.cost, node.bound)) continue;
      const Spec spec = contract_by(node.number);
      const std::optional<Contract> contract = contract_of(spec.metrics, spec.noise);
      if (contract) (void)try_contract(spec, *contract, node.number, node.cost);
    }
    if (bound_) outcome_.bound = *bound_;
    return outcome_;
  }

private:
  /// Portfolios of one contract that are tried as soon as the contract is known.
  static constexpr std::size_t few = 16;
  /// Contracts that are worth a start that looks at some of them twice.
  static constexpr std::uint64_t many = 4096;
  /// Contracts that begin alike and are not worth a bound of their own.
  static constexpr std::uint64_t bundle = 8;
  /// What rounding may do to a bound of contracts that are not made.
  static constexpr int relaxed_epsilons = 1 << 16;

  struct Node {  // a contract
    Scalar bound;
    Scalar cost;
    std::uint64_t number;
  };
  struct Taste {
    Vector<Scalar> taste;  // with what it owes, scaled
    Scalar share;          // how far it pursues what it is paid for
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
  };

  [[nodiscard]] static Spec remembering(const Spec& spec) {
    return Governed<Spec>::remembers(spec) ? spec : Governed<Spec>::remembering(spec);
  }
  /// What levers that say what they reach act on, light to copy: the spread within groups is the same for all portfolios.
  [[nodiscard]] static Spec without_groups(Spec spec) {
    spec.covariances.clear();
    spec.names.clear();
    return spec;
  }
  [[nodiscard]] Taste taste_of(const Spec& spec, std::uint64_t number, const Scalar& cost) const {
    Vector<Scalar> taste = spec.taste ? *spec.taste : Vector<Scalar>(Vector<Scalar>::Zero(spec.dimension()));
    Scalar share(1);
    if (spec.institutions.felt.size() > 0) {
      share = spec.institutions.own_share();
      taste = share * (taste + spec.institutions.felt);
    }
    return {evaluator_.units().whiten(taste), share, cost, number};
  }
  [[nodiscard]] Power power_of(const Spec& spec, std::uint64_t number, const Scalar& cost) const {
    const bool separate = spec.bargaining == Bargaining::separate;
    const int bargainers = separate ? static_cast<int>((spec.weights_or_default().array() > Scalar(0)).count()) : 1;
    return {evaluator_.units().whiten(spec.mandate()), bargainers, cost, number};
  }
  /// Absent where numbers overflow.
  [[nodiscard]] std::optional<Contract> contract_of(const std::optional<Matrix<Scalar>>& metrics,
                                                    const std::optional<InformationSet<Scalar>>& noise) {
    Contract contract{IncentiveSpace<Scalar>{evaluator_.units().lower(), metrics, noise}, {}};
    Matrix<Scalar> response = contract.space.coordinates();
    if (!contract.space.attenuate(spec_.risk_aversion, response, system_, factor_)) return std::nullopt;
    if (!(contract.space.doubt(spec_.risk_aversion) <= certificate_bound<Scalar>())) return std::nullopt;
    contract.shortfall = Matrix<Scalar>::Identity(response.cols(), response.cols()) - contract.space.basis() * response;
    return contract;
  }
  /// The description with the levers of a contract by its number.
  [[nodiscard]] Spec contract_by(std::uint64_t number) const {
    Spec spec = spec_;
    const Vector<Scalar> levels = choices_.levels_of(number);
    for (const std::size_t k : of_contract_) spec = pull(levers_[k], spec, levels(static_cast<Eigen::Index>(k)));
    return spec;
  }

  /// Counts a setting that is looked at; false where that is one too many.
  [[nodiscard]] bool looks_at_one_more() {
    if (looked_at_ == most_models_) outcome_.complete = false;
    question_.tell(++looked_at_);
    return outcome_.complete;
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
      (void)for_each_setting(choices_, levers_, which, spec_,
                             [&](const Spec& there, std::uint64_t number, const Scalar& cost) {
                               if (!looks_at_one_more()) return false;
                               settings.push_back(make(there, number, cost));
                               return true;
                             });
      std::stable_sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
    };
    if (power_alone_) list(of_power, powers_, [this](const auto&... of) { return power_of(of...); });
    if (taste_alone_) list(of_taste, tastes_, [this](const auto&... of) { return taste_of(of...); });
  }

  /// What each level of a lever on the contract can add, and from which lever on all of them say so.
  void list_gains() {
    gains_.resize(of_contract_.size());
    settings_.assign(of_contract_.size(), 1);
    bounded_from_ = 0;
    std::uint64_t settings = 1;
    for (std::size_t next = of_contract_.size(); next-- > 0;) {
      const std::size_t k = of_contract_[next];
      const Lever<Spec>& lever = levers_[k];
      settings *= choices_.levels(k).size();  // fewer than 2^63 in all
      settings_[next] = settings;
      if (!lever.at_most || (lever.reach.taste && !taste_alone_)) bounded_from_ = std::max(bounded_from_, next + 1);
      if (next < bounded_from_) continue;
      for (std::size_t place = 0; place < choices_.levels(k).size(); ++place) {
        const bool pulled = choices_.levels(k)[place] > Scalar(0) && choices_.affords(choices_.costs(k)[place]);
        gains_[next].push_back(pulled ? lever.at_most(spec_, choices_.levels(k)[place]) : Gain{});
        const Vector<Scalar>& precision = gains_[next].back().precision;
        if (precision.size() == 0) continue;
        require_size("portfolio", lever.name + ".at_most", precision.size(), spec_.dimension());
        for (const Scalar& x : precision) require_not_negative("portfolio", lever.name + ".at_most", x);
      }
    }
  }

  /// Whether no contract that begins like this one can improve the record.
  [[nodiscard]] bool rules_out(std::size_t next, const Spec& there, const Scalar& cost) {
    if (next < bounded_from_ || settings_[next] < bundle || record_.empty()) return false;
    if (!looks_at_one_more()) return true;
    bool metrics = false;
    more_.setZero(there.dimension());
    for (std::size_t l = next; l < of_contract_.size(); ++l) {
      const std::vector<Scalar>& costs = choices_.costs(of_contract_[l]);
      most_.setZero(there.dimension());
      for (std::size_t place = 0; place < costs.size(); ++place) {
        if (!choices_.affords(cost + costs[place])) continue;
        const Gain& gain = gains_[l][place];
        metrics = metrics || gain.metrics;
        if (gain.precision.size() > 0) most_ = most_.cwiseMax(gain.precision);
      }
      more_ += most_;
    }
    std::optional<InformationSet<Scalar>> seen = there.noise;
    if (seen) seen = with_signal(*seen, more_);
    const std::optional<Contract> contract = contract_of(metrics ? std::nullopt : there.metrics, seen);
    if (!contract) return false;
    std::optional<Scalar> least;
    const std::vector<Taste> own = own_taste(there);
    for (const Taste& taste : taste_alone_ ? tastes_ : own) {
      if (!choices_.affords(cost + taste.cost)) break;
      const Scalar bound = evaluator_.bound(contract->shortfall, taste.taste, relaxed_epsilons);
      if (!record_.is_no_better(cost + taste.cost, bound)) return false;
      if (!least || bound < *least) least = bound;
    }
    if (least) lower_bound_to(*least);
    return true;
  }
  void lower_bound_to(const Scalar& bound) {
    if (!bound_ || bound < *bound_) bound_ = bound;
  }

  /// Takes a contract: tries it, or notes it to be tried in its turn. Returns whether to go on.
  [[nodiscard]] bool take(const Spec& there, std::uint64_t number, const Scalar& cost) {
    if (!looks_at_one_more()) return false;
    if (tried_.count(number) > 0) return true;
    const std::optional<Contract> contract = contract_of(there.metrics, there.noise);
    if (!contract) {
      ++outcome_.unsolved;
      return true;
    }
    if (at_once_) {
      (void)try_contract(there, *contract, number, cost);
      return outcome_.complete;
    }
    std::optional<Scalar> least;
    const std::vector<Taste> own = own_taste(there);
    for (const Taste& taste : taste_alone_ ? tastes_ : own) {
      if (!choices_.affords(cost + taste.cost)) break;
      const Scalar bound = evaluator_.bound(contract->shortfall, taste.taste);
      if (!least || bound < *least) least = bound;
    }
    if (!least) return true;
    lower_bound_to(*least);
    nodes_.push_back({*least, cost, number});
    return true;
  }

  /// From the cheapest contract upwards, each time by the level of one lever that takes most for its cost. Its last contract
  /// is near enough to the best one to rule out most others.
  void start_greedily() {
    std::vector<std::size_t> places;
    for (const std::size_t k : of_contract_) {
      const std::vector<Scalar>& costs = choices_.costs(k);
      places.push_back(static_cast<std::size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin()));
    }
    std::optional<Scalar> value = try_places(places);
    while (value) {
      Scalar cost = cost_at(places);
      std::optional<std::vector<std::size_t>> better;
      Scalar gained(0), paid(0), reached(0);
      for (std::size_t l = 0; l < places.size(); ++l) {
        std::vector<std::size_t> there = places;
        for (there[l] = 0; there[l] < choices_.levels(of_contract_[l]).size(); ++there[l]) {
          const Scalar more = cost_at(there) - cost;
          if (there[l] == places[l] || more < Scalar(0)) continue;
          const std::optional<Scalar> next = try_places(there);
          if (!outcome_.complete) return;
          if (!next || !(*next < *value)) continue;
          if (better && !((*value - *next) * paid > gained * more)) continue;
          better = there;
          gained = *value - *next;
          paid = more;
          reached = *next;
        }
      }
      if (!better) return;
      places = *better;
      value = reached;
    }
  }
  [[nodiscard]] Scalar cost_at(const std::vector<std::size_t>& places) const {
    Scalar cost(0);
    for (std::size_t l = 0; l < places.size(); ++l) cost += choices_.costs(of_contract_[l])[places[l]];
    return cost;
  }
  /// The least value of portfolios with this contract; absent where there is none.
  [[nodiscard]] std::optional<Scalar> try_places(const std::vector<std::size_t>& places) {
    std::uint64_t number = 0;
    for (std::size_t l = 0; l < places.size(); ++l) number += choices_.stride(of_contract_[l]) * places[l];
    const Scalar cost = cost_at(places);
    if (!choices_.affords(cost)) return std::nullopt;
    const auto known = tried_.find(number);
    if (known != tried_.end()) return known->second;
    if (!looks_at_one_more()) return std::nullopt;
    const Spec there = contract_by(number);
    const std::optional<Contract> contract = contract_of(there.metrics, there.noise);
    if (!contract) return std::nullopt;
    const std::optional<Scalar> value = try_contract(there, *contract, number, cost);
    tried_[number] = value;
    return value;
  }

  /// The taste of a description where it cannot be told apart from the contract.
  [[nodiscard]] std::vector<Taste> own_taste(const Spec& spec) const {
    if (taste_alone_) return {};
    return {taste_of(spec, 0, Scalar(0))};
  }

  /// Tries the portfolios of a contract that its bound does not rule out; the least value among them.
  std::optional<Scalar> try_contract(const Spec& spec, const Contract& contract, std::uint64_t number,
                                     const Scalar& node_cost) {
    std::optional<Scalar> least;
    const std::vector<Taste> own = own_taste(spec);
    std::vector<Power> own_power;
    if (!power_alone_) own_power.push_back(power_of(spec, 0, Scalar(0)));
    const std::vector<Power>& powers = power_alone_ ? powers_ : own_power;
    bool responded = false;
    for (const Taste& taste : taste_alone_ ? tastes_ : own) {
      const Scalar before = node_cost + taste.cost;
      if (!choices_.affords(before)) break;
      const Scalar bound = evaluator_.bound(contract.shortfall, taste.taste);
      lower_bound_to(bound);
      if (record_.is_no_better(before, bound)) continue;
      if (!responded) respond(spec, contract, powers);
      responded = true;
      for (std::size_t k = 0; k < powers.size(); ++k) {
        const Scalar cost = before + powers[k].cost;
        if (!choices_.affords(cost)) break;
        if (outcome_.models == most_models_) {
          outcome_.complete = false;
          return least;
        }
        ++outcome_.models;
        const Eigen::Index column = static_cast<Eigen::Index>(k);
        moved_ = taste.share * incentives_.col(column) + taste.taste;
        const Scalar value = evaluator_.value(moved_, risks_(column), gaps_);
        if (gaps_.size() > 0 && gaps_.allFinite()) Question::require_number(value);
        if (holds_[k] && is_finite(value)) {
          record_.offer(cost, value, number + taste.number + powers[k].number);
          if (!least || value < *least) least = value;
        } else {
          ++outcome_.unsolved;
        }
      }
    }
    return least;
  }

  /// The incentive and the risk premium of every mandate under a contract, as in `LinearQuadratic`.
  void respond(const Spec& spec, const Contract& contract, const std::vector<Power>& powers) {
    Matrix<Scalar> stated = contract.space.coordinates();
    if (spec.translation) {
      const CostUnits<Scalar>& units = evaluator_.units();
      stated = contract.space.coordinates() * units.whiten(Matrix<Scalar>(*spec.translation * units.lower()));
    }
    incentives_.setZero(stated.cols(), static_cast<Eigen::Index>(powers.size()));
    risks_.setZero(incentives_.cols());
    holds_.assign(powers.size(), true);
    std::map<int, std::optional<Matrix<Scalar>>>
        responses;  // by the number of bargainers; absent where numbers overflow
    for (std::size_t k = 0; k < powers.size(); ++k) {
      const auto [place, made] = responses.try_emplace(powers[k].bargainers, stated);
      std::optional<Matrix<Scalar>>& response = place->second;
      const Scalar kappa = spec.risk_aversion * Scalar(powers[k].bargainers);
      if (made && !contract.space.attenuate(kappa, *response, system_, factor_)) response.reset();
      holds_[k] = response.has_value();
      if (!holds_[k]) continue;
      const Eigen::Index column = static_cast<Eigen::Index>(k);
      Vector<Scalar> directed = *response * powers[k].mandate;
      incentives_.col(column).noalias() = contract.space.basis() * directed;
      contract.space.expose(directed);
      risks_(column) = spec.risk_aversion * contract.space.variance(directed.data()) / Scalar(2);
    }
  }

  const PortfolioChoices<Spec>& choices_;
  const std::vector<Lever<Spec>>& levers_;
  const Spec spec_;
  LinearQuadraticEvaluator<Scalar, W> evaluator_;
  const Question& question_;
  std::uint64_t most_models_;
  Record& record_;
  SearchOutcome<Scalar> outcome_;
  std::optional<Scalar> bound_;  // the least of all contracts
  std::uint64_t looked_at_ = 0;
  bool power_alone_ = true;
  bool taste_alone_ = true;
  bool at_once_ = false;
  std::vector<std::size_t> of_contract_;
  std::vector<Power> powers_;  // by cost, as are tastes
  std::vector<Taste> tastes_;
  std::vector<std::vector<Gain>> gains_;  // of each lever on the contract, at each of its levels
  std::vector<std::uint64_t> settings_;   // of the levers on the contract from each of them on
  std::size_t bounded_from_ = 0;
  std::map<std::uint64_t, std::optional<Scalar>> tried_;
  std::vector<Node> nodes_;  // by bound
  Vector<Scalar> more_;
  Vector<Scalar> most_;
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
