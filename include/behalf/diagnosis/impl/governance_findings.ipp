#ifndef BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_FINDINGS_IPP
#define BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_FINDINGS_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/process/break_even.hpp>
#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

std::string GovernanceFindings::named(const Vector<double>& levels) const {
  std::vector<std::string> names;
  for (const Offer& lever : levers) names.push_back(lever.name);
  return pulled_levers(names, levels);
}

Solution<ProcessFindings> process_findings(const ProcessQuestion& question) {
  static constexpr int fewest = 10;
  static constexpr int most = 60;
  const ValueProcess<double>& process = question.process;
  const double cost = question.consultation_cost;
  auto ongoing = ongoing_consultation(process, {.period = question.period});
  if (!ongoing) return {ongoing.status(), ongoing.where()};
  Certificate certificate = ongoing.certificate();
  ProcessFindings found{.ongoing = ongoing.value(),
                        .consultation_cost = cost,
                        .one_time_cost = question.one_time_cost.value_or(cost),
                        .consulted_before = !question.initial.has_value()};
  const auto fix = one_time_fix(process, question.initial ? *question.initial : found.ongoing.prior);
  if (!fix) return {fix.status(), fix.where()};
  certificate.include(fix.certificate());
  found.one_time_gap = fix.value().gap_at_consultation;
  const auto even = break_even<double>(process, {.period = question.period,
                                                 .consultation_cost = cost,
                                                 .one_time_cost = question.one_time_cost,
                                                 .initial = question.initial});
  if (!even) return {even.status(), even.where()};
  certificate.include(even.certificate());
  found.prospect = even.value().prospect;
  if (found.prospect == OneTimeProspect::falls_behind) found.break_even = even.value();
  const auto cheapest = cheapest_period<double>(process, cost);
  if (cheapest) {
    certificate.include(cheapest.certificate());
    found.cheapest = cheapest.value();
  } else if (cheapest.status() != Status::unbounded) {
    return {cheapest.status(), cheapest.where()};
  }
  int last = std::max(fewest, question.period > most / 2 ? most : 2 * question.period);
  if (found.cheapest) last = std::max(last, static_cast<int>(std::min<std::int64_t>(2 * found.cheapest->period, most)));
  for (int period = 1; period <= last; ++period) {
    const auto at = ongoing_consultation(process, {.period = period});
    if (!at) return {at.status(), at.where()};
    certificate.include(at.certificate());
    found.periods.push_back({period, at.value().mean_gap, at.value().mean_gap + cost / period});
  }
  return {std::move(found), certificate};
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_FINDINGS_IPP
