#ifndef BEHALF_SOLVE_CERTIFIED_HPP
#define BEHALF_SOLVE_CERTIFIED_HPP

#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <limits>
#include <string>

namespace behalf {

/// How large the figures of a certificate may be for an answer to count as one: 2^32 epsilon of the scalar type, 9.5e-7 in
/// double, and 2^14 epsilon, 2e-3, in types coarser than double. Beyond it a solver answers `ill_conditioned`.
template <class Scalar>
[[nodiscard]] double certificate_bound() {
  const double epsilon = to_double(std::numeric_limits<Scalar>::epsilon());
  return epsilon * (epsilon > 1e-15 ? 0x1p14 : 0x1p32);
}

/// Whether an answer with this certificate counts as one: see `certificate_bound`.
template <class Scalar>
[[nodiscard]] bool is_certified(const Certificate& certificate) {
  return certificate.worst() <= certificate_bound<Scalar>();
}

namespace internal {

/// The largest square of a sum of this size of terms that may be their rounding alone. What is at stake is a square of sums
/// that may cancel, and below that it is nothing.
template <class Scalar>
[[nodiscard]] double square_of_nothing(double terms) {
  const double rounding = 64 * to_double(std::numeric_limits<Scalar>::epsilon()) * terms;
  return rounding * rounding;
}

/// How far an answer may be off that does not count as one, in words, and what would be right.
template <class Scalar>
[[nodiscard]] std::string beyond_bound(double figure) {
  return "rounding leaves a relative error of up to " + to_text(figure, 2) + ", more than " +
         to_text(certificate_bound<Scalar>(), 2);
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_SOLVE_CERTIFIED_HPP
