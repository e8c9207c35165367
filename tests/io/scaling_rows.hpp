#ifndef BEHALF_TESTS_IO_SCALING_ROWS_HPP
#define BEHALF_TESTS_IO_SCALING_ROWS_HPP

#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace tests {

/// A row of a study that was not run: its gap is of 3/2 due to objectives, 1/4 to information, −3/4 to principals, its
/// stake is 4.
inline behalf::ScalingRow<double> scaling_row(Eigen::Index g, Eigen::Index s, double delta, double gap,
                                              double standard_error = 0) {
  behalf::ScalingRow<double> row;
  row.at = {g, s, delta};
  row.draws = 100;
  row.exact = standard_error == 0;
  row.gap = {gap, standard_error};
  row.stake = {4, standard_error / 2};
  row.relative_gap = behalf::Estimate<double>{gap / 4, standard_error / 4};
  row.shapley = {{{1.5 * gap, standard_error}, {0.25 * gap, 0}, {-0.75 * gap, 0}}};
  return row;
}

/// A grid whose gap grows with generality, with the root of scope and with the square of diversity; drawn numbers at δ = 1.
inline std::vector<behalf::ScalingRow<double>> scaling_grid(const std::vector<Eigen::Index>& generalities,
                                                            const std::vector<Eigen::Index>& scopes,
                                                            const std::vector<double>& diversities) {
  std::vector<behalf::ScalingRow<double>> rows;
  for (const Eigen::Index g : generalities) {
    for (const Eigen::Index s : scopes) {
      for (const double delta : diversities) {
        const double gap = 0.25 * static_cast<double>(g) * std::sqrt(static_cast<double>(s)) * delta * delta;
        rows.push_back(scaling_row(g, s, delta, gap, delta == 1 ? 0.0625 : 0));
        rows.back().index = rows.size() - 1;
      }
    }
  }
  return rows;
}

inline behalf::ScalingFindings scaling_grid_findings(std::optional<double> tolerance = 1) {
  return behalf::scaling_findings(scaling_grid({1, 2, 4}, {1, 4, 9}, {0.5, 1}), tolerance);
}

}  // namespace tests

#endif  // BEHALF_TESTS_IO_SCALING_ROWS_HPP
