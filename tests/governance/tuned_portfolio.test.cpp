#include "support/compare.hpp"
#include "support/random_levers.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/portfolio/tuned_portfolio.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using behalf::Vector;
using behalf_test::Draw;
using behalf_test::largest;
using behalf_test::refusal;

namespace {

using namespace behalf_test::linear_quadratic;

/// One principal, every attribute measured by itself and seen with variance 1, risk aversion 2.
Spec one_principal(const Vector<>& values) {
  Spec spec;
  spec.values = values.transpose();
  spec.noise = behalf::Matrix<>(behalf::Matrix<>::Identity(values.size(), values.size()));
  spec.risk_aversion = 2;
  return spec;
}

}  // namespace

TEST_SUITE("governance/tuned_portfolio") {
  TEST_CASE("a budget of audits is spread so that total precision is in proportion to what attributes are worth") {
    // The gap is Σ ½ v_j² r / (1 + π t_j + r): at the optimum 1 + π t_j + r is in proportion to v_j, here (4, 8).
    const std::vector<Lever> levers{Evaluate::audit({0}, 10, 1), Evaluate::audit({1}, 10, 1)};
    const auto found =
        tuned_portfolio(one_principal(behalf::vec({1, 2})), levers, behalf::WeightedMean{}, {.budget = 0.6});
    CHECK(found.value().levels(0) == doctest::Approx(0.1).epsilon(1e-3));
    CHECK(found.value().levels(1) == doctest::Approx(0.5).epsilon(1e-3));
    CHECK(found.value().value == doctest::Approx(0.75).epsilon(1e-7));
    CHECK(found.value().cost <= 0.6 * (1 + 1e-12));
    CHECK(found.certificate().dual_residual < 1e-4);
    // Where the dearer half is worth nothing, all goes to the other.
    const auto one =
        tuned_portfolio(one_principal(behalf::vec({1, 0})), levers, behalf::WeightedMean{}, {.budget = 0.6});
    CHECK(one.value().levels(0) == doctest::Approx(0.6).epsilon(1e-5));
    CHECK(one.value().levels(1) == 0);
  }

  TEST_CASE("near a tuned portfolio no affordable one is better, and it is no worse than any of a coarse grid nearby") {
    int moved = 0;
    for (int k = 0; k < 12; ++k) {
      CAPTURE(k);
      Draw draw{450, static_cast<std::uint64_t>(k)};
      const Spec spec = behalf_test::governed_spec(draw);
      std::vector<Lever> levers;
      for (int l = 0; l < 2; ++l) {
        // Levers without leaps: audits, transparency, reports, liability, appeal.
        const std::size_t which = std::vector<std::size_t>{3, 4, 7, 8, 10}[static_cast<std::size_t>(draw.below(5))];
        levers.push_back(behalf_test::random_lever<double>(which, draw, spec, l == 0 ? 1 : 0.5));
      }
      const auto value = [&](const Vector<>& levels) {
        return behalf::WeightedMean{}(behalf_test::gaps(pull(levers, spec, levels)), spec.weights_or_default());
      };
      const behalf::TuningOptions<> options{.budget = 0.75, .starts = 3};
      const auto found = tuned_portfolio(spec, levers, behalf::WeightedMean{}, options);
      REQUIRE(found);
      const Vector<>& levels = found.value().levels;
      const double size = std::max(found.value().value, 1e-3);
      CHECK(std::abs(found.value().value - value(levels)) <= 1e-13 * size);
      CHECK(found.value().value <= value(Vector<>::Zero(2)) + 1e-13 * size);
      if (largest(levels) > 0) ++moved;
      for (int near = 0; near < 30; ++near) {
        Vector<> other = levels + 1e-3 * draw.vector(2);
        other = other.cwiseMax(0).cwiseMin(1);
        if (cost_of(levers, other) > 0.75) continue;
        // A step of 1e-6 that does not help bounds what steps a thousand times as long can gain.
        CHECK(value(other) >= found.value().value - 1e-7 * size);
      }
    }
    CHECK(moved > 4);
  }

  TEST_CASE("the same seed gives the same bits, and other starts nothing worse than the first") {
    Draw draw{451};
    const Spec spec = behalf_test::governed_spec(draw);
    const std::vector<Lever> levers{behalf_test::random_lever<double>(3, draw, spec),
                                    behalf_test::random_lever<double>(8, draw, spec)};
    const auto tune = [&](int starts) {
      return tuned_portfolio(spec, levers, behalf::WorstOff{}, {.starts = starts, .seed = 7}).value();
    };
    CHECK(behalf_test::same(tune(3).levels, tune(3).levels));
    CHECK(tune(3).value <= tune(1).value);
  }

  TEST_CASE("what cannot be tuned is refused, and what takes too long says so") {
    const Spec spec = one_principal(behalf::vec({1, 2}));
    const std::vector<Lever> levers{Evaluate::audit({0}, 10, 1)};
    CHECK(refusal([&] { (void)tuned_portfolio(spec, levers, behalf::WeightedMean{}, {.starts = 0}); }) ==
          "tuned_portfolio: starts: expected at least 1, got 0");
    CHECK(refusal([&] {
            (void)tuned_portfolio(spec, levers, behalf::WeightedMean{}, {.budget = -1});
          }).find("tuned_portfolio: budget: expected a finite number above 0, got -1") == 0);
    const auto few = tuned_portfolio(spec, levers, behalf::WeightedMean{}, {.most_models = 3});
    CHECK(few.status() == behalf::Status::iteration_limit);
  }
}
