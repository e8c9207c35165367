// Linear–quadratic delegation in single precision.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"

#include <doctest/doctest.h>

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("every law of a delegation model holds in single precision") {
    behalf_test::every_law_holds<behalf_test::LinearQuadraticFamily<float>>(200);
  }
}

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("single precision agrees with doubles to a few of its digits") {
    behalf_test::agrees_with_doubles<float>(81, 200, 1e-4);
  }
}
