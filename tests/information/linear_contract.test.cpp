#include "support/compare.hpp"
#include "support/random_model.hpp"

#include <behalf/information/linear_contract.hpp>

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include <limits>
#include <optional>

using behalf::rows;
using behalf_test::apart;
using Space = behalf::IncentiveSpace<>;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

behalf::Matrix<> identity(Eigen::Index d) { return behalf::Matrix<>::Identity(d, d); }

}  // namespace

TEST_SUITE("information/linear_contract") {
  TEST_CASE("without metrics and noise every incentive can be given and none is risky") {
    const Space space{identity(3), std::nullopt, std::nullopt};
    CHECK(space.everything());
    CHECK(space.riskless());
    CHECK(space.projection() == identity(3));
    CHECK(space.risk().isZero(0));
  }

  TEST_CASE("incentives are the row space of the metrics whatever their scale and number") {
    const Space one{identity(2), rows({{3, 4}}), std::nullopt};
    CHECK(apart(one.projection(), rows({{0.36, 0.48}, {0.48, 0.64}})) < 1e-15);
    const Space redundant{identity(2), rows({{3e-200, 4e-200}, {-6, -8}, {0, 0}}), std::nullopt};
    CHECK(apart(redundant.projection(), one.projection()) < 1e-15);
    const Space nothing{identity(2), behalf::Matrix<>(0, 2), std::nullopt};
    CHECK(nothing.projection().isZero(0));
    const Space whole{identity(2), rows({{1, 1}, {1, -1}, {2, 0}}), std::nullopt};
    CHECK(whole.everything());
  }

  TEST_CASE("nearly parallel metrics still span a plane and equal ones do not") {
    const Space plane{identity(2), rows({{1, 0}, {1, 1e-6}}), std::nullopt};
    CHECK(plane.everything());
    const Space line{identity(2), rows({{1, 0.3}, {1, 0.1 + 0.2}}), std::nullopt};
    CHECK_FALSE(line.everything());
    CHECK(line.projection().trace() == doctest::Approx(1).epsilon(1e-12));
  }

  TEST_CASE("nothing that is never seen is paid for") {
    const behalf::InformationSet<> blind{behalf::diagonal({1, never, 2})};
    const Space direct{identity(3), std::nullopt, blind};
    CHECK(apart(direct.projection(), behalf::diagonal({1, 0, 1})) < 1e-15);
    CHECK(apart(direct.risk(), behalf::diagonal({1, 0, 2})) < 1e-15);
    // A metric that loads on it is worthless by itself; the difference of two such metrics is not.
    CHECK(Space{identity(3), rows({{1, 1, 0}}), blind}.projection().isZero(1e-15));
    const Space cancelling{identity(3), rows({{1, 1, 0}, {0, 1, 0}}), blind};
    CHECK(apart(cancelling.projection(), behalf::diagonal({1, 0, 0})) < 1e-15);
    CHECK(Space{identity(3), std::nullopt, behalf::InformationSet<>::nothing(3)}.projection().isZero(1e-15));
  }

  TEST_CASE("the projection is orthogonal in cost units and contains exactly the incentives that can be given") {
    behalf_test::Draw draw{11, 0};
    for (int k = 0; k < 50; ++k) {
      const behalf::LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      const Eigen::Index d = spec.dimension();
      const behalf::Matrix<> cost = spec.cost.value_or(identity(d));
      const behalf::Matrix<> lower = Eigen::LLT<behalf::Matrix<>>{cost}.matrixL();
      const Space space{lower, spec.metrics, spec.noise};
      const behalf::Matrix<>& projection = space.projection();
      CHECK(apart(projection, projection.transpose()) < 1e-14);
      CHECK(apart(projection * projection, projection) < 1e-13);
      const behalf::Matrix<> given = lower * projection;  // columns: incentives in the original units
      if (spec.metrics && spec.metrics->rows() > 0) {
        const Eigen::CompleteOrthogonalDecomposition<behalf::Matrix<>> pay{spec.metrics->transpose()};
        CHECK(apart(spec.metrics->transpose() * pay.solve(given), given) < 1e-11 * (1 + given.norm()));
      }
      if (!spec.noise) continue;
      for (const Eigen::Index j : spec.noise->never_seen()) CHECK(given.row(j).norm() < 1e-12 * (1 + given.norm()));
    }
  }
}
