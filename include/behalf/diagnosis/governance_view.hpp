#ifndef BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP
#define BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP

#include <behalf/diagnosis/governance_findings.hpp>

#include <cstdint>
#include <vector>

namespace behalf {

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

[[nodiscard]] ProcessCurves process_curves(const ProcessFindings& process);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_GOVERNANCE_VIEW_HPP
