#ifndef BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP
#define BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP

#include <behalf/information/linear_contract.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/definite.hpp>
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

/// What one delegation does to a mandate, per unit of share: y = Tθ reaches the agent, and the pay bears ½|Wθ|² of risk.
///
/// T = Gᵀ(GC⁻¹Gᵀ + n' r GΣGᵀ)⁺GC⁻¹P and W = √r Σ^½ T (d × d each), Σ^½ the symmetric root without never-seen attributes.
/// With objectives ideal P = I and G = I; with information ideal Σ = 0. Terms that give a transmission t have T = diag(t), or
/// I when information is ideal, and W = 0.
template <class ScalarType = double>
struct ContractOperator {
  using Scalar = ScalarType;

  Matrix<Scalar> transmission;  ///< T.
  Matrix<Scalar> risk_root;     ///< √r Σ^½; 0 × 0 where nothing is at risk.
  Matrix<Scalar> by_noise;      ///< dT/dτ at τ = 1 of Σ → τ²Σ; only where asked for, and 0 × 0 where it is 0.
  bool holds = true;            ///< False where the risk overflows, so that there is no such contract to compute.
  double doubt = 0;             ///< How far rounding may have moved T, relative to what is stated.
  Matrix<Scalar> by_translation;  ///< dT/dτ at τ = 1 of P → I + τ(P − I); likewise.
};

namespace internal {

/// The symmetric root of a positive semidefinite matrix Σ, also where it is singular.
///
/// Σ = FFᵀ by Cholesky with the largest pivot first, relative to the diagonal, until what is left is rounding; rotations of
/// pairs of columns (Jacobi) then make F orthogonal, so that Σ^½ = Σ_k f_k f_kᵀ / |f_k|. By eigenvalues the root of a
/// singular Σ would lose half of its digits: an eigenvalue that should be 0 comes out as ε|Σ|, and its root as √ε |Σ|^½.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> symmetric_root(const Matrix<Scalar>& matrix) {
  using std::abs;
  using std::sqrt;
  const Eigen::Index d = matrix.rows();
  Matrix<Scalar> rest = matrix;
  Matrix<Scalar> factor = Matrix<Scalar>::Zero(d, d);
  Eigen::Index rank = 0;
  for (; rank < d; ++rank) {
    Eigen::Index pivot = -1;
    Scalar largest = definite_tolerance<Scalar>(d);
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!(matrix(j, j) > Scalar(0)) || !(rest(j, j) / matrix(j, j) > largest)) continue;
      largest = rest(j, j) / matrix(j, j);
      pivot = j;
    }
    if (pivot < 0) break;
    const Vector<Scalar> column = rest.col(pivot) / sqrt(rest(pivot, pivot));
    rest -= column * column.transpose();
    factor.col(rank) = column;
  }
  bool moved = true;
  for (int round = 0; moved && round < 60; ++round) {
    moved = false;
    for (Eigen::Index q = 1; q < rank; ++q) {
      for (Eigen::Index p = 0; p < q; ++p) {
        const Scalar product = factor.col(p).dot(factor.col(q));
        const Scalar first = factor.col(p).squaredNorm();
        const Scalar second = factor.col(q).squaredNorm();
        if (abs(product) <= std::numeric_limits<Scalar>::epsilon() * sqrt(first * second)) continue;
        const Scalar half = (second - first) / (Scalar(2) * product);
        const Scalar size = Scalar(1) / (abs(half) + sqrt(Scalar(1) + half * half));
        const Scalar tangent = half < Scalar(0) ? Scalar(-size) : size;
        const Scalar cosine = Scalar(1) / sqrt(Scalar(1) + tangent * tangent);
        const Vector<Scalar> turned = cosine * factor.col(p) - (cosine * tangent) * factor.col(q);
        factor.col(q) = (cosine * tangent) * factor.col(p) + cosine * factor.col(q);
        factor.col(p) = turned;
        moved = true;
      }
    }
  }
  Matrix<Scalar> root = Matrix<Scalar>::Zero(d, d);
  for (Eigen::Index k = 0; k < rank; ++k) {
    root += factor.col(k) * factor.col(k).transpose() / sqrt(factor.col(k).squaredNorm());
  }
  return root;
}

/// Whether every row has at most one entry, so that no attribute is mixed with another.
template <class Scalar>
[[nodiscard]] bool keeps_attributes_apart(const Matrix<Scalar>& rows) {
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    if ((rows.row(i).array() != Scalar(0)).count() > 1) return false;
  }
  return true;
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
  const IncentiveSpace<Scalar> space{cost.lower, asked ? std::nullopt : terms.metrics,
                                     seen ? std::nullopt : terms.noise};
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
  if (risky) result.risk_root = sqrt(risk_aversion) * internal::symmetric_root(terms.noise->finite_noise());
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

  Matrix<Scalar> transmission;  ///< T of each class.
  Matrix<Scalar> risk;          ///< W of each class; 0 × 0 where nothing is at risk.
  Matrix<Scalar> precision;     ///< C⁻¹ of each type of agent.
  bool holds = true;            ///< Whether all could be computed.
  double doubt = 0;             ///< The largest of the operators' and the costs'.

  [[nodiscard]] const Scalar* precision_of(std::uint32_t type) const {
    return precision.col(static_cast<Eigen::Index>(type)).data();
  }
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
    if (terms.noise && !terms.noise->finite_noise().isDiagonal(Scalar(0))) return OperatorForm::dense;
    if (terms.metrics && !internal::keeps_attributes_apart(*terms.metrics)) return OperatorForm::dense;
  }
  return OperatorForm::diagonal;
}

namespace internal {

/// Fills a table for one set of ideal axes with the operators of these classes, stored in this form. `costs` are those of
/// the agents' types; of the data only terms and types of agents are read.
template <class Scalar>
void fill_table(OperatorForm form, const NetworkData<Scalar>& data, const std::vector<OperatorClass>& classes,
                const std::vector<CostFactor<Scalar>>& costs, AxisSet ideal, OperatorTable<Scalar>& table) {
  const AnyOperators<Scalar> operators{form, data.dimension()};
  const Eigen::Index count = static_cast<Eigen::Index>(classes.size());
  table.transmission.resize(operators.size(), count);
  table.risk.resize(0, 0);
  table.holds = true;
  table.doubt = 0;
  for (const CostFactor<Scalar>& cost : costs) table.doubt = std::max(table.doubt, cost.doubt);
  for (Eigen::Index k = 0; k < count; ++k) {
    const OperatorClass& which = classes[static_cast<std::size_t>(k)];
    const Agent<Scalar>& type = data.agent_types[which.type];
    const ContractOperator<Scalar> one =
        contract_operator(data.terms[which.terms], costs[which.type], type.risk_aversion,
                          ideal.contains(Axis::principals) ? 1 : static_cast<int>(which.bargainers), ideal);
    table.holds = table.holds && one.holds;
    table.doubt = std::max(table.doubt, one.doubt);
    operators.store(one.transmission, table.transmission.col(k).data());
    if (one.risk_root.size() == 0) continue;
    if (table.risk.size() == 0) table.risk = Matrix<Scalar>::Zero(operators.size(), count);
    operators.store(Matrix<Scalar>(one.risk_root * one.transmission), table.risk.col(k).data());
  }
  table.precision.resize(operators.size(), static_cast<Eigen::Index>(costs.size()));
  for (std::size_t k = 0; k < costs.size(); ++k) {
    operators.store(costs[k].inverse, table.precision.col(static_cast<Eigen::Index>(k)).data());
  }
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_CONTRACT_OPERATOR_HPP
