#include "support/random_model.hpp"

#include <behalf/delegation/linear_quadratic/by_attribute.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

using behalf::AttributeGaps;
using behalf::AxisSet;
using behalf::LinearQuadratic;
using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::Vector;

constexpr std::uint64_t draws = 200;

/// Three people share an assistant whose privacy nobody measures.
LinearQuadraticSpec<> assistant() {
  return {.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}),
          .weights = behalf::vec({0.5, 0.3, 0.2}),
          .metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}}),
          .noise = behalf::diagonal({0.1, 0.1, 0.4}),
          .risk_aversion = 2};
}

Vector<> gaps_of(const LinearQuadraticSpec<>& spec) { return LinearQuadratic{spec}.regret(AxisSet::none()).value(); }

double apart(const Matrix<>& a, const Matrix<>& b) { return (a - b).cwiseAbs().maxCoeff(); }

}  // namespace

TEST_SUITE("by attribute") {
  TEST_CASE("the parts of a gap sum to it") {
    for (std::uint64_t k = 0; k < draws; ++k) {
      behalf_test::Draw draw{61, k};
      const LinearQuadratic model{behalf_test::random_spec(draw)};
      const auto found = by_attribute(model);
      REQUIRE(found);
      const Vector<> gaps = model.regret(AxisSet::none()).value();
      const double size = gaps.maxCoeff() + model.stakes().maxCoeff();
      CHECK(apart(found.value().gap.rowwise().sum(), gaps) <= 1e-12 * size);
      CHECK(found.certificate().worst() <= 1e-10);
    }
  }
  TEST_CASE("wanted is worth the stake, and what the agent wants by itself is what is done beyond what is asked") {
    for (std::uint64_t k = 0; k < draws; ++k) {
      behalf_test::Draw draw{62, k};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const LinearQuadratic model{spec};
      const AttributeGaps<> parts = by_attribute(model).value();
      const Matrix<> values = spec.reference_values();
      const Eigen::Index d = spec.dimension();
      const Matrix<> cost = spec.cost ? *spec.cost : Matrix<>(Matrix<>::Identity(d, d));
      const Vector<> taste = spec.taste ? *spec.taste : Vector<>(Vector<>::Zero(d));
      for (Eigen::Index i = 0; i < values.cols(); ++i) {
        double stake = parts.wanted.row(i).dot(values.col(i)) / 2;
        if (spec.by_each() && !spec.covariances.empty()) {
          stake += cost.llt().solve(spec.covariances[static_cast<std::size_t>(i)]).trace() / 2;
        }
        CHECK(stake == doctest::Approx(model.stakes()(i)).epsilon(1e-11));
        const Vector<> beyond = cost * (parts.done - parts.asked).row(i).transpose();
        CHECK(apart(beyond, taste) <= 1e-11 * (1 + taste.norm() + parts.done.norm() * cost.norm()));
      }
    }
  }
  TEST_CASE("with costs and noises of attributes apart each part is that attribute's own loss") {
    for (std::uint64_t k = 0; k < draws; ++k) {
      behalf_test::Draw draw{63, k};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw, 3);
      spec.covariances.clear();
      spec.cost = behalf::diagonal({1, 2, 4});
      spec.noise = behalf::InformationSet<>{behalf::diagonal({0.25, 0.5, 1})};
      const LinearQuadratic model{spec};
      const AttributeGaps<> parts = by_attribute(model).value();
      const Matrix<> incentives = model.incentives(AxisSet::none());
      for (Eigen::Index i = 0; i < parts.gap.rows(); ++i) {
        for (Eigen::Index j = 0; j < 3; ++j) {
          const double off = parts.done(i, j) - parts.wanted(i, j);
          const double y = incentives(j, i);
          const double own =
              (*spec.cost)(j, j) * off * off / 2 + spec.risk_aversion * spec.noise->noise()(j, j) * y * y / 2;
          CHECK(parts.gap(i, j) == doctest::Approx(own).epsilon(1e-11).scale(1e-3));
          CHECK(parts.gap(i, j) >= 0);
        }
      }
    }
  }
  TEST_CASE("what measuring an attribute changes is what the model says of metrics with one more row") {
    int changed = 0;
    for (std::uint64_t k = 0; k < draws; ++k) {
      behalf_test::Draw draw{64, k};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const AttributeGaps<> parts = by_attribute(LinearQuadratic{spec}).value();
      const Vector<> before = gaps_of(spec);
      for (Eigen::Index j = 0; j < spec.dimension(); ++j) {
        LinearQuadraticSpec<> more = spec;
        if (spec.metrics) {
          more.metrics = Matrix<>(1 + spec.metrics->rows(), spec.dimension());
          *more.metrics << Matrix<>(Matrix<>::Identity(spec.dimension(), spec.dimension()).row(j)), *spec.metrics;
        }
        const Vector<> change = gaps_of(more) - before;
        CHECK(apart(parts.measured.col(j), change) <= 1e-9 * (1 + before.maxCoeff() + change.cwiseAbs().maxCoeff()));
        if (change.cwiseAbs().maxCoeff() > 1e-3) ++changed;
      }
    }
    CHECK(changed > 50);
  }
  TEST_CASE("with somebody made good and an agent that is liable too") {
    for (const bool people : {false, true}) {
      LinearQuadraticSpec<> spec = assistant();
      if (people)
        spec.covariances = {behalf::diagonal({1, 2, 0}), behalf::diagonal({0, 1, 1}), behalf::diagonal({1, 1, 1})};
      spec.taste = behalf::vec({0, 1, 0});
      spec.institutions.redress = behalf::vec({0.5, 0, 0.25});
      spec.institutions.felt = behalf::vec({0.5, 1, 0});
      spec.institutions.felt_weight = 0.75;
      const AttributeGaps<> parts = by_attribute(LinearQuadratic{spec}).value();
      CHECK(apart(parts.gap.rowwise().sum(), gaps_of(spec)) < 1e-13);
    }
  }
  TEST_CASE("privacy that nobody measures") {
    const AttributeGaps<> parts = by_attribute(LinearQuadratic{assistant()}).value();
    CHECK(apart(parts.gap.row(0), behalf::rows({{1.35, 0.5, 2.0 / 45}})) < 1e-14);
    CHECK(apart(parts.done.row(1), behalf::rows({{1.5, 0, 2.0 / 9}})) < 1e-14);
    // With privacy measured the mandate of 1.4 arrives as 1.4/(1 + 0.2): 7/6.
    const double y = 7.0 / 6;
    CHECK(parts.measured(0, 1) == doctest::Approx((y - 1) * (y - 1) / 2 + 0.1 * y * y - 0.5).epsilon(1e-13));
    CHECK(parts.measured(0, 0) == doctest::Approx(0).epsilon(1e-14));
    CHECK(parts.measured(2, 1) > 0);  // whoever wants nothing of privacy pays for it
  }
  TEST_CASE("what is never seen is not mended by a metric") {
    LinearQuadraticSpec<> spec = assistant();
    spec.noise = behalf::InformationSet<>{behalf::diagonal({0.1, std::numeric_limits<double>::infinity(), 0.4})};
    const AttributeGaps<> parts = by_attribute(LinearQuadratic{spec}).value();
    CHECK(apart(parts.measured, Matrix<>::Zero(3, 3)) < 1e-14);
  }
  TEST_CASE("the weighted mean of the parts is the part of the weighted mean") {
    const LinearQuadratic model{assistant()};
    const AttributeGaps<> mean = weighted_mean(by_attribute(model).value(), model.weights());
    CHECK(mean.gap.sum() == doctest::Approx(model.weights().dot(gaps_of(assistant()))).epsilon(1e-14));
    CHECK(apart(mean.wanted, behalf::rows({{1.8, 1.4, 0.4}})) < 1e-14);
  }
}
