#include <behalf/solve/fixed_column.hpp>

#include <doctest/doctest.h>

#include <limits>

using behalf::FixedColumn;

TEST_SUITE("solve/fixed_column") {
  TEST_CASE("ordinary numbers have four digits after the point") {
    const FixedColumn column{1234.5, 0.01, -0.5, 0};
    CHECK(column(1234.5) == "1234.5000");
    CHECK(column(0.01) == "0.0100");
    CHECK(column(-0.00001) == "0.0000");
    CHECK(column(0) == "0.0000");
    CHECK(FixedColumn{}(0) == "0.0000");
    CHECK(FixedColumn{123456789}(123456789) == "123456789.0000");
  }

  TEST_CASE("small ones have as many as show three digits of the largest, all the same number") {
    const FixedColumn thousandths{0.0067, -0.0012};
    CHECK(thousandths(0.0067) == "0.00670");
    CHECK(thousandths(-0.00121) == "-0.00121");
    CHECK(thousandths(0) == "0.00000");
    CHECK(FixedColumn{0.00012345}(0.00012345) == "0.000123");
    CHECK(FixedColumn{0.00999}(0.00999) == "0.0100");
    CHECK(FixedColumn{0.0099}(0.0099) == "0.00990");
  }

  TEST_CASE("very small columns and very large numbers have a power of ten") {
    const FixedColumn tiny{6.6951e-6, 1e-9};
    CHECK(tiny(6.6951e-6) == "6.695e-06");
    CHECK(tiny(1e-9) == "1e-09");
    CHECK(tiny(0) == "0");
    CHECK(tiny(1e-18) == "0");  // rounding beside the largest
    const FixedColumn mixed{5e39, 0.5};
    CHECK(mixed(5e39) == "5e+39");
    CHECK(mixed(0.5) == "0.5000");
    CHECK(mixed(std::numeric_limits<double>::infinity()) == "inf");
    CHECK(mixed(std::numeric_limits<double>::quiet_NaN()) == "nan");
  }

  TEST_CASE("what is rounding of its scale is a zero and gives nobody more digits") {
    FixedColumn column;
    column.add(3e-16, 5);
    CHECK(column(3e-16, 5) == "0.0000");
    column.add(0.002, 5);
    CHECK(column(3e-16, 5) == "0.00000");
    CHECK(column(0.002, 5) == "0.00200");
  }
}
