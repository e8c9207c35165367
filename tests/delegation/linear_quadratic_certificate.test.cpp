// A certificate must notice a wrong answer, whichever part of it is wrong, and must not be fooled by units.

#include "support/random_model.hpp"

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::Certificate;
using behalf::diagonal;
using behalf::LinearQuadratic;
using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::Vector;

/// An answer, and the certificate that it gets.
struct Answer {
  LinearQuadraticSpec<> spec;
  AxisSet ideal{};
  int bargainers = 1;
  Matrix<> incentives;
  Matrix<> actions;
  Matrix<> transmission;
  Vector<> regrets;

  Answer(const LinearQuadraticSpec<>& data, AxisSet with_ideal, int with_bargainers)
      : spec{data}, ideal{with_ideal}, bargainers{with_bargainers} {
    const LinearQuadratic<> model{spec};
    incentives = model.incentives(ideal);
    actions = model.actions(ideal);
    transmission = model.transmission(ideal);
    regrets = model.regret(ideal).value();
  }
  [[nodiscard]] Certificate certificate() const {
    return behalf::certify_linear_quadratic<double>(spec, spec.reference_values(), ideal, bargainers, incentives,
                                                    actions, transmission, regrets);
  }
};

/// Two principals, three attributes, two metrics, one of three attributes never seen.
LinearQuadraticSpec<> example() {
  const double never = std::numeric_limits<double>::infinity();
  return {.values = rows({{1, 2, 0}, {0, 1, 3}}),
          .covariances = {diagonal({1, 0, 0.5}), diagonal({0, 2, 0})},
          .cost = rows({{2, 0.5, 0}, {0.5, 1, 0}, {0, 0, 3}}),
          .metrics = rows({{1, 1, 0}, {0, 1, 1}, {1, 0, 0}}),
          .taste = vec({0.1, 0, 0.2}),
          .noise = rows({{1, 0.5, 0}, {0.5, 1, 0}, {0, 0, never}}),
          .risk_aversion = 2,
          .bargaining = behalf::Bargaining::separate};
}

Answer answer(AxisSet ideal = {}) { return {example(), ideal, ideal.contains(Axis::principals) ? 1 : 2}; }

}  // namespace

TEST_SUITE("delegation/linear_quadratic_certificate") {
  TEST_CASE("a mandate whose terms cancel is an answer like any other") {
    // 0.3 · 1 − 0.1 · 3 is 0 but for the order of sums; the third wants nothing and gets nothing.
    for (const double third : {0.0, 0.25}) {
      const LinearQuadraticSpec<> spec{.values = rows({{1, 0.5}, {-3, -1.5}, {0, 0}}),
                                       .weights = vec({0.3, 0.1, third}),
                                       .noise = behalf::InformationSet<>{diagonal({1, 2})}};
      const LinearQuadratic model{spec};
      for (const AxisSet ideal : behalf::all_axis_sets) {
        CAPTURE(ideal.index());
        const auto regrets = model.regret(ideal);
        REQUIRE(regrets);
        if (!ideal.contains(Axis::principals)) CHECK(regrets.value()(1) == doctest::Approx(5.625).epsilon(1e-12));
        CHECK(regrets.value()(2) < 1e-30);
        CHECK(regrets.certificate().worst() <= 1e-12);
      }
    }
  }
  TEST_CASE("a right answer has a perfect certificate") {
    for (const AxisSet ideal : behalf::all_axis_sets) {
      CAPTURE(behalf::letters(ideal));
      CHECK(answer(ideal).certificate().worst() < 1e-14);
    }
  }

  TEST_CASE("pay that the metrics cannot give breaks the primal residual") {
    LinearQuadraticSpec<> spec = example();
    spec.metrics = rows({{1, 1, 0}});
    Answer wrong{spec, {}, 2};
    wrong.incentives.row(0).array() += 0.01;
    CHECK(wrong.certificate().primal_residual > 1e-3);
  }

  TEST_CASE("pay for what is never seen breaks the primal residual") {
    Answer wrong = answer();
    wrong.incentives.row(2).array() += 0.01;
    CHECK(wrong.certificate().primal_residual > 1e-3);
  }

  TEST_CASE("pay that a bargainer would change breaks the dual residual") {
    Answer wrong = answer();
    wrong.incentives.row(0).array() += 0.01;
    CHECK(wrong.certificate().dual_residual > 1e-3);
    Answer miscounted = answer();
    miscounted.bargainers = 1;
    CHECK(miscounted.certificate().dual_residual > 1e-3);
    Answer fearless = answer();
    fearless.spec.risk_aversion = 1;
    CHECK(fearless.certificate().dual_residual > 1e-3);
  }

  TEST_CASE("a regret that is not what its action costs breaks the duality gap") {
    for (const AxisSet ideal : {AxisSet{}, AxisSet{Axis::principals}}) {
      Answer wrong = answer(ideal);
      wrong.regrets(1) *= 1.01;
      CHECK(wrong.certificate().duality_gap > 1e-3);
      Answer other = answer(ideal);
      other.regrets(0) = 0;
      CHECK(other.certificate().duality_gap > 1e-3);
      Answer spread = answer(ideal);
      spread.spec.covariances[0] *= 2;
      CHECK(spread.certificate().duality_gap > 1e-3);
      Answer none = answer(ideal);
      none.regrets(0) = std::numeric_limits<double>::quiet_NaN();
      CHECK_FALSE(none.certificate().worst() < 1);
    }
  }

  TEST_CASE("an action that is not the agent's own answer breaks the incentive violation") {
    Answer wrong = answer();
    wrong.actions(1, 0) += 0.01;
    REQUIRE(wrong.certificate().incentive_violation.has_value());
    CHECK(*wrong.certificate().incentive_violation > 1e-3);
    Answer tasteless = answer();
    tasteless.spec.taste.reset();
    CHECK(*tasteless.certificate().incentive_violation > 1e-3);
  }

  TEST_CASE("a transmission that does not give the incentive breaks the primal residual") {
    Answer wrong = answer(Axis::principals);
    wrong.transmission(0, 0) += 0.01;
    CHECK(wrong.certificate().primal_residual > 1e-3);
  }

  TEST_CASE("the certificate of a lattice is the worst of those of its eight columns, each asked for by itself") {
    LinearQuadraticSpec<> spec = example();
    spec.translation = rows({{1, 0.2, 0}, {0, 1, 0.1}, {0, 0, 1}});
    const LinearQuadratic<> model{spec};
    const auto solved = behalf::lattice(model);
    Certificate worst;
    for (const AxisSet ideal : behalf::all_axis_sets) {
      worst.include(model.certificate(ideal, solved.value().regrets.col(static_cast<Eigen::Index>(ideal.index()))));
    }
    CHECK(solved.certificate().primal_residual == worst.primal_residual);
    CHECK(solved.certificate().dual_residual == worst.dual_residual);
    CHECK(solved.certificate().duality_gap == worst.duality_gap);
    CHECK(solved.certificate().incentive_violation == worst.incentive_violation);
    CHECK(worst.worst() < 1e-13);
  }

  TEST_CASE("attributes in very different units leave a right answer certified") {
    LinearQuadraticSpec<> spec = example();
    spec.covariances.clear();
    const Vector<> units = vec({1e-6, 1, 1e7});
    const Matrix<> scale = units.asDiagonal();
    spec.values = Matrix<>(spec.values * scale);
    spec.cost = Matrix<>(scale * *spec.cost * scale);
    spec.metrics = Matrix<>(*spec.metrics * scale);
    spec.taste = Vector<>(scale * *spec.taste);
    Matrix<> noise = spec.noise->noise();
    for (Eigen::Index i = 0; i < 3; ++i) {
      for (Eigen::Index j = 0; j < 3; ++j) noise(i, j) /= units(i) * units(j);
    }
    spec.noise = noise;
    for (const AxisSet ideal : behalf::all_axis_sets) {
      CAPTURE(behalf::letters(ideal));
      CHECK(Answer(spec, ideal, ideal.contains(Axis::principals) ? 1 : 2).certificate().worst() < 1e-9);
    }
  }
}
