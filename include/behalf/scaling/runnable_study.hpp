#ifndef BEHALF_SCALING_RUNNABLE_STUDY_HPP
#define BEHALF_SCALING_RUNNABLE_STUDY_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>

namespace behalf {

/// A scaling study: a number of points, each of which can be computed by itself and has the same bits wherever it is.
///
/// `row_into(k, row, workspace, certificate)` computes point k and, unless `certificate` is null, says how good it is, which
/// may cost more; `certificate(k)` says so of a row that was computed before. `subsets(k)` is over how many subsets, or
/// models, the means of point k are (fewer where the plan names a precision and that is reached earlier), and
/// `is_exact(k)` whether those are all there are. Const calls are safe in several threads, each with a workspace.
template <class S>
concept RunnableStudy = std::constructible_from<typename S::Workspace> &&
                        requires(const S& study, std::size_t k, ScalingRow<typename S::Scalar>& row,
                                 typename S::Workspace& workspace, Certificate* certificate) {
                          { study.plan() } -> std::same_as<const ScalingPlan<typename S::Scalar>&>;
                          { study.size() } -> std::same_as<std::size_t>;
                          { study.fingerprint() } -> std::same_as<std::uint64_t>;
                          { study.is_exact(k) } -> std::same_as<bool>;
                          { study.subsets(k) } -> std::same_as<std::uint64_t>;
                          { study.row_into(k, row, workspace, certificate) } -> std::same_as<LatticeOutcome>;
                          { study.certificate(k) } -> std::same_as<Certificate>;
                        };

namespace internal {

/// Where a point failed and with which axes ideal, or in which part of its model.
template <class Scalar>
[[nodiscard]] std::string where_in(const ScalingPoint<Scalar>& point, const LatticeOutcome& outcome) {
  return "at " + to_text(point) + ": " + (outcome.where.empty() ? with_ideal(outcome.failed) : outcome.where);
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_SCALING_RUNNABLE_STUDY_HPP
