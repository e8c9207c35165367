#include "support/scaling_brute_force.hpp"

#include <behalf/delegation/linear_quadratic_spec.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::InvalidArgument;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf::ScalingShard;
using behalf::ScalingStudy;
using behalf::shard;
using behalf_test::Draw;

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

ScalingStudy<> some_study(std::uint64_t seed = 3) {
  return {some_whole(),
          {.generality = {1, 2, 3, 5},
           .scope = {1, 2, 4, 9},
           .diversity = {0, 0.5, 1},
           .metrics = 2,
           .samples = 100,
           .seed = seed}};
}

/// All bits of a row.
std::vector<std::uint64_t> bits(const ScalingRow<>& row) {
  std::vector<std::uint64_t> result{row.index, row.draws, row.exact ? 1U : 0U};
  const auto add = [&result](double x) { result.push_back(std::bit_cast<std::uint64_t>(x)); };
  const auto add_estimate = [&add](const behalf::Estimate<>& x) {
    add(x.value);
    add(x.standard_error);
  };
  for (const double regret : row.regrets) add(regret);
  add_estimate(row.gap);
  add_estimate(row.stake);
  if (row.relative_gap) add_estimate(*row.relative_gap);
  for (const behalf::Estimate<>& x : row.shapley) add_estimate(x);
  for (const behalf::Estimate<>& x : row.dividends) add_estimate(x);
  return result;
}

std::vector<std::vector<std::uint64_t>> bits(const std::vector<ScalingRow<>>& rows) {
  std::vector<std::vector<std::uint64_t>> result;
  for (const ScalingRow<>& row : rows) result.push_back(bits(row));
  return result;
}

std::vector<ScalingShard<>> shards_of(const ScalingStudy<>& study, std::size_t n) {
  std::vector<ScalingShard<>> shards;
  for (std::size_t i = 0; i < n; ++i) shards.push_back(behalf::run(study, shard(i, n), {.certify = false}).value());
  return shards;
}

std::string fault(const ScalingStudy<>& study, const std::vector<ScalingShard<>>& shards) {
  try {
    (void)behalf::merge(study, shards);
  } catch (const InvalidArgument& error) {
    return error.field() + ": " + error.rule();
  }
  return "none";
}

}  // namespace

TEST_SUITE("scaling/shard") {
  TEST_CASE("a study has the same bits in 1, 2, 3, 4 and 48 shares, in any order of shares and points") {
    const ScalingStudy<> study = some_study();
    REQUIRE(study.size() == 48);
    const std::vector<ScalingRow<>> whole = behalf::merge(study, {behalf::run(study).value()});
    CHECK(std::count_if(whole.begin(), whole.end(), [](const ScalingRow<>& row) { return row.exact; }) > 10);
    CHECK(std::count_if(whole.begin(), whole.end(), [](const ScalingRow<>& row) { return !row.exact; }) > 10);
    for (const std::size_t n : {2U, 3U, 4U, 48U, 50U}) {
      CAPTURE(n);
      std::vector<ScalingShard<>> shards = shards_of(study, n);
      std::reverse(shards.begin(), shards.end());
      std::reverse(shards.front().rows.begin(), shards.front().rows.end());
      CHECK(bits(behalf::merge(study, shards)) == bits(whole));
    }
    // Backwards, in a workspace that another study has used.
    ScalingStudy<>::Workspace workspace;
    ScalingRow<> row;
    const ScalingStudy<> other{some_whole(), {.generality = {2}, .scope = {4}, .metrics = 1, .samples = 50}};
    for (std::size_t k = study.size(); k-- > 0;) {
      CHECK(other.row_into(0, row, workspace).status == behalf::Status::optimal);
      CHECK(study.row_into(k, row, workspace).status == behalf::Status::optimal);
      CHECK(bits(row) == bits(whole[k]));
    }
  }

  TEST_CASE("rows are handed over as they come, and what the receiver throws is passed on") {
    const ScalingStudy<> study = some_study();
    std::vector<std::size_t> order;
    const auto done = behalf::run(study, shard(1, 4), [&](const ScalingRow<>& row) { order.push_back(row.index); });
    CHECK(done.value() == 12);
    REQUIRE(order.size() == 12);
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == 1 + 4 * i);
    CHECK(done.certificate().worst() < 1e-11);
    struct Full {};
    CHECK_THROWS_AS((void)behalf::run(study, {}, [](const ScalingRow<>&) { throw Full{}; }), Full);
  }

  TEST_CASE("shares that are not of the study, overlap or leave a hole are refused") {
    const ScalingStudy<> study = some_study();
    const std::vector<ScalingShard<>> good = shards_of(study, 3);
    CHECK(fault(study, good) == "none");
    CHECK(fault(some_study(4), good) == "shards[0]: expected rows of this study, got rows of another");
    std::vector<ScalingShard<>> shards = good;
    shards.pop_back();
    CHECK(fault(study, shards) == "shards: expected all 48 points, point 2 is missing");
    shards.push_back(good[1]);
    CHECK(fault(study, shards) == "shards[2]: expected points that no share has yet, but shards[1] has point 1");
    shards = good;
    shards[2].rows.pop_back();
    CHECK(fault(study, shards) == "shards: expected all 48 points, point 47 is missing");
    shards = good;
    shards[1].rows[0].index = 48;
    CHECK(fault(study, shards) ==
          "shards[1]: expected points of the study, got point 48 at generality 1, scope 1, diversity 0.5");
    shards = good;
    shards[1].rows[0].at.scope = 2;
    CHECK(fault(study, shards) ==
          "shards[1]: expected points of the study, got point 1 at generality 1, scope 2, diversity 0.5");
    CHECK(fault(study, {}) == "shards: expected all 48 points, point 0 is missing");
    CHECK_THROWS_AS((void)shard(3, 3), InvalidArgument);
    CHECK_THROWS_AS((void)shard(0, 0), InvalidArgument);
    CHECK_THROWS_AS((void)behalf::run(study, {.index = 2, .count = 2}), InvalidArgument);
  }
}
