#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SET_LEVERS_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SET_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <optional>
#include <string>
#include <utility>

namespace behalf {

namespace internal {

/// Why other metrics are on or off.
inline constexpr const char* why_metrics_are_whole =
    "pay depends on metrics only through the space of their rows, so that a fraction of them is all of them";

}  // namespace internal

/// Levers that set what is pursued and for whom, in linear–quadratic delegation; t is the level.
template <class Scalar>
struct SetLevers<LinearQuadraticSpec<Scalar>> {
  using Spec = LinearQuadraticSpec<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Who is represented: w ← (1 − t)w + t W w*/Σw* for target weights w* (n) and the total W = Σw, which stays. Only ratios
  /// of w* matter: nobody is served better by everybody asking for less.
  ///
  /// With separate bargaining somebody new at the table counts as a bargainer in full at any t > 0.
  /// Throws `InvalidArgument` for weights that cannot be, and when applied unless there is one for each principal.
  [[nodiscard]] static Lever<Spec> representation(Vector<Scalar> target, Cost cost = {},
                                                  std::string name = "representation") {
    require_weights("representation", "target", target);
    const Vector<Scalar> shares = target / target.maxCoeff();  // a sum that overflows need not
    const auto all_of_it = [shares](const Spec& spec, const Vector<Scalar>& weights) {
      require_size("representation", "target", shares.size(), spec.principals());
      return Vector<Scalar>((weights.sum() / shares.sum()) * shares);
    };
    return {.name = std::move(name),
            .kind = LeverKind::set,
            .cost = std::move(cost),
            .apply =
                [all_of_it](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  const Vector<Scalar> weights = spec.weights_or_default();
                  moved.weights = Vector<Scalar>((Scalar(1) - t) * weights + t * all_of_it(spec, weights));
                  return moved;
                },
            .reach = {.weights = true, .contract = false, .taste = false},
            .slope =
                [all_of_it](const Spec& spec) {
                  const Vector<Scalar> weights = spec.weights_or_default();
                  return LinearQuadraticDirection<Scalar>{.weights = all_of_it(spec, weights) - weights};
                },
            .at_most = [](const Spec&, const Scalar&) { return LinearQuadraticGain<Scalar>{}; }};
  }

  /// Other metrics: G ← G* for target metrics G* (k* × d). It is on or off: pay depends on metrics only through the space
  /// of their rows, so that a fraction of them is all of them.
  /// Throws `InvalidArgument` for numbers that are not finite, and when applied unless G* has d columns.
  [[nodiscard]] static Lever<Spec> redesign_metrics(Matrix<Scalar> target, Cost cost = {},
                                                    std::string name = "redesign of metrics") {
    require_finite("redesign_metrics", "target", target);
    return {.name = std::move(name),
            .kind = LeverKind::set,
            .cost = std::move(cost),
            .apply =
                [target](const Spec& spec, const Scalar&) {
                  require_shape("redesign_metrics", "target", target, target.rows(), spec.dimension());
                  Spec moved = spec;
                  moved.metrics = target;
                  return moved;
                },
            .reach = {.weights = false, .contract = true, .taste = false},
            .at_most = [](const Spec&, const Scalar&) { return LinearQuadraticGain<Scalar>{.metrics = true}; },
            .indivisible = internal::why_metrics_are_whole};
  }

  /// Principals learn to say what they want: P ← (1 − t)P + tP* for a target translation P* (d × d), the identity where
  /// none is given. Throws `InvalidArgument` for numbers that are not finite, and when applied unless P* is d × d.
  [[nodiscard]] static Lever<Spec> redesign_translation(Cost cost = {}, std::optional<Matrix<Scalar>> target = {},
                                                        std::string name = "redesign of translation") {
    if (target) require_finite("redesign_translation", "target", *target);
    const auto difference = [target](const Spec& spec) {
      const Eigen::Index d = spec.dimension();
      if (target) require_shape("redesign_translation", "target", *target, d, d);
      const Matrix<Scalar> identity = Matrix<Scalar>::Identity(d, d);
      return Matrix<Scalar>((target ? *target : identity) - (spec.translation ? *spec.translation : identity));
    };
    return {
        .name = std::move(name),
        .kind = LeverKind::set,
        .cost = std::move(cost),
        .apply =
            [difference](const Spec& spec, const Scalar& t) {
              const Eigen::Index d = spec.dimension();
              Spec moved = spec;
              if (!moved.translation) moved.translation = Matrix<Scalar>(Matrix<Scalar>::Identity(d, d));
              *moved.translation += t * difference(spec);
              return moved;
            },
        .reach = {.weights = false, .contract = true, .taste = false},
        .slope = [difference](
                     const Spec& spec) { return LinearQuadraticDirection<Scalar>{.translation = difference(spec)}; },
        .at_most = [](const Spec&, const Scalar&) { return LinearQuadraticGain<Scalar>{}; }};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SET_LEVERS_HPP
