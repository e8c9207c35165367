#ifndef BEHALF_SCALING_LAWS_POWER_LAW_HPP
#define BEHALF_SCALING_LAWS_POWER_LAW_HPP

#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace behalf {

/// A number between two bounds.
struct Interval {
  double lower = 0;
  double upper = 0;
};

/// The law y = factor · x^exponent that fits points best in the logarithms.
struct PowerLaw {
  double exponent = 0;
  double factor = 0;                            ///< y at x = 1.
  std::optional<Interval> exponent_interval{};  ///< Absent for two points, which fit any law.
  std::optional<Interval> factor_interval{};
  double r_squared = 0;         ///< Share of the variance of log y that the law explains; 1 where y does not vary.
  double residual = 0;          ///< Standard deviation of log y about the law, √(Σe²/(n − 2)); 0 for two points.
  double largest_residual = 0;  ///< max |e|: by this much a point is off in log y.
  double largest_miss = 0;      ///< max |fitted/y − 1|: by this share of itself a point is missed.
  std::size_t points = 0;       ///< n.
};

/// Fits y = factor · x^exponent to n ≥ 2 points by ordinary least squares on log x and log y, with confidence intervals
/// from Student's t with n − 2 degrees of freedom.
///
/// The intervals assume that deviations from the law are independent, normal and equally large in log y. Where the points
/// are exact and simply follow another law, they say how well a power law describes them in the range of x, and nothing
/// about x outside it; look at the residuals too.
/// Throws `InvalidArgument` when x and y differ in length, have less than two points, are not finite and positive, when
/// all x are equal, and unless 0 < confidence < 1.
template <class Scalar = double>
[[nodiscard]] PowerLaw fit_power_law(const Vector<std::type_identity_t<Scalar>>& x,
                                     const Vector<std::type_identity_t<Scalar>>& y, double confidence = 0.95) {
  static constexpr const char* who = "fit_power_law";
  require_size(who, "y", y.size(), x.size());
  if (x.size() < 2) throw InvalidArgument{who, "x", "expected at least two points, got " + std::to_string(x.size())};
  if (!(confidence > 0 && confidence < 1)) {
    throw InvalidArgument{who, "confidence", "expected a number between 0 and 1, got " + to_text(confidence)};
  }
  const auto require_all_positive = [](const char* field, const Vector<Scalar>& numbers) {
    for (Eigen::Index i = 0; i < numbers.size(); ++i) {
      require_positive(who, field + ("[" + std::to_string(i) + "]"), numbers(i));
    }
  };
  require_all_positive("x", x);
  require_all_positive("y", y);
  if (x.maxCoeff() == x.minCoeff()) throw InvalidArgument{who, "x", "expected levels that differ, all are equal"};

  const Vector<> u = x.template cast<double>().array().log();
  const Vector<> v = y.template cast<double>().array().log();
  const double n = static_cast<double>(x.size());
  const double centre = u.mean();
  const Vector<> along = u.array() - centre;
  const Vector<> across = v.array() - v.mean();
  const double spread = along.squaredNorm();
  PowerLaw law{.exponent = along.dot(across) / spread, .points = static_cast<std::size_t>(x.size())};
  const double intercept = v.mean() - law.exponent * centre;
  law.factor = std::exp(intercept);
  const Vector<> off = across - law.exponent * along;
  const double total = across.squaredNorm();
  law.r_squared = total > 0 ? std::max(0.0, 1 - off.squaredNorm() / total) : 1;
  law.largest_residual = off.cwiseAbs().maxCoeff();
  for (const double e : off) law.largest_miss = std::max(law.largest_miss, std::abs(std::expm1(-e)));
  if (x.size() == 2) return law;
  law.residual = std::sqrt(off.squaredNorm() / (n - 2));
  const double t = boost::math::quantile(boost::math::students_t{n - 2}, 0.5 + confidence / 2);
  const double slope_error = t * law.residual / std::sqrt(spread);
  const double height_error = t * law.residual * std::sqrt(1 / n + centre * centre / spread);
  law.exponent_interval = {law.exponent - slope_error, law.exponent + slope_error};
  law.factor_interval = {std::exp(intercept - height_error), std::exp(intercept + height_error)};
  return law;
}

/// The power law of the gap along one direction, the others equal.
struct ScalingLaw {
  std::vector<std::size_t> rows{};  ///< Places of the rows that it was fitted to, by level.
  PowerLaw law{};
};

/// Power laws along a direction, one for each combination of the other levels with at least two points whose level and
/// gap are positive (others cannot lie on one and are left out). See `fit_power_law`; the errors of drawing are part of
/// the deviations, not known beforehand.
template <class Scalar>
[[nodiscard]] std::vector<ScalingLaw> power_laws(const std::vector<ScalingRow<Scalar>>& rows, ScalingAxis axis,
                                                 ScalingMeasure measure = ScalingMeasure::gap,
                                                 double confidence = 0.95) {
  std::vector<ScalingLaw> result;
  for (const std::vector<std::size_t>& line : internal::lines_along(rows, axis)) {
    ScalingLaw one;
    for (const std::size_t place : line) {
      const std::optional<Estimate<double>> y = measured(rows[place], measure);
      if (y && y->value > 0 && rows[place].at.level(axis) > 0) one.rows.push_back(place);
    }
    if (one.rows.size() < 2) continue;
    Vector<> x(static_cast<Eigen::Index>(one.rows.size()));
    Vector<> y(x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      const ScalingRow<Scalar>& row = rows[one.rows[static_cast<std::size_t>(i)]];
      x(i) = row.at.level(axis);
      y(i) = measured(row, measure)->value;
    }
    one.law = fit_power_law(x, y, confidence);
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SCALING_LAWS_POWER_LAW_HPP
