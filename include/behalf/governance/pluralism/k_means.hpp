#ifndef BEHALF_GOVERNANCE_PLURALISM_K_MEANS_HPP
#define BEHALF_GOVERNANCE_PLURALISM_K_MEANS_HPP

#include <behalf/governance/pluralism/clustering.hpp>
#include <behalf/governance/pluralism/exact_clusters.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// How clusters are looked for: the same seed gives the same bits.
struct KMeansOptions {
  int restarts = 20;  ///< ≥ 1: how often it starts anew from drawn centres.
  std::uint64_t seed = 0;
  std::int64_t most_nodes = 1'000'000;  ///< ≥ 0: how much is spent on proving the best one to be the least.
};

namespace internal {

/// k points drawn in turn, each in proportion to its weighted squared distance to those before it.
/// Source: \cite arthur2007.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> drawn_centres(const Matrix<Scalar>& points, const Vector<Scalar>& weights, Eigen::Index k,
                                           RandomStream& random) {
  Matrix<Scalar> centres(k, points.cols());
  Vector<Scalar> pull = weights;
  for (Eigen::Index c = 0; c < k; ++c) {
    Scalar left = Scalar(random.uniform()) * pull.sum();
    Eigen::Index chosen = 0;
    pull.maxCoeff(&chosen);
    for (Eigen::Index i = 0; i < pull.size(); ++i) {
      left -= pull(i);
      if (left < Scalar(0)) {
        chosen = i;
        break;
      }
    }
    centres.row(c) = points.row(chosen);
    for (Eigen::Index i = 0; i < pull.size(); ++i) {
      const Scalar reach = weights(i) * (points.row(i) - centres.row(c)).squaredNorm();
      if (c == 0 || reach < pull(i)) pull(i) = reach;
    }
  }
  return centres;
}

/// Lets points (positive weights) move one at a time to where they lower the cost most, centres following at once, until none
/// does: then nobody is nearer to another centre either. Returns the moves made, or −1 if it did not settle.
template <class Scalar>
int settle(const Matrix<Scalar>& points, MovingClusters<Scalar>& clusters, Eigen::Index k) {
  int moves = 0;
  const Scalar rounding = Scalar(1) - Scalar(16) * std::numeric_limits<Scalar>::epsilon();
  for (int sweep = 0; sweep < 1000; ++sweep) {
    bool moved = false;
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      const Eigen::Index own = clusters.of(i);
      if (clusters.size(own) == 1) continue;
      const Scalar gain = clusters.leaving(i);
      Eigen::Index best = own;
      Scalar least = gain * rounding;
      for (Eigen::Index c = 0; c < k; ++c) {
        if (c == own) continue;
        const Scalar rise = clusters.joining(i, c);
        if (rise < least) {
          least = rise;
          best = c;
        }
      }
      if (best == own) continue;
      clusters.leave(i);
      clusters.join(i, best);
      moved = true;
      ++moves;
    }
    if (!moved) return moves;
  }
  return -1;
}

/// Σ w_i|x_i − m|² without its k − 1 largest principal parts: what k clusters cost at least, since k centres span k − 1
/// directions about the mean. 0 where there are no further directions.
template <class Scalar>
[[nodiscard]] Scalar spectral_bound(const Matrix<Scalar>& points, const Vector<Scalar>& weights, Eigen::Index k) {
  if (k > points.cols()) return Scalar(0);
  const Eigen::Matrix<Scalar, 1, Eigen::Dynamic> middle = weights.transpose() * points / weights.sum();
  const Matrix<Scalar> centred = points.rowwise() - middle;
  const Matrix<Scalar> scatter = centred.transpose() * weights.asDiagonal() * centred;
  const Eigen::SelfAdjointEigenSolver<Matrix<Scalar>> parts{scatter, Eigen::EigenvaluesOnly};
  const Scalar bound = parts.eigenvalues().head(points.cols() - (k - 1)).sum();
  return bound > Scalar(0) ? bound : Scalar(0);
}

template <class Scalar>
[[nodiscard]] Matrix<Scalar> chosen_rows(const Matrix<Scalar>& all, const std::vector<Eigen::Index>& chosen) {
  Matrix<Scalar> result(static_cast<Eigen::Index>(chosen.size()), all.cols());
  for (std::size_t j = 0; j < chosen.size(); ++j) result.row(static_cast<Eigen::Index>(j)) = all.row(chosen[j]);
  return result;
}

/// Weighted k-means for points of positive weight.
template <class Scalar>
[[nodiscard]] std::pair<Clustering<Scalar>, bool> best_clusters(const Matrix<Scalar>& points,
                                                                const Vector<Scalar>& weights, Eigen::Index k,
                                                                const KMeansOptions& options) {
  const Eigen::Index n = points.rows();
  if (points.cols() == 1) {
    const Vector<Scalar> line = points.col(0);
    Clustering<Scalar> result = clustering_of(points, weights, clusters_on_a_line(line, weights, k), k);
    result.lower_bound = result.cost;
    result.exact = true;
    return {result, true};
  }
  Clustering<Scalar> best;
  bool settled = true;
  for (int start = 0; start < options.restarts; ++start) {
    RandomStream random{options.seed, static_cast<std::uint64_t>(start)};
    const Matrix<Scalar> centres = drawn_centres(points, weights, k, random);
    MovingClusters<Scalar> clusters{points, weights, k};
    for (Eigen::Index i = 0; i < n; ++i) clusters.join(i, nearest_centre(centres, points.row(i)));
    const bool ended = settle(points, clusters, k) >= 0;
    Clustering<Scalar> one = clustering_of(points, weights, clusters.assignment(), k);
    if (start == 0 || one.cost < best.cost) {
      best = std::move(one);
      settled = ended;
    }
  }
  best.lower_bound = spectral_bound(points, weights, k);
  if (n <= k || !(best.cost > Scalar(0))) {
    best.exact = true;
  } else if (options.most_nodes > 0) {
    ClusterSearch<Scalar> search{points, weights, k, options.most_nodes};
    best.exact = search.run(best.assignment, best.cost);
    if (best.exact) {
      const Scalar heuristic_bound = best.lower_bound;
      best = clustering_of(points, weights, search.best(), k);
      best.lower_bound = heuristic_bound;
      best.exact = settled = true;
    } else if (search.bound() > best.lower_bound) {
      best.lower_bound = search.bound();
    }
  }
  if (best.exact || best.lower_bound > best.cost) best.lower_bound = best.cost;
  return {best, settled};
}

}  // namespace internal

/// Weighted k-means: k centres and an assignment that minimise Σ w_i |x_i − centre|².
///
/// `points`: n × d, `weights`: n, ≥ 0, one of them positive; 1 ≤ k ≤ n; throws `InvalidArgument` otherwise. In one dimension
/// the answer is exact. Else the best of `restarts` descents, each from drawn centres, and then a search that proves it the
/// least or improves on it, as long as `most_nodes` allow. The lower bound reported otherwise is the better of two: the
/// cost of a part of the points that was solved exactly, and the principal parts that k centres cannot span, which says
/// nothing for k > d. Certificate: that of a point at which no centre and nobody moves (primal residual: centres are
/// means, dual residual: the most that anybody would gain with another centre), duality gap: the cost recomputed.
/// Source: the bound is that of \cite ding2004.
template <class Scalar = double>
[[nodiscard]] Solution<Clustering<Scalar>> k_means(const Matrix<Scalar>& points, const Vector<Scalar>& weights,
                                                   Eigen::Index k, const KMeansOptions& options = {}) {
  static constexpr const char* who = "k_means";
  require_finite(who, "points", points);
  require_size(who, "weights", weights.size(), points.rows());
  require_weights(who, "weights", weights);
  if (points.cols() < 1) throw InvalidArgument{who, "points", "expected at least one column, got none"};
  if (k < 1 || k > points.rows()) {
    throw InvalidArgument{who, "k", "expected 1 to " + std::to_string(points.rows()) + ", got " + std::to_string(k)};
  }
  if (options.restarts < 1) {
    throw InvalidArgument{who, "restarts", "expected at least 1, got " + std::to_string(options.restarts)};
  }
  std::vector<Eigen::Index> counted;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    if (weights(i) > Scalar(0)) counted.push_back(i);
  }
  const Matrix<Scalar> some = internal::chosen_rows(points, counted);
  const Vector<Scalar> their_weights = internal::chosen_rows<Scalar>(weights, counted);
  auto [best, settled] = internal::best_clusters(some, their_weights, k, options);
  if (!settled) return {Status::iteration_limit, "while points moved between clusters"};
  if (counted.size() < static_cast<std::size_t>(points.rows())) {
    std::vector<Eigen::Index> all(static_cast<std::size_t>(points.rows()), 0);
    for (std::size_t j = 0; j < counted.size(); ++j) all[static_cast<std::size_t>(counted[j])] = best.assignment[j];
    best.assignment = internal::clustering_of(points, weights, all, k).assignment;
  }
  Certificate certificate;
  internal::certify_clustering(points, weights, best, certificate);
  if (!is_finite(certificate.worst())) return {Status::ill_conditioned, "in squared distances"};
  return {std::move(best), certificate, options.restarts};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PLURALISM_K_MEANS_HPP
