#ifndef BEHALF_GAP_WELFARE_HPP
#define BEHALF_GAP_WELFARE_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/tolerance.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/sums.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

namespace behalf {

/// A named way to sum up the gaps of several principals in one number: (gaps, weights) → number, both of length n.
/// There is no default: which one is meant is a question of values, so it is always written out.
template <class W, class Scalar = double>
concept Welfare = requires(const W& welfare, const Vector<Scalar>& gaps, const Vector<Scalar>& weights) {
  { welfare(gaps, weights) } -> std::convertible_to<Scalar>;
};

/// A welfare function that says how it changes with each gap: `gradient(gaps, weights)`, one number per gap.
template <class W, class Scalar = double>
concept DifferentiableWelfare =
    Welfare<W, Scalar> && requires(const W& welfare, const Vector<Scalar>& gaps, const Vector<Scalar>& weights) {
      { welfare.gradient(gaps, weights) } -> std::same_as<Vector<Scalar>>;
    };

/// The weighted mean Σ w_i x_i / Σ w. Needs weights ≥ 0, one of them positive.
struct WeightedMean {
  template <class Scalar>
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    require_size("WeightedMean", "weights", weights.size(), gaps.size());
    require_weights("WeightedMean", "weights", weights);
    return weights.dot(gaps) / weights.sum();
  }
  template <class Scalar>
  [[nodiscard]] Vector<Scalar> gradient(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    require_size("WeightedMean", "weights", weights.size(), gaps.size());
    require_weights("WeightedMean", "weights", weights);
    return weights / weights.sum();
  }
};

/// The largest gap of anybody, whatever the weight: an affected party of weight 0 counts like everyone else.
struct WorstOff {
  template <class Scalar>
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>&) const {
    return gaps(who(gaps));
  }
  /// That of the first of those who are worst off.
  template <class Scalar>
  [[nodiscard]] Vector<Scalar> gradient(const Vector<Scalar>& gaps, const Vector<Scalar>&) const {
    return Vector<Scalar>::Unit(gaps.size(), who(gaps));
  }

private:
  template <class Scalar>
  [[nodiscard]] static Eigen::Index who(const Vector<Scalar>& gaps) {
    if (gaps.size() == 0) throw InvalidArgument{"WorstOff", "gaps", "expected at least one number, got none"};
    Eigen::Index worst = 0;
    for (Eigen::Index i = 1; i < gaps.size(); ++i) {
      if (gaps(i) > gaps(worst)) worst = i;
    }
    return worst;
  }
};

/// The weighted quantile: the smallest gap x such that those with a gap of at most x hold at least the share q of the
/// weight, up to rounding (`sum_reaches`). Needs 0 < q ≤ 1 and weights ≥ 0, one of them positive.
struct Quantile {
  double q = 0.5;

  template <class Scalar>
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    return gaps(who(gaps, weights));
  }
  /// That of the party at the quantile.
  template <class Scalar>
  [[nodiscard]] Vector<Scalar> gradient(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    return Vector<Scalar>::Unit(gaps.size(), who(gaps, weights));
  }

private:
  template <class Scalar>
  [[nodiscard]] Eigen::Index who(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    if (!(q > 0 && q <= 1)) throw InvalidArgument{"Quantile", "q", "expected 0 < q <= 1, got " + to_text(q)};
    require_size("Quantile", "weights", weights.size(), gaps.size());
    require_weights("Quantile", "weights", weights);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(gaps.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::sort(order.begin(), order.end(), [&](Eigen::Index i, Eigen::Index j) { return gaps(i) < gaps(j); });
    const Scalar wanted = Scalar(q) * weights.sum();
    Scalar held(0);
    for (const Eigen::Index i : order) {
      held += weights(i);
      if (weights(i) > Scalar(0) && sum_reaches(held, wanted, order.size())) return i;
    }
    return order.back();
  }
};

namespace internal {

/// The share of the weight whose gap is tolerated (`is_tolerated`), or is not.
template <class Scalar>
[[nodiscard]] Scalar share_judged(const char* function, const Vector<Scalar>& gaps, const Vector<Scalar>& weights,
                                  double tolerance, bool tolerated) {
  require_size(function, "weights", weights.size(), gaps.size());
  require_weights(function, "weights", weights);
  require_not_negative(function, "tolerance", tolerance);
  Scalar held(0), all(0);
  for (Eigen::Index i = 0; i < gaps.size(); ++i) {
    all += weights(i);
    if (is_tolerated(gaps(i), Scalar(tolerance)) == tolerated) held += weights(i);
  }
  return held / all;
}

}  // namespace internal

/// The share of the weight whose gap is at most `tolerance` (absolute, in units of utility, finite, ≥ 0).
struct ShareWithin {
  double tolerance = 0;

  template <class Scalar>
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    return internal::share_judged("ShareWithin", gaps, weights, tolerance, true);
  }
};

/// The share of the weight whose gap is above `tolerance`: what `ShareWithin` leaves, for those who minimise.
struct ShareAbove {
  double tolerance = 0;

  template <class Scalar>
  [[nodiscard]] Scalar operator()(const Vector<Scalar>& gaps, const Vector<Scalar>& weights) const {
    return internal::share_judged("ShareAbove", gaps, weights, tolerance, false);
  }
};

/// One number for the gaps of all principals, by the welfare function that is named.
template <class Scalar, Welfare<Scalar> W>
[[nodiscard]] Scalar summarise(const Attribution<Scalar>& attribution, const W& welfare) {
  return welfare(Vector<Scalar>(attribution.lattice().regrets.col(0)), attribution.lattice().weights);
}

}  // namespace behalf

#endif  // BEHALF_GAP_WELFARE_HPP
