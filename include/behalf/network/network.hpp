#ifndef BEHALF_NETWORK_NETWORK_HPP
#define BEHALF_NETWORK_NETWORK_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/impl/backward_sweep.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/forward_sweep.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/motives.hpp>
#include <behalf/network/impl/network_certificate.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/redress.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Delegation through a web of agents: whom it serves, and how far it falls short of everybody it reaches.
///
/// Every agent v is motivated by what it is delegated and by its taste, θ_v = b_v + Σ_e s_e T_e θ_u, and acts on it; deeds
/// reach party i with the exposures x_iv. With R_v the risk that v's pay bears,
///   regret_i = Σ_v x_iv [½(θ_v − v_i)ᵀC_v⁻¹(θ_v − v_i) + R_v],    stake_i = Σ_v x_iv ½v_iᵀC_v⁻¹v_i.
/// Ideal objectives and information act on every delegation as in `LinearQuadratic`, of which a network of one agent is the
/// special case. Ideal principals, relative to i: all principals want v_i, in-shares are divided by their sum, and an agent
/// that no principal reaches gets v_i itself. Rows of results: principals, then affected parties, in the given order.
/// `regret` fails as `unbounded` where motivations grow without end around a cycle, as `ill_conditioned` where it cannot be
/// shown that they do not, and as `infeasible` where a mandate ends nowhere, and says where.
/// The formalisation is ours; for one agent see `LinearQuadratic`.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class Network {
public:
  using Scalar = ScalarType;
  using Workspace = NetworkWorkspace<Scalar>;

  /// Throws `InvalidArgument` when the data describe no network, or differ from `Dim` where that is given.
  explicit Network(NetworkData<Scalar> data, NetworkReference reference = NetworkReference::each);
  explicit Network(const DelegationNetwork<Scalar>& network, NetworkReference reference = NetworkReference::each);

  [[nodiscard]] const FrozenNetwork<Scalar>& frozen() const noexcept { return network_; }
  [[nodiscard]] const NetworkData<Scalar>& data() const noexcept { return network_.data(); }
  [[nodiscard]] Eigen::Index dimension() const noexcept { return network_.dimension(); }
  [[nodiscard]] OperatorForm form() const noexcept { return form_; }
  [[nodiscard]] NetworkReference reference() const noexcept { return rows_.reference(); }
  [[nodiscard]] const std::vector<CostFactor<Scalar>>& costs() const noexcept { return costs_; }
  [[nodiscard]] const internal::MandateRoutes<Scalar>& routes() const noexcept { return routes_; }
  [[nodiscard]] const Vector<Scalar>& stakes() const noexcept { return stakes_; }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return rows_.weights(); }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return rows_.names(); }
  /// Assumptions worth a word: parties that nothing reaches, whose regrets are 0 for that reason alone.
  [[nodiscard]] std::vector<std::string> notes() const;
  /// The rows that no agent's deeds reach, whose regrets are 0 for that reason alone: a principal among them is served by
  /// nobody.
  [[nodiscard]] std::vector<Eigen::Index> unreached() const;

  /// The regret of every row with these axes ideal.
  [[nodiscard]] Solution<Vector<Scalar>> regret(AxisSet ideal) const;
  /// The same into a vector of `stakes().size()` numbers and with room that is used again, without a certificate.
  [[nodiscard]] FlowOutcome regret_into(AxisSet ideal, Workspace& workspace, Eigen::Ref<Vector<Scalar>> column) const;
  /// All eight columns of the lattice.
  [[nodiscard]] LatticeOutcome lattice_into(Lattice<Scalar>& lattice, Workspace& workspace) const;
  /// How good a column of regrets is: see `certify_network`.
  [[nodiscard]] Certificate certificate(AxisSet ideal, const Vector<Scalar>& regrets) const;

  /// θ of every agent (d × a, in the given order). Needs principals that are not ideal, whose motivations would depend on
  /// relative to whom.
  [[nodiscard]] Solution<Matrix<Scalar>> motivations(AxisSet ideal = AxisSet::none()) const;
  /// The action a = C⁻¹θ of every agent (d × a); needs what `motivations` needs.
  [[nodiscard]] Solution<Matrix<Scalar>> actions(AxisSet ideal = AxisSet::none()) const;

  /// Whom the rows of results are about, and by what values they judge.
  [[nodiscard]] const NetworkRows<Scalar>& rows() const noexcept { return rows_; }
  /// The operators with these axes ideal: kept, or made in the workspace.
  [[nodiscard]] const OperatorTable<Scalar>& table(AxisSet ideal, Workspace& workspace) const;
  /// What moves agents beside what is delegated to them; nothing where objectives are ideal.
  [[nodiscard]] Motives<Scalar> motives(AxisSet ideal) const;
  /// What agent k costs the affected parties that its deeds reach, by how much they do, with nothing ideal.
  [[nodiscard]] Solution<Scalar> harm_to_affected(std::size_t agent) const;
  /// The gradient of a welfare of regrets in the regrets before anybody is made good.
  [[nodiscard]] Vector<Scalar> before_redress(const Vector<Scalar>& gradient) const {
    return internal::redressed_gradient(data().institutions.redress, weights(), gradient);
  }
  /// Motivations, and what everybody loses by them, in the workspace.
  [[nodiscard]] FlowOutcome solve(AxisSet ideal, Workspace& workspace) const;
  /// The same by other operators and motives.
  [[nodiscard]] FlowOutcome sweep(AxisSet ideal, const OperatorTable<Scalar>& operators, const Motives<Scalar>& motives,
                                  Workspace& workspace) const;
  /// The regrets of all rows from what everybody loses.
  void read_regrets(AxisSet ideal, const Workspace& workspace, Eigen::Ref<Vector<Scalar>> column) const;
  /// What everybody loses when all agents do nothing, in the workspace.
  [[nodiscard]] FlowOutcome idle(Workspace& workspace) const;

private:
  /// The forward sweep.
  [[nodiscard]] FlowOutcome move(AxisSet ideal, const OperatorTable<Scalar>& operators, const Motives<Scalar>& motives,
                                 Workspace& workspace) const;
  /// The backward sweep.
  [[nodiscard]] FlowOutcome lose(Workspace& workspace, bool squares) const;
  /// Operators are made once where that takes at most this many numbers, else for every solve.
  static constexpr Eigen::Index most_numbers_kept = Eigen::Index{1} << 22;

  [[nodiscard]] static NetworkData<Scalar> checked(NetworkData<Scalar> data);
  void keep_tables();
  void set_stakes(const Workspace& workspace);
  OperatorForm form_;
  FrozenNetwork<Scalar> network_;
  NetworkRows<Scalar> rows_;
  std::vector<CostFactor<Scalar>> costs_;
  internal::MandateRoutes<Scalar> routes_;
  std::vector<OperatorTable<Scalar>> tables_;  // by ideal axes; empty where they are not kept
  Matrix<Scalar> precision_;                   // Σ x C⁻¹ of each row
  Matrix<Scalar> tastes_;                      // with what agents feel who are liable; empty where nobody is
  Vector<Scalar> stakes_;
  std::vector<bool> reaches_;  // whether anything reaches a row
};

template <class Scalar, int Dim>
Network<Scalar, Dim>::Network(NetworkData<Scalar> data, NetworkReference reference)
    : form_{operator_form(data)}, network_{checked(std::move(data))}, rows_{network_.data(), reference} {
  for (const Agent<Scalar>& type : network_.data().agent_types) costs_.emplace_back(type, dimension());
  stakes_ = Vector<Scalar>::Zero(rows_.size());
  const NetworkInstitutions<Scalar>& institutions = network_.data().institutions;
  if (institutions.felt_weight.size() > 0) {
    tastes_ = institutions.felt;
    if (network_.data().tastes.size() > 0) tastes_ += network_.data().tastes;
  }
  if (institutions.redress.size() > 0 && reference == NetworkReference::collective) {
    throw InvalidArgument{"Network", "institutions.redress", "expected none: of a collective nobody is left to pay"};
  }
  routes_ = internal::mandate_routes(network_);
  if (routes_.fault) return;
  keep_tables();
  Workspace workspace;
  FlowOutcome outcome = idle(workspace);
  if (outcome.status == Status::optimal) {
    set_stakes(workspace);
  } else {
    routes_.fault = std::move(outcome.where);
  }
}

template <class Scalar, int Dim>
Network<Scalar, Dim>::Network(const DelegationNetwork<Scalar>& network, NetworkReference reference)
    : Network{network.data(), reference} {}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::notes() const -> std::vector<std::string> {
  std::vector<std::string> notes;
  if (routes_.fault || reference() == NetworkReference::collective) return notes;
  for (const Eigen::Index i : unreached()) {
    if (notes.size() == 20) break;
    notes.push_back("no agent's deeds reach " + names()[static_cast<std::size_t>(i)] +
                    ": its regret is 0 for that reason alone");
  }
  return notes;
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::unreached() const -> std::vector<Eigen::Index> {
  std::vector<Eigen::Index> rows;
  if (routes_.fault || reference() == NetworkReference::collective || reaches_.empty()) return rows;
  for (std::size_t i = 0; i < names().size(); ++i) {
    if (!reaches_[i]) rows.push_back(static_cast<Eigen::Index>(i));
  }
  return rows;
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::regret(AxisSet ideal) const -> Solution<Vector<Scalar>> {
  Workspace workspace;
  Vector<Scalar> result(stakes_.size());
  const FlowOutcome outcome = regret_into(ideal, workspace, result);
  if (outcome.status != Status::optimal) return {outcome.status, internal::with_ideal(ideal, outcome.where)};
  const Certificate quality = certificate(ideal, result);
  if (!is_certified<Scalar>(quality)) {
    return {Status::ill_conditioned, internal::with_ideal(ideal, internal::beyond_bound<Scalar>(quality.worst()))};
  }
  return {std::move(result), quality};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::regret_into(AxisSet ideal, Workspace& workspace, Eigen::Ref<Vector<Scalar>> column) const
    -> FlowOutcome {
  if (routes_.fault) return {Status::infeasible, *routes_.fault};
  FlowOutcome outcome = solve(ideal, workspace);
  if (outcome.status != Status::optimal) return outcome;
  read_regrets(ideal, workspace, column);
  for (Eigen::Index i = 0; i < column.size(); ++i) {
    if (!is_finite(column(i)) || !is_finite(stakes_(i))) return {Status::ill_conditioned, "numbers overflow"};
  }
  return outcome;
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::lattice_into(Lattice<Scalar>& lattice, Workspace& workspace) const -> LatticeOutcome {
  lattice.resize(stakes_.size());
  lattice.stakes = stakes_;
  lattice.weights = weights();
  for (const AxisSet ideal : all_axis_sets) {
    FlowOutcome outcome = regret_into(ideal, workspace, lattice.regrets.col(static_cast<Eigen::Index>(ideal.index())));
    if (outcome.status != Status::optimal) return {outcome.status, ideal, std::move(outcome.where)};
  }
  return {};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::certificate(AxisSet ideal, const Vector<Scalar>& regrets) const -> Certificate {
  Workspace workspace;
  const OperatorTable<Scalar>& operators = table(ideal, workspace);
  if (move(ideal, operators, motives(ideal), workspace).status != Status::optimal) {
    Certificate failed;
    failed.primal_residual = std::numeric_limits<double>::infinity();
    return failed;
  }
  // Everybody counts by what is at stake, so that no error hides behind what is larger.
  Vector<Scalar> weights(rows_.size());
  for (Eigen::Index row = 0; row < weights.size(); ++row) {
    const Scalar size = stakes_(row) > regrets(row) ? stakes_(row) : regrets(row);
    weights(row) = size > Scalar(0) ? Scalar(Scalar(1) / size) : Scalar(0);
  }
  return internal::certify_network(form_, network_, costs_, routes_.is_carried, ideal, operators, motives(ideal),
                                   rows_.yardsticks(before_redress(weights)), workspace, regrets, weights);
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::motivations(AxisSet ideal) const -> Solution<Matrix<Scalar>> {
  if (ideal.contains(Axis::principals)) {
    throw InvalidArgument{"motivations", "ideal", "expected principals as they are, got " + letters(ideal)};
  }
  Workspace workspace;
  const OperatorTable<Scalar>& operators = table(ideal, workspace);
  FlowOutcome outcome = move(ideal, operators, motives(ideal), workspace);
  if (outcome.status != Status::optimal) return {outcome.status, std::move(outcome.where)};
  Matrix<Scalar> result(dimension(), static_cast<Eigen::Index>(data().agent_count));
  for (std::size_t k = 0; k < data().agent_count; ++k) {
    result.col(static_cast<Eigen::Index>(k)) =
        Eigen::Map<const Vector<Scalar>>(workspace.motivation.column(network_.agent_vertex(k)), dimension());
  }
  Certificate quality;
  quality.primal_residual =
      internal::MotivationResidual<Scalar>{form_, network_, ideal, operators, motives(ideal)}.of_motivations(
          workspace.motivation);
  internal::certify_operators(form_, data(), network_.operator_classes(), costs_, ideal, operators, quality);
  return {std::move(result), quality};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::actions(AxisSet ideal) const -> Solution<Matrix<Scalar>> {
  Solution<Matrix<Scalar>> moved = motivations(ideal);
  if (!moved) return moved;
  Matrix<Scalar> result = moved.value();
  for (std::size_t k = 0; k < data().agent_count; ++k) {
    const std::uint32_t type = network_.type(network_.agent_vertex(k));
    const Eigen::Index column = static_cast<Eigen::Index>(k);
    result.col(column) = costs_[type].inverse * moved.value().col(column);
  }
  return {std::move(result), moved.certificate()};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::table(AxisSet ideal, Workspace& workspace) const -> const OperatorTable<Scalar>& {
  if (!tables_.empty()) return tables_[ideal.index()];
  internal::fill_table(form_, data(), network_.operator_classes(), costs_, ideal, workspace.table);
  return workspace.table;
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::motives(AxisSet ideal) const -> Motives<Scalar> {
  if (ideal.contains(Axis::objectives)) return {};
  if (tastes_.size() > 0) return {&tastes_, &data().institutions.felt_weight};
  if (data().tastes.size() == 0) return {};
  return {&data().tastes, nullptr};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::solve(AxisSet ideal, Workspace& workspace) const -> FlowOutcome {
  return sweep(ideal, table(ideal, workspace), motives(ideal), workspace);
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::sweep(AxisSet ideal, const OperatorTable<Scalar>& operators, const Motives<Scalar>& motives,
                                 Workspace& workspace) const -> FlowOutcome {
  FlowOutcome outcome = move(ideal, operators, motives, workspace);
  if (outcome.status != Status::optimal) return outcome;
  return lose(workspace, ideal.contains(Axis::principals));
}

template <class Scalar, int Dim>
void Network<Scalar, Dim>::read_regrets(AxisSet ideal, const Workspace& workspace,
                                        Eigen::Ref<Vector<Scalar>> column) const {
  const Eigen::Index d = dimension();
  const internal::AnyOperators<Scalar> operators{form_, d};
  const bool alone = ideal.contains(Axis::principals);
  for (Eigen::Index row = 0; row < stakes_.size(); ++row) {
    const Scalar* const v = rows_.values(row).data();
    const Eigen::Map<const Vector<Scalar, Dim>> wanted{v, d};
    Scalar regret = alone ? Scalar(0) : stakes_(row);
    rows_.for_parties_of(row, [&](std::uint32_t party, const Scalar& part) {
      Scalar loss = *workspace.constant.column(party) +
                    Eigen::Map<const Vector<Scalar, Dim>>(workspace.linear.column(party), d).dot(wanted);
      if (alone) loss += operators.quadratic(workspace.square.column(party), v) / Scalar(2);
      regret += part * loss;
    });
    // The terms cancel; what is left below nothing is their rounding.
    column(row) = regret < Scalar(0) ? Scalar(0) : regret;
  }
  const Vector<Scalar>& redress = data().institutions.redress;
  if (redress.size() > 0) internal::make_good(redress, weights(), false, column.data());
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::harm_to_affected(std::size_t agent) const -> Solution<Scalar> {
  Workspace workspace;
  const OperatorTable<Scalar>& operators = table(AxisSet::none(), workspace);
  FlowOutcome outcome = move(AxisSet::none(), operators, motives(AxisSet::none()), workspace);
  if (outcome.status != Status::optimal) return {outcome.status, std::move(outcome.where)};
  const std::uint32_t v = network_.agent_vertex(agent);
  const internal::AnyOperators<Scalar> any{form_, dimension()};
  Scalar sum(0);
  for (const auto& exposure : network_.exposures()) {
    if (exposure.agent != v || exposure.party < network_.end_agents()) continue;
    const Vector<Scalar> wanted =
        data().affected_values.col(static_cast<Eigen::Index>(exposure.party - network_.end_agents()));
    const Scalar loss = *workspace.constant.column(v) +
                        Eigen::Map<const Vector<Scalar>>(workspace.linear.column(v), dimension()).dot(wanted) +
                        any.quadratic(operators.precision_of(network_.type(v)), wanted.data()) / Scalar(2);
    if (loss > Scalar(0)) sum += exposure.intensity * loss;
  }
  return {std::move(sum), Certificate{}};
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::idle(Workspace& workspace) const -> FlowOutcome {
  const OperatorTable<Scalar>& operators = table(AxisSet::all(), workspace);
  internal::with_operators<Scalar, Dim>(form_, [&]<class Operators>(Operators) {
    internal::ForwardSweep<Operators, Dim>{network_, operators, {}, workspace}.run_idle();
  });
  return lose(workspace, true);
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::move(AxisSet ideal, const OperatorTable<Scalar>& operators, const Motives<Scalar>& motives,
                                Workspace& workspace) const -> FlowOutcome {
  return internal::with_operators<Scalar, Dim>(form_, [&]<class Operators>(Operators) {
    return internal::ForwardSweep<Operators, Dim>{network_, operators, motives, workspace}.run(ideal);
  });
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::lose(Workspace& workspace, bool squares) const -> FlowOutcome {
  return internal::with_operators<Scalar, Dim>(form_, [&]<class Operators>(Operators) {
    return internal::BackwardSweep<Scalar, Dim, Operators::static_size>{form_, network_, workspace, squares}.run(
        routes_.is_carried);
  });
}

template <class Scalar, int Dim>
auto Network<Scalar, Dim>::checked(NetworkData<Scalar> data) -> NetworkData<Scalar> {
  if (Dim != Eigen::Dynamic && data.dimension() != Dim) {
    throw InvalidArgument{"Network", "values",
                          "expected " + std::to_string(Dim) + " attributes, got " + std::to_string(data.dimension())};
  }
  return data;
}

template <class Scalar, int Dim>
void Network<Scalar, Dim>::keep_tables() {
  const Eigen::Index classes = static_cast<Eigen::Index>(network_.operator_classes().size());
  Eigen::Index columns = 2;
  for (const DelegationTerms<Scalar>& terms : data().terms) {
    columns = std::max(columns, static_cast<Eigen::Index>((terms.own_noise ? 3U : 2U) + terms.signals.size()));
  }
  const Eigen::Index size = internal::AnyOperators<Scalar>{form_, dimension()}.size();
  if (classes * size * columns * static_cast<Eigen::Index>(all_axis_sets.size()) > most_numbers_kept) return;
  tables_.resize(all_axis_sets.size());
  for (const AxisSet ideal : all_axis_sets) {
    internal::fill_table(form_, data(), network_.operator_classes(), costs_, ideal, tables_[ideal.index()]);
  }
}

template <class Scalar, int Dim>
void Network<Scalar, Dim>::set_stakes(const Workspace& workspace) {
  const internal::AnyOperators<Scalar> operators{form_, dimension()};
  const Eigen::Index size = operators.size();
  precision_ = Matrix<Scalar>::Zero(size, stakes_.size());
  for (Eigen::Index row = 0; row < stakes_.size(); ++row) {
    rows_.for_parties_of(row, [&](std::uint32_t party, const Scalar& part) {
      precision_.col(row) += part * Eigen::Map<const Vector<Scalar>>(workspace.square.column(party), size);
    });
    stakes_(row) = operators.quadratic(precision_.col(row).data(), rows_.values(row).data()) / Scalar(2);
    if (!names().empty()) reaches_.push_back((precision_.col(row).array() != Scalar(0)).any());
  }
}

template <class Scalar>
Network(NetworkData<Scalar>) -> Network<Scalar>;
template <class Scalar>
Network(NetworkData<Scalar>, NetworkReference) -> Network<Scalar>;
template <class Scalar>
Network(const DelegationNetwork<Scalar>&) -> Network<Scalar>;
template <class Scalar>
Network(const DelegationNetwork<Scalar>&, NetworkReference) -> Network<Scalar>;

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/network/impl/extern_model.hpp>
#endif

#endif  // BEHALF_NETWORK_NETWORK_HPP
