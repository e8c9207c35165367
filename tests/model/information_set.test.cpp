#include "support/compare.hpp"
#include "support/refused.hpp"

#include <behalf/model/information_set.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using behalf::InformationSet;
using behalf::rows;
using behalf_test::apart;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

behalf::Matrix<> random_covariance(behalf::RandomStream& random, Eigen::Index d) {
  behalf::Matrix<> root(d, d);
  for (double& entry : root.reshaped()) entry = 2 * random.uniform() - 1;
  return root * root.transpose() + 0.1 * behalf::Matrix<>::Identity(d, d);
}

/// Never sees these attributes: the entry is infinite or, to approach it, very large.
behalf::Matrix<> blind_to(behalf::Matrix<> noise, const std::vector<Eigen::Index>& attributes, double variance) {
  for (const Eigen::Index j : attributes) {
    noise.row(j).setZero();
    noise.col(j).setZero();
    noise(j, j) = variance;
  }
  return noise;
}

/// A covariance of any rank down to 0, on a grid where it is singular exactly or with rounding errors where it is not.
behalf::Matrix<> singular_covariance(behalf::RandomStream& random, Eigen::Index d) {
  const bool exact = random.below(2) == 0;
  behalf::Matrix<> root(d, random.below(static_cast<std::uint32_t>(d) + 1));
  for (double& entry : root.reshaped()) entry = exact ? random.below(7) - 3.0 : 2 * random.uniform() - 1;
  return root * root.transpose();
}

/// A channel with such a noise that sees some attributes exactly and others never.
InformationSet<> singular_channel(behalf::RandomStream& random, Eigen::Index d) {
  behalf::Matrix<> noise = singular_covariance(random, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    const Eigen::Index kind = random.below(5);
    if (kind < 2) noise = blind_to(noise, {j}, kind == 0 ? 0 : never);
  }
  return noise;
}

/// The largest finite entry of either.
double size_of(const InformationSet<>& a, const InformationSet<>& b) {
  return std::max(behalf_test::largest(a.finite_noise()), behalf_test::largest(b.finite_noise()));
}

double least_eigenvalue(const behalf::Matrix<>& matrix) {
  return Eigen::SelfAdjointEigenSolver<behalf::Matrix<>>{matrix}.eigenvalues().minCoeff();
}

std::string refused(const behalf::Matrix<>& noise) {
  return behalf_test::refused_rule([&] { return InformationSet<>{noise}; });
}

}  // namespace

TEST_SUITE("model/information_set") {
  TEST_CASE("independent channels add precision") {
    behalf::RandomStream random{1, 0};
    for (int k = 0; k < 20; ++k) {
      const behalf::Matrix<> a = random_covariance(random, 4);
      const behalf::Matrix<> b = random_covariance(random, 4);
      const behalf::Matrix<> expected = (a.inverse() + b.inverse()).inverse();
      CHECK(apart(combine(InformationSet<>{a}, InformationSet<>{b}).noise(), expected) < 1e-12);
      CHECK(apart(combine(InformationSet<>{b}, InformationSet<>{a}).noise(), expected) < 1e-12);
    }
  }

  TEST_CASE("what one channel never sees is the limit of a huge variance") {
    behalf::RandomStream random{2, 0};
    const behalf::Matrix<> a = random_covariance(random, 5);
    const behalf::Matrix<> b = random_covariance(random, 5);
    const std::vector<Eigen::Index> blind_a{0, 3};
    const std::vector<Eigen::Index> blind_b{1, 3};
    const behalf::Matrix<> both =
        combine(InformationSet<>{blind_to(a, blind_a, never)}, InformationSet<>{blind_to(b, blind_b, never)}).noise();
    CHECK(both(3, 3) == never);
    const double huge = 1e9;
    behalf::Matrix<> limit = (blind_to(a, blind_a, huge).inverse() + blind_to(b, blind_b, huge).inverse()).inverse();
    CHECK(limit(3, 3) == doctest::Approx(huge / 2).epsilon(1e-12));
    behalf::Matrix<> finite = both;
    finite(3, 3) = limit(3, 3) = 0;
    CHECK(apart(finite, limit) < 1e-7);
    CHECK(finite.cwiseAbs().maxCoeff() > 0.1);
  }

  TEST_CASE("what one channel sees exactly is seen exactly") {
    const behalf::Matrix<> noisy = rows({{1, 0.5}, {0.5, 1}});
    CHECK(combine(InformationSet<>{noisy}, InformationSet<>::perfect(2)).is_perfect());
    const behalf::Matrix<> half =
        combine(InformationSet<>{noisy}, InformationSet<>{behalf::diagonal({0, never})}).noise();
    CHECK(half(0, 0) == 0);
    CHECK(half(1, 1) == doctest::Approx(0.75).epsilon(
                            1e-12));  // the first attribute's noise is now known, and half of the second's with it
    CHECK(combine(InformationSet<>::perfect(2), InformationSet<>::perfect(2)).is_perfect());
  }

  TEST_CASE("attributes of very different precision do not disturb each other") {
    const behalf::Matrix<> sharp =
        combine(InformationSet<>{behalf::diagonal({1, 1e-20})}, InformationSet<>{behalf::diagonal({3, 1e-20})}).noise();
    CHECK(sharp(0, 0) == doctest::Approx(0.75).epsilon(1e-14));
    CHECK(sharp(1, 1) == doctest::Approx(0.5e-20).epsilon(1e-14));
  }

  TEST_CASE("seeing nothing adds nothing and a second look never hurts") {
    behalf::RandomStream random{3, 0};
    const InformationSet<> a{random_covariance(random, 3)};
    CHECK(apart(combine(a, InformationSet<>::nothing(3)).noise(), a.noise()) < 1e-15);
    CHECK(combine(InformationSet<>::nothing(3), InformationSet<>::nothing(3)).never_seen().size() == 3);
    for (int k = 0; k < 20; ++k) {
      const InformationSet<> b{random_covariance(random, 3)};
      const InformationSet<> c{random_covariance(random, 3)};
      const behalf::Matrix<> gained = a.noise() - combine(a, b).noise();
      CHECK(Eigen::SelfAdjointEigenSolver<behalf::Matrix<>>{gained}.eigenvalues().minCoeff() > -1e-14);
      CHECK(apart(combine(combine(a, b), c).noise(), combine(a, combine(b, c)).noise()) < 1e-13);
    }
  }

  TEST_CASE("channels with exact knowledge combine whatever they share of it") {
    behalf::RandomStream random{4, 0};
    for (int k = 0; k < 4000; ++k) {
      CAPTURE(k);
      const Eigen::Index d = 1 + random.below(6);
      const InformationSet<> a = singular_channel(random, d);
      const InformationSet<> b = singular_channel(random, d);
      const InformationSet<> both = combine(a, b);
      const double rounding = 1e-13 * size_of(a, b);
      const InformationSet<> turned = combine(b, a);
      CHECK(both.never_seen() == turned.never_seen());
      CHECK(apart(both.finite_noise(), turned.finite_noise()) <= rounding);
      CHECK(both.finite_noise() == both.finite_noise().transpose());
      CHECK((both.finite_noise().diagonal().array() >= 0).all());
      CHECK(least_eigenvalue(both.finite_noise()) >= -rounding);
      CHECK(combine(a, InformationSet<>::nothing(d)).noise() == a.noise());
      CHECK(combine(InformationSet<>::nothing(d), a).noise() == a.noise());
      CHECK(combine(a, InformationSet<>::perfect(d)).is_perfect());
      CHECK(combine(InformationSet<>::perfect(d), a).is_perfect());
    }
  }

  TEST_CASE("two singular channels are worth their parallel sum") {
    behalf::RandomStream random{5, 0};
    for (int k = 0; k < 1000; ++k) {
      CAPTURE(k);
      const Eigen::Index d = 1 + random.below(6);
      const InformationSet<> a{singular_covariance(random, d)};
      const InformationSet<> b{singular_covariance(random, d)};
      // A (A + B)⁺ B by eigenvalues; what is below 1e-10 of the largest is 0.
      const Eigen::SelfAdjointEigenSolver<behalf::Matrix<>> sum{a.noise() + b.noise()};
      const double largest = sum.eigenvalues()(d - 1);
      behalf::Vector<> inverse = behalf::Vector<>::Zero(d);
      for (Eigen::Index i = 0; i < d; ++i) {
        if (sum.eigenvalues()(i) > 1e-10 * largest) inverse(i) = 1 / sum.eigenvalues()(i);
      }
      const behalf::Matrix<> expected =
          a.noise() * sum.eigenvectors() * inverse.asDiagonal() * sum.eigenvectors().transpose() * b.noise();
      const double condition = largest * inverse.maxCoeff();
      CHECK(apart(combine(a, b).noise(), expected) <= 2e-15 * condition * size_of(a, b));
    }
  }

  TEST_CASE("side signals that leave nothing leave nothing") {
    behalf::RandomStream random{6, 0};
    for (int k = 0; k < 1000; ++k) {
      CAPTURE(k);
      const Eigen::Index d = 1 + random.below(4);
      const behalf::Matrix<> own = singular_covariance(random, d);
      behalf::Matrix<> joint(2 * d, 2 * d);
      joint << own, own, own, own;  // every noise is seen by itself
      const behalf::Matrix<> left = behalf::with_side_signals(joint, d).noise();
      CHECK(behalf_test::largest(left) <= 1e-13 * behalf_test::largest(own));
      CHECK((left.diagonal().array() >= 0).all());
      const behalf::Matrix<> any = singular_covariance(random, d + 3);
      const behalf::Matrix<> rest = behalf::with_side_signals(any, d).noise();
      CHECK(least_eigenvalue(rest) >= -1e-13 * behalf_test::largest(any));
      CHECK(least_eigenvalue(any.topLeftCorner(d, d) - rest) >= -1e-13 * behalf_test::largest(any));
    }
  }

  TEST_CASE("side signals leave what they do not explain") {
    const behalf::Matrix<> joint = rows({{1, 0, 0.8}, {0, 2, 0}, {0.8, 0, 1}});
    CHECK(apart(behalf::with_side_signals(joint, 2).noise(), behalf::diagonal({0.36, 2})) < 1e-15);
    CHECK(behalf::with_side_signals(joint, 3).noise() == joint);
    // The same signal twice tells no more than once.
    const behalf::Matrix<> twice = rows({{1, 0.8, 0.8}, {0.8, 1, 1}, {0.8, 1, 1}});
    CHECK(behalf::with_side_signals(twice, 1).noise()(0, 0) == doctest::Approx(0.36).epsilon(1e-12));
    CHECK_THROWS_AS((void)behalf::with_side_signals(joint, 4), behalf::InvalidArgument);
  }

  TEST_CASE("what is no channel is refused by place") {
    CHECK(refused(rows({{1, 2, 3}, {4, 5, 6}})) == "noise: expected a 2 x 2 matrix, got 2 x 3");
    CHECK(refused(rows({{1, 2}, {2, 1}})) ==
          "noise: expected a positive semidefinite matrix, it has a negative eigenvalue (-1, the largest number on the "
          "diagonal is 1); give the numbers with more digits, lower the correlations, or take the nearest covariance");
    CHECK(refused(rows({{1, 0.5}, {0.4, 1}})).find("noise: expected a symmetric matrix") == 0);
    // Two numbers that differ are written so that they do.
    CHECK(refused(rows({{1, 0.123456789012}, {0.123456789011, 1}})) ==
          "noise: expected a symmetric matrix, got 0.123456789011 at [1][0] and 0.123456789012 at [0][1]");
    CHECK(refused(rows({{never, 0.5}, {0.5, 1}})) == "noise[1][0]: expected 0 beside an infinite variance, got 0.5");
    CHECK(refused(rows({{1, never}, {never, 1}})).find("noise[0][1]: expected a finite number") == 0);
    CHECK(refused(rows({{-never, 0}, {0, 1}})).find("noise[0][0]: expected a finite number") == 0);
    CHECK(refused(rows({{std::numeric_limits<double>::quiet_NaN(), 0}, {0, 1}})).find("noise[0][0]:") == 0);
    CHECK_THROWS_AS((void)combine(InformationSet<>::perfect(2), InformationSet<>::perfect(3)), behalf::InvalidArgument);
    CHECK(InformationSet<>{rows({{never, 0}, {0, 1}})}.never_seen() == std::vector<Eigen::Index>{0});
  }
}
