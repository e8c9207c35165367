// Linear–quadratic delegation whose number of attributes is known to the compiler.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"

#include <doctest/doctest.h>

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("every law of a delegation model holds when the compiler knows the number of attributes") {
    behalf_test::every_law_holds<behalf_test::LinearQuadraticFamily<double, 3>>(200);
  }
}

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("the compiler knowing the number of attributes changes no number") {
    behalf_test::agrees_with_doubles<double, 3>(83, 200, 1e-13);
  }
}
