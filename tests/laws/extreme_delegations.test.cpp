// Linear–quadratic delegation with numbers of any size: right within its bound, or it says that it cannot.

#include "support/exact_delegation.hpp"
#include "support/extreme_draw.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace {

using behalf_test::Account;
using behalf_test::ExactLattice;
using behalf_test::ExtremeDraw;
using behalf_test::Wide;

/// The error of a regret relative to the larger of stake and regret.
double error_of(double regret, const Wide& exact, const Wide& stake) {
  const Wide size = exact > stake ? exact : stake;
  const Wide off = abs(Wide(regret) - exact);
  if (size == 0) return off == 0 ? 0 : 1e300;
  return static_cast<double>(Wide(off / size));
}

void judge(bool population, std::uint64_t seed, int draws) {
  Account lattices, columns, unasked;
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    ExtremeDraw draw{seed, static_cast<std::uint64_t>(k)};
    const behalf::LinearQuadraticSpec<> spec = extreme_spec(draw, population);
    const behalf::LinearQuadratic<> model{spec};
    const ExactLattice exact = behalf_test::exact_lattice(spec);
    const auto worst_of = [&](const behalf::Lattice<>& lattice, behalf::AxisSet ideal) {
      double worst = 0;
      for (Eigen::Index i = 0; i < lattice.size(); ++i) {
        const std::size_t row = static_cast<std::size_t>(i);
        worst =
            std::max(worst, error_of(lattice.regret(ideal, i), exact.regrets[row][ideal.index()], exact.stakes[row]));
      }
      return worst;
    };
    const double bound = behalf::certificate_bound<double>();
    const auto solved = behalf::lattice(model);
    if (solved) {
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        const double error = worst_of(solved.value(), ideal);
        CAPTURE(behalf::letters(ideal));
        CHECK(error <= bound);
        lattices.add(error, bound);
      }
    } else {
      CHECK(solved.status() == behalf::Status::ill_conditioned);
      lattices.refused += 8;
    }
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      const auto regret = model.regret(ideal);
      if (!regret) {
        ++columns.refused;
        continue;
      }
      behalf::Lattice<> one;
      one.resize(model.stakes().size());
      one.regrets.col(static_cast<Eigen::Index>(ideal.index())) = regret.value();
      columns.add(worst_of(one, ideal), bound);
    }
    behalf::LinearQuadratic<>::Workspace workspace;
    behalf::Lattice<> plain;
    const behalf::LatticeOutcome outcome = model.lattice_into(plain, workspace);
    if (outcome.status == behalf::Status::optimal) {
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        CAPTURE(behalf::letters(ideal));
        const double error = worst_of(plain, ideal);
        CHECK(error <= bound);
        unasked.add(error, bound);
      }
    } else {
      unasked.refused += 8;
    }
  }
  CHECK(columns.wrong == 0);
  CHECK(lattices.right > 4 * draws);
  MESSAGE("lattice: " << lattices.text());
  MESSAGE("regret: " << columns.text());
  MESSAGE("lattice_into: " << unasked.text());
}

}  // namespace

TEST_SUITE("laws/extreme_delegations") {
  TEST_CASE("regrets of principals are within their bound of the exact ones or have a status") {
    judge(false, 3001, behalf_test::extreme_draws(3000));
  }
  TEST_CASE("expected regrets of groups are within their bound of the exact ones or have a status") {
    judge(true, 3002, behalf_test::extreme_draws(3000));
  }

  TEST_CASE("noise on one of two metrics' attributes is out of the way as it grows: the limit of never seen") {
    const double never = std::numeric_limits<double>::infinity();
    const behalf::Matrix<> two[] = {behalf::rows({{1, 0, 1}, {0, 1, 1}}),
                                    behalf::rows({{-0.5, 0, -0.4}, {-1.2, 0.7, -0.4}})};
    for (const behalf::Matrix<>& metrics : two) {
      behalf::LinearQuadraticSpec<> spec{.values = behalf::rows({{1, 0, 0}}), .metrics = metrics};
      spec.noise = behalf::diagonal({1, 1, never});
      CHECK(behalf::gap(behalf::LinearQuadratic<>{spec}).value()(0) == doctest::Approx(0.375).epsilon(1e-14));
      for (const double x : {1e4, 1e8, 1e10, 1e12, 1e16, 1e30, 1e120, 1e300}) {
        spec.noise = behalf::diagonal({1, 1, x});
        const auto solved = behalf::lattice(behalf::LinearQuadratic<>{spec});
        const ExactLattice exact = behalf_test::exact_lattice(spec);
        for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
          CHECK(error_of(solved.value().regret(ideal, 0), exact.regrets[0][ideal.index()], exact.stakes[0]) < 1e-14);
        }
        CHECK(solved.certificate().worst() < 1e-13);
      }
    }
  }

  TEST_CASE("what is shared by all attributes and large is out of the way as it grows") {
    // A shock of variance x hits both attributes alike: only their difference can be paid for.
    for (const double x : {1e6, 1e9}) {
      const behalf::LinearQuadraticSpec<> spec{.values = behalf::rows({{1, 0}}),
                                               .noise = behalf::rows({{x + 1, x}, {x, x + 1}})};
      const auto solved = behalf::lattice(behalf::LinearQuadratic<>{spec});
      if (!solved) continue;
      const ExactLattice exact = behalf_test::exact_lattice(spec);
      CHECK(error_of(solved.value().regret({}, 0), exact.regrets[0][0], exact.stakes[0]) < 1e-6);
    }
    const auto mild = behalf::lattice(behalf::LinearQuadratic<>{
        {.values = behalf::rows({{1, 0}}), .noise = behalf::rows({{1e4 + 1, 1e4}, {1e4, 1e4 + 1}})}});
    CHECK(mild.value().regret({}, 0) == doctest::Approx(0.375).epsilon(1e-3));
  }

  TEST_CASE("a cost that is nearly singular has six digits or a status that says how many it lacks") {
    int answered = 0, refused = 0;
    for (double off = 1e-1; off > 1e-12; off /= 10) {
      const behalf::LinearQuadraticSpec<> spec{.values = behalf::rows({{1, 0.5}, {-1, 2}}),
                                               .cost = behalf::rows({{1, 1 - off}, {1 - off, 1}}),
                                               .metrics = behalf::rows({{1, 0.25}}),
                                               .noise = behalf::diagonal({1, 1})};
      const auto solved = behalf::lattice(behalf::LinearQuadratic<>{spec});
      if (!solved) {
        CHECK(solved.status() == behalf::Status::ill_conditioned);
        CHECK(solved.where().find("relative error") != std::string::npos);
        ++refused;
        continue;
      }
      ++answered;
      const ExactLattice exact = behalf_test::exact_lattice(spec);
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        for (const std::size_t i : {0U, 1U}) {
          const double regret = solved.value().regret(ideal, static_cast<Eigen::Index>(i));
          CHECK(error_of(regret, exact.regrets[i][ideal.index()], exact.stakes[i]) < 1e-6);
        }
      }
    }
    CHECK(answered >= 7);
    CHECK(refused >= 1);
  }

  TEST_CASE("a token of an audit of what was never seen is worth its precision, down to the smallest") {
    using Evaluate = behalf::EvaluateLevers<behalf::LinearQuadraticSpec<>>;
    const behalf::LinearQuadraticSpec<> blind{.values = behalf::rows({{1}}),
                                              .noise = behalf::diagonal({std::numeric_limits<double>::infinity()})};
    const behalf::LinearQuadraticSpec<> noisy{.values = behalf::rows({{1, 1}}), .noise = behalf::diagonal({1, 1e14})};
    for (const double level : {1e-3, 1e-9, 1e-14, 1e-100, 1e-290}) {
      const auto seen = behalf::gap(behalf::LinearQuadratic<>{behalf::pull(Evaluate::audit({0}, 1), blind, level)});
      CHECK(seen.value()(0) == doctest::Approx(0.5 / (1 + level)).epsilon(1e-15));
      const auto both = behalf::LinearQuadratic<>{behalf::pull(Evaluate::audit({0, 1}, 1), noisy, level)};
      const double precision = 1e-14 + level;
      CHECK(behalf::gap(both).value()(0) == doctest::Approx(0.5 / (2 + level) + 0.5 / (1 + precision)).epsilon(1e-14));
    }
  }
}
