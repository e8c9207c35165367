#ifndef BEHALF_SOLVE_IMPL_GRADED_FACTOR_HPP
#define BEHALF_SOLVE_IMPL_GRADED_FACTOR_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cmath>
#include <limits>
#include <vector>

namespace behalf::internal {

/// A covariance as independent sources: Σ = A diag(s²) Aᵀ, by Cholesky with the largest variance first, relative to
/// `scale` (d, the variance that counts as 1 of each coordinate).
///
/// Each step takes out what one source explains, the largest first, so that variances of very different size do not spoil
/// each other: what a source does to another coordinate is taken from that coordinate's own size. What is left of a
/// variance below 64 d epsilon of it counts as nothing.
template <class Scalar>
struct GradedFactor {
  Matrix<Scalar> loads;           ///< A (d × m), 1 in the row of each source's own coordinate.
  Vector<Scalar> deviations;      ///< s (m).
  std::vector<Eigen::Index> own;  ///< The coordinate of each source.
  Scalar unresolved = Scalar(0);  ///< The largest variance, in units of `scale`, that counts as nothing.
  double doubt = 0;               ///< How far rounding may have moved s², relative to it.

  GradedFactor(const Matrix<Scalar>& covariance, const Vector<Scalar>& scale) {
    using std::sqrt;
    const Eigen::Index d = covariance.rows();
    Matrix<Scalar> rest = covariance;
    loads.resize(d, d);
    deviations.resize(d);
    const double rounding = to_double(std::numeric_limits<Scalar>::epsilon()) * static_cast<double>(d);
    const Scalar negligible = definite_tolerance<Scalar>(d);
    Eigen::Index rank = 0;
    while (rank < d) {
      const Eigen::Index pivot = largest_variance(covariance, rest, scale, negligible);
      if (pivot < 0) break;
      const Scalar variance = rest(pivot, pivot);
      doubt = larger_of(doubt, rounding * to_double(Scalar(covariance(pivot, pivot) / variance)));
      for (Eigen::Index i = 0; i < d; ++i) loads(i, rank) = rest(i, pivot) / variance;
      for (Eigen::Index j = 0; j < d; ++j) {
        for (Eigen::Index i = 0; i < d; ++i) rest(i, j) -= loads(i, rank) * (loads(j, rank) * variance);
      }
      // Nothing of what this source explains is left.
      for (Eigen::Index i = 0; i < d; ++i) rest(i, pivot) = rest(pivot, i) = Scalar(0);
      loads(pivot, rank) = Scalar(1);
      deviations(rank) = sqrt(variance);
      own.push_back(pivot);
      ++rank;
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      const Scalar left = (rest(j, j) < Scalar(0) ? Scalar(-rest(j, j)) : Scalar(rest(j, j))) / scale(j);
      if (left > unresolved) unresolved = left;
    }
    loads.conservativeResize(d, rank);
    deviations.conservativeResize(rank);
  }

  [[nodiscard]] static double larger_of(double a, double b) { return b > a ? b : a; }

private:
  [[nodiscard]] static Eigen::Index largest_variance(const Matrix<Scalar>& whole, const Matrix<Scalar>& rest,
                                                     const Vector<Scalar>& scale, const Scalar& negligible) {
    Eigen::Index pivot = -1;
    Scalar largest(0);
    for (Eigen::Index j = 0; j < rest.rows(); ++j) {
      if (!(rest(j, j) > negligible * whole(j, j))) continue;
      const Scalar size = rest(j, j) / scale(j);
      if (pivot >= 0 && !(size > largest)) continue;
      largest = size;
      pivot = j;
    }
    return pivot;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_GRADED_FACTOR_HPP
