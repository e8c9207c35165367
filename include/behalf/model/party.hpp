#ifndef BEHALF_MODEL_PARTY_HPP
#define BEHALF_MODEL_PARTY_HPP

#include <behalf/model/objective.hpp>
#include <behalf/solve/matrix.hpp>

#include <optional>
#include <string>

namespace behalf {

/// Somebody on whose behalf the agent acts.
template <class Scalar = double, Objective<Vector<Scalar>> Wants = LinearObjective<Scalar>>
struct Principal {
  std::string name{};
  Wants objective{};                  ///< What the principal wants of an action.
  Scalar weight = Scalar(1);          ///< Bargaining power, ≥ 0.
  std::optional<Scalar> tolerance{};  ///< Largest regret that still counts as aligned enough, in units of utility.
};

/// Somebody who bears what the agent does but delegates nothing to it.
template <class Scalar = double, Objective<Vector<Scalar>> Wants = LinearObjective<Scalar>>
struct AffectedParty {
  std::string name{};
  Wants objective{};
  Scalar weight = Scalar(0);  ///< Weight in summaries; 0: in no mean.
  std::optional<Scalar> tolerance{};
};

/// The one who acts, at cost ½aᵀCa.
template <class Scalar = double>
struct Agent {
  std::string name{};
  std::optional<Matrix<Scalar>> cost{};   ///< C (d × d), symmetric positive definite; absent: identity.
  Scalar risk_aversion = Scalar(1);       ///< r ≥ 0, constant absolute risk aversion.
  std::optional<Vector<Scalar>> taste{};  ///< b (d): what the agent wants by itself; absent: nothing.
};

}  // namespace behalf

#endif  // BEHALF_MODEL_PARTY_HPP
