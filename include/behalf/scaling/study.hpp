#ifndef BEHALF_SCALING_STUDY_HPP
#define BEHALF_SCALING_STUDY_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/row_check.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace behalf {

/// A scaling study of any kind, for those who pass studies on and need not know of what they are: what reads scenarios,
/// keeps rows in files and spreads points over threads. Itself a `RunnableStudy`.
///
/// Every study converts to it; copies share the study, which never changes.
template <class ScalarType = double>
class Study {
  class Any;

public:
  using Scalar = ScalarType;

  /// Room that is used again, one per thread, for whatever study comes first; another study makes its own in it.
  class Workspace {
  public:
    Workspace() = default;

  private:
    friend Study;
    std::shared_ptr<const Any> maker_;  // held, so that no other study can come to stand where it stood
    std::shared_ptr<void> room_;        // of the type that the maker knows
  };

  /// The study itself, whatever it is.
  template <class S>
    requires(!std::same_as<S, Study> && RunnableStudy<S> && std::same_as<typename S::Scalar, Scalar>)
  Study(S study)  // NOLINT: every study is one
      : any_{std::make_shared<const Known<S>>(std::move(study))} {}

  [[nodiscard]] const ScalingPlan<Scalar>& plan() const { return any_->plan(); }
  /// The number of points.
  [[nodiscard]] std::size_t size() const { return any_->size(); }
  /// The same for two studies only if they ask the same of the same data.
  [[nodiscard]] std::uint64_t fingerprint() const { return any_->fingerprint(); }
  /// Whether the mean at point k is over all subsets (or models) that there are.
  [[nodiscard]] bool is_exact(std::size_t k) const { return any_->is_exact(k); }
  /// Over how many subsets (or models) the mean at point k is.
  [[nodiscard]] std::uint64_t subsets(std::size_t k) const { return any_->subsets(k); }

  /// Point k and, unless `certificate` is null, how good it is.
  [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& workspace,
                                        Certificate* certificate = nullptr) const {
    return any_->row_into(k, row, room(workspace), certificate);
  }
  /// Point k with the evidence for it; fails where there is no such row, naming the point.
  [[nodiscard]] Solution<ScalingRow<Scalar>> row(std::size_t k, Workspace& workspace) const {
    ScalingRow<Scalar> result;
    Certificate certificate;
    const LatticeOutcome outcome = row_into(k, result, workspace, &certificate);
    if (outcome.status == Status::optimal) return {std::move(result), certificate};
    return {outcome.status, internal::where_in(plan().point(k), outcome)};
  }
  /// How good the row of point k is, which was computed before.
  [[nodiscard]] Certificate certificate(std::size_t k) const { return any_->certificate(k); }
  /// What is wrong with a row that was read from a file; empty: nothing was found. See `row_fault`.
  [[nodiscard]] std::string fault(const ScalingRow<Scalar>& row, Workspace& workspace,
                                  const RowCheckOptions& options = {}) const {
    return row_fault(*this, row, workspace, options);
  }

private:
  class Any {
  public:
    Any() = default;
    Any(const Any&) = delete;
    Any& operator=(const Any&) = delete;
    virtual ~Any() = default;
    [[nodiscard]] virtual const ScalingPlan<Scalar>& plan() const = 0;
    [[nodiscard]] virtual std::size_t size() const = 0;
    [[nodiscard]] virtual std::uint64_t fingerprint() const = 0;
    [[nodiscard]] virtual bool is_exact(std::size_t k) const = 0;
    [[nodiscard]] virtual std::uint64_t subsets(std::size_t k) const = 0;
    [[nodiscard]] virtual std::shared_ptr<void> make_room() const = 0;
    [[nodiscard]] virtual LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, void* room,
                                                  Certificate* certificate) const = 0;
    [[nodiscard]] virtual Certificate certificate(std::size_t k) const = 0;
  };
  template <class S>
  class Known final : public Any {
  public:
    explicit Known(S study) : study_{std::move(study)} {}
    [[nodiscard]] const ScalingPlan<Scalar>& plan() const override { return study_.plan(); }
    [[nodiscard]] std::size_t size() const override { return study_.size(); }
    [[nodiscard]] std::uint64_t fingerprint() const override { return study_.fingerprint(); }
    [[nodiscard]] bool is_exact(std::size_t k) const override { return study_.is_exact(k); }
    [[nodiscard]] std::uint64_t subsets(std::size_t k) const override { return study_.subsets(k); }
    [[nodiscard]] std::shared_ptr<void> make_room() const override { return std::make_shared<typename S::Workspace>(); }
    [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, void* room,
                                          Certificate* certificate) const override {
      return study_.row_into(k, row, *static_cast<typename S::Workspace*>(room), certificate);
    }
    [[nodiscard]] Certificate certificate(std::size_t k) const override { return study_.certificate(k); }

  private:
    S study_;
  };

  [[nodiscard]] void* room(Workspace& workspace) const {
    if (workspace.maker_.get() != any_.get()) {
      workspace.room_ = any_->make_room();
      workspace.maker_ = any_;
    }
    return workspace.room_.get();
  }

  std::shared_ptr<const Any> any_;
};

template <RunnableStudy S>
Study(S) -> Study<typename S::Scalar>;

}  // namespace behalf

#endif  // BEHALF_SCALING_STUDY_HPP
