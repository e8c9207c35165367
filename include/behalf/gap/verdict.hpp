#ifndef BEHALF_GAP_VERDICT_HPP
#define BEHALF_GAP_VERDICT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/tolerance.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// Aligned enough, for whom.
template <class Scalar = double>
struct Verdict {
  std::vector<std::optional<bool>>
      within;                   ///< Per principal: gap ≤ tolerance up to rounding; absent without a tolerance.
  std::optional<Scalar> share;  ///< Share of weight within, of those with a tolerance; absent if they hold no weight.

  /// Whether everybody who stated a tolerance is within it.
  [[nodiscard]] bool holds() const {
    return std::none_of(within.begin(), within.end(), [](const std::optional<bool>& w) { return w == false; });
  }
};

/// Judges each gap against the principal's own tolerance (absolute, in units of utility; absent: no judgement).
/// Throws `InvalidArgument` unless there is one entry per principal, none of them negative or infinite.
template <class Scalar>
[[nodiscard]] Verdict<Scalar> verdict(const Attribution<Scalar>& attribution,
                                      const std::vector<std::optional<Scalar>>& tolerances) {
  require_size("verdict", "tolerances", static_cast<Eigen::Index>(tolerances.size()), attribution.size());
  Verdict<Scalar> result;
  Scalar judged(0);
  Scalar content(0);
  for (Eigen::Index i = 0; i < attribution.size(); ++i) {
    const std::optional<Scalar>& tolerance = tolerances[static_cast<std::size_t>(i)];
    result.within.emplace_back();
    if (!tolerance) continue;
    require_not_negative("verdict", "tolerances[" + std::to_string(i) + "]", *tolerance);
    const bool within = is_tolerated(attribution.gap(i), *tolerance, attribution.stake(i));
    result.within.back() = within;
    judged += attribution.lattice().weights(i);
    if (within) content += attribution.lattice().weights(i);
  }
  if (judged > Scalar(0)) result.share = Scalar(content / judged);
  return result;
}

/// The same with one tolerance for all: verdict(why, 0.2). A list in braces has one for each, verdict(why, {0.2, 0.1}).
template <class Scalar, std::convertible_to<Scalar> Number>
[[nodiscard]] Verdict<Scalar> verdict(const Attribution<Scalar>& attribution, const Number& tolerance) {
  return verdict(attribution, std::vector<std::optional<Scalar>>(static_cast<std::size_t>(attribution.size()),
                                                                 static_cast<Scalar>(tolerance)));
}

}  // namespace behalf

#endif  // BEHALF_GAP_VERDICT_HPP
