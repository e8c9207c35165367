#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_DIRECTION_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_DIRECTION_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

namespace behalf {

/// How fast the fields of linear–quadratic delegation move; what is empty stays.
template <class ScalarType = double>
struct LinearQuadraticDirection {
  using Scalar = ScalarType;

  Vector<Scalar> weights{};      ///< n.
  Matrix<Scalar> translation{};  ///< d × d.
  Matrix<Scalar> metrics{};      ///< k × d; where the description has fewer rows, zeros are added to it.
  Vector<Scalar> taste{};        ///< d.
  Matrix<Scalar> noise{};        ///< d × d, of the attributes that are seen.
  Vector<Scalar> precision{};    ///< d, of a signal beside what is seen: how fast its precisions leave 0; ≥ 0.

  Vector<Scalar> felt{};           ///< d, of what a liable agent feels of others' values.
  Scalar felt_weight = Scalar(0);  ///< Of how much it feels of them; see `Institutions`.
  Vector<Scalar> redress{};        ///< n, of the shares of regrets that are made good.
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_DIRECTION_HPP
