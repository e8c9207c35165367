#ifndef BEHALF_DIAGNOSIS_SCENARIO_HPP
#define BEHALF_DIAGNOSIS_SCENARIO_HPP

#include <behalf/diagnosis/findings.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/words.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

struct Kind;

/// What solving a model of any kind finds.
struct Answer {
  Attribution<double> attribution;
  std::shared_ptr<const Findings> findings{};           ///< What its kind adds; null where it adds nothing.
  std::optional<AttributeGaps<double>> by_attribute{};  ///< Where the gaps lie; absent where the kind cannot say.
};

/// The answer of a model whose kind adds these findings to its attribution, or nothing.
[[nodiscard]] Solution<Answer> answer(Solution<Attribution<double>> solved,
                                      std::shared_ptr<const Findings> findings = nullptr);
/// The same with where the gaps lie, if that has an answer too: an attribution does not depend on it.
[[nodiscard]] Solution<Answer> answer(Solution<Attribution<double>> solved,
                                      Solution<AttributeGaps<double>> by_attribute,
                                      std::shared_ptr<const Findings> findings = nullptr);

/// How a scenario asks the gap to be followed along generality, scope and diversity.
struct ScalingQuestion {
  Study<double> study;
  std::optional<double> tolerance{};  ///< Up to which mean gap the agent counts as aligned enough, in units of utility.
};

/// Told now and then how many models of governance have been tried, of at most how many.
using GovernanceProgress = std::function<void(std::uint64_t models, std::uint64_t most)>;

/// Computes what governance buys.
using GovernanceQuestion = std::function<Solution<GovernanceFindings>(const GovernanceProgress& progress)>;

/// A question about one model of any kind, ready to be attributed, and what is needed to present its answer.
struct Scenario {
  std::string kind;                               ///< "linear_quadratic", "population", "network", …
  std::string reference;                          ///< "each" or "collective".
  std::vector<std::string> attributes;            ///< Names of what the model's choices are made of; see `words`.
  std::vector<std::optional<double>> tolerances;  ///< Per row of the result; absolute, in units of utility.
  std::function<Solution<Answer>()> solve;        ///< Attributes the gap of the model that was read.
  std::optional<ScalingQuestion> scaling{};
  /// What governance buys; empty where the scenario does not ask.
  GovernanceQuestion govern{};
  Words words{};  ///< What the kind calls its parts.
  /// How many of the last rows are affected parties, who delegate nothing; absent where the kind has none.
  std::optional<std::size_t> affected_rows{};
  /// Rows of principals whom nobody serves: without a gap, and without a verdict.
  std::vector<Eigen::Index> unserved{};
  const Kind* shown_by = nullptr;  ///< Who shows what the kind adds; must outlive the scenario and its diagnosis.
  std::string inputs{};            ///< What was put in, as text for people; empty where that is not kept.
};

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_SCENARIO_HPP
