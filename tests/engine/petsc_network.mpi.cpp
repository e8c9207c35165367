// Networks cut into parts, on as many ranks as this is run on: every regret, stake and status against one machine's.

#include "support/petsc_program.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"

#include <behalf/engine/petsc/network.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using behalf::AxisSet;
using behalf::Matrix;
using behalf::NetworkData;
using behalf::NetworkReference;
using behalf::PetscNetwork;
using behalf::PetscPart;
using behalf::Solution;
using behalf::Status;
using behalf::Vector;
using behalf_test::apart_by_stake;
using behalf_test::Draw;
using behalf_test::own_part;

static_assert(behalf::DelegationModel<PetscNetwork>);

/// Compares columns of regrets; returns the worst difference.
double compare(const NetworkData<>& data, NetworkReference reference,
               const std::vector<AxisSet>& columns = {behalf::all_axis_sets.begin(), behalf::all_axis_sets.end()}) {
  const behalf::Network<> expected{data, reference};
  const PetscNetwork found{PETSC_COMM_WORLD, own_part(data), reference};
  CHECK(apart_by_stake(found.stakes(), expected.stakes(), expected.stakes()) <= 1e-12);
  CHECK(found.weights() == expected.weights());
  CHECK(found.form() == expected.form());
  double worst = 0;
  for (const AxisSet ideal : columns) {
    CAPTURE(behalf::letters(ideal));
    const Solution<Vector<>> one = expected.regret(ideal);
    const Solution<Vector<>> many = found.regret(ideal);
    CAPTURE(many.where());
    REQUIRE(one);
    REQUIRE(many);
    const double off = apart_by_stake(many.value(), one.value(), expected.stakes());
    CHECK(off <= 1e-10);
    CHECK(many.certificate().worst() <= 1e-10);
    worst = std::max(worst, off);
  }
  return worst;
}

void compare_random_networks(std::uint64_t seed, int count, behalf_test::NetworkKind kind) {
  double worst = 0;
  for (int k = 0; k < behalf_test::draws(count); ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    const NetworkData<> data = behalf_test::random_network(draw, kind);
    for (const NetworkReference reference : {NetworkReference::each, NetworkReference::collective}) {
      worst = std::max(worst, compare(data, reference));
    }
  }
  MESSAGE("regrets are off by at most " << worst);
}

/// One principal, and agents of which each delegates all to the next and the last to the first.
NetworkData<> ring(std::uint32_t agents, double share, double from_principal) {
  NetworkData<> data;
  data.values = behalf::rows({{1}, {2}});
  data.agent_count = agents;
  for (std::uint32_t k = 0; k < agents; ++k) {
    data.sources.push_back(1 + k);
    data.targets.push_back(1 + (k + 1) % agents);
    data.shares.push_back(share);
  }
  data.sources.push_back(0);
  data.targets.push_back(1);
  data.shares.push_back(from_principal);
  if (from_principal > 0) data.shares[agents - 1] = 1 - from_principal;
  return data;
}

std::string refusal(PetscPart part) {
  try {
    const PetscNetwork network{PETSC_COMM_WORLD, std::move(part)};
    return "none";
  } catch (const behalf::InvalidArgument& fault) {
    return fault.what();
  }
}

}  // namespace

TEST_SUITE("engine/petsc_network") {
  TEST_CASE("random networks have the regrets of one machine with every set of axes, on any number of ranks") {
    compare_random_networks(260, 100, {});
  }
  TEST_CASE("random networks of diagonal terms have the regrets of one machine") {
    compare_random_networks(261, 60, {.diagonal = true});
  }
  TEST_CASE("so have those with noise of single delegations and with signals, and what levers add is refused") {
    compare_random_networks(264, 40, {.noise_apart = true, .signals = true});
    compare_random_networks(265, 40, {.diagonal = true, .noise_apart = true, .signals = true});
    NetworkData<> data = ring(4, 0.5, 0.5);
    data.institutions.felt_weight = Vector<>::Ones(4);
    data.institutions.felt = behalf::Matrix<>::Ones(2, 4);
    CHECK(refusal(behalf_test::own_part(data))
              .find("institutions: expected none: what levers of governance add is "
                    "solved on one machine") != std::string::npos);
  }

  TEST_CASE("networks drawn without a filter have the status of one machine") {
    std::array<int, 5> met{};
    for (int k = 0; k < behalf_test::draws(300); ++k) {
      CAPTURE(k);
      Draw draw{262, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = behalf_test::NetworkDraw{draw, {}}({});
      const behalf::Network<> expected{data};
      const PetscNetwork found{PETSC_COMM_WORLD, own_part(data)};
      for (const AxisSet ideal : {AxisSet::none(), AxisSet::none() | behalf::Axis::principals}) {
        CAPTURE(behalf::letters(ideal));
        const Solution<Vector<>> one = expected.regret(ideal);
        const Solution<Vector<>> many = found.regret(ideal);
        CAPTURE(one.where());
        CAPTURE(many.where());
        CHECK(behalf_test::is_everywhere(many.where()));
        CHECK(many.status() == one.status());
        ++met[static_cast<std::size_t>(one.status())];
      }
    }
    CHECK(met[static_cast<std::size_t>(Status::optimal)] > 0);
    CHECK(met[static_cast<std::size_t>(Status::infeasible)] > 0);
  }

  TEST_CASE("motivations of each rank's agents are those of one machine") {
    for (int k = 0; k < behalf_test::draws(40); ++k) {
      CAPTURE(k);
      Draw draw{263, static_cast<std::uint64_t>(k)};
      const NetworkData<> data = behalf_test::random_network(draw);
      const PetscPart part = own_part(data);
      const Matrix<> one = behalf::Network<>{data}.motivations().value();
      const Solution<Matrix<>> many = PetscNetwork{PETSC_COMM_WORLD, part}.motivations();
      REQUIRE(many);
      const Matrix<> expected =
          one.middleCols(static_cast<Eigen::Index>(part.first_agent), static_cast<Eigen::Index>(part.agent_count));
      const Matrix<> off = many.value() - expected;
      CHECK(off.lpNorm<Eigen::Infinity>() <= 1e-11 * (1 + one.lpNorm<Eigen::Infinity>()));
    }
  }

  TEST_CASE("a network of a hundred thousand delegations that go round and round has the regrets of one machine") {
    const double worst = compare(behalf_test::large_network(20'000, 100'000, 2, false), NetworkReference::each,
                                 {AxisSet::none(), AxisSet::none() | behalf::Axis::principals});
    MESSAGE("regrets are off by at most " << worst);
  }
  TEST_CASE("so has one whose operators mix attributes") {
    const double worst = compare(behalf_test::large_network(400, 3'000, 3, true), NetworkReference::each);
    MESSAGE("regrets are off by at most " << worst);
  }

  TEST_CASE("a long way round that hardly lets go is solved") {
    for (const double from_principal : {0.5, 0.01}) {
      NetworkData<> data = ring(200, 1, from_principal);
      data.keep.assign(200, 0.02);
      CHECK(compare(data, NetworkReference::each, {AxisSet::none()}) <= 1e-10);
    }
    // The same agents under other numbers, so that no sweep goes far.
    NetworkData<> data = ring(200, 1, 0.5);
    data.keep.assign(200, 0.02);
    for (auto* list : {&data.sources, &data.targets}) {
      for (std::uint32_t& v : *list) v = v == 0 ? 0 : 1 + (v - 1) * 77 % 200;
    }
    CHECK(compare(data, NetworkReference::each, {AxisSet::none()}) <= 1e-10);
  }
  TEST_CASE("a mandate that ends nowhere or is only passed round is infeasible and says so on every rank") {
    NetworkData<> data = ring(5, 1, 0.5);
    const Solution<Vector<>> round = PetscNetwork{PETSC_COMM_WORLD, own_part(data)}.regret(AxisSet::none());
    CHECK(round.status() == Status::infeasible);
    CHECK(round.where().find("the mandate of principal 1 is only passed round from agent ") != std::string::npos);
    CHECK(behalf_test::is_everywhere(round.where()));
    data.sources = {0, 1};
    data.targets = {1, 5};
    data.shares = {0.5, 0.5};
    data.keep.assign(5, std::nullopt);
    data.keep[4] = 0.25;
    const Solution<Vector<>> end = PetscNetwork{PETSC_COMM_WORLD, own_part(data)}.regret(AxisSet::none());
    CHECK(end.status() == Status::infeasible);
    CHECK(end.where() == behalf::Network<>{data}.regret(AxisSet::none()).where());
    CHECK(behalf_test::is_everywhere(end.where()));
  }
  TEST_CASE(
      "motivations that go round undiminished are unbounded in a small network, not shown to settle in a large one") {
    for (const std::uint32_t agents : {6U, 300U}) {
      NetworkData<> data = ring(agents, 1, 0);
      data.keep.assign(agents, 0.5);
      const Solution<Vector<>> found = PetscNetwork{PETSC_COMM_WORLD, own_part(data)}.regret(AxisSet::none());
      CHECK(found.status() == (agents == 6 ? Status::unbounded : Status::ill_conditioned));
      CHECK(found.where().find(" around agent ") != std::string::npos);
      CHECK(behalf_test::is_everywhere(found.where()));
    }
  }

  TEST_CASE("a part that cannot be makes all ranks throw the same, whosever it is") {
    const NetworkData<> data = behalf_test::large_network(50, 300, 2, false);
    for (int at = 0; at < behalf_test::all_ranks(); ++at) {
      const bool is_mine = at == behalf_test::this_rank();
      const std::string whose = "PetscNetwork: parts[" + std::to_string(at) + "].";
      PetscPart part = own_part(data);
      if (is_mine) part.shares[3] = -1;
      CHECK(refusal(part) == whose + "delegations[3].share: expected a finite number that is not negative, got -1");
      part = own_part(data);
      if (is_mine) part.targets[0] = 0;
      CHECK(refusal(part) == whose + "delegations[0].to: expected an agent of this rank, got vertex 0");
      part = own_part(data);
      if (is_mine) part.terms_of[2] = 99;
      CHECK(refusal(part) == whose + "terms_of[2]: expected less than 24, got 99");
      part = own_part(data);
      if (is_mine) part.keep[1] = 2;
      CHECK(refusal(part) == whose + "keep[1]: expected a number from 0 to 1, got 2");
      part = own_part(data);
      if (is_mine) {
        part.common.values(0, 0) += 1;
      }
      CHECK(refusal(part) ==
            (behalf_test::all_ranks() == 1
                 ? "none"
                 : "PetscNetwork: parts: expected the same `common` on every rank, got different ones"));
      part = own_part(data);
      if (is_mine) part.sources[0] = 7000;
      CHECK(refusal(part) == whose + "delegations[0].from: expected a principal or an agent, got vertex 7000");
    }
    PetscPart part = own_part(data);
    part.first_agent += 1;
    CHECK(behalf_test::is_everywhere(refusal(part)));
    CHECK(refusal(part) != "none");
  }
  TEST_CASE("parts that differ in what they should have in common are refused") {
    const NetworkData<> data = behalf_test::large_network(50, 300, 2, false);
    const bool last = behalf_test::this_rank() + 1 == behalf_test::all_ranks();
    const bool alone = behalf_test::all_ranks() == 1;
    const std::string rule = "PetscNetwork: parts: expected the same `common` on every rank, got different ones";
    PetscPart part = own_part(data);
    if (last) part.common.names.assign(data.parties(), "somebody");
    CHECK(refusal(part) == (alone ? "none" : rule));
    part = own_part(data);
    if (last) part.common.agent_types.emplace_back();
    CHECK(refusal(part) == (alone ? "none" : rule));
    part = own_part(data);
    if (last) part.common.terms.emplace_back();
    CHECK(refusal(part) == (alone ? "none" : rule));
    const NetworkReference reference = last && !alone ? NetworkReference::collective : NetworkReference::each;
    if (!alone) CHECK_THROWS_AS(PetscNetwork(PETSC_COMM_WORLD, own_part(data), reference), behalf::InvalidArgument);
  }
  TEST_CASE("a network that PETSc has too few numbers for is refused before anything is allocated") {
    PetscPart part;
    part.common.values = Matrix<>::Ones(8, 1);
    part.common.agent_count = 300'000'000;
    if (behalf_test::this_rank() > 0) part.first_agent = 1;
    part.agent_count = behalf_test::this_rank() == 0 ? 1 : 0;
    const std::string refused = refusal(part);
    CHECK(behalf_test::is_everywhere(refused));
    CHECK(refused.find(sizeof(PetscInt) == 4 ? "agents times attributes to fit the numbers of PETSc"
                                             : "300000000 agents in all parts") != std::string::npos);
  }
  TEST_CASE("without a communicator there is no network") {
    CHECK_THROWS_AS(PetscNetwork(MPI_COMM_NULL, PetscPart{}), behalf::InvalidArgument);
  }
  TEST_CASE("ranks may have no agents, and a network none at all") {
    CHECK(compare(behalf_test::large_network(1, 1, 2, false), NetworkReference::each) <= 1e-10);
    CHECK(compare(behalf_test::large_network(2, 5, 2, true), NetworkReference::collective) <= 1e-10);
    NetworkData<> data;
    data.values = behalf::rows({{1, 2}, {3, 4}});
    const PetscNetwork nobody{PETSC_COMM_WORLD, own_part(data)};
    CHECK(nobody.regret(AxisSet::none()).value() == Vector<>::Zero(2));
    CHECK(nobody.stakes() == Vector<>::Zero(2));
  }

  TEST_CASE("delegations may be given in any order") {
    NetworkData<> data = behalf_test::large_network(60, 400, 2, false);
    const Vector<> expected = PetscNetwork{PETSC_COMM_WORLD, own_part(data)}.regret(AxisSet::none()).value();
    std::vector<std::size_t> order(data.sources.size());
    for (std::size_t e = 0; e < order.size(); ++e) order[e] = e;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return data.targets[a] < data.targets[b]; });
    const NetworkData<> before = data;
    for (std::size_t e = 0; e < order.size(); ++e) {
      data.sources[e] = before.sources[order[e]];
      data.targets[e] = before.targets[order[e]];
      data.shares[e] = before.shares[order[e]];
      data.terms_of[e] = before.terms_of[order[e]];
    }
    const PetscNetwork sorted{PETSC_COMM_WORLD, own_part(data)};
    CHECK(apart_by_stake(sorted.regret(AxisSet::none()).value(), expected, sorted.stakes()) <= 1e-12);
    const PetscNetwork unsorted{PETSC_COMM_WORLD, own_part(before)};
    CHECK(unsorted.memory().structure_bytes - sorted.memory().structure_bytes == 4 * sorted.memory().delegations);
  }

  TEST_CASE("what ranks hold adds up to the network, and 16 bytes a delegation") {
    const PetscNetwork network{PETSC_COMM_WORLD, own_part(behalf_test::large_network(500, 9'000, 2, false))};
    const behalf::PetscMemory memory = network.memory();
    CHECK(behalf_test::over_ranks(static_cast<double>(memory.delegations)) == 9'000);
    CHECK(behalf_test::over_ranks(static_cast<double>(memory.agents)) == 500);
    CHECK((memory.ghosts > 0) == (behalf_test::all_ranks() > 1));
    CHECK(memory.structure_bytes >= 16 * memory.delegations);
    // Five numbers of what is done, five of routes, a bit of whether anybody reaches it; and one of each principal.
    CHECK(memory.kept_bytes == memory.agents * 10 * sizeof(double) + memory.agents / 8 + 40 * sizeof(double));
  }
}
