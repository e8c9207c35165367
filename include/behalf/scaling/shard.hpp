#ifndef BEHALF_SCALING_SHARD_HPP
#define BEHALF_SCALING_SHARD_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace behalf {

/// Share `index` of `count` of a study: the points index, index + count, index + 2 count, …, so that easy and hard points
/// are dealt out alike.
struct Shard {
  std::size_t index = 0;
  std::size_t count = 1;

  /// How many points of a study of this size are in the share.
  [[nodiscard]] constexpr std::size_t points(std::size_t size) const noexcept {
    return index < size ? (size - index - 1) / count + 1 : 0;
  }
  /// Where in the study the point at this position of the share is.
  [[nodiscard]] constexpr std::size_t point(std::size_t position) const noexcept { return index + position * count; }
};

/// Share i of n. Throws `InvalidArgument` unless i < n.
[[nodiscard]] inline Shard shard(std::size_t i, std::size_t n) {
  if (i >= n) {
    throw InvalidArgument{"shard", "scaling.shard",
                          "expected a share i of n with i < n, got " + std::to_string(i) + " of " + std::to_string(n)};
  }
  return {i, n};
}

/// Some rows of a study and which study they are of.
template <class ScalarType = double>
struct ScalingShard {
  using Scalar = ScalarType;

  std::uint64_t fingerprint = 0;           ///< Of the study.
  std::vector<ScalingRow<Scalar>> rows{};  ///< In the order of the study.
};

/// How a study is run.
struct RunOptions {
  bool certify = true;   ///< Whether each point is certified as it comes.
  std::size_t skip = 0;  ///< How many rows of the share are there already; they are neither computed nor handed over.
  /// Told after each row how many rows of the share are done, those skipped included, and how many it has.
  std::function<void(std::size_t done, std::size_t of)> progress{};
};

namespace internal {

/// One point of a study: its row, unless the status says that there is none.
template <class Scalar>
struct ComputedPoint {
  ScalingRow<Scalar> row{};
  Certificate certificate{};
  Status status = Status::optimal;
};

/// Computes point k. The text names the point and says why there is no row; empty: there is one.
template <RunnableStudy S>
[[nodiscard]] std::string compute_point(const S& study, std::size_t k, bool certify, typename S::Workspace& workspace,
                                        ComputedPoint<typename S::Scalar>& point) {
  point.certificate = {};
  LatticeOutcome outcome = study.row_into(k, point.row, workspace, certify ? &point.certificate : nullptr);
  using Scalar = typename S::Scalar;
  if (outcome.status == Status::optimal && !is_certified<Scalar>(point.certificate)) {
    outcome = {Status::ill_conditioned, {}, beyond_bound<Scalar>(point.certificate.worst())};
  }
  point.status = outcome.status;
  return outcome.status == Status::optimal ? std::string{} : where_in(study.plan().point(k), outcome);
}

/// Hands rows over one by one and keeps the account of what has been.
template <class Scalar, class Sink>
class HandOver {
public:
  HandOver(Sink& sink, const RunOptions& options, std::size_t points)
      : sink_{&sink}, options_{&options}, points_{points} {
    if (options.skip > points) {
      throw InvalidArgument{
          "run", "options.skip",
          "expected at most the " + std::to_string(points) + " rows of the share, got " + std::to_string(options.skip)};
    }
  }
  void operator()(const ComputedPoint<Scalar>& point) {
    certificate_.include(point.certificate);
    (*sink_)(point.row);
    ++rows_;
    if (options_->progress) options_->progress(options_->skip + rows_, points_);
  }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const Certificate& certificate() const noexcept { return certificate_; }

private:
  Sink* sink_;
  const RunOptions* options_;
  std::size_t points_;
  std::size_t rows_ = 0;
  Certificate certificate_{};
};

}  // namespace internal

/// Computes the points of a share of a study in their order and hands each row to `sink` as it comes; memory does not
/// depend on how many there are. The value is the number of rows handed over.
///
/// Stops at the first point without a solution and fails with its status, naming the point; rows before it have been
/// handed over. What `sink` or `progress` throws is passed on. The certificate is the worst of the points'; all 0 unless
/// they are certified. Throws `InvalidArgument` when more rows are to be skipped than the share has.
template <RunnableStudy S, std::invocable<const ScalingRow<typename S::Scalar>&> Sink>
[[nodiscard]] Solution<std::size_t> run(const S& study, Shard share, Sink&& sink, const RunOptions& options = {}) {
  share = shard(share.index, share.count);
  const std::size_t points = share.points(study.size());
  internal::HandOver<typename S::Scalar, std::remove_reference_t<Sink>> hand_over{sink, options, points};
  typename S::Workspace workspace;
  internal::ComputedPoint<typename S::Scalar> point;
  for (std::size_t position = options.skip; position < points; ++position) {
    const std::string where = internal::compute_point(study, share.point(position), options.certify, workspace, point);
    if (point.status != Status::optimal) return {point.status, where};
    hand_over(point);
  }
  return {hand_over.rows(), hand_over.certificate()};
}

/// The rows of a share of a study (of all of it by default); fails as with a sink.
template <RunnableStudy S>
[[nodiscard]] Solution<ScalingShard<typename S::Scalar>> run(const S& study, Shard share = {},
                                                             const RunOptions& options = {}) {
  ScalingShard<typename S::Scalar> result{.fingerprint = study.fingerprint()};
  const Solution<std::size_t> done = run(
      study, share, [&](const ScalingRow<typename S::Scalar>& row) { result.rows.push_back(row); }, options);
  if (!done) return {done.status(), done.where()};
  return {std::move(result), done.certificate()};
}

/// The rows of a whole study from those of its shares, in the order of the study and with the bits they came with.
///
/// Throws `InvalidArgument` (field "shards[i]") when a share is of another study, has a row that the study does not have
/// or a row that another share has already, and (field "shards") when a row is missing.
template <RunnableStudy S>
[[nodiscard]] std::vector<ScalingRow<typename S::Scalar>> merge_shards(
    const S& study, const std::vector<ScalingShard<typename S::Scalar>>& shards) {
  static constexpr const char* who = "merge_shards";
  constexpr std::size_t nobody = static_cast<std::size_t>(-1);
  std::vector<ScalingRow<typename S::Scalar>> rows(study.size());
  std::vector<std::size_t> owner(study.size(), nobody);
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::string field = "shards[" + std::to_string(i) + "]";
    if (shards[i].fingerprint != study.fingerprint()) {
      throw InvalidArgument{who, field, "expected rows of this study, got rows of another"};
    }
    for (const ScalingRow<typename S::Scalar>& row : shards[i].rows) {
      const std::string point = "point " + std::to_string(row.index);
      if (row.index >= rows.size() || !(row.at == study.plan().point(row.index))) {
        throw InvalidArgument{who, field, "expected points of the study, got " + point + " at " + to_text(row.at)};
      }
      if (owner[row.index] != nobody) {
        throw InvalidArgument{
            who, field,
            "expected points that no share has yet, but shards[" + std::to_string(owner[row.index]) + "] has " + point};
      }
      owner[row.index] = i;
      rows[row.index] = row;
    }
  }
  for (std::size_t k = 0; k < owner.size(); ++k) {
    if (owner[k] == nobody) {
      throw InvalidArgument{
          who, "shards",
          "expected all " + std::to_string(owner.size()) + " points, point " + std::to_string(k) + " is missing"};
    }
  }
  return rows;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_SHARD_HPP
