#ifndef BEHALF_GOVERNANCE_PORTFOLIO_COST_FRONTIER_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_COST_FRONTIER_HPP

#include <behalf/governance/portfolio/portfolio.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// What every amount of money buys: all portfolios that no other beats in cost and in the named welfare of gaps.
template <class ScalarType = double>
struct CostGapFrontier {
  using Scalar = ScalarType;

  std::vector<Portfolio<Scalar>> points;  ///< By cost, ascending; values descend.

  /// The best portfolio of at most this cost, up to rounding; absent where even the cheapest costs more.
  [[nodiscard]] std::optional<Portfolio<Scalar>> within(const Scalar& budget) const {
    std::optional<Portfolio<Scalar>> best;
    for (const Portfolio<Scalar>& point : points) {
      if (internal::affords(budget, point.cost, static_cast<std::size_t>(point.levels.size()))) best = point;
    }
    return best;
  }
};

/// The Pareto frontier of cost against a named welfare of gaps, exact for listed levels. Options, failures, exceptions and
/// certificate as for `portfolio`.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<CostGapFrontier<typename Description::Scalar>> cost_frontier(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const PortfolioOptions<typename Description::Scalar>& options = {}) {
  static_assert(!std::same_as<W, ShareWithin>, "a frontier minimises: name the share that is left out, ShareAbove");
  using Scalar = typename Description::Scalar;
  const internal::PortfolioChoices<Description> choices{"cost_frontier", levers, options};
  const internal::Baseline<Description> baseline{"cost_frontier", description, options.weights};
  const internal::PortfolioQuestion<Description, W> question{
      choices, levers, description, welfare, baseline.weights(), options.most_models, options.progress};
  internal::CostFrontier<Scalar> record;
  const auto outcome = internal::search_portfolios(question, record);
  if (!outcome) return {outcome.status(), outcome.where()};
  CostGapFrontier<Scalar> result;
  Certificate certificate;
  for (const auto& [cost, tried] : record.points()) {
    auto judged = internal::judged_portfolio(question, tried, outcome.value());
    if (!judged) return {judged.status(), judged.where()};
    certificate.include(judged.certificate());
    result.points.push_back(std::move(judged).value());
  }
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_COST_FRONTIER_HPP
