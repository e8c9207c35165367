#ifndef BEHALF_TESTS_SUPPORT_TABLE_MODEL_HPP
#define BEHALF_TESTS_SUPPORT_TABLE_MODEL_HPP

#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <string>
#include <utility>
#include <vector>

namespace behalf_test {

/// The smallest delegation model: its regrets are written down (n × 8, by `AxisSet::index` of the ideal axes).
template <class ScalarType = double>
struct TableModel {
  using Scalar = ScalarType;

  behalf::Matrix<Scalar, Eigen::Dynamic, 8> table;
  behalf::Vector<Scalar> stake;
  behalf::Vector<Scalar> weight;
  behalf::AxisSet unsolved = behalf::AxisSet::all();        ///< These and all supersets but "all" have no solution.
  behalf::Status status = behalf::Status::iteration_limit;  ///< What is said of them.
  behalf::Certificate certificate{};                        ///< What is said of "objectives ideal"; others are perfect.

  [[nodiscard]] behalf::Solution<behalf::Vector<Scalar>> regret(behalf::AxisSet ideal) const {
    if (ideal != behalf::AxisSet::all() && ideal.contains(unsolved)) return {status, "in the table"};
    return {behalf::Vector<Scalar>(table.col(static_cast<Eigen::Index>(ideal.index()))),
            ideal == behalf::AxisSet{behalf::Axis::objectives} ? certificate : behalf::Certificate{}};
  }
  [[nodiscard]] const behalf::Vector<Scalar>& stakes() const { return stake; }
  [[nodiscard]] const behalf::Vector<Scalar>& weights() const { return weight; }
};

/// The same with names and notes.
struct NamedTableModel : TableModel<double> {
  std::vector<std::string> called;
  std::vector<std::string> said;

  [[nodiscard]] const std::vector<std::string>& names() const { return called; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return said; }
};

/// The regrets of one principal from its regret by *faulty* axes: none, O, I, OI, P, OP, IP, OIP.
[[nodiscard]] inline behalf::Matrix<double, 1, 8> by_faulty(const behalf::Matrix<double, 1, 8>& game) {
  return game.rowwise().reverse();
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_TABLE_MODEL_HPP
