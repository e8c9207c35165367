#include <behalf/governance/pluralism/minority_protection.hpp>
#include <behalf/governance/pluralism/pluralism.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

using behalf::Constituency;
using behalf::rows;
using behalf::vec;

TEST_SUITE("governance/pluralism_float") {
  TEST_CASE("float and long double agree with double") {
    const auto mean = [](auto scalar) {
      using Scalar = decltype(scalar);
      const Constituency<Scalar> people{rows({{1, 0}, {2, 1}, {0, 3}, {1, 2}, {4, 4}}).cast<Scalar>(),
                                        vec({1, 2, 1, 3, 0.5}).cast<Scalar>(),
                                        {},
                                        rows({{2, 0.5}, {0.5, 1}}).cast<Scalar>()};
      const auto two = behalf::pluralism(people, {.variants = 2}).value();
      const auto safe =
          behalf::protect(people, {.rows = {0}, .largest_relative_gap = Scalar(0.5)}, {.variants = 2}).value();
      return static_cast<double>(two.mean_gap) + static_cast<double>(safe.policy.mean_gap);
    };
    CHECK(mean(float{}) == doctest::Approx(mean(0.0L)).epsilon(1e-5));
    CHECK(mean(double{}) == doctest::Approx(mean(0.0L)).epsilon(1e-13));
  }
}
