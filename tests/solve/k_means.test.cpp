#include "support/compare.hpp"
#include "support/partitions.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/governance/pluralism/exact_clusters.hpp>
#include <behalf/governance/pluralism/k_means.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using behalf::Matrix;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::refused;

namespace {

/// Σ w_i|x_i − mean of its box|², by the definition.
double cost_of(const Matrix<>& points, const Vector<>& weights, const std::vector<Eigen::Index>& box) {
  double cost = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    double mass = 0;
    Vector<> mean = Vector<>::Zero(points.cols());
    for (Eigen::Index j = 0; j < points.rows(); ++j) {
      if (box[static_cast<std::size_t>(j)] != box[static_cast<std::size_t>(i)]) continue;
      mass += weights(j);
      mean += weights(j) * points.row(j).transpose();
    }
    if (mass > 0) cost += weights(i) * (points.row(i).transpose() - mean / mass).squaredNorm();
  }
  return cost;
}

double least_cost(const Matrix<>& points, const Vector<>& weights, Eigen::Index k) {
  double least = std::numeric_limits<double>::infinity();
  behalf_test::for_each_partition(points.rows(), k, [&](const std::vector<Eigen::Index>& box) {
    least = std::min(least, cost_of(points, weights, box));
  });
  return least;
}

}  // namespace

TEST_SUITE("solve/k_means") {
  TEST_CASE("few points: no partition of them costs less, in any dimension and with weights of 0") {
    for (std::uint64_t k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{320, k};
      const Eigen::Index n = 1 + draw.below(7), d = 1 + draw.below(3), clusters = 1 + draw.below(n);
      const Matrix<> points = draw.matrix(n, d);
      const Vector<> weights = draw.weights(n);
      const auto found = behalf::k_means(points, weights, clusters);
      const double least = least_cost(points, weights, clusters);
      const double size =
          1e-12 * (1 + cost_of(points, weights, std::vector<Eigen::Index>(static_cast<std::size_t>(n), 0)));
      CHECK(found.value().exact);
      CHECK(std::abs(found.value().cost - least) < size);
      CHECK(std::abs(cost_of(points, weights, found.value().assignment) - least) < size);
      CHECK(found.value().lower_bound == found.value().cost);
      CHECK(found.certificate().worst() < 1e-12);
    }
  }

  TEST_CASE("the search alone finds the least from the worst start, and one without nodes says that it did not") {
    for (std::uint64_t k = 0; k < 20; ++k) {
      Draw draw{321, k};
      const Eigen::Index n = 5 + draw.below(4), clusters = 2 + draw.below(2);
      const Matrix<> points = draw.matrix(n, 2);
      const Vector<> weights = draw.weights(n).array() + 0.25;
      const std::vector<Eigen::Index> together(static_cast<std::size_t>(n), 0);
      const double whole = cost_of(points, weights, together);
      behalf::internal::ClusterSearch<double> search{points, weights, clusters, 1'000'000};
      CHECK(search.run(together, whole));
      const double least = least_cost(points, weights, clusters);
      CHECK(std::abs(cost_of(points, weights, search.best()) - least) < 1e-12 * whole);
      CHECK(std::abs(search.bound() - least) < 1e-12 * whole);
      behalf::internal::ClusterSearch<double> stopped{points, weights, clusters, 4};
      CHECK_FALSE(stopped.run(together, whole));
      CHECK(stopped.bound() <= least + 1e-12 * whole);
    }
  }

  TEST_CASE("on a line the clusters are the best intervals, also of many points") {
    for (std::uint64_t k = 0; k < 10; ++k) {
      Draw draw{322, k};
      const Eigen::Index n = 30 + draw.below(20), clusters = 2 + draw.below(5);
      const Matrix<> points = draw.matrix(n, 1) + 0.01 * draw.matrix(n, 1);
      const Vector<> weights = draw.weights(n).array() + 0.125;
      // By the recursion over intervals, each cost from its definition.
      std::vector<Eigen::Index> order(static_cast<std::size_t>(n));
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Eigen::Index>(i);
      std::sort(order.begin(), order.end(), [&](Eigen::Index i, Eigen::Index j) { return points(i) < points(j); });
      const auto interval = [&](std::size_t from, std::size_t to) {
        double mass = 0, mean = 0, cost = 0;
        for (std::size_t i = from; i < to; ++i) mass += weights(order[i]);
        for (std::size_t i = from; i < to; ++i) mean += weights(order[i]) * points(order[i]) / mass;
        for (std::size_t i = from; i < to; ++i) cost += weights(order[i]) * std::pow(points(order[i]) - mean, 2);
        return cost;
      };
      std::vector<double> best(order.size() + 1);
      for (std::size_t to = 1; to <= order.size(); ++to) best[to] = interval(0, to);
      for (Eigen::Index c = 1; c < clusters; ++c) {
        std::vector<double> next(best.size(), 0);
        for (std::size_t to = 1; to <= order.size(); ++to) {
          next[to] = best[to];
          for (std::size_t from = 1; from < to; ++from) next[to] = std::min(next[to], best[from] + interval(from, to));
        }
        best = next;
      }
      const auto found = behalf::k_means(points, weights, clusters);
      CHECK(found.value().cost == doctest::Approx(best.back()).epsilon(1e-11));
      CHECK(found.value().exact);
      CHECK(found.certificate().dual_residual < 1e-12);
    }
  }

  TEST_CASE("many points: the certificate holds, more centres cost less, and the bounds lie below") {
    Draw draw{323, 0};
    const Matrix<> points = draw.matrix(120, 5) + 0.1 * draw.matrix(120, 5);
    const Vector<> weights = draw.weights(120);
    double before = std::numeric_limits<double>::infinity();
    for (const Eigen::Index k : {1, 2, 3, 5, 8}) {
      const auto found = behalf::k_means(points, weights, k, {.most_nodes = 2000});
      CHECK(found.certificate().worst() < 1e-12);
      CHECK(found.value().cost < before);
      CHECK(found.value().lower_bound <= found.value().cost);
      if (k <= 5) CHECK(found.value().lower_bound > 0);
      before = found.value().cost;
    }
    CHECK(behalf::k_means(points, weights, 1).value().lower_bound ==
          doctest::Approx(behalf::k_means(points, weights, 1).value().cost).epsilon(1e-12));
  }

  TEST_CASE("the principal parts that k centres cannot span bound the cost from below, and bind on a simplex") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      Draw draw{324, k};
      const Eigen::Index n = 4 + draw.below(4), d = 2 + draw.below(3), clusters = 1 + draw.below(3);
      const Matrix<> points = draw.matrix(n, d);
      const Vector<> weights = draw.weights(n).array() + 0.125;
      CHECK(behalf::internal::spectral_bound(points, weights, clusters) <=
            least_cost(points, weights, clusters) * (1 + 1e-12) + 1e-12);
    }
    const Matrix<> corners = Matrix<>::Identity(5, 5);
    CHECK(behalf::internal::spectral_bound<double>(corners, Vector<>::Ones(5), 2) == doctest::Approx(3).epsilon(1e-13));
    CHECK(behalf::k_means<double>(corners, Vector<>::Ones(5), 2).value().cost == doctest::Approx(3).epsilon(1e-13));
  }

  TEST_CASE("renaming, moving and scaling points changes nothing but that") {
    Draw draw{325, 0};
    const Matrix<> points = draw.matrix(12, 2);
    const Vector<> weights = draw.weights(12).array() + 0.25;
    const double cost = behalf::k_means(points, weights, 3).value().cost;
    const Matrix<> moved = 3 * points.colwise().reverse() + Matrix<>::Constant(12, 2, 1000);
    const Vector<> also = 2 * weights.reverse();
    CHECK(behalf::k_means(moved, also, 3).value().cost == doctest::Approx(18 * cost).epsilon(1e-11));
    CHECK(behalf::k_means(points, weights, 3).value().assignment ==
          behalf::k_means(points, weights, 3).value().assignment);
  }

  TEST_CASE("fewer different points than clusters: each has its own and nothing is lost") {
    const Matrix<> points = behalf::rows({{1, 0}, {1, 0}, {2, 5}, {2, 5}, {1, 0}});
    const auto found = behalf::k_means<double>(points, Vector<>::Ones(5), 4);
    CHECK(found.value().cost == 0);
    CHECK(found.value().exact);
    CHECK(found.value().assignment[0] == found.value().assignment[4]);
    CHECK(found.value().assignment[0] != found.value().assignment[2]);
  }

  TEST_CASE("what cannot be clustered is refused with the field and the rule") {
    const Matrix<> points = behalf::rows({{1, 0}, {2, 5}});
    refused([&] { (void)behalf::k_means(points, behalf::vec({1}), 1); }, "weights");
    refused([&] { (void)behalf::k_means(points, behalf::vec({0, 0}), 1); }, "weights");
    refused([&] { (void)behalf::k_means(points, behalf::vec({1, -1}), 1); }, "weights[1]");
    refused([&] { (void)behalf::k_means(points, behalf::vec({1, 1}), 0); }, "k");
    refused([&] { (void)behalf::k_means(points, behalf::vec({1, 1}), 3); }, "k");
    refused([&] { (void)behalf::k_means(points, behalf::vec({1, 1}), 1, {.restarts = 0}); }, "restarts");
    refused([&] { (void)behalf::k_means(Matrix<>(2, 0), behalf::vec({1, 1}), 1); }, "points");
    refused([] { (void)behalf::k_means(behalf::rows({{std::nan(""), 0}}), behalf::vec({1}), 1); }, "points[0][0]");
  }
}
