#ifndef BEHALF_NETWORK_NETWORK_SHAPLEY_HPP
#define BEHALF_NETWORK_NETWORK_SHAPLEY_HPP

#include <behalf/gap/shapley.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace behalf {

/// How much of a welfare of the gaps is due to each player of a network, and how uncertain that is.
template <class Scalar = double>
struct NetworkShapley {
  Vector<Scalar> delegations;  ///< Of each delegation; with agents as players 0 × 1.
  Vector<Scalar> agents;  ///< Of each agent: of its taste alone or, with agents as players, of its delegations too.
  Vector<Scalar> delegation_errors;  ///< Standard errors (see `sample_shapley_values`); 0 where values are exact.
  Vector<Scalar> agent_errors;
};

namespace internal {

/// The parts of a network that one player of a game holds: delegations, and agents whose taste goes with it.
struct NetworkPlayer {
  std::vector<std::size_t> delegations;
  std::vector<std::size_t> tastes;
};

/// A network of which some players are as given: their delegations and tastes are as they are, all other delegations pass on
/// mandates whole (T = I, no risk) and all other agents have no taste.
template <class Scalar, int Dim>
class NetworkCoalitions {
public:
  NetworkCoalitions(const Network<Scalar, Dim>& network, std::vector<NetworkPlayer> players);

  /// The regrets of all rows with these members as given; the outcome says whether there are any.
  FlowOutcome solve(const std::vector<bool>& members);
  [[nodiscard]] const Vector<Scalar>& regrets() const noexcept { return regrets_; }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return network_.weights(); }

private:
  /// The same network, each delegation by terms of its own.
  [[nodiscard]] static NetworkData<Scalar> terms_apart(const Network<Scalar, Dim>& network);
  void set_operator(std::size_t id, bool as_given);

  Network<Scalar, Dim> network_;
  std::vector<NetworkPlayer> players_;
  OperatorTable<Scalar> given_;
  Vector<Scalar> perfect_;
  OperatorTable<Scalar> table_;
  NetworkWorkspace<Scalar> workspace_;
  Matrix<Scalar> tastes_;
  Vector<Scalar> felt_weight_;
  Vector<Scalar> regrets_;
};

template <class Scalar, int Dim>
NetworkCoalitions<Scalar, Dim>::NetworkCoalitions(const Network<Scalar, Dim>& network,
                                                  std::vector<NetworkPlayer> players)
    : network_{terms_apart(network), network.reference()}, players_{std::move(players)} {
  const Eigen::Index d = network_.dimension();
  given_ = network_.table(AxisSet::none(), workspace_);
  table_ = given_;
  const AnyOperators<Scalar> operators{network_.form(), d};
  perfect_.resize(operators.size());
  operators.store(Matrix<Scalar>::Identity(d, d), perfect_.data());
  regrets_.resize(network_.stakes().size());
}

template <class Scalar, int Dim>
FlowOutcome NetworkCoalitions<Scalar, Dim>::solve(const std::vector<bool>& members) {
  tastes_ = Matrix<Scalar>::Zero(network_.dimension(), static_cast<Eigen::Index>(network_.data().agent_count));
  const Motives<Scalar> given = network_.motives(AxisSet::none());
  if (given.felt_weight != nullptr) felt_weight_ = Vector<Scalar>::Zero(given.felt_weight->size());
  for (std::size_t k = 0; k < players_.size(); ++k) {
    for (const std::size_t id : players_[k].delegations) set_operator(id, members[k]);
    if (!members[k] || given.tastes == nullptr) continue;
    for (const std::size_t a : players_[k].tastes) {
      tastes_.col(static_cast<Eigen::Index>(a)) = given.tastes->col(static_cast<Eigen::Index>(a));
      if (given.felt_weight != nullptr) {
        felt_weight_(static_cast<Eigen::Index>(a)) = (*given.felt_weight)(static_cast<Eigen::Index>(a));
      }
    }
  }
  FlowOutcome outcome = network_.sweep(
      AxisSet::none(), table_,
      {given.tastes == nullptr ? nullptr : &tastes_, given.felt_weight == nullptr ? nullptr : &felt_weight_},
      workspace_);
  if (outcome.status == Status::optimal) network_.read_regrets(AxisSet::none(), workspace_, regrets_);
  return outcome;
}

template <class Scalar, int Dim>
NetworkData<Scalar> NetworkCoalitions<Scalar, Dim>::terms_apart(const Network<Scalar, Dim>& network) {
  NetworkData<Scalar> data = network.frozen().thaw();
  const std::vector<DelegationTerms<Scalar>> shared = std::move(data.terms);
  data.terms.clear();
  for (std::size_t e = 0; e < data.terms_of.size(); ++e) {
    data.terms.push_back(shared[data.terms_of[e]]);
    data.terms_of[e] = static_cast<std::uint32_t>(e);
  }
  return data;
}

template <class Scalar, int Dim>
void NetworkCoalitions<Scalar, Dim>::set_operator(std::size_t id, bool as_given) {
  const FrozenNetwork<Scalar>& frozen = network_.frozen();
  const Eigen::Index k = static_cast<Eigen::Index>(frozen.operator_class(frozen.edge(DelegationId{id})));
  if (as_given) {
    table_.transmission.col(k) = given_.transmission.col(k);
  } else {
    table_.transmission.col(k) = perfect_;
  }
  const auto bear = [&](Matrix<Scalar>& risks, const Matrix<Scalar>& given) {
    if (risks.size() == 0) return;
    if (as_given) {
      risks.col(k) = given.col(k);
    } else {
      risks.col(k).setZero();
    }
  };
  bear(table_.risk, given_.risk);
  bear(table_.own_risk, given_.own_risk);
  for (std::size_t error = 0; error < table_.error_risks.size(); ++error) {
    bear(table_.error_risks[error], given_.error_risks[error]);
  }
}

/// Values and errors of all players in the game v(S), the welfare when S is as given: exact for up to 20, else from random
/// orders.
template <class Scalar, int Dim, class W>
[[nodiscard]] Solution<SampledShapley<Scalar>> network_shapley(const Network<Scalar, Dim>& network, const W& welfare,
                                                               std::vector<NetworkPlayer> players,
                                                               const SamplingOptions& options) {
  const std::size_t n = players.size();
  if (n == 0) return {SampledShapley<Scalar>{Vector<Scalar>(0), Vector<Scalar>(0)}, Certificate{}};
  NetworkCoalitions<Scalar, Dim> coalitions{network, std::move(players)};
  FlowOutcome outcome;
  // 0 once a coalition had no solution, which the outcome then tells.
  const auto game = [&](const std::vector<bool>& members) {
    if (outcome.status == Status::optimal) outcome = coalitions.solve(members);
    if (outcome.status != Status::optimal) return Scalar(0);
    const Scalar worth = welfare(coalitions.regrets(), coalitions.weights());
    if (!is_finite(worth)) {
      outcome.status = Status::ill_conditioned;
      outcome.where = "in the welfare of a coalition";
      return Scalar(0);
    }
    return worth;
  };
  SampledShapley<Scalar> result;
  if (n <= static_cast<std::size_t>(most_players_exact)) {
    Vector<Scalar> worth(Eigen::Index{1} << n);
    std::vector<bool> members(n);
    for (Eigen::Index coalition = 0; coalition < worth.size(); ++coalition) {
      for (std::size_t k = 0; k < n; ++k) members[k] = ((coalition >> k) & 1) != 0;
      worth(coalition) = game(members);
    }
    result = {shapley_values(worth), Vector<Scalar>::Zero(static_cast<Eigen::Index>(n))};
  } else {
    result = sample_shapley_values(game, static_cast<int>(n), options);
  }
  if (outcome.status != Status::optimal) return {outcome.status, outcome.where};
  // What the values must sum to, from two solves that know nothing of the game.
  const Solution<Vector<Scalar>> gaps = network.regret(AxisSet::none());
  const Solution<Vector<Scalar>> mended = network.regret(Axis::objectives | Axis::information);
  if (!gaps) return {gaps.status(), gaps.where()};
  if (!mended) return {mended.status(), mended.where()};
  const Scalar before = welfare(gaps.value(), network.weights());
  const Scalar after = welfare(mended.value(), network.weights());
  Certificate quality = gaps.certificate();
  quality.include(mended.certificate());
  Certificate sum;
  sum.duality_gap =
      relative(largest(Vector<Scalar>::Constant(1, result.values.sum() - (before - after))),
               std::max(largest(Vector<Scalar>::Constant(1, before)), largest(Vector<Scalar>::Constant(1, after))));
  quality.include(sum);
  return {std::move(result), quality};
}

}  // namespace internal

/// The Shapley value of every delegation, and of the taste of every agent that has one, in the game v(S) = welfare when S
/// is as given and every other delegation passes on mandates whole (T = I) and every other taste is 0, principals as they
/// are. The values sum to the welfare of the gaps less that of the regrets with objectives and information ideal.
///
/// Exact for up to 20 players, else estimated from `options.samples` random orders, with standard errors. Fails with the
/// status of the first coalition without a solution.
template <class Scalar, int Dim, Welfare<Scalar> W>
[[nodiscard]] Solution<NetworkShapley<Scalar>> shapley_by_delegation(const Network<Scalar, Dim>& network,
                                                                     const W& welfare,
                                                                     const SamplingOptions& options = {}) {
  const std::size_t edges = network.frozen().delegation_count();
  const std::size_t agents = network.data().agent_count;
  std::vector<internal::NetworkPlayer> players;
  for (std::size_t e = 0; e < edges; ++e) players.push_back({{e}, {}});
  std::vector<std::size_t> tasteful;
  const Motives<Scalar> motives = network.motives(AxisSet::none());
  for (std::size_t a = 0; motives.tastes != nullptr && a < agents; ++a) {
    const bool wants = (motives.tastes->col(static_cast<Eigen::Index>(a)).array() != Scalar(0)).any();
    if (wants || motives.own_share(a) < Scalar(1)) tasteful.push_back(a);
  }
  for (const std::size_t a : tasteful) players.push_back({{}, {a}});
  const Solution<SampledShapley<Scalar>> solved =
      internal::network_shapley<Scalar, Dim, W>(network, welfare, std::move(players), options);
  if (!solved) return {solved.status(), solved.where()};
  const Eigen::Index m = static_cast<Eigen::Index>(edges);
  const Vector<Scalar> none = Vector<Scalar>::Zero(static_cast<Eigen::Index>(agents));
  NetworkShapley<Scalar> result{solved.value().values.head(m), none, solved.value().standard_errors.head(m), none};
  for (std::size_t k = 0; k < tasteful.size(); ++k) {
    const Eigen::Index at = static_cast<Eigen::Index>(tasteful[k]);
    result.agents(at) = solved.value().values(m + static_cast<Eigen::Index>(k));
    result.agent_errors(at) = solved.value().standard_errors(m + static_cast<Eigen::Index>(k));
  }
  return {std::move(result), solved.certificate()};
}

/// The same with agents as players, each with the delegations it takes and its taste.
template <class Scalar, int Dim, Welfare<Scalar> W>
[[nodiscard]] Solution<NetworkShapley<Scalar>> shapley_by_agent(const Network<Scalar, Dim>& network, const W& welfare,
                                                                const SamplingOptions& options = {}) {
  const FrozenNetwork<Scalar>& frozen = network.frozen();
  std::vector<internal::NetworkPlayer> players(network.data().agent_count);
  for (std::size_t e = 0; e < frozen.delegation_count(); ++e) {
    players[frozen.agent_of(frozen.target(frozen.edge(DelegationId{e})))].delegations.push_back(e);
  }
  for (std::size_t a = 0; a < players.size(); ++a) players[a].tastes.push_back(a);
  const Solution<SampledShapley<Scalar>> solved =
      internal::network_shapley<Scalar, Dim, W>(network, welfare, std::move(players), options);
  if (!solved) return {solved.status(), solved.where()};
  return {NetworkShapley<Scalar>{Vector<Scalar>(0), solved.value().values, Vector<Scalar>(0),
                                 solved.value().standard_errors},
          solved.certificate()};
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/network/impl/extern_shapley.hpp>
#endif

#endif  // BEHALF_NETWORK_NETWORK_SHAPLEY_HPP
