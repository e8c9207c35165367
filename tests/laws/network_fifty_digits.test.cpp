// Delegation networks with 50 digits, the judge of doubles.

#include "support/delegation_model_laws.hpp"
#include "support/network_family.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#include <doctest/doctest.h>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

TEST_SUITE("laws/network") {
  TEST_CASE("every law of a delegation model holds for networks with fifty digits") {
    behalf_test::every_law_holds<behalf_test::NetworkFamily<boost::multiprecision::cpp_bin_float_50>>(15);
  }
  TEST_CASE("networks with fifty digits agree with doubles to a hundred-billionth of the stake") {
    behalf_test::network_agrees_with_doubles<boost::multiprecision::cpp_bin_float_50>(60, 1e-11);
  }
}

#endif
