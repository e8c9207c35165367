// The laws that every delegation model obeys, on random networks.

#include "support/delegation_model_laws.hpp"
#include "support/network_family.hpp"
#include "support/solve_network.hpp"

#include <doctest/doctest.h>

namespace {

using Networks = behalf_test::NetworkFamily<double>;

constexpr int draws = 200;

}  // namespace

TEST_SUITE("laws/network") {
  TEST_CASE("nothing is lost in a network when every axis is ideal, whatever shares and tastes and cycles") {
    behalf_test::nothing_is_lost_when_every_axis_is_ideal<Networks>(2 * draws);
  }
  TEST_CASE("no regret and no stake and no weight in a network is negative") {
    behalf_test::no_regret_stake_or_weight_is_negative<Networks>(draws);
  }
  TEST_CASE("relabelling the principals of a network permutes rows and changes nothing else") {
    behalf_test::relabelling_principals_permutes_rows<Networks>(draws);
  }
  TEST_CASE("the lattice of a network agrees with each of its eight regrets asked for by itself") {
    behalf_test::the_lattice_agrees_with_each_regret_by_itself<Networks>(draws);
  }
  TEST_CASE("every certificate of a network is small") { behalf_test::every_certificate_is_small<Networks>(draws); }
  TEST_CASE("asking a network again gives the same bits") {
    behalf_test::asking_again_gives_the_same_bits<Networks>(draws);
  }
  TEST_CASE("what checks a stranger's model finds nothing in a network") {
    behalf_test::check_model_finds_nothing<Networks>(draws);
  }
  TEST_CASE("no other deeds of all agents are better for anybody in a network than all axes ideal") {
    behalf_test::no_alternative_is_better_than_all_axes_ideal<Networks>(draws / 4);
  }
  TEST_CASE("utility in another unit multiplies the whole table of a network") {
    behalf_test::a_larger_unit_of_utility_multiplies_the_table<Networks>(draws);
  }
  TEST_CASE("making an axis ideal changes nothing in a network where it is ideal in the data") {
    behalf_test::an_axis_that_is_ideal_in_the_data_changes_nothing<Networks>(draws);
  }
  TEST_CASE("networks of diagonal terms obey every law") {
    behalf_test::every_law_holds<behalf_test::NetworkFamily<double, behalf_test::NetworkTerms::diagonal>>(100);
  }
}
