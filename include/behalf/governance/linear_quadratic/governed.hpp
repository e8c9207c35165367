#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/linear_quadratic/slope.hpp>

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

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP
