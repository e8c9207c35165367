#include <behalf/governance/process/break_even.hpp>
#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/dropped_consultations.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

using behalf::rows;
using behalf::ValueProcess;

TEST_SUITE("governance/process_float") {
  TEST_CASE("float and long double agree with double") {
    const auto mean = [](auto scalar) {
      using Scalar = decltype(scalar);
      const ValueProcess<Scalar> process{rows({{0.25, 0.125}, {0.125, 0.5}}).cast<Scalar>(),
                                         rows({{0.5, 0}, {0, 1}}).cast<Scalar>(),
                                         rows({{2, 0.5}, {0.5, 1}}).cast<Scalar>()};
      const auto even = behalf::break_even(process, {.period = 2, .consultation_cost = Scalar(3)}).value();
      const auto best = behalf::cheapest_period(process, Scalar(3)).value();
      const auto lost = behalf::dropped_consultations(process, Scalar(0.5)).value();
      return static_cast<double>(best.cost) + static_cast<double>(even.steps) + static_cast<double>(lost.upper);
    };
    CHECK(mean(float{}) == doctest::Approx(mean(0.0L)).epsilon(1e-5));
    CHECK(mean(double{}) == doctest::Approx(mean(0.0L)).epsilon(1e-14));
  }
}
