#ifndef BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
#define BEHALF_DIAGNOSIS_DIAGNOSIS_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
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
[[nodiscard]] inline Solution<Answer> answer(Solution<Attribution<double>> solved) {
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  return {Answer{std::move(solved).value()}, certificate};
}

/// Whether every figure that a diagnosis reports is an ordinary number. Regrets may be finite where sums and differences
/// of them are not.
[[nodiscard]] inline bool all_finite(const Attribution<double>& attribution) {
  for (Eigen::Index i = 0; i < attribution.size(); ++i) {
    if (!is_finite(attribution.lattice().weights(i)) || !is_finite(attribution.stake(i))) return false;
    for (const AxisSet axes : all_axis_sets) {
      if (!is_finite(attribution.lattice().regret(axes, i))) return false;
      if (!is_finite(attribution.dividend(axes, i))) return false;
    }
    for (const Axis axis : all_axes) {
      if (!is_finite(attribution.shapley(axis, i))) return false;
    }
    if (!is_finite(attribution.relative_gap(i).value_or(0.0))) return false;
  }
  return true;
}

[[nodiscard]] inline bool all_finite(const std::vector<ScalingRow<double>>& rows) {
  const auto ordinary = [](const Estimate<double>& x) { return is_finite(x.value) && is_finite(x.standard_error); };
  return std::all_of(rows.begin(), rows.end(), [&](const ScalingRow<double>& row) {
    return ordinary(row.gap) && ordinary(row.stake) && ordinary(row.relative_gap.value_or(Estimate<double>{})) &&
           std::all_of(row.regrets.begin(), row.regrets.end(), [](double x) { return is_finite(x); }) &&
           std::all_of(row.shapley.begin(), row.shapley.end(), ordinary) &&
           std::all_of(row.dividends.begin(), row.dividends.end(), ordinary);
  });
}

[[nodiscard]] inline bool all_finite(const GovernanceFindings& governance) {
  const auto tried = [](const Portfolio<double>& one) {
    return is_finite(one.cost) && is_finite(one.value) && one.gaps.allFinite();
  };
  return std::all_of(governance.frontier.begin(), governance.frontier.end(), tried) &&
         std::all_of(governance.effects.begin(), governance.effects.end(),
                     [](const LeverEffect<double>& effect) {
                       return effect.change.lattice().regrets.allFinite() &&
                              (!effect.slope || effect.slope->lattice().regrets.allFinite());
                     }) &&
         (!governance.interactions || governance.interactions->allFinite()) &&
         (!governance.process || is_finite(governance.process->periods.back().cost));
}

[[nodiscard]] inline bool all_finite(const Certificate& certificate) {
  return is_finite(certificate.primal_residual) && is_finite(certificate.dual_residual) &&
         is_finite(certificate.duality_gap) && is_finite(certificate.incentive_violation.value_or(0.0));
}

}  // namespace internal

/// All rows of a study, here and now.
[[nodiscard]] inline Solution<std::vector<ScalingRow<double>>> run_here(const PopulationStudy<double>& study) {
  Solution<ScalingShard<double>> solved = run(study);
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  return {std::move(solved).value().rows, certificate};
}

/// Solves a scenario, with its scaling study, if it asks for one, computed by `run_study`; fails with the status of its
/// model or study, and as `ill_conditioned` where the attribution, its mean or the certificate overflow. The certificate
/// is the worst of all.
[[nodiscard]] inline Solution<Diagnosis> diagnose(const Scenario& scenario, const StudyRunner& run_study = run_here) {
  Solution<Answer> solved = scenario.solve();
  if (!solved) return {solved.status(), solved.where()};
  Certificate certificate = solved.certificate();
  Answer answer = std::move(solved).value();
  if (!internal::all_finite(answer.attribution)) return {Status::ill_conditioned, "in the attribution"};
  if (!internal::all_finite(weighted_mean(answer.attribution))) {
    return {Status::ill_conditioned, "in the weighted mean"};
  }
  if (answer.network && !internal::all_finite(*answer.network)) {
    return {Status::ill_conditioned, "in what the agents do or the harm of delegations"};
  }
  std::optional<ScalingFindings> scaling;
  if (scenario.scaling) {
    Solution<std::vector<ScalingRow<double>>> rows = run_study(scenario.scaling->study);
    if (!rows) return {rows.status(), "in the scaling study " + rows.where()};
    if (!internal::all_finite(rows.value())) return {Status::ill_conditioned, "in the scaling study"};
    certificate.include(rows.certificate());
    scaling = scaling_findings(std::move(rows).value(), scenario.scaling->tolerance);
  }
  std::optional<GovernanceFindings> governance;
  if (scenario.govern) {
    Solution<GovernanceFindings> found = scenario.govern();
    if (!found) return {found.status(), "in governance " + found.where()};
    if (!internal::all_finite(found.value())) return {Status::ill_conditioned, "in governance"};
    certificate.include(found.certificate());
    governance = std::move(found).value();
  }
  if (!internal::all_finite(certificate)) return {Status::ill_conditioned, "in the certificate"};
  Verdict<double> judged = verdict(answer.attribution, scenario.tolerances);
  return {Diagnosis{scenario.kind, scenario.reference, scenario.attributes, scenario.tolerances,
                    std::move(answer.attribution), std::move(judged), certificate, std::move(answer.network),
                    std::move(scaling), std::move(governance)},
          certificate};
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_DIAGNOSIS_HPP
