// Matrices, conditions on arguments, numbers as text, and solutions.

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <clocale>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

using behalf::rows;
using behalf::vec;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
}  // namespace

TEST_SUITE("solve") {
  TEST_CASE("matrices are written by rows") {
    const behalf::Matrix<> matrix = rows({{1, 2, 3}, {4, 5, 6}});
    CHECK(matrix.rows() == 2);
    CHECK(matrix.cols() == 3);
    CHECK(matrix(1, 0) == 4);
    CHECK(behalf::diagonal({2, 3}) == rows({{2, 0}, {0, 3}}));
    CHECK(rows({}).size() == 0);
    CHECK_THROWS_WITH_AS((void)rows({{1, 2}, {3}}), "rows: row 1: expected 2 numbers, got 1", behalf::InvalidArgument);
  }

  TEST_CASE("definiteness does not depend on the units of the attributes") {
    const behalf::Matrix<> matrix = rows({{1, 0.9}, {0.9, 1}});
    const behalf::Matrix<> indefinite = rows({{1, 1.1}, {1.1, 1}});
    const behalf::Matrix<> singular = rows({{1, 1}, {1, 1}});
    for (const double unit : {1e-8, 1.0, 1e8}) {
      const behalf::Matrix<> units = behalf::diagonal({1, unit});
      CHECK(behalf::is_positive_definite<double>(units * matrix * units));
      CHECK(behalf::is_positive_semidefinite<double>(units * matrix * units));
      CHECK_FALSE(behalf::is_positive_definite<double>(units * singular * units));
      CHECK(behalf::is_positive_semidefinite<double>(units * singular * units));
      CHECK_FALSE(behalf::is_positive_semidefinite<double>(units * indefinite * units));
    }
  }

  TEST_CASE("what is no covariance is told from what is") {
    CHECK(behalf::is_positive_semidefinite<double>(behalf::Matrix<>::Zero(3, 3)));
    CHECK_FALSE(behalf::is_positive_definite<double>(behalf::Matrix<>::Zero(3, 3)));
    CHECK_FALSE(behalf::is_positive_semidefinite(rows({{0, 1}, {1, 0}})));
    CHECK_FALSE(behalf::is_positive_semidefinite(rows({{0, 1e-9}, {1e-9, 1}})));
    CHECK_FALSE(behalf::is_positive_semidefinite(rows({{1, 0}, {0, -1e-9}})));
    CHECK_FALSE(behalf::is_positive_definite(rows({{2, 1}, {0, 2}})));
    CHECK_FALSE(behalf::is_symmetric(rows({{1, 2, 3}, {2, 1, 0}})));
    CHECK(behalf::is_symmetric(rows({{1, 1e20}, {1e20, 1}})));
  }

  TEST_CASE("a broken condition names function and field and rule and value") {
    const auto rule = [](const auto& ask) {
      try {
        ask();
      } catch (const behalf::InvalidArgument& error) {
        CHECK(std::string{error.what()} == "f: " + error.field() + ": " + error.rule());
        return error.field() + ": " + error.rule();
      }
      return std::string{"nothing was refused"};
    };
    CHECK(rule([] { behalf::require_size("f", "x", 2, 3); }) == "x: expected 3 numbers, got 2");
    CHECK(rule([] { behalf::require_size("f", "x", 2, 1); }) == "x: expected 1 number, got 2");
    CHECK(rule([] {
            behalf::require_shape("f", "x", rows({{1, 2}}), 2, 2);
          }) == "x: expected a 2 x 2 matrix, got 1 x 2");
    CHECK(rule([] {
            behalf::require_finite("f", "x", rows({{1, 2}, {3, not_a_number}}));
          }) == "x[1][1]: expected a finite number, got nan");
    CHECK(rule([] {
            behalf::require_finite("f", "x", vec({1, -infinity}));
          }) == "x[1]: expected a finite number, got -inf");
    CHECK(rule([] { behalf::require_not_negative("f", "x", -0.5); }) ==
          "x: expected a finite number that is not negative, got -0.5");
    CHECK(rule([] {
            behalf::require_weights("f", "w", vec({0, 0}));
          }) == "w: expected at least one positive weight, all are 0");
    CHECK(rule([] {
            behalf::require_weights("f", "w", vec({1, infinity}));
          }) == "w[1]: expected a finite number that is not negative, got inf");
    CHECK(rule([] {
            behalf::require_symmetric<double>("f", "x", rows({{1, 2}, {3, 4}}), 2);
          }) == "x: expected a symmetric matrix, got 3 at [1][0] and 2 at [0][1]");
    CHECK(rule([] {
            behalf::require_covariance<double>("f", "x", rows({{1, 2}, {2, 1}}), 2);
          }) == "x: expected a positive semidefinite matrix, it has a negative eigenvalue");
    CHECK(rule([] {
            behalf::require_covariance<double>("f", "x", rows({{1, 0}, {0, -1}}), 2);
          }) == "x[1][1]: expected a finite number that is not negative, got -1");
    CHECK_NOTHROW(behalf::require_covariance<double>("f", "x", rows({{1, 1}, {1, 1}}), 2));
  }

  TEST_CASE("numbers as text do not follow the locale of the program") {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    (void)std::setlocale(LC_ALL, "de_DE.UTF-8");
    CHECK(behalf::to_text(1234.5) == "1234.5");
    CHECK(behalf::to_fixed(1234.5) == "1234.5000");
    (void)std::setlocale(LC_ALL, before.c_str());
    CHECK(behalf::to_text(1.0 / 3, 3) == "0.333");
    CHECK(behalf::to_text(infinity) == "inf");
    CHECK(behalf::to_fixed(-1e-9) == "0.0000");
    CHECK(behalf::to_fixed(-0.00006) == "-0.0001");
    CHECK(behalf::to_fixed(1e300) == "1e+300");
    CHECK(behalf::to_fixed(2.5F, 1) == "2.5");
  }

  TEST_CASE("ordinary numbers are told from infinite ones and from none") {
    CHECK(behalf::is_finite(1e308));
    CHECK_FALSE(behalf::is_finite(infinity));
    CHECK_FALSE(behalf::is_finite(-infinity));
    CHECK_FALSE(behalf::is_finite(not_a_number));
    CHECK(behalf::is_plus_infinity(infinity));
    CHECK_FALSE(behalf::is_plus_infinity(-infinity));
    CHECK_FALSE(behalf::is_plus_infinity(not_a_number));
  }

  TEST_CASE("a solution that failed has no value and says why") {
    const behalf::Solution<double> failed{behalf::Status::ill_conditioned, "with ideal axes: O", 7};
    CHECK_FALSE(failed);
    CHECK(failed.iterations() == 7);
    CHECK_THROWS_WITH_AS((void)failed.value(),
                         "Solution: there is no value, the status is ill-conditioned with ideal axes: O",
                         std::runtime_error);
    CHECK_THROWS_AS((void)failed.certificate(), std::runtime_error);
    CHECK_THROWS_AS((behalf::Solution<double>{behalf::Status::optimal, ""}), std::invalid_argument);
  }

  TEST_CASE("a solution that worked keeps its evidence") {
    behalf::Certificate certificate{.primal_residual = 1e-3, .incentive_violation = 0.5};
    certificate.include({.dual_residual = 2e-3, .incentive_violation = 0.25});
    CHECK(certificate.primal_residual == 1e-3);
    CHECK(certificate.dual_residual == 2e-3);
    CHECK(certificate.incentive_violation == 0.5);
    CHECK(certificate.worst() == 0.5);
    behalf::Solution<std::string> solved{"answer", certificate, 3};
    CHECK(solved);
    CHECK(solved.status() == behalf::Status::optimal);
    CHECK(solved.value() == "answer");
    CHECK(solved.certificate().worst() == 0.5);
    const std::string taken = std::move(solved).value();
    CHECK(taken == "answer");
  }
}
