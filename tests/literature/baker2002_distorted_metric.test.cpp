// \cite baker2002: one principal values f·a, the only metric is g·a with noise variance s². Published formula, evaluated:
// slope f·g/(|g|² + r s²), surplus (f·g)²/(2(|g|² + r s²)).

#include "literature/figures.hpp"

using namespace literature;

namespace {

struct Distorted {
  behalf::Vector<> f;
  behalf::Vector<> g;
  double risk_aversion;
  double variance;  // of each attribute; the metric has |g|² times as much

  [[nodiscard]] behalf_test::Solved solved() const {
    return behalf_test::solve({.values = row(f),
                               .metrics = row(g),
                               .noise = behalf::Matrix<>(variance * behalf::Matrix<>::Identity(f.size(), f.size())),
                               .risk_aversion = risk_aversion});
  }
  [[nodiscard]] double slope() const { return f.dot(g) / (g.squaredNorm() * (1 + risk_aversion * variance)); }
};

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("a distorted metric gets the slope that trades its angle and its risk") {
    const behalf_test::Solved solved = Distorted{behalf::vec({3, 4}), behalf::vec({4, 3}), 1, 0.2}.solved();
    CHECK(solved.incentives[0](0, 0) / 4 == exactly(0.8));
    CHECK(solved.incentives[0](1, 0) / 3 == exactly(0.8));
    CHECK(surplus(solved, none) == exactly(9.6));
    CHECK(solved.regret(none) == exactly(2.9));
  }

  TEST_CASE("a metric at a right angle to what is wanted is not used") {
    const behalf_test::Solved solved = Distorted{behalf::vec({1, -1}), behalf::vec({1, 1}), 1, 0.5}.solved();
    CHECK(solved.incentives[0].cwiseAbs().maxCoeff() < 1e-15);
    CHECK(surplus(solved, none) == doctest::Approx(0).epsilon(1e-14));
  }

  TEST_CASE("slope and surplus follow the formula for other values and metrics and risks") {
    for (const Distorted& model : {Distorted{behalf::vec({1, 2, -1}), behalf::vec({0.5, 2, 1}), 0.7, 1.3},
                                   Distorted{behalf::vec({-2, 5}), behalf::vec({1, 10}), 3, 0.01},
                                   Distorted{behalf::vec({1}), behalf::vec({7}), 0, 2}}) {
      const behalf_test::Solved solved = model.solved();
      for (Eigen::Index j = 0; j < model.f.size(); ++j) {
        CHECK(solved.incentives[0](j, 0) == exactly(model.slope() * model.g(j)));
      }
      CHECK(surplus(solved, none) == exactly(model.slope() * model.f.dot(model.g) / 2));
    }
  }
}
