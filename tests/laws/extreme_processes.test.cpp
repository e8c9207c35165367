// Consultation with drift and noise of any size: right within its bound, or it says that it cannot.

#include "support/exact_delegation.hpp"
#include "support/extreme_draw.hpp"

#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/dropped_consultations.hpp>
#include <behalf/governance/process/process.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace {

using behalf::Matrix;
using behalf_test::Account;
using behalf_test::ExtremeDraw;
using behalf_test::Wide;
using behalf_test::WideMatrix;

/// P⁻ of X = (X⁻¹ + R⁻¹)⁻¹ + Q for regular Q and R, by doubling the number of looks until nothing changes.
WideMatrix exact_prior(const WideMatrix& drift, const WideMatrix& noise) {
  const std::size_t d = drift.rows();
  const WideMatrix identity = WideMatrix::identity(d);
  WideMatrix a = identity, g = noise.solve(identity), h = drift;
  for (int k = 0; k < 4000; ++k) {
    const WideMatrix seen = (identity + g * h).solve(a);
    const WideMatrix told = a.transposed() * h * seen;
    const WideMatrix next = a * g * (identity + h * g).solve(a.transposed());
    bool settled = true;
    for (std::size_t i = 0; i < d; ++i) settled = settled && told(i, i) < h(i, i) * pow(Wide(10), -60);
    h = h + told;
    g = g + next;
    a = a * seen;
    if (settled) return h;
  }
  FAIL("the doubling did not settle");
  return h;
}

Wide gap_of(const WideMatrix& inverse, const WideMatrix& covariance) { return (inverse * covariance).trace() / 2; }

double error_of(double x, const Wide& exact) {
  if (exact == 0) return x == 0 ? 0 : 1e300;
  return static_cast<double>(Wide(abs(Wide(x) - exact) / exact));
}

}  // namespace

TEST_SUITE("laws/extreme_processes") {
  TEST_CASE("gaps under consultation are within their bound of the exact ones or have a status") {
    Account ongoing, fixes;
    const double bound = behalf::certificate_bound<double>();
    const int draws = behalf_test::extreme_draws(1000);
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      ExtremeDraw draw{3201, static_cast<std::uint64_t>(k)};
      const Eigen::Index d = 1 + draw.below(4);
      behalf::ValueProcess<> process;
      process.drift = draw.cost(d);
      process.noise = draw.noise(d, false);
      for (Eigen::Index j = 0; j < d; ++j) {
        if (process.noise(j, j) == 0) process.noise(j, j) = 1;
      }
      if (draw.one_in(2)) process.cost = draw.cost(d);
      const int period = draw.one_in(2) ? 1 : 1 + static_cast<int>(draw.below(1000));
      const WideMatrix cost =
          process.cost ? WideMatrix{*process.cost} : WideMatrix::identity(static_cast<std::size_t>(d));
      const WideMatrix inverse = cost.solve(WideMatrix::identity(static_cast<std::size_t>(d)));
      const WideMatrix drift{process.drift}, noise{process.noise};
      const auto settled = behalf::ongoing_consultation(process, {.period = period});
      if (settled) {
        const WideMatrix steps = Wide(period) * drift;
        const WideMatrix posterior = exact_prior(steps, noise) - steps;
        const Wide first = gap_of(inverse, posterior);
        const Wide mean = first + gap_of(inverse, drift) * (period - 1) / 2;
        const double error =
            std::max({error_of(settled.value().mean_gap, mean), error_of(settled.value().gap_at_consultation, first),
                      error_of(settled.value().drift_gap, gap_of(inverse, drift))});
        CHECK(error <= bound);
        ongoing.add(error, bound);
      } else {
        CHECK(settled.status() == behalf::Status::ill_conditioned);
        ++ongoing.refused;
      }
      const Matrix<> initial = draw.cost(d);
      const auto fix = behalf::one_time_fix(process, initial);
      if (fix) {
        const WideMatrix before{initial};
        const WideMatrix after = before - before * (before + noise).solve(before);
        const double error = error_of(fix.value().gap_at_consultation, gap_of(inverse, after));
        CHECK(error <= bound);
        fixes.add(error, bound);
      } else {
        ++fixes.refused;
      }
    }
    CHECK(ongoing.right > draws / 3);
    MESSAGE("ongoing: " << ongoing.text());
    MESSAGE("one-time: " << fixes.text());
  }

  TEST_CASE("the noisier a consultation, the nearer it is to none: the drift is lost in every step") {
    const Matrix<> drift = behalf::diagonal({0.2, 0.2});
    for (const double r : {1e13, 1e14, 1e200}) {
      const auto ongoing = behalf::ongoing_consultation<double>({drift, behalf::diagonal({0.5, r}), {}});
      CHECK(ongoing.value().drift_gap == doctest::Approx(0.2).epsilon(1e-15));
      CHECK(ongoing.value().mean_gap == doctest::Approx(std::sqrt(0.2 * r) / 2).epsilon(1e-6));
    }
    const double never = std::numeric_limits<double>::infinity();
    const behalf::ValueProcess<> blind{drift, behalf::diagonal({0.5, never}), {}};
    CHECK(behalf::ongoing_consultation(blind).status() == behalf::Status::unbounded);
    CHECK(behalf::ongoing_consultation(blind).where().find("0.2") != std::string::npos);
    CHECK(behalf::cheapest_period(blind, 1.0).status() == behalf::Status::unbounded);
    CHECK(behalf::dropped_consultations(blind, 0.5).status() == behalf::Status::unbounded);
    // One look with noise without end tells nothing; what is correlated with what is seen is told by that.
    const auto fix = behalf::one_time_fix(blind, behalf::rows({{1, 0.5}, {0.5, 1}}));
    CHECK(fix.value().gap(0) == doctest::Approx((1.0 / 3 + 5.0 / 6) / 2).epsilon(1e-15));
    CHECK(fix.value().drift_gap == doctest::Approx(0.2).epsilon(1e-15));
  }
}
