#include "instantiation/spec.hpp"

#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/portfolio/tuned_portfolio.hpp>

namespace {

template <class Scalar>
Scalar tuned() {
  using Spec = behalf::LinearQuadraticSpec<Scalar>;
  const std::vector<behalf::Lever<Spec>> levers{behalf::EvaluateLevers<Spec>::audit({0}, Scalar(2), 1),
                                                behalf::ContestLevers<Spec>::appeal(1, Scalar(0.5), 2)};
  const Spec spec = behalf_test::two_people<Scalar>();
  return tuned_portfolio(spec, levers, behalf::WeightedMean{}, {.starts = 1}).value().value;
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("tuned portfolios are the same in float and in double") {
    behalf_test::same_in_float(tuned<double>(), tuned<float>());
  }
}
