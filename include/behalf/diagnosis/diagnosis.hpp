#ifndef BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
#define BEHALF_DIAGNOSIS_DIAGNOSIS_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// What solving a model of any kind finds.
struct Answer {
  Attribution<double> attribution;
  std::optional<NetworkFindings> network{};  ///< What a web of delegation adds.
};

/// How a scenario asks the gap to be followed along generality, scope and diversity.
struct ScalingQuestion {
  PopulationStudy<double> study;
  std::optional<double> tolerance{};  ///< Up to which mean gap the agent counts as aligned enough, in units of utility.
};

/// A question read from a file: one model of any kind, ready to be attributed, and what is needed to present its answer.
struct Scenario {
  std::string kind;                               ///< "linear_quadratic", "population", "network", …
  std::string reference;                          ///< "each" or "collective".
  std::vector<std::string> attributes;            ///< Names of the d attributes.
  std::vector<std::optional<double>> tolerances;  ///< Per row of the result; absolute, in units of utility.
  std::function<Solution<Answer>()> solve;        ///< Attributes the gap of the model that was read.
  std::optional<ScalingQuestion> scaling{};
  std::function<Solution<GovernanceFindings>()>
      govern{};  ///< What governance buys; empty where the scenario does not ask.
};

/// Computes all rows of a study in their order, in whatever way: here and now, on threads, from files.
using StudyRunner = std::function<Solution<std::vector<ScalingRow<double>>>(const PopulationStudy<double>&)>;

/// The answer to a scenario: who falls short by how much, why, and whether that is aligned enough.
struct Diagnosis {
  std::string kind;
  std::string reference;
  std::vector<std::string> attributes;
  std::vector<std::optional<double>> tolerances;
  Attribution<double> attribution;
  Verdict<double> verdict;
  Certificate certificate;
  std::optional<NetworkFindings> network{};
  std::optional<ScalingFindings> scaling{};        ///< Where the scenario asks how the gap grows.
  std::optional<GovernanceFindings> governance{};  ///< Where it asks what governance buys.
};

namespace internal {

/// The answer of a model that has nothing to add to its attribution.
[[nodiscard]] Solution<Answer> answer(Solution<Attribution<double>> solved);

/// Whether every figure that a diagnosis reports is an ordinary number. Regrets may be finite where sums and differences
/// of them are not.
[[nodiscard]] bool all_finite(const Attribution<double>& attribution);

[[nodiscard]] bool all_finite(const std::vector<ScalingRow<double>>& rows);

[[nodiscard]] bool all_finite(const GovernanceFindings& governance);

[[nodiscard]] bool all_finite(const Certificate& certificate);

}  // namespace internal

/// All rows of a study, here and now.
[[nodiscard]] Solution<std::vector<ScalingRow<double>>> run_here(const PopulationStudy<double>& study);

/// Solves a scenario, with its scaling study, if it asks for one, computed by `run_study`; fails with the status of its
/// model or study, and as `ill_conditioned` where the attribution, its mean or the certificate overflow. The certificate
/// is the worst of all.
[[nodiscard]] Solution<Diagnosis> diagnose(const Scenario& scenario, const StudyRunner& run_study = run_here);

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
