// What a delegation is seen through, taken apart, against its definition: one signal after the other.

#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"
#include "support/refused.hpp"
#include "support/seen_noise.hpp"

#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/edge_noise.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using behalf::Matrix;
using behalf_test::apart;
using behalf_test::Draw;
using behalf_test::largest;
using Terms = behalf::DelegationTerms<>;
using Noise = behalf::internal::EdgeNoise<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

Matrix<> or_zero(const Matrix<>& part, Eigen::Index d) {
  return part.size() > 0 ? part : Matrix<>(Matrix<>::Zero(d, d));
}
/// A Aᵀ + O.
Matrix<> composed(const Noise& noise, Eigen::Index d) {
  Matrix<> sum = or_zero(noise.own, d) + or_zero(noise.shared, d) * or_zero(noise.shared, d).transpose();
  for (const auto& one : noise.on_errors) sum += one.loads * one.loads.transpose();
  return sum;
}
/// All terms of random networks by contract that hide something.
template <class Check>
void for_random_terms(std::uint64_t seed, const Check& check) {
  int checked = 0;
  for (int k = 0; k < 200; ++k) {
    CAPTURE(k);
    Draw draw{seed, static_cast<std::uint64_t>(k)};
    const behalf::NetworkData<> data = behalf_test::random_network(draw, {.noise_apart = true, .signals = true});
    for (const Terms& terms : data.terms) {
      if (!terms.hides()) continue;
      check(terms, data.dimension());
      ++checked;
    }
  }
  CHECK(checked > 100);
}

}  // namespace

TEST_SUITE("network/edge_noise") {
  TEST_CASE("after any signals noise is what is shared, what reports err by, and what is seen alone") {
    for_random_terms(270, [](const Terms& terms, Eigen::Index d) {
      const Noise noise{terms, d};
      const Matrix<> whole = noise.whole->finite_noise();
      CHECK(apart(whole, composed(noise, d)) <= 1e-13 * std::max(1.0, largest(whole)));
    });
  }

  TEST_CASE("signals leave what one after the other leaves, by the definition, and commute") {
    for_random_terms(271, [](const Terms& terms, Eigen::Index d) {
      const Noise noise{terms, d};
      Terms turned = terms;
      std::reverse(turned.signals.begin(), turned.signals.end());
      for (const Terms& order : {terms, turned}) {
        const behalf_test::SeenNoise<double> expected{order, d};
        CHECK(apart(noise.whole->finite_noise(), expected.sigma) <= 1e-11);
        CHECK(noise.whole->never_seen() == expected.never_seen);
        CHECK(apart(or_zero(noise.shared, d), expected.shared) <= 1e-11);
        CHECK(apart(or_zero(noise.own, d), expected.own) <= 1e-11);
        for (const auto& one : noise.on_errors) {
          CHECK(apart(one.loads, expected.errors.at(one.error)) <= 1e-11);
        }
      }
    });
  }

  TEST_CASE("a huge variance is seen by the signal alone, to its last digit") {
    for (const double variance : {1e12, 1e150, 1e300}) {
      const Noise noise{{.noise = Matrix<>{Matrix<>::Constant(1, 1, variance)}, .signals = {{0, behalf::vec({4})}}}, 1};
      CHECK(noise.whole->noise()(0, 0) == doctest::Approx(0.25).epsilon(1e-11));
      REQUIRE(noise.on_errors.size() == 1);
      CHECK(noise.on_errors[0].loads(0, 0) == doctest::Approx(0.5).epsilon(1e-11));
    }
  }

  TEST_CASE("terms that cannot be are refused with the place and the rule") {
    const auto refusal = [](const Terms& terms) {
      return behalf_test::refusal([&] { terms.validate("web", "delegations[1]", 2); });
    };
    const Matrix<> correlated = behalf::rows({{1, 0.5}, {0.5, 1}});
    const Matrix<> never = behalf::diagonal({infinity, 1});
    CHECK(refusal({.noise = never, .own_noise = correlated}) ==
          "web: delegations[1].own_noise[1][0]: expected 0 beside an infinite variance in noise, got 0.5");
    CHECK(refusal({.noise = correlated, .own_noise = never}) ==
          "web: delegations[1].noise[1][0]: expected 0 beside an infinite variance in own_noise, got 0.5");
    CHECK(
        refusal({.own_noise = never, .transmission = behalf::vec({1, 1})}) ==
        "web: delegations[1].transmission: expected to stand alone, without translation, metrics, noise, own_noise or "
        "signals");
    CHECK(refusal({.noise = never, .signals = {{0, behalf::vec({1, -1})}}}) ==
          "web: delegations[1].signals[0].precision[1]: expected a finite number that is not negative, got -1");
    CHECK_NOTHROW(Terms({.noise = never, .own_noise = Matrix<>{behalf::diagonal({1, 1})}}).validate("web", "", 2));
  }
}
