#ifndef BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP
#define BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/shapley.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// How effects of levers are told.
template <class ScalarType = double>
struct EffectOptions {
  using Scalar = ScalarType;

  std::optional<Vector<Scalar>> levels{};   ///< One for each lever, in [0, 1]; default: all of it.
  std::optional<Vector<Scalar>> weights{};  ///< What means weigh rows by; default: the weights without any lever.
};

namespace internal {

/// Lattices minus what they were.
template <class Scalar>
[[nodiscard]] Lattice<Scalar> difference(const Lattice<Scalar>& after, const Lattice<Scalar>& before) {
  Lattice<Scalar> result = before;
  result.regrets = after.regrets - before.regrets;
  result.stakes = after.stakes - before.stakes;
  return result;
}

/// The slope at 0 of what levels do, from levels h, 2h and 4h: exact for polynomials of the third degree. Absent where
/// the smallest level does to any regret about as much as one sixteen times as large.
template <Governable Description>
[[nodiscard]] Solution<std::optional<Lattice<typename Description::Scalar>>> difference_slope(
    const Lever<Description>& lever, const Description& description,
    const Lattice<typename Description::Scalar>& before, const typename Description::Scalar& noticeable) {
  using Scalar = typename Description::Scalar;
  using std::sqrt;
  const Scalar h = sqrt(sqrt(std::numeric_limits<Scalar>::epsilon()));
  std::vector<Lattice<Scalar>> steps;
  for (const Scalar& level : {Scalar(h / Scalar(16)), h, Scalar(Scalar(2) * h), Scalar(Scalar(4) * h)}) {
    const auto after = lattice(Governed<Description>::model(pull(lever, description, level)));
    if (!after) return {after.status(), after.where()};
    steps.push_back(difference(after.value(), before));
  }
  for (Eigen::Index i = 0; i < before.size(); ++i) {
    for (Eigen::Index j = 0; j < 8; ++j) {
      const auto size = [&](const Lattice<Scalar>& step) {
        return step.regrets(i, j) < Scalar(0) ? Scalar(-step.regrets(i, j)) : step.regrets(i, j);
      };
      if (size(steps[0]) > noticeable && size(steps[0]) > size(steps[1]) / Scalar(2)) {
        return {std::optional<Lattice<Scalar>>{}, Certificate{}};
      }
    }
  }
  Lattice<Scalar> slope = before;
  const auto limit = [&h](const auto& one, const auto& two, const auto& four) {
    return ((Scalar(32) * one - Scalar(12) * two + four) / (Scalar(12) * h)).eval();
  };
  slope.regrets = limit(steps[1].regrets, steps[2].regrets, steps[3].regrets);
  slope.stakes = limit(steps[1].stakes, steps[2].stakes, steps[3].stakes);
  return {std::optional<Lattice<Scalar>>{std::move(slope)}, Certificate{}};
}

}  // namespace internal

/// What every lever, by itself, does to every axis and to every party: the slope at level 0 and the change at a level.
///
/// Slopes are in closed form where the model has formulas and the lever says how it moves the fields, else differences, and
/// marked as such. Shapley values are linear in the lattice, so that they are attributed like gaps. Means are named: the
/// weighted mean by the weights without any lever, unless others are given. An effect that mends one axis and worsens
/// another, or raises somebody's gap, is a conflict and says so. Certificate: the worst of the lattices.
/// Fails as `lattice` does, and names the lever. Throws `InvalidArgument` as `pull` does.
template <Governable Description>
[[nodiscard]] Solution<std::vector<LeverEffect<typename Description::Scalar>>> cross_effects(
    const Description& description, const std::vector<Lever<Description>>& levers,
    const EffectOptions<typename Description::Scalar>& options = {}) {
  using Scalar = typename Description::Scalar;
  static constexpr const char* who = "cross_effects";
  const std::size_t count = levers.size();
  if (options.levels) require_size(who, "levels", options.levels->size(), static_cast<Eigen::Index>(count));
  const auto model = Governed<Description>::model(description);
  const auto solved = attribute(model);
  if (!solved) return {solved.status(), "without levers, " + solved.where()};
  Lattice<Scalar> before = solved.value().lattice();
  if (options.weights) before.weights = internal::yardstick(who, description, options.weights);
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < before.size(); ++i) names.push_back(solved.value().name(i));

  Certificate certificate = solved.certificate();
  std::vector<LeverEffect<Scalar>> effects;
  for (std::size_t k = 0; k < count; ++k) {
    const Lever<Description>& lever = levers[k];
    LeverEffect<Scalar> effect;
    effect.lever = lever.name;
    effect.kind = lever.kind;
    effect.level = options.levels ? (*options.levels)(static_cast<Eigen::Index>(k)) : Scalar(1);
    effect.noticeable =
        Scalar(1e-9) * std::max(Scalar(before.stakes.maxCoeff()), Scalar(before.regrets.col(0).maxCoeff()));
    const auto after = lattice(Governed<Description>::model(pull(lever, description, effect.level)));
    if (!after) return {after.status(), "with " + lever.name + ", " + after.where()};
    certificate.include(after.certificate());
    const bool weighed = before.weights.sum() > Scalar(0);
    const auto attributed = [&](Lattice<Scalar> change) {
      change.weights = before.weights;
      return Attribution<Scalar>{std::move(change), names};
    };
    effect.change = attributed(internal::difference(after.value(), before));
    if (weighed) effect.mean_change = weighted_mean(effect.change);

    std::optional<Lattice<Scalar>> slope;
    bool in_closed_form = false;
    if constexpr (internal::HasSlopes<Description>) {
      if (lever.slope) {
        in_closed_form = true;
        slope = Governed<Description>::slope(description, lever.slope(description));
      }
    }
    if (!in_closed_form) {
      auto differences = internal::difference_slope(lever, description, before, effect.noticeable);
      if (!differences) return {differences.status(), "with a little " + lever.name + ", " + differences.where()};
      slope = std::move(differences).value();
    }
    if (slope) {
      effect.source = in_closed_form ? SlopeSource::closed_form : SlopeSource::difference;
      effect.slope = attributed(std::move(*slope));
      if (weighed) effect.mean_slope = weighted_mean(*effect.slope);
    }
    effects.push_back(std::move(effect));
  }
  return {std::move(effects), certificate};
}

/// How levers work together: for each pair the Shapley interaction index of the game v(S) = fall of a named welfare of gaps
/// when the levers of S are pulled, (n × n, symmetric, Shapley values on the diagonal). Positive: complements, each does
/// more beside the other; negative: substitutes, or one undoes the other.
///
/// 2^n models for n ≤ 20 levers. Fails as `regret` does, and names the levers. Throws `InvalidArgument` for more levers.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<Matrix<typename Description::Scalar>> lever_interactions(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const EffectOptions<typename Description::Scalar>& options = {}) {
  using Scalar = typename Description::Scalar;
  static constexpr const char* who = "lever_interactions";
  const std::size_t n = levers.size();
  if (n == 0 || n > static_cast<std::size_t>(most_players_exact)) {
    throw InvalidArgument{who, "levers",
                          "expected 1 to " + std::to_string(most_players_exact) + ", got " + std::to_string(n)};
  }
  PortfolioOptions<Scalar> choices_of;
  for (std::size_t k = 0; k < n; ++k) {
    if (options.levels) require_size(who, "levels", options.levels->size(), static_cast<Eigen::Index>(n));
    choices_of.levels.push_back(
        {Scalar(0), options.levels ? (*options.levels)(static_cast<Eigen::Index>(k)) : Scalar(1)});
  }
  const internal::PortfolioChoices<Description> choices{who, levers, choices_of};
  const Vector<Scalar> weights = internal::yardstick(who, description, options.weights);
  Vector<Scalar> game(Eigen::Index{1} << n);
  std::vector<std::size_t> all(n);
  for (std::size_t k = 0; k < n; ++k) all[k] = k;
  Certificate certificate;
  Status status = Status::optimal;
  std::string where;
  internal::for_each_setting(
      choices, levers, all, description, [&](const Description& there, std::uint64_t number, const Scalar&) {
        if (status != Status::optimal) return;
        const auto gaps = internal::gaps_of(there);
        if (!gaps) {
          status = gaps.status();
          where = "with the levers of the bits " + std::to_string(number) + ", " + gaps.where();
          return;
        }
        certificate.include(gaps.certificate());
        game(static_cast<Eigen::Index>(number)) = static_cast<Scalar>(welfare(gaps.value(), weights));
      });
  if (status != Status::optimal) return {status, std::move(where)};
  game = (game(0) - game.array()).matrix().eval();
  Matrix<Scalar> result(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j <= i; ++j) {
      const Scalar index = interaction_index(game, (1U << i) | (1U << j));
      result(i, j) = index;
      result(j, i) = index;
    }
  }
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP
