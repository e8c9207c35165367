#include "support/compare.hpp"
#include "support/linear_quadratic_family.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::diagonal;
using behalf::InvalidArgument;
using behalf::LinearQuadratic;
using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::rows;
using behalf::Status;
using behalf::vec;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;

const double never = std::numeric_limits<double>::infinity();

Matrix<> identity(Eigen::Index d) { return Matrix<>::Identity(d, d); }

}  // namespace

TEST_SUITE("delegation/linear_quadratic") {
  TEST_CASE("one principal who sees and measures everything gets what it wants") {
    const LinearQuadratic model{{.values = rows({{2, -1}}), .cost = diagonal({2, 4})}};
    CHECK(model.regret({}).value()(0) == 0);
    CHECK(model.stakes()(0) == doctest::Approx(1.125).epsilon(1e-15));
    CHECK(apart(model.actions({}), rows({{1}, {-0.25}})) <= 1e-15);
  }

  TEST_CASE("the incentive is the transmission of the stated mandate and the action is its answer with the taste") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{100, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const LinearQuadratic<> model{spec};
      const Eigen::Index d = model.dimension();
      const Matrix<> cost = spec.cost.value_or(identity(d));
      for (const AxisSet ideal : behalf::all_axis_sets) {
        CAPTURE(behalf::letters(ideal));
        const bool asked = ideal.contains(Axis::objectives);
        const Matrix<> translation = asked ? identity(d) : spec.translation.value_or(identity(d));
        const Vector<> taste = asked ? Vector<>(Vector<>::Zero(d)) : spec.taste.value_or(Vector<>(Vector<>::Zero(d)));
        const Matrix<> references = spec.reference_values();
        Matrix<> mandates = references;
        if (!ideal.contains(Axis::principals)) mandates.colwise() = spec.mandate();
        const Matrix<> incentives = model.incentives(ideal);
        const double size = 1 + largest(translation * mandates) + largest(taste);
        CHECK(apart(incentives, model.transmission(ideal) * translation * mandates) <= 1e-11 * size);
        const Matrix<> moved = incentives.colwise() + taste;
        CHECK(apart(cost * model.actions(ideal), moved) <= 1e-11 * size);
      }
    }
  }

  // The formula as it is published, with another pseudo-inverse and no change of units.
  TEST_CASE("transmission is the formula for it") {
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{101, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Eigen::Index d = spec.dimension();
      spec.noise = draw.covariance(d);
      const LinearQuadratic<> model{spec};
      const Matrix<> inverse = spec.cost.value_or(identity(d)).inverse();
      for (const AxisSet ideal : behalf::all_axis_sets) {
        CAPTURE(behalf::letters(ideal));
        const Matrix<> metrics = ideal.contains(Axis::objectives) ? identity(d) : spec.metrics.value_or(identity(d));
        const Matrix<> noise = ideal.contains(Axis::information) ? Matrix<>(Matrix<>::Zero(d, d)) : spec.noise->noise();
        double bargainers = 1;
        if (spec.bargaining == behalf::Bargaining::separate && !ideal.contains(Axis::principals)) {
          bargainers = static_cast<double>((spec.weights_or_default().array() > 0).count());
        }
        Matrix<> expected = Matrix<>::Zero(d, d);
        if (metrics.rows() > 0) {
          const Matrix<> middle = metrics * (inverse + bargainers * spec.risk_aversion * noise) * metrics.transpose();
          Eigen::CompleteOrthogonalDecomposition<Matrix<>> pseudo_inverse;
          pseudo_inverse.setThreshold(1e-10);
          pseudo_inverse.compute(middle);
          expected = metrics.transpose() * pseudo_inverse.solve(metrics) * inverse;
        }
        CHECK(apart(model.transmission(ideal), expected) <= 1e-9 * (1 + largest(expected)));
      }
    }
  }

  TEST_CASE("a stake is half the own values in cost units whatever is seen or measured") {
    Draw draw{102};
    for (int k = 0; k < 40; ++k) {
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.covariances.clear();
      const LinearQuadratic<> model{spec};
      const Matrix<> own = spec.reference_values();
      const Matrix<> inverse = spec.cost.value_or(identity(spec.dimension())).inverse();
      for (Eigen::Index i = 0; i < own.cols(); ++i) {
        CHECK(model.stakes()(i) == doctest::Approx(0.5 * own.col(i).dot(inverse * own.col(i))).epsilon(1e-12));
      }
    }
  }

  TEST_CASE("only bargainers with weight count as bargainers") {
    LinearQuadraticSpec<> spec{.values = rows({{1}, {1}, {5}}),
                               .weights = vec({0.5, 0.5, 0}),
                               .noise = diagonal({1}),
                               .bargaining = behalf::Bargaining::separate};
    CHECK(LinearQuadratic{spec}.incentives({})(0, 0) == doctest::Approx(1.0 / 3).epsilon(1e-14));
    spec.weights = vec({0.5, 0.5, 1e-9});
    CHECK(LinearQuadratic{spec}.incentives({})(0, 0) == doctest::Approx(0.25).epsilon(1e-8));
  }

  TEST_CASE("an agent that nobody can pay does what it likes") {
    for (const Matrix<>& nothing : {Matrix<>(0, 2), Matrix<>(0, 0), rows({})}) {
      const LinearQuadratic model{{.values = rows({{1, 2}}),
                                   .metrics = nothing,
                                   .taste = vec({0.5, 0}),
                                   .noise = Matrix<>(rows({{1, 0}, {0, never}}))}};
      CHECK(largest(model.incentives({})) == 0);
      CHECK(apart(model.actions({}), rows({{0.5}, {0}})) == 0);
      CHECK(model.regret({}).value()(0) == doctest::Approx(2.125).epsilon(1e-15));
      CHECK(static_cast<bool>(behalf::lattice(model)));
    }
    const LinearQuadratic blind{{.values = rows({{1, 2}}), .noise = behalf::InformationSet<>::nothing(2)}};
    CHECK(blind.regret({}).value()(0) == blind.stakes()(0));
    CHECK(blind.regret(Axis::information).value()(0) == 0);
  }

  TEST_CASE("a reference names its rows and weighs them") {
    LinearQuadraticSpec<> spec{.values = rows({{1, 0}, {0, 1}}), .weights = vec({0.25, 0.75}), .names = {"a", "b"}};
    CHECK(LinearQuadratic{spec}.names() == std::vector<std::string>{"a", "b"});
    CHECK(LinearQuadratic{spec}.weights() == vec({0.25, 0.75}));
    spec.reference = behalf::Reference<>::collective();
    CHECK(LinearQuadratic{spec}.names() == std::vector<std::string>{"collective"});
    CHECK(LinearQuadratic{spec}.weights() == vec({1}));
    CHECK(LinearQuadratic{spec}.stakes()(0) == doctest::Approx(0.3125).epsilon(1e-15));
    spec.reference = behalf::Reference<>::given(rows({{2, 0}, {0, 0}, {1, 1}, {4, 0}}));
    CHECK(LinearQuadratic{spec}.names().empty());
    CHECK(LinearQuadratic{spec}.weights() == vec({0.25, 0.25, 0.25, 0.25}));
    CHECK(apart(LinearQuadratic{spec}.stakes(), vec({2, 0, 1, 8})) <= 1e-15);
    spec.reference = behalf::Reference<>::given(rows({{2, 0}, {0, 2}}), vec({3, 5}));
    CHECK(LinearQuadratic{spec}.weights() == vec({3, 5}));
  }

  TEST_CASE("weights that do not sum to one are noted unless the collective is the reference") {
    LinearQuadraticSpec<> spec{.values = rows({{1}, {1}, {1}})};
    CHECK(LinearQuadratic{spec}.notes().empty());
    spec.weights = vec({0.1, 0.2, 0.7});
    CHECK(LinearQuadratic{spec}.notes().empty());
    spec.weights = vec({1, 1, 0.5});
    REQUIRE(LinearQuadratic{spec}.notes().size() == 1);
    CHECK(LinearQuadratic{spec}.notes().front() ==
          "weights sum to 2.5, not 1: the mandate is 2.5 times a mean of values");
    spec.weights = vec({0.1, 0.1, 0.1});
    CHECK(LinearQuadratic{spec}.notes().size() == 1);
    spec.reference = behalf::Reference<>::collective();
    CHECK(LinearQuadratic{spec}.notes().empty());
  }

  TEST_CASE("numbers that overflow are told as ill conditioned and where") {
    const LinearQuadratic large{{.values = rows({{1e200}}), .metrics = Matrix<>(0, 1)}};
    CHECK(large.regret({}).status() == Status::ill_conditioned);
    CHECK(large.regret({}).where() == "with ideal axes: none");
    CHECK(behalf::attribute(large).status() == Status::ill_conditioned);
    CHECK(behalf::lattice(large).where() == "with ideal axes: none");
  }

  TEST_CASE("risk that overflows leaves what is never seen") {
    const LinearQuadratic risky{{.values = rows({{1}}), .noise = diagonal({1e200}), .risk_aversion = 1e200}};
    CHECK(risky.regret(Axis::objectives).value()(0) == 0.5);
    CHECK(risky.regret(Axis::information).value()(0) == 0);
    CHECK(behalf::lattice(risky).value().regret(AxisSet::none(), 0) == 0.5);
  }

  TEST_CASE("a workspace that solved another model gives the same numbers") {
    LinearQuadratic<>::Workspace used;
    for (int k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{103, static_cast<std::uint64_t>(k)};
      const LinearQuadratic<> model{behalf_test::random_spec(draw)};
      behalf::Lattice<> lattice;
      REQUIRE(model.lattice_into(lattice, used).status == Status::optimal);
      CHECK(behalf_test::same(lattice.regrets, behalf::lattice(model).value().regrets));
    }
  }

  TEST_CASE("a model whose size the compiler knows refuses any other size") {
    CHECK(behalf_test::refused_rule([] {
            return LinearQuadratic<double, 3>{{.values = rows({{1, 2}})}};
          }) == "values: expected 3 attributes, got 2");
    CHECK_THROWS_AS((LinearQuadratic<>{{.values = Matrix<>(0, 2)}}), InvalidArgument);
  }
}
