#include "support/compare.hpp"
#include "support/dual.hpp"
#include "support/random_levers.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/slope.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#ifndef BEHALF_TEST_DUAL_NUMBERS
#define BEHALF_TEST_DUAL_NUMBERS 1
#endif

using behalf_test::Draw;
using behalf_test::Dual;
using behalf_test::largest;
using behalf_test::named_levers;
using behalf_test::random_lever;

namespace {

using namespace behalf_test::linear_quadratic;

constexpr std::size_t redesign_of_metrics = 1;

template <class Scalar>
behalf::Matrix<Scalar, Eigen::Dynamic, 8> regrets(const behalf::LinearQuadraticSpec<Scalar>& spec) {
  const behalf::LinearQuadratic<Scalar> model{spec};
  behalf::Lattice<Scalar> lattice;
  typename behalf::LinearQuadratic<Scalar>::Workspace workspace;
  REQUIRE(model.lattice_into(lattice, workspace).status == behalf::Status::optimal);
  return lattice.regrets;
}

}  // namespace

TEST_SUITE("governance/slopes") {
  TEST_CASE("the slope of every named lever is the limit of differences of the whole lattice") {
    using Wide = long double;
    std::array<int, named_levers> checked{};
    int jumps = 0;
    int unseen = 0;
    for (int k = 0; k < 330; ++k) {
      CAPTURE(k);
      const std::size_t number = static_cast<std::size_t>(k) % named_levers;
      Draw draw{410, static_cast<std::uint64_t>(k)};
      Spec spec = behalf_test::random_spec(draw);
      if (!spec.noise && k % 2 == 0) spec.noise = draw.noise(spec.dimension());
      Draw again = draw;
      const auto lever = random_lever<double>(number, draw, spec);
      const auto wide = random_lever<Wide>(number, again, spec);
      CAPTURE(lever.name);
      if (!lever.slope) {
        CHECK(number == redesign_of_metrics);
        continue;
      }
      const auto direction = lever.slope(spec);
      const auto slope = behalf::linear_quadratic_slope(spec, direction);
      const behalf::LinearQuadraticSpec<Wide> base = behalf_test::cast<Wide>(spec);
      const auto at = [&](Wide t) { return regrets(pull(wide, base, t)); };
      if (!slope) {
        // The least of it leaps.
        CHECK(largest(behalf::Matrix<Wide, Eigen::Dynamic, 8>(at(1e-12L) - regrets(base))) > 1e-7);
        ++jumps;
        continue;
      }
      ++checked[number];
      if (direction.precision.size() > 0 && spec.noise && !spec.noise->never_seen().empty()) ++unseen;
      // One-sided, since levels are: exact for polynomials of the third degree.
      const Wide h = 1e-6L;
      const behalf::Matrix<Wide, Eigen::Dynamic, 8> limit =
          (-21 * regrets(base) + 32 * at(h) - 12 * at(2 * h) + at(4 * h)) / (12 * h);
      const double size = std::max({largest(limit), largest(slope->regrets), largest(regrets(spec)),
                                    largest(behalf::LinearQuadratic<>{spec}.stakes())});
      CHECK(behalf_test::apart(slope->regrets, behalf::Matrix<double, Eigen::Dynamic, 8>(limit.cast<double>())) <=
            1e-8 * size);
      const auto stakes_at = [&](Wide t) -> behalf::Vector<Wide> {
        return behalf::LinearQuadratic<Wide>{pull(wide, base, t)}.stakes();
      };
      const behalf::Vector<Wide> stakes =
          (-21 * stakes_at(0) + 32 * stakes_at(h) - 12 * stakes_at(2 * h) + stakes_at(4 * h)) / (12 * h);
      CHECK(behalf_test::apart(slope->stakes, behalf::Vector<>(stakes.cast<double>())) <= 1e-8 * size);
    }
    for (std::size_t number = 0; number < named_levers; ++number) {
      CAPTURE(number);
      if (number != redesign_of_metrics) CHECK(checked[number] >= 5);
    }
    CHECK(jumps > 5);
    CHECK(unseen > 15);
  }

#if BEHALF_TEST_DUAL_NUMBERS
  TEST_CASE("the slope is that of dual numbers, at levels between 0 and 1") {
    // More of a lever on top of some of it: for those in proportion to the level the rest is the same lever once more;
    // for mixtures (1 − t)x + t x* it is slower by 1 − t.
    int checked = 0;
    for (int k = 0; k < 220; ++k) {
      const std::size_t number = static_cast<std::size_t>(k) % named_levers;
      if (number == 4 || number == 5) continue;  // they look at what is seen, which changes with the first level
      // Not in proportion to the level, or on or off.
      if (number == redesign_of_metrics || number >= 6) continue;
      CAPTURE(k);
      Draw draw{411, static_cast<std::uint64_t>(k)};
      Spec spec = behalf_test::random_spec(draw);
      // Off the grid, so that nothing is 0 by chance: Eigen skips zeros and would lose their derivatives.
      const Eigen::Index d = spec.dimension();
      spec.values.array() += 0.1;
      spec.weights = behalf::Vector<>(spec.weights_or_default().array() + 0.1);
      spec.cost = draw.positive_definite(d) + behalf::Matrix<>::Constant(d, d, 0.1);
      spec.translation = behalf::Matrix<>(draw.matrix(d, d).array() + 0.1);
      spec.taste = behalf::Vector<>(draw.vector(d).array() + 0.1);
      spec.metrics = behalf::Matrix<>(draw.matrix(1, d).array() + 0.1);
      const behalf::Matrix<> root = draw.matrix(d, d).array() + 0.1;
      behalf::Matrix<> noise = root * root.transpose();
      noise.diagonal().array() += 0.5;
      spec.noise = noise;
      Draw again = draw;
      const auto lever = random_lever<double>(number, draw, spec);
      const auto dual = random_lever<Dual>(number, again, spec);
      CAPTURE(lever.name);
      const double level = 0.25;
      const Spec there = pull(lever, spec, level);
      const auto slope = behalf::linear_quadratic_slope(there, lever.slope(there));
      if (!slope) continue;
      ++checked;
      const auto moving = regrets(pull(dual, behalf_test::cast<Dual>(spec), Dual{level, 1.0}));
      behalf::Matrix<double, Eigen::Dynamic, 8> expected(moving.rows(), 8);
      for (Eigen::Index j = 0; j < 8; ++j) {
        for (Eigen::Index i = 0; i < moving.rows(); ++i) expected(i, j) = moving(i, j).derivative();
      }
      const double rest = number <= 2 ? 1 - level : 1;
      const double size = std::max({largest(expected), largest(slope->regrets), largest(regrets(there))});
      CHECK(behalf_test::apart(slope->regrets, behalf::Matrix<double, Eigen::Dynamic, 8>(rest * expected)) <=
            1e-9 * size);
    }
    CHECK(checked > 30);
  }
#endif

  TEST_CASE("of what is next to never seen the slope is near that of what never is, to the largest variances") {
    for (const double variance : {1e6, 1e12, 1e100, 1e300}) {
      CAPTURE(variance);
      Spec spec;
      spec.values = behalf::rows({{2, 1}, {1, 3}});
      spec.noise = behalf::diagonal({0.5, variance});
      Spec never = spec;
      never.noise = behalf::diagonal({0.5, std::numeric_limits<double>::infinity()});
      const auto lever = Evaluate::audit({0, 1}, 3);
      const auto near = behalf::linear_quadratic_slope(spec, lever.slope(spec)).value();
      const auto limit = behalf::linear_quadratic_slope(never, lever.slope(never)).value();
      CHECK(behalf_test::apart(near.regrets, limit.regrets) <= 100 / variance + 1e-12);
    }
  }

  TEST_CASE("a bargainer who joins where nothing depends on how many there are makes no leap") {
    Spec spec;
    spec.values = behalf::rows({{2, 1}, {1, 3}, {0, 1}});
    spec.weights = behalf::vec({0.5, 0.5, 0});
    spec.bargaining = behalf::Bargaining::separate;
    spec.noise = behalf::diagonal({0, std::numeric_limits<double>::infinity()});
    const auto lever = Contest::veto(2, 1);
    CHECK(behalf::linear_quadratic_slope(spec, lever.slope(spec)).has_value());
    spec.noise = behalf::diagonal({1, 0});
    CHECK_FALSE(behalf::linear_quadratic_slope(spec, lever.slope(spec)).has_value());
    // Nor does a first sight, without risk aversion, of what nobody would pay for.
    spec.bargaining = behalf::Bargaining::unified;
    spec.risk_aversion = 0;
    spec.noise = behalf::diagonal({1, std::numeric_limits<double>::infinity()});
    const auto audit = Evaluate::audit({1}, 1);
    CHECK_FALSE(behalf::linear_quadratic_slope(spec, audit.slope(spec)).has_value());
    spec.values.col(1).setZero();
    CHECK(behalf::linear_quadratic_slope(spec, audit.slope(spec)).has_value());
  }
}
