// Delegation networks with 50 digits, the judge of doubles.

#include "support/delegation_model_laws.hpp"
#include "support/fifty_digit_networks.hpp"
#include "support/network_family.hpp"

#include <doctest/doctest.h>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

TEST_SUITE("laws/network") {
  TEST_CASE("every law of a delegation model holds for networks with fifty digits") {
    behalf_test::every_law_holds<behalf_test::NetworkFamily<behalf_test::FiftyDigits>>(15);
  }
  TEST_CASE("networks with fifty digits agree with doubles to a hundred-billionth of the stake") {
    behalf_test::network_agrees_with_doubles<behalf_test::FiftyDigits>(60, 1e-11);
  }
}

#endif
