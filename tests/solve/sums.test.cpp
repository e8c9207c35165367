#include <behalf/solve/sums.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>

using behalf::sum_exceeds;
using behalf::sum_reaches;

TEST_SUITE("solve/sums") {
  TEST_CASE_TEMPLATE("n times 1/n is 1, neither less nor more", Scalar, float, double, long double) {
    std::size_t off = 0;
    for (std::size_t n = 1; n <= 2500; ++n) {
      Scalar sum(0);
      for (std::size_t k = 0; k < n; ++k) sum += Scalar(1) / Scalar(n);
      if (sum != Scalar(1)) ++off;
      if (!sum_reaches(sum, Scalar(1), n) || sum_exceeds(sum, Scalar(1), n)) FAIL("1/n summed, n = " << n);
      // One term less is seen to be missing, one more to be too many.
      const Scalar term = Scalar(1) / Scalar(n);
      if (n > 1 && sum_reaches(Scalar(sum - term), Scalar(1), n)) FAIL("a term is missing, n = " << n);
      if (!sum_exceeds(Scalar(sum + term), Scalar(1), n)) FAIL("a term too many, n = " << n);
    }
    CHECK(off > 1000);
  }

  TEST_CASE("what is allowed grows with the number of terms and with the bound") {
    CHECK(behalf::sum_rounding(2, 1.0) < behalf::sum_rounding(3, 1.0));
    CHECK(behalf::sum_rounding(2, 8.0) == 8 * behalf::sum_rounding(2, 1.0));
    CHECK(sum_exceeds(1e300 * (1 + 1e-12), 1e300, 10));
    CHECK_FALSE(sum_exceeds(1e300 * (1 + 1e-15), 1e300, 10));
    CHECK_FALSE(sum_exceeds(0.0, 0.0, 10));
    CHECK(sum_exceeds(std::numeric_limits<double>::denorm_min(), 0.0, 10));
  }

  TEST_CASE("what is not a number has reached nothing and exceeds everything") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(sum_reaches(nan, 1.0, 3));
    CHECK(sum_exceeds(nan, 1.0, 3));
  }
}
