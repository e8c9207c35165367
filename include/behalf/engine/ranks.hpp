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
#include <chrono>
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

/// Who computes which points of a round of so many: rank 0 a number of its own, evenly spread, and the others the rest
/// in turn, there and back so that none has only those of one kind.
class Deal {
public:
  Deal(std::size_t ranks, std::size_t round) : ranks_{ranks}, points_(ranks), rank_of_(round), place_(round) {}

  /// Deals the round out; rank 0 takes `first` of its points, at most all.
  void out(std::size_t first) {
    const std::size_t round = rank_of_.size();
    first = ranks_ == 1 ? round : std::min(first, round);
    for (std::vector<std::size_t>& own : points_) own.clear();
    std::size_t turn = 0;
    for (std::size_t i = 0; i < round; ++i) {
      std::size_t rank = 0;
      if ((i + 1) * first / round == i * first / round) {
        const std::size_t others = ranks_ - 1;
        const std::size_t lane = turn % others;
        rank = 1 + (turn / others % 2 == 0 ? lane : others - 1 - lane);
        ++turn;
      }
      rank_of_[i] = rank;
      place_[i] = points_[rank].size();
      points_[rank].push_back(i);
    }
    std::size_t before = 0;
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
      for (const std::size_t i : points_[rank]) place_[i] += before;
      before += points_[rank].size();
    }
  }
  /// The points of a rank, as positions in the round.
  [[nodiscard]] const std::vector<std::size_t>& points(std::size_t rank) const { return points_[rank]; }
  [[nodiscard]] std::size_t rank_of(std::size_t i) const { return rank_of_[i]; }
  /// Where point i is when those of all ranks stand one after the other.
  [[nodiscard]] std::size_t place(std::size_t i) const { return place_[i]; }
  /// How many bytes each rank has, and from where they stand.
  void bytes(int each, std::vector<int>& counts, std::vector<int>& places) const {
    counts.clear();
    places.clear();
    int before = 0;
    for (const std::vector<std::size_t>& own : points_) {
      counts.push_back(static_cast<int>(own.size()) * each);
      places.push_back(before);
      before += counts.back();
    }
  }

private:
  std::size_t ranks_;
  std::vector<std::vector<std::size_t>> points_;
  std::vector<std::size_t> rank_of_;
  std::vector<std::size_t> place_;
};

/// How long a point takes to compute and a row to hand over, as far as seen lately.
class Pace {
public:
  void start() { start_ = Clock::now(); }
  void computed(std::size_t points) { include(points, computing_); }
  void handed_over(std::size_t rows) { include(rows, handing_over_); }

  /// How many points of a round rank 0 should take so that it is done with them and all the rows when the others are done
  /// with the rest: n c + round h = (round − n) c/(ranks − 1). At least one, so that it goes on seeing how long one takes.
  [[nodiscard]] std::uint64_t first_share(std::size_t ranks, std::size_t round) const {
    const double even = static_cast<double>(round) / static_cast<double>(ranks);
    if (!(computing_ > 0)) return static_cast<std::uint64_t>(even);
    const double share = even * (1 - static_cast<double>(ranks - 1) * handing_over_ / computing_);
    return static_cast<std::uint64_t>(std::max(share, 1.0));
  }

private:
  using Clock = std::chrono::steady_clock;
  void include(std::size_t count, double& each) const {
    if (count == 0) return;
    const double now = std::chrono::duration<double>(Clock::now() - start_).count() / static_cast<double>(count);
    each = each > 0 ? (each + now) / 2 : now;
  }
  Clock::time_point start_{};
  double computing_ = 0;
  double handing_over_ = 0;
};

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

  // A round is a block of neighbouring points, of which rank 0 takes fewer, since it hands the rows over too.
  const std::size_t grain = std::clamp<std::size_t>((points - options.skip) / (64 * ranks), 1, 256);
  const std::size_t round = grain * ranks;
  internal::Deal deal{ranks, round};
  internal::Pace pace;
  typename S::Workspace workspace;
  Point point;
  std::vector<Point> block(round);  // on rank 0 of all ranks, one after the other
  std::exception_ptr sink_threw;    // on rank 0
  std::string what;                 // went wrong on this rank
  constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t failed = nothing;  // one more than the first position that failed on any rank; 0: the sink
  std::uint64_t first_share = grain;
  std::vector<int> counts;
  std::vector<int> places;
  for (std::size_t begin = options.skip; begin < points && failed == nothing; begin += round) {
    deal.out(static_cast<std::size_t>(first_share));
    std::uint64_t failed_here = sink_threw ? 0 : nothing;
    pace.start();
    std::size_t done = 0;
    for (; done < deal.points(static_cast<std::size_t>(rank)).size() && failed_here == nothing; ++done) {
      const std::size_t position = begin + deal.points(static_cast<std::size_t>(rank))[done];
      if (position >= points) break;
      const std::size_t k = share.point(position);
      try {
        what = internal::compute_point(study, k, options.certify, workspace, point);
        block[done] = point;
        if (point.status == Status::optimal) continue;
        what += " (rank " + std::to_string(rank) + ')';
      } catch (...) {
        what = "rank " + std::to_string(rank) + " at " + to_text(study.plan().point(k)) + ": " +
               internal::what_was_thrown(std::current_exception());
      }
      failed_here = position + 1;
    }
    pace.computed(done);
    // One message says what failed first and how many points rank 0 will take, which it alone knows.
    const std::array<std::uint64_t, 2> told{failed_here, rank == 0 ? pace.first_share(ranks, round) : nothing};
    std::array<std::uint64_t, 2> heard{};
    require(MPI_Allreduce(told.data(), heard.data(), 2, MPI_UINT64_T, MPI_MIN, communicator));
    failed = heard[0];
    first_share = heard[1];
    if (failed == 0) break;
    deal.bytes(bytes_of_point, counts, places);
    require(MPI_Gatherv(rank == 0 ? MPI_IN_PLACE : block.data(), counts[static_cast<std::size_t>(rank)], MPI_BYTE,
                        block.data(), counts.data(), places.data(), MPI_BYTE, 0, communicator));
    pace.start();
    const std::size_t end = std::min<std::uint64_t>({begin + round, points, failed - 1});
    for (std::size_t i = 0; rank == 0 && !sink_threw && begin + i < end; ++i) {
      const Point& sent = block[deal.place(i)];
      try {
        hand_over(sent);
      } catch (...) {
        sink_threw = std::current_exception();
        what = "rank 0, behind " + to_text(sent.row.at) + ": " + internal::what_was_thrown(sink_threw);
      }
    }
    pace.handed_over(begin < end ? end - begin : 0);
  }

  // The sink may have thrown in the last round. Then the rank that knows what there is to tell tells it.
  const std::uint64_t failed_before = sink_threw ? 0 : failed;
  require(MPI_Allreduce(&failed_before, &failed, 1, MPI_UINT64_T, MPI_MIN, communicator));
  const std::size_t i = failed == 0 || failed == nothing ? 0 : (failed - 1 - options.skip) % round;
  const int teller = failed == 0 || failed == nothing ? 0 : static_cast<int>(deal.rank_of(i));
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
