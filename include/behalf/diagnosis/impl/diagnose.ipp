#ifndef BEHALF_DIAGNOSIS_IMPL_DIAGNOSE_IPP
#define BEHALF_DIAGNOSIS_IMPL_DIAGNOSE_IPP

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/findings.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

Solution<Answer> answer(Solution<Attribution<double>> solved, std::shared_ptr<const Findings> findings) {
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  return {Answer{std::move(solved).value(), std::move(findings), std::nullopt}, certificate};
}

Solution<Answer> answer(Solution<Attribution<double>> solved, Solution<AttributeGaps<double>> by_attribute,
                        std::shared_ptr<const Findings> findings) {
  if (!solved) return {solved.status(), solved.where()};
  if (!by_attribute) return answer(std::move(solved), std::move(findings));
  Certificate certificate = solved.certificate();
  certificate.include(by_attribute.certificate());
  return {Answer{std::move(solved).value(), std::move(findings), std::move(by_attribute).value()}, certificate};
}

namespace internal {

/// Whether every figure that a diagnosis reports is an ordinary number. Regrets may be finite where sums and differences
/// of them are not.
bool all_finite(const Attribution<double>& attribution) {
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

bool all_finite(const std::vector<ScalingRow<double>>& rows) {
  const auto ordinary = [](const Estimate<double>& x) { return is_finite(x.value) && is_finite(x.standard_error); };
  return std::all_of(rows.begin(), rows.end(), [&](const ScalingRow<double>& row) {
    return ordinary(row.gap) && ordinary(row.stake) && ordinary(row.relative_gap.value_or(Estimate<double>{})) &&
           std::all_of(row.regrets.begin(), row.regrets.end(), [](double x) { return is_finite(x); }) &&
           std::all_of(row.shapley.begin(), row.shapley.end(), ordinary) &&
           std::all_of(row.dividends.begin(), row.dividends.end(), ordinary);
  });
}

bool all_finite(const GovernanceFindings& governance) {
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

bool all_finite(const AttributeGaps<double>& parts) {
  return parts.wanted.allFinite() && parts.asked.allFinite() && parts.done.allFinite() && parts.gap.allFinite() &&
         parts.measured.allFinite();
}

bool all_finite(const Certificate& certificate) {
  return is_finite(certificate.primal_residual) && is_finite(certificate.dual_residual) &&
         is_finite(certificate.duality_gap) && is_finite(certificate.incentive_violation.value_or(0.0));
}

/// What is asked beside the gap; a failure wherever it cannot be said, for whatever reason.
template <class T, class Ask>
[[nodiscard]] Solution<T> asked_besides(const Ask& ask) {
  try {
    Solution<T> found = ask();
    if (!found) return found;
    if (!all_finite(found.value())) return {Status::ill_conditioned, "since numbers overflow"};
    if (!all_finite(found.certificate())) return {Status::ill_conditioned, "in the certificate"};
    return found;
  } catch (const InvalidArgument& error) {
    return {Status::ill_conditioned, "in " + error.field() + ": " + error.rule()};
  } catch (const std::bad_alloc&) {
    return {Status::iteration_limit, "for want of memory"};
  }
}

}  // namespace internal

Solution<std::vector<ScalingRow<double>>> run_here(const Study<double>& study) {
  Solution<ScalingShard<double>> solved = run(study);
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  return {std::move(solved).value().rows, certificate};
}

Solution<Diagnosis> diagnose(const Scenario& scenario, const StudyRunner& run_study,
                             const GovernanceProgress& progress) {
  Solution<Answer> solved = scenario.solve();
  if (!solved) return {solved.status(), solved.where()};
  Certificate certificate = solved.certificate();
  Answer answer = std::move(solved).value();
  if (!internal::all_finite(answer.attribution)) return {Status::ill_conditioned, "in the attribution"};
  if (!internal::all_finite(weighted_mean(answer.attribution))) {
    return {Status::ill_conditioned, "in the weighted mean"};
  }
  if (answer.by_attribute && !internal::all_finite(*answer.by_attribute)) {
    return {Status::ill_conditioned, "in the gaps by attribute"};
  }
  const std::string fault = answer.findings ? answer.findings->fault() : std::string{};
  if (!fault.empty()) return {Status::ill_conditioned, fault};
  std::vector<Failure> failures;
  std::optional<ScalingFindings> scaling;
  if (scenario.scaling) {
    const ScalingQuestion& question = *scenario.scaling;
    using Rows = std::vector<ScalingRow<double>>;
    Solution<Rows> rows = internal::asked_besides<Rows>([&] { return run_study(question.study); });
    if (rows) {
      certificate.include(rows.certificate());
      scaling = scaling_findings(std::move(rows).value(), question.tolerance, question.study.plan().precision);
    } else {
      failures.push_back({"scaling", rows.status(), rows.where()});
    }
  }
  std::optional<GovernanceFindings> governance;
  if (scenario.govern) {
    Solution<GovernanceFindings> found =
        internal::asked_besides<GovernanceFindings>([&] { return scenario.govern(progress); });
    if (found) {
      certificate.include(found.certificate());
      governance = std::move(found).value();
    } else {
      failures.push_back({"governance", found.status(), found.where()});
    }
  }
  if (!internal::all_finite(certificate)) return {Status::ill_conditioned, "in the certificate"};
  // Who is served by nobody has no gap, and nothing to be aligned with.
  std::vector<std::optional<double>> of_served = scenario.tolerances;
  for (const Eigen::Index i : scenario.unserved) of_served[static_cast<std::size_t>(i)].reset();
  Verdict<double> judged = verdict(answer.attribution, of_served);
  return {Diagnosis{.kind = scenario.kind,
                    .reference = scenario.reference,
                    .attributes = scenario.attributes,
                    .tolerances = scenario.tolerances,
                    .attribution = std::move(answer.attribution),
                    .verdict = std::move(judged),
                    .certificate = certificate,
                    .scaling = std::move(scaling),
                    .governance = std::move(governance),
                    .failures = std::move(failures),
                    .findings = std::move(answer.findings),
                    .words = scenario.words,
                    .affected_rows = scenario.affected_rows,
                    .unserved = scenario.unserved,
                    .shown_by = scenario.shown_by,
                    .by_attribute = std::move(answer.by_attribute),
                    .inputs = scenario.inputs},
          certificate};
}

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_DIAGNOSE_IPP
