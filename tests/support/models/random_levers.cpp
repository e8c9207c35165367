#include "support/random_levers.hpp"

#include <cstddef>

template behalf::Lever<behalf::LinearQuadraticSpec<double>> behalf_test::random_lever(
    std::size_t, Draw&, const behalf::LinearQuadraticSpec<>&, double);
template behalf::Lever<behalf::LinearQuadraticSpec<long double>> behalf_test::random_lever(
    std::size_t, Draw&, const behalf::LinearQuadraticSpec<>&, double);
