#ifndef BEHALF_SCALING_PLAN_HPP
#define BEHALF_SCALING_PLAN_HPP

#include <behalf/scaling/point.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// At most eight levels from 1 to `most`, both among them: all where there are no more; up to 128 the powers of two and
/// `most`; beyond, eight that grow by equal factors, rounded. None for `most` < 1.
[[nodiscard]] inline std::vector<Eigen::Index> default_levels(Eigen::Index most) {
  std::vector<Eigen::Index> levels;
  if (most <= 8) {
    for (Eigen::Index level = 1; level <= most; ++level) levels.push_back(level);
  } else if (most <= 128) {
    for (Eigen::Index level = 1; level < most; level *= 2) levels.push_back(level);
    levels.push_back(most);
  } else {
    for (int k = 0; k < 7; ++k) {
      levels.push_back(static_cast<Eigen::Index>(std::llround(std::pow(static_cast<double>(most), k / 7.0))));
    }
    levels.push_back(most);
  }
  return levels;
}

/// Where a scaling study looks, and how carefully.
///
/// Either a grid, every combination of the listed levels (diversity varies fastest, then scope), or a list of points.
template <class ScalarType = double>
struct ScalingPlan {
  using Scalar = ScalarType;

  std::vector<Eigen::Index> generality{};      ///< Levels of g, each between 1 and d.
  std::vector<Eigen::Index> scope{};           ///< Levels of s, each between 1 and the groups of positive weight.
  std::vector<Scalar> diversity{Scalar(1)};    ///< Levels of δ ≥ 0.
  std::vector<ScalingPoint<Scalar>> points{};  ///< Instead of a grid, whose levels are then empty or not used.
  std::optional<Eigen::Index> metrics{};       ///< k ≥ 0: only the first k entrusted attributes can be measured.
  std::optional<Scalar> budget{};              ///< κ > 0: noise variance g s/κ on each entrusted attribute.
  std::uint64_t samples = 1000;       ///< ≥ 2: subsets averaged over at a point, all of them if they are as few.
  std::uint64_t seed = 0;             ///< Of the draws.
  std::optional<Scalar> precision{};  ///< > 0: draw no more once standard error ≤ precision · gap.

  /// The number of points.
  [[nodiscard]] std::size_t size() const noexcept {
    return points.empty() ? generality.size() * scope.size() * diversity.size() : points.size();
  }
  /// Point k. Needs k < size().
  [[nodiscard]] ScalingPoint<Scalar> point(std::size_t k) const {
    if (!points.empty()) return points[k];
    const std::size_t line = k / diversity.size();
    return {generality[line / scope.size()], scope[line % scope.size()], diversity[k % diversity.size()]};
  }

  /// Throws `InvalidArgument`, whose field is a path such as "scaling.scope[2]", when a list of levels is empty, a level
  /// is out of range or listed twice, or a setting makes no sense.
  void validate(Eigen::Index largest_generality, Eigen::Index largest_scope) const {
    if (points.empty()) {
      require_levels("scaling.generality", generality, largest_generality);
      require_levels("scaling.scope", scope, largest_scope);
      if (diversity.empty()) throw InvalidArgument{who, "scaling.diversity", "expected at least one level, got none"};
      for (std::size_t i = 0; i < diversity.size(); ++i) {
        const std::string field = place("scaling.diversity", i);
        require_not_negative(who, field, diversity[i]);
        require_new(field, diversity.begin(), diversity.begin() + static_cast<std::ptrdiff_t>(i), diversity[i]);
      }
    } else {
      require_points(largest_generality, largest_scope);
    }
    if (metrics && *metrics < 0) {
      throw InvalidArgument{who, "scaling.metrics",
                            "expected a number that is not negative, got " + std::to_string(*metrics)};
    }
    if (budget) require_positive(who, "scaling.budget", *budget);
    if (precision) require_positive(who, "scaling.precision", *precision);
    if (samples < 2 || samples > most_samples) {
      throw InvalidArgument{who, "scaling.samples",
                            "expected 2 to " + std::to_string(most_samples) + ", got " + std::to_string(samples)};
    }
  }

private:
  static constexpr const char* who = "ScalingPlan";
  static constexpr std::uint64_t most_samples = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] static std::string place(const std::string& field, std::size_t i) {
    return field + "[" + std::to_string(i) + "]";
  }
  static void require_level(const std::string& field, Eigen::Index level, Eigen::Index largest) {
    if (level >= 1 && level <= largest) return;
    const std::string range = largest == std::numeric_limits<Eigen::Index>::max()
                                  ? "expected at least 1, got "
                                  : "expected 1 to " + std::to_string(largest) + ", got ";
    throw InvalidArgument{who, field, range + std::to_string(level)};
  }
  template <class Iterator, class Level>
  static void require_new(const std::string& field, Iterator first, Iterator last, const Level& level) {
    if (std::find(first, last, level) != last) {
      throw InvalidArgument{who, field, "expected a level that is not listed before, got " + to_text(level)};
    }
  }
  static void require_levels(const std::string& field, const std::vector<Eigen::Index>& levels, Eigen::Index largest) {
    if (levels.empty()) throw InvalidArgument{who, field, "expected at least one level, got none"};
    for (std::size_t i = 0; i < levels.size(); ++i) {
      require_level(place(field, i), levels[i], largest);
      require_new(place(field, i), levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(i), levels[i]);
    }
  }

  void require_points(Eigen::Index largest_generality, Eigen::Index largest_scope) const {
    if (!generality.empty() || !scope.empty()) {
      throw InvalidArgument{who, "scaling.points", "expected no points beside a grid"};
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::string field = place("scaling.points", i);
      require_level(field + ".generality", points[i].generality, largest_generality);
      require_level(field + ".scope", points[i].scope, largest_scope);
      require_not_negative(who, field + ".diversity", points[i].diversity);
    }
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [this](std::size_t a, std::size_t b) {
      const ScalingPoint<Scalar>& x = points[a];
      const ScalingPoint<Scalar>& y = points[b];
      if (x.generality != y.generality) return x.generality < y.generality;
      if (x.scope != y.scope) return x.scope < y.scope;
      return x.diversity == y.diversity ? a < b : x.diversity < y.diversity;
    };
    std::sort(order.begin(), order.end(), before);
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (points[order[i]] == points[order[i - 1]]) {
        throw InvalidArgument{who, place("scaling.points", order[i]),
                              "expected a point that is not listed before, got " + to_text(points[order[i]])};
      }
    }
  }
};

}  // namespace behalf

#endif  // BEHALF_SCALING_PLAN_HPP
