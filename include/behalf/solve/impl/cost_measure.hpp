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
template <class Scalar>
[[nodiscard]] Scalar dot(const Matrix<Scalar>& a, Eigen::Index i, const Matrix<Scalar>& b, Eigen::Index j) {
  Scalar sum(0);
  for (Eigen::Index k = 0; k < a.rows(); ++k) sum += a(k, i) * b(k, j);
  return sum;
}

/// Attributes in units in which the cost C of action has the diagonal 1, and C⁻¹ in these units, by elimination.
template <class Scalar>
class CostMeasure {
public:
  explicit CostMeasure(const Matrix<Scalar>& cost) : units_(cost.rows()), matrix_{with_unit_diagonal(cost)} {
    using std::sqrt;
    for (Eigen::Index j = 0; j < units_.size(); ++j) units_(j) = sqrt(cost(j, j));
    Matrix<Scalar> identity;
    set_identity(identity, cost.rows());
    inverse_ = Elimination<Scalar>{matrix_}.solve(identity);
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
  [[nodiscard]] const Matrix<Scalar>& matrix() const noexcept { return matrix_; }
  [[nodiscard]] const Matrix<Scalar>& inverse() const noexcept { return inverse_; }
  /// How far rounding may move xᵀC⁻¹x, relative to it: a multiple of epsilon by the condition of C, taken as the trace of its
  /// inverse.
  [[nodiscard]] double doubt() const noexcept { return doubt_; }
  [[nodiscard]] Matrix<Scalar> in_units(Matrix<Scalar> x) const {
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i) x(i, j) /= units_(i);
    }
    return x;
  }
  /// C⁻¹x, in these units.
  [[nodiscard]] Matrix<Scalar> slope(const Matrix<Scalar>& x) const {
    Matrix<Scalar> result(x.rows(), x.cols());
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i) result(i, j) = dot(inverse_, i, x, j);
    }
    return result;
  }

private:
  Vector<Scalar> units_;
  Matrix<Scalar> matrix_;
  Matrix<Scalar> inverse_;
  double doubt_ = 0;
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_COST_MEASURE_HPP
