#ifndef BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP
#define BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/row.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace behalf {

ScalingFindings scaling_findings(std::vector<ScalingRow<double>> rows, std::optional<double> tolerance,
                                 std::optional<double> precision) {
  ScalingFindings findings{.rows = std::move(rows), .tolerance = tolerance, .precision = precision};
  findings.elasticities = elasticities(findings.rows);
  if (tolerance) findings.frontier = frontier(findings.rows, *tolerance);
  findings.not_monotone = not_monotone(findings.rows, ScalingMeasure::relative_gap);
  findings.gap_falls = not_monotone(findings.rows, ScalingMeasure::gap);
  for (const ScalingRow<double>& row : findings.rows) {
    if (row.too_few_draws()) ++findings.too_few_draws;
    if (precision && row.gap.standard_error > *precision * row.gap.value) ++findings.imprecise;
  }
  return findings;
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP
