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
using behalf::internal::orthogonal_rows;

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

  TEST_CASE("the rows orthogonal to a span complete it") {
    const Matrix<> span = rows({{1, 2, 0}, {2, 4, 1}, {0, 0, 1}, {1, 2, 3}});  // the second column is twice the first
    const Matrix<> outside = orthogonal_rows(span);
    CHECK(outside.rows() == 2);
    CHECK(largest(outside * span) < 1e-15);
    CHECK(outside.cwiseAbs().rowwise().maxCoeff() == Eigen::VectorXd::Ones(2));
    CHECK(orthogonal_rows(Matrix<>(span * behalf::diagonal({1e-12, 1, 1e12}))).rows() == 2);
  }

  TEST_CASE("nothing spans nothing, everything leaves nothing") {
    CHECK(orthogonal_rows(Matrix<>(3, 0)) == Matrix<>::Identity(3, 3));
    CHECK(orthogonal_rows(Matrix<>(Matrix<>::Zero(3, 2))) == Matrix<>::Identity(3, 3));
    CHECK(orthogonal_rows(rows({{1, 2}, {3, 4}})).rows() == 0);
  }
}
