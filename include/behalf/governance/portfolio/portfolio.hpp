#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP

#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/baseline.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/governance/portfolio/portfolio_record.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <utility>
#include <vector>

namespace behalf {

/// Levels of levers, what they cost and what gap they leave.
template <class ScalarType = double>
struct Portfolio {
  using Scalar = ScalarType;

  Vector<Scalar> levels;  ///< One for each lever, in the given order.
  Scalar cost{};
  Scalar value{};            ///< The named welfare of the gaps.
  Vector<Scalar> gaps;       ///< Of each party.
  Scalar bound{};            ///< No portfolio that was allowed leaves less, by an argument that does not try them all.
  std::uint64_t models = 0;  ///< Portfolios whose value had to be computed.
  std::uint64_t unsolved = 0;  ///< Those whose model has no solution, which are no candidates.
};

namespace internal {

/// A portfolio as the model itself judges it, with how far the search was from that.
template <class Description, class W>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> judged_portfolio(
    const PortfolioQuestion<Description, W>& question, const TriedPortfolio<typename Description::Scalar>& tried,
    const SearchOutcome<typename Description::Scalar>& outcome) {
  using Scalar = typename Description::Scalar;
  Portfolio<Scalar> result;
  result.levels = question.choices.levels_of(tried.number);
  result.cost = cost_of(question.levers, result.levels);
  result.bound = outcome.bound;
  result.models = outcome.models;
  result.unsolved = outcome.unsolved;
  const auto model = Governed<Description>::model(pull(question.levers, question.description, result.levels));
  const Solution<Vector<Scalar>> gaps = model.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  result.gaps = gaps.value();
  result.value = question.value(result.gaps);
  Certificate certificate = gaps.certificate();
  const Vector<Scalar> stakes = model.stakes();
  const double size = std::max({to_double(result.value), to_double(tried.value), to_double(result.gaps.maxCoeff()),
                                to_double(stakes.maxCoeff())});
  const double off = to_double(result.value) - to_double(tried.value);
  if (size > 0) certificate.duality_gap = std::max(certificate.duality_gap, (off < 0 ? -off : off) / size);
  return {std::move(result), certificate};
}

}  // namespace internal

/// The levels of levers that minimise a named welfare of the gaps within a budget: exact for levels that are listed, off or
/// on by default, whatever the levers do.
///
/// `welfare(gaps, weights)` must not fall where a gap rises: `WeightedMean`, `WorstOff`, `Quantile`, `ShareAbove` or one's
/// own. Among equals, up to rounding, the cheapest. By the search of the kind of description where it has one that applies
/// (`Governed`), else by trying every affordable portfolio. The certificate holds the value against the model made anew; `bound` comes from another argument than the search's order.
/// Fails as `infeasible` when the budget affords none or none has a model with a solution, and as `iteration_limit`.
/// Throws `InvalidArgument` for levels, budgets, costs and weights that cannot be, and where a lever does not apply.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> portfolio(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const PortfolioOptions<typename Description::Scalar>& options = {}) {
  static_assert(!std::same_as<W, ShareWithin>, "a portfolio minimises: name the share that is left out, ShareAbove");
  using Scalar = typename Description::Scalar;
  const internal::PortfolioChoices<Description> choices{"portfolio", levers, options};
  const internal::Baseline<Description> baseline{"portfolio", description, options.weights};
  const internal::PortfolioQuestion<Description, W> question{
      choices, levers, description, welfare, baseline.weights(), options.most_models, options.progress};
  internal::BestPortfolio<Scalar> record;
  const auto outcome = internal::search_portfolios(question, record);
  if (!outcome) return {outcome.status(), outcome.where()};
  return internal::judged_portfolio(question, *record.best(), outcome.value());
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP
