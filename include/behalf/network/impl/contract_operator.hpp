#ifndef BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP
#define BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP

#include <behalf/information/linear_contract.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/edge_noise.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// What one delegation does to a mandate, per unit of share: y = Tθ reaches the agent, and the pay bears a risk that is the
/// variance of Wθ, of W_kθ for each signal k that is read, and θᵀVθ of its own.
///
/// T = Gᵀ(GC⁻¹Gᵀ + n' r GΣGᵀ)⁺GC⁻¹P and, with Σ = A Aᵀ + O taken apart as `EdgeNoise` does, W = √r Aᵀ T for the part of A on
/// the shocks of the agent and on each error, and V = r TᵀO T (d × d each). With objectives ideal P = I and G = I; with
/// information ideal Σ = 0. Terms that give a transmission t have T = diag(t), or I when information is ideal, and no risk.
template <class ScalarType = double>
struct ContractOperator {
  using Scalar = ScalarType;
  using OnError = typename internal::EdgeNoise<Scalar>::OnError;

  Matrix<Scalar> transmission;       ///< T.
  Matrix<Scalar> risk_root;          ///< √r Aᵀ on the shocks of the agent; 0 × 0 where nothing is at risk.
  std::vector<OnError> error_roots;  ///< √r Aᵀ on the errors of signals.
  Matrix<Scalar> own_risk;           ///< r O; 0 × 0 where there is none.
  Matrix<Scalar> by_noise;  ///< dT/dτ at τ = 1 of Σ → τ²Σ; only where asked for, and 0 × 0 where it is 0.
  bool holds = true;        ///< False where the risk overflows, so that there is no such contract to compute.
  double doubt = 0;         ///< How far rounding may have moved T, relative to what is stated.
  Matrix<Scalar> by_translation;  ///< dT/dτ at τ = 1 of P → I + τ(P − I); likewise.
};

namespace internal {

/// Whether every row has at most one entry, so that no attribute is mixed with another.
template <class Scalar>
[[nodiscard]] bool keeps_attributes_apart(const Matrix<Scalar>& rows) {
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    if ((rows.row(i).array() != Scalar(0)).count() > 1) return false;
  }
  return true;
}

}  // namespace internal

namespace internal {

/// How far A Aᵀ + O is from the Σ that it takes apart, where each attribute is in units of its own deviation.
template <class Scalar>
[[nodiscard]] double taken_apart_badly(const EdgeNoise<Scalar>& noise) {
  using std::sqrt;
  if (!noise.whole || noise.whole->is_perfect()) return 0;
  const Matrix<Scalar>& sigma = noise.whole->finite_noise();
  const Eigen::Index d = sigma.rows();
  Vector<Scalar> scale = Vector<Scalar>::Zero(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    if (sigma(j, j) > Scalar(0)) scale(j) = Scalar(1) / sqrt(sigma(j, j));
  }
  Matrix<Scalar> sum = Matrix<Scalar>::Zero(d, d);
  const auto add = [&](const Matrix<Scalar>& loads) {
    const Matrix<Scalar> own = scale.asDiagonal() * loads;
    sum += own * own.transpose();
  };
  if (noise.shared.size() > 0) add(noise.shared);
  for (const auto& one : noise.on_errors) add(one.loads);
  double worst = 0;
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i < d; ++i) {
      Scalar rest = sum(i, j) - (scale(i) * sigma(i, j)) * scale(j);
      if (noise.own.size() > 0) rest += (scale(i) * noise.own(i, j)) * scale(j);
      worst = larger(worst, to_double(rest));
    }
  }
  return worst;
}

}  // namespace internal

/// The cost of an agent, ½aᵀCa, factored once: C = LLᵀ.
template <class ScalarType = double>
struct CostFactor {
  using Scalar = ScalarType;

  explicit CostFactor(const Agent<Scalar>& agent, Eigen::Index d) : cost{internal::or_identity(agent.cost, d)} {
    const Eigen::LLT<Matrix<Scalar>> factor{cost};
    lower = factor.matrixL();
    inverse = factor.solve(Matrix<Scalar>::Identity(d, d));
    double trace = 0;
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < j; ++i) inverse(i, j) = inverse(j, i);  // symmetric, as C is
      trace += to_double(Scalar(inverse(j, j) * cost(j, j)));
    }
    doubt = agent.cost ? 4 * to_double(std::numeric_limits<Scalar>::epsilon()) * trace : 0.0;
  }

  Matrix<Scalar> cost;
  Matrix<Scalar> lower;
  Matrix<Scalar> inverse;
  double doubt = 0;  ///< How far rounding may move xᵀC⁻¹x, relative to it.
};

/// The operator of delegations by these terms to an agent of this cost and risk aversion with n' bargainers.
/// `with_derivatives` fills the derivatives too.
template <class Scalar>
[[nodiscard]] ContractOperator<Scalar> contract_operator(const DelegationTerms<Scalar>& terms,
                                                         const CostFactor<Scalar>& cost, const Scalar& risk_aversion,
                                                         int bargainers, AxisSet ideal, bool with_derivatives = false) {
  using std::sqrt;
  const Eigen::Index d = cost.cost.rows();
  const bool asked = ideal.contains(Axis::objectives);
  const bool seen = ideal.contains(Axis::information);
  ContractOperator<Scalar> result;
  if (terms.transmission) {
    result.transmission = Matrix<Scalar>::Identity(d, d);
    if (!seen) result.transmission = terms.transmission->asDiagonal();
    return result;
  }
  const DelegationTerms<Scalar> nothing_hidden;
  const internal::EdgeNoise<Scalar> noise{seen ? nothing_hidden : terms, d, risk_aversion > Scalar(0)};
  const IncentiveSpace<Scalar> space{cost.lower, asked ? std::nullopt : terms.metrics, noise.whole};
  const Scalar kappa = risk_aversion * Scalar(bargainers);
  Matrix<Scalar> arrives = space.coordinates();
  Matrix<Scalar> system;
  Eigen::LLT<Matrix<Scalar>> factor;
  result.holds = space.attenuate(kappa, arrives, system, factor);
  result.doubt = cost.doubt + space.doubt(kappa);
  // From the directions' own incentives, of which the riskiest are as small as they must be.
  const auto in_own_units = [&](Matrix<Scalar> x) {
    cost.lower.template triangularView<Eigen::Lower>().template solveInPlace<Eigen::OnTheRight>(x);
    return Matrix<Scalar>(space.incentives() * x);
  };
  const Matrix<Scalar> unstated = in_own_units(arrives);
  const bool translated = !asked && terms.translation;
  result.transmission = translated ? Matrix<Scalar>(unstated * *terms.translation) : unstated;
  const bool risky = !space.riskless() && risk_aversion > Scalar(0);
  if (risky) {
    const Scalar root = sqrt(risk_aversion);
    double bears = 0;  // at most, for a mandate of size 1, each attribute by itself
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < d; ++i) {
        const Scalar deviation = root * sqrt(noise.whole->finite_noise()(i, i));
        bears +=
            std::sqrt(to_double(cost.cost(j, j))) * std::abs(to_double(Scalar(deviation * result.transmission(i, j))));
      }
    }
    result.doubt += (internal::taken_apart_badly(noise) + 2 * noise.doubt) * bears * bears;
    if (noise.shared.size() > 0) result.risk_root = root * noise.shared.transpose();
    for (const auto& one : noise.on_errors)
      result.error_roots.push_back({one.error, Matrix<Scalar>(root * one.loads.transpose())});
    if (noise.own.size() > 0) result.own_risk = risk_aversion * noise.own;
  }
  if (!with_derivatives) return result;
  if (risky) {
    // (I + κN)⁻¹ with κ and N scaled by τ² has the derivative −2κ (I + κN)⁻¹N(I + κN)⁻¹ at τ = 1.
    Matrix<Scalar> change = arrives;
    space.expose(change);
    change = Matrix<Scalar>((Scalar(-2) * kappa) * (space.likeness() * change));
    space.expose(change);
    result.holds = space.attenuate(kappa, change, system, factor) && result.holds;
    result.by_noise = in_own_units(change);
    if (translated) result.by_noise = result.by_noise * *terms.translation;
  }
  if (translated) result.by_translation = result.transmission - unstated;
  return result;
}

/// The operators of all classes of a network for one set of ideal axes, one column of numbers each.
template <class ScalarType = double>
struct OperatorTable {
  using Scalar = ScalarType;

  Matrix<Scalar> transmission;              ///< T of each class.
  Matrix<Scalar> risk;                      ///< W of each class; 0 × 0 where nothing is at risk.
  std::vector<Matrix<Scalar>> error_risks;  ///< W_k of each class for each signal; none where none is read.
  Matrix<Scalar> own_risk;                  ///< V of each class; 0 × 0 where there is none.
  Matrix<Scalar> precision;                 ///< C⁻¹ of each type of agent.
  bool holds = true;                        ///< Whether all could be computed.
  double doubt = 0;                         ///< The largest of the operators' and the costs'.

  [[nodiscard]] const Scalar* precision_of(std::uint32_t type) const {
    return precision.col(static_cast<Eigen::Index>(type)).data();
  }
  /// Whether pay bears more than shocks of the agents that all who delegate to them see alike.
  [[nodiscard]] bool bears_more() const { return !error_risks.empty() || own_risk.size() > 0; }
};

/// How the operators of a network can be stored: by their diagonals unless costs, translations, noises or metrics mix
/// attributes.
template <class Scalar>
[[nodiscard]] OperatorForm operator_form(const NetworkData<Scalar>& data) {
  const auto mixes = [](const std::optional<Matrix<Scalar>>& m) { return m && !m->isDiagonal(Scalar(0)); };
  for (const Agent<Scalar>& type : data.agent_types) {
    if (mixes(type.cost)) return OperatorForm::dense;
  }
  for (const DelegationTerms<Scalar>& terms : data.terms) {
    if (mixes(terms.translation)) return OperatorForm::dense;
    for (const auto* noise : {&terms.noise, &terms.own_noise}) {
      if (*noise && !(*noise)->finite_noise().isDiagonal(Scalar(0))) return OperatorForm::dense;
    }
    if (terms.metrics && !internal::keeps_attributes_apart(*terms.metrics)) return OperatorForm::dense;
  }
  return OperatorForm::diagonal;
}

namespace internal {

/// How far rounding may have moved the risk Wθ of a mandate of size 1 in the norm of C⁻¹, for which |θ_j| ≤ √C_jj: that of
/// the terms of W = root · T, which cancel where noises of very different sizes go together.
template <class Scalar>
[[nodiscard]] double risk_doubt(const Matrix<Scalar>& root, const Matrix<Scalar>& transmission,
                                const Matrix<Scalar>& cost) {
  const auto size = [](const Scalar& x) { return std::abs(to_double(x)); };
  double moves = 0;
  for (Eigen::Index j = 0; j < transmission.cols(); ++j) {
    double terms = 0;
    for (Eigen::Index i = 0; i < root.rows(); ++i) {
      for (Eigen::Index k = 0; k < root.cols(); ++k) terms += size(root(i, k)) * size(transmission(k, j));
    }
    moves += std::sqrt(to_double(cost(j, j))) * terms;
  }
  return 2 * to_double(std::numeric_limits<Scalar>::epsilon()) * moves;
}

/// Fills a table for one set of ideal axes with the operators of these classes, stored in this form. `costs` are those of
/// the agents' types; of the data only terms and types of agents are read.
template <class Scalar>
void fill_table(OperatorForm form, const NetworkData<Scalar>& data, const std::vector<OperatorClass>& classes,
                const std::vector<CostFactor<Scalar>>& costs, AxisSet ideal, OperatorTable<Scalar>& table) {
  const AnyOperators<Scalar> operators{form, data.dimension()};
  const Eigen::Index count = static_cast<Eigen::Index>(classes.size());
  table.transmission.resize(operators.size(), count);
  table.risk.resize(0, 0);
  table.own_risk.resize(0, 0);
  table.error_risks.clear();
  table.holds = true;
  table.doubt = 0;
  for (const CostFactor<Scalar>& cost : costs) table.doubt = std::max(table.doubt, cost.doubt);
  const auto keep = [&](const Matrix<Scalar>& one, Eigen::Index k, Matrix<Scalar>& column) {
    if (column.size() == 0) column = Matrix<Scalar>::Zero(operators.size(), count);
    operators.store(one, column.col(k).data());
  };
  for (Eigen::Index k = 0; k < count; ++k) {
    const OperatorClass& which = classes[static_cast<std::size_t>(k)];
    const Agent<Scalar>& type = data.agent_types[which.type];
    const ContractOperator<Scalar> one =
        contract_operator(data.terms[which.terms], costs[which.type], type.risk_aversion,
                          ideal.contains(Axis::principals) ? 1 : static_cast<int>(which.bargainers), ideal);
    table.holds = table.holds && one.holds;
    table.doubt = std::max(table.doubt, one.doubt);
    operators.store(one.transmission, table.transmission.col(k).data());
    const Matrix<Scalar>& cost = costs[which.type].cost;
    if (one.risk_root.size() > 0) {
      keep(one.risk_root * one.transmission, k, table.risk);
      table.doubt = std::max(table.doubt, risk_doubt(one.risk_root, one.transmission, cost));
    }
    for (const auto& root : one.error_roots) {
      if (root.error >= table.error_risks.size()) table.error_risks.resize(root.error + std::size_t{1});
      keep(root.loads * one.transmission, k, table.error_risks[root.error]);
      table.doubt = std::max(table.doubt, risk_doubt(root.loads, one.transmission, cost));
    }
    if (one.own_risk.size() > 0) {
      keep(one.transmission.transpose() * one.own_risk * one.transmission, k, table.own_risk);
      using std::sqrt;
      Matrix<Scalar> root = Matrix<Scalar>::Zero(one.own_risk.rows(), one.own_risk.cols());
      for (Eigen::Index j = 0; j < root.cols(); ++j) root(j, j) = sqrt(one.own_risk(j, j));
      table.doubt = std::max(table.doubt, risk_doubt(root, one.transmission, cost));
    }
  }
  table.precision.resize(operators.size(), static_cast<Eigen::Index>(costs.size()));
  for (std::size_t k = 0; k < costs.size(); ++k) {
    operators.store(costs[k].inverse, table.precision.col(static_cast<Eigen::Index>(k)).data());
  }
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP
