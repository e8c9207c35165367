#ifndef BEHALF_SOLVE_IMPL_COST_MEASURE_HPP
#define BEHALF_SOLVE_IMPL_COST_MEASURE_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/elimination.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cmath>
#include <limits>

namespace behalf::internal {

/// a·b of column i of one and column j of the other.
template <class Scalar, int Rows, int Columns, int Others>
[[nodiscard]] Scalar dot(const Matrix<Scalar, Rows, Columns>& a, Eigen::Index i, const Matrix<Scalar, Rows, Others>& b,
                         Eigen::Index j) {
  Scalar sum(0);
  for (Eigen::Index k = 0; k < a.rows(); ++k) sum += a(k, i) * b(k, j);
  return sum;
}

/// Attributes in units in which the cost C of action has the diagonal 1, and C⁻¹ in these units, by elimination.
template <class Scalar, int Dim = Eigen::Dynamic>
class CostMeasure {
public:
  using Square = Matrix<Scalar, Dim, Dim>;
  using Columns = Matrix<Scalar, Dim, Eigen::Dynamic>;

  explicit CostMeasure(const Matrix<Scalar>& cost) : matrix_{with_unit_diagonal(cost)} {
    using std::sqrt;
    units_.resize(cost.rows());
    for (Eigen::Index j = 0; j < units_.size(); ++j) units_(j) = sqrt(cost(j, j));
    Matrix<Scalar> identity;
    set_identity(identity, cost.rows());
    inverse_ = Elimination<Scalar>{Matrix<Scalar>(matrix_)}.solve(identity);
    double trace = 0;
    for (Eigen::Index j = 0; j < inverse_.cols(); ++j) {
      for (Eigen::Index i = 0; i < j; ++i) {
        inverse_(i, j) = inverse_(j, i) = (inverse_(i, j) + inverse_(j, i)) / Scalar(2);
      }
      trace += to_double(inverse_(j, j));
    }
    doubt_ = 4 * to_double(std::numeric_limits<Scalar>::epsilon()) * trace;
    if (!(doubt_ >= 0)) doubt_ = std::numeric_limits<double>::infinity();
  }

  /// √C_jj: a number of attribute j is divided by it.
  [[nodiscard]] const Scalar& units(Eigen::Index j) const { return units_(j); }
  [[nodiscard]] const Square& matrix() const noexcept { return matrix_; }
  [[nodiscard]] const Square& inverse() const noexcept { return inverse_; }
  /// How far rounding may move xᵀC⁻¹x, relative to it: a multiple of epsilon by the condition of C, taken as the trace of its
  /// inverse.
  [[nodiscard]] double doubt() const noexcept { return doubt_; }
  [[nodiscard]] Columns in_units(Columns x) const {
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i) x(i, j) /= units_(i);
    }
    return x;
  }
  /// C⁻¹x, in these units.
  [[nodiscard]] Columns slope(const Columns& x) const {
    Columns result(x.rows(), x.cols());
    result.noalias() = inverse_.lazyProduct(x);
    return result;
  }

private:
  Vector<Scalar, Dim> units_;
  Square matrix_;
  Square inverse_;
  double doubt_ = 0;
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_COST_MEASURE_HPP
