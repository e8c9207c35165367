#ifndef BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP
#define BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP

#include <behalf/diagnosis/governance_findings.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace behalf {

/// A period in words: "every step", "every 5 steps".
[[nodiscard]] inline std::string every(std::int64_t period) {
  return period == 1 ? "every step" : "every " + std::to_string(period) + " steps";
}

/// A step of time and the gap in it.
struct GapAtStep {
  std::int64_t step = 0;
  double gap = 0;
};

/// The expected gap over time: what ongoing consultation leaves in each step, and what a one-time fix does, from the
/// consultation that both begin with up to a while after the fix has been overtaken, at most 60 steps.
struct ProcessCurves {
  std::vector<GapAtStep> ongoing{};
  std::vector<GapAtStep> one_time{};
};

[[nodiscard]] inline ProcessCurves process_curves(const ProcessFindings& process) {
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

#endif  // BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP
