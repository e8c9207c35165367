#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/impl/response.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

namespace behalf {

namespace internal {

/// Whether two operators (d × d) take these columns to different ones, up to rounding.
template <class Scalar>
[[nodiscard]] bool differ(const Matrix<Scalar>& a, const Matrix<Scalar>& b, const Matrix<Scalar>& columns) {
  const Scalar apart = Matrix<Scalar>((a - b) * columns).cwiseAbs().maxCoeff();
  const Scalar size = columns.cwiseAbs().maxCoeff() * std::max(a.cwiseAbs().maxCoeff(), b.cwiseAbs().maxCoeff());
  return apart > Scalar(1 << 20) * std::numeric_limits<Scalar>::epsilon() * size;
}

/// Turns slopes of regrets before anybody is made good into those of regrets after it, where the shares that are made good
/// move so fast.
template <class Scalar>
void add_redress(const LinearQuadraticSpec<Scalar>& spec, const Vector<Scalar>& shares_slope, Lattice<Scalar>& slope) {
  const Vector<Scalar>& shares = spec.institutions.redress;
  if (shares.size() == 0 && shares_slope.size() == 0) return;
  LinearQuadraticSpec<Scalar> unmended = spec;
  unmended.institutions.redress.resize(0);
  const LinearQuadratic<Scalar> model{std::move(unmended)};
  const Vector<Scalar> weights = spec.reference_weights();
  const bool per_head = !spec.covariances.empty();
  for (const AxisSet ideal : all_axis_sets) {
    const Eigen::Index column = static_cast<Eigen::Index>(ideal.index());
    Vector<Scalar> moved = slope.regrets.col(column);
    if (shares.size() > 0) make_good(shares, weights, per_head, moved.data());
    if (shares_slope.size() > 0) {
      const Vector<Scalar> regrets = model.regret(ideal).value();
      Vector<Scalar> more = regrets;
      make_good(shares_slope, weights, per_head, more.data());
      moved += more - regrets;
    }
    slope.regrets.col(column) = moved;
  }
}

}  // namespace internal

/// How fast all eight columns of regrets of linear–quadratic delegation move when its fields move in a direction: the
/// one-sided derivative at the description, in closed form. Stakes and the weights of rows do not move.
///
/// Absent where the lattice jumps: a new independent metric or a new bargainer counts in full however small it is, and
/// without risk aversion so does the first sight of an attribute that was never seen; where none of that changes what is
/// done, nothing jumps. Needs a direction whose fields have the shapes of the description's.
template <class Scalar>
[[nodiscard]] std::optional<Lattice<Scalar>> linear_quadratic_slope(const LinearQuadraticSpec<Scalar>& spec,
                                                                    const LinearQuadraticDirection<Scalar>& direction) {
  const Eigen::Index d = spec.dimension();
  const Vector<Scalar> weights = spec.weights_or_default();
  const Vector<Scalar> power =
      direction.weights.size() > 0 ? direction.weights : Vector<Scalar>(Vector<Scalar>::Zero(weights.size()));
  int bargainers = 1;
  int joined = 0;
  if (spec.bargaining == Bargaining::separate) {
    bargainers = static_cast<int>((weights.array() > Scalar(0)).count());
    joined = static_cast<int>(((weights.array() == Scalar(0)) && (power.array() > Scalar(0))).count());
  }
  const bool opens = spec.risk_aversion == Scalar(0) && direction.precision.size() > 0 && spec.noise &&
                     !spec.noise->never_seen().empty();
  const Eigen::LLT<Matrix<Scalar>> cost{internal::or_identity(spec.cost, d)};
  const Matrix<Scalar> inverse = cost.solve(Matrix<Scalar>::Identity(d, d));
  const Vector<Scalar> mandate = spec.mandate();
  const Vector<Scalar> mandate_slope = spec.values.transpose() * power;
  const Matrix<Scalar> wanted = spec.reference_values();
  const bool spreads = spec.by_each() && !spec.covariances.empty();
  const Institutions<Scalar>& institutions = spec.institutions;

  Lattice<Scalar> slope;
  slope.resize(wanted.cols());
  slope.weights.setZero();
  slope.stakes.setZero();
  for (const AxisSet ideal : all_axis_sets) {
    const bool alone = ideal.contains(Axis::principals);
    const bool asked_for = ideal.contains(Axis::objectives);
    const internal::LinearQuadraticResponse<Scalar> response{spec, direction, inverse, ideal,
                                                             alone ? 1 : bargainers + joined};
    if (response.jumps()) return std::nullopt;
    const Matrix<Scalar> asked = alone ? wanted : Matrix<Scalar>(mandate);
    if ((joined > 0 && !alone) || opens) {
      const internal::LinearQuadraticResponse<Scalar> before{spec, {}, inverse, ideal, alone ? 1 : bargainers};
      if (internal::differ(response.incentive, before.incentive, asked)) return std::nullopt;
      for (std::size_t i = 0; spreads && alone && i < spec.covariances.size(); ++i) {
        if (internal::differ(response.incentive, before.incentive, spec.covariances[i])) return std::nullopt;
      }
    }
    Vector<Scalar> own = Vector<Scalar>::Zero(d);  // what moves the agent beside pay
    Vector<Scalar> own_slope = own;
    Scalar share(1), share_slope(0);
    if (!asked_for) {
      if (spec.taste) own += *spec.taste;
      if (institutions.felt.size() > 0) {
        own += institutions.felt;
        share = institutions.own_share();
      }
      if (direction.taste.size() > 0) own_slope += direction.taste;
      if (direction.felt.size() > 0) own_slope += direction.felt;
      share_slope = -share * share * direction.felt_weight;
    }
    const Matrix<Scalar> asked_slope =
        alone ? Matrix<Scalar>(Matrix<Scalar>::Zero(d, wanted.cols())) : Matrix<Scalar>(mandate_slope);
    const Matrix<Scalar> moved = (response.incentive * asked).colwise() + own;
    const Matrix<Scalar> pursued =
        (response.incentive_slope * asked + response.incentive * asked_slope).colwise() + own_slope;
    const Matrix<Scalar> moved_slope = share * pursued + share_slope * moved;
    const Matrix<Scalar> risk_slope = Scalar(0.5) * spec.risk_aversion * (response.risk_slope * asked) +
                                      spec.risk_aversion * (response.risk * asked_slope);
    const Matrix<Scalar> premium_slope = asked.cwiseProduct(risk_slope).colwise().sum();
    const Matrix<Scalar> dear = inverse * moved_slope;
    for (Eigen::Index i = 0; i < wanted.cols(); ++i) {
      const Eigen::Index j = alone ? i : 0;
      slope.regrets(i, static_cast<Eigen::Index>(ideal.index())) =
          (share * moved.col(j) - wanted.col(i)).dot(dear.col(j)) + premium_slope(0, j);
    }
    if (alone && spreads) {
      const Matrix<Scalar> excess = share * response.incentive - Matrix<Scalar>::Identity(d, d);
      const Matrix<Scalar> half =
          excess.transpose() * (inverse * (share * response.incentive_slope + share_slope * response.incentive));
      const Matrix<Scalar> spread = half + half.transpose() + spec.risk_aversion * response.risk_slope;
      for (std::size_t i = 0; i < spec.covariances.size(); ++i) {
        slope.regrets(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(ideal.index())) +=
            Scalar(0.5) * spread.cwiseProduct(spec.covariances[i]).sum();
      }
    }
  }
  internal::add_redress(spec, direction.redress, slope);
  return slope;
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SLOPE_HPP
