#ifndef BEHALF_IO_DIAGNOSIS_HPP
#define BEHALF_IO_DIAGNOSIS_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A question read from a file: one model of any kind, ready to be attributed, and what is needed to present its answer.
struct Scenario {
  std::string kind;                                      ///< "linear_quadratic", "population", …
  std::string reference;                                 ///< "each" or "collective".
  std::vector<std::string> attributes;                   ///< Names of the d attributes.
  std::vector<std::optional<double>> tolerances;         ///< Per row of the result; absolute, in units of utility.
  std::function<Solution<Attribution<double>>()> solve;  ///< Attributes the gap of the model that was read.
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
};

namespace internal {

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

[[nodiscard]] inline bool all_finite(const Certificate& certificate) {
  return is_finite(certificate.primal_residual) && is_finite(certificate.dual_residual) &&
         is_finite(certificate.duality_gap) && is_finite(certificate.incentive_violation.value_or(0.0));
}

}  // namespace internal

/// Solves a scenario; fails with the status of its model, and as `ill_conditioned` where the attribution, its mean or the
/// certificate overflow.
[[nodiscard]] inline Solution<Diagnosis> diagnose(const Scenario& scenario) {
  Solution<Attribution<double>> solved = scenario.solve();
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  if (!internal::all_finite(solved.value())) return {Status::ill_conditioned, "in the attribution"};
  if (!internal::all_finite(weighted_mean(solved.value()))) return {Status::ill_conditioned, "in the weighted mean"};
  if (!internal::all_finite(certificate)) return {Status::ill_conditioned, "in the certificate"};
  Verdict<double> judged = verdict(solved.value(), scenario.tolerances);
  return {Diagnosis{scenario.kind, scenario.reference, scenario.attributes, scenario.tolerances,
                    std::move(solved).value(), std::move(judged), certificate},
          certificate};
}

}  // namespace behalf

#endif  // BEHALF_IO_DIAGNOSIS_HPP
