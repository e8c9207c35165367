#ifndef BEHALF_SOLVE_IMPL_ELIMINATION_HPP
#define BEHALF_SOLVE_IMPL_ELIMINATION_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace behalf::internal {

/// A matrix that is reduced by elimination, each time with the largest entry that is left as the pivot. Certificates use it
/// since it shares nothing with the Cholesky factors of the solvers, and it is light to compile.
template <class Scalar>
struct Pivoting {
  Matrix<Scalar> table;
  std::vector<Eigen::Index> rows;     ///< Which row of the matrix is row i of the table,
  std::vector<Eigen::Index> columns;  ///< and which column is column j.

  explicit Pivoting(Matrix<Scalar> matrix)
      : table{std::move(matrix)},
        rows(static_cast<std::size_t>(table.rows())),
        columns(static_cast<std::size_t>(table.cols())) {
    std::iota(rows.begin(), rows.end(), Eigen::Index{0});
    std::iota(columns.begin(), columns.end(), Eigen::Index{0});
  }

  /// Moves the largest entry of the rows and columns from k on to (k, k) and returns its size.
  Scalar bring_largest(Eigen::Index k) {
    Eigen::Index row = k, column = k;
    Scalar largest(0);
    for (Eigen::Index j = k; j < table.cols(); ++j) {
      for (Eigen::Index i = k; i < table.rows(); ++i) {
        const Scalar size = table(i, j) < Scalar(0) ? Scalar(-table(i, j)) : Scalar(table(i, j));
        if (!(size > largest)) continue;
        largest = size;
        row = i;
        column = j;
      }
    }
    using std::swap;
    if (row != k) {
      for (Eigen::Index j = 0; j < table.cols(); ++j) swap(table(row, j), table(k, j));
      swap(rows[static_cast<std::size_t>(row)], rows[static_cast<std::size_t>(k)]);
    }
    if (column != k) {
      for (Eigen::Index i = 0; i < table.rows(); ++i) swap(table(i, column), table(i, k));
      swap(columns[static_cast<std::size_t>(column)], columns[static_cast<std::size_t>(k)]);
    }
    return largest;
  }
};

/// M⁻¹X for a regular square M with a positive diagonal, eliminated in units in which its diagonal is 1.
template <class Scalar>
class Elimination {
public:
  explicit Elimination(const Matrix<Scalar>& matrix)
      : scale_{unit_diagonal_scale(matrix)}, factors_{with_unit_diagonal(matrix)} {
    Matrix<Scalar>& lu = factors_.table;
    for (Eigen::Index k = 0; k < lu.rows(); ++k) {
      (void)factors_.bring_largest(k);
      for (Eigen::Index i = k + 1; i < lu.rows(); ++i) lu(i, k) /= lu(k, k);
      for (Eigen::Index j = k + 1; j < lu.cols(); ++j) {
        for (Eigen::Index i = k + 1; i < lu.rows(); ++i) lu(i, j) -= lu(i, k) * lu(k, j);
      }
    }
  }

  /// M⁻¹X, column by column.
  [[nodiscard]] Matrix<Scalar> solve(const Matrix<Scalar>& right) const {
    const Matrix<Scalar>& lu = factors_.table;
    const Eigen::Index d = lu.rows();
    Matrix<Scalar> result(d, right.cols());
    Vector<Scalar> x(d);
    for (Eigen::Index column = 0; column < right.cols(); ++column) {
      for (Eigen::Index i = 0; i < d; ++i) {
        const Eigen::Index from = factors_.rows[static_cast<std::size_t>(i)];
        x(i) = scale_(from) * right(from, column);
      }
      for (Eigen::Index k = 0; k < d; ++k) {
        const Scalar known = x(k);
        for (Eigen::Index i = k + 1; i < d; ++i) x(i) -= lu(i, k) * known;
      }
      for (Eigen::Index k = d - 1; k >= 0; --k) {
        const Scalar known = x(k) / lu(k, k);
        x(k) = known;
        for (Eigen::Index i = 0; i < k; ++i) x(i) -= lu(i, k) * known;
      }
      for (Eigen::Index i = 0; i < d; ++i) {
        const Eigen::Index to = factors_.columns[static_cast<std::size_t>(i)];
        result(to, column) = scale_(to) * x(i);
      }
    }
    return result;
  }

private:
  Vector<Scalar> scale_;
  Pivoting<Scalar> factors_;
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_ELIMINATION_HPP
