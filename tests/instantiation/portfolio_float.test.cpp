#include "instantiation/spec.hpp"

#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/slope.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

namespace {

template <class Scalar>
Scalar portfolios() {
  using Spec = behalf::LinearQuadraticSpec<Scalar>;
  const Spec spec = behalf_test::two_people<Scalar>();
  const std::vector<behalf::Lever<Spec>> levers{behalf::EvaluateLevers<Spec>::audit({0}, Scalar(2), 1),
                                                behalf::ContestLevers<Spec>::appeal(1, Scalar(0.5), 2)};
  return portfolio(spec, levers, behalf::WorstOff{}).value().value +
         cost_frontier(spec, levers, behalf::WeightedMean{}, {.budget = Scalar(2)}).value().points.back().value +
         cheapest_portfolio(spec, levers, {.tolerances = {Scalar(100), {}}}).value().portfolio.cost +
         lever_interactions(spec, levers, behalf::WorstOff{}).value()(0, 1);
}

template <class Scalar>
Scalar slopes() {
  using Spec = behalf::LinearQuadraticSpec<Scalar>;
  const std::vector<behalf::Lever<Spec>> levers{behalf::EvaluateLevers<Spec>::audit({0}, Scalar(2), 1)};
  return cross_effects(behalf_test::two_people<Scalar>(), levers).value().front().slope->gap(0);
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("portfolios are the same in float and in double") {
    behalf_test::same_in_float(portfolios<double>(), portfolios<float>());
  }

  TEST_CASE("slopes of levers are the same in float and in double") {
    const double in_double = slopes<double>();
    CHECK(in_double != 0);
    CHECK(slopes<float>() == doctest::Approx(in_double).epsilon(1e-5));
  }
}
