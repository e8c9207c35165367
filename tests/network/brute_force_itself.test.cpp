// The brute force that networks are tested against is tested itself: against a network worked out by hand of its
// definition and against linear–quadratic delegation, which a network of one agent is.

#include "support/compare.hpp"
#include "support/network_brute_force.hpp"
#include "support/random_model.hpp"
#include "support/small_network.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace {

using behalf::AxisSet;
using behalf::Matrix;
using behalf::NetworkData;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::NetworkBruteForce;

}  // namespace

TEST_SUITE("network/brute_force") {
  TEST_CASE("a small network has the numbers that another implementation derived") {
    const NetworkBruteForce<> network{behalf_test::small_network()};
    const Matrix<double, Eigen::Dynamic, 8> found = network.lattice().value();
    CHECK(apart(found, behalf_test::small_network_regrets()) <= 1e-13);
    CHECK(apart(network.stakes(), behalf_test::small_network_stakes()) <= 1e-13);
    const auto motivation = network.motivation({}, Vector<>(Vector<>::Zero(2)));
    CHECK(apart(motivation.theta.rightCols(3), behalf_test::small_network_motivations()) <= 1e-14);
  }

  TEST_CASE("operators of different geometry can amplify each other without end") {
    const NetworkBruteForce<> network{behalf_test::amplifying_network()};
    CHECK(network.motivation({}, Vector<>(Vector<>::Zero(2))).spectral_radius == doctest::Approx(4.545).epsilon(1e-4));
    CHECK_FALSE(network.lattice());
  }

  TEST_CASE("a mandate that ends nowhere is found") {
    NetworkData<> data;
    data.values = Matrix<>::Ones(1, 1);
    data.agent_count = 2;
    data.sources = {0, 1, 2};
    data.targets = {1, 2, 1};
    data.shares = {0.5, 1, 0.5};
    CHECK_FALSE(NetworkBruteForce<>{data}.feasible());
    data.keep = {0.5, std::nullopt};
    CHECK(NetworkBruteForce<>{data}.feasible());
    CHECK(apart(NetworkBruteForce<>{data}.exposures(), behalf::rows({{1, 0}})) <= 1e-15);
    data.keep = {0.5, 0.5};
    CHECK(apart(NetworkBruteForce<>{data}.exposures(), behalf::rows({{2.0 / 3, 1.0 / 3}})) <= 1e-15);
    data.sources = {0, 1};
    data.targets = {1, 2};
    data.shares = {0.5, 1};
    CHECK_FALSE(NetworkBruteForce<>{data}.feasible());
    data.keep = {0.5, 1};
    CHECK(apart(NetworkBruteForce<>{data}.exposures(), behalf::rows({{0.5, 0.5}})) <= 1e-15);
  }

  TEST_CASE("a network of one agent is linear-quadratic delegation in every set of axes") {
    int compared = 0;
    for (int k = 0; k < 400; ++k) {
      CAPTURE(k);
      Draw draw{200, static_cast<std::uint64_t>(k)};
      behalf::LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const bool collective = draw.one_in(3);
      spec.reference = collective ? behalf::Reference<>::collective() : behalf::Reference<>{};
      spec.covariances.clear();
      spec.weights = draw.weights(spec.principals());
      *spec.weights /= 8;
      const NetworkBruteForce<> network{behalf_test::one_agent(spec)};
      const behalf::LinearQuadratic<> model{spec};
      const behalf::Lattice<> expected = behalf::lattice(model).value();
      const Matrix<double, Eigen::Dynamic, 8> found = network.lattice(collective).value();
      const double size = std::max(largest(expected.stakes), largest(expected.regrets));
      CHECK(apart(found, expected.regrets) <= 1e-11 * size);
      CHECK(apart(network.stakes(collective), expected.stakes) <= 1e-12 * size);
      ++compared;
    }
    CHECK(compared == 400);
  }
}
