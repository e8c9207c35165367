#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATOR_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATOR_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/solve/cost_units.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <concepts>
#include <cstddef>
#include <limits>

namespace behalf::internal {

/// A named welfare of the gaps of linear–quadratic delegation, many times over for contracts, tastes and mandates that
/// change, with a bound on what any mandate leaves. In cost units: x̃ = L⁻¹x with C = LLᵀ.
///
/// With a contract of projection Π and risk R and a taste b, principal i is left at least
///   min_y ½|y + b − v_i|² + ½ r yᵀRy = ½(v_i − b)ᵀ(I − (I + rR)⁻¹Π)(v_i − b)
/// whatever the mandate, and the weighted mean at least the same of the mean of values, plus the diversity of values. An
/// agent that pursues its pay and taste b only by the share s ≤ 1 leaves at least as much as one of the taste s b.
/// Welfare functions rise with every gap, so that the welfare of these is a bound.
template <class Scalar, class W>
class LinearQuadraticEvaluator {
public:
  LinearQuadraticEvaluator(const LinearQuadraticSpec<Scalar>& spec, const W& welfare, const Vector<Scalar>& weights)
      : welfare_{welfare}, weights_{weights}, units_{or_identity(spec.cost, spec.dimension())} {
    wanted_ = units_.whiten(spec.reference_values());
    spread_ = Vector<Scalar>::Zero(wanted_.cols());
    if (spec.by_each()) {
      for (std::size_t i = 0; i < spec.covariances.size(); ++i) {
        const Matrix<Scalar> spread = units_.solve(spec.covariances[i]);
        spread_(static_cast<Eigen::Index>(i)) = spread.trace() / Scalar(2);
      }
    }
    if constexpr (is_mean) {
      const Scalar total = weights.sum();
      centre_ = wanted_ * weights / total;
      const Vector<Scalar> apart = (wanted_.colwise() - centre_).colwise().squaredNorm().transpose();
      diversity_ = weights.dot(apart / Scalar(2) + spread_) / total;
    }
  }

  [[nodiscard]] const CostUnits<Scalar>& units() const noexcept { return units_; }

  /// The least that a contract of shortfall I − (I + rR)⁻¹Π leaves beside a taste, less what rounding of so many epsilon
  /// may have added.
  [[nodiscard]] Scalar bound(const Matrix<Scalar>& shortfall, const Vector<Scalar>& taste, int epsilons = 256) const {
    const Scalar rounding = Scalar(epsilons) * std::numeric_limits<Scalar>::epsilon();
    if constexpr (is_mean) {
      const Vector<Scalar> missed = centre_ - taste;
      return diversity_ * (Scalar(1) - rounding) +
             (missed.dot(shortfall * missed) - rounding * missed.squaredNorm()) / Scalar(2);
    } else {
      const Matrix<Scalar> missed = wanted_.colwise() - taste;
      Vector<Scalar> least = missed.cwiseProduct(shortfall * missed).colwise().sum().transpose();
      least -= rounding * missed.colwise().squaredNorm().transpose();
      least = (least / Scalar(2) + spread_ * (Scalar(1) - rounding)).cwiseMax(Scalar(0));
      return static_cast<Scalar>(welfare_(least, weights_));
    }
  }

  /// The welfare when the agent is moved by y + b and its pay costs this risk premium. `gaps` is reused room.
  [[nodiscard]] Scalar value(const Vector<Scalar>& moved, const Scalar& risk, Vector<Scalar>& gaps) const {
    if constexpr (is_mean) {
      return (moved - centre_).squaredNorm() / Scalar(2) + diversity_ + risk;
    } else {
      gaps = (wanted_.colwise() - moved).colwise().squaredNorm().transpose() / Scalar(2) + spread_;
      gaps.array() += risk;
      return static_cast<Scalar>(welfare_(gaps, weights_));
    }
  }

private:
  static constexpr bool is_mean = std::same_as<W, WeightedMean>;

  const W& welfare_;
  const Vector<Scalar>& weights_;
  CostUnits<Scalar> units_;
  Matrix<Scalar> wanted_;         // d × m
  Vector<Scalar> spread_;         // m: ½tr(C⁻¹S)
  Vector<Scalar> centre_;         // the weighted mean of what is wanted, where that is the welfare
  Scalar diversity_ = Scalar(0);  // and what no single action can mend
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATOR_HPP
