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

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

struct Kind;

/// Why a part of a diagnosis is missing.
struct Failure {
  std::string part;  ///< "scaling" or "governance".
  Status status = Status::infeasible;
  std::string where;  ///< In which part of the problem, such as "with veto".

  /// "no solution: ill-conditioned with veto".
  [[nodiscard]] std::string in_words() const {
    return "no solution: " + std::string{to_text(status)} + (where.empty() ? "" : ' ' + where);
  }
};

/// The answer to a scenario: who falls short by how much, why, and whether that is aligned enough.
struct Diagnosis {
  std::string kind;
  std::string reference;
  std::vector<std::string> attributes;
  std::vector<std::optional<double>> tolerances;
  Attribution<double> attribution;
  Verdict<double> verdict;
  Certificate certificate;
  std::optional<ScalingFindings> scaling{};  ///< Where the scenario asks how the gap grows, and that could be found.
  std::optional<GovernanceFindings> governance{};  ///< Where it asks what governance buys, and that could be found.
  std::vector<Failure> failures{};                 ///< What it asks besides and could not be found; all else stands.
  std::shared_ptr<const Findings> findings{};      ///< What the kind adds; null where it adds nothing.
  Words words{};                                   ///< What the kind calls its parts.
  std::optional<std::size_t> affected_rows{};      ///< How many of the last rows are affected parties; see `Scenario`.
  std::vector<Eigen::Index> unserved{};            ///< Rows of principals whom nobody serves: they are not judged.
  const Kind* shown_by = nullptr;                  ///< Who shows `findings`; must outlive the diagnosis.
  std::optional<AttributeGaps<double>> by_attribute{};  ///< Where the gaps lie; absent where the kind cannot say.
  std::string inputs{};                                 ///< What was put in; see `Scenario`.

  /// Whether a row is a principal whom nobody serves.
  [[nodiscard]] bool is_unserved(Eigen::Index row) const {
    return std::find(unserved.begin(), unserved.end(), row) != unserved.end();
  }
  /// Whether a row is worse off than if nothing had been delegated, within its tolerance or not.
  [[nodiscard]] bool is_harmed(Eigen::Index row) const { return attribution.relative_gap(row).value_or(0.0) > 1; }
};

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
