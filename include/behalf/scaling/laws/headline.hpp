#ifndef BEHALF_SCALING_LAWS_HEADLINE_HPP
#define BEHALF_SCALING_LAWS_HEADLINE_HPP

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// The point that headlines are about: the greatest generality and scope in the rows, and the diversity of the data
/// (δ = 1) or, where no row has that, the greatest. Needs a row.
template <class Scalar>
[[nodiscard]] ScalingPoint<Scalar> headline_point(const std::vector<ScalingRow<Scalar>>& rows) {
  ScalingPoint<Scalar> result = rows.front().at;
  bool as_data = false;
  for (const ScalingRow<Scalar>& row : rows) {
    result.generality = std::max(result.generality, row.at.generality);
    result.scope = std::max(result.scope, row.at.scope);
    result.diversity = std::max(result.diversity, row.at.diversity);
    as_data = as_data || row.at.diversity == Scalar(1);
  }
  if (as_data) result.diversity = Scalar(1);
  return result;
}

/// What twice as much of something does to the relative gap.
struct Doubling {
  ScalingAxis axis = ScalingAxis::generality;
  double from = 0;            ///< The lowest level with a positive relative gap.
  double to = 0;              ///< The highest.
  std::size_t levels = 0;     ///< How many there are.
  Interval steps{};           ///< The least and the greatest local doubling.
  double standard_error = 0;  ///< The largest of a local doubling, to first order; 0 where nothing was drawn.
  double law = 0;             ///< 2^exponent − 1 of the power law fitted to these levels.
  double law_misses = 0;      ///< max |fitted/value − 1|: by this share of itself the law misses a level.
  bool rises = false;  ///< Whether the relative gap rises from one level to the next, or from the first to the last.
  bool falls = false;  ///< Whether it falls so.
  bool too_few_draws =
      false;  ///< Whether a level is a mean over fewer than `fewest_draws` draws, from which nothing follows.
};

namespace internal {

/// Whether the relative gap rises, and whether it falls, between neighbours of a line or its ends by more than drawing does,
/// with both directions of all these changes together held to 5 % (see `not_monotone`).
template <class Scalar>
void tell_directions(const std::vector<ScalingRow<Scalar>>& line, ScalingAxis axis, Doubling& result) {
  static constexpr ScalingMeasure relative = ScalingMeasure::relative_gap;
  std::vector<NotMonotone> changes = changes_between_neighbours(line, relative);
  const std::vector<std::size_t> places = lines_along(line, axis).front();
  if (places.size() > 2) {
    if (const auto ends = change_between(line, relative, axis, places.front(), places.back())) changes.push_back(*ends);
  }
  const double z = simultaneous_z(2 * uncertain(changes));
  for (const NotMonotone& one : changes) {
    const double least = least_change(line, relative, one, z);
    result.rises = result.rises || one.change.value > least;
    result.falls = result.falls || -one.change.value > least;
  }
}

/// Shares as percentages, with at least one digit after the point and as many as show two of the larger one.
class Percentages {
public:
  explicit Percentages(double largest) {
    const double percent = 100 * std::abs(largest);
    if (percent > 0) digits_ = std::clamp(1 - static_cast<int>(std::floor(std::log10(percent))), 1, 12);
  }
  [[nodiscard]] std::string operator()(double share) const { return to_fixed(100 * share, digits_) + " %"; }

private:
  int digits_ = 1;
};

}  // namespace internal

/// What doubling one direction does to the relative gap, the other two as at the headline point: the range of local
/// doublings, 2^elasticity − 1 between neighbouring levels, and the power law fitted to all of them with what it misses by.
/// Absent where fewer than two rows with a positive level and relative gap lie there.
template <class Scalar>
[[nodiscard]] std::optional<Doubling> doubling(const std::vector<ScalingRow<Scalar>>& rows, ScalingAxis axis) {
  if (rows.empty()) return std::nullopt;
  const ScalingPoint<Scalar> headline = headline_point(rows);
  std::vector<ScalingRow<Scalar>> line;
  for (const ScalingRow<Scalar>& row : rows) {
    const bool on_it = std::all_of(all_scaling_axes.begin(), all_scaling_axes.end(), [&](ScalingAxis other) {
      return other == axis || row.at.level(other) == headline.level(other);
    });
    if (on_it) line.push_back(row);
  }
  const std::vector<ScalingLaw> laws = power_laws(line, axis, ScalingMeasure::relative_gap);
  if (laws.empty()) return std::nullopt;
  std::vector<ScalingRow<Scalar>> fitted;
  for (const std::size_t place : laws.front().rows) fitted.push_back(line[place]);
  Doubling result{.axis = axis,
                  .from = fitted.front().at.level(axis),
                  .to = fitted.back().at.level(axis),
                  .levels = fitted.size(),
                  .steps = {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()},
                  .law = std::exp2(laws.front().law.exponent) - 1,
                  .law_misses = laws.front().law.largest_miss};
  for (const Elasticity& one : elasticities(fitted, ScalingMeasure::relative_gap)) {
    if (one.axis != axis || !one.value) continue;
    const double grows = std::exp2(one.value->value);
    result.steps.lower = std::min(result.steps.lower, grows - 1);
    result.steps.upper = std::max(result.steps.upper, grows - 1);
    result.standard_error =
        std::max(result.standard_error, std::numbers::ln2 * grows * std::abs(one.value->standard_error));
  }
  result.too_few_draws =
      std::any_of(line.begin(), line.end(), [](const ScalingRow<Scalar>& row) { return row.too_few_draws(); });
  if (!result.too_few_draws) internal::tell_directions(line, axis, result);
  return result;
}

/// The sentence: "doubling the attributes entrusted, 1 to 6, raises the relative gap by 1.3 % to 4.7 %, 2.4 % by the power
/// law, which misses by up to 0.7 %". A direction is named only where drawing does not explain it.
[[nodiscard]] inline std::string to_text(const Doubling& doubling) {
  std::string_view what = "attributes entrusted";
  if (doubling.axis == ScalingAxis::scope) what = "groups served";
  if (doubling.axis == ScalingAxis::diversity) what = "diversity of what they want";
  std::string text =
      "doubling the " + std::string{what} + ", " + to_text(doubling.from) + " to " + to_text(doubling.to) + ", ";
  if (doubling.too_few_draws) {
    return text + "does to the relative gap what fewer than " + std::to_string(fewest_draws) + " draws cannot tell";
  }
  if (!doubling.rises && !doubling.falls && doubling.standard_error == 0)
    return text + "leaves the relative gap as it is";

  const bool only_lowers = doubling.falls && !doubling.rises;
  const double sign = only_lowers ? -1 : 1;
  const internal::Percentages percent{std::max(std::abs(doubling.steps.lower), std::abs(doubling.steps.upper))};
  const std::string least = percent(sign * (only_lowers ? doubling.steps.upper : doubling.steps.lower));
  const std::string most = percent(sign * (only_lowers ? doubling.steps.lower : doubling.steps.upper));
  if (!doubling.rises && !doubling.falls) {
    text += "changes the relative gap by no more than drawing does, ";
  } else if (doubling.rises && doubling.falls) {
    text += "raises the relative gap at some levels and lowers it at others, by ";
  } else {
    text += only_lowers ? "lowers the relative gap by " : "raises the relative gap by ";
  }
  text += least == most ? least : least + " to " + most;
  if (doubling.standard_error > 0) text += " (standard errors up to " + percent(doubling.standard_error) + ")";
  if (!doubling.rises && !doubling.falls) return text;
  if (doubling.levels == 2) return text + " between the two levels";
  return text + ", " + percent(sign * doubling.law) + " by the power law, which misses by up to " +
         percent(doubling.law_misses);
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_HEADLINE_HPP
