#ifndef BEHALF_TESTS_SUPPORT_RANDOM_LEVERS_HPP
#define BEHALF_TESTS_SUPPORT_RANDOM_LEVERS_HPP

#include "support/random_model.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace behalf_test {

/// What tests of levers on linear–quadratic delegation speak of.
namespace linear_quadratic {

using Spec = behalf::LinearQuadraticSpec<>;
using Lever = behalf::Lever<Spec>;
using Set = behalf::SetLevers<Spec>;
using Evaluate = behalf::EvaluateLevers<Spec>;
using Contest = behalf::ContestLevers<Spec>;

}  // namespace linear_quadratic

/// The regrets with nothing ideal of the model that a description is of.
template <class Description>
[[nodiscard]] behalf::Vector<typename Description::Scalar> gaps(const Description& description) {
  return behalf::Governed<Description>::model(description).regret(behalf::AxisSet::none()).value();
}

/// How many named levers linear–quadratic delegation has.
inline constexpr std::size_t named_levers = 12;

/// The named lever number k with random terms for a description, in any scalar type: the same draws give the same lever.
template <class Scalar>
[[nodiscard]] behalf::Lever<behalf::LinearQuadraticSpec<Scalar>> random_lever(std::size_t k, Draw& draw,
                                                                              const behalf::LinearQuadraticSpec<>& spec,
                                                                              double cost = 1) {
  using Spec = behalf::LinearQuadraticSpec<Scalar>;
  using Set = behalf::SetLevers<Spec>;
  using Evaluate = behalf::EvaluateLevers<Spec>;
  using Contest = behalf::ContestLevers<Spec>;
  const Eigen::Index n = spec.principals();
  const Eigen::Index d = spec.dimension();
  const auto as = [](const behalf::Matrix<>& m) {
    behalf::Matrix<Scalar> result(m.rows(), m.cols());
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      for (Eigen::Index i = 0; i < m.rows(); ++i) result(i, j) = static_cast<Scalar>(m(i, j));
    }
    return result;
  };
  const auto some_attributes = [&draw, d] {
    std::vector<Eigen::Index> result{draw.below(d)};
    for (Eigen::Index j = 0; j < d; ++j) {
      if (j != result.front() && draw.one_in(3)) result.push_back(j);
    }
    return result;
  };
  const Scalar price = static_cast<Scalar>(cost);
  const Scalar precision = static_cast<Scalar>(static_cast<double>(1 + draw.below(8)) / 4);
  switch (k) {
    case 0: return Set::representation(behalf::Vector<Scalar>(as(draw.weights(n))), price);
    case 1: return Set::redesign_metrics(as(draw.matrix(1 + draw.below(d), d)), price);
    case 2:
      return draw.one_in(2) ? Set::redesign_translation(price)
                            : Set::redesign_translation(price, as(draw.matrix(d, d)));
    case 3: return Evaluate::audit(some_attributes(), precision, price);
    case 4: return Evaluate::transparency(precision, price);
    case 5: return Evaluate::interpretability(precision, price);
    case 6:
      return Evaluate::independent_validators({.members = static_cast<std::size_t>(1 + draw.below(5)),
                                               .variance = precision,
                                               .correlation = static_cast<Scalar>(0.25)},
                                              price);
    case 7:
      return Evaluate::reporting({.attributes = some_attributes(),
                                  .people = static_cast<Scalar>(static_cast<double>(1 + draw.below(9))),
                                  .rate = static_cast<Scalar>(0.5),
                                  .variance = precision,
                                  .correlation = static_cast<Scalar>(0.125)},
                                 price);
    case 8: {
      const Eigen::Index first = draw.below(n);
      behalf::Liability<Scalar> terms{.parties = {{first, precision}}};
      if (n > 1) terms.parties.push_back({(first + 1 + draw.below(n - 1)) % n, Scalar(1)});
      if (!draw.one_in(3)) terms.harm = Scalar(2);
      if (!draw.one_in(3)) terms.assets = static_cast<Scalar>(static_cast<double>(1 + draw.below(9)) / 4);
      return Contest::liability(terms, price);
    }
    case 9: return Contest::veto(draw.below(n), precision, price);
    case 11: {
      const Eigen::Index party = draw.below(n);
      const behalf::Vector<> weights = spec.weights_or_default();
      if (spec.by_each() && weights.sum() - weights(party) > 0) {
        return Contest::recourse(party, static_cast<Scalar>(static_cast<double>(1 + draw.below(4)) / 4), price);
      }
      [[fallthrough]];  // where there is nobody to pay for it
    }
    default:
      return Contest::appeal(draw.below(n), static_cast<Scalar>(static_cast<double>(1 + draw.below(4)) / 4), price);
  }
}

// Compiled once, in support/models/random_levers.cpp.
extern template behalf::Lever<behalf::LinearQuadraticSpec<double>> random_lever(std::size_t, Draw&,
                                                                                const behalf::LinearQuadraticSpec<>&,
                                                                                double);
extern template behalf::Lever<behalf::LinearQuadraticSpec<long double>> random_lever(
    std::size_t, Draw&, const behalf::LinearQuadraticSpec<>&, double);

/// A model of principals by themselves in which nothing that levers act on is absent.
[[nodiscard]] inline behalf::LinearQuadraticSpec<> governed_spec(Draw& draw) {
  behalf::LinearQuadraticSpec<> spec = random_spec(draw);
  spec.reference = {};
  if (!spec.noise) spec.noise = draw.noise(spec.dimension());
  spec.names.clear();
  return spec;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_RANDOM_LEVERS_HPP
