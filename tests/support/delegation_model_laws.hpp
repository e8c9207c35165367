#ifndef BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP
#define BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP

#include "support/compare.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <vector>

/// What every model of delegation must obey, whatever it is made of: each law once, for any family of models.
namespace behalf_test {

/// Random models of one kind: `draw(k)` is the data of the k-th, `make` the model, and `relabelled` the data in which
/// principal `order[i]` of the old comes i-th. `rows(data, order)` says which row of the result becomes which.
template <class F>
concept ModelFamily = requires(int k, const typename F::Spec& spec, const std::vector<Eigen::Index>& order) {
  requires behalf::DelegationModel<typename F::Model>;
  { F::draw(k) } -> std::same_as<typename F::Spec>;
  { F::make(spec) } -> std::same_as<typename F::Model>;
  { F::principals(spec) } -> std::same_as<Eigen::Index>;
  { F::relabelled(spec, order) } -> std::same_as<typename F::Spec>;
  { F::rows(spec, order) } -> std::same_as<std::vector<Eigen::Index>>;
};

template <ModelFamily F>
using ScalarOf = typename F::Model::Scalar;

/// A tolerance for double, in the rounding unit of the family's scalar type.
template <ModelFamily F>
[[nodiscard]] double tolerance(double for_double) {
  return for_double * coarseness<ScalarOf<F>>();
}

/// What regrets are measured against: the largest stake or regret of anybody.
template <class Scalar>
[[nodiscard]] double size_of(const behalf::Lattice<Scalar>& lattice) {
  return std::max(largest(lattice.stakes), largest(lattice.regrets));
}

template <ModelFamily F, class Law>
void for_models(int draws, const Law& law) {
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    const typename F::Spec spec = F::draw(k);
    const typename F::Model model = F::make(spec);
    law(spec, model);
  }
}

template <ModelFamily F>
void nothing_is_lost_when_every_axis_is_ideal(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto regret = model.regret(behalf::AxisSet::all()).value();
    const behalf::Vector<ScalarOf<F>> stakes = model.stakes();
    REQUIRE(regret.size() == stakes.size());
    for (Eigen::Index i = 0; i < regret.size(); ++i) {
      CHECK(behalf::to_double(regret(i)) <= tolerance<F>(1e-12) * behalf::to_double(stakes(i)));
    }
  });
}

template <ModelFamily F>
void no_regret_stake_or_weight_is_negative(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto lattice = behalf::lattice(model).value();
    CHECK(lattice.stakes.size() == lattice.size());
    CHECK(lattice.weights.size() == lattice.size());
    CHECK(behalf::to_double(lattice.regrets.minCoeff()) >= -tolerance<F>(1e-14) * size_of(lattice));
    CHECK(behalf::to_double(lattice.stakes.minCoeff()) >= 0);
    CHECK(behalf::to_double(lattice.weights.minCoeff()) >= 0);
  });
}

template <ModelFamily F>
void relabelling_principals_permutes_rows(int draws) {
  for_models<F>(draws, [](const auto& spec, const auto& model) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(F::principals(spec)));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2), order.end());
    if (order.size() > 2) std::swap(order.front(), order.back());
    const auto before = behalf::lattice(model).value();
    const auto after = behalf::lattice(F::make(F::relabelled(spec, order))).value();
    const std::vector<Eigen::Index> rows = F::rows(spec, order);
    REQUIRE(after.size() == before.size());
    REQUIRE(static_cast<Eigen::Index>(rows.size()) == before.size());
    const double allowed = tolerance<F>(1e-12) * size_of(before);
    for (Eigen::Index i = 0; i < after.size(); ++i) {
      const Eigen::Index was = rows[static_cast<std::size_t>(i)];
      CHECK(apart(after.regrets.row(i), before.regrets.row(was)) <= allowed);
      CHECK(apart(after.stakes.row(i), before.stakes.row(was)) <= allowed);
      CHECK(apart(after.weights.row(i), before.weights.row(was)) <= tolerance<F>(1e-12));
    }
  });
}

template <ModelFamily F>
void the_lattice_agrees_with_each_regret_by_itself(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto lattice = behalf::lattice(model).value();
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      CAPTURE(behalf::letters(ideal));
      const auto regret = model.regret(ideal).value();
      CHECK(apart(lattice.regrets.col(static_cast<Eigen::Index>(ideal.index())), regret) <=
            tolerance<F>(1e-13) * size_of(lattice));
    }
    CHECK(same(lattice.stakes, behalf::Vector<ScalarOf<F>>(model.stakes())));
    CHECK(same(lattice.weights, behalf::Vector<ScalarOf<F>>(model.weights())));
  });
}

/// Shapley values from their definition, as the mean over the six orders in which axes turn faulty.
template <class Scalar>
[[nodiscard]] Scalar mean_marginal(const behalf::Lattice<Scalar>& lattice, behalf::Axis axis, Eigen::Index i) {
  std::array<behalf::Axis, 3> order = behalf::all_axes;
  Scalar sum(0);
  do {
    behalf::AxisSet faulty;
    for (const behalf::Axis next : order) {
      if (next == axis) {
        sum += lattice.regret((faulty | next).complement(), i) - lattice.regret(faulty.complement(), i);
      }
      faulty = faulty | next;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / Scalar(6);
}

template <ModelFamily F>
void shapley_values_sum_to_the_gap(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto why = behalf::attribute(model).value();
    const double allowed = tolerance<F>(1e-13) * size_of(why.lattice());
    for (Eigen::Index i = 0; i < why.size(); ++i) {
      ScalarOf<F> sum(0);
      for (const behalf::Axis axis : behalf::all_axes) {
        sum += why.shapley(axis, i);
        CHECK(std::abs(behalf::to_double(why.shapley(axis, i) - mean_marginal(why.lattice(), axis, i))) <= allowed);
      }
      // What is left with all axes ideal is no axis's doing.
      CHECK(std::abs(behalf::to_double(sum - why.gap(i))) <= allowed);
    }
  });
}

template <ModelFamily F>
void dividends_sum_to_the_regret_of_each_faulty_set(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto why = behalf::attribute(model).value();
    const double allowed = tolerance<F>(1e-13) * size_of(why.lattice());
    for (Eigen::Index i = 0; i < why.size(); ++i) {
      for (const behalf::AxisSet faulty : behalf::all_axis_sets) {
        ScalarOf<F> sum(0);
        for (const behalf::AxisSet part : behalf::all_axis_sets) {
          if (faulty.contains(part)) sum += why.dividend(part, i);
        }
        CHECK(std::abs(behalf::to_double(sum - why.lattice().regret(faulty.complement(), i))) <= allowed);
      }
    }
  });
}

template <ModelFamily F>
void every_certificate_is_small(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    CHECK(behalf::lattice(model).certificate().worst() <= tolerance<F>(1e-11));
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      CHECK(model.regret(ideal).certificate().worst() <= tolerance<F>(1e-11));
    }
  });
}

template <ModelFamily F>
void asking_again_gives_the_same_bits(int draws) {
  for_models<F>(draws, [](const auto& spec, const auto& model) {
    const auto first = behalf::lattice(model).value();
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) (void)model.regret(ideal.complement());
    const auto second = behalf::lattice(model).value();
    CHECK(same(first.regrets, second.regrets));
    const auto copy = behalf::lattice(F::make(spec)).value();
    CHECK(same(first.regrets, copy.regrets));
    CHECK(same(first.stakes, copy.stakes));
  });
}

/// All of the above, for scalar types that get one test case each.
template <ModelFamily F>
void every_law_holds(int draws) {
  nothing_is_lost_when_every_axis_is_ideal<F>(draws);
  no_regret_stake_or_weight_is_negative<F>(draws);
  relabelling_principals_permutes_rows<F>(draws);
  the_lattice_agrees_with_each_regret_by_itself<F>(draws);
  shapley_values_sum_to_the_gap<F>(draws);
  dividends_sum_to_the_regret_of_each_faulty_set<F>(draws);
  every_certificate_is_small<F>(draws);
  asking_again_gives_the_same_bits<F>(draws);
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP
