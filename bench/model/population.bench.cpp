// Moments of 10^6 people with d values each, against what no method can go below: one pass over the same memory, or
// d(d + 1)/2 multiply-adds per person at the rate of the arithmetic units, whichever takes longer. Beside it what one
// writes with Eigen alone.

#include "support/floor.hpp"

#include <behalf/model/population.hpp>
#include <behalf/solve/moments.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

constexpr Eigen::Index people = 1'000'000;
constexpr int iterations = 41;

template <int Order>
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Order>;

template <int Order>
Rows<Order> some_rows(Eigen::Index d) {
  behalf::RandomStream random{2026, 0};
  Rows<Order> rows(people, d);
  for (Eigen::Index i = 0; i < people; ++i) {
    for (Eigen::Index j = 0; j < d; ++j) rows(i, j) = 3 + random.uniform();
  }
  return rows;
}

/// Runs `body` on rows of d numbers; the two parts of the floor are reported beside it.
template <int Order = Eigen::ColMajor, class Body>
void on_rows(benchmark::State& state, const Body& body) {
  const Eigen::Index d = state.range(0);
  const Rows<Order> rows = some_rows<Order>(d);
  std::vector<double> memory;
  std::vector<double> arithmetic;
  bench::against_floor(
      state, [&] { body(rows); },
      [&] {
        memory.push_back(bench::memory_pass_seconds(rows.data(), rows.size()));
        arithmetic.push_back(bench::multiply_add_seconds(people * d * (d + 1) / 2));
        return std::max(memory.back(), arithmetic.back());
      });
  state.counters["memory_ms"] = 1e3 * bench::median(memory);
  state.counters["multiply_add_ms"] = 1e3 * bench::median(arithmetic);
}

void moments(benchmark::State& state) {
  on_rows(state, [](const auto& rows) { benchmark::DoNotOptimize(behalf::moments(rows).covariance()); });
}
BENCHMARK(moments)
    ->Arg(8)
    ->Arg(3)
    ->Arg(6)
    ->Arg(16)
    ->UseManualTime()
    ->Iterations(iterations)
    ->Unit(benchmark::kMillisecond);

void moments_of_rows_stored_by_rows(benchmark::State& state) {
  on_rows<Eigen::RowMajor>(state,
                           [](const auto& rows) { benchmark::DoNotOptimize(behalf::moments(rows).covariance()); });
}
BENCHMARK(moments_of_rows_stored_by_rows)
    ->Arg(8)
    ->UseManualTime()
    ->Iterations(iterations)
    ->Unit(benchmark::kMillisecond);

void population_of_20_labelled_groups(benchmark::State& state) {
  std::vector<std::string> labels(static_cast<std::size_t>(people));
  behalf::RandomStream random{2026, 1};
  for (std::string& label : labels) label = "group " + std::to_string(random.below(20));
  on_rows(state, [&](const auto& rows) { benchmark::DoNotOptimize(behalf::Population<>::from_rows(rows, labels)); });
}
BENCHMARK(population_of_20_labelled_groups)->Arg(8)->UseManualTime()->Iterations(11)->Unit(benchmark::kMillisecond);

// --- Eigen alone ----------------------------------------------------------------------------------------------------

void eigen_centred_product(benchmark::State& state) {
  on_rows(state, [](const auto& rows) {
    const Eigen::RowVectorXd mean = rows.colwise().mean();
    const Eigen::MatrixXd centred = rows.rowwise() - mean;
    const Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(people);
    benchmark::DoNotOptimize(covariance.data());
  });
}
BENCHMARK(eigen_centred_product)->Arg(8)->UseManualTime()->Iterations(iterations)->Unit(benchmark::kMillisecond);

/// One shifted pass in blocks that stay in the cache; `update` adds the products of a block.
template <class Update>
void eigen_blocked(benchmark::State& state, const Update& update) {
  on_rows(state, [&](const auto& rows) {
    constexpr Eigen::Index block_rows = 512;
    const Eigen::RowVectorXd shift = rows.row(0);
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(rows.cols());
    Eigen::MatrixXd products = Eigen::MatrixXd::Zero(rows.cols(), rows.cols());
    Eigen::MatrixXd block;
    for (Eigen::Index first = 0; first < people; first += block_rows) {
      block = rows.middleRows(first, std::min(block_rows, people - first)).rowwise() - shift;
      sum += block.colwise().sum();
      update(products, block);
    }
    benchmark::DoNotOptimize(sum.data());
    benchmark::DoNotOptimize(products.data());
  });
}

void eigen_blocked_product(benchmark::State& state) {
  eigen_blocked(state, [](Eigen::MatrixXd& products, const Eigen::MatrixXd& block) {
    products.noalias() += block.transpose() * block;
  });
}
BENCHMARK(eigen_blocked_product)
    ->Arg(8)
    ->Arg(16)
    ->UseManualTime()
    ->Iterations(iterations)
    ->Unit(benchmark::kMillisecond);

void eigen_blocked_rank_update(benchmark::State& state) {
  eigen_blocked(state, [](Eigen::MatrixXd& products, const Eigen::MatrixXd& block) {
    products.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
  });
}
BENCHMARK(eigen_blocked_rank_update)->Arg(8)->UseManualTime()->Iterations(iterations)->Unit(benchmark::kMillisecond);

}  // namespace
