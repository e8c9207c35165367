// A scaling study of d = 6 attributes and 21 groups, about 10^6 lattices at every generality and scope, against the
// multiply-adds that the moments of the groups and the eight regrets need, at the rate of the arithmetic units.

#include "delegation/model.hpp"
#include "support/floor.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <cstdint>

namespace {

constexpr Eigen::Index attributes = 6;
constexpr Eigen::Index groups = 21;

/// All groups differ, spread inside them included; three attributes measured, information shared.
behalf::PopulationStudy<> some_study(behalf::Bargaining bargaining, std::uint64_t samples) {
  behalf::RandomStream random{2026, 3};
  behalf::LinearQuadraticSpec<> whole;
  whole.values = bench::random_matrix(random, groups, attributes);
  whole.weights = behalf::Vector<>(bench::random_matrix(random, groups, 1).array() + 1.5);
  for (Eigen::Index i = 0; i < groups; ++i) {
    const behalf::Matrix<> root = bench::random_matrix(random, attributes, attributes);
    whole.covariances.push_back(root * root.transpose());
  }
  whole.taste = behalf::Vector<>(bench::random_matrix(random, attributes, 1));
  whole.bargaining = bargaining;
  behalf::ScalingPlan<> plan{.diversity = {0.5, 1}, .metrics = 3, .budget = 24, .samples = samples};
  for (Eigen::Index g = 1; g <= attributes; ++g) plan.generality.push_back(g);
  for (Eigen::Index s = 1; s <= groups; ++s) plan.scope.push_back(s);
  return {whole, plan};
}

void scaling_study(benchmark::State& state) {
  const behalf::PopulationStudy<> study =
      some_study(behalf::Bargaining::separate, static_cast<std::uint64_t>(state.range(0)));
  double lattices = 0;
  double needed = 0;
  const auto body = [&](bool counting) {
    const auto done = behalf::run(study, {},
                                  [&](const behalf::ScalingRow<>& row) {
                                    benchmark::DoNotOptimize(row);
                                    if (!counting) return;
                                    constexpr Eigen::Index pairs = attributes * (attributes + 1) / 2;
                                    const Eigen::Index g = row.at.generality;
                                    const Eigen::Index once = row.at.scope * (attributes + 2 * pairs) + 5 * g * g +
                                                              10 * (g * (g + 1) / 2) + 20 * 3;
                                    lattices += static_cast<double>(row.draws);
                                    needed += static_cast<double>(row.draws) * static_cast<double>(once);
                                  },
                                  {.certify = false});
    benchmark::DoNotOptimize(done.value());
  };
  body(true);
  bench::against_floor(
      state, [&] { body(false); }, [&] { return bench::multiply_add_seconds(static_cast<Eigen::Index>(needed)); });
  state.counters["lattices"] = lattices;
  state.counters["lattices_per_s"] = lattices / (1e-3 * state.counters["median_ms"]);
}
BENCHMARK(scaling_study)->Arg(5000)->Arg(100)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);

}  // namespace
