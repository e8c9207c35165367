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

/// How the operators of all classes of a network change, with nothing ideal; empty where they do not. Without C⁻¹.
template <class Scalar>
struct OperatorDerivatives {
  OperatorTable<Scalar> by_noise;        ///< d/dτ at τ = 1 of Σ → τ²Σ.
  OperatorTable<Scalar> by_translation;  ///< d/dτ at τ = 1 of P → I + τ(P − I).
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
    if (table.size() == 0) table = Matrix<Scalar>::Zero(operators.size(), count);
    operators.store(one, table.col(k).data());
  };
  for (Eigen::Index k = 0; k < count; ++k) {
    const OperatorClass& which = classes[static_cast<std::size_t>(k)];
    const ContractOperator<Scalar> one =
        contract_operator(data.terms[which.terms], costs[which.type], data.agent_types[which.type].risk_aversion,
                          static_cast<int>(which.bargainers), AxisSet::none(), true);
    // What a change of T to T + dT and of the roots of the noise to (1 + dτ · grown) times theirs does.
    const auto change = [&](const Matrix<Scalar>& by, const Scalar& grown, OperatorTable<Scalar>& table) {
      if (by.size() > 0) keep(by, k, table.transmission);
      Matrix<Scalar> passed = grown * one.transmission;
      if (by.size() > 0) passed += by;
      if (one.risk_root.size() > 0) keep(one.risk_root * passed, k, table.risk);
      for (const auto& root : one.error_roots) {
        if (root.error >= table.error_risks.size()) table.error_risks.resize(root.error + std::size_t{1});
        keep(root.loads * passed, k, table.error_risks[root.error]);
      }
      if (one.own_risk.size() == 0) return;
      const Matrix<Scalar> half = one.transmission.transpose() * one.own_risk * passed;
      keep(half + half.transpose(), k, table.own_risk);
    };
    change(one.by_noise, Scalar(1), result.by_noise);
    if (one.by_translation.size() > 0) change(one.by_translation, Scalar(0), result.by_translation);
  }
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_OPERATOR_DERIVATIVES_HPP
