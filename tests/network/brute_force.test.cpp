// Every regret and stake of random networks against the brute force, with every set of axes ideal.

#include "support/compare.hpp"
#include "support/network_brute_force.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"
#include "support/small_network.hpp"
#include "support/solve_network.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace {

using behalf::AxisSet;
using behalf::Matrix;
using behalf::NetworkData;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::NetworkBruteForce;
using Regrets = Matrix<double, Eigen::Dynamic, 8>;

/// How far regrets are from what they should be, in the worst case, relative to what there is to lose for whom it concerns.
///
/// A regret is ½θᵀC⁻¹θ − θᵀC⁻¹v + ½vᵀC⁻¹v weighted by exposure, so that a solver that takes it apart like this rounds in
/// proportion to these terms. The last is the stake, and by the triangle inequality none is larger than four times the
/// stake or the regret, whichever is larger: that is the measure, party by party. Below the square of the rounding unit of
/// whatever is at stake for anybody there are no numbers to compare.
double deviation(const Regrets& found, const Regrets& expected, const Vector<>& stakes) {
  const double nothing = 1e-30 * std::max({largest(stakes), largest(expected), 1e-300});
  double worst = 0;
  for (Eigen::Index i = 0; i < expected.rows(); ++i) {
    for (Eigen::Index f = 0; f < 8; ++f) {
      const double off = std::abs(found(i, f) - expected(i, f));
      worst = std::max(worst, off / std::max({stakes(i), expected(i, f), nothing}));
    }
  }
  return worst;
}

void compare_with_brute_force(std::uint64_t seed, int draws, behalf_test::NetworkKind kind) {
  double worst_regret = 0;
  double worst_stake = 0;
  double worst_ideal = 0;
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    const NetworkBruteForce<> network{behalf_test::random_network(draw, kind)};
    for (const bool collective : {false, true}) {
      CAPTURE(collective);
      const Regrets expected = network.lattice(collective).value();
      const Vector<> stakes = network.stakes(collective);
      const behalf::Lattice<> found = behalf_test::solve(network.data(), collective);
      REQUIRE(found.regrets.rows() == expected.rows());
      if (!collective) CHECK(apart(found.weights, network.weights()) == 0);
      const double off = deviation(found.regrets, expected, stakes);
      CHECK(off <= 1e-10);
      worst_regret = std::max(worst_regret, off);
      for (Eigen::Index i = 0; i < stakes.size(); ++i) {
        CHECK(std::abs(found.stakes(i) - stakes(i)) <= 1e-12 * stakes(i));
        CHECK(found.regret(AxisSet::all(), i) <= 1e-12 * stakes(i));
        if (!(stakes(i) > 0)) continue;
        worst_stake = std::max(worst_stake, std::abs(found.stakes(i) - stakes(i)) / stakes(i));
        worst_ideal = std::max(worst_ideal, found.regret(AxisSet::all(), i) / stakes(i));
      }
    }
  }
  MESSAGE("regrets are off by at most " << worst_regret << ", stakes by " << worst_stake
                                        << ", what is left of all ideal is at most " << worst_ideal << " of the stake");
}

/// Whether some delegations go round in a circle.
bool has_cycle(const NetworkData<>& data) {
  std::set<std::pair<std::size_t, std::size_t>> way;
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    if (data.shares[e] > 0) way.emplace(data.sources[e], data.targets[e]);
  }
  for (std::size_t by = 0; by < data.parties(); ++by) {
    for (std::size_t from = 0; from < data.parties(); ++from) {
      for (std::size_t to = 0; to < data.parties(); ++to) {
        if (way.contains({from, by}) && way.contains({by, to})) way.emplace(from, to);
      }
    }
  }
  return std::any_of(way.begin(), way.end(), [](const auto& pair) { return pair.first == pair.second; });
}

}  // namespace

TEST_SUITE("network/brute_force") {
  TEST_CASE("a thousand random networks have the regrets and stakes of their definition") {
    compare_with_brute_force(210, 1000, {});
  }
  TEST_CASE("random networks of diagonal terms have the regrets and stakes of their definition") {
    compare_with_brute_force(211, 400, {.diagonal = true});
  }

  TEST_CASE("random networks with noise of single delegations and signals have the regrets of their definition") {
    compare_with_brute_force(215, 300, {.noise_apart = true, .signals = true});
    compare_with_brute_force(216, 150, {.diagonal = true, .noise_apart = true, .signals = true});
  }

  TEST_CASE("random networks are of every kind that there is") {
    int cycles = 0;
    int parallel = 0;
    int idle_principals = 0;
    int undelegated = 0;
    int partly_kept = 0;
    int given_exposures = 0;
    int mixed = 0;
    int never_seen = 0;
    int missing_shares = 0;
    int no_share = 0;
    int separate = 0;
    for (int k = 0; k < 1000; ++k) {
      Draw draw{210, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = behalf_test::random_network(draw);
      std::set<std::pair<std::size_t, std::size_t>> pairs;
      std::set<std::size_t> from;
      std::set<std::size_t> to;
      std::set<bool> transmissions;
      double total = 0;
      for (std::size_t e = 0; e < data.sources.size(); ++e) {
        const behalf::DelegationTerms<>& terms = data.terms[data.terms_of[e]];
        pairs.emplace(data.sources[e], data.targets[e]);
        from.insert(data.sources[e]);
        to.insert(data.targets[e]);
        transmissions.insert(terms.transmission.has_value());
        total += data.shares[e];
        never_seen += terms.noise && !terms.noise->never_seen().empty() ? 1 : 0;
        no_share += data.shares[e] == 0 ? 1 : 0;
      }
      cycles += has_cycle(data) ? 1 : 0;
      parallel += pairs.size() < data.sources.size() ? 1 : 0;
      for (std::size_t i = 0; i < data.principals(); ++i) idle_principals += from.contains(i) ? 0 : 1;
      undelegated += to.size() < data.agent_count ? 1 : 0;
      for (const auto& keep : data.keep) partly_kept += keep && *keep > 0 && *keep < 1 ? 1 : 0;
      given_exposures += data.exposures.empty() ? 0 : 1;
      mixed += transmissions.size() == 2 ? 1 : 0;
      missing_shares += total < static_cast<double>(to.size()) ? 1 : 0;
      separate += data.bargaining == behalf::Bargaining::separate ? 1 : 0;
    }
    for (const int count : {cycles, parallel, idle_principals, undelegated, partly_kept, given_exposures, mixed,
                            never_seen, missing_shares, no_share, separate}) {
      CAPTURE(count);
      CHECK(count >= 100);
    }
  }

  TEST_CASE("a network of one agent is linear-quadratic delegation") {
    for (int k = 0; k < 300; ++k) {
      CAPTURE(k);
      Draw draw{212, static_cast<std::uint64_t>(k)};
      behalf::LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const bool collective = draw.one_in(3);
      spec.reference = collective ? behalf::Reference<>::collective() : behalf::Reference<>{};
      spec.covariances.clear();
      spec.weights = draw.weights(spec.principals());
      *spec.weights /= 8;
      const behalf::Lattice<> expected = behalf::lattice(behalf::LinearQuadratic<>{spec}).value();
      const behalf::Lattice<> found = behalf_test::solve(behalf_test::one_agent(spec), collective);
      CHECK(deviation(found.regrets, expected.regrets, expected.stakes) <= 1e-11);
      CHECK(apart(found.stakes, expected.stakes) <= 1e-12 * largest(expected.stakes));
      CHECK(apart(found.weights, expected.weights) <= 1e-15);
    }
  }

  TEST_CASE("agents are motivated by what their definition says and do what is worth its cost") {
    for (int k = 0; k < 200; ++k) {
      CAPTURE(k);
      Draw draw{214, static_cast<std::uint64_t>(k)};
      const NetworkBruteForce<> expected{behalf_test::random_network(draw)};
      const NetworkData<>& data = expected.data();
      const behalf::Network<> network{data};
      for (const AxisSet ideal : behalf::all_axis_sets) {
        if (ideal.contains(behalf::Axis::principals)) continue;
        CAPTURE(behalf::letters(ideal));
        const Matrix<> theta =
            expected.motivation(ideal, expected.values(0)).theta.rightCols(static_cast<Eigen::Index>(data.agent_count));
        const Matrix<> found = network.motivations(ideal).value();
        const Matrix<> actions = network.actions(ideal).value();
        CHECK(apart(found, theta) <= 1e-11 * (1 + largest(theta)));
        for (Eigen::Index v = 0; v < theta.cols(); ++v) {
          const std::uint32_t type = data.agent_type.empty() ? 0 : data.agent_type[static_cast<std::size_t>(v)];
          const std::optional<Matrix<>>& cost = data.agent_types[type].cost;
          const Vector<> worth = cost ? Vector<>(*cost * actions.col(v)) : Vector<>(actions.col(v));
          CHECK(apart(worth, theta.col(v)) <= 1e-11 * (1 + largest(theta)));
        }
      }
    }
  }

  TEST_CASE("a small network has the numbers that another implementation derived") {
    const behalf::Lattice<> found = behalf_test::solve(behalf_test::small_network());
    CHECK(deviation(found.regrets, behalf_test::small_network_regrets(), found.stakes) <= 1e-12);
    CHECK(apart(found.stakes, behalf_test::small_network_stakes()) <= 1e-13);
  }
}
