// Delegation networks in extended precision.

#include "support/delegation_model_laws.hpp"
#include "support/network_family.hpp"

#include <doctest/doctest.h>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

TEST_SUITE("laws/network") {
  TEST_CASE("every law of a delegation model holds for networks in extended precision") {
    behalf_test::every_law_holds<behalf_test::NetworkFamily<long double, behalf_test::NetworkTerms::both>>(200);
  }
  TEST_CASE("networks in extended precision agree with doubles") {
    behalf_test::network_agrees_with_doubles<long double, behalf_test::NetworkTerms::both>(200, 1e-11);
  }
}

#endif
