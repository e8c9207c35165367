#ifndef BEHALF_TESTS_SUPPORT_FIFTY_DIGIT_NETWORKS_HPP
#define BEHALF_TESTS_SUPPORT_FIFTY_DIGIT_NETWORKS_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>

namespace behalf_test {

using FiftyDigits = boost::multiprecision::cpp_bin_float_50;

}  // namespace behalf_test

// Compiled in support/models/fifty_digit_*.cpp, so that no file takes too much memory.
#define BEHALF_TEST_FIFTY_DIGIT_DATA(keyword)                             \
  keyword template struct behalf::NetworkData<behalf_test::FiftyDigits>;  \
  keyword template class behalf::FrozenNetwork<behalf_test::FiftyDigits>; \
  keyword template class behalf::NetworkRows<behalf_test::FiftyDigits>;   \
  keyword template class behalf::internal::CyclicSystem<behalf_test::FiftyDigits>;
#define BEHALF_TEST_FIFTY_DIGIT_MODELS(keyword)                                      \
  keyword template class behalf::internal::AnyOperators<behalf_test::FiftyDigits>;   \
  keyword template class behalf::internal::MandateMoments<behalf_test::FiftyDigits>; \
  keyword template class behalf::Network<behalf_test::FiftyDigits>;

BEHALF_TEST_FIFTY_DIGIT_DATA(extern)
BEHALF_TEST_FIFTY_DIGIT_MODELS(extern)

#endif  // BEHALF_TESTS_SUPPORT_FIFTY_DIGIT_NETWORKS_HPP
