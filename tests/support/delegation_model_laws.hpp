#ifndef BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP
#define BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP

#include "support/compare.hpp"
#include "support/random_model.hpp"

#include <behalf/gap/check_model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

/// What every model of delegation must obey, whatever it is made of: each law once, for any family of models.
namespace behalf_test {

/// Random models of one kind: `draw(k)` is the data of the k-th, `make` the model, and `relabelled` the data in which
/// principal `order[i]` of the old comes i-th. `rows(data, order)` says which row of the result becomes which.
template <class F>
concept ModelCases = requires(int k, const typename F::Spec& spec, const std::vector<Eigen::Index>& order) {
  requires behalf::DelegationModel<typename F::Model>;
  { F::draw(k) } -> std::same_as<typename F::Spec>;
  { F::make(spec) } -> std::same_as<typename F::Model>;
  { F::principals(spec) } -> std::same_as<Eigen::Index>;
  { F::relabelled(spec, order) } -> std::same_as<typename F::Spec>;
  { F::rows(spec, order) } -> std::same_as<std::vector<Eigen::Index>>;
};

template <ModelCases F>
using ScalarOf = typename F::Model::Scalar;

/// A tolerance for double, in the rounding unit of the family's scalar type.
template <ModelCases F>
[[nodiscard]] double tolerance(double for_double) {
  return for_double * coarseness<ScalarOf<F>>();
}

/// What regrets are measured against: the largest stake or regret of anybody.
template <class Scalar>
[[nodiscard]] double size_of(const behalf::Lattice<Scalar>& lattice) {
  return std::max(largest(lattice.stakes), largest(lattice.regrets));
}

template <ModelCases F, class Law>
void for_models(int draws, const Law& law) {
  for (int k = 0; k < draws; ++k) {
    CAPTURE(k);
    const typename F::Spec spec = F::draw(k);
    const typename F::Model model = F::make(spec);
    law(spec, model);
  }
}

template <ModelCases F>
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

template <ModelCases F>
void check_model_finds_nothing(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    const auto broken = behalf::check_model(model);
    CHECK_MESSAGE(broken.empty(), (broken.empty() ? std::string{} : to_text(broken.front())));
  });
}

template <ModelCases F>
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

template <ModelCases F>
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

template <ModelCases F>
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

template <ModelCases F>
void every_certificate_is_small(int draws) {
  for_models<F>(draws, [](const auto&, const auto& model) {
    CHECK(behalf::lattice(model).certificate().worst() <= tolerance<F>(1e-11));
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      CHECK(model.regret(ideal).certificate().worst() <= tolerance<F>(1e-11));
    }
  });
}

template <ModelCases F>
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

// Laws of those families that can be asked for more. Each counts the cases in which it says something.

/// `utility(spec)(i, action)` is what row i gets when everything is done as in `action` (of `actions(spec)` numbers), apart
/// from what it gets where nothing is delegated, written down from the definition of the family and concave.
template <class F>
concept CasesWithUtility =
    ModelCases<F> && requires(const typename F::Spec& spec, Eigen::Index i, const behalf::Vector<>& action) {
      { F::actions(spec) } -> std::same_as<Eigen::Index>;
      { F::utility(spec)(i, action) } -> std::same_as<double>;
    };

/// Climbs from nothing to the best of so many numbers along one at a time, knowing a concave utility only.
template <class Utility>
[[nodiscard]] double best_utility(const Utility& utility, Eigen::Index numbers) {
  behalf::Vector<> action = behalf::Vector<>::Zero(numbers);
  double best = utility(action);
  for (int sweep = 0; sweep < 2000; ++sweep) {
    const double before = best;
    for (Eigen::Index j = 0; j < numbers; ++j) {
      const double here = action(j);
      action(j) = here + 1;
      const double up = utility(action);
      action(j) = here - 1;
      const double down = utility(action);
      const double bend = up + down - 2 * best;
      action(j) = bend < -1e-9 ? here + (down - up) / (2 * bend) : here;
      best = utility(action);
    }
    if (best - before <= 1e-12 * std::abs(best)) break;
  }
  return best;
}

/// Utility is counted from no delegation, so that a row gets its stake less its regret.
template <CasesWithUtility F>
void no_alternative_is_better_than_all_axes_ideal(int draws) {
  int worse = 0;
  std::uint64_t stream = 0;
  for_models<F>(draws, [&](const auto& spec, const auto& model) {
    Draw draw{25, stream++};
    const auto lattice = behalf::lattice(model).value();
    const double size = size_of(lattice);
    const auto utility = F::utility(spec);
    for (Eigen::Index i = 0; i < lattice.size(); ++i) {
      const double got = behalf::to_double(lattice.stakes(i) - lattice.regret(behalf::AxisSet::all(), i));
      for (int k = 0; k < 20; ++k) {
        const double other = utility(i, draw.vector(F::actions(spec)));
        CHECK(other <= got + tolerance<F>(1e-12) * std::max(size, std::abs(other)));
        worse += other < got - 1e-3 * size ? 1 : 0;
      }
      const auto of_row = [&utility, i](const behalf::Vector<>& action) { return utility(i, action); };
      CHECK(std::abs(best_utility(of_row, F::actions(spec)) - got) <= std::max(1e-8, tolerance<F>(1e-12)) * size);
    }
  });
  CHECK(worse > draws);
}

/// `in_units(spec, k)` is the same in a unit of utility that is k times as small.
template <class F>
concept CasesInAnyUnit = ModelCases<F> && requires(const typename F::Spec& spec, double k) {
  { F::in_units(spec, k) } -> std::same_as<typename F::Spec>;
};
template <CasesInAnyUnit F>
void a_larger_unit_of_utility_multiplies_the_table(int draws) {
  for_models<F>(draws, [](const auto& spec, const auto& model) {
    const auto table = behalf::lattice(model).value();
    for (const double k : {0.125, 4.0, 1024.0}) {
      CAPTURE(k);
      const auto scaled = behalf::lattice(F::make(F::in_units(spec, k))).value();
      const double allowed = tolerance<F>(1e-11) * k * size_of(table);
      CHECK(apart(scaled.regrets, table.regrets * ScalarOf<F>(k)) <= allowed);
      CHECK(apart(scaled.stakes, table.stakes * ScalarOf<F>(k)) <= allowed);
      CHECK(same(scaled.weights, table.weights));
    }
  });
}

/// `with_more_seen(spec, draw)` is the same with a richer information set: what was seen can still be.
template <class F>
concept CasesWithMoreSeen = ModelCases<F> && requires(const typename F::Spec& spec, Draw& draw) {
  { F::with_more_seen(spec, draw) } -> std::same_as<typename F::Spec>;
};
template <CasesWithMoreSeen F>
void seeing_more_never_hurts_when_all_else_is_ideal(int draws) {
  constexpr behalf::AxisSet else_ideal = behalf::AxisSet{behalf::Axis::information}.complement();
  int helped = 0;
  std::uint64_t stream = 0;
  for_models<F>(draws, [&](const auto& spec, const auto& model) {
    Draw draw{22, stream++};
    const auto less = behalf::lattice(model).value();
    const auto more = behalf::lattice(F::make(F::with_more_seen(spec, draw))).value();
    for (Eigen::Index i = 0; i < less.size(); ++i) {
      const double gain = behalf::to_double(less.regret(else_ideal, i) - more.regret(else_ideal, i));
      CHECK(gain >= -tolerance<F>(1e-12) * size_of(less));
      helped += gain > 1e-3 * size_of(less) ? 1 : 0;
    }
  });
  CHECK(helped > draws / 8);
}

/// `with_clone(spec, i)` are the data with the weight of principal i, and with a clone of it behind all, half the weight
/// each; the clone's row, where principals have rows, is the last.
template <class F>
concept CasesWithClones = ModelCases<F> && requires(const typename F::Spec& spec, Eigen::Index i) {
  { F::with_clone(spec, i) } -> std::same_as<std::pair<typename F::Spec, typename F::Spec>>;
};
template <CasesWithClones F>
void a_clone_that_shares_its_weight_changes_no_other_row(int draws) {
  int cloned = 0;
  for_models<F>(draws, [&](const auto& spec, const auto&) {
    for (Eigen::Index i = 0; i < F::principals(spec); ++i) {
      const auto specs = F::with_clone(spec, i);
      const auto before = behalf::lattice(F::make(specs.first)).value();
      const auto after = behalf::lattice(F::make(specs.second)).value();
      const double allowed = tolerance<F>(1e-12) * size_of(before);
      const Eigen::Index n = before.size();
      REQUIRE((after.size() == n || after.size() == n + 1));
      CHECK(apart(after.regrets.topRows(n), before.regrets) <= allowed);
      CHECK(apart(after.stakes.head(n), before.stakes) <= allowed);
      if (after.size() == n) continue;
      ++cloned;
      CHECK(apart(after.regrets.row(n), before.regrets.row(i)) <= allowed);
      CHECK(apart(after.weights.row(n), before.weights.row(i) / ScalarOf<F>(2)) <= tolerance<F>(1e-12));
    }
  });
  CHECK(cloned > draws / 2);
}

/// `with_ideal(spec, axis)` is the same with data in which nothing is wrong with this axis; nothing where there is none.
template <class F>
concept CasesWithIdealAxes = ModelCases<F> && requires(const typename F::Spec& spec, behalf::Axis axis) {
  { F::with_ideal(spec, axis) } -> std::same_as<std::optional<typename F::Spec>>;
};
template <CasesWithIdealAxes F>
void an_axis_that_is_ideal_in_the_data_changes_nothing(int draws) {
  std::array<int, 3> mattered{};
  std::array<int, 3> ideal_in_data{};
  for_models<F>(draws, [&](const auto& spec, const auto& model) {
    const auto faulty = behalf::lattice(model).value();
    for (const behalf::Axis axis : behalf::all_axes) {
      CAPTURE(behalf::letter(axis));
      const std::size_t a = static_cast<std::size_t>(axis);
      const auto data = F::with_ideal(spec, axis);
      if (!data) continue;
      ++ideal_in_data[a];
      const auto table = behalf::lattice(F::make(*data)).value();
      for (const behalf::AxisSet others : behalf::all_axis_sets) {
        if (others.contains(axis)) continue;
        const auto without = static_cast<Eigen::Index>(others.index());
        const auto with = static_cast<Eigen::Index>((others | axis).index());
        CHECK(apart(table.regrets.col(without), table.regrets.col(with)) <= tolerance<F>(1e-12) * size_of(table));
        mattered[a] += apart(faulty.regrets.col(without), faulty.regrets.col(with)) > 1e-3 * size_of(faulty) ? 1 : 0;
      }
    }
  });
  for (std::size_t a = 0; a < 3; ++a) CHECK((ideal_in_data[a] == 0 || mattered[a] > draws / 8));
}

/// All of the above, for scalar types that get one test case each.
template <ModelCases F>
void every_law_holds(int draws) {
  check_model_finds_nothing<F>(draws);
  nothing_is_lost_when_every_axis_is_ideal<F>(draws);
  no_regret_stake_or_weight_is_negative<F>(draws);
  relabelling_principals_permutes_rows<F>(draws);
  the_lattice_agrees_with_each_regret_by_itself<F>(draws);
  every_certificate_is_small<F>(draws);
  asking_again_gives_the_same_bits<F>(draws);
  if constexpr (CasesWithUtility<F>) no_alternative_is_better_than_all_axes_ideal<F>(draws / 4 + 1);
  if constexpr (CasesInAnyUnit<F>) a_larger_unit_of_utility_multiplies_the_table<F>(draws);
  if constexpr (CasesWithMoreSeen<F>) seeing_more_never_hurts_when_all_else_is_ideal<F>(draws);
  if constexpr (CasesWithClones<F>) a_clone_that_shares_its_weight_changes_no_other_row<F>(draws);
  if constexpr (CasesWithIdealAxes<F>) an_axis_that_is_ideal_in_the_data_changes_nothing<F>(draws);
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_DELEGATION_MODEL_LAWS_HPP
