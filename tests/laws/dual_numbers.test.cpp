// A model of dual numbers gives the derivative of every regret, to be compared with differences of the model of doubles.

#include "support/compare.hpp"
#include "support/delegation_model_laws.hpp"
#include "support/dual.hpp"
#include "support/linear_quadratic_family.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using behalf::LinearQuadraticSpec;
using behalf::Matrix;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::Dual;
using behalf_test::largest;

/// A model moved along a line: every number that may move moves, in a direction of its own.
///
/// What is singular stays so: noise and spread are products of moving factors, redundant metrics move together.
struct Line {
  LinearQuadraticSpec<> base;
  LinearQuadraticSpec<> direction;
  Matrix<> metrics_mix;
  std::vector<Matrix<>> spread;
  std::vector<Matrix<>> spread_direction;
  Matrix<> noise;
  Matrix<> noise_direction;

  explicit Line(Draw& draw) : base{behalf_test::random_spec(draw)} {
    const Eigen::Index n = base.principals();
    const Eigen::Index d = base.dimension();
    base.risk_aversion += 0.5;
    base.reference = {};
    base.weights = base.weights_or_default().array() + 0.25;
    // Off the grid, so that nothing is 0 by chance: Eigen skips zeros and would lose their derivatives.
    base.values.array() += 0.1;
    base.cost = draw.positive_definite(d) + Matrix<>::Constant(d, d, 0.1);
    base.translation = draw.matrix(d, d).array() + 0.1;
    base.taste = draw.vector(d).array() + 0.1;
    Matrix<> metrics = draw.matrix(1 + draw.below(d), d).array() + 0.1;
    metrics.diagonal().array() += 4;
    base.metrics = metrics;
    metrics_mix = draw.matrix(metrics.rows() + draw.below(3), metrics.rows());
    metrics_mix.topRows(metrics.rows()).setIdentity();
    noise = draw.matrix(d, 1 + draw.below(d)).array() + 0.1;
    base.noise = Matrix<>(noise * noise.transpose());
    for (Eigen::Index i = 0; i < n; ++i) spread.push_back(draw.matrix(d, draw.below(d + 1)).array() + 0.1);
    direction.values = draw.matrix(n, d);
    direction.weights = draw.vector(n);
    direction.cost = draw.covariance(d);
    direction.translation = draw.matrix(d, d);
    direction.taste = draw.vector(d);
    direction.metrics = draw.matrix(metrics.rows(), d);
    direction.risk_aversion = draw.number();
    noise_direction = draw.matrix(noise.rows(), noise.cols());
    for (Eigen::Index i = 0; i < n; ++i) {
      spread_direction.push_back(draw.matrix(d, spread[static_cast<std::size_t>(i)].cols()));
    }
  }

  /// The model at `t`, a double or a dual number with derivative 1.
  template <class Scalar>
  [[nodiscard]] LinearQuadraticSpec<Scalar> at(const Scalar& t) const {
    const auto move = [&t](const auto& from, const auto& along) {
      return Matrix<Scalar>(from.template cast<Scalar>() + t * along.template cast<Scalar>());
    };
    LinearQuadraticSpec<Scalar> spec;
    spec.values = move(base.values, direction.values);
    spec.weights = Vector<Scalar>(move(*base.weights, *direction.weights));
    spec.cost = move(*base.cost, *direction.cost);
    spec.translation = move(*base.translation, *direction.translation);
    spec.taste = Vector<Scalar>(move(*base.taste, *direction.taste));
    spec.metrics = Matrix<Scalar>(metrics_mix.template cast<Scalar>() * move(*base.metrics, *direction.metrics));
    spec.risk_aversion = Scalar(base.risk_aversion) + t * Scalar(direction.risk_aversion);
    const Matrix<Scalar> factor = move(noise, noise_direction);
    Matrix<Scalar> covariance = factor * factor.transpose();
    if (unseen >= 0) {
      covariance.row(unseen).setConstant(Scalar(0));
      covariance.col(unseen).setConstant(Scalar(0));
      covariance(unseen, unseen) = std::numeric_limits<Scalar>::infinity();
    }
    spec.noise = covariance;
    for (std::size_t i = 0; i < spread.size(); ++i) {
      const Matrix<Scalar> root = move(spread[i], spread_direction[i]);
      spec.covariances.push_back(root * root.transpose());
    }
    spec.bargaining = base.bargaining;
    return spec;
  }

  Eigen::Index unseen = -1;
};

void compare_with_differences(bool with_unseen) {
  for (int k = 0; k < 40; ++k) {
    CAPTURE(k);
    Draw draw{with_unseen ? 71U : 70U, static_cast<std::uint64_t>(k)};
    Line line{draw};
    if (with_unseen) line.unseen = draw.below(line.base.dimension());
    const behalf::LinearQuadratic<Dual> model{line.at(Dual{0.0, 1.0})};
    const double step = 1e-4;
    const auto at = [&line](double t) { return behalf_test::solve(line.at(t)); };
    const behalf_test::Solved here = at(0);
    // Fourth order: the difference of two central differences.
    const Matrix<> slope =
        (8 * (at(step).regrets() - at(-step).regrets()) - (at(2 * step).regrets() - at(-2 * step).regrets())) /
        (12 * step);
    const double size = std::max(largest(here.regrets()), largest(slope));
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      CAPTURE(behalf::letters(ideal));
      const Vector<Dual> regret = model.regret(ideal).value();
      for (Eigen::Index i = 0; i < regret.size(); ++i) {
        CHECK(std::abs(regret(i).value() - here.regret(ideal, i)) <= 1e-12 * size);
        CHECK(std::abs(regret(i).derivative() - slope(i, static_cast<Eigen::Index>(ideal.index()))) <= 1e-7 * size);
      }
    }
  }
}

}  // namespace

TEST_SUITE("laws/linear_quadratic") {
  TEST_CASE("the derivative of every regret by dual numbers is the limit of its differences") {
    compare_with_differences(false);
  }
  TEST_CASE("the derivative holds beside an attribute that is never seen") { compare_with_differences(true); }
}

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("every law of a delegation model holds for dual numbers") {
    behalf_test::every_law_holds<behalf_test::LinearQuadraticFamily<Dual>>(60);
  }
}
