#ifndef BEHALF_TESTS_SUPPORT_SOLVE_NETWORK_HPP
#define BEHALF_TESTS_SUPPORT_SOLVE_NETWORK_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/network/network_data.hpp>

namespace behalf_test {

/// The lattice of a network, of all parties or of the collective. Compiled once for all suites, in models/network.cpp. Throws
/// when there is no solution.
[[nodiscard]] behalf::Lattice<> solve(const behalf::NetworkData<>& data, bool collective = false);

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SOLVE_NETWORK_HPP
