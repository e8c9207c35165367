#include "support/network_brute_force.hpp"

template class behalf_test::NetworkBruteForce<double>;
