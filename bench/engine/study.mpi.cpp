// A scaling study of at least 10^5 points on one thread, on two threads and on two ranks, in turns in the same run, against
// half the time of one thread; and against two processes that each run half of it and never speak to each other, which is
// what the machine allows. Each way once with a receiver that only counts and once with one that writes a file.
//
//   mpiexec -n 2 behalf.bench.engine [points = 100000] [rounds = 7] [subsets per point = 20]

#include "delegation/model.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/engine/ranks.hpp>
#include <behalf/engine/threads.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using Row = behalf::ScalingRow<>;

/// Six attributes, 21 groups, every generality and scope, and as many levels of diversity as the points take.
behalf::PopulationStudy<> some_study(std::size_t points, std::uint64_t samples) {
  constexpr Eigen::Index attributes = 6;
  constexpr Eigen::Index groups = 21;
  behalf::RandomStream random{2026, 4};
  behalf::LinearQuadraticSpec<> whole;
  whole.values = bench::random_matrix(random, groups, attributes);
  for (Eigen::Index i = 0; i < groups; ++i) {
    const behalf::Matrix<> root = bench::random_matrix(random, attributes, attributes);
    whole.covariances.push_back(root * root.transpose());
  }
  behalf::ScalingPlan<> plan{.metrics = 3, .budget = 24, .samples = samples};
  plan.diversity.clear();
  for (Eigen::Index g = 1; g <= attributes; ++g) plan.generality.push_back(g);
  for (Eigen::Index s = 1; s <= groups; ++s) plan.scope.push_back(s);
  const std::size_t levels = (points - 1) / (plan.generality.size() * plan.scope.size()) + 1;
  for (std::size_t i = 0; i < levels; ++i) {
    plan.diversity.push_back(2 * static_cast<double>(i) / static_cast<double>(levels));
  }
  return {whole, plan};
}

/// Waits for all ranks without taking a core from those that work.
void meet() {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  for (int is_there = 0; is_there == 0; MPI_Test(&request, &is_there, MPI_STATUS_IGNORE)) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

/// A receiver of rows: counts them, or writes them to a file that is removed again.
class Receiver {
public:
  Receiver(const behalf::PopulationStudy<>& study, behalf::Shard share, bool writes) {
    if (!writes) return;
    path_ = std::filesystem::temp_directory_path() / ("behalf-bench-" + std::to_string(share.index) + ".csv");
    std::filesystem::remove(path_);
    file_ = std::make_unique<behalf::RowFile<>>(path_, study, share);
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() {
    std::error_code ignored;
    if (file_) std::filesystem::remove(path_, ignored);
  }
  void operator()(const Row& row) {
    ++rows_;
    if (file_) (*file_)(row);
  }
  [[nodiscard]] std::size_t rows() const { return rows_; }

private:
  std::filesystem::path path_;
  std::unique_ptr<behalf::RowFile<>> file_;
  std::size_t rows_ = 0;
};

enum Way : std::size_t { one_thread, two_threads, two_ranks, two_processes };
constexpr std::array<const char*, 4> names{"one thread", "two threads", "two ranks", "two processes apart"};

/// Seconds until all that takes part has ended.
double seconds(const behalf::PopulationStudy<>& study, Way way, int rank, bool writes) {
  const behalf::Shard share = way == two_processes ? behalf::shard(static_cast<std::size_t>(rank), 2) : behalf::Shard{};
  const bool works = rank == 0 || way == two_ranks || way == two_processes;
  Receiver receiver{study, share, writes && (rank == 0 || way == two_processes)};
  const behalf::RunOptions options{.certify = false};
  meet();
  const double start = MPI_Wtime();
  if (works) {
    const auto done = way == two_threads ? run_on_threads(study, share, receiver, {.threads = 2, .run = options})
                      : way == two_ranks ? run_on_ranks(study, share, MPI_COMM_WORLD, receiver, options)
                                         : behalf::run(study, share, receiver, options);
    if (done.value() != share.points(study.size())) std::abort();
  }
  double taken = works ? MPI_Wtime() - start : 0;
  meet();
  MPI_Allreduce(MPI_IN_PLACE, &taken, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
  return taken;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void compare(const behalf::PopulationStudy<>& study, int rank, int rounds, bool writes) {
  std::array<std::vector<double>, 4> times;
  for (int round = 0; round < rounds; ++round) {
    for (const Way way : {one_thread, two_threads, two_ranks, two_processes}) {
      times[way].push_back(seconds(study, way, rank, writes));
    }
  }
  if (rank != 0) return;
  const double points = static_cast<double>(study.size());
  std::printf("%zu points, %s, %d rounds\n", study.size(), writes ? "rows written to a file" : "rows counted", rounds);
  std::printf("%-20s %10s %10s %12s %16s %16s %16s\n", "", "min s", "median s", "points/s", "of ideal (min)",
              "of ideal (med)", "of apart (med)");
  const auto least = [](const std::vector<double>& all) { return *std::min_element(all.begin(), all.end()); };
  for (const Way way : {one_thread, two_threads, two_ranks, two_processes}) {
    const double share = way == one_thread ? 1 : 2;
    std::printf("%-20s %10.3f %10.3f %12.0f %16.3f %16.3f", names[way], least(times[way]), median(times[way]),
                points / median(times[way]), least(times[one_thread]) / share / least(times[way]),
                median(times[one_thread]) / share / median(times[way]));
    if (way != one_thread) std::printf(" %16.3f", median(times[two_processes]) / median(times[way]));
    std::printf("\n");
  }
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0;
  int ranks = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const auto argument = [&](int k, long usual) { return argc > k ? std::atol(argv[k]) : usual; };
  const long points = argument(1, 100000);
  const long rounds = argument(2, 7);
  const long samples = argument(3, 20);
  if (ranks != 2 || points < 1 || rounds < 1 || samples < 2) {
    if (rank == 0)
      std::fprintf(stderr, "usage: mpiexec -n 2 behalf.bench.engine [points] [rounds] [subsets per point]\n");
    MPI_Finalize();
    return 2;
  }
  const behalf::PopulationStudy<> study =
      some_study(static_cast<std::size_t>(points), static_cast<std::uint64_t>(samples));
  for (const bool writes : {false, true}) compare(study, rank, static_cast<int>(rounds), writes);
  MPI_Finalize();
  return 0;
}
