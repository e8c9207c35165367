#include "support/compare.hpp"
#include "support/refused.hpp"

#include <behalf/gap/shapley.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

using behalf_test::refused;

namespace {

behalf::Vector<> random_game(int players, std::uint64_t stream) {
  behalf::RandomStream random{7, stream};
  behalf::Vector<> game(Eigen::Index{1} << players);
  for (double& value : game) value = 4 * random.uniform() - 1;
  return game;
}

/// The definition: the mean over all n! orders of joining.
behalf::Vector<> by_all_orders(const behalf::Vector<>& game, int players) {
  std::vector<int> order(static_cast<std::size_t>(players));
  std::iota(order.begin(), order.end(), 0);
  behalf::Vector<> sum = behalf::Vector<>::Zero(players);
  double orders = 0;
  do {
    Eigen::Index members = 0;
    for (const int player : order) {
      const Eigen::Index with = members | (Eigen::Index{1} << player);
      sum(player) += game(with) - game(members);
      members = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / orders;
}

/// A unanimity game of so many of 200 players, sampled in so many orders with so many seeds.
struct Rare {
  int needed;
  int samples;
  int seeds;
};

Eigen::Index bits(const std::vector<bool>& members) {
  Eigen::Index result = 0;
  for (std::size_t k = 0; k < members.size(); ++k) result |= members[k] ? Eigen::Index{1} << k : 0;
  return result;
}

}  // namespace

TEST_SUITE("gap/shapley") {
  TEST_CASE("exact values equal the mean over all orders of joining") {
    for (int players = 1; players <= 7; ++players) {
      const behalf::Vector<> game = random_game(players, static_cast<std::uint64_t>(players));
      CHECK(behalf_test::apart(behalf::shapley_values(game), by_all_orders(game, players)) < 1e-13);
    }
  }

  TEST_CASE("values sum to what everybody gains over nobody") {
    const behalf::Vector<> game = random_game(11, 3);
    CHECK(behalf::shapley_values(game).sum() == doctest::Approx(game(game.size() - 1) - game(0)).epsilon(1e-13));
  }

  TEST_CASE("dividends sum over the subsets of a coalition to its value") {
    const behalf::Vector<> game = random_game(6, 4);
    const behalf::Vector<> dividends = behalf::harsanyi_dividends(game);
    for (Eigen::Index members = 0; members < game.size(); ++members) {
      double sum = 0;
      for (Eigen::Index part = 0; part < game.size(); ++part) {
        if ((part & members) == part) sum += dividends(part);
      }
      CHECK(sum == doctest::Approx(game(members)).epsilon(1e-13).scale(1));
    }
  }

  TEST_CASE("the interaction index of one player is its Shapley value") {
    const behalf::Vector<> game = random_game(6, 5);
    const behalf::Vector<> values = behalf::shapley_values(game);
    for (int player = 0; player < 6; ++player) {
      CHECK(behalf::interaction_index(game, 1U << static_cast<unsigned>(player)) ==
            doctest::Approx(values(player)).epsilon(1e-12));
    }
  }

  TEST_CASE("twenty players who only add up get what each of them brings") {
    behalf::Vector<> game(Eigen::Index{1} << 20);
    for (Eigen::Index members = 0; members < game.size(); ++members) {
      double value = 1e6;  // what nobody has is given to nobody
      for (int k = 0; k < 20; ++k) value += (members >> k) % 2 == 1 ? k + 0.5 : 0;
      game(members) = value;
    }
    const behalf::Vector<> values = behalf::shapley_values(game);
    for (int k = 0; k < 20; ++k) CHECK(values(k) == doctest::Approx(k + 0.5).epsilon(1e-11));
  }

  TEST_CASE("in a unanimity game the members share alike and the others get nothing") {
    behalf::Vector<> game = behalf::Vector<>::Zero(Eigen::Index{1} << 16);
    constexpr Eigen::Index needed = 0b1010001000000111;
    for (Eigen::Index members = 0; members < game.size(); ++members) {
      if ((members & needed) == needed) game(members) = 1;
    }
    const behalf::Vector<> values = behalf::shapley_values(game);
    for (int k = 0; k < 16; ++k) {
      CHECK(std::abs(values(k) - ((needed >> k) % 2 == 1 ? 1.0 / 6 : 0)) < 1e-14);
    }
  }

  TEST_CASE("sampled values are right within their standard errors and the errors are honest") {
    const behalf::Vector<> game = random_game(5, 8);
    const behalf::Vector<> exact = behalf::shapley_values(game);
    const auto value = [&](const std::vector<bool>& members) { return game(bits(members)); };
    double squares = 0;
    constexpr int seeds = 200;
    for (int seed = 0; seed < seeds; ++seed) {
      const behalf::SampledShapley<> sampled =
          behalf::sample_shapley_values(value, 5, {.samples = 400, .seed = static_cast<std::uint64_t>(seed)});
      CHECK(sampled.values.sum() == doctest::Approx(game(31) - game(0)).epsilon(1e-12));
      for (int k = 0; k < 5; ++k) {
        const double z = (sampled.values(k) - exact(k)) / sampled.standard_errors(k);
        CHECK(std::abs(z) < 5);
        squares += z * z;
      }
    }
    // The mean of 1000 squared standard normal numbers, five at a time dependent, is within 0.8 … 1.2.
    CHECK(squares / (5 * seeds) == doctest::Approx(1).epsilon(0.2));
  }

  TEST_CASE("the same seed gives the same bits and another seed other ones") {
    const behalf::Vector<> game = random_game(6, 9);
    const auto value = [&](const std::vector<bool>& members) { return game(bits(members)); };
    const behalf::SampledShapley<> first = behalf::sample_shapley_values(value, 6, {.samples = 50, .seed = 1});
    const behalf::SampledShapley<> again = behalf::sample_shapley_values(value, 6, {.samples = 50, .seed = 1});
    const behalf::SampledShapley<> other = behalf::sample_shapley_values(value, 6, {.samples = 50, .seed = 2});
    CHECK(first.values == again.values);
    CHECK(first.standard_errors == again.standard_errors);
    CHECK(first.values != other.values);
  }

  TEST_CASE("many players can be sampled") {
    const auto majority = [](const std::vector<bool>& members) {
      return 2 * std::count(members.begin(), members.end(), true) > 41 ? 1.0 : 0.0;
    };
    const behalf::SampledShapley<> sampled = behalf::sample_shapley_values(majority, 41, {.samples = 4000, .seed = 3});
    for (int k = 0; k < 41; ++k) CHECK(std::abs(sampled.values(k) - 1.0 / 41) < 5 * sampled.standard_errors(k));
  }

  TEST_CASE("errors cover where a player matters in few orders, of which those drawn may show none") {
    constexpr int players = 200;
    // Of `needed` players all must be there; with the spread of what is seen alone 78 % would be covered for 200 of them.
    for (const Rare& game : {Rare{200, 32, 20}, Rare{200, 300, 10}, Rare{200, 1000, 4}, Rare{40, 300, 10}}) {
      const auto unanimity = [needed = game.needed](const std::vector<bool>& members) {
        const auto end = members.begin() + needed;
        return std::find(members.begin(), end, false) == end ? 1 : 0;
      };
      int covered = 0;
      int unseen = 0;
      for (int seed = 0; seed < game.seeds; ++seed) {
        const behalf::SampledShapley<> sampled = behalf::sample_shapley_values(
            unanimity, players, {.samples = game.samples, .seed = static_cast<std::uint64_t>(seed)});
        for (int k = 0; k < game.needed; ++k) {
          CHECK(sampled.standard_errors(k) > 0);
          if (sampled.values(k) == 0) ++unseen;
          if (std::abs(sampled.values(k) - 1.0 / game.needed) <= 1.96 * sampled.standard_errors(k)) ++covered;
        }
      }
      CAPTURE(game.needed);
      CAPTURE(game.samples);
      CHECK(covered >= 0.93 * game.needed * game.seeds);
      if (game.needed == players && game.samples <= 300) CHECK(unseen >= 0.15 * game.needed * game.seeds);
    }
  }

  TEST_CASE("what is the same in every order is certain") {
    const auto additive = [](const std::vector<bool>& members) {
      int sum = 0;
      for (std::size_t k = 0; k < members.size(); ++k) sum += members[k] ? static_cast<int>(k) : 0;
      return sum;
    };
    const behalf::SampledShapley<> sampled = behalf::sample_shapley_values(additive, 30, {.samples = 32});
    for (int k = 0; k < 30; ++k) {
      CHECK(sampled.values(k) == doctest::Approx(k).epsilon(1e-14));
      CHECK(sampled.standard_errors(k) == 0);
    }
  }

  TEST_CASE("a game that gives no number is refused by the coalition") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    refused([&] { (void)behalf::shapley_values(behalf::vec({0, 1, nan, 3})); }, "game[2]");
    refused([&] { (void)behalf::shapley_values(behalf::vec({nan, 1, 2, 3})); }, "game[0]");
    refused([&] { (void)behalf::harsanyi_dividends(behalf::vec({0, 1, 2, -inf})); }, "game[3]");
    refused([&] { (void)behalf::interaction_index(behalf::vec({0, inf, 2, 3}), 1U); }, "game[1]");
    const auto without = [&](std::size_t members_needed, double value) {
      return [=](const std::vector<bool>& members) {
        const auto there = std::count(members.begin(), members.end(), true);
        return static_cast<std::size_t>(there) == members_needed ? value : 1.0;
      };
    };
    refused([&] { (void)behalf::sample_shapley_values(without(0, nan), 3); }, "game({})");
    refused([&] { (void)behalf::sample_shapley_values(without(3, inf), 3); }, "game({0, 1, 2})");
    refused([&] { (void)behalf::sample_shapley_values(without(25, nan), 25); },
            "game({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … (25 members)})");
  }

  TEST_CASE("what is no game is refused with the number that is wrong") {
    const auto nothing = [](const std::vector<bool>&) { return 0.0; };
    refused([] { (void)behalf::shapley_values(behalf::vec({1, 2, 3})); }, "game");
    refused([] { (void)behalf::shapley_values(behalf::Vector<>(0)); }, "game");
    refused([] { (void)behalf::harsanyi_dividends(behalf::Vector<>(Eigen::Index{1} << 21)); }, "game");
    refused([] { (void)behalf::interaction_index(behalf::vec({1, 2}), 0U); }, "coalition");
    refused([] { (void)behalf::interaction_index(behalf::vec({1, 2}), 2U); }, "coalition");
    refused([&] { (void)behalf::sample_shapley_values(nothing, 0); }, "players");
    refused([&] { (void)behalf::sample_shapley_values(nothing, 3, {.samples = 31}); }, "samples");
    CHECK(behalf::shapley_values(behalf::vec({5})).size() == 0);
  }
}
