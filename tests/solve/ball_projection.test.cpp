#include "support/compare.hpp"
#include "support/random_model.hpp"

#include <behalf/solve/ball_projection.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstdint>

using behalf::Matrix;
using behalf::Vector;
using behalf_test::Draw;

TEST_SUITE("solve/ball_projection") {
  TEST_CASE("projection on balls satisfies the conditions of optimality, or proves that there is no common point") {
    int common = 0, none = 0;
    for (std::uint64_t k = 0; k < 300; ++k) {
      CAPTURE(k);
      Draw draw{326, k};
      const Eigen::Index d = 1 + draw.below(4), m = 1 + draw.below(4);
      const Matrix<> centres = draw.matrix(m, d);
      const Vector<> radii = draw.vector(m).cwiseAbs().array() + 0.3;
      const Vector<> given = 3 * draw.vector(d);
      const double weight = 0.5 + static_cast<double>(draw.below(4));
      const behalf::BallProjection<> found = behalf::project_on_balls(given, weight, centres, radii);
      CHECK_FALSE((found.within && found.disjoint));
      if (found.within) {
        ++common;
        Vector<> pull = weight * (found.point - given);
        for (Eigen::Index i = 0; i < m; ++i) {
          const Vector<> apart = found.point - centres.row(i).transpose();
          CHECK(found.multipliers(i) >= 0);
          CHECK(apart.norm() <= radii(i) * (1 + 1e-13));
          if (found.multipliers(i) > 1e-8) CHECK(apart.norm() >= radii(i) * (1 - 1e-6));
          pull += found.multipliers(i) * apart;
        }
        CHECK(behalf_test::largest(pull) < 1e-9 * (1 + found.multipliers.sum()));
      }
      if (found.disjoint) {
        ++none;
        // No point of a fine sample, its surroundings included, lies in all balls.
        for (int point = 0; point < 200; ++point) {
          const Vector<> at = centres.row(draw.below(m)).transpose() + 0.2 * draw.vector(d);
          bool inside = true;
          for (Eigen::Index i = 0; i < m; ++i) inside = inside && (at - centres.row(i).transpose()).norm() <= radii(i);
          CHECK_FALSE(inside);
        }
      }
    }
    CHECK(common > 100);
    CHECK(none > 50);
    CHECK(common + none >= 298);
  }
}
