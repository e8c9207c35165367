// Lattice and attribution of the reference model, d = 8 attributes and n = 16 principals, against the six 8 x 8 Cholesky
// factorisations that any exact method needs, measured in the same run.

#include "model.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>

#include <Eigen/Cholesky>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

namespace {

constexpr int dimension = 8;
constexpr int principals = 16;

/// Seconds for six factorisations: the best of many batches, so that the floor is never flattered by a slow moment.
double floor_seconds() {
  static const double seconds = [] {
    using Clock = std::chrono::steady_clock;
    std::array<behalf::Matrix<double, dimension, dimension>, 6> systems;
    systems.fill(*bench::full_spec(dimension, principals).cost);
    Eigen::LLT<behalf::Matrix<double, dimension, dimension>> factor;
    constexpr int batch = 2000;
    double best = std::numeric_limits<double>::infinity();
    for (int repetition = 0; repetition < 50; ++repetition) {
      const Clock::time_point start = Clock::now();
      for (int k = 0; k < batch; ++k) {
        for (const behalf::Matrix<double, dimension, dimension>& system : systems) {
          factor.compute(system);
          benchmark::DoNotOptimize(factor);
        }
      }
      best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count() / batch);
    }
    return best;
  }();
  return seconds;
}

/// Runs `body` as the benchmark and reports it as a multiple of the floor.
template <class Body>
void against_floor(benchmark::State& state, const Body& body) {
  const double floor = floor_seconds();
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  for (auto _ : state) body();
  const double seconds =
      std::chrono::duration<double>(Clock::now() - start).count() / static_cast<double>(state.iterations());
  state.counters["floor_us"] = 1e6 * floor;
  state.counters["ratio"] = seconds / floor;
  state.counters["models_per_s"] = 1 / seconds;
}

template <int Dim>
void lattice_and_attribution(benchmark::State& state) {
  const behalf::LinearQuadratic<double, Dim> model{bench::full_spec(dimension, principals)};
  typename behalf::LinearQuadratic<double, Dim>::Workspace workspace;
  behalf::Lattice<> lattice;
  behalf::Attribution<> attribution;
  against_floor(state, [&] {
    benchmark::DoNotOptimize(model.lattice_into(lattice, workspace));
    attribution.assign(lattice);
    benchmark::DoNotOptimize(attribution);
  });
}

template <int Dim>
void model_lattice_and_attribution(benchmark::State& state) {
  const behalf::LinearQuadraticSpec<> spec = bench::full_spec(dimension, principals);
  typename behalf::LinearQuadratic<double, Dim>::Workspace workspace;
  behalf::Lattice<> lattice;
  behalf::Attribution<> attribution;
  against_floor(state, [&] {
    const behalf::LinearQuadratic<double, Dim> model{spec};
    benchmark::DoNotOptimize(model.lattice_into(lattice, workspace));
    attribution.assign(lattice);
    benchmark::DoNotOptimize(attribution);
  });
}

template <int Dim>
void attribute_with_certificates(benchmark::State& state) {
  const behalf::LinearQuadratic<double, Dim> model{bench::full_spec(dimension, principals)};
  against_floor(state, [&] { benchmark::DoNotOptimize(behalf::attribute(model).value()); });
}

}  // namespace

BENCHMARK(lattice_and_attribution<dimension>)
    ->Name("lattice+attribution/fixed d=8 n=16")
    ->Repetitions(9)
    ->ReportAggregatesOnly();
BENCHMARK(lattice_and_attribution<Eigen::Dynamic>)
    ->Name("lattice+attribution/dynamic d=8 n=16")
    ->Repetitions(9)
    ->ReportAggregatesOnly();
BENCHMARK(model_lattice_and_attribution<dimension>)
    ->Name("model+lattice+attribution/fixed d=8 n=16")
    ->Repetitions(9)
    ->ReportAggregatesOnly();
BENCHMARK(attribute_with_certificates<dimension>)
    ->Name("attribute with certificates/fixed d=8 n=16")
    ->Repetitions(9)
    ->ReportAggregatesOnly();
