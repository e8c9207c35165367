#ifndef BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
#define BEHALF_DIAGNOSIS_DIAGNOSIS_HPP

#include <behalf/diagnosis/findings.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/words.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/solve/solution.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

struct Kind;

/// The answer to a scenario: who falls short by how much, why, and whether that is aligned enough.
struct Diagnosis {
  std::string kind;
  std::string reference;
  std::vector<std::string> attributes;
  std::vector<std::optional<double>> tolerances;
  Attribution<double> attribution;
  Verdict<double> verdict;
  Certificate certificate;
  std::optional<ScalingFindings> scaling{};        ///< Where the scenario asks how the gap grows.
  std::optional<GovernanceFindings> governance{};  ///< Where it asks what governance buys.
  std::shared_ptr<const Findings> findings{};      ///< What the kind adds; null where it adds nothing.
  Words words{};                                   ///< What the kind calls its parts.
  std::optional<std::size_t> affected_rows{};      ///< How many of the last rows are affected parties; see `Scenario`.
  const Kind* shown_by = nullptr;                  ///< Who shows `findings`; must outlive the diagnosis.
  std::optional<AttributeGaps<double>> by_attribute{};  ///< Where the gaps lie; absent where the kind does not say.
  std::string inputs{};                                 ///< What was put in; see `Scenario`.
};

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
