// Linear–quadratic delegation with 50 digits, the judge of doubles.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#include <doctest/doctest.h>

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("every law of a delegation model holds with fifty digits") {
    behalf_test::every_law_holds<behalf_test::LinearQuadraticFamily<boost::multiprecision::cpp_bin_float_50>>(15);
  }
}

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("fifty digits agree with doubles to a trillionth of the stake") {
    behalf_test::agrees_with_doubles<boost::multiprecision::cpp_bin_float_50>(80, 60, 1e-12);
  }
}
