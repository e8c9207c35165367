#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/reach.hpp>
#include <behalf/governance/linear_quadratic/search.hpp>
#include <behalf/governance/linear_quadratic/slope.hpp>
#include <behalf/governance/portfolio/portfolio_search.hpp>

#include <memory>
#include <optional>

namespace behalf {

/// Linear–quadratic delegation, of principals or of a population, can be governed: slopes in closed form, and portfolios by
/// branch and bound wherever levers say what they reach.
template <class ScalarType>
struct Governed<LinearQuadraticSpec<ScalarType>> {
  using Direction = LinearQuadraticDirection<ScalarType>;
  using Parts = LinearQuadraticParts;
  using Gain = LinearQuadraticGain<ScalarType>;

  [[nodiscard]] static LinearQuadratic<ScalarType> model(const LinearQuadraticSpec<ScalarType>& spec) {
    return LinearQuadratic<ScalarType>{spec};
  }
  [[nodiscard]] static bool remembers(const LinearQuadraticSpec<ScalarType>& spec) noexcept {
    return spec.institutions.before != nullptr;
  }
  [[nodiscard]] static LinearQuadraticSpec<ScalarType> remembering(const LinearQuadraticSpec<ScalarType>& spec) {
    LinearQuadraticSpec<ScalarType> result = spec;
    result.institutions.before = std::make_shared<const LinearQuadraticSpec<ScalarType>>(spec);
    return result;
  }
  [[nodiscard]] static std::optional<Lattice<ScalarType>> slope(const LinearQuadraticSpec<ScalarType>& spec,
                                                                const Direction& direction) {
    return linear_quadratic_slope(spec, direction);
  }
  template <class W, class Record>
  [[nodiscard]] static std::optional<internal::SearchOutcome<ScalarType>> search(
      const internal::PortfolioQuestion<LinearQuadraticSpec<ScalarType>, W>& question, Record& record) {
    using Search = internal::LinearQuadraticSearch<ScalarType, W, Record>;
    if (!Search::applies(question.levers, question.description)) return std::nullopt;
    return Search{question, record}.run();
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_GOVERNED_HPP
