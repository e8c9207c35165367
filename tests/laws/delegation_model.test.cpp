// The laws that every delegation model obeys, on random linear–quadratic delegations.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"
#include "support/solve_linear_quadratic.hpp"

#include <doctest/doctest.h>

namespace {

using LinearQuadratics = behalf_test::LinearQuadraticFamily<double>;

constexpr int draws = 300;

}  // namespace

TEST_SUITE("laws/delegation_model") {
  TEST_CASE("nothing is lost when every axis is ideal") {
    behalf_test::nothing_is_lost_when_every_axis_is_ideal<LinearQuadratics>(draws);
  }
  TEST_CASE("no regret and no stake and no weight is negative") {
    behalf_test::no_regret_stake_or_weight_is_negative<LinearQuadratics>(draws);
  }
  TEST_CASE("relabelling principals permutes rows and changes nothing else") {
    behalf_test::relabelling_principals_permutes_rows<LinearQuadratics>(draws);
  }
  TEST_CASE("the lattice agrees with each of its eight regrets asked for by itself") {
    behalf_test::the_lattice_agrees_with_each_regret_by_itself<LinearQuadratics>(draws);
  }
  TEST_CASE("every certificate is small") { behalf_test::every_certificate_is_small<LinearQuadratics>(draws); }
  TEST_CASE("asking again gives the same bits") {
    behalf_test::asking_again_gives_the_same_bits<LinearQuadratics>(draws);
  }
  TEST_CASE("what checks a stranger's model finds nothing") {
    behalf_test::check_model_finds_nothing<LinearQuadratics>(draws);
  }
  TEST_CASE("no alternative is better for anybody than all axes ideal, and a search finds as much") {
    behalf_test::no_alternative_is_better_than_all_axes_ideal<LinearQuadratics>(draws);
  }
  TEST_CASE("utility in another unit multiplies the whole table") {
    behalf_test::a_larger_unit_of_utility_multiplies_the_table<LinearQuadratics>(draws);
  }
  TEST_CASE("seeing more never hurts when objectives and principals are ideal") {
    behalf_test::seeing_more_never_hurts_when_all_else_is_ideal<LinearQuadratics>(draws);
  }
  TEST_CASE("a clone of a principal that takes half its weight changes nothing for anybody") {
    behalf_test::a_clone_that_shares_its_weight_changes_no_other_row<LinearQuadratics>(draws);
  }
  TEST_CASE("making an axis ideal changes nothing where it is ideal in the data") {
    behalf_test::an_axis_that_is_ideal_in_the_data_changes_nothing<LinearQuadratics>(draws);
  }
}
