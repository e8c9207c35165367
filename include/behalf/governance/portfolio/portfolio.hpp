#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/linear_quadratic/search.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/governance/portfolio/portfolio_record.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
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

template <class Description>
struct IsLinearQuadratic : std::false_type {};
template <class Scalar>
struct IsLinearQuadratic<LinearQuadraticSpec<Scalar>> : std::true_type {};

[[nodiscard]] inline std::string after_models(std::uint64_t models) {
  return "after " + std::to_string(models) + " models";
}

/// Holds a record against every affordable portfolio, by the best method there is for the description. Fails as
/// `iteration_limit`, and as `infeasible` where nothing was offered.
template <class Description, class W, class Record>
[[nodiscard]] Solution<SearchOutcome<typename Description::Scalar>> search_portfolios(
    const PortfolioChoices<Description>& choices, const std::vector<Lever<Description>>& levers,
    const Description& description, const W& welfare, const Vector<typename Description::Scalar>& weights,
    std::uint64_t most_models, Record& record) {
  using Scalar = typename Description::Scalar;
  const SearchOutcome<Scalar> outcome = [&] {
    if constexpr (IsLinearQuadratic<Description>::value) {
      using Search = LinearQuadraticSearch<Scalar, W, Record>;
      if (Search::applies(levers, description)) {
        return Search{choices, levers, description, welfare, weights, most_models, record}.run();
      }
    }
    return try_every_portfolio(choices, levers, description, welfare, weights, most_models, record);
  }();
  if (!outcome.complete) return {Status::iteration_limit, after_models(outcome.models)};
  if (record.empty()) return {Status::infeasible, "no portfolio within the budget has a model with a solution"};
  return {outcome, Certificate{}};  // that of the portfolio comes from its model made anew
}

/// What parties are weighed by: as asked for, else by the description as it is.
template <Governable Description>
[[nodiscard]] Vector<typename Description::Scalar> yardstick(
    const char* function, const Description& description,
    const std::optional<Vector<typename Description::Scalar>>& asked) {
  using Scalar = typename Description::Scalar;
  const auto model = Governed<Description>::model(description);
  Vector<Scalar> weights = model.weights();
  if (asked) {
    require_size(function, "weights", asked->size(), weights.size());
    require_weights(function, "weights", *asked);
    weights = *asked;
  }
  return weights;
}

/// The name of row i of a description's results; its number, counted from 1, where it gives no names.
template <Governable Description>
[[nodiscard]] std::string row_name(const Description& description, Eigen::Index i) {
  const auto model = Governed<Description>::model(description);
  if constexpr (NamesPrincipals<decltype(model)>) {
    const std::vector<std::string> names = model.names();
    if (static_cast<std::size_t>(i) < names.size()) return names[static_cast<std::size_t>(i)];
  }
  return std::to_string(i + 1);
}

/// A portfolio as the model itself judges it, with how far the search was from that.
template <class Description, class W>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> judged_portfolio(
    const PortfolioChoices<Description>& choices, const std::vector<Lever<Description>>& levers,
    const Description& description, const W& welfare, const Vector<typename Description::Scalar>& weights,
    const TriedPortfolio<typename Description::Scalar>& tried,
    const SearchOutcome<typename Description::Scalar>& outcome) {
  using Scalar = typename Description::Scalar;
  Portfolio<Scalar> result;
  result.levels = choices.levels_of(tried.number);
  result.cost = cost_of(levers, result.levels);
  result.bound = outcome.bound;
  result.models = outcome.models;
  result.unsolved = outcome.unsolved;
  const auto model = Governed<Description>::model(pull(levers, description, result.levels));
  const Solution<Vector<Scalar>> gaps = model.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  result.gaps = gaps.value();
  result.value = static_cast<Scalar>(welfare(result.gaps, weights));
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
/// own. Among equals, up to rounding, the cheapest. For linear–quadratic delegation by branch and bound wherever levers say
/// what they reach and none moves what a collective reference wants, else by trying every affordable portfolio. The
/// certificate holds the value against the model made anew; `bound` comes from another argument than the search's order.
/// Fails as `infeasible` when the budget affords none or none has a model with a solution, and as `iteration_limit`.
/// Throws `InvalidArgument` for levels, budgets, costs and weights that cannot be, and where a lever does not apply.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> portfolio(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const PortfolioOptions<typename Description::Scalar>& options = {}) {
  static_assert(!std::same_as<W, ShareWithin>, "a portfolio minimises: name the share that is left out, ShareAbove");
  using Scalar = typename Description::Scalar;
  const internal::PortfolioChoices<Description> choices{"portfolio", levers, options};
  const Vector<Scalar> weights = internal::yardstick("portfolio", description, options.weights);
  internal::BestPortfolio<Scalar> record;
  const auto outcome =
      internal::search_portfolios(choices, levers, description, welfare, weights, options.most_models, record);
  if (!outcome) return {outcome.status(), outcome.where()};
  return internal::judged_portfolio(choices, levers, description, welfare, weights, *record.best(), outcome.value());
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_HPP
