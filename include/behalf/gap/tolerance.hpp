#ifndef BEHALF_GAP_TOLERANCE_HPP
#define BEHALF_GAP_TOLERANCE_HPP

#include <limits>

namespace behalf {

/// What a gap may be off by: 64 ε of the largest of the gap, the tolerance it is held against and what is at stake.
template <class Scalar>
[[nodiscard]] Scalar gap_rounding(const Scalar& gap, const Scalar& tolerance, const Scalar& stake = Scalar(0)) {
  Scalar size = gap > tolerance ? gap : tolerance;
  if (stake > size) size = stake;
  return Scalar(64) * std::numeric_limits<Scalar>::epsilon() * size;
}

/// Whether a gap is at most what is tolerated, up to rounding: the one comparison by which somebody is aligned enough,
/// for verdicts, for shares of weight and for the price of a portfolio. The gap and the tolerance ≥ 0, in units of utility;
/// the stake where it is known.
template <class Scalar>
[[nodiscard]] bool is_tolerated(const Scalar& gap, const Scalar& tolerance, const Scalar& stake = Scalar(0)) {
  // As a difference, since a tolerance may be the largest number there is.
  return gap <= tolerance || gap - tolerance <= gap_rounding(gap, tolerance, stake);
}

}  // namespace behalf

#endif  // BEHALF_GAP_TOLERANCE_HPP
