#ifndef BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP
#define BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/row.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace behalf {

ScalingFindings scaling_findings(std::vector<ScalingRow<double>> rows, std::optional<double> tolerance) {
  ScalingFindings findings{.rows = std::move(rows), .tolerance = tolerance};
  findings.elasticities = elasticities(findings.rows);
  if (tolerance) findings.frontier = frontier(findings.rows, *tolerance);
  findings.not_monotone = not_monotone(findings.rows);
  return findings;
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_SCALING_FINDINGS_IPP
