#ifndef BEHALF_SCALING_SHARD_HPP
#define BEHALF_SCALING_SHARD_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace behalf {

/// A scaling study: a number of points, each of which can be computed by itself and has the same bits wherever it is.
template <class S>
concept Study =
    requires(const S& study, std::size_t k, ScalingRow<typename S::Scalar>& row, typename S::Workspace& workspace) {
      { study.plan() } -> std::convertible_to<const ScalingPlan<typename S::Scalar>&>;
      { study.size() } -> std::same_as<std::size_t>;
      { study.fingerprint() } -> std::same_as<std::uint64_t>;
      { study.row_into(k, row, workspace) } -> std::same_as<LatticeOutcome>;
      { study.certificate(k) } -> std::same_as<Certificate>;
    };

/// Share `index` of `count` of a study: the points index, index + count, index + 2 count, …, so that easy and hard points
/// are dealt out alike.
struct Shard {
  std::size_t index = 0;
  std::size_t count = 1;
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
  bool certify = true;  ///< Whether each point is certified as it comes (`certificate(k)` of the study).
};

/// Computes the points of a share of a study in their order and hands each row to `sink` as it comes; memory does not
/// depend on how many there are. The value is the number of rows.
///
/// Stops at the first point without a solution and fails with its status, naming the point; rows before it have been
/// handed over. What `sink` throws is passed on. The certificate is the worst of the points'; all 0 unless they are certified.
template <Study S, std::invocable<const ScalingRow<typename S::Scalar>&> Sink>
[[nodiscard]] Solution<std::size_t> run(const S& study, Shard share, Sink&& sink, RunOptions options = {}) {
  share = shard(share.index, share.count);
  typename S::Workspace workspace;
  ScalingRow<typename S::Scalar> row;
  Certificate certificate;
  std::size_t rows = 0;
  for (std::size_t k = share.index; k < study.size(); k += share.count) {
    const auto where = [&](const std::string& what) { return "at " + to_text(study.plan().point(k)) + ": " + what; };
    const LatticeOutcome outcome = study.row_into(k, row, workspace);
    if (outcome.status != Status::optimal) {
      return {outcome.status, where(outcome.where.empty() ? internal::with_ideal(outcome.failed) : outcome.where)};
    }
    if (options.certify) {
      const Certificate one = study.certificate(k);
      if (!internal::is_certified(one)) return {Status::ill_conditioned, where("the point cannot be certified")};
      certificate.include(one);
    }
    sink(std::as_const(row));
    ++rows;
  }
  return {rows, certificate};
}

/// The rows of a share of a study (of all of it by default); fails as with a sink.
template <Study S>
[[nodiscard]] Solution<ScalingShard<typename S::Scalar>> run(const S& study, Shard share = {},
                                                             RunOptions options = {}) {
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
template <Study S>
[[nodiscard]] std::vector<ScalingRow<typename S::Scalar>> merge(
    const S& study, const std::vector<ScalingShard<typename S::Scalar>>& shards) {
  static constexpr const char* who = "merge";
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
