#ifndef BEHALF_SOLVE_BALL_PROJECTION_HPP
#define BEHALF_SOLVE_BALL_PROJECTION_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cmath>
#include <limits>

namespace behalf {

/// The point of several balls that is nearest to a given one, or why there is none.
template <class Scalar = double>
struct BallProjection {
  Vector<Scalar> point;        ///< d.
  Vector<Scalar> multipliers;  ///< m, ≥ 0: point = (w·given + Σ λ_i centre_i) / (w + Σ λ_i).
  bool within = false;         ///< Whether it lies in all balls, up to rounding.
  bool disjoint = false;       ///< Whether it is proved that no point lies in all of them.
};

/// Projects a point (d) of weight w > 0 on the intersection of balls with these centres (m × d) and radii (m, > 0): the
/// minimum of ½w|a − given|² with |a − centre_i| ≤ radius_i.
///
/// The dual is maximised one multiplier at a time, each by the exact λ_i = B(|b − centre_i|/radius_i − 1)⁺, with B and b weight
/// and mean of all the others. Balls that have no point in common are proved so by multipliers α of sum 1 with
/// Σ α_i(|a − centre_i|² − radius_i²) > 0 at a = Σ α_i centre_i, where that sum is least. Where they touch in one point
/// only, or nearly, it may end with neither.
template <class Scalar = double>
[[nodiscard]] BallProjection<Scalar> project_on_balls(const Vector<Scalar>& given, const Scalar& weight,
                                                      const Matrix<Scalar>& centres, const Vector<Scalar>& radii) {
  using std::sqrt;
  const Eigen::Index m = centres.rows();
  const Scalar rounding = Scalar(64) * std::numeric_limits<Scalar>::epsilon();
  BallProjection<Scalar> result{given, Vector<Scalar>::Zero(m)};
  Scalar mass = weight;
  for (int sweep = 0; sweep < 20000; ++sweep) {
    for (Eigen::Index i = 0; i < m; ++i) {
      const Vector<Scalar> centre = centres.row(i).transpose();
      const Scalar others = mass - result.multipliers(i) > weight ? Scalar(mass - result.multipliers(i)) : weight;
      const Vector<Scalar> without = result.point + result.multipliers(i) / others * (result.point - centre);
      const Scalar ratio = sqrt((without - centre).squaredNorm()) / radii(i);
      const Scalar next = ratio > Scalar(1) ? Scalar(others * (ratio - Scalar(1))) : Scalar(0);
      result.point = (others * without + next * centre) / (others + next);
      result.multipliers(i) = next;
      mass = others + next;
    }
    // Summed up anew, since small changes to a sum add up.
    mass = weight + result.multipliers.sum();
    const Scalar held = mass - weight;
    result.point = (weight * given + centres.transpose() * result.multipliers) / mass;
    bool outside = false, slack = false;
    for (Eigen::Index i = 0; i < m; ++i) {
      const Scalar ratio = (result.point - centres.row(i).transpose()).squaredNorm() / (radii(i) * radii(i));
      outside = outside || ratio > Scalar(1) + rounding;
      slack =
          slack || (result.multipliers(i) > Scalar(0) && ratio < Scalar(1) - rounding * mass / result.multipliers(i));
    }
    if (!outside && !slack) {
      result.within = true;
      return result;
    }
    if (held > Scalar(0)) {
      const Vector<Scalar> alpha = result.multipliers / held;
      const Vector<Scalar> middle = centres.transpose() * alpha;
      Scalar excess(0), size(0);
      for (Eigen::Index i = 0; i < m; ++i) {
        const Scalar apart = (middle - centres.row(i).transpose()).squaredNorm();
        excess += alpha(i) * (apart - radii(i) * radii(i));
        size += alpha(i) * (apart + radii(i) * radii(i));
      }
      if (excess > rounding * size) {
        result.disjoint = true;
        result.point = middle;
        return result;
      }
    }
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_BALL_PROJECTION_HPP
