#ifndef BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP
#define BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/forward_sweep.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/solve/elimination.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace behalf::internal {

/// Adds how far the operators of all classes are from what bargainers would offer: see `certify_incentives`. Of the network,
/// a `FrozenNetwork` or a part of a larger one, only the operator classes and what they are made of are read.
template <class Operators, class Classes>
void certify_operators(const Classes& network, const std::vector<CostFactor<typename Operators::Scalar>>& costs,
                       AxisSet ideal, const OperatorTable<typename Operators::Scalar>& table, Certificate& result) {
  using Scalar = typename Operators::Scalar;
  const Eigen::Index d = network.dimension();
  const Matrix<Scalar> identity = Matrix<Scalar>::Identity(d, d);
  const bool asked = ideal.contains(Axis::objectives);
  const bool seen = ideal.contains(Axis::information);
  std::vector<Elimination<Scalar>> factors;
  for (const CostFactor<Scalar>& cost : costs) factors.emplace_back(cost.cost);
  for (std::size_t k = 0; k < network.operator_classes().size(); ++k) {
    const OperatorClass& which = network.operator_classes()[k];
    const DelegationTerms<Scalar>& terms = network.data().terms[which.terms];
    if (terms.transmission) continue;
    const Scalar kappa = network.data().agent_types[which.type].risk_aversion *
                         Scalar(ideal.contains(Axis::principals) ? 1 : static_cast<int>(which.bargainers));
    Matrix<Scalar> metrics = identity;
    if (terms.metrics && !asked) metrics = terms.metrics->rows() > 0 ? *terms.metrics : Matrix<Scalar>(0, d);
    certify_incentives<Scalar>(factors[which.type], metrics, terms.noise && !seen ? &*terms.noise : nullptr, kappa,
                               terms.translation && !asked ? *terms.translation : identity,
                               Operators::load(table.transmission.col(static_cast<Eigen::Index>(k)).data(), d), result);
  }
}

/// How far the motivations in a workspace are from θ_v = b_v + Σ_e s_e T_e θ_u, relative to the largest of them. With
/// principals ideal both the response to tastes and that to the values of i are checked.
template <class Operators>
[[nodiscard]] double motivation_residual(const FrozenNetwork<typename Operators::Scalar>& network, AxisSet ideal,
                                         const OperatorTable<typename Operators::Scalar>& table,
                                         const Matrix<typename Operators::Scalar>* tastes,
                                         const NetworkWorkspace<typename Operators::Scalar>& ws) {
  using Scalar = typename Operators::Scalar;
  const Eigen::Index d = network.dimension();
  const Eigen::Index size = Operators::size(d);
  const bool alone = ideal.contains(Axis::principals);
  const auto off_by = [&](const AlignedColumns<Scalar>& solved, Eigen::Index length, const auto& start,
                          const auto& add) {
    AlignedColumns<Scalar> sum;
    AlignedColumns<Scalar> in_share;
    sum.set_zero(length, static_cast<Eigen::Index>(network.parties()));
    in_share.set_zero(1, static_cast<Eigen::Index>(network.parties()));
    for (std::uint32_t u = 0; u < network.end_agents(); ++u) {
      for (std::uint32_t e = network.begin(u); e < network.end(u); ++e) {
        *in_share.column(network.target(e)) += network.share(e);
        add(table.transmission.col(static_cast<Eigen::Index>(network.operator_class(e))).data(), network.share(e),
            solved.column(u), sum.column(network.target(e)));
      }
    }
    double worst = 0;
    double size_of_all = 0;
    for (std::uint32_t v = network.first_agent(); v < network.end_agents(); ++v) {
      Eigen::Map<Vector<Scalar>> total{sum.column(v), length};
      if (alone) total *= network.is_reached(v) ? Scalar(1) / *in_share.column(v) : Scalar(0);
      start(v, total);
      const Eigen::Map<const Vector<Scalar>> found{solved.column(v), length};
      worst = std::max(worst, largest(Vector<Scalar>(total - found)));
      size_of_all = std::max(size_of_all, largest(found));
    }
    return relative(worst, size_of_all);
  };
  const double own = off_by(
      ws.motivation, d,
      [&](std::uint32_t v, Eigen::Map<Vector<Scalar>>& total) {
        if (tastes != nullptr) total += tastes->col(static_cast<Eigen::Index>(network.agent_of(v)));
      },
      [&](const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) { Operators::apply(t, s, x, out, d); });
  if (!alone) return own;
  return std::max(own, off_by(
                           ws.response, size,
                           [&](std::uint32_t v, Eigen::Map<Vector<Scalar>>& total) {
                             if (!network.is_reached(v)) Operators::add_identity(Scalar(1), total.data(), d);
                           },
                           [&](const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) {
                             Operators::multiply(t, s, x, out, d);
                           }));
}

/// How good the regrets of a network are, one row per judge or all judges in one:
/// - dual residual and primal residual of every class of terms: no bargainer gains by another contract (`certify_incentives`);
/// - primal residual: motivations are what delegations and tastes add up to;
/// - duality gap: the sum of all regrets against the same sum the other way round, with the mandates followed forward to
///   the deeds of each agent.
template <class Operators, int Dim>
[[nodiscard]] Certificate certify_network(const FrozenNetwork<typename Operators::Scalar>& network,
                                          const std::vector<CostFactor<typename Operators::Scalar>>& costs,
                                          const std::vector<bool>& is_carried, AxisSet ideal,
                                          const OperatorTable<typename Operators::Scalar>& table,
                                          const Matrix<typename Operators::Scalar>* tastes,
                                          const std::vector<Judge<typename Operators::Scalar>>& judges,
                                          const Vector<typename Operators::Scalar>& regrets,
                                          const Vector<typename Operators::Scalar>& stakes) {
  using Scalar = typename Operators::Scalar;
  const Eigen::Index d = network.dimension();
  const Eigen::Index size = Operators::size(d);
  Certificate result;
  const double failed = std::numeric_limits<double>::infinity();
  NetworkWorkspace<Scalar> ws;
  MandateMoments<Operators> moments;
  if (ForwardSweep<Operators, Dim>{network, table, tastes, ws}.run(ideal).status != Status::optimal ||
      !moments.follow(network, is_carried, judges)) {
    result.primal_residual = failed;
    return result;
  }
  result.primal_residual = motivation_residual<Operators>(network, ideal, table, tastes, ws);
  certify_operators<Operators>(network, costs, ideal, table, result);
  Scalar again(0);
  for (std::uint32_t v = network.first_agent(); v < network.end_agents(); ++v) {
    const Eigen::Map<const Vector<Scalar>> first{moments.done.first.column(v), d};
    const Eigen::Map<const Vector<Scalar>> second{moments.done.second.column(v), size};
    const Eigen::Map<const Vector<Scalar>> square{
        ideal.contains(Axis::principals) ? ws.square.column(v) : table.precision_of(network.type(v)), size};
    again += *moments.done.mass.column(v) * *ws.constant.column(v) +
             first.dot(Eigen::Map<const Vector<Scalar>>(ws.linear.column(v), d)) + square.dot(second) / Scalar(2);
  }
  result.duality_gap = relative(largest(Vector<Scalar>::Constant(1, again - regrets.sum())),
                                to_double(Scalar(stakes.sum() + regrets.sum())));
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_NETWORK_CERTIFICATE_HPP
