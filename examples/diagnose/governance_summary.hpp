#ifndef BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/text/governance_words.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

namespace summary {

/// At what cost: what everybody's tolerance takes, and what the budget buys.
inline void write_price(std::ostream& out, const behalf::GovernanceFindings& governance) {
  const std::string who =
      governance.share ? behalf::to_text(100 * *governance.share, 4) + " % of the weight" : "everybody";
  if (governance.aligned_enough) {
    const behalf::Portfolio<double>& cheapest = governance.aligned_enough->portfolio;
    out << "at what cost: " << who << " is aligned enough for " << behalf::to_text(cheapest.cost, 6) << ", with "
        << governance.named(cheapest.levels) << '\n';
    std::string prices;
    for (std::size_t i = 0; i < governance.aligned_enough->prices.size(); ++i) {
      const std::optional<double>& price = governance.aligned_enough->prices[i];
      if (!price || *price == 0) continue;
      prices += (prices.empty() ? "" : ", ") + governance.effects.front().change.name(static_cast<Eigen::Index>(i)) +
                ' ' + behalf::to_text(*price, 6);
    }
    if (!prices.empty()) out << "  of that, the tolerance of one party alone costs: " << prices << '\n';
  } else if (!governance.unreachable.empty()) {
    out << "at what cost: " << governance.unreachable << '\n';
  }
  if (governance.best) {
    out << "within the budget of " << behalf::to_text(*governance.budget, 6) << ": " << governance.welfare << ' '
        << behalf::to_fixed(governance.best->value) << " for " << behalf::to_text(governance.best->cost, 6) << ", with "
        << governance.named(governance.best->levels) << '\n';
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
  for (const behalf::Portfolio<double>& point : governance.frontier) {
    out << "  " << behalf::to_text(point.cost, 6) << "  " << behalf::to_fixed(point.value) << "  "
        << governance.named(point.levels) << '\n';
  }
  write_price(out, governance);
  if (!governance.process) return;
  const behalf::ProcessFindings& process = *governance.process;
  out << "values drift: consulted " << behalf::every(process.ongoing.plan.period) << ", a mean gap of "
      << behalf::to_fixed(process.ongoing.mean_gap) << " remains; a one-time fix begins at "
      << behalf::to_fixed(process.one_time_gap) << " and loses " << behalf::to_fixed(process.ongoing.drift_gap)
      << " a step, ";
  if (process.break_even) {
    out << "and has cost more from step " << process.break_even->steps << " on\n";
  } else {
    out << "and " << to_text(process.prospect) << '\n';
  }
  if (process.consulted_before) out << "  (the one-time fix begins with people who have been consulted for ever)\n";
  if (process.cheapest) {
    out << "cheapest: a consultation " << behalf::every(process.cheapest->period) << ", "
        << behalf::to_fixed(process.cheapest->cost) << " a step with its cost\n";
  }
}

}  // namespace summary

#endif  // BEHALF_EXAMPLES_DIAGNOSE_GOVERNANCE_SUMMARY_HPP
