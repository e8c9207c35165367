#ifndef BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP
#define BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// How effects of levers are told.
template <class ScalarType = double>
struct EffectOptions {
  using Scalar = ScalarType;

  std::optional<Vector<Scalar>> levels{};   ///< One for each lever, in [0, 1]; default: all of it.
  std::optional<Vector<Scalar>> weights{};  ///< What means weigh rows by; default: the weights without any lever.

  /// The levels of so many levers. Throws `InvalidArgument` in the name of `function` unless there is one for each.
  [[nodiscard]] Vector<Scalar> levels_of(const char* function, std::size_t count) const {
    const Eigen::Index size = static_cast<Eigen::Index>(count);
    if (!levels) return Vector<Scalar>::Ones(size);
    require_size(function, "levels", levels->size(), size);
    return *levels;
  }
};

/// Where the slope of a lever is from.
enum class SlopeSource : std::uint8_t {
  closed_form,  ///< The model's formula.
  difference,   ///< Differences of the model, good to about six digits: nobody said how the lever moves the fields.
  jump,         ///< There is none: any level above 0 changes the gaps by leaps.
};

/// The source in words, such as "closed form".
[[nodiscard]] constexpr std::string_view to_text(SlopeSource source) noexcept {
  switch (source) {
    case SlopeSource::closed_form: return "closed form";
    case SlopeSource::difference: return "difference";
    case SlopeSource::jump: return "jump";
  }
  return "unknown source";
}

/// What a lever does to the gap of every party and to what each axis contributes, in units of utility.
template <class ScalarType = double>
class LeverEffect {
public:
  using Scalar = ScalarType;

  std::string lever;
  LeverKind kind = LeverKind::set;
  Scalar level{};                              ///< The level that `change` is for.
  SlopeSource source = SlopeSource::jump;      ///< Where `slope` is from.
  std::optional<Attribution<Scalar>> slope{};  ///< d/dt at t = 0 of gaps and Shapley values; absent where they jump.
  Attribution<Scalar> change;                  ///< Gaps and Shapley values at `level` minus those at level 0.
  std::optional<Attribution<Scalar>> mean_slope{};   ///< The same of the weighted mean; one row.
  std::optional<Attribution<Scalar>> mean_change{};  ///< Absent, as its slope, where nobody has any weight.
  bool indivisible = false;                          ///< Whether it is on or off, so that it has no slope.
  Scalar noticeable{};  ///< Changes of at most this size are rounding: 1e-9 of the largest stake or gap.

  /// The axes whose part of the mean gap falls.
  [[nodiscard]] std::vector<Axis> mends() const { return axes(-1); }
  /// The axes whose part of the mean gap rises.
  [[nodiscard]] std::vector<Axis> worsens() const { return axes(1); }
  /// The rows whose gap rises: whom this much of the lever makes worse off.
  [[nodiscard]] std::vector<Eigen::Index> hurts() const {
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < change.size(); ++i) {
      if (change.gap(i) > noticeable) result.push_back(i);
    }
    return result;
  }
  /// Whether it mends one axis and worsens another, or raises somebody's gap.
  [[nodiscard]] bool is_conflicted() const { return !hurts().empty() || (!mends().empty() && !worsens().empty()); }

private:
  [[nodiscard]] std::vector<Axis> axes(int sign) const {
    std::vector<Axis> result;
    for (const Axis axis : all_axes) {
      if (mean_change && Scalar(sign) * mean_change->shapley(axis, 0) > noticeable) result.push_back(axis);
    }
    return result;
  }
};

namespace internal {

/// A change with its sign, to three digits.
template <class Scalar>
[[nodiscard]] std::string signed_text(const Scalar& x) {
  const std::string text = to_text(x, 3);
  return text.front() == '-' ? text : '+' + text;
}

}  // namespace internal

/// One line: what this much of the lever does to the mean gap by axes, largest change first, and whose gap it raises, such
/// as "audit: information -0.21, objectives +0.04; raises the gap of rural users".
template <class Scalar>
[[nodiscard]] std::string to_text(const LeverEffect<Scalar>& effect) {
  std::string line = effect.lever + ": ";
  std::vector<Axis> axes;
  if (effect.mean_change) {
    const auto size = [&](Axis axis) {
      const Scalar x = effect.mean_change->shapley(axis, 0);
      return x < Scalar(0) ? Scalar(-x) : x;
    };
    for (const Axis axis : all_axes) {
      if (size(axis) > effect.noticeable) axes.push_back(axis);
    }
    std::stable_sort(axes.begin(), axes.end(), [&](Axis a, Axis b) { return size(a) > size(b); });
  }
  for (const Axis axis : axes) {
    line += axis == axes.front() ? "" : ", ";
    line += std::string{to_text(axis)} + ' ' + internal::signed_text(effect.mean_change->shapley(axis, 0));
  }
  const std::vector<Eigen::Index> hurt = effect.hurts();
  if (axes.empty()) line += hurt.empty() ? "no effect on the mean gap" : "no effect on the mean gap by axes";
  for (std::size_t k = 0; k < hurt.size(); ++k) {
    line += k == 0 ? "; raises the gap of " : k + 1 == hurt.size() ? " and " : ", ";
    line += effect.change.name(hurt[k]);
  }
  return line;
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP
