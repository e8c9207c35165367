#ifndef BEHALF_TESTS_INSTANTIATION_SCALARS_HPP
#define BEHALF_TESTS_INSTANTIATION_SCALARS_HPP

/// FOR_BUILT_IN_SCALARS(MACRO) is MACRO(double), where all scalar types are tested of float and long double too;
/// FOR_EVERY_SCALAR(MACRO) is that and, unless only double is tested, MACRO of fifty digits.
#if BEHALF_TEST_ALL_SCALARS
#define FOR_BUILT_IN_SCALARS(MACRO) \
  MACRO(double);                    \
  MACRO(float);                     \
  MACRO(long double)
#else
#define FOR_BUILT_IN_SCALARS(MACRO) MACRO(double)
#endif

#if BEHALF_TEST_EXTRA_SCALARS
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#define FOR_EVERY_SCALAR(MACRO) \
  FOR_BUILT_IN_SCALARS(MACRO);  \
  MACRO(boost::multiprecision::cpp_bin_float_50)
#else
#define FOR_EVERY_SCALAR(MACRO) FOR_BUILT_IN_SCALARS(MACRO)
#endif

#endif  // BEHALF_TESTS_INSTANTIATION_SCALARS_HPP
