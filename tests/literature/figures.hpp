#ifndef BEHALF_TESTS_LITERATURE_FIGURES_HPP
#define BEHALF_TESTS_LITERATURE_FIGURES_HPP

#include "support/compare.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

namespace literature {

using behalf_test::exactly;

inline const behalf::AxisSet o = behalf::Axis::objectives;
inline const behalf::AxisSet i = behalf::Axis::information;
inline const behalf::AxisSet p = behalf::Axis::principals;
inline const behalf::AxisSet none = behalf::AxisSet::none();

/// A figure as it is printed in a source, to the digits that are there.
[[nodiscard]] inline doctest::Approx printed(double figure, double half_a_digit) {
  return doctest::Approx(figure).epsilon(half_a_digit).scale(1);
}

[[nodiscard]] inline behalf::Matrix<> row(const behalf::Vector<>& values) { return values.transpose(); }
[[nodiscard]] inline behalf::Matrix<> number(double x) { return behalf::Matrix<>::Constant(1, 1, x); }

/// What principal k of a solved model gets: stake − regret.
[[nodiscard]] inline double surplus(const behalf_test::Solved& solved, behalf::AxisSet ideal, Eigen::Index k = 0) {
  return solved.stakes()(k) - solved.regret(ideal, k);
}

}  // namespace literature

#endif  // BEHALF_TESTS_LITERATURE_FIGURES_HPP
