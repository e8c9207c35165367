#ifndef BEHALF_SOLVE_SUMS_HPP
#define BEHALF_SOLVE_SUMS_HPP

#include <cstddef>
#include <limits>

namespace behalf {

/// Sums of numbers ≥ 0 held against bounds: weights against a share of them, in-shares against 1, costs against a budget.
/// A sum of n terms, added one after another in whatever order, is off by at most n ε of itself, and each term may be off by
/// 64 ε of its own. A sum within (n + 64) ε of its bound has therefore reached it and has not exceeded it.

/// What a sum of so many terms may differ from its bound by, where the larger of both has this size.
template <class Scalar>
[[nodiscard]] Scalar sum_rounding(std::size_t terms, const Scalar& size) {
  return Scalar(static_cast<double>(terms) + 64.0) * std::numeric_limits<Scalar>::epsilon() * size;
}

/// Whether a sum is at least its bound, up to rounding.
template <class Scalar>
[[nodiscard]] bool sum_reaches(const Scalar& sum, const Scalar& bound, std::size_t terms) {
  return sum >= bound - sum_rounding(terms, bound);
}

/// Whether a sum is more than its bound, by more than rounding. A sum that is not a number is.
template <class Scalar>
[[nodiscard]] bool sum_exceeds(const Scalar& sum, const Scalar& bound, std::size_t terms) {
  return !(sum <= bound + sum_rounding(terms, bound));
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_SUMS_HPP
