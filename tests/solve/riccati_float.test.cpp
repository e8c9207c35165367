#include "support/compare.hpp"

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/riccati.hpp>

#include <doctest/doctest.h>

using behalf::Matrix;
using behalf::rows;
using behalf_test::apart;

namespace {

template <class Scalar>
behalf::SteadyCovariance<Scalar> mixed() {
  const Matrix<Scalar> drift = rows({{2, 0.5, 0}, {0.5, 1, 0.25}, {0, 0.25, 0.5}}).cast<Scalar>();
  const Matrix<Scalar> noise = rows({{1, -0.5, 0.5}, {-0.5, 4, 0}, {0.5, 0, 0.75}}).cast<Scalar>();
  return behalf::steady_covariance(drift, noise).value();
}

}  // namespace

TEST_SUITE("solve/riccati_float") {
  TEST_CASE("float and long double agree with double") {
    const behalf::SteadyCovariance<long double> exact = mixed<long double>();
    const auto off = [&](const auto& matrix) {
      return apart(Matrix<long double>(matrix.template cast<long double>()), exact.posterior);
    };
    CHECK(off(mixed<float>().posterior) < 1e-6);
    CHECK(off(mixed<double>().posterior) < 1e-14);  // entries up to 1.4, two decompositions of 3 x 3
  }
}
