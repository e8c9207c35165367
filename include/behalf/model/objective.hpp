#ifndef BEHALF_MODEL_OBJECTIVE_HPP
#define BEHALF_MODEL_OBJECTIVE_HPP

#include <behalf/solve/matrix.hpp>

#include <concepts>
#include <utility>

namespace behalf {

/// What a party wants, or what an agent is asked to pursue: a number for every action, larger is better.
/// Any callable will do, a lambda included.
template <class O, class Action>
concept Objective = requires(const O& objective, const Action& action) {
  { objective(action) } -> std::convertible_to<typename Action::Scalar>;
};

/// The objective v·a: `values` (length d) says what one unit of each attribute of the action is worth.
template <class ScalarType = double>
class LinearObjective {
public:
  using Scalar = ScalarType;

  LinearObjective() = default;
  LinearObjective(Vector<Scalar> values) : values_{std::move(values)} {}  // NOLINT: values are a linear objective

  /// v·a. Needs an action of length d.
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& action) const { return values_.dot(action); }
  [[nodiscard]] const Vector<Scalar>& values() const noexcept { return values_; }

private:
  Vector<Scalar> values_;
};

static_assert(Objective<LinearObjective<>, Vector<>>);

}  // namespace behalf

#endif  // BEHALF_MODEL_OBJECTIVE_HPP
