// \cite lacroix2026: misalignment has three axes that interact. The paper has no numbers; the instances are ours, derived
// from the models of \cite holmstrom1991, \cite bernheim1986 and \cite dixit1996 and evaluated by hand as exact fractions.

#include "literature/figures.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>

#include <array>
#include <vector>

using namespace literature;

TEST_SUITE("literature") {
  TEST_CASE("the principals axis can do nothing alone and yet act through information") {
    const behalf_test::Solved solved = behalf_test::solve({.values = behalf::rows({{2, 1}, {1, 1}, {0, 2}}),
                                                           .weights = behalf::vec({1, 1, 1}),
                                                           .metrics = behalf::rows({{4, 3}}),
                                                           .noise = behalf::diagonal({0.2, 0.2}),
                                                           .risk_aversion = 1,
                                                           .bargaining = behalf::Bargaining::separate,
                                                           .reference = behalf::Reference<>::collective()});
    CHECK(solved.stakes()(0) == exactly(12.5));
    CHECK(solved.weights()(0) == 3);
    CHECK(solved.regret(none) == exactly(7.0 / 2));
    CHECK(solved.regret(p) == exactly(29.0 / 10));
    CHECK(solved.regret(i) == exactly(49.0 / 50));
    CHECK(solved.regret(i | p) == exactly(49.0 / 50));
    CHECK(solved.regret(o) == exactly(175.0 / 64));
    CHECK(solved.regret(o | p) == exactly(25.0 / 12));
    CHECK(solved.regret(o | i) < 1e-12);
    CHECK(solved.regret(behalf::AxisSet::all()) < 1e-12);

    CHECK(solved.why.shapley(behalf::Axis::objectives, 0) == exactly(12691.0 / 14400));
    CHECK(solved.why.shapley(behalf::Axis::information, 0) == exactly(66533.0 / 28800));
    CHECK(solved.why.shapley(behalf::Axis::principals, 0) == exactly(1777.0 / 5760));
    CHECK(solved.why.dividend(o, 0) == exactly(0.98));
    CHECK(solved.why.dividend(i, 0) == exactly(25.0 / 12));
    CHECK(solved.why.dividend(p, 0) < 1e-12);
    CHECK(solved.why.dividend(o | i, 0) == exactly(-49.0 / 300));
    CHECK(solved.why.dividend(i | p, 0) == exactly(125.0 / 192));
    CHECK(solved.why.dividend(behalf::AxisSet::all(), 0) == exactly(-49.0 / 960));
  }

  TEST_CASE("mending one axis can make somebody worse off") {
    const behalf_test::Solved solved = behalf_test::solve({.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}),
                                                           .weights = behalf::vec({0.5, 0.3, 0.2}),
                                                           .metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}}),
                                                           .noise = behalf::diagonal({0.1, 0.1, 0.4}),
                                                           .risk_aversion = 2});
    const std::array<std::array<double, 3>, 8> by_ideal{{{341.0 / 180, 881.0 / 180, 2.95},  // none
                                                         {139.0 / 90, 199.0 / 90, 113.0 / 30},
                                                         {1.3, 4.9, 2.9},
                                                         {0.88, 1.68, 3.88},
                                                         {1.25, 55.0 / 12, 8.0 / 9},
                                                         {5.0 / 6, 5.0 / 6, 8.0 / 9},
                                                         {0.5, 4.5, 0},
                                                         {0, 0, 0}}};
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      for (Eigen::Index k = 0; k < 3; ++k) {
        CHECK(solved.regret(ideal, k) == exactly(by_ideal[ideal.index()][static_cast<std::size_t>(k)]));
      }
    }
    CHECK(solved.stakes()(0) == exactly(5));
    CHECK(solved.stakes()(1) == exactly(5));
    CHECK(solved.stakes()(2) == exactly(2));

    const std::vector<behalf::Warning<>> warnings = solved.why.warnings();
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].principal == 1);
    CHECK(warnings[0].axis == behalf::Axis::information);
    CHECK(warnings[0].increase == exactly(1.0 / 180));
    CHECK(warnings[1].principal == 2);
    CHECK(warnings[1].axis == behalf::Axis::objectives);
    CHECK(warnings[1].increase == exactly(49.0 / 60));

    const behalf::Attribution<> mean = weighted_mean(solved.why);
    CHECK(mean.shapley(behalf::Axis::objectives, 0) == exactly(1.072 / 0.9));
    CHECK(mean.shapley(behalf::Axis::information, 0) == exactly(0.502 / 0.9));
    CHECK(mean.shapley(behalf::Axis::principals, 0) == exactly(1.131 / 0.9));
  }

  TEST_CASE("diversity has a floor that no repair of objectives and information removes") {
    // Loss (x − ideal)² for ideals 0, 1, 4: the weighted variance; an agent that likes 2 and hears nothing adds its bias.
    behalf::LinearQuadraticSpec<> spec{.values = behalf::rows({{0}, {2}, {8}}),
                                       .weights = behalf::vec({0.5, 0.3, 0.2}),
                                       .cost = number(2),
                                       .taste = behalf::vec({4})};
    spec.metrics = behalf::Matrix<>(0, 1);
    const behalf_test::Solved solved = behalf_test::solve(spec);
    CHECK(solved.actions[o.index()](0, 0) == exactly(1.1));
    CHECK(weighted_mean(solved.why).lattice().regret(o | i, 0) == exactly(2.29));
    CHECK(solved.actions[0](0, 0) == exactly(2));
    CHECK(weighted_mean(solved.why).gap(0) == exactly(3.1));
  }

  TEST_CASE("one policy for several contexts loses the variance of what they need") {
    for (const double r : {0.0, 1.0, 2.5}) {
      const behalf_test::Solved solved =
          behalf_test::solve({.values = behalf::rows({{1}, {2}, {3}}), .noise = number(1), .risk_aversion = r});
      const behalf::Attribution<> mean = weighted_mean(solved.why);
      CHECK(mean.stake(0) - mean.lattice().regret(p, 0) == exactly(14.0 / 6 / (1 + r)));
      CHECK(mean.stake(0) - mean.gap(0) == exactly(2 / (1 + r)));
      CHECK(mean.gap(0) - mean.lattice().regret(p, 0) == exactly(2.0 / 3 / (2 * (1 + r))));
    }
  }

  TEST_CASE("a taste the principals do not know of is added to the action and not to the pay") {
    const behalf_test::Solved solved = behalf_test::solve({.values = behalf::rows({{1, 1}}),
                                                           .metrics = behalf::rows({{1, 0}}),
                                                           .taste = behalf::vec({0.5, 0}),
                                                           .noise = behalf::diagonal({1, 1}),
                                                           .risk_aversion = 1});
    CHECK(solved.regret(none) == exactly(0.625));
    CHECK(solved.incentives[0](0, 0) == exactly(0.5));
    CHECK(solved.actions[0](0, 0) == exactly(1));
  }

  TEST_CASE("weights are used as given and weights that do not sum to 1 are pointed out") {
    const behalf_test::Solved solved =
        behalf_test::solve({.values = behalf::rows({{1}, {1}}), .weights = behalf::vec({1, 1})});
    CHECK(solved.actions[0](0, 0) == exactly(2));
    CHECK(solved.regret(none, 0) == exactly(0.5));
    CHECK(solved.regret(none, 1) == exactly(0.5));
    REQUIRE(solved.why.notes().size() == 1);
    CHECK(solved.why.notes().front().find("weights sum to 2, not 1") == 0);
    CHECK(behalf_test::solve({.values = behalf::rows({{1}, {1}})}).why.notes().empty());
  }
}
