// A network of d = 8 attributes, diagonal operators of 256 classes and ten delegations to an agent, spread over ranks that
// each make only their part of it: time and memory of PETSc's solves, by set of ideal axes; on one rank also the sweeps of
// `Network` on the same data, and how far the regrets are apart. Bytes are per delegation of the rank that holds most:
// of the structure, of all that is counted, and the most that the process ever held, its input included. The second line
// reckons what is counted for 10^9 delegations of this kind on 16 ranks.
//
//   mpiexec -n RANKS behalf.bench.petsc [near = delegators are near | any = are anywhere] [delegations = 1000000] [rounds = 3]

#include <behalf/engine/petsc/network.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mpi.h>
#include <petscsys.h>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr Eigen::Index d = 8;
constexpr std::uint32_t classes = 256;

/// A hundredth of the parties are principals; most delegators of an agent are among the thousand before it, so that a part
/// has few ghosts, or anywhere before it, so that it has many.
behalf::PetscPart some_part(std::size_t edges, bool local, int rank, int ranks) {
  behalf::RandomStream common{2026, edges};
  behalf::PetscPart part;
  const std::uint32_t agents = static_cast<std::uint32_t>(edges / 10);
  const std::uint32_t principals = std::max(agents / 100, 1U);
  part.common.values = behalf::Matrix<>(d, principals);
  for (Eigen::Index k = 0; k < part.common.values.size(); ++k) part.common.values.data()[k] = 2 * common.uniform() - 1;
  part.common.agent_count = agents;
  part.common.terms.clear();
  for (std::uint32_t k = 0; k < classes; ++k) {
    behalf::Vector<> numbers(d);
    for (Eigen::Index j = 0; j < d; ++j) numbers(j) = common.uniform();
    part.common.terms.push_back({.noise = behalf::Matrix<>(numbers.asDiagonal())});
  }
  const auto cut = [&](int k) {
    return static_cast<std::size_t>(agents) * static_cast<std::size_t>(k) / static_cast<std::size_t>(ranks);
  };
  part.first_agent = cut(rank);
  part.agent_count = cut(rank + 1) - part.first_agent;
  for (auto* list : {&part.sources, &part.targets, &part.terms_of}) list->reserve(10 * part.agent_count);
  part.shares.assign(10 * part.agent_count, 0.1);
  for (std::size_t k = 0; k < part.agent_count; ++k) {
    const std::uint32_t agent = static_cast<std::uint32_t>(part.first_agent + k);
    behalf::RandomStream random{7, agent};  // the same network for any number of ranks
    for (int e = 0; e < 10; ++e) {
      const std::uint32_t before = local ? std::min(agent, 1000U) : agent;
      const bool from_principal = before == 0 || random.below(10) == 0;
      part.sources.push_back(from_principal ? random.below(principals) : principals + agent - 1 - random.below(before));
      part.targets.push_back(principals + agent);
      part.terms_of.push_back(random.below(classes));
    }
  }
  return part;
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
template <class Action>
double seconds(int rounds, const Action& action) {
  std::vector<double> times;
  for (int k = 0; k < rounds; ++k) {
    MPI_Barrier(PETSC_COMM_WORLD);
    const double start = now();
    action();
    times.push_back(now() - start);
  }
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[static_cast<std::size_t>(rounds) / 2];
}

/// A figure of this process in bytes, as the system tells it: "VmRSS:" now, "VmHWM:" at most.
double resident(const char* which) {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == which && status >> kilobytes) return 1024 * kilobytes;
  }
  return 0;
}
double largest(double x) {
  MPI_Allreduce(MPI_IN_PLACE, &x, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
  return x;
}

void measure(std::size_t edges, bool local, int rounds) {
  int rank = 0;
  int ranks = 1;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  MPI_Comm_size(PETSC_COMM_WORLD, &ranks);
  const double before = resident("VmRSS:");
  behalf::PetscPart part = some_part(edges, local, rank, ranks);
  const double start = now();
  const behalf::PetscNetwork network{PETSC_COMM_WORLD, std::move(part)};
  const double made = now() - start;
  const behalf::PetscMemory memory = network.memory();
  behalf::Vector<> found;
  int iterations = 0;
  double certificate = 0;
  const double one = seconds(rounds, [&] {
    const auto solution = network.regret(behalf::AxisSet::none());
    found = solution.value();
    iterations = solution.iterations();
    certificate = solution.certificate().worst();
  });
  const double alone =
      seconds(1, [&] { (void)network.regret(behalf::AxisSet::none() | behalf::Axis::principals).value(); });
  const double peak = largest(resident("VmHWM:") - before);
  const double counted = largest(
      static_cast<double>(memory.structure_bytes + memory.kept_bytes + memory.solve_bytes + memory.common_bytes));
  const double ghosts = largest(static_cast<double>(memory.ghosts));
  const double structure = largest(static_cast<double>(memory.structure_bytes));
  if (rank == 0) {
    const double n = static_cast<double>(edges) / ranks;
    std::printf("%9zu %5d %6s %8.0f %8.2f %8.3f %8.3f %5d %9.1e %9.1f %9.1f %9.1f", edges, ranks,
                local ? "near" : "any", ghosts, made, one, alone, iterations, certificate, structure / n, counted / n,
                peak / n);
  }
  if (ranks == 1) {
    behalf::PetscPart all = some_part(edges, local, 0, 1);
    behalf::NetworkData<> data = std::move(all.common);
    data.sources = std::move(all.sources);
    data.targets = std::move(all.targets);
    data.shares = std::move(all.shares);
    data.terms_of = std::move(all.terms_of);
    const behalf::Network<double, static_cast<int>(d)> single{std::move(data)};
    behalf::Network<double, static_cast<int>(d)>::Workspace workspace;
    behalf::Vector<> expected(single.stakes().size());
    const double sweep = seconds(rounds, [&] {
      if (single.regret_into(behalf::AxisSet::none(), workspace, expected).status != behalf::Status::optimal)
        std::abort();
    });
    const double apart = ((found - expected).array() / single.stakes().array().max(expected.array())).abs().maxCoeff();
    std::printf(" %8.3f %8.1e", sweep, apart);
  }
  if (rank == 0) {
    // 10^9 delegations in units of 10^9 bytes; what is common does not become less with more ranks.
    const double all = 1.0 / static_cast<double>(edges);
    const double own = all * ranks / 16;
    const double kept = static_cast<double>(memory.kept_bytes) * own;
    const double solve = static_cast<double>(memory.solve_bytes) * own;
    const double common = static_cast<double>(memory.common_bytes) * all;
    std::printf(
        "\n10^9 delegations on 16 ranks, ghosts as here: %.2f GB a rank, delegations and agents %.2f, kept %.2f, "
        "within a solve %.2f, in common %.2f\n",
        structure * own + kept + solve + common, structure * own, kept, solve, common);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (PetscInitialize(nullptr, nullptr, nullptr, nullptr) != 0) return 1;
  const std::size_t edges = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
  int rank = 0;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  if (rank == 0) {
    std::printf("%9s %5s %6s %8s %8s %8s %8s %5s %9s %9s %9s %9s %8s %8s\n", "edges", "ranks", "source", "ghosts",
                "made s", "none s", "P s", "its", "certif.", "struct B", "counted B", "peak B", "sweep s", "apart");
  }
  measure(edges, argc < 2 || std::string{argv[1]} != "any", rounds);
  return PetscFinalize() == 0 ? 0 : 1;
}
