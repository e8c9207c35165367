#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/nearest_covariance.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using behalf::Matrix;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;

TEST_SUITE("solve/nearest_covariance") {
  TEST_CASE("the nearest covariance is what is left without the eigenvalues below 0") {
    int changed = 0;
    for (std::uint64_t k = 0; k < 300; ++k) {
      CAPTURE(k);
      Draw draw{71, k};
      const Eigen::Index d = 1 + draw.below(6);
      const Matrix<> half = draw.matrix(d, d);
      const Matrix<> symmetric = half + half.transpose();
      const Matrix<> found = behalf::nearest_covariance(symmetric);
      const Eigen::SelfAdjointEigenSolver<Matrix<>> eigen{symmetric};
      const Matrix<> expected =
          eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).asDiagonal() * eigen.eigenvectors().transpose();
      CHECK(apart(found, expected) <= 1e-13 * (1 + largest(symmetric)));
      CHECK(found == found.transpose());
      if (apart(found, symmetric) > 1e-6) ++changed;
    }
    CHECK(changed > 200);
  }
  TEST_CASE("a covariance stays as it is") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      Draw draw{72, k};
      Matrix<> covariance = draw.covariance(1 + draw.below(5));
      const Matrix<> before = covariance;
      CHECK(behalf::nearest_covariance(covariance) == before);
      CHECK(behalf::mend_rounding(covariance).empty());
      CHECK(covariance == before);
    }
  }
  TEST_CASE("what rounding made of a covariance is mended and said, and what is none is left") {
    // Of rank 2 before it was written with five digits.
    Matrix<> rounded = behalf::rows({{1, 0.86603, 0.5}, {0.86603, 1, 0.86603}, {0.5, 0.86603, 1}});
    REQUIRE_FALSE(behalf::is_positive_semidefinite(rounded));
    CHECK(behalf::mend_rounding(rounded).starts_with("its least eigenvalue is -"));
    CHECK(Eigen::SelfAdjointEigenSolver<Matrix<>>{rounded}.eigenvalues()(0) >= -1e-15);
    Matrix<> none = behalf::rows({{1, 0.87, 0.5}, {0.87, 1, 0.87}, {0.5, 0.87, 1}});  // -0.0055
    const Matrix<> before = none;
    CHECK(behalf::mend_rounding(none).empty());
    CHECK(none == before);
  }
  TEST_CASE("what is not symmetric has no nearest covariance") {
    behalf_test::refused(
        [] {
          (void)behalf::nearest_covariance(behalf::rows({{1, 2}, {3, 1}}));
        },
        "matrix", "expected a symmetric matrix");
  }
}
