#ifndef BEHALF_DIAGNOSIS_DIAGNOSE_HPP
#define BEHALF_DIAGNOSIS_DIAGNOSE_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>
#include <vector>

namespace behalf {

/// Computes all rows of a study in their order, in whatever way: here and now, on threads, from files.
using StudyRunner = std::function<Solution<std::vector<ScalingRow<double>>>(const Study<double>&)>;

/// All rows of a study, here and now.
[[nodiscard]] Solution<std::vector<ScalingRow<double>>> run_here(const Study<double>& study);

/// Solves a scenario, with its scaling study, if it asks for one, computed by `run_study`; fails with the status of its
/// model, and as `ill_conditioned` where the attribution, its mean, what its kind adds or the certificate overflow.
/// A scaling study or governance that fails, runs out of memory or overflows takes nothing else with it: the diagnosis says
/// so among its `failures`. The certificate is the worst of all that was found. `progress` is told how governance goes. What
/// else `run_study` throws, such as `FileError`, is thrown.
[[nodiscard]] Solution<Diagnosis> diagnose(const Scenario& scenario, const StudyRunner& run_study = run_here,
                                           const GovernanceProgress& progress = {});

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_DIAGNOSE_HPP
