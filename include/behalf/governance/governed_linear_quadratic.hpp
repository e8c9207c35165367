#ifndef BEHALF_GOVERNANCE_GOVERNED_LINEAR_QUADRATIC_HPP
#define BEHALF_GOVERNANCE_GOVERNED_LINEAR_QUADRATIC_HPP

#include <behalf/delegation/linear_quadratic.hpp>
#include <behalf/delegation/linear_quadratic_spec.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/governed.hpp>
#include <behalf/governance/linear_quadratic_slope.hpp>

#include <optional>

namespace behalf {

/// Linear–quadratic delegation, of principals or of a population, can be governed.
template <class ScalarType>
struct Governed<LinearQuadraticSpec<ScalarType>> {
  using Direction = LinearQuadraticDirection<ScalarType>;

  [[nodiscard]] static LinearQuadratic<ScalarType> model(const LinearQuadraticSpec<ScalarType>& spec) {
    return LinearQuadratic<ScalarType>{spec};
  }
  [[nodiscard]] static std::optional<Lattice<ScalarType>> slope(const LinearQuadraticSpec<ScalarType>& spec,
                                                                const Direction& direction) {
    return linear_quadratic_slope(spec, direction);
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_GOVERNED_LINEAR_QUADRATIC_HPP
