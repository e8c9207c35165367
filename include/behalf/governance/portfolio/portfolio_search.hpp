#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP

#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// How a search went.
template <class Scalar>
struct SearchOutcome {
  Scalar bound = Scalar(0);    ///< No affordable portfolio leaves less than this.
  std::uint64_t models = 0;    ///< Portfolios whose value was computed.
  std::uint64_t unsolved = 0;  ///< Those whose model has no solution; they are no candidates.
  bool complete = true;        ///< Whether the record has been held against all affordable portfolios.
};

/// Which portfolio a search is asked for.
template <class Description, class W>
struct PortfolioQuestion {
  using Scalar = typename Description::Scalar;

  const PortfolioChoices<Description>& choices;
  const std::vector<Lever<Description>>& levers;
  const Description& description;
  const W& welfare;
  const Vector<Scalar>& weights;
  std::uint64_t most_models;
  const std::function<void(std::uint64_t models)>& progress;

  /// The welfare of gaps. Throws `InvalidArgument` where it is no number.
  [[nodiscard]] Scalar value(const Vector<Scalar>& gaps) const {
    const Scalar x = static_cast<Scalar>(welfare(gaps, weights));
    require_number(x);
    return x;
  }
  static void require_number(const Scalar& x) {
    if (x < Scalar(0) || x >= Scalar(0)) return;
    throw InvalidArgument{"portfolio", "welfare", "expected a number for the gaps of a portfolio, got " + to_text(x)};
  }

  /// Says how many models have been looked at, each time that there are 256 more.
  void tell(std::uint64_t models) const {
    if (progress && models % 256 == 0) progress(models);
  }
};

/// A kind of description that has a search of its own.
template <class Description, class W, class Record>
concept HasSearch = requires(const PortfolioQuestion<Description, W>& question, Record& record) {
  {
    Governed<Description>::search(question, record)
  } -> std::same_as<std::optional<SearchOutcome<typename Description::Scalar>>>;
};

/// Tries every affordable portfolio: the exact search for descriptions of which nothing is known. Gaps are not negative, so
/// no portfolio leaves less than the welfare of no gap at all.
template <class Description, class W, class Record>
[[nodiscard]] SearchOutcome<typename Description::Scalar> try_every_portfolio(
    const PortfolioQuestion<Description, W>& question, Record& record) {
  using Scalar = typename Description::Scalar;
  const Vector<Scalar> no_gaps = Vector<Scalar>::Zero(question.weights.size());
  SearchOutcome<Scalar> outcome;
  outcome.bound = question.value(no_gaps);
  std::vector<std::size_t> all(question.levers.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  outcome.complete = for_each_setting(question.choices, question.levers, all, question.description,
                                      [&](const Description& there, std::uint64_t number, const Scalar& cost) {
                                        if (outcome.models == question.most_models) return false;
                                        question.tell(++outcome.models);
                                        const Solution<Vector<Scalar>> gaps = gaps_of(there);
                                        if (gaps) {
                                          record.offer(cost, question.value(gaps.value()), number);
                                        } else {
                                          ++outcome.unsolved;
                                        }
                                        return true;
                                      });
  return outcome;
}

[[nodiscard]] inline std::string after_models(std::uint64_t models) {
  return "after " + std::to_string(models) + " models";
}

/// Holds a record against every affordable portfolio, by the best method there is for the description. Fails as
/// `iteration_limit`, and as `infeasible` where nothing was offered.
template <class Description, class W, class Record>
[[nodiscard]] Solution<SearchOutcome<typename Description::Scalar>> search_portfolios(
    const PortfolioQuestion<Description, W>& question, Record& record) {
  std::optional<SearchOutcome<typename Description::Scalar>> outcome;
  if constexpr (HasSearch<Description, W, Record>) outcome = Governed<Description>::search(question, record);
  if (!outcome) outcome = try_every_portfolio(question, record);
  if (!outcome->complete) return {Status::iteration_limit, after_models(question.most_models)};
  if (record.empty()) return {Status::infeasible, "no portfolio within the budget has a model with a solution"};
  return {std::move(*outcome), Certificate{}};  // that of the portfolio comes from its model made anew
}

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP
