#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/solve/impl/separate_walks.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/riccati.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

using behalf::Matrix;
using behalf::rows;
using behalf_test::apart;
using behalf_test::Draw;

namespace {

/// A covariance of rank k in random directions.
Matrix<> covariance(Draw& draw, Eigen::Index d, Eigen::Index k) {
  const Matrix<> root = draw.matrix(d, k);
  const Matrix<> product = root * root.transpose();
  return (product + product.transpose()) / 2;
}

/// The geometric mean A # B of two definite matrices as the common limit of arithmetic and harmonic means.
Matrix<> geometric_mean(Matrix<> a, Matrix<> b) {
  for (int k = 0; k < 60; ++k) {
    const Matrix<> arithmetic = (a + b) / 2;
    const Matrix<> harmonic = (a.inverse() + b.inverse()).inverse() * 2;
    a = arithmetic;
    b = harmonic;
  }
  return (a + b) / 2;
}

}  // namespace

TEST_SUITE("solve/riccati") {
  TEST_CASE("in one dimension the steady state is the closed form") {
    for (const double q : {1e-12, 0.01, 0.2, 3.0, 1e9}) {
      for (const double r : {1e-9, 0.5, 7.0, 1e12}) {
        const auto steady = behalf::steady_covariance(rows({{q}}), rows({{r}}));
        const long double wide_q = static_cast<long double>(q), wide_r = static_cast<long double>(r);
        const long double after = 2 * wide_q * wide_r / (wide_q + std::sqrt(wide_q * (wide_q + 4 * wide_r)));
        CHECK(steady.value().posterior(0, 0) == doctest::Approx(static_cast<double>(after)).epsilon(1e-14));
        CHECK(steady.value().prior(0, 0) == doctest::Approx(static_cast<double>(after + wide_q)).epsilon(1e-14));
        CHECK(steady.certificate().worst() < 1e-14);
      }
    }
  }

  TEST_CASE("what is unknown has coordinates that looks tell of separately, also where it is singular") {
    for (std::uint64_t k = 0; k < 60; ++k) {
      Draw draw{301, k};
      const Eigen::Index d = 1 + draw.below(6);
      const Matrix<> a = covariance(draw, d, draw.below(d + 1));
      Matrix<> b = covariance(draw, d, draw.below(d + 1));
      b.diagonal().array() += 0.125;
      const behalf::internal::SeparateWalks<> walks{a, b};
      CHECK(apart(walks.compose(behalf::Vector<>::Ones(walks.precision.size())), a) <
            1e-12 * (1 + behalf_test::largest(a)));
      const Matrix<> told = walks.basis.transpose() * b.inverse() * walks.basis;
      CHECK(apart(told, Matrix<>(walks.precision.cwiseAbs2().asDiagonal())) < 1e-11 * (1 + behalf_test::largest(told)));
      CHECK((walks.precision.array() >= 0).all());
    }
  }

  TEST_CASE("what a look shows exactly has no coordinate, and what is never looked at tells nothing") {
    const double never = std::numeric_limits<double>::infinity();
    const behalf::internal::SeparateWalks<> walks{behalf::diagonal({1, 2, 3}), behalf::diagonal({0, never, 4})};
    REQUIRE(walks.precision.size() == 2);
    const Matrix<> unknown = walks.compose(behalf::vec({1, 1}));
    CHECK(apart(unknown, behalf::diagonal({0, 2, 3})) < 1e-15);
    CHECK(walks.precision.minCoeff() == 0);
    CHECK(walks.precision.maxCoeff() == doctest::Approx(std::sqrt(0.75)).epsilon(1e-15));
  }

  TEST_CASE("noise of any size has its limit and the first term of it") {
    // p⁺ = √(qr) − q/2 + …, in each coordinate by itself, whatever the noise of the others is.
    for (const double r : {1e8, 1e14, 1e30, 1e120, 1e300}) {
      const auto steady = behalf::steady_covariance(behalf::diagonal({0.2, 0.2}), behalf::diagonal({0.5, r}));
      CHECK(steady.value().posterior(0, 0) == doctest::Approx(0.2316624790355400).epsilon(1e-14));
      CHECK(steady.value().posterior(1, 1) == doctest::Approx(std::sqrt(0.2 * r + 0.01) - 0.1).epsilon(1e-14));
      const auto one_look = behalf::posterior_covariance(behalf::diagonal({0.2, 0.2}), behalf::diagonal({0.5, r}));
      CHECK(one_look.value()(1, 1) == doctest::Approx(0.2).epsilon(0.4 / r + 1e-15));
    }
    const double never = std::numeric_limits<double>::infinity();
    CHECK(behalf::steady_covariance(behalf::diagonal({0.2, 0.2}), behalf::diagonal({0.5, never})).status() ==
          behalf::Status::unbounded);
    const auto still = behalf::steady_covariance(behalf::diagonal({0.2, 0}), behalf::diagonal({0.5, never}));
    CHECK(still.value().posterior(0, 0) == doctest::Approx(0.2316624790355400).epsilon(1e-14));
    CHECK(still.value().prior(1, 1) == 0);
    const auto blind = behalf::posterior_covariance(rows({{1, 0.5}, {0.5, 1}}), behalf::diagonal({1, never}));
    CHECK(blind.value()(0, 0) == doctest::Approx(0.5).epsilon(1e-15));
    CHECK(blind.value()(1, 1) == doctest::Approx(0.875).epsilon(1e-15));
    CHECK(behalf_test::refusal([] {
            const double inf = std::numeric_limits<double>::infinity();
            (void)behalf::steady_covariance(behalf::diagonal({1, 1}), rows({{1, 0.5}, {0.5, inf}}));
          }).find("beside an infinite variance") != std::string::npos);
  }

  TEST_CASE("the steady state of definite covariances is half the drift below and above a geometric mean") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      Draw draw{302, k};
      const Eigen::Index d = 1 + draw.below(6);
      Matrix<> drift = covariance(draw, d, d), noise = covariance(draw, d, d);
      drift.diagonal().array() += 0.1;
      noise.diagonal().array() += 0.1;
      const auto steady = behalf::steady_covariance(drift, noise);
      const Matrix<> mean = geometric_mean(drift, drift + 4 * noise);
      const double size = behalf_test::largest(mean);
      CHECK(apart(steady.value().prior, Matrix<>((mean + drift) / 2)) < 1e-12 * size);
      CHECK(apart(steady.value().posterior, Matrix<>((mean - drift) / 2)) < 1e-12 * size);
      CHECK(steady.certificate().worst() < 1e-12);
    }
  }

  TEST_CASE("looking again and again at a random walk ends in the steady state wherever it starts") {
    for (std::uint64_t k = 0; k < 20; ++k) {
      Draw draw{303, k};
      const Eigen::Index d = 1 + draw.below(4);
      Matrix<> drift = covariance(draw, d, d), noise = covariance(draw, d, 1 + draw.below(d));
      drift.diagonal().array() += 0.2;
      Matrix<> prior = 100 * Matrix<>::Identity(d, d);
      for (int look = 0; look < 400; ++look)
        prior = Matrix<>(prior - prior * (prior + noise).inverse() * prior) + drift;
      CHECK(apart(prior, behalf::steady_covariance(drift, noise).value().prior) < 1e-10 * behalf_test::largest(prior));
    }
  }

  TEST_CASE("singular covariances have a steady state: the certificate is that of the equation itself") {
    for (std::uint64_t k = 0; k < 60; ++k) {
      Draw draw{304, k};
      const Eigen::Index d = 1 + draw.below(6);
      const Matrix<> drift = covariance(draw, d, draw.below(d + 1)), noise = covariance(draw, d, draw.below(d + 1));
      const auto steady = behalf::steady_covariance(drift, noise);
      CHECK(steady.certificate().worst() < 1e-9);
      CHECK(behalf::is_symmetric<double>(steady.value().prior));
    }
  }

  TEST_CASE("without noise nothing is left unknown and without drift nothing is to be known") {
    Draw draw{305, 0};
    const Matrix<> some = covariance(draw, 4, 4), none = Matrix<>::Zero(4, 4);
    CHECK(behalf_test::same(behalf::steady_covariance(some, none).value().posterior, none));
    CHECK(apart(behalf::steady_covariance(some, none).value().prior, some) < 1e-14 * behalf_test::largest(some));
    CHECK(behalf_test::same(behalf::steady_covariance(none, some).value().prior, none));
    CHECK(behalf_test::same(behalf::steady_covariance(none, none).value().prior, none));
    CHECK(behalf_test::same(behalf::posterior_covariance(some, none).value(), none));
  }

  TEST_CASE("a change of units changes the steady state by the units alone") {
    Draw draw{306, 0};
    const Matrix<> drift = covariance(draw, 3, 3), noise = covariance(draw, 3, 3);
    const Matrix<> units = behalf::diagonal({1e-6, 1, 1e5});
    const auto rescaled = behalf::steady_covariance<double>(units * drift * units, units * noise * units);
    const Matrix<> expected = units * behalf::steady_covariance(drift, noise).value().posterior * units;
    for (Eigen::Index j = 0; j < 3; ++j) {
      for (Eigen::Index i = 0; i < 3; ++i) {
        const double size = std::sqrt(expected(i, i) * expected(j, j));
        CHECK(std::abs(rescaled.value().posterior(i, j) - expected(i, j)) < 1e-12 * size);
      }
    }
    CHECK(rescaled.certificate().worst() < 1e-13);
  }

  TEST_CASE("one look adds precisions") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      Draw draw{307, k};
      const Eigen::Index d = 1 + draw.below(5);
      Matrix<> prior = covariance(draw, d, d), noise = covariance(draw, d, d);
      prior.diagonal().array() += 0.1;
      noise.diagonal().array() += 0.1;
      const auto posterior = behalf::posterior_covariance(prior, noise);
      const Matrix<> expected = (prior.inverse() + noise.inverse()).inverse();
      CHECK(apart(posterior.value(), expected) < 1e-11 * behalf_test::largest(expected));
      CHECK(posterior.certificate().worst() < 1e-12);
    }
  }

  TEST_CASE("what is no covariance is refused with the field and the rule") {
    const auto refused = [](const Matrix<>& drift, const Matrix<>& noise, const std::string& field) {
      behalf_test::refused([&] { return behalf::steady_covariance(drift, noise); }, field);
    };
    const Matrix<> fine = Matrix<>::Identity(2, 2);
    refused(rows({{1, 2}, {2, 1}}), fine, "drift");
    refused(rows({{1, 0.5}, {0, 1}}), fine, "drift");
    refused(Matrix<>::Identity(2, 3), fine, "drift");
    refused(fine, rows({{1}}), "noise");
    refused(fine, rows({{1, 0}, {0, -1}}), "noise[1][1]");
    refused(fine, rows({{1, 0}, {0, -std::numeric_limits<double>::infinity()}}), "noise[1][1]");
    refused(rows({{1, 0}, {0, std::numeric_limits<double>::infinity()}}), fine, "drift[1][1]");
    refused(fine, rows({{1, 0.5}, {0.5, std::numeric_limits<double>::infinity()}}), "noise[0][1]");
  }
}
