#ifndef BEHALF_SCALING_LAWS_HEADLINE_HPP
#define BEHALF_SCALING_LAWS_HEADLINE_HPP

#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
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

/// What twice as much of something does to the relative gap, by the power law fitted along that direction.
struct Doubling {
  ScalingAxis axis = ScalingAxis::generality;
  double from = 0;         ///< The lowest level that the law was fitted to.
  double to = 0;           ///< The highest.
  std::size_t levels = 0;  ///< How many there are.
  double change = 0;       ///< 2^exponent − 1: by this share of itself the relative gap rises.
  double margin = 0;       ///< Half the width of its 95 % interval, to first order.
  double r_squared = 1;    ///< Share of the variance of the logarithms that the law explains.
  bool falls = false;      ///< Whether the relative gap falls somewhere on the way up (see `not_monotone`).
  bool rises = false;      ///< Whether it rises somewhere.
};

/// What doubling one direction does to the relative gap, the other two as at the headline point; absent where fewer than
/// two rows with a positive level and relative gap lie there.
///
/// The margin is that of the fitted exponent (see `fit_power_law`: how well a power law describes these levels), or for two
/// levels twice the error of drawing.
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
  const PowerLaw& law = laws.front().law;
  const ScalingRow<Scalar>& first = line[laws.front().rows.front()];
  const ScalingRow<Scalar>& last = line[laws.front().rows.back()];
  double margin = 0;
  if (law.exponent_interval) {
    margin = (law.exponent_interval->upper - law.exponent_interval->lower) / 2;
  } else {
    const auto error = [](const ScalingRow<Scalar>& row) {
      return to_double(row.relative_gap->standard_error) / to_double(row.relative_gap->value);
    };
    margin = 2 * std::hypot(error(first), error(last)) / std::log(last.at.level(axis) / first.at.level(axis));
  }
  Doubling result{.axis = axis, .from = first.at.level(axis), .to = last.at.level(axis), .levels = law.points};
  result.change = std::exp2(law.exponent) - 1;
  result.margin = std::numbers::ln2 * std::exp2(law.exponent) * margin;
  result.r_squared = law.r_squared;
  result.falls = !not_monotone(line, ScalingMeasure::relative_gap).empty();
  for (std::size_t k = 1; k < laws.front().rows.size(); ++k) {
    result.rises = result.rises ||
                   line[laws.front().rows[k]].relative_gap->value > line[laws.front().rows[k - 1]].relative_gap->value;
  }
  return result;
}

/// The sentence: "doubling the groups served, 1 to 21, raises the relative gap by 12.3 % ± 1.4 % (power law, R² 0.97)".
[[nodiscard]] inline std::string to_text(const Doubling& doubling) {
  std::string_view what = "attributes entrusted";
  if (doubling.axis == ScalingAxis::scope) what = "groups served";
  if (doubling.axis == ScalingAxis::diversity) what = "diversity of what they want";
  std::string text = "doubling the " + std::string{what} + ", " + to_text(doubling.from) + " to " +
                     to_text(doubling.to) + ", " + (doubling.change < 0 ? "lowers" : "raises") +
                     " the relative gap by " + to_fixed(100 * std::abs(doubling.change), 1) + " % ± " +
                     to_fixed(100 * doubling.margin, 1) + " %";
  text += doubling.levels == 2 ? " (two levels)" : " (power law, R² " + to_fixed(doubling.r_squared, 2) + ")";
  if (doubling.rises && doubling.falls) text += ", not at every step";
  return text;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_HEADLINE_HPP
