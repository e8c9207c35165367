#ifndef BEHALF_SCALING_LAWS_FALL_HPP
#define BEHALF_SCALING_LAWS_FALL_HPP

#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>

#include <cstddef>

namespace behalf {

/// A place where more of something makes alignment easier, against the expectation that it gets harder.
struct NotMonotone {
  ScalingAxis axis = ScalingAxis::generality;
  std::size_t from = 0;        ///< Place of the row with the lower level.
  std::size_t to = 0;          ///< Place of the row with the next higher level, where the gap is smaller.
  Estimate<double> change{};   ///< What the second has more, < 0, and its standard error √(se₁² + se₂²).
  bool own_diversity = false;  ///< Whether both ends have the diversity of the data, δ = 1.
};

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_FALL_HPP
