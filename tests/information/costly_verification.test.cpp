#include "support/refused.hpp"

#include <behalf/information/costly_verification.hpp>
#include <behalf/solve/random.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

using behalf::costly_verification;
using behalf::VerificationProblem;

namespace {

/// The distribution function of the beta distribution on [0, highest].
struct Beta {
  double a, b, highest;
  double operator()(double y) const {
    return boost::math::cdf(boost::math::beta_distribution<>{a, b}, std::clamp(y / highest, 0.0, 1.0));
  }
  /// What the principal gets on average: ∫₀ᴰ(y − m)f + D(1 − F(D)), from the density.
  [[nodiscard]] double repaid(double face, double audit_cost) const {
    boost::math::quadrature::tanh_sinh<double> integrator;
    const boost::math::beta_distribution<> unit{a, b};
    const double audited = integrator.integrate(
        [&](double y) { return (y - audit_cost) * boost::math::pdf(unit, y / highest) / highest; }, 0.0, face);
    return audited + face * (1 - (*this)(face));
  }
};

}  // namespace

TEST_SUITE("information/costly_verification") {
  TEST_CASE("uniform outcomes: debt, audits and feasibility are the closed form") {
    for (const double highest : {0.5, 2.0, 30.0}) {
      for (const double share : {0.05, 0.2, 0.4}) {
        for (const double cost : {0.0, 0.02, 0.1}) {
          const double outlay = share * highest, m = cost * highest, room = highest - m;
          const auto solved =
              costly_verification([&](double y) { return y / highest; }, VerificationProblem<>{outlay, m, highest});
          if (2 * highest * outlay > room * room) {
            CHECK(solved.status() == behalf::Status::infeasible);
            continue;
          }
          const double face = room - std::sqrt(room * room - 2 * highest * outlay);
          CHECK(solved.value().face == doctest::Approx(face).epsilon(1e-12));
          CHECK(solved.value().audit_probability == doctest::Approx(face / highest).epsilon(1e-12));
          CHECK(solved.value().agent == doctest::Approx(highest / 2 - outlay - m * face / highest).epsilon(1e-12));
          CHECK(solved.certificate().worst() < 1e-13);
        }
      }
    }
  }

  TEST_CASE("any distribution: the debt pays the outlay back, by the density, and no smaller one does") {
    int solved_ones = 0;
    for (std::uint64_t k = 0; k < 25; ++k) {
      CAPTURE(k);
      behalf::RandomStream random{350, k};
      const Beta cdf{1 + 4 * random.uniform(), 1 + 4 * random.uniform(), 0.5 + 3 * random.uniform()};
      const double mean = cdf.highest * cdf.a / (cdf.a + cdf.b);
      const VerificationProblem<> problem{mean * (0.1 + 0.8 * random.uniform()), 0.3 * mean * random.uniform(),
                                          cdf.highest};
      const auto solved = costly_verification(cdf, problem);
      if (!solved) {
        CHECK(solved.status() == behalf::Status::infeasible);
        for (int step = 1; step <= 40; ++step) {
          CHECK(cdf.repaid(cdf.highest * step / 40, problem.audit_cost) < problem.outlay);
        }
        continue;
      }
      ++solved_ones;
      const double face = solved.value().face;
      CHECK(cdf.repaid(face, problem.audit_cost) == doctest::Approx(problem.outlay).epsilon(1e-9));
      for (int step = 1; step < 40; ++step) {
        CHECK(cdf.repaid(face * step / 40, problem.audit_cost) < problem.outlay);
      }
      CHECK(solved.value().agent ==
            doctest::Approx(mean - problem.outlay - problem.audit_cost * cdf(face)).epsilon(1e-9));
      CHECK(solved.certificate().worst() < 1e-8);
    }
    CHECK(solved_ones > 8);
  }

  TEST_CASE("verification that costs more takes more from the agent than its price, since the debt rises with it") {
    const auto at = [](double cost) {
      return costly_verification([](double y) { return y / 2; }, VerificationProblem<>{0.5, cost, 2}).value();
    };
    double audits = 0;
    for (const double cost : {0.0, 0.1, 0.2, 0.4}) {
      CHECK(at(cost).audit_probability > audits);
      audits = at(cost).audit_probability;
    }
    CHECK(at(0.4).expected_audit_cost > 4 * at(0.1).expected_audit_cost);
  }

  TEST_CASE("an outlay of 0 is owed nothing, and what cannot be is refused with the field and the rule") {
    const auto uniform = [](double y) { return std::min(y, 1.0); };
    CHECK(costly_verification(uniform, VerificationProblem<>{0, 0.5, 1}).value().face == 0);
    const auto refused = [&](const auto& cdf, const VerificationProblem<>& problem, const std::string& field) {
      behalf_test::refused([&] { return costly_verification(cdf, problem); }, field);
    };
    refused(uniform, {-1, 0, 1}, "outlay");
    refused(uniform, {1, std::nan(""), 1}, "audit_cost");
    refused(uniform, {1, 0, 0}, "highest");
    refused(uniform, {0.1, 0, 0.5}, "cdf");
    refused([](double y) { return y < 1 ? 2.0 : 1.0; }, {0.1, 0, 1}, "cdf");
  }
}
