#ifndef BEHALF_MODEL_DELEGATION_MODEL_HPP
#define BEHALF_MODEL_DELEGATION_MODEL_HPP

#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <concepts>
#include <string>
#include <vector>

namespace behalf {

/// A situation of delegation that can be solved with any subset of the three axes made ideal.
///
/// `regret(ideal)` gives one number per principal: best attainable utility − utility that the principal gets, ≥ 0, and 0
/// for everybody when all axes are ideal. `stakes()` is the utility of the own ideal − utility of no delegation at all,
/// ≥ 0; `weights()` is what summaries weigh the principals by, ≥ 0. All three in units of utility and of one length.
/// A type that satisfies this gets gap, attribution, warnings and verdict for free. What is solved with it is held to these
/// laws (`lattice`); `check_model` names every law that a model breaks, for its tests.
template <class M>
concept DelegationModel = requires(const M& model, AxisSet ideal) {
  typename M::Scalar;
  { model.regret(ideal) } -> std::same_as<Solution<Vector<typename M::Scalar>>>;
  { model.stakes() } -> std::convertible_to<Eigen::Ref<const Vector<typename M::Scalar>>>;
  { model.weights() } -> std::convertible_to<Eigen::Ref<const Vector<typename M::Scalar>>>;
};

/// A model whose principals have names.
template <class M>
concept NamesPrincipals = requires(const M& model) {
  { model.names() } -> std::convertible_to<std::vector<std::string>>;
};

/// A model that has something to say about its own assumptions, such as "weights sum to 2, not 1".
template <class M>
concept GivesNotes = requires(const M& model) {
  { model.notes() } -> std::convertible_to<std::vector<std::string>>;
};

}  // namespace behalf

#endif  // BEHALF_MODEL_DELEGATION_MODEL_HPP
