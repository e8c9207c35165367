#ifndef BEHALF_GOVERNANCE_PLURALISM_EXACT_CLUSTERS_HPP
#define BEHALF_GOVERNANCE_PLURALISM_EXACT_CLUSTERS_HPP

#include <behalf/governance/pluralism/clustering.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The cheapest clusters of weighted numbers (n ≥ 1, positive weights), for certain: the best clusters of the first j in
/// order are intervals, found one more cluster at a time; where the last one begins grows with j, O(k n log n).
/// Source: \cite wang2011, with the division of \cite gronlund2017.
template <class Scalar>
[[nodiscard]] std::vector<Eigen::Index> clusters_on_a_line(const Vector<Scalar>& x, const Vector<Scalar>& weights,
                                                           Eigen::Index k) {
  const Eigen::Index n = x.size();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::sort(order.begin(), order.end(), [&](Eigen::Index i, Eigen::Index j) { return x(i) < x(j); });
  const Scalar middle = weights.dot(x) / weights.sum();
  Vector<Scalar> mass(n + 1), moment(n + 1), square(n + 1);
  mass(0) = moment(0) = square(0) = Scalar(0);
  for (Eigen::Index j = 0; j < n; ++j) {
    const Eigen::Index i = order[static_cast<std::size_t>(j)];
    const Scalar apart = x(i) - middle;
    mass(j + 1) = mass(j) + weights(i);
    moment(j + 1) = moment(j) + weights(i) * apart;
    square(j + 1) = square(j) + weights(i) * apart * apart;
  }
  const auto interval = [&](Eigen::Index from, Eigen::Index to) {
    const Scalar pull = moment(to) - moment(from);
    const Scalar cost = square(to) - square(from) - pull * pull / (mass(to) - mass(from));
    return cost > Scalar(0) ? cost : Scalar(0);
  };
  Vector<Scalar> before(n + 1), now(n + 1);
  before(0) = Scalar(0);
  for (Eigen::Index j = 1; j <= n; ++j) before(j) = interval(0, j);
  Eigen::Matrix<Eigen::Index, Eigen::Dynamic, Eigen::Dynamic> begins =
      Eigen::Matrix<Eigen::Index, Eigen::Dynamic, Eigen::Dynamic>::Zero(n + 1, k);
  struct Range {
    Eigen::Index first, last, from, to;
  };
  for (Eigen::Index c = 1; c < k; ++c) {
    now(0) = Scalar(0);
    std::vector<Range> ranges{{1, n, 0, n - 1}};
    while (!ranges.empty()) {
      const Range range = ranges.back();
      ranges.pop_back();
      if (range.first > range.last) continue;
      const Eigen::Index j = range.first + (range.last - range.first) / 2;
      Eigen::Index best = std::min(range.from, j - 1);
      for (Eigen::Index at = best; at <= std::min(range.to, j - 1); ++at) {
        if (before(at) + interval(at, j) < before(best) + interval(best, j)) best = at;
      }
      now(j) = before(best) + interval(best, j);
      begins(j, c) = best;
      ranges.push_back({range.first, j - 1, range.from, best});
      ranges.push_back({j + 1, range.last, best, range.to});
    }
    before = now;
  }
  std::vector<Eigen::Index> assignment(static_cast<std::size_t>(n));
  Eigen::Index end = n;
  for (Eigen::Index c = k - 1; end > 0; --c) {
    const Eigen::Index begin = c == 0 ? 0 : begins(end, c);
    for (Eigen::Index j = begin; j < end; ++j) {
      assignment[static_cast<std::size_t>(order[static_cast<std::size_t>(j)])] = c;
    }
    end = begin;
  }
  return assignment;
}

/// Branch and bound over the clusters of few weighted points (positive weights): the best clusters of the last 1, 2, … of
/// them in turn, each bounding the next from below, since clusters of more points cost at least those of each part.
/// Source: \cite brusco2006.
template <class Scalar>
class ClusterSearch {
public:
  ClusterSearch(const Matrix<Scalar>& points, const Vector<Scalar>& weights, Eigen::Index k, std::int64_t most_nodes)
      : n_{points.rows()},
        k_{k},
        nodes_left_{most_nodes},
        order_(static_cast<std::size_t>(n_)),
        points_(n_, points.cols()),
        weights_(n_) {
    // Points that are far from each other come last, so that the bounds by the last ones are large.
    std::iota(order_.begin(), order_.end(), Eigen::Index{0});
    Vector<Scalar> away = Vector<Scalar>::Constant(n_, std::numeric_limits<Scalar>::max());
    for (Eigen::Index last = n_ - 1; last >= 0; --last) {
      Eigen::Index farthest = 0;
      for (Eigen::Index i = 1; i <= last; ++i) {
        const auto far = [&](Eigen::Index j) { return away(order_[static_cast<std::size_t>(j)]); };
        if (far(i) > far(farthest)) farthest = i;
      }
      std::swap(order_[static_cast<std::size_t>(farthest)], order_[static_cast<std::size_t>(last)]);
      const Eigen::Index chosen = order_[static_cast<std::size_t>(last)];
      points_.row(last) = points.row(chosen);
      weights_(last) = weights(chosen);
      for (Eigen::Index i = 0; i < n_; ++i) {
        const Scalar reach = weights(i) * (points.row(i) - points.row(chosen)).squaredNorm();
        if (reach < away(i)) away(i) = reach;
      }
    }
  }

  /// Looks for an assignment cheaper than `known` (of cost `known_cost`); returns whether the search ended, so that what
  /// `best()` says is the least.
  bool run(const std::vector<Eigen::Index>& known, const Scalar& known_cost) {
    best_ = known;
    const std::size_t n = static_cast<std::size_t>(n_);
    least_.assign(n + 1, Scalar(0));
    std::vector<Eigen::Index> suffix(n, 0);
    for (Eigen::Index start = n_ - 1; start >= 0; --start) {
      const std::size_t at = static_cast<std::size_t>(start);
      if (n_ - start <= k_) {
        suffix[at] = n_ - 1 - start;
        continue;
      }
      // The best so far: the new point joins what was best without it.
      MovingClusters<Scalar> clusters{points_, weights_, k_};
      for (Eigen::Index i = start + 1; i < n_; ++i) clusters.join(i, suffix[static_cast<std::size_t>(i)]);
      Eigen::Index where = 0;
      for (Eigen::Index c = 1; c < k_; ++c) {
        if (clusters.joining(start, c) < clusters.joining(start, where)) where = c;
      }
      limit_ = least_[at + 1] + clusters.joining(start, where);
      suffix[at] = where;
      found_ = suffix;
      const bool whole = start == 0;
      if (whole && known_cost <= limit_) {
        limit_ = known_cost;
        for (std::size_t i = 0; i < n; ++i) found_[i] = known[static_cast<std::size_t>(order_[i])];
      }
      MovingClusters<Scalar> open{points_, weights_, k_};
      if (!extend(open, start, 0, Scalar(0))) return false;
      suffix = found_;
      least_[at] = limit_;
      bound_ = limit_;
    }
    for (std::size_t i = 0; i < n; ++i) best_[static_cast<std::size_t>(order_[i])] = suffix[i];
    return true;
  }

  [[nodiscard]] const std::vector<Eigen::Index>& best() const noexcept { return best_; }
  /// The least cost of the largest part that was searched: no clustering of all costs less.
  [[nodiscard]] const Scalar& bound() const noexcept { return bound_; }

private:
  /// Puts point i and all after it into clusters in every way that can be cheaper than the limit; false out of nodes.
  bool extend(MovingClusters<Scalar>& open, Eigen::Index i, Eigen::Index used, const Scalar& cost) {
    if (i == n_) {
      limit_ = cost;
      found_ = open.assignment();
      return true;
    }
    if (--nodes_left_ < 0) return false;
    const std::size_t at = static_cast<std::size_t>(i);
    // The cheapest first, so that the limit falls soon; of the empty clusters one is like the other.
    std::vector<std::pair<Scalar, Eigen::Index>> choices;
    for (Eigen::Index c = 0; c < std::min(used + 1, k_); ++c) choices.emplace_back(open.joining(i, c), c);
    std::sort(choices.begin(), choices.end());
    for (const auto& [rise, c] : choices) {
      const Scalar next = cost + rise;
      if (!(next + least_[at + 1] < limit_)) break;
      MovingClusters<Scalar> child = open;
      child.join(i, c);
      if (!extend(child, i + 1, std::max(used, c + 1), next)) return false;
    }
    return true;
  }

  Eigen::Index n_, k_;
  std::int64_t nodes_left_;
  std::vector<Eigen::Index> order_;
  Matrix<Scalar> points_;
  Vector<Scalar> weights_;
  std::vector<Scalar> least_;
  std::vector<Eigen::Index> found_, best_;
  Scalar limit_{}, bound_{};
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_PLURALISM_EXACT_CLUSTERS_HPP
