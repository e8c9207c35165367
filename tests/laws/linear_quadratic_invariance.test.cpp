// What must not change the numbers of linear–quadratic delegation, and what must change them by a known factor.

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace {

using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::Reference;
using behalf::Vector;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::solve;
using behalf_test::Solved;

constexpr int draws = 150;

double size_of(const Solved& solved) { return std::max(largest(solved.stakes()), largest(solved.regrets())); }

/// The data with every value, and what is given in the same unit, multiplied by a number.
LinearQuadraticSpec<> with_wishes_times(LinearQuadraticSpec<> spec, double factor) {
  spec.values *= factor;
  for (Matrix<>& covariance : spec.covariances) covariance *= factor * factor;
  if (spec.taste) *spec.taste *= factor;
  if (spec.reference.kind() == Reference<>::Kind::given) {
    spec.reference = Reference<>::given(spec.reference.values() * factor, spec.reference.weights());
  }
  return spec;
}

/// The data with attribute j counted in units of which there are units(j) in the old one.
LinearQuadraticSpec<> in_units(LinearQuadraticSpec<> spec, const Vector<>& units) {
  const Vector<> per_unit = units.cwiseInverse();
  spec.values *= per_unit.asDiagonal();
  for (Matrix<>& covariance : spec.covariances) {
    covariance = Matrix<>(per_unit.asDiagonal() * covariance * per_unit.asDiagonal());
  }
  const Matrix<> cost = spec.cost ? *spec.cost : Matrix<>(Matrix<>::Identity(spec.dimension(), spec.dimension()));
  spec.cost = Matrix<>(per_unit.asDiagonal() * cost * per_unit.asDiagonal());
  if (spec.translation) *spec.translation = Matrix<>(per_unit.asDiagonal() * *spec.translation * units.asDiagonal());
  if (spec.metrics) *spec.metrics = Matrix<>(*spec.metrics * per_unit.asDiagonal());
  if (spec.taste) *spec.taste = Vector<>(per_unit.cwiseProduct(*spec.taste));
  if (spec.noise) {
    // Entry by entry, since 0 times an infinite variance would be NaN in a product of matrices.
    Matrix<> noise = spec.noise->noise();
    for (Eigen::Index j = 0; j < noise.cols(); ++j) {
      for (Eigen::Index i = 0; i < noise.rows(); ++i) noise(i, j) *= units(i) * units(j);
    }
    spec.noise = noise;
  }
  if (spec.reference.kind() == Reference<>::Kind::given) {
    spec.reference = Reference<>::given(spec.reference.values() * per_unit.asDiagonal(), spec.reference.weights());
  }
  return spec;
}

}  // namespace

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("wishes times a number multiply every regret and stake and dividend by its square") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{30, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Solved before = solve(spec);
      const Solved after = solve(with_wishes_times(spec, 3));
      CHECK(apart(after.regrets(), 9 * before.regrets()) <= 1e-12 * size_of(after));
      CHECK(apart(after.stakes(), 9 * before.stakes()) <= 1e-12 * size_of(after));
      for (Eigen::Index i = 0; i < before.why.size(); ++i) {
        for (const behalf::AxisSet faulty : behalf::all_axis_sets) {
          CHECK(std::abs(after.why.dividend(faulty, i) - 9 * before.why.dividend(faulty, i)) <= 1e-11 * size_of(after));
        }
      }
    }
  }

  TEST_CASE("larger values at proportionally less weight change nobody else") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{31, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.weights = spec.weights_or_default();
      const Solved before = solve(spec);
      const Eigen::Index louder = draw.below(spec.principals());
      spec.values.row(louder) *= 3;
      (*spec.weights)(louder) /= 3;
      const Solved after = solve(spec);
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        if (ideal.contains(behalf::Axis::principals)) continue;
        const std::size_t index = ideal.index();
        CHECK(apart(after.actions[index], before.actions[index]) <= 1e-12 * (1 + largest(before.actions[index])));
      }
      for (Eigen::Index i = 0; i < before.why.size(); ++i) {
        if (spec.reference.kind() == Reference<>::Kind::each && i == louder) continue;
        CHECK(apart(after.regrets().row(i), before.regrets().row(i)) <= 1e-12 * size_of(before));
        CHECK(std::abs(after.stakes()(i) - before.stakes()(i)) <= 1e-12 * size_of(before));
      }
    }
  }

  TEST_CASE("only the row space of the metrics matters") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{32, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.metrics = draw.metrics(spec.dimension());
      const Solved before = solve(spec);
      const Eigen::Index rows = spec.metrics->rows();
      Matrix<> mix = draw.matrix(rows, rows).triangularView<Eigen::StrictlyUpper>();
      for (Eigen::Index i = 0; i < rows; ++i) mix(i, i) = draw.one_in(2) ? 100 : -0.5;
      spec.metrics = Matrix<>(mix * *spec.metrics);
      const Solved mixed = solve(spec);
      CHECK(apart(mixed.regrets(), before.regrets()) <= 1e-11 * size_of(before));
      Matrix<> repeated(2 * rows, spec.dimension());
      repeated << *spec.metrics, -3 * *spec.metrics;
      spec.metrics = repeated;
      const Solved redundant = solve(spec);
      CHECK(apart(redundant.regrets(), before.regrets()) <= 1e-11 * size_of(before));
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        const std::size_t index = ideal.index();
        CHECK(apart(redundant.incentives[index], before.incentives[index]) <=
              1e-11 * (1 + largest(before.incentives[index])));
      }
    }
  }

  TEST_CASE("the unit in which an attribute is counted changes nothing") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{33, static_cast<std::uint64_t>(k)};
      const LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      Vector<> units(spec.dimension());
      for (Eigen::Index j = 0; j < units.size(); ++j) units(j) = std::pow(10.0, static_cast<double>(draw.below(9) - 4));
      const Solved before = solve(spec);
      const Solved after = solve(in_units(spec, units));
      CHECK(apart(after.regrets(), before.regrets()) <= 1e-10 * size_of(before));
      CHECK(apart(after.stakes(), before.stakes()) <= 1e-10 * size_of(before));
    }
  }

  TEST_CASE("risk aversion and noise matter only as their product") {
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      Draw draw{34, static_cast<std::uint64_t>(k)};
      LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      if (!spec.noise) continue;
      const Solved before = solve(spec);
      Matrix<> noise = spec.noise->noise();
      spec.noise = Matrix<>(noise.unaryExpr([](double x) { return x / 4; }));
      spec.risk_aversion *= 4;
      CHECK(apart(solve(spec).regrets(), before.regrets()) <= 1e-12 * size_of(before));
    }
  }
}
