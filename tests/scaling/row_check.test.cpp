#include "support/scaling_brute_force.hpp"

#include <behalf/model/axis.hpp>
#include <behalf/scaling/row_check.hpp>
#include <behalf/scaling/shard.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using behalf::PopulationStudy;
using behalf::RowCheckOptions;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf_test::Draw;

namespace {

using Row = ScalingRow<>;

constexpr RowCheckOptions everything{.every = 1};
constexpr RowCheckOptions figures_only{.most_subsets = 0, .every = 0};

std::vector<Row> rows_of(const PopulationStudy<>& study) { return behalf::run(study).value().rows; }

std::string fault(const PopulationStudy<>& study, const Row& row, const RowCheckOptions& options = {}) {
  PopulationStudy<>::Workspace workspace;
  return behalf::row_fault(study, row, workspace, options);
}

/// A study with spread, everything that can be at fault, and points over 3 to 60 subsets, drawn where there are more than 20.
PopulationStudy<> some_study(std::uint64_t samples = 20) {
  behalf::LinearQuadraticSpec<> whole;
  whole.values = behalf::rows({{3, 1, 0}, {1, 3, 0.5}, {0, 0, 2}, {-1, 2, 1}, {2, 2, 2}});
  whole.metrics = behalf::rows({{1, 0.5, 0}, {0, 0, 1}});
  whole.taste = behalf::vec({0.25, 0, -0.5});
  whole.noise = behalf::diagonal({0.5, 1, 0.25});
  whole.risk_aversion = 2;
  ScalingPlan<> plan{.generality = {1, 2, 3}, .scope = {1, 2, 3, 4, 5}, .diversity = {0.5, 1}};
  plan.samples = samples;
  return PopulationStudy<>{whole, plan};
}

}  // namespace

TEST_SUITE("scaling/row_check") {
  TEST_CASE("no row of any study has a fault, drawn or not, computed again or not") {
    std::size_t drawn = 0;
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{340, static_cast<std::uint64_t>(k)};
      const behalf::LinearQuadraticSpec<> whole = behalf_test::random_whole(draw);
      ScalingPlan<> plan = behalf_test::every_level(whole);
      plan.samples = k % 2 == 0 ? 3 : 200;
      if (k % 3 == 0) plan.precision = 0.05;
      const PopulationStudy<> study{whole, plan};
      for (const Row& row : rows_of(study)) {
        CAPTURE(to_text(row.at));
        CHECK(fault(study, row) == "");
        CHECK(fault(study, row, everything) == "");
        CHECK(fault(study, row, figures_only) == "");
        if (!row.exact) ++drawn;
      }
    }
    CHECK(drawn > 300);
  }

  TEST_CASE("a mean that is changed by a millionth does not fit the others, whether computed again or not") {
    const PopulationStudy<> study = some_study();
    const double more = 1 + 1e-6;
    std::vector<std::pair<std::string, std::function<void(Row&)>>> changes{
        {"gap", [&](Row& row) { row.gap.value *= more; }},
        {"relative_gap", [&](Row& row) { row.relative_gap->value *= more; }},
        {"relative_gap", [&](Row& row) { row.stake.value *= more; }},
        {"relative_gap", [](Row& row) { row.relative_gap.reset(); }},
        {"regret_OIP", [](Row& row) { row.regrets[7] = 1e-6; }},
        {"stake", [](Row& row) { row.stake.value = -row.stake.value; }},
        {"regret_O", [](Row& row) { row.regrets[1] = std::numeric_limits<double>::quiet_NaN(); }}};
    for (const behalf::Axis axis : behalf::all_axes) {
      changes.emplace_back("shapley_" + letters(axis), [axis](Row& row) {
        row.shapley[static_cast<std::size_t>(axis)].value += 1e-6 * row.gap.value;
      });
    }
    for (std::size_t k = 1; k < 8; ++k) {
      changes.emplace_back("dividend_" + letters(behalf::AxisSet::from_index(k)),
                           [k](Row& row) { row.dividends[k].value += 1e-6 * row.gap.value; });
    }
    for (const Row& good : rows_of(study)) {
      for (const auto& one : changes) {
        const std::string& name = one.first;
        CAPTURE(name);
        Row row = good;
        one.second(row);
        CHECK(fault(study, row, figures_only) == "the figures of the row do not fit together: " + name);
        CHECK(fault(study, row) == "the figures of the row do not fit together: " + name);
      }
      for (std::size_t k = 1; k < 7; ++k) {
        Row row = good;
        row.regrets[k] += 1e-6 * row.gap.value;
        CHECK(fault(study, row, figures_only).starts_with("the figures of the row do not fit together: "));
      }
    }
  }

  TEST_CASE("what is made up in all figures together is found where the point is computed again") {
    const PopulationStudy<> study = some_study();
    std::vector<Row> rows = rows_of(study);
    std::size_t drawn = 0;
    for (Row row : rows) {
      const auto grow = [](behalf::Estimate<>& x) { x.value *= 1.001; };
      for (double& regret : row.regrets) regret *= 1.001;
      grow(row.gap);
      grow(row.stake);
      for (behalf::Estimate<>& x : row.shapley) grow(x);
      for (behalf::Estimate<>& x : row.dividends) grow(x);
      CHECK(fault(study, row, figures_only) == "");
      CHECK(fault(study, row).starts_with("the row is not what the data give: regret_none"));
    }
    for (Row row : rows) {
      if (row.exact) {
        row.gap.standard_error = 1e-9;
        CHECK(fault(study, row, figures_only) == "the figures of the row do not fit together: gap_se");
      } else {
        ++drawn;
        row.dividends[3].standard_error *= 1.01;
        CHECK(fault(study, row, figures_only) == "");
        CHECK(fault(study, row) == "the row is not what the data give: dividend_OI_se");
        row.dividends[3].standard_error = -1;
        CHECK(fault(study, row, figures_only) == "the figures of the row do not fit together: dividend_OI_se");
      }
    }
    CHECK(drawn > 5);
  }

  TEST_CASE("of points over many subsets those are computed again whose number is a multiple of what is asked for") {
    const PopulationStudy<> study = some_study();
    for (Row row : rows_of(study)) {
      row.regrets[0] *= 2;  // together with all that follows from it
      row.gap.value = row.regrets[0];
      row.relative_gap->value *= 2;
      const behalf::Attribution<> why{row.lattice()};
      for (const behalf::Axis axis : behalf::all_axes)
        row.shapley[static_cast<std::size_t>(axis)].value = why.shapley(axis, 0);
      row.dividends[7].value = why.dividend(behalf::AxisSet::all(), 0);
      const bool again = row.index % 3 == 0 || study.subsets(row.index) <= 5;
      CHECK(fault(study, row, {.most_subsets = 5, .every = 3}).empty() != again);
    }
  }

  TEST_CASE("a row of another point, of no point or over other subsets is refused") {
    const PopulationStudy<> study = some_study();
    const std::vector<Row> rows = rows_of(study);
    Row row = rows[1];
    row.index = 2;
    CHECK(fault(study, row).starts_with("expected a point of the study, got point 2 at "));
    row.index = rows.size();
    CHECK(fault(study, row).starts_with("expected a point of the study, got point 30 at "));
    for (const Row& good : rows) {
      row = good;
      ++row.draws;
      CHECK(fault(study, row) ==
            "expected a mean over " + std::to_string(good.draws) + " subsets, got " + std::to_string(good.draws + 1));
      row = good;
      row.exact = !row.exact;
      CHECK(fault(study, row).starts_with("expected a mean over "));
    }
  }
}
