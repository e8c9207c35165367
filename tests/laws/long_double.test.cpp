// Linear–quadratic delegation in extended precision.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"

#include <doctest/doctest.h>

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("every law of a delegation model holds in extended precision") {
    behalf_test::every_law_holds<behalf_test::LinearQuadraticFamily<long double>>(100);
  }
}

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("extended precision agrees with doubles to a trillionth of the stake") {
    behalf_test::agrees_with_doubles<long double>(82, 100, 1e-12);
  }
}
