#include <behalf/solve/impl/elimination.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <limits>

namespace {

using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::internal::Elimination;

double largest(const Matrix<>& x) { return x.size() == 0 ? 0 : x.cwiseAbs().maxCoeff(); }

}  // namespace

TEST_SUITE("solve/elimination") {
  TEST_CASE("what is solved for gives back the right side, in whatever units") {
    const Matrix<> matrix = rows({{4, 1, 0.5}, {1, 3, -1}, {0.5, -1, 2}});
    const Matrix<> right = rows({{1, 0}, {-2, 5}, {0.5, 3}});
    CHECK(largest(matrix * Elimination<double>{matrix}.solve(right) - right) < 1e-14);
    const Matrix<> units = behalf::diagonal({1e-9, 1, 1e9});
    const Matrix<> scaled = units * matrix * units;
    const Matrix<> solved = units * Elimination<double>{scaled}.solve(Matrix<>(units * right));
    CHECK(largest(matrix * solved - right) < 1e-14);
  }

  TEST_CASE("a matrix that is singular is not solved") {
    const Matrix<> matrix = rows({{1, 1}, {1, 1}});
    CHECK_FALSE(largest(Elimination<double>{matrix}.solve(rows({{1}, {0}}))) < std::numeric_limits<double>::max());
  }
}
