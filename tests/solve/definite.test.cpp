#include "support/compare.hpp"
#include "support/random_model.hpp"

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/QR>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace {

using behalf::diagonal;
using behalf::is_positive_definite;
using behalf::is_positive_semidefinite;
using behalf::is_symmetric;
using behalf::Matrix;
using behalf::rows;
using behalf::Vector;
using behalf_test::Draw;

const double infinity = std::numeric_limits<double>::infinity();
const double nan_value = std::numeric_limits<double>::quiet_NaN();

/// A symmetric matrix with these eigenvalues in random directions, symmetric to the last bit.
Matrix<> with_eigenvalues(Draw& draw, const Vector<>& eigenvalues) {
  const Eigen::Index d = eigenvalues.size();
  Matrix<> basis = draw.matrix(d, d);
  basis.diagonal().array() += 5;
  const Matrix<> orthogonal = Eigen::HouseholderQR<Matrix<>>{basis}.householderQ();
  const Matrix<> product = orthogonal * eigenvalues.asDiagonal() * orthogonal.transpose();
  return (product + product.transpose()) / 2;
}

}  // namespace

TEST_SUITE("solve/definite") {
  TEST_CASE("a matrix is symmetric when each pair of entries agrees up to rounding") {
    CHECK(is_symmetric(rows({{1, 2}, {2, 3}})));
    CHECK(is_symmetric(rows({{1, 2}, {2 * (1 + 1e-15), 3}})));
    CHECK_FALSE(is_symmetric(rows({{1, 2}, {2 * (1 + 1e-12), 3}})));
    CHECK_FALSE(is_symmetric(rows({{1, 2}, {-2, 3}})));
    CHECK_FALSE(is_symmetric(rows({{1, 1e-9}, {0, 1}})));
    CHECK_FALSE(is_symmetric(rows({{1, 2, 3}, {2, 3, 4}})));
    CHECK(is_symmetric(Matrix<>(0, 0)));
  }

  TEST_CASE("a matrix is positive definite when all eigenvalues are positive") {
    for (int k = 0; k < 100; ++k) {
      CAPTURE(k);
      Draw draw{90, static_cast<std::uint64_t>(k)};
      const Eigen::Index d = 1 + draw.below(6);
      Vector<> eigenvalues = draw.vector(d).cwiseAbs().array() + 0.01;
      CHECK(is_positive_definite(with_eigenvalues(draw, eigenvalues)));
      eigenvalues(draw.below(d)) = -0.01;
      CHECK_FALSE(is_positive_definite(with_eigenvalues(draw, eigenvalues)));
      CHECK_FALSE(is_positive_semidefinite(with_eigenvalues(draw, eigenvalues)));
    }
    CHECK_FALSE(is_positive_definite(rows({{1, 2}, {3, 5}})));
    CHECK_FALSE(is_positive_definite(rows({{1, 1}, {1, 1}})));
    CHECK_FALSE(is_positive_definite(diagonal({1, 0})));
    CHECK_FALSE(is_positive_definite(diagonal({1, -1})));
  }

  TEST_CASE("what is singular up to rounding is semidefinite and not definite") {
    for (int k = 0; k < 100; ++k) {
      CAPTURE(k);
      Draw draw{91, static_cast<std::uint64_t>(k)};
      const Eigen::Index d = 2 + draw.below(5);
      const Matrix<> factor = draw.matrix(d, 1 + draw.below(d - 1));
      const Matrix<> singular = factor * factor.transpose();
      CHECK_FALSE(is_positive_definite(singular));
      CHECK(is_positive_semidefinite(singular));
    }
    CHECK(is_positive_semidefinite(rows({{1, 1}, {1, 1}})));
    CHECK(is_positive_semidefinite(Matrix<>(Matrix<>::Zero(3, 3))));
    CHECK(is_positive_semidefinite(Matrix<>(0, 0)));
  }

  TEST_CASE("a variance of zero allows no covariance beside it") {
    CHECK(is_positive_semidefinite(diagonal({1, 0})));
    CHECK_FALSE(is_positive_semidefinite(rows({{1, 1e-12}, {1e-12, 0}})));
    CHECK_FALSE(is_positive_semidefinite(rows({{0, 1}, {1, 0}})));
    CHECK_FALSE(is_positive_semidefinite(rows({{1, 2}, {2, 1}})));
    CHECK_FALSE(is_positive_semidefinite(diagonal({1, -1e-300})));
  }

  TEST_CASE("the units of the attributes do not decide what is definite") {
    const Vector<> units = behalf::vec({1e-9, 1, 1e9});
    const Matrix<> definite = rows({{2, 1, 0}, {1, 2, 1}, {0, 1, 2}});
    const Matrix<> singular = rows({{1, 1, 0}, {1, 2, 1}, {0, 1, 1}});
    CHECK(is_positive_definite(Matrix<>(units.asDiagonal() * definite * units.asDiagonal())));
    CHECK_FALSE(is_positive_definite(Matrix<>(units.asDiagonal() * singular * units.asDiagonal())));
    CHECK(is_positive_semidefinite(Matrix<>(units.asDiagonal() * singular * units.asDiagonal())));
    CHECK(is_positive_definite(diagonal({1e-300, 1e300})));
  }

  TEST_CASE("a matrix with an entry that is no number is neither definite nor semidefinite") {
    for (const Matrix<>& broken : {rows({{1, nan_value}, {nan_value, 1}}), rows({{nan_value, 0}, {0, 1}}),
                                   rows({{1, infinity}, {infinity, 1}}), rows({{infinity, 0}, {0, 1}})}) {
      CHECK_FALSE(is_positive_definite(broken));
      CHECK_FALSE(is_positive_semidefinite(broken));
    }
  }

  TEST_CASE("tolerances follow the scalar type") {
    const Matrix<float> nearly = rows<float>({{1, 1}, {1, 1.0000002F}});
    CHECK(is_positive_semidefinite(nearly));
    CHECK_FALSE(is_positive_definite(nearly));
    CHECK(is_positive_definite(rows({{1, 1}, {1, 1.0000002}})));
  }
}
