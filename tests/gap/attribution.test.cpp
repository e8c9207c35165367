#include "support/compare.hpp"
#include "support/table_model.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

using behalf::Axis;
using behalf::AxisSet;
using behalf_test::by_faulty;
using behalf_test::exactly;
using behalf_test::NamedTableModel;
using behalf_test::TableModel;

namespace {

/// Two principals: the first with every effect, the second helped by nothing.
TableModel<> two() {
  behalf::Matrix<double, Eigen::Dynamic, 8> table(2, 8);
  table.row(0) = by_faulty(behalf::vec({0, 1, 2, 6, 3, 5, 4, 13}).transpose());
  table.row(1) = by_faulty(behalf::vec({0, 2, 0, 1, 0, 1, 0, 1}).transpose());
  return {.table = table, .stake = behalf::vec({26, 0}), .weight = behalf::vec({3, 1})};
}

}  // namespace

TEST_SUITE("gap/attribution") {
  TEST_CASE("dividends are what axes do together beyond their parts") {
    const behalf::Attribution<> why = behalf::attribute(two()).value();
    // By faulty axes: c = 0 1 2 6 3 5 4 13, so d(OI) = 6 − 1 − 2, d(OP) = 5 − 1 − 3, d(IP) = 4 − 2 − 3, and so on.
    const std::array<double, 8> expected{0, 1, 2, 3, 3, 1, -1, 4};
    for (const AxisSet faulty : behalf::all_axis_sets) CHECK(why.dividend(faulty, 0) == expected[faulty.index()]);
  }

  TEST_CASE("Shapley values split every dividend evenly and sum to the gap") {
    const behalf::Attribution<> why = behalf::attribute(two()).value();
    CHECK(why.shapley(Axis::objectives, 0) == exactly(1 + 1.5 + 0.5 + 4.0 / 3));
    CHECK(why.shapley(Axis::information, 0) == exactly(2 + 1.5 - 0.5 + 4.0 / 3));
    CHECK(why.shapley(Axis::principals, 0) == exactly(3 + 0.5 - 0.5 + 4.0 / 3));
    for (Eigen::Index i = 0; i < 2; ++i) {
      double sum = 0;
      for (const Axis axis : behalf::all_axes) sum += why.shapley(axis, i);
      CHECK(sum == exactly(why.gap(i)));
    }
  }

  TEST_CASE("the relative gap is absent where nothing is at stake") {
    const behalf::Attribution<> why = behalf::attribute(two()).value();
    REQUIRE(why.relative_gap(0).has_value());
    CHECK(*why.relative_gap(0) == 0.5);
    CHECK_FALSE(why.relative_gap(1).has_value());
  }

  TEST_CASE("a repair that makes somebody worse off is warned of and one that changes nothing is not") {
    TableModel<> model = two();
    // Regret of the second principal: gap 1; ideal information 2; ideal objectives 1 + 2e-9; ideal principals 1 + 0.5e-9.
    model.table.row(1).head(7).setOnes();
    model.table(1, static_cast<Eigen::Index>(AxisSet{Axis::information}.index())) = 2;
    model.table(1, static_cast<Eigen::Index>(AxisSet{Axis::objectives}.index())) = 1 + 2e-9;
    model.table(1, static_cast<Eigen::Index>(AxisSet{Axis::principals}.index())) = 1 + 0.5e-9;
    const std::vector<behalf::Warning<>> warnings = behalf::attribute(model).value().warnings();
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].principal == 1);
    CHECK(warnings[0].name == "2");
    CHECK(warnings[0].axis == Axis::objectives);
    CHECK(warnings[1].axis == Axis::information);
    CHECK(warnings[1].increase == 1);
  }

  TEST_CASE("the attribution of the mean is the mean of the attributions") {
    const behalf::Attribution<> why = behalf::attribute(two()).value();
    const behalf::Attribution<> mean = weighted_mean(why);
    REQUIRE(mean.size() == 1);
    CHECK(mean.gap(0) == exactly((3 * 13 + 1) / 4.0));
    CHECK(mean.lattice().weights(0) == 4);
    CHECK(*mean.relative_gap(0) == exactly(mean.gap(0) / (3 * 26 / 4.0)));
    for (const Axis axis : behalf::all_axes) {
      CHECK(mean.shapley(axis, 0) == exactly((3 * why.shapley(axis, 0) + why.shapley(axis, 1)) / 4));
    }
  }

  TEST_CASE("names and notes of a model reach its attribution") {
    NamedTableModel model;
    static_cast<TableModel<>&>(model) = two();
    model.called = {"users", "firm"};
    model.said = {"a note"};
    const behalf::Attribution<> why = behalf::attribute(model).value();
    CHECK(why.name(0) == "users");
    CHECK(why.name(1) == "firm");
    CHECK(why.notes() == model.said);
    CHECK(behalf::attribute(two()).value().name(1) == "2");
  }

  TEST_CASE("the first subset without a solution decides the status and is named") {
    TableModel<> model = two();
    model.unsolved = AxisSet{Axis::information};
    model.status = behalf::Status::unbounded;
    const behalf::Solution<behalf::Attribution<>> solution = behalf::attribute(model);
    CHECK_FALSE(solution);
    CHECK(solution.status() == behalf::Status::unbounded);
    CHECK(solution.where() == "with ideal axes: I: in the table");
    CHECK_THROWS_AS((void)solution.value(), std::runtime_error);
  }

  TEST_CASE("the certificate of a lattice is the worst of its eight") {
    TableModel<> model = two();
    model.certificate.dual_residual = 0.25;
    CHECK(behalf::lattice(model).certificate().dual_residual == 0.25);
    CHECK(behalf::lattice(model).certificate().worst() == 0.25);
    CHECK(behalf::lattice(two()).certificate().worst() == 0);
  }
}
