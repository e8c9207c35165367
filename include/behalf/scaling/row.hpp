#ifndef BEHALF_SCALING_ROW_HPP
#define BEHALF_SCALING_ROW_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace behalf {

/// A mean and how far it may be off: the standard deviation of the mean over other draws; 0 where nothing was drawn.
template <class Scalar = double>
struct Estimate {
  Scalar value = Scalar(0);
  Scalar standard_error = Scalar(0);
};

/// One point of a scaling study: the mean gap there, its stake and why, over the subsets that were looked at.
///
/// All in units of utility. Its size does not depend on the study, so that rows can be streamed.
template <class ScalarType = double>
struct ScalingRow {
  using Scalar = ScalarType;

  std::size_t index = 0;                           ///< Its place in the study.
  ScalingPoint<Scalar> at{};                       ///< (g, s, δ).
  std::uint64_t draws = 0;                         ///< How many subsets (or models) the means are over.
  bool exact = true;                               ///< Whether those are all there are; standard errors are then 0.
  std::array<Scalar, 8> regrets{};                 ///< Mean regret by `index()` of the ideal axes.
  Estimate<Scalar> gap{};                          ///< Mean regret with nothing ideal.
  Estimate<Scalar> stake{};                        ///< Mean stake.
  std::optional<Estimate<Scalar>> relative_gap{};  ///< Mean gap / mean stake; absent when the stake is 0.
  std::array<Estimate<Scalar>, 3> shapley{};       ///< Share of the gap that is due to an axis, by axis.
  std::array<Estimate<Scalar>, 8> dividends{};     ///< Joint effect of faulty axes, by their `index()`.

  /// Whether its standard errors are from fewer draws than `fewest_draws`, so that nothing follows from them.
  [[nodiscard]] bool too_few_draws() const noexcept { return !exact && draws < fewest_draws; }
  [[nodiscard]] const Estimate<Scalar>& share(Axis axis) const { return shapley[static_cast<std::size_t>(axis)]; }
  [[nodiscard]] const Estimate<Scalar>& dividend(AxisSet faulty) const { return dividends[faulty.index()]; }
  /// The means as a lattice of one principal of weight 1, for whatever is made of lattices.
  [[nodiscard]] Lattice<Scalar> lattice() const {
    Lattice<Scalar> result;
    result.resize(1);
    for (std::size_t ideal = 0; ideal < 8; ++ideal)
      result.regrets(0, static_cast<Eigen::Index>(ideal)) = regrets[ideal];
    result.stakes(0) = stake.value;
    result.weights(0) = Scalar(1);
    return result;
  }
};

}  // namespace behalf

#endif  // BEHALF_SCALING_ROW_HPP
