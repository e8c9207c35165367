#include "support/random_model.hpp"
#include "support/row_study.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/engine/threads.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <oneapi/tbb/global_control.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using behalf::InvalidArgument;
using behalf::ScalingRow;
using behalf::Shard;
using behalf::shard;
using behalf::Solution;
using behalf::Status;
using behalf_test::bits;
using behalf_test::RowStudy;

namespace {

/// Lets oneTBB have three threads, whatever the machine has.
class ThreeThreads {
public:
  ThreeThreads() : control_{tbb::global_control::max_allowed_parallelism, 3} {}

private:
  tbb::global_control control_;
};

/// Rows and result of a run on one thread, or on so many.
struct Run {
  std::vector<ScalingRow<>> rows;
  Solution<std::size_t> done;
};
template <class Study>
Run on_one(const Study& study, Shard share = {}, const behalf::RunOptions& options = {}) {
  std::vector<ScalingRow<>> rows;
  const auto done = behalf::run(
      study, share, [&](const ScalingRow<>& row) { rows.push_back(row); }, options);
  return {rows, done};
}
template <class Study>
Run on_threads(int threads, const Study& study, Shard share = {}, const behalf::RunOptions& options = {}) {
  std::vector<ScalingRow<>> rows;
  const auto done = behalf::run_on_threads(study, share, [&](const ScalingRow<>& row) { rows.push_back(row); },
                                           {.threads = threads, .run = options});
  return {rows, done};
}

void check_same(const Run& a, const Run& b) {
  CHECK(bits(a.rows) == bits(b.rows));
  CHECK(a.done.status() == b.done.status());
  CHECK(a.done.where() == b.done.where());
  if (!a.done || !b.done) return;
  CHECK(a.done.value() == b.done.value());
  CHECK(a.done.certificate().primal_residual == b.done.certificate().primal_residual);
  CHECK(a.done.certificate().dual_residual == b.done.certificate().dual_residual);
  CHECK(a.done.certificate().duality_gap == b.done.certificate().duality_gap);
}

/// A study whose first point ends only when another has begun meanwhile, for ten seconds at most.
class MeetingStudy : public RowStudy<> {
public:
  using RowStudy::RowStudy;
  behalf::LatticeOutcome row_into(std::size_t k, ScalingRow<>& row, Workspace& workspace,
                                  behalf::Certificate* certificate) const {
    if (k != 0) other_ = true;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (k == 0 && !other_ && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    if (k == 0) met = other_.load();
    return RowStudy::row_into(k, row, workspace, certificate);
  }
  mutable std::atomic<bool> met = false;

private:
  mutable std::atomic<bool> other_ = false;
};

}  // namespace

TEST_SUITE("engine/threads") {
  TEST_CASE("rows come in their order with the same bits on 1, 2 and 3 threads") {
    const ThreeThreads control;
    for (const std::size_t size : {0U, 1U, 2U, 63U, 3000U}) {
      const RowStudy<> study{size};
      for (const Shard share : {shard(0, 1), shard(2, 3)}) {
        const Run one = on_one(study, share);
        CHECK(one.rows.size() == share.points(size));
        for (const int threads : {0, 1, 2, 3}) {
          CAPTURE(size);
          CAPTURE(threads);
          check_same(on_threads(threads, study, share), one);
          check_same(on_threads(threads, study, share, {.certify = false}), on_one(study, share, {.certify = false}));
        }
      }
    }
  }

  TEST_CASE("a scaling study of drawn and enumerated subsets has the same bits on 1, 2 and 3 threads") {
    const ThreeThreads control;
    behalf_test::Draw draw{330};
    behalf::LinearQuadraticSpec<> whole;
    whole.values = draw.matrix(7, 5).array() + 0.1;
    whole.noise = draw.positive_definite(5);
    whole.taste = draw.vector(5);
    whole.bargaining = behalf::Bargaining::separate;
    for (int i = 0; i < 7; ++i) whole.covariances.push_back(draw.covariance(5));
    behalf::ScalingPlan<> plan{.generality = {1, 2, 3, 4, 5}, .scope = {1, 2, 3, 5, 7}, .metrics = 2, .samples = 60};
    plan.diversity.clear();
    for (int i = 0; i < 12; ++i) plan.diversity.push_back(0.25 * i);
    const behalf::PopulationStudy<> study{whole, plan};
    const Run one = on_one(study);
    REQUIRE(one.rows.size() == 300);
    CHECK(std::count_if(one.rows.begin(), one.rows.end(), [](const ScalingRow<>& row) { return row.exact; }) > 50);
    CHECK(std::count_if(one.rows.begin(), one.rows.end(), [](const ScalingRow<>& row) { return !row.exact; }) > 50);
    for (const int threads : {1, 2, 3}) check_same(on_threads(threads, study), one);
  }

  TEST_CASE("two points are computed at the same time") {
    const ThreeThreads control;
    const MeetingStudy study{20};
    (void)on_threads(2, study).done.value();
    CHECK(study.met);
  }

  TEST_CASE("the first point in the order that fails decides, and rows before it are handed over") {
    const ThreeThreads control;
    for (const std::size_t at : {0U, 1U, 64U, 500U, 998U, 999U}) {
      CAPTURE(at);
      RowStudy<> study{1000};
      study.fails = at;
      study.throws = at + 1;
      const Run one = on_one(study);
      CHECK(one.rows.size() == at);
      CHECK(one.done.status() == Status::infeasible);
      for (const int threads : {1, 2, 3}) check_same(on_threads(threads, study), one);
      study.fails.reset();
      study.uncertified = at;
      for (const int threads : {1, 2, 3}) check_same(on_threads(threads, study), on_one(study));

      // The other way round: the point that throws comes first.
      study.uncertified.reset();
      study.throws = at;
      study.fails = at + 1;
      for (const int threads : {1, 2, 3}) {
        std::size_t rows = 0;
        CHECK_THROWS_WITH_AS(
            (void)behalf::run_on_threads(study, {}, [&](const ScalingRow<>&) { ++rows; }, {.threads = threads}),
            ("the model of point " + std::to_string(at) + " is missing").c_str(), std::runtime_error);
        CHECK(rows == at);
      }
    }
  }

  TEST_CASE("what the receiver of the rows throws is passed on, and nothing is handed over after it") {
    const ThreeThreads control;
    struct Full {};
    RowStudy<> study{1000};
    study.throws = 600;
    for (const int threads : {1, 2, 3}) {
      std::size_t rows = 0;
      const auto sink = [&](const ScalingRow<>&) {
        if (++rows == 500) throw Full{};
      };
      CHECK_THROWS_AS((void)behalf::run_on_threads(study, {}, sink, {.threads = threads}), Full);
      CHECK(rows == 500);
      rows = 0;
      const auto enough = [&](std::size_t done, std::size_t of) {
        CHECK(of == 1000);
        CHECK(done == rows);
        if (done == 400) throw Full{};
      };
      CHECK_THROWS_AS((void)behalf::run_on_threads(study, {}, [&](const ScalingRow<>&) { ++rows; },
                                                   {.threads = threads, .run = {.progress = enough}}),
                      Full);
      CHECK(rows == 400);
    }
  }

  TEST_CASE("a run goes on behind the rows that are there and tells how far it is") {
    const RowStudy<> study{500};
    const Run one = on_one(study, shard(1, 2), {.skip = 100});
    *study.computed = 0;
    std::size_t told = 100;
    const Run two = on_threads(2, study, shard(1, 2), {.skip = 100, .progress = [&](std::size_t done, std::size_t of) {
                                                         CHECK(done == ++told);
                                                         CHECK(of == 250);
                                                       }});
    check_same(two, one);
    CHECK(told == 250);
    CHECK(*study.computed == 150);
    (void)on_threads(2, study, shard(1, 2), {.skip = 250}).done.value();
    CHECK(*study.computed == 150);
    CHECK_THROWS_AS((void)on_threads(2, study, shard(1, 2), {.skip = 251}), InvalidArgument);
    CHECK_THROWS_AS((void)on_threads(2, study, {2, 2}), InvalidArgument);
  }

  TEST_CASE("however many points there are, few are on their way at a time") {
    const ThreeThreads control;
    for (const std::size_t size : {20000U, 80000U}) {
      const RowStudy<> study{size};
      std::size_t handed_over = 0;
      std::size_t most = 0;
      const auto sink = [&](const ScalingRow<>&) {
        most = std::max(most, *study.computed - handed_over);
        ++handed_over;
        // A receiver that is slow now and then must not make the others run ahead.
        if (handed_over % 5000 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{20});
      };
      (void)behalf::run_on_threads(study, {}, sink, {.threads = 3, .run = {.certify = false}}).value();
      CHECK(handed_over == size);
      CHECK(most <= 4 * 3 * 64);
    }
  }
}
