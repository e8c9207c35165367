#ifndef BEHALF_SCALING_FINGERPRINT_HPP
#define BEHALF_SCALING_FINGERPRINT_HPP

#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/solve/fingerprint.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace behalf {

/// Adds what a plan asks for to the fingerprint of a study.
template <class Scalar>
void add_plan(Fingerprint& all, const ScalingPlan<Scalar>& plan) {
  all.add(static_cast<std::uint64_t>(std::numeric_limits<Scalar>::digits));
  all.add(static_cast<std::uint64_t>(plan.size()));
  for (std::size_t k = 0; k < plan.size(); ++k) {
    const ScalingPoint<Scalar> point = plan.point(k);
    all.add(static_cast<std::uint64_t>(point.generality));
    all.add(static_cast<std::uint64_t>(point.scope));
    all.add_number(point.diversity);
  }
  all.add(plan.metrics ? static_cast<std::uint64_t>(*plan.metrics) : std::numeric_limits<std::uint64_t>::max());
  all.add_number(plan.budget.value_or(Scalar(0)));
  all.add(plan.samples);
  all.add(plan.seed);
  all.add_number(plan.precision.value_or(Scalar(0)));
}

}  // namespace behalf

#endif  // BEHALF_SCALING_FINGERPRINT_HPP
