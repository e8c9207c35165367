#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP

#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/portfolio/portfolio_choices.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
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

/// The gaps of a description: regrets with nothing ideal.
template <Governable Description>
[[nodiscard]] Solution<Vector<typename Description::Scalar>> gaps_of(const Description& description) {
  return Governed<Description>::model(description).regret(AxisSet::none());
}

/// Tries every affordable portfolio: the exact search for descriptions of which nothing is known. Gaps are not negative, so
/// no portfolio leaves less than the welfare of no gap at all.
template <class Description, class W, class Record>
[[nodiscard]] SearchOutcome<typename Description::Scalar> try_every_portfolio(
    const PortfolioChoices<Description>& choices, const std::vector<Lever<Description>>& levers,
    const Description& description, const W& welfare, const Vector<typename Description::Scalar>& weights,
    std::uint64_t most_models, Record& record) {
  using Scalar = typename Description::Scalar;
  SearchOutcome<Scalar> outcome;
  outcome.bound = static_cast<Scalar>(welfare(Vector<Scalar>(Vector<Scalar>::Zero(weights.size())), weights));
  std::vector<std::size_t> all(levers.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for_each_setting(choices, levers, all, description,
                   [&](const Description& there, std::uint64_t number, const Scalar& cost) {
                     if (!outcome.complete) return;
                     if (outcome.models == most_models) {
                       outcome.complete = false;
                       return;
                     }
                     ++outcome.models;
                     const Solution<Vector<Scalar>> gaps = gaps_of(there);
                     if (gaps) {
                       record.offer(cost, static_cast<Scalar>(welfare(gaps.value(), weights)), number);
                     } else {
                       ++outcome.unsolved;
                     }
                   });
  return outcome;
}

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_SEARCH_HPP
