#ifndef BEHALF_GOVERNANCE_PORTFOLIO_CHEAPEST_PORTFOLIO_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_CHEAPEST_PORTFOLIO_HPP

#include <behalf/gap/tolerance.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// By how much gaps exceed what parties tolerate: of everybody who states a tolerance the largest excess, or the smallest
/// e such that those with gap ≤ tolerance + e hold a given share of the weight of those with a tolerance; ≥ 0.
template <class Scalar = double>
struct Excess {
  std::vector<std::optional<Scalar>> tolerances{};  ///< Absolute, in units of utility; absent: no judgement.
  std::optional<double> share{};                    ///< In (0, 1]; absent: everybody, whatever the weight.
  Vector<Scalar> stakes{};                          ///< What rounding is relative to as well; empty: unknown.

  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    Vector<Scalar> excess(gaps.size());
    Vector<Scalar> judged(gaps.size());
    Eigen::Index count = 0;
    for (Eigen::Index i = 0; i < gaps.size(); ++i) {
      const std::optional<Scalar>& tolerance = tolerances[static_cast<std::size_t>(i)];
      if (!tolerance) continue;
      const Scalar stake = i < stakes.size() ? stakes(i) : Scalar(0);
      excess(count) = is_tolerated(gaps(i), *tolerance, stake) ? Scalar(0) : Scalar(gaps(i) - *tolerance);
      judged(count++) = weights(i);
    }
    excess.conservativeResize(count);
    judged.conservativeResize(count);
    return share ? Quantile{*share}(excess, judged) : WorstOff{}(excess, judged);
  }
};

/// What "aligned enough" means.
template <class ScalarType = double>
struct AlignedEnough {
  using Scalar = ScalarType;

  std::vector<std::optional<Scalar>> tolerances{};  ///< One for each row, absolute; absent: no judgement.
  std::optional<double>
      share{};         ///< The share of weight, of those with a tolerance, to be within it; absent: everybody.
  bool prices = true;  ///< Whether to say what each tolerance costs, by one more search for each.
};

/// The cheapest portfolio with which parties are aligned enough, and what each of their tolerances costs.
template <class ScalarType = double>
struct CheapestPortfolio {
  using Scalar = ScalarType;

  Portfolio<Scalar> portfolio;  ///< `value` is the excess, 0 up to rounding.
  /// For each row the price of its tolerance: by how much the cheapest portfolio would be cheaper if that party were
  /// content with any gap, ≥ 0. Absent where it has no tolerance, and where prices were not asked for.
  std::vector<std::optional<Scalar>> prices{};
};

namespace internal {

/// The portfolio of least cost with no excess, else the one of least excess.
template <class Description>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> least_cost(
    const PortfolioQuestion<Description, Excess<typename Description::Scalar>>& question) {
  CostFrontier<typename Description::Scalar> record;
  const auto outcome = search_portfolios(question, record);
  if (!outcome) return {outcome.status(), outcome.where()};
  // Values descend with cost, and nothing is below 0: the last point is the cheapest of least excess.
  return judged_portfolio(question, std::prev(record.points().end())->second, outcome.value());
}

}  // namespace internal

/// The cheapest portfolio with which everybody, or a given share of the weight, is aligned enough: gap ≤ tolerance.
///
/// Exact for listed levels; options as for `portfolio`. A portfolio that costs nothing may do. Fails as `infeasible` where no
/// affordable portfolio will do, and says by how much the nearest one misses and, where it is everybody's, whose tolerance.
/// Throws `InvalidArgument` as `portfolio` does, for tolerances that are negative or infinite or none at all, and a share
/// outside (0, 1].
template <Governable Description>
[[nodiscard]] Solution<CheapestPortfolio<typename Description::Scalar>> cheapest_portfolio(
    const Description& description, const std::vector<Lever<Description>>& levers,
    const AlignedEnough<typename Description::Scalar>& enough,
    const PortfolioOptions<typename Description::Scalar>& options = {}) {
  using Scalar = typename Description::Scalar;
  static constexpr const char* who = "cheapest_portfolio";
  const internal::PortfolioChoices<Description> choices{who, levers, options};
  const internal::Baseline<Description> baseline{who, description, options.weights};
  const Vector<Scalar>& weights = baseline.weights();
  require_size(who, "tolerances", static_cast<Eigen::Index>(enough.tolerances.size()), weights.size());
  bool any = false;
  Scalar judged(0);
  for (std::size_t i = 0; i < enough.tolerances.size(); ++i) {
    if (!enough.tolerances[i]) continue;
    require_not_negative(who, "tolerances[" + std::to_string(i) + "]", *enough.tolerances[i]);
    judged += weights(static_cast<Eigen::Index>(i));
    any = true;
  }
  if (!any) throw InvalidArgument{who, "tolerances", "expected at least one tolerance, got none"};
  if (enough.share) {
    if (!(*enough.share > 0 && *enough.share <= 1)) {
      throw InvalidArgument{who, "share", "expected 0 < share <= 1, got " + to_text(*enough.share)};
    }
    if (!(judged > Scalar(0))) {
      throw InvalidArgument{who, "tolerances", "expected somebody of positive weight with a tolerance"};
    }
  }

  Excess<Scalar> excess{enough.tolerances, enough.share, baseline.model().stakes()};
  const internal::PortfolioQuestion<Description, Excess<Scalar>> question{
      choices, levers, description, excess, weights, options.most_models, options.progress};
  auto found = internal::least_cost(question);
  if (!found) return {found.status(), found.where()};
  // What the search found within tolerance the model may find out of it by a rounding.
  if (found.value().value >
      Scalar(4) * gap_rounding(Scalar(found.value().gaps.maxCoeff()), Scalar(0), Scalar(excess.stakes.maxCoeff()))) {
    const Portfolio<Scalar>& nearest = found.value();
    std::string where = options.budget ? "no affordable portfolio" : "no portfolio";
    where += " is aligned enough: the nearest exceeds ";
    Eigen::Index worst = 0;
    if (enough.share) {
      where += "the tolerances by " + to_text(nearest.value) + " for a share of " + to_text(*enough.share);
    } else {
      for (Eigen::Index i = 0; i < weights.size(); ++i) {
        const std::optional<Scalar>& tolerance = enough.tolerances[static_cast<std::size_t>(i)];
        if (tolerance && nearest.gaps(i) - *tolerance == nearest.value) worst = i;
      }
      where += "the tolerance of " + baseline.name(worst) + " by " + to_text(nearest.value);
    }
    std::vector<std::string> names;
    for (const Lever<Description>& lever : levers) names.push_back(lever.name);
    where += ", with " + pulled_levers(names, nearest.levels);
    return {Status::infeasible, std::move(where)};
  }
  Certificate certificate = found.certificate();
  CheapestPortfolio<Scalar> result{std::move(found).value(), {}};
  result.prices.resize(enough.tolerances.size());
  for (std::size_t i = 0; enough.prices && i < enough.tolerances.size(); ++i) {
    if (!enough.tolerances[i]) continue;
    excess.tolerances[i] = std::numeric_limits<Scalar>::max();
    auto without = internal::least_cost(question);
    excess.tolerances[i] = enough.tolerances[i];
    if (!without) return {without.status(), without.where()};
    certificate.include(without.certificate());
    result.prices[i] = Scalar(result.portfolio.cost - without.value().cost);
  }
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_CHEAPEST_PORTFOLIO_HPP
