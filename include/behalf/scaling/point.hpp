#ifndef BEHALF_SCALING_POINT_HPP
#define BEHALF_SCALING_POINT_HPP

#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace behalf {

/// The three directions in which alignment is said to get harder. Source: \cite lacroix2026.
enum class ScalingAxis : std::uint8_t {
  generality,  ///< How many attributes the agent is entrusted with.
  scope,       ///< How many groups it serves with one policy.
  diversity,   ///< How far those it serves differ, as a multiple of the data.
};

/// All directions in their fixed order.
inline constexpr std::array<ScalingAxis, 3> all_scaling_axes{ScalingAxis::generality, ScalingAxis::scope,
                                                             ScalingAxis::diversity};

/// The direction in words, such as "scope".
[[nodiscard]] constexpr std::string_view to_text(ScalingAxis axis) noexcept {
  switch (axis) {
    case ScalingAxis::generality: return "generality";
    case ScalingAxis::scope: return "scope";
    case ScalingAxis::diversity: return "diversity";
  }
  return "unknown direction";
}

/// How general, how widely deployed and how diversely used an agent is: (g, s, δ).
template <class ScalarType = double>
struct ScalingPoint {
  using Scalar = ScalarType;

  Eigen::Index generality = 1;   ///< g ≥ 1, attributes.
  Eigen::Index scope = 1;        ///< s ≥ 1, groups.
  Scalar diversity = Scalar(1);  ///< δ ≥ 0; 1: as in the data, 0: everybody wants the mean.

  /// The level along one direction, as a double.
  [[nodiscard]] double level(ScalingAxis axis) const {
    switch (axis) {
      case ScalingAxis::generality: return static_cast<double>(generality);
      case ScalingAxis::scope: return static_cast<double>(scope);
      case ScalingAxis::diversity: break;
    }
    return to_double(diversity);
  }
  friend bool operator==(const ScalingPoint&, const ScalingPoint&) = default;
};

/// A point in words: "generality 3, scope 2, diversity 0.5".
template <class Scalar>
[[nodiscard]] std::string to_text(const ScalingPoint<Scalar>& point) {
  return "generality " + std::to_string(point.generality) + ", scope " + std::to_string(point.scope) + ", diversity " +
         to_text(point.diversity);
}

}  // namespace behalf

#endif  // BEHALF_SCALING_POINT_HPP
