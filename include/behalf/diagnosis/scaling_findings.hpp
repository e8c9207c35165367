#ifndef BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP
#define BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/row.hpp>

#include <optional>
#include <vector>

namespace behalf {

/// What a scaling study adds to who falls short by how much: how the mean gap changes with generality, scope and
/// diversity. Elasticities, frontier and the places where difficulty is not monotone are those of the gap itself, in units
/// of utility; `from` and `to` are places in `rows`.
struct ScalingFindings {
  std::vector<ScalingRow<double>> rows{};  ///< In the order of the study.
  std::optional<double> tolerance{};       ///< Up to which gap the agent counts as aligned enough.
  std::vector<Elasticity> elasticities{};
  std::vector<FrontierPoint> frontier{};  ///< Empty without a tolerance.
  std::vector<NotMonotone> not_monotone{};
};

/// What the rows of a study say.
[[nodiscard]] ScalingFindings scaling_findings(std::vector<ScalingRow<double>> rows, std::optional<double> tolerance);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP
