#include "instantiation/spec.hpp"

#include <behalf/delegation.hpp>
#include <behalf/gap.hpp>

namespace {

template <class Scalar>
Scalar gaps_and_verdicts() {
  const behalf::LinearQuadratic<Scalar> model{behalf_test::two_people<Scalar>()};
  const behalf::Attribution<Scalar> why = behalf::attribute(model).value();
  const behalf::Vector<Scalar> game = behalf::vec<Scalar>({0, 1, 2, 4});
  return summarise(why, behalf::WeightedMean{}) + summarise(why, behalf::WorstOff{}) +
         summarise(why, behalf::Quantile{0.5}) + summarise(why, behalf::ShareWithin{1}) +
         behalf::verdict(why, Scalar(100)).share.value_or(Scalar(0)) + behalf::shapley_values(game).sum() +
         behalf::harsanyi_dividends(game)(3) + behalf::interaction_index(game, 3U) + behalf::gap(model).value()(0) -
         model.transmission(behalf::AxisSet::all()).trace();
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("gaps and verdicts are the same in float and in double") {
    behalf_test::same_in_float(gaps_and_verdicts<double>(), gaps_and_verdicts<float>());
  }
}
