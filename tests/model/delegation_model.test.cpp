#include "support/table_model.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/delegation_model.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using behalf::AxisSet;
using behalf::DelegationModel;
using behalf::GivesNotes;
using behalf::NamesPrincipals;
using behalf::Solution;
using behalf::SolvesLattice;
using behalf::Vector;
using behalf_test::NamedTableModel;
using behalf_test::TableModel;

using Reference = behalf::LinearQuadratic<>;

static_assert(DelegationModel<Reference> && SolvesLattice<Reference> && NamesPrincipals<Reference> &&
              GivesNotes<Reference>);
static_assert(DelegationModel<behalf::LinearQuadratic<float, 3>>);
static_assert(DelegationModel<TableModel<>> && !SolvesLattice<TableModel<>>);
static_assert(!NamesPrincipals<TableModel<>> && !GivesNotes<TableModel<>>);
static_assert(NamesPrincipals<NamedTableModel> && GivesNotes<NamedTableModel>);

/// Everything but one thing, by what is missing.
struct WithoutScalar {
  Solution<Vector<>> regret(AxisSet) const;
  Vector<> stakes() const;
  Vector<> weights() const;
};
struct WithoutStakes {
  using Scalar = double;
  Solution<Vector<>> regret(AxisSet) const;
  Vector<> weights() const;
};
struct WithoutWeights {
  using Scalar = double;
  Solution<Vector<>> regret(AxisSet) const;
  Vector<> stakes() const;
};
struct ChangedByAsking {
  using Scalar = double;
  Solution<Vector<>> regret(AxisSet);
  Vector<> stakes() const;
  Vector<> weights() const;
};
struct OfAnotherScalar {
  using Scalar = float;
  Solution<Vector<>> regret(AxisSet) const;
  Vector<float> stakes() const;
  Vector<float> weights() const;
};
struct FixedSize {
  using Scalar = double;
  Solution<Vector<>> regret(AxisSet) const;
  Vector<double, 2> stakes() const;
  Vector<double, 2> weights() const;
};

static_assert(!DelegationModel<WithoutScalar>);
static_assert(!DelegationModel<WithoutStakes>);
static_assert(!DelegationModel<WithoutWeights>);
static_assert(!DelegationModel<ChangedByAsking>);
static_assert(!DelegationModel<OfAnotherScalar>);
static_assert(DelegationModel<FixedSize>);

}  // namespace

TEST_SUITE("model/delegation_model") {
  TEST_CASE("a table of regrets is enough to be told a gap") {
    const TableModel<> model{
        .table = behalf::rows({{2, 2, 2, 2, 2, 2, 2, 0}}), .stake = behalf::vec({4}), .weight = behalf::vec({1})};
    CHECK(behalf::gap(model).value()(0) == 2);
    CHECK(behalf::attribute(model).value().gap(0) == 2);
  }
}
