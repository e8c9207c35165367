// The laws that every delegation model obeys, on random linear–quadratic delegations and on regrets out of a table.

#include "support/delegation_model_laws.hpp"
#include "support/linear_quadratic_family.hpp"
#include "support/random_model.hpp"
#include "support/solve_linear_quadratic.hpp"
#include "support/table_model.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using behalf_test::Draw;
using LinearQuadratics = behalf_test::LinearQuadraticFamily<double>;

/// Any table of regrets is a model: the laws assume nothing of linear–quadratic delegation.
struct Tables {
  using Model = behalf_test::TableModel<double>;
  using Spec = Model;

  static Spec draw(int k) {
    Draw draw{21, static_cast<std::uint64_t>(k)};
    const Eigen::Index n = 1 + draw.below(5);
    Spec spec{.table = draw.matrix(n, 8).cwiseAbs(), .stake = draw.vector(n).cwiseAbs(), .weight = draw.weights(n)};
    spec.table.col(7).setZero();
    return spec;
  }
  static Model make(const Spec& spec) { return spec; }
  static Eigen::Index principals(const Spec& spec) { return spec.table.rows(); }
  static Spec relabelled(const Spec& spec, const std::vector<Eigen::Index>& order) {
    Spec result = spec;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Eigen::Index to = static_cast<Eigen::Index>(i);
      result.table.row(to) = spec.table.row(order[i]);
      result.stake(to) = spec.stake(order[i]);
      result.weight(to) = spec.weight(order[i]);
    }
    return result;
  }
  static std::vector<Eigen::Index> rows(const Spec&, const std::vector<Eigen::Index>& order) { return order; }
};

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
  TEST_CASE("Shapley values are mean marginal effects and sum to the gap") {
    behalf_test::shapley_values_sum_to_the_gap<LinearQuadratics>(draws);
  }
  TEST_CASE("dividends sum to the regret of each faulty set") {
    behalf_test::dividends_sum_to_the_regret_of_each_faulty_set<LinearQuadratics>(draws);
  }
  TEST_CASE("every certificate is small") { behalf_test::every_certificate_is_small<LinearQuadratics>(draws); }
  TEST_CASE("asking again gives the same bits") {
    behalf_test::asking_again_gives_the_same_bits<LinearQuadratics>(draws);
  }
  TEST_CASE("regrets out of a table obey every law") { behalf_test::every_law_holds<Tables>(100); }
}
