#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATE_LEVERS_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATE_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Levers that make more of what is done seen, in linear–quadratic delegation; t is the level.
///
/// Each adds a signal of its own beside what is seen already: precisions, 1/variance in units of 1/attribute², add. An
/// attribute that was never seen is seen with that signal alone. Where nothing is hidden they change nothing. What is seen
/// already and what never is, is judged by the description without any lever, so that signals commute.
template <class Scalar>
struct EvaluateLevers<LinearQuadraticSpec<Scalar>> {
  using Spec = LinearQuadraticSpec<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// An audit of some attributes: a signal of precision t·π on each of them.
  /// Throws `InvalidArgument` for a precision that is negative or not finite, and when applied for an unknown attribute.
  [[nodiscard]] static Lever<Spec> audit(std::vector<Eigen::Index> attributes, const Scalar& precision, Cost cost = {},
                                         std::string name = "audit") {
    return signal(std::move(name), std::move(cost), internal::audit_signal(std::move(attributes), precision));
  }

  /// Transparency: a signal of precision t·π on every attribute of which something is seen without any lever.
  /// Throws `InvalidArgument` for a precision that is negative or not finite.
  [[nodiscard]] static Lever<Spec> transparency(const Scalar& precision, Cost cost = {},
                                                std::string name = "transparency") {
    return signal(std::move(name), std::move(cost), internal::signal_where_seen("transparency", true, precision));
  }

  /// Interpretability: a signal of precision t·π on every attribute that is never seen without any lever.
  /// Throws `InvalidArgument` for a precision that is negative or not finite.
  [[nodiscard]] static Lever<Spec> interpretability(const Scalar& precision, Cost cost = {},
                                                    std::string name = "interpretability") {
    return signal(std::move(name), std::move(cost), internal::signal_where_seen("interpretability", false, precision));
  }

  /// A panel of validators who look at some attributes, none at all: at every one. At level t it has m = t n members, each
  /// sees with this variance, their errors have this pairwise correlation: a signal of precision
  /// m/(1 + max(0, m − 1)ρ)/variance.
  /// Throws `InvalidArgument` for no validator, a correlation they cannot have, or a variance that is not positive.
  [[nodiscard]] static Lever<Spec> independent_validators(const ValidatorPanel<Scalar>& panel, Cost cost = {},
                                                          std::string name = "independent validators") {
    Lever<Spec> lever = signal(std::move(name), std::move(cost), internal::panel_signal(panel));
    lever.slope = [panel](const Spec& spec) {
      return internal::signal_slope(spec, internal::panel_on(panel, panel.first_precision(), spec.dimension()));
    };
    return lever;
  }

  /// Those affected report what reaches them: with `people` who may, m = t · rate · people reports come in, each with this
  /// variance and pairwise correlation ρ, on the same scale as validators: a signal of precision
  /// m/(1 + max(0, m − 1)ρ)/variance.
  /// Throws `InvalidArgument` for a rate outside [0, 1] and numbers that a report cannot have.
  [[nodiscard]] static Lever<Spec> reporting(const Reports<Scalar>& reports, Cost cost = {},
                                             std::string name = "reporting") {
    Lever<Spec> lever = signal(std::move(name), std::move(cost), internal::report_signal(reports));
    lever.slope = [reports](const Spec& spec) {
      return internal::signal_slope(spec, internal::precision_on<Scalar>("reporting", reports.attributes,
                                                                         reports.first_precision(), spec.dimension()));
    };
    return lever;
  }

private:
  /// A lever that adds a signal; its slope is that of a precision in proportion to the level.
  [[nodiscard]] static Lever<Spec> signal(std::string name, Cost cost, internal::SignalRule<Scalar> rule) {
    return {.name = std::move(name),
            .kind = LeverKind::evaluate,
            .cost = std::move(cost),
            .apply =
                [rule](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  // The rule is asked in any case: it refuses attributes that there are not.
                  const Vector<Scalar> precision = rule(spec.without_levers().noise, t, spec.dimension());
                  if (spec.noise) moved.noise = internal::with_signal(*spec.noise, precision);
                  return moved;
                },
            .reach = {.weights = false, .contract = true, .taste = false},
            .slope =
                [rule](const Spec& spec) {
                  return internal::signal_slope(spec, rule(spec.without_levers().noise, Scalar(1), spec.dimension()));
                },
            .at_most =
                [rule](const Spec& spec, const Scalar& t) {
                  const Eigen::Index d = spec.dimension();
                  return LinearQuadraticGain<Scalar>{.precision = internal::precision_at_most(rule, t, d)};
                }};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_EVALUATE_LEVERS_HPP
