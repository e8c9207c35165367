// Shapley values and dividends in other scalar types, and of the largest game that is written out.

#include "support/compare.hpp"

#include <behalf/gap/shapley.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

namespace {

/// Values that are multiples of 1/16, so that every scalar type is given the same game.
template <class Scalar>
behalf::Vector<Scalar> random_game(int players) {
  behalf::RandomStream random{17, static_cast<std::uint64_t>(players)};
  behalf::Vector<Scalar> game(Eigen::Index{1} << players);
  for (Eigen::Index k = 0; k < game.size(); ++k)
    game(k) = Scalar(static_cast<int>(random.below(128)) - 64) / Scalar(16);
  return game;
}

template <class Scalar>
void agrees_with_doubles(int players, double tolerance) {
  const behalf::Vector<> expected = behalf::shapley_values(random_game<double>(players));
  const behalf::Vector<> dividends = behalf::harsanyi_dividends(random_game<double>(players));
  const behalf::Vector<Scalar> values = behalf::shapley_values(random_game<Scalar>(players));
  const behalf::Vector<Scalar> others = behalf::harsanyi_dividends(random_game<Scalar>(players));
  for (int i = 0; i < players; ++i) CHECK(std::abs(behalf::to_double(values(i)) - expected(i)) <= tolerance);
  // Sums of multiples of 1/16 are exact in all of them.
  for (Eigen::Index k = 0; k < others.size(); ++k) REQUIRE(behalf::to_double(others(k)) == dividends(k));
  Scalar sum(0);
  for (int i = 0; i < players; ++i) sum += values(i);
  const behalf::Vector<Scalar> game = random_game<Scalar>(players);
  CHECK(std::abs(behalf::to_double(Scalar(sum - (game(game.size() - 1) - game(0))))) <=
        tolerance * behalf_test::coarseness<Scalar>());
}

}  // namespace

TEST_SUITE("gap/shapley") {
  TEST_CASE("single precision gives the values of doubles to its own digits") { agrees_with_doubles<float>(9, 3e-5); }

#if BEHALF_TEST_EXTRA_SCALARS
  TEST_CASE("fifty digits give the values of doubles") {
    agrees_with_doubles<boost::multiprecision::cpp_bin_float_50>(9, 1e-13);
  }
#endif

  TEST_CASE("a game that counts in whole numbers has real values") {
    // v(S) = |S|², and one more where the first two are together.
    const auto squares = []<class Number>(const std::vector<bool>& members, Number) {
      Number size = 0;
      for (const bool member : members) size = static_cast<Number>(size + (member ? 1 : 0));
      return static_cast<Number>(members[0] && members[1] ? size * size + 1 : size * size);
    };
    const behalf::SamplingOptions options{.samples = 40, .seed = 2};
    const behalf::SampledShapley<double> real =
        behalf::sample_shapley_values([&](const std::vector<bool>& s) { return squares(s, 0.0); }, 3, options);
    const auto counted = [&]<class Number>(Number) {
      const behalf::SampledShapley<double> sampled =
          behalf::sample_shapley_values([&](const std::vector<bool>& s) { return squares(s, Number{}); }, 3, options);
      return sampled.values == real.values && sampled.standard_errors == real.standard_errors;
    };
    CHECK(counted(int{}));
    CHECK(counted(std::uint8_t{}));
    CHECK(counted(std::int64_t{}));
    const auto wins = [](const std::vector<bool>& members) { return members[0] || members[1]; };
    CHECK(behalf::sample_shapley_values(wins, 2, options).values.sum() == 1);

    behalf::Vector<int> game(8);
    for (Eigen::Index k = 0; k < 8; ++k) game(k) = squares({k % 2 == 1, k / 2 % 2 == 1, k / 4 == 1}, 0);
    CHECK(behalf_test::apart(behalf::shapley_values(game), behalf::vec({3.5, 3.5, 3})) <= 1e-15);
    CHECK(behalf::harsanyi_dividends(game)(0b011) == 3);
    game(7) = 8;
    CHECK(behalf::interaction_index(game, 0b011U) == 2);
    CHECK(behalf::interaction_index(game, 0b101U) == 1);
    CHECK(behalf::interaction_index(game, 0b010U) == doctest::Approx(3 - 1 / 6.0).epsilon(1e-15));
  }

  TEST_CASE("twenty players of a unanimity game share its value among those who are needed") {
    behalf::Vector<> game = behalf::Vector<>::Zero(Eigen::Index{1} << behalf::most_players_exact);
    constexpr Eigen::Index needed = 0b10010000000000010011;
    for (Eigen::Index members = 0; members < game.size(); ++members) {
      if ((members & needed) == needed) game(members) = 3;
    }
    const behalf::Vector<> values = behalf::shapley_values(game);
    for (int k = 0; k < behalf::most_players_exact; ++k) {
      CHECK(std::abs(values(k) - ((needed >> k) % 2 == 1 ? 3.0 / 5 : 0)) <= 1e-13);
    }
    const behalf::Vector<> dividends = behalf::harsanyi_dividends(game);
    CHECK(dividends(needed) == 3);
    CHECK(dividends.cwiseAbs().sum() == 3);
    CHECK(behalf::interaction_index(game, 0b11U) == doctest::Approx(3.0 / 4).epsilon(1e-14));
  }

  TEST_CASE("a sample of orders is exact where players only add up") {
    const auto value = [](const std::vector<bool>& members) {
      double sum = 0.5;
      for (std::size_t k = 0; k < members.size(); ++k) sum += members[k] ? static_cast<double>(k) : 0;
      return sum;
    };
    const behalf::SampledShapley<> sampled = behalf::sample_shapley_values(value, 6, {.samples = 32, .seed = 5});
    for (Eigen::Index k = 0; k < 6; ++k) {
      CHECK(sampled.values(k) == static_cast<double>(k));
      CHECK(sampled.standard_errors(k) == 0);
    }
  }
}
