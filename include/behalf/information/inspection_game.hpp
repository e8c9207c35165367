#ifndef BEHALF_INFORMATION_INSPECTION_GAME_HPP
#define BEHALF_INFORMATION_INSPECTION_GAME_HPP

#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>

namespace behalf {

/// An agent who may violate what it was asked, and an inspector who may audit it at a cost; all in units of utility, ≥ 0.
///
/// The agent gets 0 when it complies, `gain` when a violation goes unseen and −`penalty` when it is caught. The inspector
/// pays `audit_cost` per audit and loses `loss` by a violation that goes unseen.
template <class ScalarType = double>
struct InspectionGame {
  using Scalar = ScalarType;

  Scalar gain = Scalar(1);        ///< ≥ 0: of the agent, by a violation that goes unseen.
  Scalar penalty = Scalar(1);     ///< ≥ 0: what it loses when one is caught.
  Scalar audit_cost = Scalar(1);  ///< ≥ 0: what the inspector pays per audit.
  Scalar loss = Scalar(1);        ///< ≥ 0: what it loses by a violation that goes unseen.
  Scalar detection = Scalar(1);   ///< Probability, 0 to 1, that an audit sees a violation.

  /// What the agent gets on average when it violates and is audited with probability `audit`.
  [[nodiscard]] Scalar of_violating(const Scalar& audit) const {
    const Scalar caught = audit * detection;
    return (Scalar(1) - caught) * gain - caught * penalty;
  }
  /// What the inspector gets on average.
  [[nodiscard]] Scalar of_inspecting(const Scalar& audit, const Scalar& violation) const {
    return -audit * audit_cost - violation * (Scalar(1) - audit * detection) * loss;
  }
};

/// How often is audited and how often violated.
template <class Scalar = double>
struct InspectionOutcome {
  Scalar audit{};      ///< Probability of an audit.
  Scalar violation{};  ///< Probability of a violation.
  Scalar agent{};      ///< What the agent gets on average.
  Scalar inspector{};  ///< What the inspector gets on average.
};

namespace internal {

template <class Scalar>
void require_inspection_game(const char* function, const InspectionGame<Scalar>& game) {
  require_not_negative(function, "gain", game.gain);
  require_not_negative(function, "penalty", game.penalty);
  require_not_negative(function, "audit_cost", game.audit_cost);
  require_not_negative(function, "loss", game.loss);
  require_fraction(function, "detection", game.detection);
}

/// Whether there is a frequency of audits that makes complying as good as violating; then it is gain/(detection(gain + penalty)).
template <class Scalar>
[[nodiscard]] bool can_deter(const InspectionGame<Scalar>& game) {
  return game.detection * (game.gain + game.penalty) >= game.gain;
}
template <class Scalar>
[[nodiscard]] Scalar deterring_audits(const InspectionGame<Scalar>& game) {
  if (!(game.gain > Scalar(0))) return Scalar(0);
  const Scalar audit = game.gain / (game.detection * (game.gain + game.penalty));
  return audit < Scalar(1) ? audit : Scalar(1);
}

template <class Scalar>
[[nodiscard]] InspectionOutcome<Scalar> inspection_outcome(const InspectionGame<Scalar>& game, const Scalar& audit,
                                                           const Scalar& violation) {
  return {audit, violation, violation * game.of_violating(audit), game.of_inspecting(audit, violation)};
}

/// What the agent could gain on average by always or never violating, given the audits.
template <class Scalar>
[[nodiscard]] Scalar agent_regret(const InspectionGame<Scalar>& game, const InspectionOutcome<Scalar>& outcome) {
  const Scalar violating = game.of_violating(outcome.audit);
  return (violating > Scalar(0) ? violating : Scalar(0)) - outcome.violation * violating;
}

template <class Scalar>
[[nodiscard]] double of_payoffs(const InspectionGame<Scalar>& game, const Scalar& regret) {
  const double size =
      std::max({to_double(game.gain), to_double(game.penalty), to_double(game.audit_cost), to_double(game.loss)});
  return regret > Scalar(0) ? to_double(regret) / size : 0.0;
}

}  // namespace internal

/// The equilibrium when the inspector cannot commit to audits: each does what is best against the other,
/// audit = gain/(detection(gain + penalty)), violation = audit_cost/(detection · loss).
///
/// So a higher penalty lowers the audits and not the violations: they are what keeps the inspector willing to audit. Where
/// auditing never pays (audit_cost > detection · loss) there is none and violation is certain; where no audit deters, all
/// is violated and all is audited. Throws `InvalidArgument` for negative numbers and a detection beyond 0 to 1. Certificate:
/// incentive violation = the most that either could gain by another strategy, relative to the largest payoff.
/// Source: \cite tsebelis1989.
template <class Scalar = double>
[[nodiscard]] Solution<InspectionOutcome<Scalar>> audits_in_equilibrium(const InspectionGame<Scalar>& game) {
  internal::require_inspection_game("audits_in_equilibrium", game);
  const Scalar saved = game.detection * game.loss;
  Scalar audit(0), violation(0);
  if (game.gain > Scalar(0)) {
    if (game.audit_cost > saved) {
      violation = Scalar(1);
    } else if (!internal::can_deter(game)) {
      audit = violation = Scalar(1);
    } else {
      audit = internal::deterring_audits(game);
      violation = saved > Scalar(0) ? Scalar(game.audit_cost / saved) : Scalar(1);
    }
  }
  const InspectionOutcome<Scalar> outcome = internal::inspection_outcome(game, audit, violation);
  const Scalar never = game.of_inspecting(Scalar(0), violation), always = game.of_inspecting(Scalar(1), violation);
  const Scalar inspector_regret = (never > always ? never : always) - outcome.inspector;
  Certificate certificate;
  certificate.incentive_violation = std::max(internal::of_payoffs(game, internal::agent_regret(game, outcome)),
                                             internal::of_payoffs(game, inspector_regret));
  return {outcome, certificate};
}

/// What an inspector does who can commit to how often it audits, the agent knowing it: just often enough to deter, as long
/// as that costs less than what violations lose, and then nobody violates; else it gives up.
///
/// An agent who is indifferent complies (a little more auditing makes it strict). Here a higher penalty makes deterrence
/// cheaper, so that it also ends violations that were not worth deterring. Throws as `audits_in_equilibrium` does.
/// Certificate: incentive violation = what the agent could gain; dual residual = what the inspector could gain by another
/// of 1025 evenly spread commitments; both relative to the largest payoff. Source: the leadership of \cite avenhaus2002.
template <class Scalar = double>
[[nodiscard]] Solution<InspectionOutcome<Scalar>> audits_by_commitment(const InspectionGame<Scalar>& game) {
  internal::require_inspection_game("audits_by_commitment", game);
  const auto after = [&](const Scalar& audit, bool deters) {
    return internal::inspection_outcome(game, audit, deters ? Scalar(0) : Scalar(1));
  };
  const auto deterred = [&](const Scalar& audit) { return !(game.of_violating(audit) > Scalar(0)); };
  InspectionOutcome<Scalar> best = after(Scalar(0), !(game.gain > Scalar(0)));
  const auto consider = [&](const InspectionOutcome<Scalar>& other) {
    if (other.inspector > best.inspector) best = other;
  };
  if (internal::can_deter(game)) {
    consider(after(internal::deterring_audits(game), true));
  } else {
    consider(after(Scalar(1), false));
  }
  Scalar better(0);
  for (int step = 0; step <= 1024; ++step) {
    const Scalar audit = Scalar(step) / Scalar(1024);
    const Scalar more = after(audit, deterred(audit)).inspector - best.inspector;
    if (more > better) better = more;
  }
  Certificate certificate;
  certificate.incentive_violation = internal::of_payoffs(game, internal::agent_regret(game, best));
  certificate.dual_residual = internal::of_payoffs(game, better);
  return {best, certificate};
}

}  // namespace behalf

#endif  // BEHALF_INFORMATION_INSPECTION_GAME_HPP
