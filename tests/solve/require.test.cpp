#include "support/refused.hpp"

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace {

using behalf::diagonal;
using behalf::Matrix;
using behalf::rows;
using behalf::vec;

const double infinity = std::numeric_limits<double>::infinity();
const double nan_value = std::numeric_limits<double>::quiet_NaN();

struct Refusal {
  std::function<void()> make;
  std::string field;
  std::string rule;
};

}  // namespace

TEST_SUITE("solve/require") {
  TEST_CASE("every broken condition is told by its field and its rule and the value at fault") {
    using namespace behalf;
    const std::vector<Refusal> refusals{
        {[] { require_size("f", "x", 2, 3); }, "x", "expected 3 numbers, got 2"},
        {[] { require_size("f", "x", 2, 1); }, "x", "expected 1 number, got 2"},
        {[] { require_shape("f", "m", Matrix<>(Matrix<>::Zero(2, 3)), 3, 3); }, "m",
         "expected a 3 x 3 matrix, got 2 x 3"},
        {[] {
           require_finite("f", "v", vec({0, nan_value, infinity}));
         },
         "v[1]", "expected a finite number, got nan"},
        {[] {
           require_finite("f", "v", vec({0, 1, -infinity}));
         },
         "v[2]", "expected a finite number, got -inf"},
        {[] {
           require_finite("f", "m", rows({{0, 1, infinity}, {nan_value, 0, 0}}));
         },
         "m[0][2]", "expected a finite number, got inf"},
        {[] { require_not_negative("f", "r", -0.25); }, "r",
         "expected a finite number that is not negative, got -0.25"},
        {[] { require_not_negative("f", "r", nan_value); }, "r",
         "expected a finite number that is not negative, got nan"},
        {[] { require_not_negative("f", "r", infinity); }, "r",
         "expected a finite number that is not negative, got inf"},
        {[] {
           require_weights("f", "w", vec({1, 0, -2}));
         },
         "w[2]", "expected a finite number that is not negative, got -2"},
        {[] {
           require_weights("f", "w", vec({0, 0}));
         },
         "w", "expected at least one positive weight, all are 0"},
        {[] {
           require_symmetric("f", "m", rows({{1, 2, 3}, {2, 1, 0}}), 2);
         },
         "m", "expected a 2 x 2 matrix, got 2 x 3"},
        {[] {
           require_symmetric("f", "m", rows({{1, 2}, {3, 1}}), 2);
         },
         "m", "expected a symmetric matrix, got 3 at [1][0] and 2 at [0][1]"},
        {[] {
           require_symmetric("f", "m", rows({{1, nan_value}, {nan_value, 1}}), 2);
         },
         "m[0][1]", "expected a finite number, got nan"},
        {[] {
           require_covariance("f", "s", diagonal({1, -1}), 2);
         },
         "s[1][1]", "expected a finite number that is not negative, got -1"},
        {[] {
           require_covariance("f", "s", rows({{1, 2}, {2, 1}}), 2);
         },
         "s",
         "expected a positive semidefinite matrix, it has a negative eigenvalue (-1, the largest number on the "
         "diagonal is "
         "1); give the numbers with more digits, lower the correlations, or take the nearest covariance"},
        {[] {
           require_covariance("f", "s", diagonal({1, infinity}), 2);
         },
         "s[1][1]", "expected a finite number, got inf"},
    };
    for (const Refusal& refusal : refusals) {
      CAPTURE(refusal.rule);
      CHECK(behalf_test::refusal(refusal.make) == "f: " + refusal.field + ": " + refusal.rule);
      behalf_test::refused(refusal.make, refusal.field, refusal.rule);
    }
  }

  TEST_CASE("what meets its condition is accepted") {
    using namespace behalf;
    CHECK_NOTHROW(require_size("f", "x", 0, 0));
    CHECK_NOTHROW(require_shape("f", "m", rows({{1, 2}}), 1, 2));
    CHECK_NOTHROW(require_finite("f", "m", rows({{1, -2}})));
    CHECK_NOTHROW(require_not_negative("f", "r", 0.0));
    CHECK_NOTHROW(require_weights("f", "w", vec({0, 0.5})));
    CHECK_NOTHROW(require_symmetric("f", "m", rows({{1, -2}, {-2, 1}}), 2));
    CHECK_NOTHROW(require_covariance("f", "s", rows({{1, 1}, {1, 1}}), 2));
  }
}
