#include "support/table_model.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::Certificate;
using behalf::Lattice;
using behalf::LatticeOutcome;
using behalf::Solution;
using behalf::Status;
using behalf::vec;
using behalf::Vector;
using behalf_test::TableModel;

TableModel<> numbered() {
  TableModel<> model{.table = behalf::Matrix<double, 2, 8>::Zero(), .stake = vec({10, 20}), .weight = vec({1, 3})};
  for (Eigen::Index k = 0; k < 7; ++k) {
    model.table(0, k) = static_cast<double>(k);
    model.table(1, k) = static_cast<double>(10 * k);
  }
  return model;
}

/// Solves all sets of axes at once; what it says of itself can be set.
struct AllAtOnce {
  using Scalar = double;
  struct Workspace {};
  LatticeOutcome outcome{};
  double residual = 0;
  AxisSet faulted = AxisSet::all();  ///< The set whose certificate has the residual.

  [[nodiscard]] LatticeOutcome lattice_into(Lattice<>& lattice, Workspace&) const {
    lattice.resize(1);
    lattice.regrets.setConstant(2);
    lattice.regrets.col(7).setZero();
    lattice.stakes.setConstant(4);
    lattice.weights.setConstant(1);
    return outcome;
  }
  [[nodiscard]] Certificate certificate(AxisSet ideal, const Vector<>& regrets) const {
    CHECK(regrets == vec({ideal == AxisSet::all() ? 0.0 : 2.0}));
    Certificate result;
    if (ideal == faulted) result.primal_residual = residual;
    return result;
  }
  [[nodiscard]] Solution<Vector<>> regret(AxisSet) const { return {Status::infeasible, "never asked"}; }
  [[nodiscard]] Vector<> stakes() const { return vec({4}); }
  [[nodiscard]] Vector<> weights() const { return vec({1}); }
};
static_assert(behalf::SolvesLattice<AllAtOnce>);

}  // namespace

TEST_SUITE("gap/lattice") {
  TEST_CASE("the column of a set of ideal axes is its number") {
    const Lattice<> lattice = behalf::lattice(numbered()).value();
    CHECK(lattice.size() == 2);
    CHECK(lattice.regret(AxisSet::none(), 1) == 0);
    CHECK(lattice.regret(Axis::objectives, 1) == 10);
    CHECK(lattice.regret(Axis::information, 1) == 20);
    CHECK(lattice.regret(Axis::principals, 0) == 4);
    CHECK(lattice.regret(Axis::objectives | Axis::principals, 1) == 50);
    CHECK(lattice.regret(Axis::information | Axis::principals, 0) == 6);
    CHECK(lattice.regret(AxisSet::all(), 0) == 0);
    CHECK(lattice.stakes == vec({10, 20}));
    CHECK(lattice.weights == vec({1, 3}));
  }

  TEST_CASE("the weighted mean of a lattice is the mean of each column at the total weight") {
    const Lattice<> mean = behalf::weighted_mean(behalf::lattice(numbered()).value());
    REQUIRE(mean.size() == 1);
    for (Eigen::Index k = 0; k < 7; ++k) CHECK(mean.regrets(0, k) == 31.0 * static_cast<double>(k) / 4);
    CHECK(mean.regrets(0, 7) == 0);
    CHECK(mean.stakes(0) == 17.5);
    CHECK(mean.weights(0) == 4);
  }

  TEST_CASE("a mean without weight is refused") {
    Lattice<> lattice = behalf::lattice(numbered()).value();
    lattice.weights.setZero();
    CHECK_THROWS_AS((void)behalf::weighted_mean(lattice), std::invalid_argument);
  }

  TEST_CASE("a model that solves all sets at once is asked for nothing else") {
    const Solution<Lattice<>> solved = behalf::lattice(AllAtOnce{});
    REQUIRE(static_cast<bool>(solved));
    CHECK(solved.value().regrets == behalf::rows({{2, 2, 2, 2, 2, 2, 2, 0}}));
    const Solution<Lattice<>> failed =
        behalf::lattice(AllAtOnce{.outcome = {Status::unbounded, Axis::objectives | Axis::information}});
    CHECK_FALSE(static_cast<bool>(failed));
    CHECK(failed.status() == Status::unbounded);
    CHECK(failed.where() == "with ideal axes: OI");
  }

  TEST_CASE("the first set without a solution by its number is the one that is named") {
    TableModel<> model = numbered();
    model.unsolved = AxisSet{Axis::principals};
    CHECK(behalf::lattice(model).where() == "with ideal axes: P: in the table");
    model.unsolved = AxisSet::none();
    CHECK(behalf::lattice(model).where() == "with ideal axes: none: in the table");
    model.unsolved = Axis::objectives | Axis::principals;
    CHECK(behalf::lattice(model).where() == "with ideal axes: OP: in the table");
    CHECK(behalf::lattice(model).status() == Status::iteration_limit);
  }
}
