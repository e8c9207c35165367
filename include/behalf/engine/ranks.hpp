#ifndef BEHALF_ENGINE_RANKS_HPP
#define BEHALF_ENGINE_RANKS_HPP

#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <mpi.h>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace behalf {

/// What one rank threw while it ran its part of a study, told on every other: "rank 1 at generality 2, …: what".
class RankError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

namespace internal {

[[nodiscard]] inline std::string what_was_thrown(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "something that is not a std::exception";
  }
}

}  // namespace internal

/// Computes the points of a share of a study on the ranks of a communicator, all of which call this; `sink` and `progress`
/// are called on rank 0 alone, as by `run`: in order and with the same bits. Every rank has the same result.
///
/// The study and the share must be the same on every rank; `options` are those of rank 0. A point without a solution, or
/// whose computation throws, ends the run on every rank at the first such point in their order: with its status, which
/// names point and rank, or with `RankError`. What `sink` or `progress` throws is passed on by rank 0; the others throw
/// `RankError`. Throws `InvalidArgument` on every rank as `run` does and for a study or share that is not that of rank 0.
/// Memory depends on the number of ranks only. MPI is initialized and finalized by the caller.
template <RunnableStudy S, std::invocable<const ScalingRow<typename S::Scalar>&> Sink>
[[nodiscard]] Solution<std::size_t> run_on_ranks(const S& study, Shard share, MPI_Comm communicator, Sink&& sink,
                                                 RunOptions options = {}) {
  using Point = internal::ComputedPoint<typename S::Scalar>;
  static_assert(std::is_trivially_copyable_v<Point>, "points travel as bytes, between machines of one kind");
  constexpr int bytes_of_point = static_cast<int>(sizeof(Point));
  const auto require = [](int code) {
    if (code != MPI_SUCCESS) throw RankError{"run_on_ranks: MPI failed with code " + std::to_string(code)};
  };
  int rank = 0;
  int size = 0;
  require(MPI_Comm_rank(communicator, &rank));
  require(MPI_Comm_size(communicator, &size));
  const std::size_t ranks = static_cast<std::size_t>(size);

  using Question = std::array<std::uint64_t, 6>;
  const Question mine{study.fingerprint(), study.size(), share.index, share.count, options.skip, options.certify};
  std::vector<Question> asked(ranks);
  require(MPI_Allgather(mine.data(), 6, MPI_UINT64_T, asked.data(), 6, MPI_UINT64_T, communicator));
  for (std::size_t r = 0; r < ranks; ++r) {
    if (std::equal(asked[r].begin(), asked[r].begin() + 4, asked[0].begin())) continue;
    const std::string rule = "expected the same study and share on every rank, rank " + std::to_string(r);
    throw InvalidArgument{"run_on_ranks", "study", rule + " has another"};
  }
  options.skip = static_cast<std::size_t>(asked[0][4]);
  options.certify = asked[0][5] != 0;
  share = shard(share.index, share.count);
  const std::size_t points = share.points(study.size());
  internal::HandOver<typename S::Scalar, std::remove_reference_t<Sink>> hand_over{sink, options, points};

  // A round is a block of neighbouring points, dealt out there and back so that no rank has only those of one kind.
  const std::size_t grain = std::clamp<std::size_t>((points - options.skip) / (64 * ranks), 1, 256);
  const auto lane = [&](std::size_t g, std::size_t r) { return g % 2 == 0 ? r : ranks - 1 - r; };
  const int bytes = static_cast<int>(grain) * bytes_of_point;
  typename S::Workspace workspace;
  Point point;
  std::vector<Point> block(grain);
  std::vector<Point> blocks(rank == 0 ? grain * ranks : 0);
  std::exception_ptr sink_threw;  // on rank 0
  std::string what;               // went wrong on this rank
  constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t failed = nothing;  // one more than the first position that failed on any rank; 0: the sink
  for (std::size_t begin = options.skip; begin < points && failed == nothing; begin += grain * ranks) {
    std::uint64_t failed_here = sink_threw ? 0 : nothing;
    for (std::size_t g = 0; g < grain && failed_here == nothing; ++g) {
      const std::size_t position = begin + g * ranks + lane(g, static_cast<std::size_t>(rank));
      if (position >= points) break;
      const std::size_t k = share.point(position);
      try {
        what = internal::compute_point(study, k, options.certify, workspace, point);
        block[g] = point;
        if (point.status == Status::optimal) continue;
        what += " (rank " + std::to_string(rank) + ')';
      } catch (...) {
        what = "rank " + std::to_string(rank) + " at " + to_text(study.plan().point(k)) + ": " +
               internal::what_was_thrown(std::current_exception());
      }
      failed_here = position + 1;
    }
    require(MPI_Allreduce(&failed_here, &failed, 1, MPI_UINT64_T, MPI_MIN, communicator));
    if (failed == 0) break;
    require(MPI_Gather(block.data(), bytes, MPI_BYTE, blocks.data(), bytes, MPI_BYTE, 0, communicator));
    const std::size_t end = std::min<std::uint64_t>({begin + grain * ranks, points, failed - 1});
    for (std::size_t i = 0; rank == 0 && !sink_threw && begin + i < end; ++i) {
      const Point& sent = blocks[lane(i / ranks, i % ranks) * grain + i / ranks];
      try {
        hand_over(sent);
      } catch (...) {
        sink_threw = std::current_exception();
        what = "rank 0, behind " + to_text(sent.row.at) + ": " + internal::what_was_thrown(sink_threw);
      }
    }
  }

  // The sink may have thrown in the last round. Then the rank that knows what there is to tell tells it.
  const std::uint64_t failed_before = sink_threw ? 0 : failed;
  require(MPI_Allreduce(&failed_before, &failed, 1, MPI_UINT64_T, MPI_MIN, communicator));
  const std::size_t i = failed == 0 || failed == nothing ? 0 : (failed - 1 - options.skip) % (grain * ranks);
  const int teller = static_cast<int>(lane(i / ranks, i % ranks));
  std::uint64_t length = what.size();
  point.certificate = hand_over.certificate();
  require(MPI_Bcast(&point, bytes_of_point, MPI_BYTE, teller, communicator));
  require(MPI_Bcast(&length, 1, MPI_UINT64_T, teller, communicator));
  what.resize(length);
  require(MPI_Bcast(what.data(), static_cast<int>(length), MPI_CHAR, teller, communicator));
  if (sink_threw) std::rethrow_exception(sink_threw);
  if (failed == nothing) return {points - options.skip, point.certificate};
  if (failed == 0 || point.status == Status::optimal) throw RankError{"run_on_ranks: " + what};
  return {point.status, what};
}

}  // namespace behalf

#endif  // BEHALF_ENGINE_RANKS_HPP
