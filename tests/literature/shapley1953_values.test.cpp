// \cite shapley1953, \cite harsanyi1963 and \cite grabisch1999: values, dividends and interaction indices of games whose
// answers follow from the published formulas by hand.

#include "literature/figures.hpp"

#include <behalf/gap/shapley.hpp>

using namespace literature;

TEST_SUITE("literature") {
  TEST_CASE("three players who add to each other unevenly") {
    const behalf::Vector<> game = behalf::vec({0, 4, 3, 9, 2, 7, 5, 15});  // by the bits of the members
    const behalf::Vector<> values = behalf::shapley_values(game);
    CHECK(values(0) == exactly(13.0 / 2));
    CHECK(values(1) == exactly(5));
    CHECK(values(2) == exactly(7.0 / 2));
    const behalf::Vector<> dividends = behalf::harsanyi_dividends(game);
    CHECK(dividends == behalf::vec({0, 4, 3, 2, 2, 1, 0, 3}));
    CHECK(behalf::interaction_index(game, 0b011U) == exactly(7.0 / 2));
    CHECK(behalf::interaction_index(game, 0b101U) == exactly(5.0 / 2));
    CHECK(behalf::interaction_index(game, 0b110U) == exactly(3.0 / 2));
    CHECK(behalf::interaction_index(game, 0b111U) == exactly(3));
  }

  TEST_CASE("the owner of the only left glove gets two thirds") {
    const behalf::Vector<> values = behalf::shapley_values(behalf::vec({0, 0, 0, 1, 0, 1, 0, 1}));
    CHECK(values(0) == exactly(2.0 / 3));
    CHECK(values(1) == exactly(1.0 / 6));
    CHECK(values(2) == exactly(1.0 / 6));
  }

  TEST_CASE("with n right gloves the owner of the left one gets n of n plus 1") {
    for (const int right : {1, 3, 7, 12}) {
      behalf::Vector<> game = behalf::Vector<>::Zero(Eigen::Index{1} << (right + 1));
      for (Eigen::Index members = 2; members < game.size(); ++members)
        game(members) = members % 2 == 1 ? 1 : 0;  // owner: bit 0
      const behalf::Vector<> values = behalf::shapley_values(game);
      CHECK(values(0) == exactly(right / (right + 1.0)));
      for (int k = 1; k <= right; ++k) CHECK(values(k) == exactly(1.0 / (right * (right + 1.0))));
    }
  }
}
