// Every harm of random networks of diagonal terms against dual numbers.

#include "support/dual.hpp"
#include "support/network_harms.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"

#include <behalf/gap/welfare.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

namespace {

using behalf::NetworkData;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::Way;

/// The same by forward differentiation of the network itself.
void compare_with_dual_numbers(std::uint64_t seed, int draws, behalf_test::NetworkKind kind) {
  using behalf_test::Dual;
  double worst = 0;
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    NetworkData<> data = behalf_test::random_network(draw, kind);
    // Off the grid, so that nothing is 0 by chance: Eigen skips zeros and would lose their derivatives.
    data.values.array() += 0.1;
    data.tastes.array() += 0.05;
    const behalf::Network<> network{data};
    const behalf::Harms<> harms = behalf::harms(network, behalf::WeightedMean{}).value();
    behalf_test::for_every_harm(data, [&](std::size_t e, Way way, Eigen::Index j) {
      CAPTURE(static_cast<int>(way));
      CAPTURE(j);
      if (way == Way::share && data.shares[e] == 0) return;
      if (way == Way::transmission && (*data.terms[data.terms_of[e]].transmission)(j) == 0) return;
      const behalf::Network<Dual> model{moved(behalf_test::cast<Dual>(data), e, way, j, Dual{0.0, 1.0})};
      const Vector<Dual> regrets = model.regret({}).value();
      const Dual mean = behalf::WeightedMean{}(regrets, model.weights());
      const double found = harm_of(harms, e, way, j);
      const double expected = mean.derivative();
      CAPTURE(expected);
      CAPTURE(found);
      const double off = std::abs(found - expected) / std::max({mean.value(), std::abs(expected), 1e-3});
      CHECK(off <= 1e-11);
      worst = std::max(worst, off);
    });
  }
  MESSAGE("harms differ from dual numbers by at most " << worst);
}

}  // namespace

TEST_SUITE("network/harm") {
  TEST_CASE("every harm in a network of diagonal terms is the derivative by dual numbers") {
    compare_with_dual_numbers(253, 100, {.diagonal = true, .loose_shares = true});
  }
  TEST_CASE("every harm with noise of single delegations is the derivative by dual numbers") {
    compare_with_dual_numbers(255, 60, {.diagonal = true, .noise_apart = true, .loose_shares = true});
  }
}

#endif
