// What must not change the numbers of a network, and what must change them by a known factor.

#include "support/compare.hpp"
#include "support/network_brute_force.hpp"
#include "support/network_family.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"
#include "support/solve_network.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace {

using behalf::Matrix;
using behalf::NetworkData;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::random_network;
using behalf_test::solve;

constexpr int draws = 150;

double size_of(const behalf::Lattice<>& lattice) {
  return std::max({largest(lattice.stakes), largest(lattice.regrets), 1e-300});
}

void check_same(const NetworkData<>& before, const NetworkData<>& after, double factor = 1, double tolerance = 1e-11) {
  for (const bool collective : {false, true}) {
    const behalf::Lattice<> a = solve(before, collective);
    const behalf::Lattice<> b = solve(after, collective);
    CHECK(apart(factor * a.regrets, b.regrets) <= tolerance * factor * size_of(a));
    CHECK(apart(factor * a.stakes, b.stakes) <= tolerance * factor * size_of(a));
  }
}

/// A random order of 0, …, n − 1.
std::vector<std::uint32_t> shuffled(Draw& draw, std::size_t n) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t k = n; k > 1; --k) {
    std::swap(order[k - 1], order[static_cast<std::size_t>(draw.below(static_cast<Eigen::Index>(k)))]);
  }
  return order;
}

/// The network with one more agent, of the first type and without edges; its vertex comes after all other agents.
std::uint32_t add_agent(NetworkData<>& data) {
  const std::uint32_t vertex = static_cast<std::uint32_t>(data.principals() + data.agent_count);
  if (data.tastes.size() > 0) {
    data.tastes.conservativeResize(Eigen::NoChange, data.tastes.cols() + 1);
    data.tastes.rightCols(1).setZero();
  }
  if (!data.keep.empty()) data.keep.emplace_back();
  if (!data.agent_type.empty()) data.agent_type.push_back(0);
  ++data.agent_count;
  for (auto& exposure : data.exposures) exposure.party += exposure.party >= vertex ? 1 : 0;
  return vertex;
}

void delegate(NetworkData<>& data, std::uint32_t from, std::uint32_t to, double share, std::uint32_t terms) {
  data.sources.push_back(from);
  data.targets.push_back(to);
  data.shares.push_back(share);
  data.terms_of.push_back(terms);
}

/// The network with attribute j counted in units of which there are units(j) in the old one.
NetworkData<> in_units(NetworkData<> data, const Vector<>& units) {
  const Eigen::Index d = data.dimension();
  const Vector<> per_unit = units.cwiseInverse();
  data.values = Matrix<>(per_unit.asDiagonal() * data.values);
  if (data.affected() > 0) data.affected_values = Matrix<>(per_unit.asDiagonal() * data.affected_values);
  if (data.tastes.size() > 0) data.tastes = Matrix<>(per_unit.asDiagonal() * data.tastes);
  for (behalf::Agent<>& type : data.agent_types) {
    const Matrix<> cost = type.cost.value_or(Matrix<>(Matrix<>::Identity(d, d)));
    type.cost = Matrix<>(per_unit.asDiagonal() * cost * per_unit.asDiagonal());
  }
  for (behalf::DelegationTerms<>& terms : data.terms) {
    if (terms.translation) {
      terms.translation = Matrix<>(per_unit.asDiagonal() * *terms.translation * units.asDiagonal());
    }
    if (terms.metrics && terms.metrics->rows() > 0) terms.metrics = Matrix<>(*terms.metrics * per_unit.asDiagonal());
    if (!terms.noise) continue;
    // Entry by entry, since 0 times an infinite variance would be NaN in a product of matrices.
    Matrix<> noise = terms.noise->noise();
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < d; ++i) noise(i, j) *= units(i) * units(j);
    }
    terms.noise = noise;
  }
  return data;
}

}  // namespace

TEST_SUITE("laws/network") {
  TEST_CASE("relabelling agents and edges changes nothing") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{240, static_cast<std::uint64_t>(k)};
      const NetworkData<> before = random_network(draw);
      std::vector<std::uint32_t> now(before.parties());
      std::iota(now.begin(), now.end(), 0U);
      const std::vector<std::uint32_t> agents = shuffled(draw, before.agent_count);
      const std::uint32_t first = static_cast<std::uint32_t>(before.principals());
      for (std::size_t j = 0; j < agents.size(); ++j) now[first + j] = first + agents[j];
      NetworkData<> after = behalf_test::renumbered(before, now);
      const NetworkData<> ordered = after;
      const std::vector<std::uint32_t> edges = shuffled(draw, before.sources.size());
      for (std::size_t e = 0; e < edges.size(); ++e) {
        after.sources[e] = ordered.sources[edges[e]];
        after.targets[e] = ordered.targets[edges[e]];
        after.shares[e] = ordered.shares[edges[e]];
        after.terms_of[e] = ordered.terms_of[edges[e]];
      }
      check_same(before, after);
    }
  }

  TEST_CASE("values and tastes times a number multiply every regret and stake by its square") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{241, static_cast<std::uint64_t>(k)};
      const NetworkData<> before = random_network(draw);
      NetworkData<> after = before;
      after.values *= 3;
      after.affected_values *= 3;
      after.tastes *= 3;
      check_same(before, after, 9);
    }
  }

  TEST_CASE("the unit in which an attribute is counted changes nothing in a network") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{242, static_cast<std::uint64_t>(k)};
      NetworkData<> before = random_network(draw);
      // One shock per agent, seen by each who delegates to it through the symmetric root of its own noise: roots of several
      // noises add up in the same way in all units only where they are diagonal, or all the same.
      const bool same = draw.one_in(2);
      for (behalf::DelegationTerms<>& terms : before.terms) {
        if (!terms.noise) continue;
        if (same) {
          terms.noise = before.terms.front().noise;
        } else {
          terms.noise = Matrix<>(terms.noise->noise().diagonal().asDiagonal());
        }
      }
      if (behalf_test::NetworkBruteForce<>{before}.largest_spectral_radius() > 0.95) continue;
      // A root of noise that is not diagonal is accurate relative to its largest entry only, so that extreme units cost it
      // digits.
      const Eigen::Index magnitude = same ? 1 : 3;
      Vector<> units(before.dimension());
      for (Eigen::Index j = 0; j < units.size(); ++j) {
        units(j) = std::pow(10.0, static_cast<double>(draw.below(2 * magnitude + 1) - magnitude));
      }
      check_same(before, in_units(before, units), 1, 1e-9);
    }
  }

  TEST_CASE("a perfect hand-off more on the way to an agent changes nothing") {
    int split = 0;
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{243, static_cast<std::uint64_t>(k)};
      const NetworkData<> before = random_network(draw);
      for (std::size_t e = 0; e < before.sources.size(); ++e) {
        const auto ways = std::count(before.targets.begin(), before.targets.end(), before.targets[e]);
        if (ways > 1 || before.shares[e] == 0) continue;
        // The intermediary gets the share, and the agent all of the intermediary.
        NetworkData<> after = before;
        const std::uint32_t between = add_agent(after);
        after.terms.emplace_back();
        delegate(after, before.sources[e], between, before.shares[e],
                 static_cast<std::uint32_t>(after.terms.size() - 1));
        after.sources[e] = between;
        after.shares[e] = 1;
        check_same(before, after);
        ++split;
      }
    }
    CHECK(split > 50);
  }

  TEST_CASE("parallel delegations on the same terms are one delegation of their shares") {
    int merged = 0;
    for (int k = 0; k < 3 * draws; ++k) {
      CAPTURE(k);
      Draw draw{244, static_cast<std::uint64_t>(k)};
      NetworkData<> after = random_network(draw);
      if (after.sources.empty()) continue;
      NetworkData<> before = after;
      const std::size_t e = static_cast<std::size_t>(draw.below(static_cast<Eigen::Index>(after.sources.size())));
      if (after.shares[e] == 0) continue;
      delegate(before, after.sources[e], after.targets[e], after.shares[e] / 4, after.terms_of[e]);
      before.shares[e] = after.shares[e] / 2;
      delegate(before, after.sources[e], after.targets[e], after.shares[e] / 4, after.terms_of[e]);
      check_same(before, after);
      ++merged;
    }
    CHECK(merged > 100);
  }

  TEST_CASE("an agent without delegations that nobody is exposed to changes nothing") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{245, static_cast<std::uint64_t>(k)};
      const NetworkData<> before = random_network(draw);
      NetworkData<> after = before;
      const std::uint32_t idle = add_agent(after);
      if (after.tastes.size() > 0) after.tastes.rightCols(1).setConstant(5);
      check_same(before, after);
      // Nor does it when it is said to delegate without any share, or another delegates to it without.
      delegate(after, 0, idle, 0, 0);
      const std::uint32_t first = static_cast<std::uint32_t>(before.principals());
      delegate(after, idle, first, 0, 0);
      check_same(before, after);
    }
  }

  TEST_CASE("what one agent does for itself is no matter of those it does nothing to") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{246, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = random_network(draw);
      // Two networks side by side that have nothing to do with each other.
      Draw other{247, static_cast<std::uint64_t>(k)};
      const NetworkData<> more = random_network(other, {}, data.dimension());
      const behalf::Lattice<> one = solve(data);
      const behalf::Lattice<> two = solve(more);
      if (data.bargaining != more.bargaining) continue;
      NetworkData<> both = data;
      both.agent_type.resize(data.agent_count, 0);
      both.keep.resize(data.agent_count);
      const Eigen::Index d = data.dimension();
      const auto beside = [&](const Matrix<>& left, const Matrix<>& right, std::size_t a, std::size_t b) {
        Matrix<> result = Matrix<>::Zero(d, static_cast<Eigen::Index>(a + b));
        if (left.size() > 0) result.leftCols(static_cast<Eigen::Index>(a)) = left;
        if (right.size() > 0) result.rightCols(static_cast<Eigen::Index>(b)) = right;
        return result;
      };
      both.values = beside(data.values, more.values, data.principals(), more.principals());
      both.weights.reset();
      both.affected_values = beside(data.affected_values, more.affected_values, data.affected(), more.affected());
      both.affected_weights.reset();
      both.tastes = beside(data.tastes, more.tastes, data.agent_count, more.agent_count);
      both.agent_count = data.agent_count + more.agent_count;
      const auto vertex = [&](const NetworkData<>& part, std::uint32_t v) {
        const behalf::PartyId party = part.party(v);
        const std::size_t before = &part == &data                                 ? 0
                                   : party.kind() == behalf::PartyKind::principal ? data.principals()
                                   : party.kind() == behalf::PartyKind::agent     ? data.agent_count
                                                                                  : data.affected();
        return static_cast<std::uint32_t>(both.vertex({party.kind(), party.index() + before}));
      };
      both.sources.clear();
      both.targets.clear();
      both.shares.clear();
      both.terms_of.clear();
      both.exposures.clear();
      for (const NetworkData<>* part : {&data, &more}) {
        const std::uint32_t terms = part == &data ? 0 : static_cast<std::uint32_t>(data.terms.size());
        for (std::size_t e = 0; e < part->sources.size(); ++e) {
          delegate(both, vertex(*part, part->sources[e]), vertex(*part, part->targets[e]), part->shares[e],
                   terms + part->terms_of[e]);
        }
        for (const auto& exposure : part->exposures) {
          both.exposures.push_back({vertex(*part, exposure.agent), vertex(*part, exposure.party), exposure.intensity});
        }
      }
      both.terms.insert(both.terms.end(), more.terms.begin(), more.terms.end());
      both.agent_types.insert(both.agent_types.end(), more.agent_types.begin(), more.agent_types.end());
      for (std::size_t j = 0; j < more.agent_count; ++j) {
        const std::uint32_t type = more.agent_type.empty() ? 0 : more.agent_type[j];
        both.agent_type.push_back(static_cast<std::uint32_t>(data.agent_types.size()) + type);
        both.keep.push_back(more.keep.empty() ? std::nullopt : more.keep[j]);
      }
      const behalf::Lattice<> together = solve(both);
      const Eigen::Index p = data.values.cols();
      const Eigen::Index q = more.values.cols();
      const double allowed = 1e-11 * std::max(size_of(one), size_of(two));
      CHECK(apart(together.regrets.topRows(p), one.regrets.topRows(p)) <= allowed);
      CHECK(apart(together.regrets.middleRows(p, q), two.regrets.topRows(q)) <= allowed);
      CHECK(apart(together.regrets.middleRows(p + q, one.size() - p), one.regrets.bottomRows(one.size() - p)) <=
            allowed);
      CHECK(apart(together.regrets.bottomRows(two.size() - q), two.regrets.bottomRows(two.size() - q)) <= allowed);
    }
  }
}
