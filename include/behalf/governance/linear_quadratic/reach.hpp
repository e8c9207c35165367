#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_REACH_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_REACH_HPP

#include <behalf/solve/matrix.hpp>

namespace behalf {

/// Which parts of linear–quadratic delegation a lever reads or changes. Who changes anything else or reads more than the
/// values, cost and risk aversion beside them, or is not sure, leaves all three.
struct LinearQuadraticParts {
  bool weights = true;   ///< Who has how much bargaining power.
  bool contract = true;  ///< What is stated, measured and seen: translation, metrics, noise.
  bool taste = true;     ///< What the agent wants by itself.
};

/// The most that a lever adds to what the agent can be paid for. What it does to translation and weights, and what it takes
/// away, needs no mention; a lever that changes taste may speak of this only where it has that part for itself.
///
/// The more is seen and the more may be paid for, the less regret some incentive leaves, whatever the mandate is.
template <class ScalarType = double>
struct LinearQuadraticGain {
  using Scalar = ScalarType;

  /// d, of a signal that is worth no less than all that the lever shows, 1/variance in units of 1/attribute² ≥ 0; empty:
  /// nothing new is seen.
  Vector<Scalar> precision{};
  bool metrics = false;  ///< Whether pay may come to depend on what no metric measures now.
};

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_REACH_HPP
