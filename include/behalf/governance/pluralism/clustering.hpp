#ifndef BEHALF_GOVERNANCE_PLURALISM_CLUSTERING_HPP
#define BEHALF_GOVERNANCE_PLURALISM_CLUSTERING_HPP

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace behalf {

/// Weighted points in k clusters, each around its weighted mean.
template <class Scalar = double>
struct Clustering {
  Matrix<Scalar> centres;                ///< One row per cluster; fewer than asked for where fewer points differ.
  std::vector<Eigen::Index> assignment;  ///< n: the cluster of each point.
  Scalar cost{};                         ///< Σ w_i |x_i − centre|².
  Scalar lower_bound{};                  ///< No clustering into so many costs less, up to rounding.
  bool exact = false;                    ///< Whether the cost was proved to be the least.
};

namespace internal {

/// The centre (row of k ≥ 1) that is nearest to a point, the first of equally near ones.
template <class Scalar, class Point>
[[nodiscard]] Eigen::Index nearest_centre(const Matrix<Scalar>& centres, const Eigen::MatrixBase<Point>& point) {
  Eigen::Index nearest = 0;
  for (Eigen::Index c = 1; c < centres.rows(); ++c) {
    if ((point - centres.row(c)).squaredNorm() < (point - centres.row(nearest)).squaredNorm()) nearest = c;
  }
  return nearest;
}

/// Clusters of weighted points (n × d) while points move between them; every weight is positive.
template <class Scalar>
class MovingClusters {
public:
  MovingClusters(const Matrix<Scalar>& points, const Vector<Scalar>& weights, Eigen::Index k)
      : points_{points},
        weights_{weights},
        centres_{Matrix<Scalar>::Zero(k, points.cols())},
        masses_{Vector<Scalar>::Zero(k)},
        sizes_(static_cast<std::size_t>(k), 0),
        assignment_(static_cast<std::size_t>(points.rows()), -1) {}

  [[nodiscard]] Eigen::Index of(Eigen::Index i) const { return assignment_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] Eigen::Index size(Eigen::Index c) const { return sizes_[static_cast<std::size_t>(c)]; }
  [[nodiscard]] const Matrix<Scalar>& centres() const noexcept { return centres_; }
  [[nodiscard]] const std::vector<Eigen::Index>& assignment() const noexcept { return assignment_; }

  /// What the cost rises by when point i, which belongs nowhere, joins cluster c.
  [[nodiscard]] Scalar joining(Eigen::Index i, Eigen::Index c) const {
    if (size(c) == 0) return Scalar(0);
    return masses_(c) * weights_(i) / (masses_(c) + weights_(i)) * (points_.row(i) - centres_.row(c)).squaredNorm();
  }
  /// What the cost falls by when point i leaves its cluster.
  [[nodiscard]] Scalar leaving(Eigen::Index i) const {
    const Eigen::Index c = of(i);
    const Scalar rest = masses_(c) - weights_(i);
    if (size(c) == 1 || !(rest > Scalar(0))) return Scalar(0);
    return masses_(c) * weights_(i) / rest * (points_.row(i) - centres_.row(c)).squaredNorm();
  }
  void join(Eigen::Index i, Eigen::Index c) {
    if (++sizes_[static_cast<std::size_t>(c)] == 1) {
      masses_(c) = weights_(i);
      centres_.row(c) = points_.row(i);
    } else {
      masses_(c) += weights_(i);
      centres_.row(c) += weights_(i) / masses_(c) * (points_.row(i) - centres_.row(c));
    }
    assignment_[static_cast<std::size_t>(i)] = c;
  }
  void leave(Eigen::Index i) {
    const Eigen::Index c = of(i);
    if (--sizes_[static_cast<std::size_t>(c)] > 0) {
      const Scalar rest = masses_(c) - weights_(i);
      centres_.row(c) -= weights_(i) / rest * (points_.row(i) - centres_.row(c));
      masses_(c) = rest;
    }
    assignment_[static_cast<std::size_t>(i)] = -1;
  }

private:
  const Matrix<Scalar>& points_;
  const Vector<Scalar>& weights_;
  Matrix<Scalar> centres_;
  Vector<Scalar> masses_;
  std::vector<Eigen::Index> sizes_;
  std::vector<Eigen::Index> assignment_;
};

/// The clustering that an assignment of weighted points gives; empty clusters disappear. A point without weight goes to
/// the nearest centre, wherever it was.
template <class Scalar>
[[nodiscard]] Clustering<Scalar> clustering_of(const Matrix<Scalar>& points, const Vector<Scalar>& weights,
                                               const std::vector<Eigen::Index>& assignment, Eigen::Index k) {
  const Eigen::Index n = points.rows();
  Matrix<Scalar> centres = Matrix<Scalar>::Zero(k, points.cols());
  Vector<Scalar> masses = Vector<Scalar>::Zero(k);
  for (Eigen::Index i = 0; i < n; ++i) {
    if (weights(i) > Scalar(0)) masses(assignment[static_cast<std::size_t>(i)]) += weights(i);
  }
  // Relative to a member, so that clusters far from 0 keep their digits.
  std::vector<Eigen::Index> member(static_cast<std::size_t>(k), -1);
  for (Eigen::Index i = 0; i < n; ++i) {
    if (!(weights(i) > Scalar(0))) continue;
    const Eigen::Index c = assignment[static_cast<std::size_t>(i)];
    Eigen::Index& first = member[static_cast<std::size_t>(c)];
    if (first < 0) first = i;
    centres.row(c) += weights(i) / masses(c) * (points.row(i) - points.row(first));
  }
  std::vector<Eigen::Index> number(static_cast<std::size_t>(k), -1);
  Clustering<Scalar> result;
  Eigen::Index kept = 0;
  for (Eigen::Index c = 0; c < k; ++c) {
    const Eigen::Index first = member[static_cast<std::size_t>(c)];
    if (first < 0) continue;
    number[static_cast<std::size_t>(c)] = kept;
    const Eigen::Matrix<Scalar, 1, Eigen::Dynamic> centre = points.row(first) + centres.row(c);
    centres.row(kept++) = centre;
  }
  result.centres = centres.topRows(kept);
  for (Eigen::Index i = 0; i < n; ++i) {
    if (weights(i) > Scalar(0)) {
      result.assignment.push_back(number[static_cast<std::size_t>(assignment[static_cast<std::size_t>(i)])]);
      result.cost += weights(i) * (points.row(i) - result.centres.row(result.assignment.back())).squaredNorm();
    } else {
      result.assignment.push_back(nearest_centre(result.centres, points.row(i)));
    }
  }
  return result;
}

/// Adds to a certificate how far a clustering is from one in which centres are the weighted means of their clusters (primal
/// residual) and nobody is nearer to another centre than to its own (dual residual: the largest such gain in squared
/// distance), relative to the largest squared distance of a point to the mean of all; duality gap: the cost recomputed.
template <class Scalar>
void certify_clustering(const Matrix<Scalar>& points, const Vector<Scalar>& weights,
                        const Clustering<Scalar>& clustering, Certificate& certificate) {
  const Eigen::Index n = points.rows(), k = clustering.centres.rows();
  const Eigen::Matrix<Scalar, 1, Eigen::Dynamic> middle = weights.transpose() * points / weights.sum();
  double size = 0, centre_off = 0, gain = 0;
  for (Eigen::Index i = 0; i < n; ++i) size = std::max(size, to_double(Scalar((points.row(i) - middle).squaredNorm())));
  Scalar cost(0);
  for (Eigen::Index c = 0; c < k; ++c) {
    Eigen::Matrix<Scalar, 1, Eigen::Dynamic> pull = Eigen::Matrix<Scalar, 1, Eigen::Dynamic>::Zero(points.cols());
    Scalar mass(0);
    for (Eigen::Index i = 0; i < n; ++i) {
      if (clustering.assignment[static_cast<std::size_t>(i)] != c) continue;
      pull += weights(i) * (points.row(i) - clustering.centres.row(c));
      mass += weights(i);
    }
    if (mass > Scalar(0)) centre_off = std::max(centre_off, to_double(Scalar((pull / mass).squaredNorm())));
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    const Eigen::Index own = clustering.assignment[static_cast<std::size_t>(i)];
    const Scalar distance = (points.row(i) - clustering.centres.row(own)).squaredNorm();
    cost += weights(i) * distance;
    for (Eigen::Index c = 0; c < k; ++c) {
      gain = std::max(gain, to_double(Scalar(distance - (points.row(i) - clustering.centres.row(c)).squaredNorm())));
    }
  }
  const double off = to_double(Scalar(cost - clustering.cost)), total = size * to_double(Scalar(weights.sum()));
  if (size > 0) {
    certificate.primal_residual = std::max(certificate.primal_residual, centre_off / size);
    certificate.dual_residual = std::max(certificate.dual_residual, gain / size);
    certificate.duality_gap = std::max(certificate.duality_gap, std::max(off, -off) / total);
  }
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PLURALISM_CLUSTERING_HPP
