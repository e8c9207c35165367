// \cite spengler1950: a chain of k monopolists without costs, demand 1 − price. Published result (each puts its own margin
// on what the one before asks), evaluated: the quantity is 2⁻ᵏ and welfare q − ½q². As a network every level passes half of
// its mandate on.

#include "literature/figures.hpp"
#include "support/solve_network.hpp"

#include <behalf/gap/lattice.hpp>
#include <behalf/network/patterns.hpp>

#include <cmath>
#include <cstddef>

using namespace literature;

namespace {

double welfare(std::size_t levels) {
  const behalf::Principal<> public_{.name = "public", .objective = behalf::vec({1})};
  const behalf::Lattice<> solved = behalf_test::solve(behalf::successive_margins(public_, levels).data());
  CHECK(solved.stakes(0) == exactly(0.5));
  CHECK(solved.regret(i, 0) == 0);
  return solved.stakes(0) - solved.regret(none, 0);
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("two successive margins leave a welfare of 0.21875 of one half") {
    CHECK(welfare(1) == exactly(0.375));
    CHECK(welfare(2) == exactly(0.21875));
  }

  TEST_CASE("every margin in a chain halves the quantity") {
    for (const std::size_t levels : {1U, 3U, 6U}) {
      const double quantity = std::ldexp(1.0, -static_cast<int>(levels));
      CHECK(welfare(levels) == exactly(quantity - quantity * quantity / 2));
    }
  }
}
