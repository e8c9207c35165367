#ifndef BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP
#define BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/edge_noise.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/motives.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace behalf::internal {

/// Adds how far the operators of these classes, stored in this form, are from what bargainers would offer: see
/// `certify_incentives`. Of the data only terms and types of agents are read.
template <class Scalar>
void certify_operators(OperatorForm form, const NetworkData<Scalar>& data, const std::vector<OperatorClass>& classes,
                       const std::vector<CostFactor<Scalar>>& costs, AxisSet ideal, const OperatorTable<Scalar>& table,
                       Certificate& result) {
  const Eigen::Index d = data.dimension();
  const AnyOperators<Scalar> operators{form, d};
  const Matrix<Scalar> identity = Matrix<Scalar>::Identity(d, d);
  const bool asked = ideal.contains(Axis::objectives);
  const bool seen = ideal.contains(Axis::information);
  std::vector<CostMeasure<Scalar>> measures;
  for (const CostFactor<Scalar>& cost : costs) measures.emplace_back(cost.cost);
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const OperatorClass& which = classes[k];
    const DelegationTerms<Scalar>& terms = data.terms[which.terms];
    if (terms.transmission) continue;
    const Scalar kappa = data.agent_types[which.type].risk_aversion *
                         Scalar(ideal.contains(Axis::principals) ? 1 : static_cast<int>(which.bargainers));
    std::optional<InformationSet<Scalar>> noise;
    if (!seen) noise = EdgeNoise<Scalar>{terms, d, false}.whole;
    const CostMeasure<Scalar>& measure = measures[which.type];
    const std::vector<Scalar> off =
        certify_incentives<Scalar>(measure, asked ? std::nullopt : terms.metrics, noise ? &*noise : nullptr, kappa,
                                   terms.translation && !asked ? *terms.translation : identity,
                                   operators.load(table.transmission.col(static_cast<Eigen::Index>(k)).data()), result);
    // |θ_j| ≤ √C_jj |θ| in the norm of C⁻¹: how far all of them together may move what arrives of a mandate of size 1.
    double moves = 0;
    for (Eigen::Index j = 0; j < d; ++j)
      moves += to_double(Scalar(off[static_cast<std::size_t>(j)] * measure.units(j)));
    result.dual_residual = larger(result.dual_residual, moves);
  }
}

/// How far solved columns, motivations or with principals ideal responses to the values of i, are from what delegations and
/// `start`, the tastes or nothing, add up to; relative to the largest number of them.
template <class Scalar>
class MotivationResidual {
public:
  MotivationResidual(OperatorForm form, const FrozenNetwork<Scalar>& network, AxisSet ideal,
                     const OperatorTable<Scalar>& table, const Motives<Scalar>& motives)
      : operators_{form, network.dimension()},
        network_{network},
        alone_{ideal.contains(Axis::principals)},
        table_{table},
        motives_{motives} {}

  /// θ_v = b_v + Σ_e s_e T_e θ_u; with principals ideal that of the response to tastes. Less where v is liable.
  [[nodiscard]] double of_motivations(const AlignedColumns<Scalar>& solved) const;
  /// Q_v = Σ_e s_e T_e Q_u, and I for whom no principal reaches.
  [[nodiscard]] double of_responses(const AlignedColumns<Scalar>& solved) const;

private:
  /// What delegations add up to, in-shares divided by their sum with principals ideal.
  [[nodiscard]] AlignedColumns<Scalar> sums(const AlignedColumns<Scalar>& solved, bool squares) const;
  [[nodiscard]] double compare(const AlignedColumns<Scalar>& sum, const AlignedColumns<Scalar>& solved) const;

  AnyOperators<Scalar> operators_;
  const FrozenNetwork<Scalar>& network_;
  bool alone_;
  const OperatorTable<Scalar>& table_;
  Motives<Scalar> motives_;
};

template <class Scalar>
AlignedColumns<Scalar> MotivationResidual<Scalar>::sums(const AlignedColumns<Scalar>& solved, bool squares) const {
  const Eigen::Index length = squares ? operators_.size() : operators_.dimension();
  AlignedColumns<Scalar> sum;
  std::vector<Scalar> in_share(network_.parties(), Scalar(0));
  sum.set_zero(length, static_cast<Eigen::Index>(network_.parties()));
  for (std::uint32_t u = 0; u < network_.end_delegators(); ++u) {
    for (std::uint32_t e = network_.begin(u); e < network_.end(u); ++e) {
      const std::uint32_t v = network_.target(e);
      const Scalar& s = network_.share(e);
      const Scalar* const t = table_.transmission.col(static_cast<Eigen::Index>(network_.operator_class(e))).data();
      in_share[v] += s;
      if (squares) {
        operators_.multiply(t, s, solved.column(u), sum.column(v));
      } else {
        operators_.apply(t, s, solved.column(u), sum.column(v));
      }
    }
  }
  for (std::uint32_t v = network_.first_agent(); alone_ && v < network_.end_agents(); ++v) {
    const Scalar scale = network_.is_reached(v) ? Scalar(1) / in_share[v] : Scalar(0);
    for (Eigen::Index k = 0; k < length; ++k) sum.column(v)[k] *= scale;
  }
  return sum;
}

template <class Scalar>
double MotivationResidual<Scalar>::compare(const AlignedColumns<Scalar>& sum,
                                           const AlignedColumns<Scalar>& solved) const {
  double worst = 0;
  double size = 0;
  for (std::uint32_t v = network_.first_agent(); v < network_.end_agents(); ++v) {
    const Eigen::Map<const Vector<Scalar>> found{solved.column(v), solved.rows()};
    const Scalar own = motives_.own_share(network_.agent_of(v));
    const Vector<Scalar> expected = own * Eigen::Map<const Vector<Scalar>>{sum.column(v), sum.rows()};
    worst = std::max(worst, largest(Vector<Scalar>(expected - found)));
    size = std::max(size, largest(found));
  }
  return relative(worst, size);
}

template <class Scalar>
double MotivationResidual<Scalar>::of_motivations(const AlignedColumns<Scalar>& solved) const {
  const Matrix<Scalar>* const tastes = motives_.tastes;
  AlignedColumns<Scalar> sum = sums(solved, false);
  for (std::uint32_t v = network_.first_agent(); tastes != nullptr && v < network_.end_agents(); ++v) {
    const Eigen::Index agent = static_cast<Eigen::Index>(network_.agent_of(v));
    for (Eigen::Index k = 0; k < tastes->rows(); ++k) sum.column(v)[k] += (*tastes)(k, agent);
  }
  return compare(sum, solved);
}

template <class Scalar>
double MotivationResidual<Scalar>::of_responses(const AlignedColumns<Scalar>& solved) const {
  AlignedColumns<Scalar> sum = sums(solved, true);
  for (std::uint32_t v = network_.first_agent(); v < network_.end_agents(); ++v) {
    if (!network_.is_reached(v)) operators_.add_identity(Scalar(1), sum.column(v));
  }
  return compare(sum, solved);
}

/// Adds to a certificate how good the regrets of a network are, one row per yardstick or all in one:
/// - dual residual and primal residual of every class of terms: no bargainer gains by another contract (`certify_incentives`),
///   and by how much of its size what arrives of a mandate may be off for that;
/// - primal residual: motivations are what delegations and tastes add up to;
/// - duality gap: the sum of all regrets, each with its weight, against the same sum the other way round, with the mandates
///   followed forward to the deeds of each agent; and what rounding may have done to the operators.
/// `yardsticks` carry the weights: 1 over what is at stake, so that the sum is of relative sizes. `ws` holds motivations and own losses, as the forward sweep leaves them.
template <class Scalar>
[[nodiscard]] Certificate certify_network(OperatorForm form, const FrozenNetwork<Scalar>& network,
                                          const std::vector<CostFactor<Scalar>>& costs,
                                          const std::vector<bool>& is_carried, AxisSet ideal,
                                          const OperatorTable<Scalar>& table, const Motives<Scalar>& motives,
                                          const std::vector<Yardstick<Scalar>>& yardsticks,
                                          const NetworkWorkspace<Scalar>& ws, const Vector<Scalar>& regrets,
                                          const Vector<Scalar>& weights) {
  const bool alone = ideal.contains(Axis::principals);
  Certificate result;
  MandateMoments<Scalar> moments;
  if (!moments.follow(form, network, is_carried, yardsticks)) {
    result.primal_residual = std::numeric_limits<double>::infinity();
    return result;
  }
  const MotivationResidual<Scalar> residual{form, network, ideal, table, motives};
  result.primal_residual = residual.of_motivations(ws.motivation);
  if (alone) result.primal_residual = std::max(result.primal_residual, residual.of_responses(ws.response));
  certify_operators(form, network.data(), network.operator_classes(), costs, ideal, table, result);
  using Columns = Eigen::Map<const Vector<Scalar>>;
  const Eigen::Index d = network.dimension();
  const Eigen::Index size = AnyOperators<Scalar>{form, d}.size();
  Scalar again(0);
  for (std::uint32_t v = network.first_agent(); v < network.end_agents(); ++v) {
    const Columns first{moments.done.first.column(v), d};
    const Columns second{moments.done.second.column(v), size};
    const Columns square{alone ? ws.square.column(v) : table.precision_of(network.type(v)), size};
    again += *moments.done.mass.column(v) * *ws.constant.column(v) + first.dot(Columns{ws.linear.column(v), d}) +
             square.dot(second) / Scalar(2);
  }
  const double apart = to_double(Scalar(again - regrets.dot(weights)));
  result.duality_gap = larger(to_double(table.doubt), apart);
  return result;
}

}  // namespace behalf::internal

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/network/impl/extern_operators.hpp>
#endif

#endif  // BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP
