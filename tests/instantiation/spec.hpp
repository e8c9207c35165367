#ifndef BEHALF_TESTS_INSTANTIATION_SPEC_HPP
#define BEHALF_TESTS_INSTANTIATION_SPEC_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/model/party.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <vector>

namespace behalf_test {

/// Two people who share one agent, in any scalar type.
template <class Scalar>
[[nodiscard]] behalf::LinearQuadraticSpec<Scalar> two_people() {
  using behalf::vec;
  const behalf::Agent<Scalar> agent{.name = "agent", .risk_aversion = Scalar(2)};
  const std::vector<behalf::Principal<Scalar>> people{
      {.name = "a", .objective = {vec<Scalar>({3, 1})}, .weight = Scalar(0.5)},
      {.name = "b", .objective = {vec<Scalar>({1, 3})}, .weight = Scalar(0.5)}};
  behalf::LinearQuadraticSpec<Scalar> spec = behalf::delegate_to(agent, people);
  spec.noise = combine(behalf::InformationSet<Scalar>{behalf::diagonal<Scalar>({1, 4})},
                       behalf::with_side_signals<Scalar>(behalf::diagonal<Scalar>({1, 1, 1}), 2));
  return spec;
}

/// Needs that what a function makes of floats is what it makes of doubles, to the digits that a float has.
template <class InDouble, class InFloat>
void same_in_float(const InDouble& in_double, const InFloat& in_float) {
  CHECK(in_double > 0);
  CHECK(in_float == doctest::Approx(in_double).epsilon(1e-5));
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_INSTANTIATION_SPEC_HPP
