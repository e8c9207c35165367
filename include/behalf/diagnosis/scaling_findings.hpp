#ifndef BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP
#define BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/fall.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/row.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace behalf {

/// What a scaling study adds to who falls short by how much: how the mean gap changes with generality, scope and
/// diversity. Elasticities and frontier are those of the gap itself, in units of utility; difficulty that is not monotone is
/// told of the relative gap, since the stake moves too, and of the gap itself apart. `from` and `to` are places in `rows`.
struct ScalingFindings {
  std::vector<ScalingRow<double>> rows{};  ///< In the order of the study.
  std::optional<double> tolerance{};       ///< Up to which gap the agent counts as aligned enough.
  std::vector<Elasticity> elasticities{};
  std::vector<FrontierPoint> frontier{};    ///< Empty without a tolerance.
  std::vector<NotMonotone> not_monotone{};  ///< Where the relative gap falls.
  std::vector<NotMonotone> gap_falls{};     ///< Where the gap falls.
  std::optional<double> precision{};        ///< The standard error that was asked for, as a share of the gap.
  std::size_t imprecise = 0;                ///< Points where it was not reached.
  std::size_t too_few_draws = 0;            ///< Points of fewer than `fewest_draws` draws: no claim rests on them.
};

/// What the rows of a study say, whose plan asked for this precision.
[[nodiscard]] ScalingFindings scaling_findings(std::vector<ScalingRow<double>> rows, std::optional<double> tolerance,
                                               std::optional<double> precision = std::nullopt);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_SCALING_FINDINGS_HPP
