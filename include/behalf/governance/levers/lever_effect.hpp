#ifndef BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP
#define BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/impl/display_width.hpp>
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
  [[nodiscard]] std::vector<Eigen::Index> hurts() const { return rows(1); }
  /// The rows whose gap falls.
  [[nodiscard]] std::vector<Eigen::Index> helps() const { return rows(-1); }
  /// The least that would have to be ideal for this much of the lever to change anybody's regret: nothing where it changes a
  /// gap as things are; absent where it changes no regret, whatever is ideal.
  [[nodiscard]] std::optional<AxisSet> shows_with() const {
    std::optional<AxisSet> least;
    for (const AxisSet ideal : all_axis_sets) {
      const bool changes =
          (change.lattice().regrets.col(static_cast<Eigen::Index>(ideal.index())).array().abs() > noticeable).any();
      if (changes && (!least || ideal.size() < least->size())) least = ideal;
    }
    return least;
  }
  /// Whether it mends one axis and worsens another, or raises somebody's gap.
  [[nodiscard]] bool is_conflicted() const { return !hurts().empty() || (!mends().empty() && !worsens().empty()); }

private:
  [[nodiscard]] std::vector<Eigen::Index> rows(int sign) const {
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < change.size(); ++i) {
      if (Scalar(sign) * change.gap(i) > noticeable) result.push_back(i);
    }
    return result;
  }
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

/// Rows by name: everybody, or the first six and how many others.
template <class Scalar>
[[nodiscard]] std::string named_rows(const LeverEffect<Scalar>& effect, const std::vector<Eigen::Index>& rows) {
  static constexpr std::size_t most = 6;
  if (rows.size() > 2 && static_cast<Eigen::Index>(rows.size()) == effect.change.size()) return "everybody";
  const std::size_t count = rows.size() > most + 1 ? most : rows.size();
  std::string text;
  for (std::size_t k = 0; k < count; ++k) {
    text += k == 0 ? "" : k + 1 == rows.size() ? " and " : ", ";
    text += in_line(effect.change.name(rows[k]));
  }
  return count == rows.size() ? text : text + " and " + std::to_string(rows.size() - count) + " others";
}

/// Why this much of a lever changes nobody's gap.
template <class Scalar>
[[nodiscard]] std::string why_no_effect(const LeverEffect<Scalar>& effect) {
  const std::optional<AxisSet> ideal = effect.shows_with();
  if (!ideal) return "no effect on anybody's gap, whatever else were ideal";
  std::string axes;
  for (const Axis axis : all_axes) {
    if (ideal->contains(axis)) axes += (axes.empty() ? "" : " and ") + std::string{to_text(axis)};
  }
  return "no effect on anybody's gap, only with ideal " + axes + " would it have one";
}

}  // namespace internal

/// One line: what this much of the lever does to the mean gap, in all and by axes, largest change first, whose gap it lowers
/// and whose it raises, such as "audit: -0.17 (information -0.21, objectives +0.04); lowers the gap of city users; raises the
/// gap of rural users"; or why it does nothing.
template <class Scalar>
[[nodiscard]] std::string to_text(const LeverEffect<Scalar>& effect) {
  std::string line = internal::in_line(effect.lever) + ": ";
  const std::vector<Eigen::Index> helped = effect.helps();
  const std::vector<Eigen::Index> hurt = effect.hurts();
  std::vector<Axis> axes;
  const auto size = [](const Scalar& x) { return x < Scalar(0) ? Scalar(-x) : x; };
  if (effect.mean_change) {
    const auto part = [&](Axis axis) { return size(effect.mean_change->shapley(axis, 0)); };
    for (const Axis axis : all_axes) {
      if (part(axis) > effect.noticeable) axes.push_back(axis);
    }
    std::stable_sort(axes.begin(), axes.end(), [&](Axis a, Axis b) { return part(a) > part(b); });
  }
  const bool in_all = effect.mean_change && size(effect.mean_change->gap(0)) > effect.noticeable;
  if (helped.empty() && hurt.empty() && axes.empty()) return line + internal::why_no_effect(effect);
  std::vector<std::string> said;
  if (effect.mean_change) {
    said.push_back(in_all ? internal::signed_text(effect.mean_change->gap(0)) : "no effect on the mean gap");
    for (const Axis axis : axes) {
      said.back() += axis == axes.front() ? " (" : ", ";
      said.back() += std::string{to_text(axis)} + ' ' + internal::signed_text(effect.mean_change->shapley(axis, 0));
    }
    if (!axes.empty()) said.back() += ')';
  }
  if (!helped.empty() && (effect.change.size() > 1 || !effect.mean_change)) {
    said.push_back("lowers the gap of " + internal::named_rows(effect, helped));
  }
  if (!hurt.empty()) said.push_back("raises the gap of " + internal::named_rows(effect, hurt));
  for (std::size_t k = 0; k < said.size(); ++k) line += (k == 0 ? "" : "; ") + said[k];
  return line;
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_LEVER_EFFECT_HPP
