#include <behalf/solve/scalar.hpp>

#include <doctest/doctest.h>

#include <clocale>
#include <cmath>
#include <limits>
#include <string>

namespace {

using behalf::is_finite;
using behalf::is_plus_infinity;
using behalf::to_double;
using behalf::to_fixed;
using behalf::to_text;

const double infinity = std::numeric_limits<double>::infinity();
const double nan_value = std::numeric_limits<double>::quiet_NaN();

/// A scalar that is read by value(), as Eigen's own dual numbers are.
struct Wrapped {
  double inside;
  [[nodiscard]] double value() const { return inside; }
};

}  // namespace

TEST_SUITE("solve/scalar") {
  TEST_CASE("any scalar type is read as the nearest double") {
    CHECK(to_double(1.5F) == 1.5);
    CHECK(to_double(0.1L) == 0.1);
    CHECK(to_double(3) == 3.0);
    CHECK(to_double(Wrapped{2.5}) == 2.5);
  }

  TEST_CASE("a number is finite when it is neither infinite nor NaN") {
    for (const double x : {0.0, -1.0, std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(),
                           std::numeric_limits<double>::denorm_min()}) {
      CHECK(is_finite(x));
      CHECK_FALSE(is_plus_infinity(x));
    }
    for (const double x : {infinity, -infinity, nan_value}) CHECK_FALSE(is_finite(x));
    CHECK(is_plus_infinity(infinity));
    CHECK_FALSE(is_plus_infinity(-infinity));
    CHECK_FALSE(is_plus_infinity(nan_value));
    CHECK(is_plus_infinity(std::numeric_limits<float>::infinity()));
  }

  TEST_CASE("text has up to the digits asked for and says inf and nan in words") {
    CHECK(to_text(0.5) == "0.5");
    CHECK(to_text(-2.0) == "-2");
    CHECK(to_text(1.0 / 3) == "0.333333");
    CHECK(to_text(1.0 / 3, 3) == "0.333");
    CHECK(to_text(1234567.0) == "1.23457e+06");
    CHECK(to_text(0.1F) == "0.1");
    CHECK(to_text(0.1, 17) == "0.10000000000000001");
    CHECK(to_text(infinity) == "inf");
    CHECK(to_text(-infinity) == "-inf");
    CHECK(to_text(nan_value) == "nan");
  }

  TEST_CASE("fixed text has the digits after the point that were asked for") {
    CHECK(to_fixed(1.0) == "1.0000");
    CHECK(to_fixed(-2.34567) == "-2.3457");
    CHECK(to_fixed(2.5, 1) == "2.5");
    CHECK(to_fixed(12.0, 0) == "12");
    CHECK(to_fixed(infinity) == "inf");
    CHECK(to_fixed(1e300) == "1e+300");
    CHECK(to_fixed(-0.0001) == "-0.0001");
  }

  TEST_CASE("what rounds to nothing is written without a sign") {
    CHECK(to_fixed(-1e-9) == "0.0000");
    CHECK(to_fixed(-0.00004) == "0.0000");
    CHECK(to_fixed(-0.0) == "0.0000");
    CHECK(to_fixed(-5e-7, 6) == "0.000000");
    CHECK(to_fixed(-0.4, 0) == "0");
    CHECK(to_fixed(0.0) == "0.0000");
  }

  TEST_CASE("numbers are written the same whatever the C locale") {
    const std::string before = std::setlocale(LC_NUMERIC, nullptr);
    // Absent on a bare system; then this repeats the case above, and print.test.cpp covers C++ locales.
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
      if (std::setlocale(LC_NUMERIC, name) != nullptr) {
        CHECK(to_text(0.5) == "0.5");
        CHECK(to_fixed(1234.5) == "1234.5000");
      }
    }
    std::setlocale(LC_NUMERIC, before.c_str());
  }
}
