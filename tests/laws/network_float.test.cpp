// Delegation networks in single precision.

#include "support/delegation_model_laws.hpp"
#include "support/network_family.hpp"

#include <doctest/doctest.h>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

TEST_SUITE("laws/network") {
  TEST_CASE("every law of a delegation model holds for networks in single precision") {
    behalf_test::every_law_holds<behalf_test::NetworkFamily<float, behalf_test::NetworkTerms::both>>(400);
  }
  TEST_CASE("networks in single precision agree with doubles") {
    behalf_test::network_agrees_with_doubles<float, behalf_test::NetworkTerms::both>(400, 1e-4);
  }
}

#endif
