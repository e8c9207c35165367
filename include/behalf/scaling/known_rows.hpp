#ifndef BEHALF_SCALING_KNOWN_ROWS_HPP
#define BEHALF_SCALING_KNOWN_ROWS_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/row_check.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// The first rows of a study, which were computed before, seen as a study of their own: each is checked by `row_fault` and
/// certified from the original data instead of being computed. Refers to study and rows, which must stay.
template <RunnableStudy S>
class KnownRows {
public:
  using Scalar = typename S::Scalar;
  using Workspace = typename S::Workspace;
  using Rows = std::vector<ScalingRow<Scalar>>;

  /// Throws `InvalidArgument` when there are more rows than points, or more are known than there are rows.
  KnownRows(const S& study, const Rows& rows, std::size_t known, const RowCheckOptions& options = {})
      : study_{&study}, rows_{&rows}, known_{known}, options_{options} {
    if (known > rows.size() || known > study.size()) {
      throw InvalidArgument{"KnownRows", "known",
                            "expected at most the " + std::to_string(rows.size()) + " rows and " +
                                std::to_string(study.size()) + " points, got " + std::to_string(known)};
    }
  }

  [[nodiscard]] const ScalingPlan<Scalar>& plan() const { return study_->plan(); }
  /// The number of rows that are known.
  [[nodiscard]] std::size_t size() const { return known_; }
  [[nodiscard]] std::uint64_t fingerprint() const { return study_->fingerprint(); }
  [[nodiscard]] bool is_exact(std::size_t k) const { return study_->is_exact(k); }
  [[nodiscard]] std::uint64_t subsets(std::size_t k) const { return study_->subsets(k); }
  [[nodiscard]] Certificate certificate(std::size_t k) const { return study_->certificate(k); }

  /// Row k as it was computed before. Throws `InvalidArgument`, whose field is "point k" and whose rule says what is wrong,
  /// for a row that is not the study's.
  [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& workspace,
                                        Certificate* certificate = nullptr) const {
    row = (*rows_)[k];
    std::string fault = row.index == k
                            ? internal::check_row(*study_, row, workspace, options_, certificate)
                            : "expected point " + std::to_string(k) + ", got point " + std::to_string(row.index);
    if (!fault.empty()) throw InvalidArgument{"KnownRows", "point " + std::to_string(k), std::move(fault)};
    return {};
  }

private:
  const S* study_;
  const Rows* rows_;
  std::size_t known_;
  RowCheckOptions options_;
};

namespace internal {

/// Runs a study here and now, rows going nowhere.
struct RunHere {
  template <RunnableStudy S, class Sink>
  [[nodiscard]] Solution<std::size_t> operator()(const S& study, Sink&& sink) const {
    return run(study, {}, sink);
  }
};

}  // namespace internal

/// Rows of a study of which the first `known` were computed before, elsewhere or by a run that was killed, and the rest now
/// with the certificate `computed`: with a certificate that covers all of them.
///
/// The known rows are checked and certified in the way in which points are computed, `run(known_rows, sink)`: by default
/// here and now; on threads with
/// `[](const auto& s, const auto& sink) { return run_on_threads(s, {}, sink, {.threads = 4}); }`. Fails as that does, and
/// throws `InvalidArgument`, whose field is "point k", for a known row that is not the study's.
template <RunnableStudy S, class Run = internal::RunHere>
[[nodiscard]] Solution<std::vector<ScalingRow<typename S::Scalar>>> certify_rows(
    const S& study, std::vector<ScalingRow<typename S::Scalar>> rows, std::size_t known,
    const Certificate& computed = {}, const Run& run = {}) {
  const auto drop = [](const ScalingRow<typename S::Scalar>&) {};
  const Solution<std::size_t> done = run(KnownRows<S>{study, rows, known}, drop);
  if (!done) return {done.status(), done.where()};
  Certificate certificate = computed;
  certificate.include(done.certificate());
  return {std::move(rows), certificate};
}

}  // namespace behalf

#endif  // BEHALF_SCALING_KNOWN_ROWS_HPP
