#ifndef BEHALF_ENGINE_THREADS_HPP
#define BEHALF_ENGINE_THREADS_HPP

#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <exception>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace behalf {

/// How a study is run on threads.
struct ThreadOptions {
  int threads = 0;  ///< At most so many at a time, and never more than oneTBB has; 0: as many as it has.
  RunOptions run{};
};

namespace internal {

/// Neighbouring points that one thread computes in one go, up to the first that fails.
template <class Scalar>
struct Chunk {
  std::vector<ComputedPoint<Scalar>> points{};
  std::size_t first = 0;           // position in the share
  std::size_t count = 0;           // that were asked for, then that were computed
  std::string where{};             // why there is no row of the last that was computed
  std::exception_ptr exception{};  // thrown by the point behind it
};

}  // namespace internal

/// Computes the points of a share of a study on several threads and hands each row to `sink` as `run` does: in their
/// order, one at a time (though on any of the threads), with the same bits, and with the same result.
///
/// What the study, `sink` or `progress` throws is passed on: that of the first point in their order, whatever the threads
/// came upon first. Memory depends on the number of threads only, each of which has a workspace. Points behind the first
/// that fails may have been computed too; their rows are not handed over. Throws `InvalidArgument` as `run` does.
template <RunnableStudy S, std::invocable<const ScalingRow<typename S::Scalar>&> Sink>
[[nodiscard]] Solution<std::size_t> run_on_threads(const S& study, Shard share, Sink&& sink,
                                                   const ThreadOptions& options = {}) {
  using Scalar = typename S::Scalar;
  using Chunk = internal::Chunk<Scalar>;
  share = shard(share.index, share.count);
  const std::size_t points = share.points(study.size());
  internal::HandOver<Scalar, std::remove_reference_t<Sink>> hand_over{sink, options.run, points};

  tbb::task_arena arena{options.threads > 0 ? options.threads : tbb::task_arena::automatic};
  const std::size_t threads = static_cast<std::size_t>(std::max(arena.max_concurrency(), 1));
  // Enough chunks for the threads to end together, and enough points in each to make the pipeline's part small.
  const std::size_t grain = std::clamp<std::size_t>((points - options.run.skip) / (64 * threads), 1, 64);
  // The last stage takes chunks in their order, so that those on their way are neighbours and no two share a place.
  std::vector<Chunk> chunks(4 * threads);
  for (Chunk& chunk : chunks) chunk.points.resize(grain);
  tbb::enumerable_thread_specific<typename S::Workspace> workspaces;

  std::size_t next = options.run.skip;
  std::size_t started = 0;
  std::atomic<bool> ended = false;
  std::optional<Solution<std::size_t>> failed;
  std::exception_ptr exception;

  const auto start = [&](tbb::flow_control& control) -> Chunk* {
    if (next == points || ended) {
      control.stop();
      return nullptr;
    }
    Chunk& chunk = chunks[started++ % chunks.size()];
    chunk.first = next;
    chunk.count = std::min(grain, points - next);
    next += chunk.count;
    return &chunk;
  };
  const auto compute = [&](Chunk* chunk) {
    const std::size_t asked = chunk->count;
    chunk->count = 0;
    try {
      typename S::Workspace& workspace = workspaces.local();
      while (chunk->count < asked && !ended) {
        internal::ComputedPoint<Scalar>& point = chunk->points[chunk->count];
        const std::size_t k = share.point(chunk->first + chunk->count);
        chunk->where = internal::compute_point(study, k, options.run.certify, workspace, point);
        ++chunk->count;
        if (point.status != Status::optimal) break;
      }
    } catch (...) {
      chunk->exception = std::current_exception();
    }
    return chunk;
  };
  const auto deliver = [&](const Chunk* chunk) {
    if (ended) return;
    try {
      for (std::size_t i = 0; i < chunk->count; ++i) {
        const internal::ComputedPoint<Scalar>& point = chunk->points[i];
        if (point.status != Status::optimal) {
          failed.emplace(point.status, chunk->where);
          ended = true;
          return;
        }
        hand_over(point);
      }
      if (chunk->exception) std::rethrow_exception(chunk->exception);
    } catch (...) {
      exception = std::current_exception();
      ended = true;
    }
  };
  arena.execute([&] {
    tbb::parallel_pipeline(chunks.size(),
                           tbb::make_filter<void, Chunk*>(tbb::filter_mode::serial_in_order, start) &
                               tbb::make_filter<Chunk*, Chunk*>(tbb::filter_mode::parallel, compute) &
                               tbb::make_filter<Chunk*, void>(tbb::filter_mode::serial_in_order, deliver));
  });
  if (exception) std::rethrow_exception(exception);
  if (failed) return *failed;
  return {hand_over.rows(), hand_over.certificate()};
}

}  // namespace behalf

#endif  // BEHALF_ENGINE_THREADS_HPP
