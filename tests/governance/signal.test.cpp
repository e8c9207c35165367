#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

using behalf::InformationSet;
using behalf::Matrix;
using behalf::Reports;
using behalf::ValidatorPanel;
using behalf::vec;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::refused;
using behalf_test::same;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Precisions some of which are 0.
Vector<> some_precision(Draw& draw, Eigen::Index d) {
  Vector<> result(d);
  for (Eigen::Index j = 0; j < d; ++j) result(j) = static_cast<double>(draw.below(6)) / 2;
  return result;
}

/// The precision of the mean of n errors of this variance and correlation, weighed as well as can be: 1ᵀV⁻¹1.
double precision_of_all(Eigen::Index n, double variance, double correlation) {
  Matrix<> covariance = Matrix<>::Constant(n, n, variance * correlation);
  covariance.diagonal().setConstant(variance);
  return Matrix<>(covariance.inverse()).sum();
}

behalf::LinearQuadraticSpec<> seen_as(const InformationSet<>& noise) {
  behalf::LinearQuadraticSpec<> spec;
  spec.values = Matrix<>::Ones(1, noise.dimension());
  spec.noise = noise;
  return spec;
}

}  // namespace

TEST_SUITE("governance/signal") {
  TEST_CASE("a signal adds its precision to that of what is seen: the inverse of the sum of inverses") {
    for (std::uint64_t k = 0; k < 200; ++k) {
      CAPTURE(k);
      Draw draw{480, k};
      const Eigen::Index d = 1 + draw.below(5);
      const Matrix<> noise = draw.positive_definite(d);
      const Vector<> precision = some_precision(draw, d);
      const Matrix<> sum = Matrix<>(noise.inverse()) + Matrix<>(precision.asDiagonal());
      const Matrix<> expected = sum.inverse();
      CHECK(apart(behalf::internal::with_signal<double>(noise, precision).noise(), expected) <= 1e-13 * largest(noise));
    }
  }

  TEST_CASE("what was never seen is then seen with the signal's variance, and what is seen exactly stays so") {
    const InformationSet<> seen{behalf::diagonal({infinity, infinity, 0, 2})};
    const InformationSet<> more = behalf::internal::with_signal<double>(seen, vec({4, 0, 3, 0.5}));
    CHECK(more.never_seen() == std::vector<Eigen::Index>{1});
    CHECK(apart(more.finite_noise(), Matrix<>(behalf::diagonal({0.25, 0, 0, 1}))) < 1e-15);
    // No signal leaves every bit as it was.
    CHECK(same(behalf::internal::with_signal<double>(seen, Vector<>::Zero(4)).noise(), seen.noise()));
  }

  TEST_CASE("two signals one after the other are one of both precisions") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      CAPTURE(k);
      Draw draw{481, k};
      const Eigen::Index d = 1 + draw.below(4);
      const InformationSet<> seen = draw.noise(d);
      const Vector<> one = some_precision(draw, d), other = some_precision(draw, d);
      using behalf::internal::with_signal;
      const InformationSet<> both = with_signal<double>(with_signal<double>(seen, one), other);
      const InformationSet<> sum = with_signal<double>(seen, one + other);
      CHECK(both.never_seen() == sum.never_seen());
      CHECK(apart(both.finite_noise(), sum.finite_noise()) <= 1e-12 * (1 + largest(seen.finite_noise())));
    }
  }

  TEST_CASE("the noise begins to move as the slope of a signal says, and precision where nothing was seen") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      CAPTURE(k);
      Draw draw{482, k};
      const Eigen::Index d = 1 + draw.below(4);
      const InformationSet<> seen = draw.noise(d);
      const Vector<> precision = some_precision(draw, d);
      const auto slope = behalf::internal::signal_slope(seen_as(seen), precision);
      const double size = largest(seen.finite_noise());
      const double t = 1e-4 / (1 + size);
      const auto at = [&](double level) { return behalf::internal::with_signal<double>(seen, level * precision); };
      // One-sided, since levels are: exact for polynomials of the second degree.
      Matrix<> difference = (-3 * seen.finite_noise() + 4 * at(t).finite_noise() - at(2 * t).finite_noise()) / (2 * t);
      for (const Eigen::Index j : seen.never_seen()) {
        difference(j, j) = 0;
        if (precision(j) > 0) CHECK(1 / at(t).noise()(j, j) == doctest::Approx(t * precision(j)).epsilon(1e-12));
      }
      const Matrix<> moves = -seen.finite_noise() * slope.precision.asDiagonal() * seen.finite_noise();
      CHECK(apart(difference, moves) <= 1e-6 * (1 + size * size * largest(precision)));
      CHECK(same(slope.precision, precision));
    }
    const auto nothing =
        behalf::internal::signal_slope(behalf::LinearQuadraticSpec<>{.values = behalf::rows({{1, 2}})}, vec({1, 1}));
    CHECK(nothing.precision.size() == 0);
  }

  TEST_CASE("a panel sees what the best mean of its members does, and reports add up like a panel of as many") {
    for (const Eigen::Index n : {1, 2, 3, 7}) {
      for (const double correlation : {0.0, 0.25, 0.9, -0.1}) {
        const ValidatorPanel<> panel{static_cast<std::size_t>(n), 0.5, correlation, {}};
        CHECK(panel.precision() == doctest::Approx(precision_of_all(n, 0.5, correlation)).epsilon(1e-12));
        if (correlation < 0) continue;
        const Reports<> reports{{0}, 2.0 * static_cast<double>(n), 0.5, 0.5, correlation};
        CHECK(reports.precision(1) == doctest::Approx(precision_of_all(n, 0.5, correlation)).epsilon(1e-12));
      }
    }
    // Fewer than one are so much of one, with no jump at one, and the beginning is that of the slope.
    const Reports<> reports{{0}, 10, 0.5, 2, 0.75};
    CHECK(reports.precision(0) == 0);
    CHECK(reports.precision(0.1) == 0.25);
    CHECK(reports.precision(0.2) == 0.5);
    CHECK(reports.precision(0.2 + 1e-9) == doctest::Approx(0.5).epsilon(1e-8));
    CHECK(reports.first_precision() == 2.5);
    for (double t = 0.2; t < 0.99; t += 0.1) CHECK(reports.precision(t + 0.1) > reports.precision(t));
    // Part of a panel is a smaller panel, on the same scale as reports.
    const ValidatorPanel<> panel{10, 2, 0.75, {}};
    CHECK(panel.precision(0.05) == 0.25);
    CHECK(panel.precision(0.5) == ValidatorPanel<>{5, 2, 0.75, {}}.precision());
    CHECK(panel.precision(0.5) == Reports<>{{0}, 5, 1, 2, 0.75}.precision(1));
    CHECK(panel.first_precision() == 5);
  }

  TEST_CASE("signals are on the attributes that were named, on all, on those seen or on those never seen") {
    const InformationSet<> noise{behalf::diagonal({1, infinity, 0})};
    using namespace behalf::internal;
    CHECK(same(audit_signal<double>({2, 0}, 3.0)(noise, 0.5, 3), vec({1.5, 0, 1.5})));
    CHECK(same(audit_signal<double>({1, 1}, 3.0)({}, 1, 3), vec({0, 3, 0})));
    CHECK(same(signal_where_seen<double>("f", true, 4.0)(noise, 0.5, 3), vec({2, 0, 2})));
    CHECK(same(signal_where_seen<double>("f", false, 4.0)(noise, 0.5, 3), vec({0, 2, 0})));
    // Where everything is seen as it is, there is more to see of all and nothing of the never seen.
    CHECK(same(signal_where_seen<double>("f", true, 4.0)({}, 0.5, 3), vec({2, 2, 2})));
    CHECK(same(signal_where_seen<double>("f", false, 4.0)({}, 0.5, 3), vec({0, 0, 0})));
    CHECK(same(panel_signal<double>({.members = 4, .variance = 2})(noise, 0.5, 3), vec({1, 1, 1})));
    CHECK(same(panel_signal<double>({.members = 4, .variance = 2, .attributes = {1}})(noise, 0.5, 3), vec({0, 1, 0})));
    CHECK(same(report_signal<double>({.attributes = {2}, .people = 6, .rate = 0.5})(noise, 1, 3), vec({0, 0, 3})));
  }

  TEST_CASE("what is no panel, no report and no attribute is refused with the field and the rule") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    using namespace behalf::internal;
    refused([] { return ValidatorPanel<>{.members = 0}.precision(); }, "n");
    refused([] { return ValidatorPanel<>{.variance = 0}.precision(); }, "variance");
    refused([] { return ValidatorPanel<>{.members = 3, .correlation = -0.5}.precision(); }, "rho");
    refused([] { return ValidatorPanel<>{.members = 3, .correlation = 1.5}.precision(); }, "rho");
    refused([] { return report_signal<double>({.people = -1}); }, "people");
    refused([] { return report_signal<double>({.rate = 1.5}); }, "rate");
    refused([] { return report_signal<double>({.variance = 0}); }, "variance");
    refused([] { return report_signal<double>({.correlation = -0.25}); }, "correlation");
    refused([&] { return audit_signal<double>({0}, nan); }, "precision");
    refused([] { return signal_where_seen<double>("f", true, -1.0); }, "precision");
    refused(
        [] {
          return audit_signal<double>({0, 3}, 1.0)({}, 1, 3);
        },
        "attributes[1]", "expected an attribute from 0 to 2, got 3");
    refused([] { return audit_signal<double>({-1}, 1.0)({}, 1, 3); }, "attributes[0]",
            "expected an attribute from 0 to 2, got -1");
  }
}
