#include "instantiation/spec.hpp"

#include <behalf/scaling.hpp>

namespace {

template <class Scalar>
Scalar studies() {
  const behalf::PopulationStudy study{behalf_test::two_people<Scalar>(),
                                      {.generality = {1, 2}, .scope = {1, 2}, .diversity = {1, Scalar(0.5)}}};
  const std::vector<behalf::ScalingRow<Scalar>> points = behalf::merge_shards(study, {behalf::run(study).value()});
  typename behalf::PopulationStudy<Scalar>::Workspace room;
  for (const auto& row : points) CHECK(behalf::row_fault(study, row, room) == "");
  return points.back().gap.value + Scalar(behalf::elasticities(points)[0].value->value) +
         Scalar(behalf::power_laws(points, behalf::ScalingAxis::scope)[0].law.exponent) +
         Scalar(static_cast<int>(behalf::frontier(points, 100)[0].generality)) +
         Scalar(static_cast<int>(behalf::not_monotone(points).size()));
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("scaling studies are the same in float and in double") {
    behalf_test::same_in_float(studies<double>(), studies<float>());
  }
}
