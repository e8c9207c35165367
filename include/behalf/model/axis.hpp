#ifndef BEHALF_MODEL_AXIS_HPP
#define BEHALF_MODEL_AXIS_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace behalf {

/// The three structural reasons for which an agent falls short of those it acts for. Source: \cite lacroix2026.
enum class Axis : std::uint8_t {
  objectives,   ///< What the agent is given to pursue, and what it wants by itself.
  information,  ///< What is seen of what it does and knows.
  principals,   ///< Whom it serves: several people who want different things.
};

/// All axes in their fixed order.
inline constexpr std::array<Axis, 3> all_axes{Axis::objectives, Axis::information, Axis::principals};

/// The axis in words, such as "information".
[[nodiscard]] constexpr std::string_view to_text(Axis axis) noexcept {
  switch (axis) {
    case Axis::objectives: return "objectives";
    case Axis::information: return "information";
    case Axis::principals: return "principals";
  }
  return "unknown axis";
}

/// The letter of an axis in tables and files: O, I or P.
[[nodiscard]] constexpr char letter(Axis axis) noexcept {
  return axis == Axis::objectives ? 'O' : axis == Axis::information ? 'I' : 'P';
}

/// A set of axes: those made ideal, or those left faulty. `index()` numbers the eight sets 0 (none) to 7 (all).
class AxisSet {
public:
  constexpr AxisSet() = default;
  constexpr AxisSet(Axis axis) noexcept : bits_{bit(axis)} {}  // NOLINT: one axis is a set of axes
  constexpr AxisSet(std::initializer_list<Axis> axes) noexcept {
    for (const Axis axis : axes) bits_ |= bit(axis);
  }

  [[nodiscard]] static constexpr AxisSet none() noexcept { return {}; }
  [[nodiscard]] static constexpr AxisSet all() noexcept { return from_index(7); }
  /// The set with this number. Needs index < 8.
  [[nodiscard]] static constexpr AxisSet from_index(std::size_t index) noexcept {
    AxisSet result;
    result.bits_ = static_cast<std::uint8_t>(index & 7U);
    return result;
  }

  [[nodiscard]] constexpr std::size_t index() const noexcept { return bits_; }
  [[nodiscard]] constexpr bool contains(Axis axis) const noexcept { return (bits_ & bit(axis)) != 0; }
  [[nodiscard]] constexpr bool contains(AxisSet other) const noexcept { return (bits_ & other.bits_) == other.bits_; }
  [[nodiscard]] constexpr int size() const noexcept { return std::popcount(bits_); }
  [[nodiscard]] constexpr AxisSet complement() const noexcept { return from_index(7U - bits_); }
  [[nodiscard]] friend constexpr AxisSet operator|(AxisSet a, AxisSet b) noexcept {
    return from_index(static_cast<std::size_t>(a.bits_ | b.bits_));
  }
  friend constexpr bool operator==(AxisSet, AxisSet) = default;

private:
  [[nodiscard]] static constexpr std::uint8_t bit(Axis axis) noexcept {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(axis));
  }
  std::uint8_t bits_ = 0;
};

[[nodiscard]] constexpr AxisSet operator|(Axis a, Axis b) noexcept { return AxisSet{a} | AxisSet{b}; }

/// The eight sets of axes in the order of `index()`.
inline constexpr std::array<AxisSet, 8> all_axis_sets{
    AxisSet::from_index(0), AxisSet::from_index(1), AxisSet::from_index(2), AxisSet::from_index(3),
    AxisSet::from_index(4), AxisSet::from_index(5), AxisSet::from_index(6), AxisSet::from_index(7)};

/// The letters of a set, such as "OI"; "none" for the empty set.
[[nodiscard]] inline std::string letters(AxisSet axes) {
  std::string result;
  for (const Axis axis : all_axes) {
    if (axes.contains(axis)) result += letter(axis);
  }
  return result.empty() ? "none" : result;
}

}  // namespace behalf

#endif  // BEHALF_MODEL_AXIS_HPP
