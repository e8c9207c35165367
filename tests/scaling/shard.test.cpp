#include "support/refused.hpp"
#include "support/row_study.hpp"
#include "support/scaling_brute_force.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::InvalidArgument;
using behalf::PopulationStudy;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf::ScalingShard;
using behalf::shard;
using behalf_test::bits;
using behalf_test::Draw;
using behalf_test::RowStudy;

namespace {

behalf::LinearQuadraticSpec<> some_whole() {
  Draw draw{320};
  behalf::LinearQuadraticSpec<> whole;
  whole.values = draw.matrix(9, 5).array() + 0.1;
  whole.noise = draw.positive_definite(5);
  whole.taste = draw.vector(5);
  whole.bargaining = behalf::Bargaining::separate;
  for (int i = 0; i < 9; ++i) whole.covariances.push_back(draw.covariance(5));
  return whole;
}

PopulationStudy<> some_study(std::uint64_t seed = 3) {
  return {some_whole(),
          {.generality = {1, 2, 3, 5},
           .scope = {1, 2, 4, 9},
           .diversity = {0, 0.5, 1},
           .metrics = 2,
           .samples = 100,
           .seed = seed}};
}

std::vector<ScalingShard<>> shards_of(const PopulationStudy<>& study, std::size_t n) {
  std::vector<ScalingShard<>> shards;
  for (std::size_t i = 0; i < n; ++i) shards.push_back(behalf::run(study, shard(i, n), {.certify = false}).value());
  return shards;
}

std::string refused(const PopulationStudy<>& study, const std::vector<ScalingShard<>>& shards) {
  return behalf_test::refused_rule([&] { return behalf::merge_shards(study, shards); });
}

}  // namespace

TEST_SUITE("scaling/shard") {
  TEST_CASE("a study has the same bits in 1, 2, 3, 4 and 48 shares, in any order of shares and points") {
    const PopulationStudy<> study = some_study();
    REQUIRE(study.size() == 48);
    const std::vector<ScalingRow<>> whole = behalf::merge_shards(study, {behalf::run(study).value()});
    CHECK(std::count_if(whole.begin(), whole.end(), [](const ScalingRow<>& row) { return row.exact; }) > 10);
    CHECK(std::count_if(whole.begin(), whole.end(), [](const ScalingRow<>& row) { return !row.exact; }) > 10);
    for (const std::size_t n : {2U, 3U, 4U, 48U, 50U}) {
      CAPTURE(n);
      std::vector<ScalingShard<>> shards = shards_of(study, n);
      std::reverse(shards.begin(), shards.end());
      std::reverse(shards.front().rows.begin(), shards.front().rows.end());
      CHECK(bits(behalf::merge_shards(study, shards)) == bits(whole));
    }
    // Backwards, in a workspace that another study has used.
    PopulationStudy<>::Workspace workspace;
    ScalingRow<> row;
    const PopulationStudy<> other{some_whole(), {.generality = {2}, .scope = {4}, .metrics = 1, .samples = 50}};
    for (std::size_t k = study.size(); k-- > 0;) {
      CHECK(other.row_into(0, row, workspace).status == behalf::Status::optimal);
      CHECK(study.row_into(k, row, workspace).status == behalf::Status::optimal);
      CHECK(bits(row) == bits(whole[k]));
    }
  }

  TEST_CASE("rows are handed over as they come, and what the receiver throws is passed on") {
    const PopulationStudy<> study = some_study();
    std::vector<std::size_t> order;
    const auto done = behalf::run(study, shard(1, 4), [&](const ScalingRow<>& row) { order.push_back(row.index); });
    CHECK(done.value() == 12);
    REQUIRE(order.size() == 12);
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == 1 + 4 * i);
    CHECK(done.certificate().worst() < 1e-11);
    struct Full {};
    CHECK_THROWS_AS((void)behalf::run(study, {}, [](const ScalingRow<>&) { throw Full{}; }), Full);
  }

  TEST_CASE("a run goes on behind the rows that are there, computes no others, and tells how far it is") {
    const RowStudy<> study{50};
    const std::vector<ScalingRow<>> all = behalf::run(study, shard(1, 3)).value().rows;
    REQUIRE(all.size() == 17);
    for (std::size_t skip = 0; skip <= all.size(); ++skip) {
      CAPTURE(skip);
      *study.computed = 0;
      std::vector<ScalingRow<>> rows;
      std::vector<std::size_t> told;
      const auto done = behalf::run(study, shard(1, 3), [&](const ScalingRow<>& row) { rows.push_back(row); },
                                    {.skip = skip, .progress = [&](std::size_t so_far, std::size_t of) {
                                       CHECK(of == 17);
                                       CHECK(so_far == skip + rows.size());
                                       told.push_back(so_far);
                                     }});
      CHECK(done.value() == 17 - skip);
      CHECK(*study.computed == 17 - skip);
      CHECK(told.size() == 17 - skip);
      CHECK(bits(rows) == bits({all.begin() + static_cast<std::ptrdiff_t>(skip), all.end()}));
    }
    CHECK_THROWS_WITH_AS((void)behalf::run(study, shard(1, 3), {.skip = 18}),
                         "run: options.skip: expected at most the 17 rows of the share, got 18", InvalidArgument);
    struct Enough {};
    CHECK_THROWS_AS((void)behalf::run(study, {}, {.progress = [](std::size_t, std::size_t) { throw Enough{}; }}),
                    Enough);
  }

  TEST_CASE("every point of a study is in exactly one share") {
    for (const std::size_t size : {0U, 1U, 5U, 48U}) {
      for (const std::size_t n : {1U, 2U, 5U, 49U}) {
        std::vector<int> times(size, 0);
        for (std::size_t i = 0; i < n; ++i) {
          for (std::size_t j = 0; j < shard(i, n).points(size); ++j) ++times.at(shard(i, n).point(j));
        }
        CHECK(std::count(times.begin(), times.end(), 1) == static_cast<std::ptrdiff_t>(size));
      }
    }
  }

  TEST_CASE("shares that are not of the study, overlap or leave a hole are refused") {
    const PopulationStudy<> study = some_study();
    const std::vector<ScalingShard<>> good = shards_of(study, 3);
    CHECK(refused(study, good) == "was not refused");
    CHECK(refused(some_study(4), good) == "shards[0]: expected rows of this study, got rows of another");
    std::vector<ScalingShard<>> shards = good;
    shards.pop_back();
    CHECK(refused(study, shards) == "shards: expected all 48 points, point 2 is missing");
    shards.push_back(good[1]);
    CHECK(refused(study, shards) == "shards[2]: expected points that no share has yet, but shards[1] has point 1");
    shards = good;
    shards[2].rows.pop_back();
    CHECK(refused(study, shards) == "shards: expected all 48 points, point 47 is missing");
    shards = good;
    shards[1].rows[0].index = 48;
    CHECK(refused(study, shards) ==
          "shards[1]: expected points of the study, got point 48 at generality 1, scope 1, diversity 0.5");
    shards = good;
    shards[1].rows[0].at.scope = 2;
    CHECK(refused(study, shards) ==
          "shards[1]: expected points of the study, got point 1 at generality 1, scope 2, diversity 0.5");
    CHECK(refused(study, {}) == "shards: expected all 48 points, point 0 is missing");
    CHECK_THROWS_AS((void)shard(3, 3), InvalidArgument);
    CHECK_THROWS_AS((void)shard(0, 0), InvalidArgument);
    CHECK_THROWS_AS((void)behalf::run(study, {.index = 2, .count = 2}), InvalidArgument);
  }
}
