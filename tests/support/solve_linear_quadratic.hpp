#ifndef BEHALF_TESTS_SUPPORT_SOLVE_LINEAR_QUADRATIC_HPP
#define BEHALF_TESTS_SUPPORT_SOLVE_LINEAR_QUADRATIC_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <array>
#include <string>
#include <vector>

namespace behalf_test {

/// All that a linear–quadratic model says of itself.
struct Solved {
  behalf::Attribution<> why;
  behalf::Certificate certificate;
  std::array<behalf::Matrix<>, 8> incentives;  ///< By `AxisSet::index` of the ideal axes.
  std::array<behalf::Matrix<>, 8> actions;
  std::array<behalf::Matrix<>, 8> transmission;

  [[nodiscard]] const behalf::Matrix<double, Eigen::Dynamic, 8>& regrets() const { return why.lattice().regrets; }
  [[nodiscard]] double regret(behalf::AxisSet ideal, Eigen::Index i = 0) const {
    return why.lattice().regret(ideal, i);
  }
  [[nodiscard]] const behalf::Vector<>& stakes() const { return why.lattice().stakes; }
  [[nodiscard]] const behalf::Vector<>& weights() const { return why.lattice().weights; }
};

/// Compiled once for all suites, in models/linear_quadratic.cpp. Throws when there is no solution.
[[nodiscard]] Solved solve(const behalf::LinearQuadraticSpec<>& spec);

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SOLVE_LINEAR_QUADRATIC_HPP
