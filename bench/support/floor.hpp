#ifndef BEHALF_BENCH_SUPPORT_FLOOR_HPP
#define BEHALF_BENCH_SUPPORT_FLOOR_HPP

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <vector>

/// What this machine can do at best with these compile flags: every benchmark is reported as a multiple of such a floor,
/// measured in turns with it, so that a busy neighbour slows both down. Times are of the processor, not of the wall, so
/// that a neighbour who takes turns on the same core does not count.
namespace bench {

/// One register of the baseline x86-64.
using Register = Eigen::Array<double, 2, 1>;

/// Processor seconds that one call takes, to a microsecond.
template <class Body>
[[nodiscard]] double seconds(const Body& body) {
  const std::clock_t start = std::clock();
  body();
  return static_cast<double>(std::clock() - start) / static_cast<double>(CLOCKS_PER_SEC);
}

/// The middle one of the times.
[[nodiscard]] inline double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

/// Processor seconds to read this many doubles once in `streams` places at a time, each in order, with four sums running
/// so that only the memory is waited for, and each line asked for a kilobyte ahead.
template <int streams>
[[nodiscard]] double streamed_pass_seconds(const double* data, Eigen::Index count) {
  return seconds([=] {
    const Eigen::Index part = count / (8 * streams) * 8;
    Register s0 = Register::Zero(), s1 = Register::Zero(), s2 = Register::Zero(), s3 = Register::Zero();
    for (Eigen::Index i = 0; i < part; i += 8) {
      for (Eigen::Index stream = 0; stream < streams; ++stream) {
        const double* const line = data + stream * part + i;
#if defined(__GNUC__)
        __builtin_prefetch(line + std::min(Eigen::Index{128}, part - i));
#endif
        s0 += Eigen::Map<const Register>{line};
        s1 += Eigen::Map<const Register>{line + 2};
        s2 += Eigen::Map<const Register>{line + 4};
        s3 += Eigen::Map<const Register>{line + 6};
      }
    }
    benchmark::DoNotOptimize(((s0 + s1) + (s2 + s3)).sum());
  });
}

/// Processor seconds to read this many doubles once, the faster of one stream and of eight: a floor that something beats
/// is none.
[[nodiscard]] inline double memory_pass_seconds(const double* data, Eigen::Index count) {
  return std::min(streamed_pass_seconds<1>(data, count), streamed_pass_seconds<8>(data, count));
}

/// Seconds for this many multiply-adds of doubles in registers: nine sums of products of three numbers with three, which
/// is bound by the arithmetic units alone.
[[nodiscard]] inline double multiply_add_seconds(Eigen::Index count) {
  std::array<double, 6> factors{0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  benchmark::DoNotOptimize(factors.data());
  benchmark::ClobberMemory();
  return seconds([&] {
    Register x0 = Register::Constant(factors[0]), x1 = Register::Constant(factors[1]);
    Register x2 = Register::Constant(factors[2]);
    const Register y0 = Register::Constant(factors[3]), y1 = Register::Constant(factors[4]);
    const Register y2 = Register::Constant(factors[5]);
    Register s0 = Register::Zero(), s1 = Register::Zero(), s2 = Register::Zero(), s3 = Register::Zero();
    Register s4 = Register::Zero(), s5 = Register::Zero(), s6 = Register::Zero(), s7 = Register::Zero();
    Register s8 = Register::Zero();
    for (Eigen::Index k = 0; k < count; k += 18) {
      s0 += x0 * y0;
      s1 += x1 * y0;
      s2 += x2 * y0;
      s3 += x0 * y1;
      s4 += x1 * y1;
      s5 += x2 * y1;
      s6 += x0 * y2;
      s7 += x1 * y2;
      s8 += x2 * y2;
      // Other products every time, or the compiler would take them out of the loop.
      const Register first = x0;
      x0 = x1;
      x1 = x2;
      x2 = first;
    }
    benchmark::DoNotOptimize(((s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7) + s8).sum());
  });
}

/// Runs `body` as the benchmark and, in turns with it, what bounds it from below: each call of `floor()` gives seconds.
///
/// Reports the medians over all iterations, `median_ms`, `floor_ms` and their `ratio`, and the same for the fastest
/// iteration of each, `best_ms`, `best_floor_ms` and `best_ratio`: on a busy machine the latter are nearer the truth.
template <class Body, class Floor>
void against_floor(benchmark::State& state, const Body& body, const Floor& floor) {
  std::vector<double> bodies;
  std::vector<double> floors;
  body();
  for ([[maybe_unused]] auto _ : state) {
    floors.push_back(floor());
    bodies.push_back(seconds(body));
    state.SetIterationTime(bodies.back());
  }
  const double best = *std::min_element(bodies.begin(), bodies.end());
  const double best_floor = *std::min_element(floors.begin(), floors.end());
  state.counters["median_ms"] = 1e3 * median(bodies);
  state.counters["floor_ms"] = 1e3 * median(floors);
  state.counters["ratio"] = median(bodies) / median(floors);
  state.counters["best_ms"] = 1e3 * best;
  state.counters["best_floor_ms"] = 1e3 * best_floor;
  state.counters["best_ratio"] = best / best_floor;
}

}  // namespace bench

#endif  // BEHALF_BENCH_SUPPORT_FLOOR_HPP
