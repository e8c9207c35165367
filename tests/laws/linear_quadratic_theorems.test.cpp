// Theorems about linear–quadratic delegation, recomputed here from their statement.

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::Bargaining;
using behalf::diagonal;
using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::rows;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::solve;
using behalf_test::Solved;

constexpr int draws = 150;
const std::array<AxisSet, 4> principals_faulty{AxisSet{}, AxisSet{Axis::objectives}, AxisSet{Axis::information},
                                               Axis::objectives | Axis::information};

Matrix<> cost_of(const LinearQuadraticSpec<>& spec) {
  return spec.cost ? *spec.cost : Matrix<>(Matrix<>::Identity(spec.dimension(), spec.dimension()));
}
Eigen::Index bargainers_of(const LinearQuadraticSpec<>& spec) {
  return spec.bargaining == Bargaining::unified ? 1 : (spec.weights_or_default().array() > 0).count();
}
double size_of(const Solved& solved) { return std::max(largest(solved.stakes()), largest(solved.regrets())); }

/// Random data with metrics of full row rank and noise that is invertible; metrics are rows of a triangular matrix.
LinearQuadraticSpec<> regular_spec(Draw& draw) {
  LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
  const Eigen::Index d = spec.dimension();
  Matrix<> metrics = draw.matrix(1 + draw.below(d), d).triangularView<Eigen::StrictlyUpper>();
  metrics.diagonal().setConstant(1.5);
  spec.metrics = metrics;
  spec.noise = draw.positive_definite(d);
  spec.risk_aversion = 0.25 * static_cast<double>(1 + draw.below(9));
  return spec;
}

}  // namespace

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("the share of a mandate that arrives is K over K plus C") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{40, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> spec = regular_spec(draw);
      const Matrix<> cost = cost_of(spec);
      const Matrix<>& metrics = *spec.metrics;
      const double exposure = static_cast<double>(bargainers_of(spec)) * spec.risk_aversion;
      const Matrix<> seen = metrics * spec.noise->noise() * metrics.transpose();
      const Matrix<> precision = metrics.transpose() * seen.inverse() * metrics / exposure;
      const Matrix<> expected = precision * (precision + cost).inverse();
      const Matrix<> transmission = solve(spec).transmission[0];
      CHECK(apart(transmission, expected) <= 1e-10 * (1 + largest(expected)));

      // Its eigenvalues, found from those of K and C, lie in [0, 1).
      const Vector<> strength =
          Eigen::GeneralizedSelfAdjointEigenSolver<Matrix<>>{precision, cost, Eigen::EigenvaluesOnly}.eigenvalues();
      const Vector<> shares = strength.array() / (strength.array() + 1);
      const Matrix<> inverse = cost.inverse();
      Matrix<> form = inverse * transmission;
      CHECK(apart(form, form.transpose()) <= 1e-10 * largest(form));
      const Vector<> arrived =
          Eigen::GeneralizedSelfAdjointEigenSolver<Matrix<>>{form, inverse, Eigen::EigenvaluesOnly}.eigenvalues();
      CHECK(apart(arrived, shares) <= 1e-10);
      CHECK(arrived.minCoeff() >= -1e-10);
      CHECK(arrived.maxCoeff() < 1);
    }
  }

  TEST_CASE("transmission shrinks every mandate in the norm of the inverse cost") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{41, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Eigen::LLT<Matrix<>> cost{cost_of(spec)};
      const Solved solved = solve(spec);
      const Vector<> mandate = draw.vector(spec.dimension());
      for (const Matrix<>& transmission : solved.transmission) {
        const Vector<> arrived = transmission * mandate;
        CHECK(arrived.dot(cost.solve(arrived)) <= mandate.dot(cost.solve(mandate)) * (1 + 1e-12));
      }
    }
  }

  TEST_CASE("transmission may stretch a mandate in the Euclidean norm") {
    const Matrix<> cost = rows({{1, 0.9}, {0.9, 1}}).inverse();
    const Solved solved =
        solve({.values = rows({{1, 1}}), .cost = Matrix<>((cost + cost.transpose()) / 2), .metrics = rows({{1, 0}})});
    CHECK(solved.incentives[0](0, 0) == doctest::Approx(1.9).epsilon(1e-12));
    CHECK(solved.incentives[0].norm() > std::sqrt(2.0));
  }

  TEST_CASE("without noise transmission is the orthogonal projection on the row space of the metrics") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{42, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = regular_spec(draw);
      const Matrix<>& metrics = *spec.metrics;
      const Matrix<> inverse = cost_of(spec).inverse();
      const Matrix<> expected =
          metrics.transpose() * (metrics * inverse * metrics.transpose()).inverse() * metrics * inverse;
      const double allowed = 1e-11 * (1 + largest(expected));
      for (const bool never_noisy : {true, false}) {
        if (never_noisy) spec.noise.reset();
        const Solved solved = solve(spec);
        const Matrix<>& transmission = solved.transmission[never_noisy ? 0 : AxisSet{Axis::information}.index()];
        CHECK(apart(transmission, expected) <= allowed);
        CHECK(apart(transmission * transmission, transmission) <= allowed);
        CHECK(apart(transmission * metrics.transpose(), metrics.transpose()) <= allowed);
        const Matrix<> form = inverse * transmission;
        CHECK(apart(form, form.transpose()) <= allowed * (1 + largest(inverse)));
      }
    }
  }

  TEST_CASE("separate bargainers act like more risk aversion but the risk is charged as it is") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{43, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.noise = draw.noise(spec.dimension());
      spec.bargaining = Bargaining::separate;
      const double bargainers = static_cast<double>(bargainers_of(spec));
      const Solved separate = solve(spec);
      const double risk_aversion = spec.risk_aversion;
      spec.bargaining = Bargaining::unified;
      spec.risk_aversion *= bargainers;
      const Solved unified = solve(spec);
      for (const AxisSet ideal : principals_faulty) {
        CAPTURE(behalf::letters(ideal));
        const Vector<> incentive = separate.incentives[ideal.index()].col(0);
        CHECK(apart(incentive, unified.incentives[ideal.index()].col(0)) <= 1e-12 * (1 + largest(incentive)));
        const double variance =
            ideal.contains(Axis::information) ? 0 : incentive.dot(spec.noise->finite_noise() * incentive);
        const double overcharged = 0.5 * (bargainers - 1) * risk_aversion * variance;
        for (Eigen::Index i = 0; i < separate.why.size(); ++i) {
          CHECK(std::abs(unified.regret(ideal, i) - separate.regret(ideal, i) - overcharged) <=
                1e-12 * size_of(unified));
        }
      }
    }
  }

  TEST_CASE("stakeholder diversity is a floor that technical repair does not get below") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{44, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.reference = {};
      const Vector<> weights = spec.weights_or_default();
      const double total = weights.sum();
      const Vector<> mean = spec.values.transpose() * weights / total;
      Matrix<> covariance = Matrix<>::Zero(spec.dimension(), spec.dimension());
      for (Eigen::Index i = 0; i < spec.principals(); ++i) {
        const Vector<> off = spec.values.row(i).transpose() - mean;
        covariance += weights(i) / total * off * off.transpose();
        if (!spec.covariances.empty()) covariance += weights(i) / total * spec.covariances[static_cast<std::size_t>(i)];
      }
      const Matrix<> inverse = cost_of(spec).inverse();
      const double floor =
          0.5 * (inverse * covariance).trace() + 0.5 * (total - 1) * (total - 1) * mean.dot(inverse * mean);
      const Solved solved = solve(spec);
      const behalf::Lattice<> summary = behalf::weighted_mean(solved.why.lattice());
      CHECK(std::abs(summary.regret(Axis::objectives | Axis::information, 0) - floor) <= 1e-12 * size_of(solved));
      if (total == 1) {
        for (const AxisSet ideal : principals_faulty) {
          CHECK(summary.regret(ideal, 0) >= floor - 1e-12 * size_of(solved));
        }
      }
    }
  }

  TEST_CASE("never seen is the limit of ever larger variance") {
    int with_effect = 0;
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{45, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Eigen::Index d = spec.dimension();
      spec.risk_aversion = 1 + static_cast<double>(draw.below(3));
      Matrix<> noise = draw.positive_definite(d);
      const Eigen::Index unseen = draw.below(d);
      noise.row(unseen).setZero();
      noise.col(unseen).setZero();
      const auto with_variance = [&](double variance) {
        noise(unseen, unseen) = variance;
        spec.noise = noise;
        return solve(spec);
      };
      const Solved limit = with_variance(std::numeric_limits<double>::infinity());
      std::array<double, 3> distance{};
      for (std::size_t step = 0; step < 3; ++step) {
        distance[step] = apart(with_variance(std::array{1e3, 1e5, 1e7}[step]).regrets(), limit.regrets());
      }
      // The distance falls like 1 / variance, until rounding errors in proportion to the variance take over.
      if (distance[1] > 1e-9 * size_of(limit)) {
        ++with_effect;
        CHECK(distance[0] / distance[1] > 40);
        CHECK(distance[0] / distance[1] < 101);
      }
      CHECK(distance[2] <= distance[1] / 90 + 4e-9 * size_of(limit));
    }
    CHECK(with_effect > draws / 2);
  }

  TEST_CASE("an attribute that is never seen is not paid for even by an agent without risk aversion") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{46, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Eigen::Index d = spec.dimension();
      const Eigen::Index unseen = draw.below(d);
      Matrix<> noise = Matrix<>::Zero(d, d);
      noise(unseen, unseen) = std::numeric_limits<double>::infinity();
      spec.noise = noise;
      for (const double risk_aversion : {0.0, 2.0}) {
        spec.risk_aversion = risk_aversion;
        const Solved solved = solve(spec);
        for (const AxisSet ideal : behalf::all_axis_sets) {
          if (ideal.contains(Axis::information)) continue;
          CHECK(largest(solved.incentives[ideal.index()].row(unseen)) <=
                1e-13 * (1 + largest(solved.incentives[ideal.index()])));
        }
      }
    }
  }

  TEST_CASE("more noise never raises what unified principals can agree on") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{47, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.reference = behalf::Reference<>::collective();
      spec.bargaining = Bargaining::unified;
      spec.taste.reset();
      spec.translation.reset();
      spec.covariances.clear();
      const Matrix<> noise = draw.covariance(spec.dimension());
      spec.noise = noise;
      const double before = solve(spec).regret({});
      spec.noise = Matrix<>(noise + draw.covariance(spec.dimension()));
      const Solved after = solve(spec);
      CHECK(after.regret({}) >= before - 1e-12 * size_of(after));
    }
  }
}
