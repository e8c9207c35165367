#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// The share of a harm that an injurer feels who is liable for the share t of it and has only so much to lose:
/// min(t, assets / harm), t where harm is 0. Beyond its assets more liability changes nothing: the injurer is
/// judgment-proof. Needs harm ≥ 0, assets ≥ 0. Source: \cite shavell1986.
template <class Scalar>
[[nodiscard]] Scalar internalised_share(const Scalar& t, const Scalar& assets, const Scalar& harm) {
  return t * harm > assets ? Scalar(assets / harm) : t;
}

/// Whom an agent is made liable to, and how far it can pay.
template <class ScalarType = double>
struct Liability {
  using Scalar = ScalarType;

  struct Party {
    Eigen::Index party = 0;        ///< Row of the values.
    Scalar intensity = Scalar(1);  ///< x ≥ 0, how much of the deeds it bears.
  };
  std::vector<Party> parties{};  ///< Each of them once.
  std::optional<Scalar> harm{};  ///< What it would owe at full liability, in utility, ≥ 0; default what they lose now.
  std::optional<Scalar> assets{};  ///< What it can lose at most, in the same units, ≥ 0; default: there is no limit.

  void validate() const {
    if (harm) require_not_negative("liability", "harm", *harm);
    if (assets) require_not_negative("liability", "assets", *assets);
    for (std::size_t k = 0; k < parties.size(); ++k) {
      const std::string place = "parties[" + std::to_string(k) + "]";
      require_not_negative("liability", place + ".intensity", parties[k].intensity);
      for (std::size_t l = 0; l < k; ++l) {
        if (parties[l].party != parties[k].party) continue;
        throw InvalidArgument{"liability", place + ".party",
                              "expected each party once, it stands also at parties[" + std::to_string(l) + "]"};
      }
    }
  }
  /// λ at level t: min(t, assets/harm), and t without a limit or where nothing is lost. `what_they_lose()` is asked only
  /// where the harm is needed and not given.
  template <class Loss>
  [[nodiscard]] Scalar felt_share(const Scalar& t, const Loss& what_they_lose) const {
    if (!assets) return t;
    return internalised_share(t, *assets, harm ? *harm : static_cast<Scalar>(what_they_lose()));
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
///
/// Liability and recourse act after all other levers, wherever they stand in a list.
template <class Scalar>
struct ContestLevers<LinearQuadraticSpec<Scalar>> {
  using Spec = LinearQuadraticSpec<Scalar>;
  using Cost = LeverCost<Scalar>;

  /// Liability to parties j with intensities x_j: where objectives are faulty the agent maximises its own utility plus
  /// λ Σ_j x_j U_j with λ = min(t, assets/harm), so that it is moved by (y + b + λ Σ_j x_j v_j)/(1 + λ Σ_j x_j). What it is
  /// paid, y, and its premium stay. Several liabilities add up, above and below the line.
  ///
  /// The harm defaults to what those parties lose without any lever, Σ_j x_j regret_j by their own values.
  /// Throws `InvalidArgument` for numbers that cannot be and a party that stands twice; when applied for an unknown party,
  /// and where that default has no solution.
  [[nodiscard]] static Lever<Spec> liability(const Liability<Scalar>& terms, Cost cost = {},
                                             std::string name = "liability") {
    terms.validate();
    const auto all_of_it = [terms](const Spec& spec) {
      LinearQuadraticDirection<Scalar> felt;
      felt.felt = Vector<Scalar>::Zero(spec.dimension());
      for (const auto& one : terms.parties) {
        internal::require_party("liability", one.party, spec.principals());
        felt.felt += one.intensity * spec.values.row(one.party).transpose();
        felt.felt_weight += one.intensity;
      }
      return felt;
    };
    return {.name = std::move(name),
            .kind = LeverKind::contest,
            .cost = std::move(cost),
            .apply =
                [terms, all_of_it](const Spec& spec, const Scalar& t) {
                  const LinearQuadraticDirection<Scalar> owed = all_of_it(spec);
                  const Scalar share = terms.felt_share(t, [&] { return loss_of(terms, spec.without_levers()); });
                  Spec moved = spec;
                  Institutions<Scalar>& felt = moved.institutions;
                  if (felt.felt.size() == 0) felt.felt = Vector<Scalar>::Zero(spec.dimension());
                  felt.felt += share * owed.felt;
                  felt.felt_weight += share * owed.felt_weight;
                  return moved;
                },
            .reach = {.weights = false, .contract = false, .taste = true},
            .slope =
                [terms, all_of_it](const Spec& spec) {
                  LinearQuadraticDirection<Scalar> owed = all_of_it(spec);
                  const bool solvent = !terms.assets || *terms.assets > Scalar(0);
                  const auto loss = [&] { return loss_of(terms, spec.without_levers()); };
                  return solvent || terms.felt_share(Scalar(1), loss) > Scalar(0) ? owed
                                                                                  : LinearQuadraticDirection<Scalar>{};
                }};
  }

  /// A right of veto of weight ω: power moves to the party, its total W = Σw stays: w ← (1 − a)w + aW e_j with
  /// a = tω/(1 + tω), the weight of the veto beside all others scaled back. Where principals bargain separately that may make
  /// one bargainer more, at any t > 0.
  /// Throws `InvalidArgument` for a weight that is negative or not finite, and when applied for an unknown party.
  [[nodiscard]] static Lever<Spec> veto(Eigen::Index party, const Scalar& weight, Cost cost = {},
                                        std::string name = "veto") {
    require_not_negative("veto", "weight", weight);
    return power("veto", std::move(name), std::move(cost), party, weight,
                 [weight](const Scalar& t) { return Scalar(t * weight / (Scalar(1) + t * weight)); });
  }

  /// A right of appeal: the share a = t·rate of the cases is the party's, w ← (1 − a)w + aW e_j; the sum W stays. That of
  /// rate ω/(1 + ω) is as much as a veto of weight ω.
  /// Throws `InvalidArgument` for a rate outside [0, 1], and when applied for an unknown party.
  [[nodiscard]] static Lever<Spec> appeal(Eigen::Index party, const Scalar& rate, Cost cost = {},
                                          std::string name = "appeal") {
    require_fraction("appeal", "rate", rate);
    return power("appeal", std::move(name), std::move(cost), party, rate,
                 [rate](const Scalar& t) { return Scalar(t * rate); });
  }

  /// Recourse: in every subset of axes the party is made good for the share a = t·rate of its regret, its stake unchanged,
  /// and the others pay by their weights without any lever, people in groups the same per head: see `Institutions`.
  /// Several act on the regrets before any of them; for one party they make 1 − Π(1 − a).
  /// Throws `InvalidArgument` for a rate outside [0, 1]; when applied for an unknown party, where nobody else has weight to
  /// pay, and where regrets are not by everybody's own values.
  [[nodiscard]] static Lever<Spec> recourse(Eigen::Index party, const Scalar& rate, Cost cost = {},
                                            std::string name = "recourse") {
    require_fraction("recourse", "rate", rate);
    const auto left_to = [party](const Spec& spec) {
      internal::require_party("recourse", party, spec.principals());
      if (!spec.by_each()) {
        throw InvalidArgument{
            "recourse", "party",
            "expected regrets by everybody's own values: the reference is another, and of a collective "
            "nobody is left to pay"};
      }
      internal::require_payers("recourse", "party", spec.reference_weights(), party);
      const Vector<Scalar>& redress = spec.institutions.redress;
      return redress.size() > 0 ? redress : Vector<Scalar>(Vector<Scalar>::Zero(spec.principals()));
    };
    return {.name = std::move(name),
            .kind = LeverKind::contest,
            .cost = std::move(cost),
            .apply =
                [left_to, party, rate](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  moved.institutions.redress = left_to(spec);
                  Scalar& share = moved.institutions.redress(party);
                  share += (Scalar(1) - share) * t * rate;
                  return moved;
                },
            .slope =
                [left_to, party, rate](const Spec& spec) {
                  const Vector<Scalar> redress = left_to(spec);
                  LinearQuadraticDirection<Scalar> direction;
                  direction.redress = Vector<Scalar>::Zero(redress.size());
                  direction.redress(party) = (Scalar(1) - redress(party)) * rate;
                  return direction;
                }};
  }

private:
  /// What the parties lose: the sum of their regrets by their own values with nothing ideal, by intensity.
  [[nodiscard]] static Scalar loss_of(const Liability<Scalar>& terms, Spec spec) {
    spec.reference = Reference<Scalar>::each();
    const Solution<Vector<Scalar>> regrets = LinearQuadratic<Scalar>{std::move(spec)}.regret(AxisSet::none());
    if (!regrets) {
      throw InvalidArgument{"liability", "harm",
                            "expected a number: what the parties lose without levers has no solution, " +
                                std::string{to_text(regrets.status())} + ' ' + regrets.where()};
    }
    Scalar loss(0);
    for (const auto& one : terms.parties) loss += one.intensity * regrets.value()(one.party);
    return loss;
  }

  /// A lever that moves the share a(t) of all power to a party; `first` is how fast that share leaves 0.
  template <class Share>
  [[nodiscard]] static Lever<Spec> power(const char* function, std::string name, Cost cost, Eigen::Index party,
                                         const Scalar& first, Share share) {
    const auto all_of_it = [function, party](const Vector<Scalar>& weights) {
      internal::require_party(function, party, weights.size());
      return Vector<Scalar>(weights.sum() * Vector<Scalar>::Unit(weights.size(), party));
    };
    return {.name = std::move(name),
            .kind = LeverKind::contest,
            .cost = std::move(cost),
            .apply =
                [all_of_it, share](const Spec& spec, const Scalar& t) {
                  Spec moved = spec;
                  const Vector<Scalar> weights = spec.weights_or_default();
                  const Scalar taken = share(t);
                  moved.weights = Vector<Scalar>((Scalar(1) - taken) * weights + taken * all_of_it(weights));
                  return moved;
                },
            .reach = {.weights = true, .contract = false, .taste = false},
            .slope =
                [all_of_it, first](const Spec& spec) {
                  const Vector<Scalar> weights = spec.weights_or_default();
                  return LinearQuadraticDirection<Scalar>{.weights = first * (all_of_it(weights) - weights)};
                },
            .at_most = [](const Spec&, const Scalar&) { return LinearQuadraticGain<Scalar>{}; }};
  }
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_CONTEST_LEVERS_HPP
