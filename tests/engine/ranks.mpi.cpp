// Started by mpiexec; every rank runs the same cases, and all of them must pass on all of them.
#define DOCTEST_CONFIG_IMPLEMENT

#include "support/random_model.hpp"
#include "support/row_study.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/engine/ranks.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <io/command.hpp>
#include <memory>
#include <mpi.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using behalf::InvalidArgument;
using behalf::RankError;
using behalf::run_on_ranks;
using behalf::ScalingRow;
using behalf::Shard;
using behalf::shard;
using behalf::Solution;
using behalf::Status;
using behalf_test::bits;
using behalf_test::RowStudy;

namespace {

int this_rank() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}
std::size_t all_ranks() {
  int size = 0;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return static_cast<std::size_t>(size);
}

/// Whether a text is the same on every rank.
bool is_everywhere(const std::string& text) {
  std::vector<char> first(1000, '\0');
  text.copy(first.data(), first.size() - 1);
  const std::vector<char> mine = first;
  MPI_Bcast(first.data(), static_cast<int>(first.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
  int is_same = mine == first ? 1 : 0;
  MPI_Allreduce(MPI_IN_PLACE, &is_same, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  return is_same == 1;
}

/// What a call throws.
template <class Error, class Call>
std::string thrown(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

/// Checks that ranks give the result, and rank 0 the rows, that one thread gives.
template <class Study>
void check_same(const Study& study, Shard share = {}, const behalf::RunOptions& options = {}) {
  std::vector<ScalingRow<>> expected;
  const auto one = behalf::run(
      study, share, [&](const ScalingRow<>& row) { expected.push_back(row); }, options);
  std::vector<ScalingRow<>> rows;
  std::size_t told = options.skip;
  behalf::RunOptions ranked = options;
  ranked.progress = [&](std::size_t done, std::size_t of) {
    CHECK(done == ++told);
    CHECK(of == share.points(study.size()));
  };
  const auto done = run_on_ranks(
      study, share, MPI_COMM_WORLD, [&](const ScalingRow<>& row) { rows.push_back(row); }, ranked);
  if (this_rank() == 0) {
    CHECK(bits(rows) == bits(expected));
    CHECK(told == options.skip + expected.size());
  } else {
    CHECK(rows.empty());
    CHECK(told == options.skip);
  }
  CHECK(done.status() == one.status());
  CHECK(is_everywhere(done.where()));
  if (one) {
    CHECK(done.value() == one.value());
    CHECK(done.certificate().worst() == one.certificate().worst());
  } else {
    CHECK(done.where().starts_with(one.where() + " (rank "));
    CHECK(done.where().ends_with(")"));
  }
}

const auto nobody = [](const ScalingRow<>&) {};

}  // namespace

TEST_SUITE("engine/ranks") {
  TEST_CASE("rows come to rank 0 in their order with the bits of one thread, and every rank has the same result") {
    check_same(RowStudy<>{4001});
    for (const std::size_t size : {0U, 1U, 2U, 5U, 100U}) {
      CAPTURE(size);
      const RowStudy<> study{size};
      check_same(study);
      check_same(study, shard(1, 3));
      check_same(study, {}, {.certify = false});
      check_same(study, shard(0, 2), {.skip = shard(0, 2).points(size) / 3});
      check_same(study, {}, {.skip = size});
    }
  }

  TEST_CASE("each point is computed by one rank, and each rank computes some") {
    const RowStudy<> study{3000};
    (void)run_on_ranks(study, {}, MPI_COMM_WORLD, nobody, {.certify = false}).value();
    unsigned long all = *study.computed;
    CHECK(all > 0);
    MPI_Allreduce(MPI_IN_PLACE, &all, 1, MPI_UNSIGNED_LONG, MPI_SUM, MPI_COMM_WORLD);
    CHECK(all == 3000);
  }

  TEST_CASE("a scaling study of drawn and enumerated subsets has the bits of one thread") {
    behalf_test::Draw draw{331};
    behalf::LinearQuadraticSpec<> whole;
    whole.values = draw.matrix(6, 4).array() + 0.1;
    whole.noise = draw.positive_definite(4);
    for (int i = 0; i < 6; ++i) whole.covariances.push_back(draw.covariance(4));
    check_same(behalf::PopulationStudy<>{
        whole,
        {.generality = {1, 2, 3, 4}, .scope = {1, 2, 3, 4, 6}, .diversity = {0, 0.5, 1}, .metrics = 2, .samples = 40}});
  }

  TEST_CASE("the first point in the order that fails decides on every rank") {
    for (const std::size_t size : {7U, 400U}) {
      for (const std::size_t at : {std::size_t{0}, std::size_t{1}, size / 2, size - 2, size - 1}) {
        CAPTURE(at);
        RowStudy<> study{size};
        study.fails = at;
        study.throws = at + 1;
        check_same(study);
        study.fails.reset();
        study.uncertified = at;
        check_same(study);
      }
    }
  }

  TEST_CASE("a point that throws is thrown on every rank, with the rank and the point") {
    for (const std::size_t at : {0U, 1U, 2U, 99U, 499U}) {
      CAPTURE(at);
      RowStudy<> study{500};
      study.throws = at;
      study.fails = at + 1;
      std::size_t rows = 0;
      const std::string what = thrown<RankError>(
          [&] { (void)run_on_ranks(study, {}, MPI_COMM_WORLD, [&](const ScalingRow<>&) { ++rows; }); });
      CHECK(what.starts_with("run_on_ranks: rank "));
      CHECK(what.ends_with(" at " + to_text(study.plan().point(at)) + ": the model of point " + std::to_string(at) +
                           " is missing"));
      CHECK(is_everywhere(what));
      CHECK(rows == (this_rank() == 0 ? at : 0));
    }
  }

  TEST_CASE("rank 0 computes fewer points where handing rows over takes it long, and as many where it does not") {
    if (all_ranks() == 1) return;
    RowStudy<> study{4000};
    study.work = 2000;
    for (const bool slow : {true, false}) {
      *study.computed = 0;
      const auto sink = [slow](const ScalingRow<>&) {
        if (slow) std::this_thread::sleep_for(std::chrono::microseconds{100});
      };
      CHECK(run_on_ranks(study, {}, MPI_COMM_WORLD, sink, {.certify = false}).value() == 4000);
      const std::size_t even = 4000 / all_ranks();
      if (this_rank() == 0) CHECK((*study.computed < even / 2) == slow);
      unsigned long all = *study.computed;
      MPI_Allreduce(MPI_IN_PLACE, &all, 1, MPI_UNSIGNED_LONG, MPI_SUM, MPI_COMM_WORLD);
      CHECK(all == 4000);
    }
  }

  TEST_CASE("a failure of one rank alone ends the run on all") {
    const int last = static_cast<int>(all_ranks()) - 1;
    struct AlwaysThrows : RowStudy<> {
      using RowStudy::RowStudy;
      behalf::LatticeOutcome row_into(std::size_t k, ScalingRow<>& row, Workspace& workspace,
                                      behalf::Certificate* certificate) const {
        if (k >= from) throw std::runtime_error{"out of order"};
        return RowStudy::row_into(k, row, workspace, certificate);
      }
      std::size_t from = 1000;
    };
    AlwaysThrows always{1000};
    if (this_rank() == last) always.from = 300;
    const std::string what = thrown<RankError>([&] { (void)run_on_ranks(always, {}, MPI_COMM_WORLD, nobody); });
    CHECK(what.starts_with("run_on_ranks: rank " + std::to_string(last) + " at generality "));
    CHECK(what.ends_with(": out of order"));
    CHECK(is_everywhere(what));
  }

  TEST_CASE("what the receiver of the rows throws is passed on by rank 0 and told by the others") {
    struct Full : std::runtime_error {
      Full() : std::runtime_error{"no room"} {}
    };
    RowStudy<> study{1000};
    std::size_t rows = 0;
    const auto throws_at = [&](std::size_t at) {
      rows = 0;
      return [&, at] {
        (void)run_on_ranks(study, {}, MPI_COMM_WORLD, [&](const ScalingRow<>&) {
          if (++rows == at) throw Full{};
        });
      };
    };
    // In the middle, in the round of the last row, and in that of a point that fails just behind.
    for (const bool fails : {false, true}) {
      if (fails) study.fails = 999;
      for (const std::size_t at : {1U, 2U, 600U, 998U, 999U, 1000U}) {
        if (fails && at == 1000) continue;
        CAPTURE(at);
        if (this_rank() == 0) {
          CHECK(thrown<Full>(throws_at(at)) == "no room");
          CHECK(rows == at);
        } else {
          CHECK(thrown<RankError>(throws_at(at)) ==
                "run_on_ranks: rank 0, behind " + to_text(study.plan().point(at - 1)) + ": no room");
        }
      }
    }
    throws_at(1000)();  // the point that fails comes before
    CHECK(rows == (this_rank() == 0 ? 999 : 0));
  }

  TEST_CASE("ranks with another study or another share are refused on every rank") {
    const int last = static_cast<int>(all_ranks()) - 1;
    if (last == 0) {
      CHECK(run_on_ranks(RowStudy<>{10}, {}, MPI_COMM_WORLD, nobody).value() == 10);
      return;
    }
    const bool odd = this_rank() == last;
    const std::string refusal = "run_on_ranks: study: expected the same study and share on every rank, rank " +
                                std::to_string(last) + " has another";
    CHECK(thrown<InvalidArgument>([&] {
            (void)run_on_ranks(RowStudy<>{10, odd ? 2U : 1U}, {}, MPI_COMM_WORLD, nobody);
          }) == refusal);
    CHECK(thrown<InvalidArgument>(
              [&] { (void)run_on_ranks(RowStudy<>{odd ? 11U : 10U}, {}, MPI_COMM_WORLD, nobody); }) == refusal);
    CHECK(thrown<InvalidArgument>(
              [&] { (void)run_on_ranks(RowStudy<>{10}, shard(odd ? 1 : 0, 2), MPI_COMM_WORLD, nobody); }) == refusal);
    // After all that the communicator is as good as before.
    CHECK(run_on_ranks(RowStudy<>{10}, {}, MPI_COMM_WORLD, nobody).value() == 10);
  }

  TEST_CASE("what cannot be run is refused on every rank") {
    const RowStudy<> study{10};
    CHECK_THROWS_AS((void)run_on_ranks(study, {2, 2}, MPI_COMM_WORLD, nobody), InvalidArgument);
    CHECK_THROWS_AS((void)run_on_ranks(study, {}, MPI_COMM_WORLD, nobody, {.skip = 11}), InvalidArgument);
    // What rank 0 says of rows that are there holds for all.
    CHECK(run_on_ranks(study, {}, MPI_COMM_WORLD, nobody, {.skip = this_rank() == 0 ? 4U : 0U}).value() == 6);
  }

  TEST_CASE("a file that one thread began is ended by ranks with the same bytes") {
    const RowStudy<> study{500};
    const std::unique_ptr<tests::ScratchFolder> folder =
        this_rank() == 0 ? std::make_unique<tests::ScratchFolder>() : nullptr;
    std::optional<behalf::RowFile<>> file;
    std::string whole;
    if (folder) {
      behalf::RowFile all{*folder / "whole", study};
      (void)behalf::run(study, {}, all).value();
      whole = tests::read_text(*folder / "whole");
      tests::write_text(*folder / "rows", whole.substr(0, whole.size() / 3));
      file.emplace(*folder / "rows", study);
      CHECK(file->rows() > 50);
    }
    const auto done = run_on_ranks(study, {}, MPI_COMM_WORLD, [&](const ScalingRow<>& row) { (*file)(row); },
                                   {.skip = file ? file->rows() : 0});
    CHECK(done.value() < 450);
    if (folder) CHECK(tests::read_text(*folder / "rows") == whole);
  }
}

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  doctest::Context context{argc, argv};
  const int result = context.run();
  MPI_Finalize();
  return result;
}
