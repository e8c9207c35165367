// Which networks have no meaning: the solver and the brute force agree in every set of axes.

#include "support/network_brute_force.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"
#include "support/small_network.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace {

using behalf::AxisSet;
using behalf::NetworkData;
using behalf::Status;
using behalf_test::Draw;
using behalf_test::NetworkBruteForce;

/// Two or three agents in a ring, each paid by a metric of one row: what is cheap for one is dear for the next.
NetworkData<> random_ring(Draw& draw) {
  NetworkData<> data;
  const Eigen::Index d = 2 + draw.below(2);
  const std::uint32_t agents = static_cast<std::uint32_t>(2 + draw.below(2));
  data.values = draw.matrix(d, 1);
  data.agent_count = agents;
  data.agent_types.clear();
  data.terms = {{}};
  data.bargaining = draw.one_in(2) ? behalf::Bargaining::separate : behalf::Bargaining::unified;
  const double share = static_cast<double>(8 + draw.below(8)) / 16;
  for (std::uint32_t k = 0; k < agents; ++k) {
    behalf::Matrix<> cost = behalf::Matrix<>::Zero(d, d);
    for (Eigen::Index j = 0; j < d; ++j) cost(j, j) = std::ldexp(1.0, static_cast<int>(draw.below(7)) - 2);
    data.agent_types.push_back({.cost = cost, .risk_aversion = static_cast<double>(draw.below(3))});
    data.agent_type.push_back(k);
    data.keep.emplace_back(0.5);
    behalf::Matrix<> metric = draw.matrix(1, d);
    metric(0, draw.below(d)) = 4;
    data.terms.push_back({.metrics = metric});
    if (draw.one_in(3)) data.terms.back().noise = draw.noise(d);
    if (k == 0 || draw.one_in(2)) {
      data.sources.push_back(0);
      data.targets.push_back(1 + k);
      data.shares.push_back(1.0 / 16);
      data.terms_of.push_back(0);
    }
    data.sources.push_back(1 + k);
    data.targets.push_back(1 + (k + 1) % agents);
    data.shares.push_back(share);
    data.terms_of.push_back(1 + k);
  }
  return data;
}

/// Needs the status that the brute force finds in every set of axes; returns in how many there is no meaning.
int compare_statuses(const NetworkData<>& data) {
  const NetworkBruteForce<> expected{data};
  const behalf::Network<> network{data};
  int without = 0;
  for (const AxisSet ideal : behalf::all_axis_sets) {
    CAPTURE(behalf::letters(ideal));
    const auto found = network.regret(ideal);
    if (!expected.feasible()) {
      CHECK(found.status() == Status::infeasible);
      CHECK_FALSE(found.where().empty());
      continue;
    }
    const double radius = expected.motivation(ideal, expected.values(0)).spectral_radius;
    CAPTURE(radius);
    if (std::abs(radius - 1) < 1e-9) {
      // Exactly at 1 there is no meaning; which side rounding errors fall on is nobody's business.
      continue;
    }
    CHECK(found.status() == (radius < 1 ? Status::optimal : Status::unbounded));
    without += radius < 1 ? 0 : 1;
    if (radius > 1) CHECK_FALSE(found.where().empty());
  }
  return without;
}

}  // namespace

TEST_SUITE("network/meaning") {
  TEST_CASE("rings of different geometry have a meaning where the spectral radius is below 1") {
    int with_meaning = 0;
    int without = 0;
    for (int k = 0; k < 400; ++k) {
      CAPTURE(k);
      Draw draw{220, static_cast<std::uint64_t>(k)};
      const int found = compare_statuses(random_ring(draw));
      (found == 0 ? with_meaning : without) += 1;
    }
    CHECK(with_meaning > 40);
    CHECK(without > 20);
  }

  TEST_CASE("networks drawn without a filter have the status of the brute force") {
    int infeasible = 0;
    for (int k = 0; k < 600; ++k) {
      CAPTURE(k);
      Draw draw{213, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = behalf_test::NetworkDraw{draw, {}}(std::nullopt);
      compare_statuses(data);
      infeasible += NetworkBruteForce<>{data}.feasible() ? 0 : 1;
    }
    CHECK(infeasible > 10);
  }

  TEST_CASE("what has no meaning names the first set of axes and somebody in the circle") {
    const behalf::Network<> network{behalf_test::amplifying_network()};
    const auto solved = behalf::lattice(network);
    CHECK(solved.status() == Status::unbounded);
    CHECK(solved.where().find("with ideal axes: none") != std::string::npos);
    CHECK(solved.where().find("second") != std::string::npos);
    CHECK(network.regret({}).status() == Status::unbounded);
    // Asked for what is wanted, with nothing lost on the way, they only pass it round.
    CHECK(network.regret(behalf::Axis::objectives).status() == Status::optimal);
    CHECK(network.regret(AxisSet::all()).status() == Status::optimal);
  }
}
