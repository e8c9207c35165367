#include "support/refused.hpp"

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <type_traits>

namespace {

using behalf::diagonal;
using behalf::InvalidArgument;
using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::Vector;
using behalf_test::refusal;
using behalf_test::refused;

// Whole numbers do not decide the type.
static_assert(std::is_same_v<decltype(rows({{1, 2}, {3, 4}})), Eigen::MatrixXd>);
static_assert(std::is_same_v<decltype(vec({1, 2})), Eigen::VectorXd>);
static_assert(std::is_same_v<decltype(vec<float>({1, 2})), Eigen::VectorXf>);
static_assert(std::is_same_v<Matrix<double, 2, 3>, Eigen::Matrix<double, 2, 3>>);
static_assert(std::is_same_v<Vector<float, 4>, Eigen::Vector4f>);

}  // namespace

TEST_SUITE("solve/matrix") {
  TEST_CASE("a matrix is written down row by row") {
    const Matrix<> matrix = rows({{1, 2, 3}, {4, 5, 6}});
    CHECK(matrix.rows() == 2);
    CHECK(matrix.cols() == 3);
    CHECK(matrix(0, 2) == 3);
    CHECK(matrix(1, 0) == 4);
    CHECK(rows({{0.5}})(0, 0) == 0.5);
  }

  TEST_CASE("a list of no rows and a row of no numbers are matrices without entries") {
    CHECK(rows({}).size() == 0);
    CHECK(rows({}).rows() == 0);
    CHECK(rows({{}, {}}).rows() == 2);
    CHECK(rows({{}, {}}).cols() == 0);
    CHECK(vec({}).size() == 0);
  }

  TEST_CASE("rows that differ in length are refused by the first that differs") {
    refused([] { return rows({{1, 2}, {3, 4}, {5}}); }, "row 2", "expected 2 numbers, got 1");
    CHECK(refusal([] { return rows({{1, 2}, {3, 4}, {5}}); }) == "rows: row 2: expected 2 numbers, got 1");
    CHECK_THROWS_AS((void)rows({{}, {1}}), InvalidArgument);
  }

  TEST_CASE("a vector and a diagonal matrix hold their entries in order") {
    const Vector<> vector = vec({0.5, 0.25, 2});
    CHECK(vector.size() == 3);
    CHECK(vector(1) == 0.25);
    const Matrix<> matrix = diagonal({1, 2});
    CHECK(matrix == rows({{1, 0}, {0, 2}}));
  }

  TEST_CASE("an invalid argument tells function and field and rule together and apart") {
    const InvalidArgument error{"Model", "weights[2]", "expected a weight that is not negative, got -1"};
    CHECK(error.field() == "weights[2]");
    CHECK(error.rule() == "expected a weight that is not negative, got -1");
    CHECK(std::string{error.what()} == "Model: weights[2]: expected a weight that is not negative, got -1");
    static_assert(std::is_base_of_v<std::invalid_argument, InvalidArgument>);
  }
}
