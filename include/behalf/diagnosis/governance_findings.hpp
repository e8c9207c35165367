#ifndef BEHALF_DIAGNOSIS_GOVERNANCE_FINDINGS_HPP
#define BEHALF_DIAGNOSIS_GOVERNANCE_FINDINGS_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/governance/process/break_even.hpp>
#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// What is asked of a process in which values drift and are consulted.
struct ProcessQuestion {
  ValueProcess<double> process{};
  int period = 1;                         ///< τ ≥ 1, in steps.
  double consultation_cost = 0;           ///< c ≥ 0 of each consultation, in units of utility.
  std::optional<double> one_time_cost{};  ///< ≥ 0 of a fix that is never repeated; default that of one consultation.
  std::optional<Matrix<double>> initial{};  ///< P₀ before that fix; default: what ongoing consultation settles at.
};

/// One-time alignment against ongoing consultation.
struct ProcessFindings {
  /// What consulting every so many steps leaves and costs, per step.
  struct Period {
    int period = 1;
    double mean_gap = 0;
    double cost = 0;  ///< Mean gap + c/τ.
  };

  OngoingConsultation<double> ongoing{};  ///< At the period that was asked about.
  double consultation_cost = 0;
  double one_time_cost = 0;       ///< Of a fix that is never repeated.
  double one_time_gap = 0;        ///< Right after it; it grows by `drift_gap`.
  bool consulted_before = false;  ///< Whether that presumes people who have been consulted for ever.
  OneTimeProspect prospect = OneTimeProspect::stays_ahead;  ///< Of that fix.
  std::optional<BreakEven<double>> break_even{};            ///< Absent unless it falls behind.
  std::optional<CheapestPeriod<double>> cheapest{};  ///< Absent where values do not drift: the longer, the cheaper.
  std::vector<Period> periods{};  ///< 1, 2, … steps, beyond both the period asked about and the best.
};

/// What governance adds to who falls short by how much: what each lever does to whom, what every amount of money buys, and
/// at what cost everybody is aligned enough. Costs are in the unit of the scenario's costs, all else in units of utility.
struct GovernanceFindings {
  struct Offer {
    std::string name{};
    LeverKind kind = LeverKind::set;
    double cost = 0;     ///< Of all of it.
    bool priced = true;  ///< Whether anybody said so; else it is taken to be free.
  };

  std::string welfare{};          ///< What the frontier minimises, such as "weighted mean".
  bool welfare_is_share = false;  ///< Whether that is a share of weight, not a gap.
  std::vector<Offer> levers{};
  std::vector<LeverEffect<double>> effects{};    ///< Of all of each lever, in the same order.
  std::optional<Matrix<double>> interactions{};  ///< Of each pair, see `lever_interactions`; absent for more than 12.
  std::vector<Portfolio<double>> frontier{};     ///< By cost, ascending; values descend.
  std::optional<double> budget{};
  std::optional<Portfolio<double>> best{};  ///< The best that the budget affords; absent without a budget.
  std::optional<double> share{};            ///< Of the weight that shall be aligned enough; absent: everybody.
  std::optional<CheapestPortfolio<double>>
      aligned_enough{};       ///< Absent without a tolerance, and where nothing will do.
  std::string unreachable{};  ///< Why nothing will do, and by how much; empty where something does.
  std::optional<ProcessFindings> process{};

  /// The levers that are pulled in a portfolio, "audit, veto at 0.5"; "nothing" where none is.
  [[nodiscard]] std::string named(const Vector<double>& levels) const;
};

/// What a process of consultation comes to. Fails as `ongoing_consultation`, `one_time_fix`, `break_even` and
/// `cheapest_period` do, except where a one-time fix stays ahead or values do not drift, which are answers.
[[nodiscard]] Solution<ProcessFindings> process_findings(const ProcessQuestion& question);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_GOVERNANCE_FINDINGS_HPP
