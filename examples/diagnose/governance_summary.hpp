#ifndef BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/gap/impl/display_width.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/text/governance_words.hpp>
#include <behalf/solve/fixed_column.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

namespace summary {

/// The levers that are pulled in a portfolio.
[[nodiscard]] inline std::string named(const behalf::GovernanceFindings& governance,
                                       const behalf::Portfolio<double>& portfolio) {
  return behalf::internal::in_line(governance.named(portfolio.levels));
}

/// At what cost: what everybody's tolerance takes, and what the budget buys.
inline void write_price(std::ostream& out, const behalf::GovernanceFindings& governance,
                        const behalf::FixedColumn& values, double scale) {
  const std::string who =
      governance.share ? behalf::to_text(100 * *governance.share, 4) + " % of the weight" : "everybody";
  if (governance.aligned_enough) {
    const behalf::Portfolio<double>& cheapest = governance.aligned_enough->portfolio;
    out << "at what cost: " << who << " is aligned enough for " << behalf::to_text(cheapest.cost, 6) << ", with "
        << named(governance, cheapest) << '\n';
    std::string prices;
    for (std::size_t i = 0; i < governance.aligned_enough->prices.size(); ++i) {
      const std::optional<double>& price = governance.aligned_enough->prices[i];
      if (!price || *price == 0) continue;
      prices += (prices.empty() ? "" : ", ") +
                behalf::internal::in_line(governance.effects.front().change.name(static_cast<Eigen::Index>(i))) + ' ' +
                behalf::to_text(*price, 6);
    }
    if (!prices.empty()) out << "  saved if one party waived its tolerance and no other did: " << prices << '\n';
  } else if (!governance.unreachable.empty()) {
    out << "at what cost: " << governance.unreachable << '\n';
  }
  if (governance.best) {
    out << "within the budget of " << behalf::to_text(*governance.budget, 6) << ": " << governance.welfare << ' '
        << values(governance.best->value, scale) << " for " << behalf::to_text(governance.best->cost, 6) << ", with "
        << named(governance, *governance.best) << '\n';
  }
}

/// What levers do, what every amount of money buys, and how often to ask.
inline void write_governance(std::ostream& out, const behalf::GovernanceFindings& governance) {
  out << "\nlevers, all of each by itself (what it changes in the mean gap):\n";
  for (std::size_t k = 0; k < governance.levers.size(); ++k) {
    const behalf::GovernanceFindings::Offer& offer = governance.levers[k];
    out << "  " << to_text(offer.kind) << ", "
        << (offer.priced ? "cost " + behalf::to_text(offer.cost, 6) : "free, since no cost is stated") << ": "
        << to_text(governance.effects[k]) << '\n';
  }
  out << "what money buys (cost, " << governance.welfare << ", levers):\n";
  behalf::FixedColumn values;
  // Gaps are told from the rounding of 0 by what is at stake; shares of weight are none.
  const double scale = governance.welfare_is_share ? 0 : 1e9 * governance.effects.front().noticeable;
  for (const behalf::Portfolio<double>& point : governance.frontier) values.add(point.value, scale);
  for (const behalf::Portfolio<double>& point : governance.frontier) {
    out << "  " << behalf::to_text(point.cost, 6) << "  " << values(point.value, scale) << "  "
        << named(governance, point) << '\n';
  }
  write_price(out, governance, values, scale);
  if (!governance.process) return;
  const behalf::ProcessFindings& process = *governance.process;
  behalf::FixedColumn gaps{process.ongoing.mean_gap, process.one_time_gap, process.ongoing.drift_gap};
  if (process.cheapest) gaps.add(process.cheapest->cost);
  // What is lost in one step may be far less than what is lost in all.
  const double loss = process.ongoing.drift_gap;
  const behalf::FixedColumn losses = loss < 0.001 ? behalf::FixedColumn{loss} : gaps;
  out << "values drift: consulted " << behalf::every(process.ongoing.plan.period) << ", a mean gap of "
      << gaps(process.ongoing.mean_gap) << " remains; a one-time fix begins at " << gaps(process.one_time_gap)
      << " and loses " << losses(loss) << " a step, ";
  if (process.break_even) {
    out << "and has cost more from step " << process.break_even->steps << " on\n";
  } else {
    out << "and " << to_text(process.prospect) << '\n';
  }
  if (process.consulted_before) out << "  (the one-time fix begins with people who have been consulted for ever)\n";
  if (process.cheapest) {
    out << "cheapest: a consultation " << behalf::every(process.cheapest->period) << ", "
        << gaps(process.cheapest->cost) << " a step with its cost\n";
  }
}

}  // namespace summary

#endif  // BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP
