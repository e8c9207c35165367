#ifndef BEHALF_NETWORK_IMPL_OPERATOR_DERIVATIVES_HPP
#define BEHALF_NETWORK_IMPL_OPERATOR_DERIVATIVES_HPP

#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace behalf::internal {

/// How the operators of all classes of a network change, with nothing ideal, one column of numbers each; empty where they
/// do not.
template <class Scalar>
struct OperatorDerivatives {
  Matrix<Scalar> by_noise;             ///< dT/dτ at τ = 1 of Σ → τ²Σ.
  Matrix<Scalar> risk_by_noise;        ///< dW/dτ likewise.
  Matrix<Scalar> by_translation;       ///< dT/dτ at τ = 1 of P → I + τ(P − I).
  Matrix<Scalar> risk_by_translation;  ///< dW/dτ likewise.
};

/// The derivatives of the operators of these classes, stored in this form; of the data only terms and types of agents are
/// read.
template <class Scalar>
[[nodiscard]] OperatorDerivatives<Scalar> operator_derivatives(OperatorForm form, const NetworkData<Scalar>& data,
                                                               const std::vector<OperatorClass>& classes,
                                                               const std::vector<CostFactor<Scalar>>& costs) {
  OperatorDerivatives<Scalar> result;
  const AnyOperators<Scalar> operators{form, data.dimension()};
  const Eigen::Index count = static_cast<Eigen::Index>(classes.size());
  const auto keep = [&](const Matrix<Scalar>& one, Eigen::Index k, Matrix<Scalar>& table) {
    if (one.size() == 0) return;
    if (table.size() == 0) table = Matrix<Scalar>::Zero(operators.size(), count);
    operators.store(one, table.col(k).data());
  };
  for (Eigen::Index k = 0; k < count; ++k) {
    const OperatorClass& which = classes[static_cast<std::size_t>(k)];
    const ContractOperator<Scalar> one =
        contract_operator(data.terms[which.terms], costs[which.type], data.agent_types[which.type].risk_aversion,
                          static_cast<int>(which.bargainers), AxisSet::none(), true);
    keep(one.by_noise, k, result.by_noise);
    keep(one.by_translation, k, result.by_translation);
    if (one.risk_root.size() == 0) continue;
    // The root itself grows with τ, and bears what the changed operator lets through.
    keep(one.risk_root * (one.transmission + one.by_noise), k, result.risk_by_noise);
    if (one.by_translation.size() > 0) keep(one.risk_root * one.by_translation, k, result.risk_by_translation);
  }
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_OPERATOR_DERIVATIVES_HPP
