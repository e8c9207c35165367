#ifndef BEHALF_GOVERNANCE_LEVERS_LEVER_HPP
#define BEHALF_GOVERNANCE_LEVERS_LEVER_HPP

#include <behalf/governance/levers/governed.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

/// The three ways in which institutions act on delegation. Source: \cite lacroix2026.
enum class LeverKind : std::uint8_t {
  set,       ///< Sets what is pursued and for whom: representation, redesign.
  evaluate,  ///< Makes more of it seen: audit, transparency, interpretability, validators, reporting.
  contest,   ///< Lets those affected object: liability, veto, appeal, recourse.
};

/// The kind in words, such as "evaluate".
[[nodiscard]] constexpr std::string_view to_text(LeverKind kind) noexcept {
  switch (kind) {
    case LeverKind::set: return "set";
    case LeverKind::evaluate: return "evaluate";
    case LeverKind::contest: return "contest";
  }
  return "unknown kind";
}

/// What a lever costs at a level t ∈ [0, 1]: t times a price, or any function that is 0 at t = 0 and nowhere negative.
/// In one unit for all levers of a portfolio. Throws `InvalidArgument` when the price is negative or not finite.
template <class ScalarType = double>
class LeverCost {
public:
  using Scalar = ScalarType;

  /// Costs nothing.
  LeverCost() = default;
  template <std::convertible_to<Scalar> Number>
  LeverCost(const Number& price) : price_{static_cast<Scalar>(price)} {  // NOLINT: a price is a cost
    require_not_negative("LeverCost", "cost", price_);
  }
  LeverCost(std::function<Scalar(const Scalar& level)> curve) : curve_{std::move(curve)} {}  // NOLINT: so is a curve

  /// The cost of a level. Throws `InvalidArgument` where the curve is negative, not finite, or not 0 at level 0.
  [[nodiscard]] Scalar operator()(const Scalar& level) const {
    if (!curve_) return price_ * level;
    const Scalar cost = curve_(level);
    require_not_negative("LeverCost", "cost", cost);
    if (level == Scalar(0) && !(cost == Scalar(0))) {
      throw InvalidArgument{"LeverCost", "cost", "expected 0 at level 0, got " + to_text(cost)};
    }
    return cost;
  }

private:
  Scalar price_ = Scalar(0);
  std::function<Scalar(const Scalar&)> curve_;
};

/// A lever of governance: a change of a description of delegation, more of it the higher its level t ∈ [0, 1].
///
/// Nothing says that more of it is better, for anybody. A lever of one's own is a lambda:
///   Lever<LinearQuadraticSpec<>>{"calm", LeverKind::set, 2.0, [](const auto& spec, double t) { …; return changed; }};
/// `apply` is called with a level above 0 only: level 0 changes nothing, whatever the lever.
///
/// What else a lever says of itself is in terms of the kind of description (`Governed`). `reach`: the parts that it reads or
/// changes, all of them unless it says otherwise; levers that share no part commute, and a search may try them apart.
/// `slope`, where it is given: how fast the fields move at t = 0. `at_most`, where it is given: the most that this level
/// adds to the description, whatever other levers made of it before; a search may leave out portfolios that cannot gain
/// enough. Who is not sure says nothing. `indivisible`, where it is given: why a part of the lever means nothing, so that it
/// is on or off; such a lever has no slope.
template <class DescriptionType>
struct Lever {
  using Description = DescriptionType;
  using Scalar = typename Description::Scalar;
  using Direction = typename internal::DirectionOf<Description>::type;
  using Parts = typename internal::PartsOf<Description>::type;
  using Gain = typename internal::GainOf<Description>::type;

  std::string name{};
  LeverKind kind = LeverKind::set;
  LeverCost<Scalar> cost{};
  std::function<Description(const Description&, const Scalar& level)> apply{};
  Parts reach{};
  std::function<Direction(const Description&)> slope{};
  std::function<Gain(const Description&, const Scalar& level)> at_most{};
  std::string indivisible{};

  /// Whether the lever has such a level: one from 0 to 1, and nothing in between where it is on or off.
  [[nodiscard]] bool has(const Scalar& level) const {
    if (!indivisible.empty()) return level == Scalar(0) || level == Scalar(1);
    return level >= Scalar(0) && level <= Scalar(1);
  }
  /// What is wrong with a level that it has not.
  [[nodiscard]] std::string refusal_of(const Scalar& level) const {
    const bool part = level > Scalar(0) && level < Scalar(1);
    if (part) return "expected level 0 or 1, got " + to_text(level) + ": " + indivisible;
    return "expected a level from 0 to 1, got " + to_text(level);
  }
};

/// The description with this much of a lever. Throws `InvalidArgument` for a level outside [0, 1], for one in between of a
/// lever that is on or off, for a lever that does nothing, and where the lever does not apply to the description.
template <class Description>
[[nodiscard]] Description pull(const Lever<Description>& lever, const Description& description,
                               const typename Description::Scalar& level) {
  using Scalar = typename Description::Scalar;
  if (!lever.has(level)) throw InvalidArgument{"pull", lever.name, lever.refusal_of(level)};
  if (!lever.apply) throw InvalidArgument{"pull", lever.name, "expected a function, the lever has none"};
  if (level == Scalar(0)) return description;
  if constexpr (internal::Remembers<Description>) {
    if (!Governed<Description>::remembers(description)) {
      return lever.apply(Governed<Description>::remembering(description), level);
    }
  }
  return lever.apply(description, level);
}

/// The description with all levers, one level each, applied in the given order: where two do not commute, the later one
/// acts on what the earlier one left. Throws as for one, and `InvalidArgument` when there is not one level for each.
template <class Description>
[[nodiscard]] Description pull(const std::vector<Lever<Description>>& levers, Description description,
                               const Vector<typename Description::Scalar>& levels) {
  require_size("pull", "levels", levels.size(), static_cast<Eigen::Index>(levers.size()));
  for (std::size_t k = 0; k < levers.size(); ++k) {
    description = pull(levers[k], description, levels(static_cast<Eigen::Index>(k)));
  }
  return description;
}

/// What all levers together cost at these levels.
template <class Description>
[[nodiscard]] typename Description::Scalar cost_of(const std::vector<Lever<Description>>& levers,
                                                   const Vector<typename Description::Scalar>& levels) {
  require_size("cost_of", "levels", levels.size(), static_cast<Eigen::Index>(levers.size()));
  typename Description::Scalar cost(0);
  for (std::size_t k = 0; k < levers.size(); ++k) cost += levers[k].cost(levels(static_cast<Eigen::Index>(k)));
  return cost;
}

/// Levers that are pulled, by name: "audit, veto at 0.5"; "nothing" where none is.
template <class Levels>
[[nodiscard]] std::string pulled_levers(const std::vector<std::string>& names, const Levels& levels) {
  std::string text;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const double level = to_double(levels(static_cast<Eigen::Index>(k)));
    if (level == 0) continue;
    text += (text.empty() ? "" : ", ") + names[k] + (level == 1 ? "" : " at " + to_text(level));
  }
  return text.empty() ? "nothing" : text;
}

/// The named levers that set what is pursued and for whom; specialised for each description they have a meaning for.
template <class Description>
struct SetLevers;
/// The named levers that make more of what is done seen.
template <class Description>
struct EvaluateLevers;
/// The named levers by which those affected object.
template <class Description>
struct ContestLevers;

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_LEVER_HPP
