#ifndef BEHALF_SOLVE_COST_UNITS_HPP
#define BEHALF_SOLVE_COST_UNITS_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace behalf {

/// Units in which the cost of action ½aᵀCa is half a squared length: x̃ = L⁻¹x with C = LLᵀ, so that xᵀC⁻¹x = |x̃|².
/// Needs a symmetric positive definite C (d × d).
template <class ScalarType = double>
class CostUnits {
public:
  using Scalar = ScalarType;

  explicit CostUnits(const Matrix<Scalar>& cost) : factor_{cost}, lower_{factor_.matrixL()} {}

  /// L.
  [[nodiscard]] const Matrix<Scalar>& lower() const noexcept { return lower_; }
  /// L⁻¹X for columns X (d × k).
  [[nodiscard]] Matrix<Scalar> whiten(const Matrix<Scalar>& columns) const {
    return lower_.template triangularView<Eigen::Lower>().solve(columns);
  }
  /// C⁻¹X for columns X (d × k).
  [[nodiscard]] Matrix<Scalar> solve(const Matrix<Scalar>& columns) const { return factor_.solve(columns); }

private:
  Eigen::LLT<Matrix<Scalar>> factor_;
  Matrix<Scalar> lower_;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_COST_UNITS_HPP
