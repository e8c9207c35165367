#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// The share of a harm that an injurer feels who is liable for the share t of it and has only so much to lose:
/// min(t, assets / harm). Beyond its assets more liability changes nothing: the injurer is judgment-proof.
/// Needs harm > 0, assets ≥ 0. Source: \cite shavell1986.
template <class Scalar>
[[nodiscard]] Scalar internalised_share(const Scalar& t, const Scalar& assets, const Scalar& harm) {
  return t * harm > assets ? Scalar(assets / harm) : t;
}

/// Whom an agent is made liable to, and how far it can pay.
template <class Scalar = double>
struct Liability {
  struct Party {
    Eigen::Index party = 0;        ///< Row of the values.
    Scalar intensity = Scalar(1);  ///< x ≥ 0, how much of the deeds it bears.
  };
  std::vector<Party> parties{};
  Scalar harm = Scalar(1);    ///< What it would owe at full liability, in units of utility; > 0.
  Scalar assets = Scalar(1);  ///< What it can lose at most, in the same units; ≥ 0.

  void validate() const {
    require_positive("liability", "harm", harm);
    require_not_negative("liability", "assets", assets);
    for (std::size_t k = 0; k < parties.size(); ++k) {
      require_not_negative("liability", "parties[" + std::to_string(k) + "].intensity", parties[k].intensity);
    }
  }
};

namespace internal {

inline void require_party(const char* function, Eigen::Index party, Eigen::Index count) {
  if (party < 0 || party >= count) {
    throw InvalidArgument{function, "party",
                          "expected a party from 0 to " + std::to_string(count - 1) + ", got " + std::to_string(party)};
  }
}

}  // namespace internal

/// Levers by which those affected object, in linear–quadratic delegation; t is the level. An affected party is a row of
/// values whose weight is 0: its regret is told, it has no bargaining power and is in no mean.
template <class Scalar>
struct ContestLevers<LinearQuadraticSpec<Scalar>> {
  using Spec = LinearQuadraticSpec<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Liability to affected parties: the agent feels part of what they feel, b ← b + min(t, assets/harm) Σ_j x_j v_j, where
  /// objectives are faulty. Throws `InvalidArgument` for numbers that cannot be, and when applied for an unknown party.
  [[nodiscard]] static Lever<Spec> liability(const Liability<Scalar>& terms, Cost cost = {},
                                             std::string name = "liability") {
    terms.validate();
    const auto felt = [parties = terms.parties](const Spec& spec) {
      Vector<Scalar> sum = Vector<Scalar>::Zero(spec.dimension());
      for (const auto& one : parties) {
        internal::require_party("liability", one.party, spec.principals());
        sum += one.intensity * spec.values.row(one.party).transpose();
      }
      return sum;
    };
    return {.name = std::move(name),
            .kind = LeverKind::contest,
            .cost = std::move(cost),
            .apply =
                [felt, harm = terms.harm, assets = terms.assets](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  if (!moved.taste) moved.taste = Vector<Scalar>(Vector<Scalar>::Zero(spec.dimension()));
                  *moved.taste += internalised_share(t, assets, harm) * felt(spec);
                  return moved;
                },
            .reach = {.weights = false, .contract = false, .taste = true},
            .slope =
                [felt, solvent = terms.assets > Scalar(0)](const Spec& spec) {
                  LinearQuadraticDirection<Scalar> direction;
                  if (solvent) direction.taste = felt(spec);
                  return direction;
                }};
  }

  /// A right of veto: the party gets weight t·W of its own, w_j ← w_j + tW, on top of everybody else's. Where principals
  /// bargain separately that makes one bargainer more, at any t > 0.
  /// Throws `InvalidArgument` for a weight that is negative or not finite, and when applied for an unknown party.
  [[nodiscard]] static Lever<Spec> veto(Eigen::Index party, const Scalar& weight, Cost cost = {},
                                        std::string name = "veto") {
    require_not_negative("veto", "weight", weight);
    return power(std::move(name), std::move(cost), [party, weight](const Vector<Scalar>& weights) {
      internal::require_party("veto", party, weights.size());
      return Vector<Scalar>(weight * Vector<Scalar>::Unit(weights.size(), party));
    });
  }

  /// A right of appeal: the share t·rate of the cases goes to the party, which takes that share of everybody else's
  /// weight, w_j ← w_j + t·rate·Σ_{i≠j} w_i, w_i ← (1 − t·rate)w_i; the sum stays.
  /// Throws `InvalidArgument` for a rate outside [0, 1], and when applied for an unknown party.
  [[nodiscard]] static Lever<Spec> appeal(Eigen::Index party, const Scalar& rate, Cost cost = {},
                                          std::string name = "appeal") {
    require_fraction("appeal", "rate", rate);
    return power(std::move(name), std::move(cost), [party, rate](const Vector<Scalar>& weights) {
      internal::require_party("appeal", party, weights.size());
      Vector<Scalar> change = -rate * weights;
      change(party) = rate * (weights.sum() - weights(party));
      return change;
    });
  }

  /// Recourse makes deeds reach a party less; here everybody bears every deed, so it does not apply and does not compile.
  template <class... Arguments>
  static Lever<Spec> recourse(const Arguments&...) {
    static_assert(sizeof...(Arguments) == static_cast<std::size_t>(-1),
                  "recourse acts on exposures, and linear-quadratic delegation has none: describe it as a network");
    return {};
  }

private:
  /// A lever that changes weights in proportion to the level.
  template <class Change>
  [[nodiscard]] static Lever<Spec> power(std::string name, Cost cost, Change change) {
    return {.name = std::move(name),
            .kind = LeverKind::contest,
            .cost = std::move(cost),
            .apply =
                [change](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  const Vector<Scalar> weights = spec.weights_or_default();
                  moved.weights = Vector<Scalar>(weights + t * change(weights));
                  return moved;
                },
            .reach = {.weights = true, .contract = false, .taste = false},
            .slope =
                [change](const Spec& spec) {
                  return LinearQuadraticDirection<Scalar>{.weights = change(spec.weights_or_default())};
                },
            .at_most = [](const Spec&, const Scalar&) { return LinearQuadraticGain<Scalar>{}; }};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP
