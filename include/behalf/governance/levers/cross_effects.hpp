#ifndef BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP
#define BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/baseline.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Lattices minus what they were.
template <class Scalar>
[[nodiscard]] Lattice<Scalar> difference(const Lattice<Scalar>& after, const Lattice<Scalar>& before) {
  Lattice<Scalar> result = before;
  result.regrets = after.regrets - before.regrets;
  result.stakes = after.stakes - before.stakes;
  return result;
}

/// The slope at 0 of what levels do, by differences of levels h, 2h and 4h, exact for polynomials of the third degree: the
/// largest h, below the fourth root of epsilon, at which a sixteenth of h says the same. Absent where, however small the
/// levels, the smallest does to some regret about as much as one sixteen times as large.
template <Governable Description>
[[nodiscard]] Solution<std::optional<Lattice<typename Description::Scalar>>> difference_slope(
    const Lever<Description>& lever, const Description& description,
    const Lattice<typename Description::Scalar>& before, const typename Description::Scalar& noticeable) {
  using Scalar = typename Description::Scalar;
  using std::sqrt;
  const Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
  const auto size = [](const Scalar& x) { return x < Scalar(0) ? Scalar(-x) : x; };
  std::optional<Lattice<Scalar>> best;
  Scalar least_doubt(0);
  for (Scalar h = sqrt(sqrt(epsilon)); h > Scalar(4) * epsilon; h /= Scalar(64)) {
    std::vector<Lattice<Scalar>> steps;
    for (const Scalar& level : {Scalar(h / Scalar(16)), h, Scalar(Scalar(2) * h), Scalar(Scalar(4) * h)}) {
      const auto after = lattice(Governed<Description>::model(pull(lever, description, level)));
      if (!after) return {after.status(), after.where()};
      steps.push_back(difference(after.value(), before));
    }
    bool leaps = false;
    for (Eigen::Index i = 0; i < before.size(); ++i) {
      for (Eigen::Index j = 0; j < 8; ++j) {
        const Scalar first = size(steps[0].regrets(i, j));
        leaps = leaps || (first > noticeable && first > size(steps[1].regrets(i, j)) / Scalar(2));
      }
    }
    if (leaps) continue;
    const auto limit = [&h](const auto& one, const auto& two, const auto& four) {
      return ((Scalar(32) * one - Scalar(12) * two + four) / (Scalar(12) * h)).eval();
    };
    Lattice<Scalar> slope = before;
    slope.regrets = limit(steps[1].regrets, steps[2].regrets, steps[3].regrets);
    slope.stakes = limit(steps[1].stakes, steps[2].stakes, steps[3].stakes);
    // What curves over these levels is told apart by the sixteenth, what rounding does to it by the size of the numbers.
    const Scalar sixteenth = h / Scalar(16);
    const Scalar doubt = (slope.regrets * sixteenth - steps[0].regrets).cwiseAbs().maxCoeff() / sixteenth;
    const Scalar rounding = Scalar(64) * epsilon * before.regrets.cwiseAbs().maxCoeff() / sixteenth;
    if (!best || doubt < least_doubt) {
      best = std::move(slope);
      least_doubt = doubt;
    }
    if (least_doubt <= Scalar(1e-3) * best->regrets.cwiseAbs().maxCoeff() + rounding) break;
  }
  return {std::move(best), Certificate{}};
}

}  // namespace internal

/// What every lever, by itself, does to every axis and to every party: the slope at level 0 and the change at a level.
///
/// Slopes are in closed form where the model has formulas and the lever says how it moves the fields, else differences, and
/// marked as such; a lever that is on or off has none. Shapley values are linear in the lattice, so that they are attributed like gaps. Means are named: the
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
  const Vector<Scalar> levels = options.levels_of(who, count);
  const internal::Baseline<Description> baseline{who, description, options.weights};
  const auto solved = attribute(baseline.model());
  if (!solved) return {solved.status(), "without levers, " + solved.where()};
  Lattice<Scalar> before = solved.value().lattice();
  before.weights = baseline.weights();
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < before.size(); ++i) names.push_back(solved.value().name(i));

  Certificate certificate = solved.certificate();
  std::vector<LeverEffect<Scalar>> effects;
  for (std::size_t k = 0; k < count; ++k) {
    const Lever<Description>& lever = levers[k];
    LeverEffect<Scalar> effect;
    effect.lever = lever.name;
    effect.kind = lever.kind;
    effect.indivisible = !lever.indivisible.empty();
    effect.level = levels(static_cast<Eigen::Index>(k));
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
    bool in_closed_form = effect.indivisible;  // it has none
    if constexpr (internal::HasSlopes<Description>) {
      if (lever.slope && !in_closed_form) {
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

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_CROSS_EFFECTS_HPP
