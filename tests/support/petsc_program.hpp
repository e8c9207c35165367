#ifndef BEHALF_TESTS_SUPPORT_PETSC_PROGRAM_HPP
#define BEHALF_TESTS_SUPPORT_PETSC_PROGRAM_HPP

// A program of tests on the ranks of PETSC_COMM_WORLD, started by mpiexec: every rank runs the same cases, and all of them
// must pass on all of them. Included once, by the file that is the program.
#define DOCTEST_CONFIG_IMPLEMENT

#include <behalf/engine/petsc/part.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mpi.h>
#include <petscsys.h>
#include <string>
#include <vector>

namespace behalf_test {

inline int this_rank() {
  int rank = 0;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  return rank;
}
inline int all_ranks() {
  int size = 1;
  MPI_Comm_size(PETSC_COMM_WORLD, &size);
  return size;
}
inline behalf::PetscPart own_part(const behalf::NetworkData<>& data) {
  return behalf::petsc_part(data, this_rank(), all_ranks());
}
/// Whether a text is the same on every rank.
inline bool is_everywhere(const std::string& text) {
  std::vector<char> first(1000, '\0');
  text.copy(first.data(), first.size() - 1);
  const std::vector<char> mine = first;
  MPI_Bcast(first.data(), static_cast<int>(first.size()), MPI_CHAR, 0, PETSC_COMM_WORLD);
  int is_same = mine == first ? 1 : 0;
  MPI_Allreduce(MPI_IN_PLACE, &is_same, 1, MPI_INT, MPI_MIN, PETSC_COMM_WORLD);
  return is_same == 1;
}
/// How many networks to draw: fewer where ranks have to wait for each other, often on one core.
inline int draws(int on_one_rank) { return all_ranks() == 1 ? on_one_rank : on_one_rank / 4; }
/// The sum of a number over the ranks.
inline double over_ranks(double x) {
  MPI_Allreduce(MPI_IN_PLACE, &x, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD);
  return x;
}

/// How far regrets are apart, in the worst row relative to what is at stake there, or to the regret where that is larger.
inline double apart_by_stake(const behalf::Vector<>& found, const behalf::Vector<>& expected,
                             const behalf::Vector<>& stakes) {
  if (found.size() != expected.size()) return std::numeric_limits<double>::infinity();
  const double nothing = 1e-30 * std::max(stakes.maxCoeff(), expected.maxCoeff());
  double worst = 0;
  for (Eigen::Index i = 0; i < found.size(); ++i) {
    const double off = std::abs(found(i) - expected(i));
    if (off == 0) continue;
    const double relative = off / std::max({stakes(i), expected(i), nothing});
    // Written so that a NaN counts as infinitely wrong.
    worst = relative <= worst ? worst : relative == relative ? relative : std::numeric_limits<double>::infinity();
  }
  return worst;
}

/// A network whose agents delegate round and round within groups of twenty, and on to later groups, with two dozen terms by
/// contract and by transmission. Where operators are dense they mix two attributes by a little.
inline behalf::NetworkData<> large_network(std::uint32_t agents, std::size_t edges, Eigen::Index d, bool dense) {
  behalf::RandomStream random{2604, edges};
  constexpr std::uint32_t principals = 40;
  behalf::NetworkData<> data;
  const auto numbers = [&](Eigen::Index rows, Eigen::Index columns) {
    behalf::Matrix<> result(rows, columns);
    for (Eigen::Index k = 0; k < result.size(); ++k) result.data()[k] = 2 * random.uniform() - 1;
    return result;
  };
  data.values = numbers(d, principals);
  data.affected_values = numbers(d, 3);
  data.affected_weights = behalf::Vector<>::Constant(3, 0.1);
  data.agent_count = agents;
  data.agent_types = {{}, {.risk_aversion = 2}};
  data.agent_types[1].cost = behalf::Matrix<>(behalf::Vector<>::LinSpaced(d, 0.5, 2).asDiagonal());
  data.tastes = numbers(d, agents) / 10;
  data.terms.clear();
  for (int k = 0; k < 24; ++k) {
    behalf::DelegationTerms<> terms;
    const behalf::Vector<> some = (numbers(d, 1).array() + 1) / 2;
    if (k % 3 == 0) {
      terms.transmission = some;
    } else {
      terms.noise = behalf::Matrix<>(some.asDiagonal());
      if (k % 3 == 1) {
        behalf::Matrix<> translation = behalf::Matrix<>(((some.array() + 1) / 2).matrix().asDiagonal());
        if (dense) translation(0, d - 1) = 0.05;
        terms.translation = translation;
      }
    }
    data.terms.push_back(terms);
  }
  std::vector<double> weight(agents, 0.0);
  for (std::size_t e = 0; e < edges; ++e) {
    const std::uint32_t target = random.below(agents);
    const std::uint32_t group = target - target % 20;
    const std::uint32_t kind = random.below(10);
    std::uint32_t source = random.below(principals);
    if (kind < 5 && group > 0) source = principals + random.below(group);
    if (kind >= 5 && kind < 8) source = principals + group + random.below(std::min(20U, agents - group));
    if (source == principals + target) source = random.below(principals);
    data.sources.push_back(source);
    data.targets.push_back(principals + target);
    data.terms_of.push_back(random.below(24));
    data.shares.push_back(random.uniform());
    weight[target] += data.shares.back();
  }
  for (std::size_t e = 0; e < edges; ++e) data.shares[e] *= 0.98 / weight[data.targets[e] - principals];
  for (std::uint32_t v = 0; v < agents; ++v) {
    data.agent_type.push_back(random.below(2));
    data.keep.emplace_back();
  }
  // Whoever passes anything on keeps a part, so that nothing is only passed round.
  std::vector<bool> delegates(agents, false);
  for (const std::uint32_t u : data.sources) {
    if (u >= principals) delegates[u - principals] = true;
  }
  for (std::uint32_t v = 0; v < agents; ++v) {
    if (delegates[v]) data.keep[v] = 0.1 + 0.5 * random.uniform();
  }
  for (int k = 0; k < 60; ++k) {
    const std::uint32_t party = k < 40 ? principals + agents + random.below(3) : random.below(2);
    data.exposures.push_back({principals + random.below(agents), party, random.uniform()});
  }
  return data;
}

}  // namespace behalf_test

int main(int argc, char** argv) {
  if (PetscInitialize(nullptr, nullptr, nullptr, nullptr) != 0) return 1;
  doctest::Context context{argc, argv};
  const int result = context.run();
  return PetscFinalize() == 0 ? result : 1;
}

#endif  // BEHALF_TESTS_SUPPORT_PETSC_PROGRAM_HPP
