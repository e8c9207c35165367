// Portfolios of 20 levers, off or on, for 4,309 people in 21 countries who share one policy: the optimum and the whole
// frontier of cost against gap, against one 6 x 6 Cholesky factorisation for each contract that the levers can make.

#include "../../examples/diagnose/d3code_figures.hpp"
#include "support/floor.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <cstddef>
#include <vector>

namespace {

using Spec = behalf::LinearQuadraticSpec<>;
using Set = behalf::SetLevers<Spec>;
using Evaluate = behalf::EvaluateLevers<Spec>;
using Contest = behalf::ContestLevers<Spec>;

Spec countries() {
  Spec spec;
  const Eigen::Index n = static_cast<Eigen::Index>(d3code::countries.size());
  spec.values.resize(n, 6);
  behalf::Vector<> weights(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const d3code::Country& country = d3code::countries[static_cast<std::size_t>(i)];
    weights(i) = country.people;
    behalf::Matrix<> covariance(6, 6);
    for (Eigen::Index j = 0; j < 6; ++j) {
      spec.values(i, j) = (country.mean[static_cast<std::size_t>(j)] - 3) / 2;
      for (Eigen::Index k = 0; k < 6; ++k) {
        covariance(j, k) = country.covariance_of(static_cast<std::size_t>(j), static_cast<std::size_t>(k)) / 4;
      }
    }
    spec.covariances.push_back(covariance);
  }
  spec.weights = behalf::Vector<>(weights / weights.sum());
  spec.metrics = behalf::rows({{1, 0, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 0}, {0, 0, 0, 1, 1, 0}});
  spec.noise = behalf::diagonal({0.1, 0.3, 0.3, 0.2, 0.4, 1.0});
  spec.taste = behalf::vec({0.1, 0, 0, 0, 0, 0});
  return spec;
}

/// 11 levers on the contract, 4 on taste and 5 on power; or, where all are to act on the contract, 20 of those.
std::vector<behalf::Lever<Spec>> twenty_levers(bool all_on_contract) {
  std::vector<behalf::Lever<Spec>> levers;
  for (Eigen::Index j = 0; j < 6; ++j) levers.push_back(Evaluate::audit({j}, 4, 1 + 0.1 * static_cast<double>(j)));
  levers.push_back(Evaluate::transparency(2, 2.3));
  levers.push_back(Evaluate::independent_validators({.members = 5, .correlation = 0.3}, 1.7));
  levers.push_back(Evaluate::reporting({.attributes = {4, 5}, .people = 20, .rate = 0.2}, 0.9));
  levers.push_back(Set::redesign_metrics(behalf::Matrix<>::Identity(6, 6), 4.1));
  levers.push_back(Set::redesign_metrics(behalf::rows({{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}}), 1.1));
  if (all_on_contract) {
    for (Eigen::Index j = 0; j < 9; ++j) {
      levers.push_back(Evaluate::audit({j % 6, (j + 1) % 6}, 1, 0.7 + 0.07 * static_cast<double>(j)));
    }
    return levers;
  }
  for (Eigen::Index i = 0; i < 4; ++i) {
    levers.push_back(
        Contest::liability({.parties = {{5 * i, 0.1}}, .harm = 2, .assets = 1}, 0.5 + 0.13 * static_cast<double>(i)));
  }
  levers.push_back(Set::representation(behalf::Vector<>::Constant(21, 1.0 / 21), 1.9));
  levers.push_back(Contest::veto(2, 0.1, 0.8));
  levers.push_back(Contest::veto(7, 0.1, 0.85));
  levers.push_back(Contest::appeal(11, 0.2, 0.6));
  levers.push_back(Contest::appeal(17, 0.2, 0.65));
  return levers;
}

/// How many contracts levers can make within a budget.
std::size_t contracts(const std::vector<behalf::Lever<Spec>>& levers, double budget) {
  std::vector<double> costs{0};
  for (const behalf::Lever<Spec>& lever : levers) {
    const std::size_t before = lever.reach.contract ? costs.size() : 0;
    for (std::size_t k = 0; k < before; ++k) {
      const double cost = costs[k] + lever.cost(1);
      if (cost <= budget) costs.push_back(cost);
    }
  }
  return costs.size();
}

/// Seconds for one 6 x 6 factorisation per contract.
double floor_seconds(std::size_t count) {
  const behalf::Matrix<double, 6, 6> system = behalf::Matrix<double, 6, 6>::Identity() * 2;
  Eigen::LLT<behalf::Matrix<double, 6, 6>> factor;
  return bench::seconds([&] {
    for (std::size_t k = 0; k < count; ++k) {
      factor.compute(system);
      benchmark::DoNotOptimize(factor);
    }
  });
}

template <class W>
void best_portfolio(benchmark::State& state, const W& welfare) {
  const bool all_on_contract = state.range(0) != 0;
  const Spec spec = countries();
  const std::vector<behalf::Lever<Spec>> levers = twenty_levers(all_on_contract);
  behalf::PortfolioOptions<> options;
  if (state.range(1) > 0) options.budget = static_cast<double>(state.range(1));
  const std::size_t count = contracts(levers, options.budget.value_or(1e9));
  double models = 0;
  double cost = 0;
  bench::against_floor(
      state,
      [&] {
        const auto best = behalf::portfolio(spec, levers, welfare, options).value();
        models = static_cast<double>(best.models);
        cost = best.cost;
      },
      [&] { return floor_seconds(count); });
  state.counters["contracts"] = static_cast<double>(count);
  state.counters["models"] = models;
  state.counters["cost"] = cost;
}
void portfolio_mean(benchmark::State& state) { best_portfolio(state, behalf::WeightedMean{}); }
void portfolio_worst_off(benchmark::State& state) { best_portfolio(state, behalf::WorstOff{}); }
BENCHMARK(portfolio_mean)
    ->Args({0, 8})  // levers of all parts, a budget
    ->Args({0, 0})  // without a limit
    ->Args({1, 8})  // all on the contract: nothing can be tried apart
    ->Args({1, 0})
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(portfolio_worst_off)
    ->Args({0, 8})
    ->Args({0, 0})
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

void frontier(benchmark::State& state) {
  const Spec spec = countries();
  const std::vector<behalf::Lever<Spec>> levers = twenty_levers(false);
  double points = 0;
  bench::against_floor(
      state,
      [&] {
        points = static_cast<double>(behalf::cost_frontier(spec, levers, behalf::WeightedMean{}).value().points.size());
      },
      [&] { return floor_seconds(contracts(levers, 1e9)); });
  state.counters["points"] = points;
}
BENCHMARK(frontier)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
