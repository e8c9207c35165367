#include "support/solve_network.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/network/network.hpp>

behalf::Lattice<> behalf_test::solve(const behalf::NetworkData<>& data, bool collective) {
  using behalf::NetworkReference;
  const behalf::Network<> network{data, collective ? NetworkReference::collective : NetworkReference::each};
  return behalf::lattice(network).value();
}
