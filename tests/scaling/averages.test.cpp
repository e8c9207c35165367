#include "support/random_model.hpp"

#include <behalf/model/axis.hpp>
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

using behalf::ScalingRow;
using behalf::internal::Averages;
using behalf_test::Draw;

namespace {

using Sample = behalf::internal::LatticeSample<double>;

std::vector<Sample> some_samples(Draw& draw, Eigen::Index count) {
  std::vector<Sample> result(static_cast<std::size_t>(count));
  for (Sample& sample : result) {
    for (double& x : sample) x = 2 + draw.number();
    sample[7] = 0;
  }
  return result;
}

ScalingRow<> row_of(const std::vector<Sample>& samples, bool exact = false) {
  Averages<double> averages;
  for (const Sample& sample : samples) averages.add(sample);
  ScalingRow<> row;
  averages.write(row, exact);
  return row;
}

/// The regret when exactly these axes are faulty, and the pure and joint effects of axes by their definition: the sum over
/// subsets with alternating signs.
double regret(const Sample& sample, std::size_t faulty) { return faulty == 0 ? 0 : sample[7 - faulty]; }
double dividend(const Sample& sample, std::size_t faulty) {
  double sum = 0;
  for (std::size_t part = 0; part < 8; ++part) {
    if ((part & ~faulty) != 0) continue;
    sum += (std::popcount(faulty ^ part) % 2 == 0 ? 1 : -1) * regret(sample, part);
  }
  return sum;
}
/// The mean over the orders in which axes become faulty of what this one adds.
double shapley(const Sample& sample, std::size_t axis) {
  std::array<std::size_t, 3> order{0, 1, 2};
  double sum = 0;
  do {
    std::size_t before = 0;
    for (std::size_t k = 0; order[k] != axis; ++k) before |= std::size_t{1} << order[k];
    sum += regret(sample, before | (std::size_t{1} << axis)) - regret(sample, before);
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / 6;
}

/// Mean and sd/√n of a figure of each sample, in two passes.
behalf::Estimate<> two_passes(const std::vector<Sample>& samples, const std::function<double(const Sample&)>& figure) {
  const double n = static_cast<double>(samples.size());
  double mean = 0, squares = 0;
  for (const Sample& sample : samples) mean += figure(sample) / n;
  for (const Sample& sample : samples) squares += std::pow(figure(sample) - mean, 2);
  return {mean, n > 1 ? std::sqrt(squares / (n - 1) / n) : 0};
}

}  // namespace

TEST_SUITE("scaling/averages") {
  TEST_CASE("means and their errors are those of two passes over the figures of each lattice by itself") {
    for (std::uint64_t k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{730, k};
      const std::vector<Sample> samples = some_samples(draw, 1 + draw.below(40));
      const ScalingRow<> row = row_of(samples);
      CHECK(row.draws == samples.size());
      const auto agrees = [&](const behalf::Estimate<>& found, const std::function<double(const Sample&)>& figure) {
        const behalf::Estimate<> expected = two_passes(samples, figure);
        CHECK(std::abs(found.value - expected.value) <= 1e-13);
        CHECK(std::abs(found.standard_error - expected.standard_error) <= 1e-13);
      };
      agrees(row.gap, [](const Sample& sample) { return sample[0]; });
      agrees(row.stake, [](const Sample& sample) { return sample[8]; });
      for (std::size_t i = 0; i < 8; ++i) {
        agrees({row.regrets[i], two_passes(samples, [i](const Sample& sample) { return sample[i]; }).standard_error},
               [i](const Sample& sample) { return sample[i]; });
      }
      for (const behalf::Axis axis : behalf::all_axes) {
        agrees(row.share(axis), [&](const Sample& sample) { return shapley(sample, static_cast<std::size_t>(axis)); });
      }
      for (const behalf::AxisSet faulty : behalf::all_axis_sets) {
        agrees(row.dividend(faulty), [&](const Sample& sample) { return dividend(sample, faulty.index()); });
      }
      // The error of a ratio to first order is that of the gap less the ratio times the stake.
      const double ratio = row.gap.value / row.stake.value;
      const behalf::Estimate<> rest =
          two_passes(samples, [&](const Sample& sample) { return sample[0] - ratio * sample[8]; });
      CHECK(row.relative_gap->value == ratio);
      CHECK(std::abs(row.relative_gap->standard_error - rest.standard_error / row.stake.value) <= 1e-7);
    }
  }

  TEST_CASE("what is the same in every lattice, or is not drawn at all, has no error") {
    Draw draw{731};
    std::vector<Sample> samples = some_samples(draw, 20);
    for (Sample& sample : samples) {
      sample[3] = 0.375;
      sample[1] = 0;
      sample[8] = 5;
    }
    const ScalingRow<> row = row_of(samples);
    CHECK(row.stake.standard_error == 0);
    CHECK(row.dividend(behalf::AxisSet::from_index(4)).value == 0.375);
    CHECK(row.dividend(behalf::AxisSet::from_index(4)).standard_error == 0);
    CHECK(row.gap.standard_error > 0);
    const ScalingRow<> exact = row_of(samples, true);
    CHECK(exact.exact);
    CHECK(exact.gap.value == row.gap.value);
    for (const auto& x : exact.dividends) CHECK(x.standard_error == 0);
    for (const auto& x : exact.shapley) CHECK(x.standard_error == 0);
    CHECK(exact.gap.standard_error == 0);
    CHECK(exact.relative_gap->standard_error == 0);
  }

  TEST_CASE("where nobody has a stake there is no relative gap, whatever stood there before") {
    ScalingRow<> row;
    row.relative_gap = behalf::Estimate<>{1, 1};
    Averages<double> averages;
    averages.add({1, 1, 1, 1, 1, 1, 1, 0, 0});
    averages.write(row, false);
    CHECK_FALSE(row.relative_gap.has_value());
    CHECK(row.gap.value == 1);
  }

  TEST_CASE("a mean is precise enough after 64, 128, 256 and so on draws, where its error is the wanted part of it") {
    Averages<double> averages;
    const std::optional<double> always{1e9}, never{0.0};
    std::vector<std::uint64_t> asked;
    std::vector<Sample> samples;
    Draw draw{732};
    for (std::uint64_t count = 1; count <= 300; ++count) {
      const Sample sample = some_samples(draw, 1).front();
      samples.push_back(sample);
      averages.add(sample);
      CHECK(averages.count() == count);
      CHECK_FALSE(averages.precise({}));
      CHECK_FALSE(averages.precise(never));
      if (averages.precise(always)) asked.push_back(count);
      if (count == 128) {
        const behalf::Estimate<> gap = two_passes(samples, [](const Sample& x) { return x[0]; });
        CHECK(averages.precise(1.0001 * gap.standard_error / gap.value));
        CHECK_FALSE(averages.precise(0.9999 * gap.standard_error / gap.value));
      }
    }
    CHECK(asked == std::vector<std::uint64_t>{64, 128, 256});
  }
}
