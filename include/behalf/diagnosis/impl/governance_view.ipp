#ifndef BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_VIEW_IPP
#define BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_VIEW_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>

#include <algorithm>
#include <cstdint>

namespace behalf {

ProcessCurves process_curves(const ProcessFindings& process) {
  static constexpr std::int64_t fewest = 12;
  static constexpr std::int64_t most = 60;
  const std::int64_t period = process.ongoing.plan.period;
  std::int64_t steps = std::max(fewest, 3 * period);
  if (process.break_even) steps = std::max(steps, process.break_even->steps + period);
  steps = std::min(steps, most);
  ProcessCurves curves;
  for (std::int64_t t = 0; t <= steps; ++t) {
    const double since = static_cast<double>(t % period);
    curves.ongoing.push_back({t, process.ongoing.gap_at_consultation + since * process.ongoing.drift_gap});
    curves.one_time.push_back({t, process.one_time_gap + static_cast<double>(t) * process.ongoing.drift_gap});
  }
  return curves;
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_GOVERNANCE_VIEW_IPP
