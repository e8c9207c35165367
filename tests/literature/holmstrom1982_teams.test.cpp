// \cite holmstrom1982: n members with cost ½a² share the joint output Σa equally. Published result (no sharing of all the
// output is efficient), evaluated: each works 1/n, and the surplus is (2n − 1)/n² of the best. A team is a network of one
// principal who delegates a share 1/n to each.

#include "literature/figures.hpp"
#include "support/solve_network.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/network/patterns.hpp>

#include <cstddef>

using namespace literature;

namespace {

behalf::Attribution<> team(std::size_t n) {
  const behalf::Principal<> whole{.name = "team", .objective = behalf::vec({1})};
  return behalf::Attribution<>{behalf_test::solve(behalf::team(whole, n).data())};
}
/// What is achieved of the best that could be.
double surplus_ratio(const behalf::Attribution<>& why) { return 1 - why.gap(0) / why.stake(0); }

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("two equal partners achieve three quarters of the best surplus and three achieve five ninths") {
    CHECK(surplus_ratio(team(1)) == exactly(1));
    CHECK(surplus_ratio(team(2)) == exactly(0.75));
    CHECK(surplus_ratio(team(3)) == exactly(5.0 / 9));
  }

  TEST_CASE("the surplus of a team that shares its output equally follows the formula") {
    for (const std::size_t members : {1U, 2U, 5U, 40U}) {
      const double n = static_cast<double>(members);
      CHECK(surplus_ratio(team(members)) == exactly((2 * n - 1) / (n * n)));
    }
  }

  TEST_CASE("who breaks the balance of the budget makes the team efficient") {
    const behalf::Attribution<> why = team(4);
    CHECK(why.lattice().regret(p, 0) == 0);
    CHECK(why.shapley(behalf::Axis::principals, 0) == exactly(why.gap(0)));
    CHECK(why.shapley(behalf::Axis::information, 0) == 0);
    CHECK(why.shapley(behalf::Axis::objectives, 0) == 0);
  }
}
