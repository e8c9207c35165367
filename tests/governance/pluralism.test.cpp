#include "support/compare.hpp"
#include "support/partitions.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/governance/pluralism/minority_protection.hpp>
#include <behalf/governance/pluralism/pluralism.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/population.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using behalf::Constituency;
using behalf::Matrix;
using behalf::rows;
using behalf::vec;
using behalf::Vector;
using behalf_test::Draw;
using behalf_test::exactly;
using behalf_test::refused;

namespace {

Constituency<> random_people(Draw& draw, Eigen::Index n) {
  const Eigen::Index d = 1 + draw.below(3);
  Constituency<> people{draw.matrix(n, d), Vector<>(draw.weights(n)), {}, draw.positive_definite(d)};
  if (draw.one_in(2)) {
    for (Eigen::Index i = 0; i < n; ++i) people.covariances.push_back(draw.covariance(d));
  }
  return people;
}

/// The gap of principal i when the mandate is m, by the definition.
double gap_of(const Constituency<>& people, Eigen::Index i, const Vector<>& mandate) {
  const Matrix<> inverse = people.cost->inverse();
  const Vector<> apart = mandate - people.values.row(i).transpose();
  const double within =
      people.covariances.empty() ? 0 : Matrix<>(inverse * people.covariances[static_cast<std::size_t>(i)]).trace() / 2;
  return apart.dot(inverse * apart) / 2 + within;
}

}  // namespace

TEST_SUITE("governance/pluralism") {
  TEST_CASE("three people on a line: the floor of one policy is 2.29, and two variants remove all but one pair of it") {
    // Ideals 0, 1, 4 and loss (x − ideal)²: C = 2, v = 2 · ideal; the pair nearest by weight stays together.
    const Constituency<> people{rows({{0}, {2}, {8}}), vec({.5, .3, .2}), {}, rows({{2}})};
    const auto one = behalf::pluralism(people, {.variants = 1});
    CHECK(one.value().floor == exactly(2.29));
    CHECK(one.value().mean_gap == exactly(2.29));
    CHECK(one.value().actions(0, 0) == exactly(1.1));
    CHECK(one.value().lower_bound == exactly(2.29));
    CHECK(one.value().share_removed() == doctest::Approx(0).epsilon(1e-15));
    const auto two = behalf::pluralism(people, {.variants = 2});
    CHECK(two.value().mean_gap == exactly(0.1875));  // .5 · .3 / .8 · 1²
    CHECK(two.value().share_removed() == exactly(1 - 0.1875 / 2.29));
    CHECK(two.value().exact);
    CHECK(behalf::pluralism(people, {.variants = 3}).value().mean_gap == doctest::Approx(0).epsilon(1e-15));
  }

  TEST_CASE("one consistent product erases those who would do better without it") {
    const Constituency<> people{rows({{0}, {2}, {8}}), vec({.5, .3, .2}), {}, rows({{2}})};
    const auto one = behalf::pluralism(people, {.variants = 1}).value();
    // Stakes 0, 1, 16; gaps 1.21, .01, 8.41: who wants nothing is made to bear 1.21.
    CHECK(one.erased() == std::vector<Eigen::Index>{0});
    CHECK(one.beyond(1.0) == std::vector<Eigen::Index>{0, 2});
    CHECK(behalf::pluralism(people, {.variants = 3}).value().erased().empty());
  }

  TEST_CASE("no k policies, whoever is served by which, have a smaller mean gap") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      CAPTURE(k);
      Draw draw{330, k};
      const Eigen::Index n = 1 + draw.below(6), variants = 1 + draw.below(n);
      const Constituency<> people = random_people(draw, n);
      const auto found = behalf::pluralism(people, {.variants = variants});
      double least = std::numeric_limits<double>::infinity();
      behalf_test::for_each_partition(n, variants, [&](const std::vector<Eigen::Index>& box) {
        double mean = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
          double mass = 0;
          Vector<> mandate = Vector<>::Zero(people.values.cols());
          for (Eigen::Index j = 0; j < n; ++j) {
            if (box[static_cast<std::size_t>(j)] != box[static_cast<std::size_t>(i)]) continue;
            mass += (*people.weights)(j);
            mandate += (*people.weights)(j)*people.values.row(j).transpose();
          }
          if (mass > 0) mean += (*people.weights)(i)*gap_of(people, i, mandate / mass);
        }
        least = std::min(least, mean / people.weights->sum());
      });
      CHECK(found.value().mean_gap == doctest::Approx(least).epsilon(1e-11));
      CHECK(found.value().exact);
      CHECK(found.certificate().worst() < 1e-11);
      for (Eigen::Index i = 0; i < n; ++i) {
        const Vector<> own =
            found.value().mandates.row(found.value().assignment[static_cast<std::size_t>(i)]).transpose();
        CHECK(found.value().gaps(i) == doctest::Approx(gap_of(people, i, own)).epsilon(1e-11));
        CHECK(found.value().stakes(i) ==
              doctest::Approx(gap_of(people, i, Vector<>::Zero(people.values.cols()))).epsilon(1e-11));
        for (Eigen::Index c = 0; c < found.value().mandates.rows(); ++c) {
          CHECK(gap_of(people, i, found.value().mandates.row(c).transpose()) >= found.value().gaps(i) - 1e-9);
        }
      }
    }
  }

  TEST_CASE("one variant is delegation with ideal objectives and information, to groups as to people") {
    for (std::uint64_t k = 0; k < 20; ++k) {
      Draw draw{331, k};
      const Constituency<> people = random_people(draw, 2 + draw.below(4));
      const auto one = behalf::pluralism(people).value();
      const behalf::LinearQuadratic<> model{{.values = people.values,
                                             .weights = Vector<>(*people.weights / people.weights->sum()),
                                             .covariances = people.covariances,
                                             .cost = people.cost}};
      const Vector<> regrets = model.regret({behalf::Axis::objectives, behalf::Axis::information}).value();
      CHECK(behalf_test::apart(one.gaps, regrets) < 1e-10 * (1 + behalf_test::largest(regrets)));
      CHECK(behalf_test::apart(one.stakes, Vector<>(model.stakes())) < 1e-10 * (1 + behalf_test::largest(regrets)));
      CHECK(one.mean_gap == doctest::Approx(one.floor).epsilon(1e-12));
    }
  }

  TEST_CASE("what lies within groups no number of variants removes") {
    Draw draw{332, 2};
    Constituency<> people = random_people(draw, 6);
    people.covariances.clear();
    for (int i = 0; i < 6; ++i) people.covariances.push_back(draw.positive_definite(people.values.cols()));
    const auto all = behalf::pluralism(people, {.variants = 6}).value();
    CHECK(all.mean_gap == exactly(all.within));
    CHECK(all.within > 0);
    CHECK(all.share_removed() == exactly(1 - all.within / all.floor));
  }

  TEST_CASE("a population of groups is a constituency") {
    const behalf::Population<> population{
        {{"a", 3, vec({1, 0}), rows({{1, 0}, {0, 2}})}, {"b", 1, vec({0, 2}), {}}, {"c", 2, vec({1, 1}), {}}}};
    const auto one = behalf::pluralism(behalf::constituency_of(population)).value();
    CHECK(one.floor == exactly(population.covariance().trace() / 2));
    CHECK(one.within == exactly(population.covariance_within().trace() / 2));
    CHECK(behalf::pluralism(behalf::constituency_of(population, {rows({{2, 0}, {0, 2}})})).value().floor ==
          exactly(population.covariance().trace() / 4));
  }

  TEST_CASE("values times a factor are gaps times its square, and weights count by their ratios") {
    Draw draw{333, 1};
    Constituency<> people = random_people(draw, 6);
    people.covariances.clear();
    const double before = behalf::pluralism(people, {.variants = 2}).value().mean_gap;
    people.values *= 3;
    *people.weights *= 7;
    CHECK(behalf::pluralism(people, {.variants = 2}).value().mean_gap == exactly(9 * before));
  }

  TEST_CASE("protecting nobody who needs it changes nothing, while protecting who is erased costs the others") {
    const Constituency<> people{rows({{0.5}, {2}, {8}}), vec({.5, .3, .2}), {}, rows({{2}})};
    const auto free = behalf::pluralism(people).value();
    const auto idle = behalf::protect(people, {.rows = {1}, .largest_relative_gap = 1});
    CHECK(idle.value().policy.mean_gap == exactly(free.mean_gap));
    CHECK(idle.value().extra_weights.isZero());
    // Who wants .25 would be no better off than without a policy at .5 or 0: the action moves from 1.225 to .5.
    const auto bound = behalf::protect(people, {.rows = {0}, .largest_relative_gap = 1});
    CHECK(bound.value().policy.actions(0, 0) == exactly(0.5));
    CHECK(bound.value().policy.mean_gap > free.mean_gap);
    CHECK(bound.certificate().worst() < 1e-12);
    // The extra weight λ makes it the mean: (.5 + λ).25 + .3 · 1 + .2 · 4 = (1 + λ).5.
    CHECK(bound.value().extra_weights(0) == exactly((0.125 + 0.3 + 0.8 - 0.5) / 0.25));
  }

  TEST_CASE("one protected policy is the best of all that keep within the limits") {
    int bound = 0, refused = 0;
    for (std::uint64_t k = 0; k < 60; ++k) {
      CAPTURE(k);
      Draw draw{334, k};
      const Eigen::Index n = 2 + draw.below(4);
      Constituency<> people = random_people(draw, n);
      people.values.array() += 0.3;
      people.covariances.clear();
      const behalf::MinorityProtection<> protection{{0, n - 1}, 0.6};
      const auto found = behalf::protect(people, protection);
      const auto kept = [&](const Vector<>& mandate) {
        return gap_of(people, 0, mandate) <= 0.6 * gap_of(people, 0, Vector<>::Zero(mandate.size())) &&
               gap_of(people, n - 1, mandate) <= 0.6 * gap_of(people, n - 1, Vector<>::Zero(mandate.size()));
      };
      // Somewhere between the two protected and the mean, in steps: nothing allowed is better.
      const Vector<> mean = people.values.transpose() * *people.weights / people.weights->sum();
      bool any = false;
      for (int a = 0; a <= 60; ++a) {
        for (int b = 0; a + b <= 60; ++b) {
          const Vector<> mandate =
              (a * people.values.row(0).transpose() + b * people.values.row(n - 1).transpose() + (60 - a - b) * mean) /
              60;
          if (!kept(mandate)) continue;
          any = true;
          if (!found) continue;
          double total = 0;
          for (Eigen::Index i = 0; i < n; ++i) total += (*people.weights)(i)*gap_of(people, i, mandate);
          CHECK(total / people.weights->sum() >= found.value().policy.mean_gap * (1 - 1e-10));
        }
      }
      if (found) {
        CHECK(found.certificate().worst() < 1e-8);
        if (found.value().extra_weights.sum() > 0) ++bound;
      } else {
        ++refused;
        CHECK_FALSE(any);
        CHECK(found.where().find("times its limit") != std::string::npos);
      }
    }
    CHECK(bound > 10);
    CHECK(refused > 3);
  }

  TEST_CASE("what one policy cannot protect two variants can") {
    const Constituency<> people{rows({{1, 0}, {-1, 0}, {0, 0.1}}), vec({1, 1, 8})};
    const behalf::MinorityProtection<> protection{{0, 1}, 0.5};
    const auto one = behalf::protect(people, protection, {.variants = 1});
    CHECK(one.status() == behalf::Status::infeasible);
    const auto two = behalf::protect(people, protection, {.variants = 2});
    CHECK(two.certificate().worst() < 1e-9);
    CHECK(two.value().policy.gaps(0) <= 0.25 * (1 + 1e-12));
    CHECK(two.value().policy.gaps(1) <= 0.25 * (1 + 1e-12));
    const behalf::MinorityProtection<> all{{0, 1, 2}, 0.001};
    CHECK(behalf::protect(people, all, {.variants = 2}).status() == behalf::Status::infeasible);
    CHECK(behalf::protect(people, all, {.variants = 3}).value().policy.mean_gap == doctest::Approx(0).epsilon(1e-12));
    Constituency<> spread = people;
    spread.covariances = {Matrix<>::Identity(2, 2), Matrix<>::Zero(2, 2), Matrix<>::Zero(2, 2)};
    CHECK(behalf::protect(spread, protection, {.variants = 3}).status() == behalf::Status::infeasible);
  }

  TEST_CASE("what is no constituency and no protection is refused with the field and the rule") {
    const Constituency<> people{rows({{1, 0}, {2, 5}})};
    const Constituency<> idle{rows({{0, 0}, {2, 5}})};
    refused([] { (void)behalf::pluralism(Constituency<>{}); }, "values");
    refused([&] { (void)behalf::pluralism(people, {.variants = 0}); }, "variants");
    refused([&] { (void)behalf::pluralism(people, {.variants = 3}); }, "variants");
    refused([&] { (void)behalf::pluralism(people, {.search = {.restarts = 0}}); }, "restarts");
    refused([&] { (void)behalf::pluralism(Constituency<>{people.values, vec({1})}); }, "weights");
    refused([&] { (void)behalf::pluralism(Constituency<>{people.values, {}, {}, rows({{1, 0}, {0, 0}})}); }, "cost");
    refused([&] { (void)behalf::pluralism(Constituency<>{people.values, {}, {rows({{1}})}}); }, "covariances");
    refused([&] { (void)behalf::protect(people, {.rows = {2}}); }, "rows[0]");
    refused([&] { (void)behalf::protect(people, {.rows = {0, 0}}); }, "rows[1]");
    refused([&] { (void)behalf::protect(idle, {.rows = {0}}); }, "rows[0]");
    refused([&] { (void)behalf::protect(people, {.rows = {0}, .largest_relative_gap = 0}); }, "largest_relative_gap");
  }
}
