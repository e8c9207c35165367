#ifndef BEHALF_NETWORK_IMPL_SLOPE_HPP
#define BEHALF_NETWORK_IMPL_SLOPE_HPP

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/motives.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace behalf::internal {

/// How the welfare Σ ω regret changes with what moves each agent, with nothing ideal, everything downstream included: with
/// the motivation by
/// λ_v = C⁻¹(X θ_v − Σ ω x v) + Σ_e s (Tᵀλ + X Wᵀz) over the delegations of v, where X = Σ ω x are the deeds that are
/// judged and z = Σ s W θ (`shock`) is the risk the delegate's pay bears; likewise X W_kᵀz_k for each signal k
/// (`error_shock`, d numbers each) and s X Vθ for noise of the delegation alone; and
/// λ_v/(1 + κ_v) with what is delegated to v, of which liability leaves that part. One sweep against the delegations.
template <class Scalar>
[[nodiscard]] FlowOutcome motivation_slopes(OperatorForm form, const FrozenNetwork<Scalar>& network,
                                            const OperatorTable<Scalar>& table, const Motives<Scalar>& motives,
                                            const AlignedColumns<Scalar>& motivation,
                                            const AlignedColumns<Scalar>& shock,
                                            const AlignedColumns<Scalar>& error_shock,
                                            const typename MandateMoments<Scalar>::Moments& done,
                                            AlignedColumns<Scalar>& slope) {
  using Vertex = std::uint32_t;
  using InVector = Eigen::Map<const Vector<Scalar>>;
  using OutVector = Eigen::Map<Vector<Scalar>>;
  const Eigen::Index d = network.dimension();
  const AnyOperators<Scalar> any{form, d};
  const bool risky = table.risk.size() > 0;
  const auto operator_of = [&](const Matrix<Scalar>& operators, Vertex e) {
    return operators.col(static_cast<Eigen::Index>(network.operator_class(e))).data();
  };
  // Slopes of delegates first to last − 1 are not known yet.
  const auto known_part = [&](Vertex v, Vertex first, Vertex last) {
    const Vector<Scalar> off =
        *done.mass.column(v) * InVector(motivation.column(v), d) - InVector(done.first.column(v), d);
    Vector<Scalar> result = Vector<Scalar>::Zero(d);
    any.apply(table.precision_of(network.type(v)), Scalar(1), off.data(), result.data());
    for (Vertex e = network.begin(v); e < network.end(v); ++e) {
      const Vertex to = network.target(e);
      const Scalar& s = network.share(e);
      if (to < first || to >= last) {
        any.apply_transposed(operator_of(table.transmission, e), s, slope.column(to), result.data());
      }
      const Scalar borne = s * *done.mass.column(to);
      if (risky) any.apply_transposed(operator_of(table.risk, e), borne, shock.column(to), result.data());
      for (std::size_t k = 0; k < table.error_risks.size(); ++k) {
        if (table.error_risks[k].size() == 0) continue;
        any.apply_transposed(operator_of(table.error_risks[k], e), borne,
                             error_shock.column(to) + static_cast<Eigen::Index>(k) * d, result.data());
      }
      if (table.own_risk.size() > 0) {
        any.apply(operator_of(table.own_risk, e), Scalar(s * borne), motivation.column(v), result.data());
      }
    }
    return result;
  };

  std::vector<Scalar> divisor;
  if (motives.felt_weight != nullptr) {
    divisor.assign(network.parties(), Scalar(1));
    for (Vertex v = network.first_agent(); v < network.end_agents(); ++v) {
      divisor[v] /= motives.own_share(network.agent_of(v));
    }
  }
  const auto set_slope = [&](Vertex v, const Vector<Scalar>& by_motivation) {
    OutVector(slope.column(v), d) = motives.own_share(network.agent_of(v)) * by_motivation;
  };
  slope.set_zero(d, static_cast<Eigen::Index>(network.parties()));
  std::size_t cycle = network.cycles().size();
  for (Vertex end = network.end_agents(); end > network.first_agent();) {
    if (cycle == 0 || network.cycles()[cycle - 1].last != end) {
      --end;
      set_slope(end, known_part(end, 0, 0));
      continue;
    }
    const VertexCycle round = network.cycles()[--cycle];
    Matrix<Scalar> slopes(static_cast<Eigen::Index>(round.last - round.first) * d, 1);
    for (Vertex v = round.first; v < round.last; ++v) {
      slopes.middleRows(static_cast<Eigen::Index>(v - round.first) * d, d) = known_part(v, round.first, round.last);
    }
    const CyclicSystem<Scalar> system = motivation_round(form, network, round, table, divisor);
    if (system.convergence() != Convergence::proved || !system.solve(slopes, true)) {
      return {Status::iteration_limit, "harms around " + in_words(network, round) + " did not settle"};
    }
    for (Vertex v = round.first; v < round.last; ++v) {
      set_slope(v, slopes.middleRows(static_cast<Eigen::Index>(v - round.first) * d, d));
    }
    end = round.first;
  }
  return {};
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_SLOPE_HPP
