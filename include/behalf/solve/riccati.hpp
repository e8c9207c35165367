#ifndef BEHALF_SOLVE_RICCATI_HPP
#define BEHALF_SOLVE_RICCATI_HPP

#include <behalf/solve/certified.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/elimination.hpp>
#include <behalf/solve/impl/graded_factor.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/impl/separate_walks.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace behalf {

/// What is not known of a random walk just before and just after each noisy look at it, in the long run (d × d each).
template <class Scalar = double>
struct SteadyCovariance {
  Matrix<Scalar> prior;      ///< P⁻, before.
  Matrix<Scalar> posterior;  ///< P⁺, after.
};

namespace internal {

/// The smaller fixed point of a look of precision ν² at a walk of step variance 1 in q steps: p⁺ = p⁻/(1 + ν²p⁻) with
/// p⁻ = p⁺ + q, written so that nothing cancels and nothing small is squared; infinite where nothing is seen.
template <class Scalar>
[[nodiscard]] Scalar steady_posterior(const Scalar& q, const Scalar& precision) {
  using std::sqrt;
  if (!(q > Scalar(0))) return Scalar(0);
  const Scalar root = sqrt(q), told = root * precision;
  const Scalar less = told > Scalar(1) ? Scalar(told * (told + told * sqrt(Scalar(1) + (Scalar(4) / told) / told)))
                                       : Scalar(told * (told + sqrt(told * told + Scalar(4))));
  return Scalar(2) * q / less;
}

/// A sum of products, and the sum of their sizes, which says what rounding may have done.
template <class Scalar>
struct Summed {
  Matrix<Scalar> sum;
  Matrix<Scalar> terms;

  explicit Summed(Eigen::Index d) {
    sum.setZero(d, d);
    terms.setZero(d, d);
  }
  void add(Eigen::Index i, Eigen::Index j, const Scalar& x) {
    sum(i, j) += x;
    terms(i, j) += x < Scalar(0) ? Scalar(-x) : Scalar(x);
  }
  /// How far the sums are from these numbers, beyond their own rounding; entry by entry relative to √(size_ii size_jj), where
  /// each size counts as at least `least` (d).
  [[nodiscard]] double apart(const Matrix<Scalar>& expected, const Matrix<Scalar>& size,
                             const Vector<Scalar>& least) const {
    using std::sqrt;
    const double epsilon = to_double(std::numeric_limits<Scalar>::epsilon());
    const double own = to_double(definite_tolerance<Scalar>(sum.rows()));
    Vector<Scalar> roots(sum.rows());
    for (Eigen::Index j = 0; j < roots.size(); ++j) {
      const Scalar square = size(j, j) > least(j) ? size(j, j) : least(j);
      roots(j) = square > Scalar(0) ? Scalar(sqrt(square)) : Scalar(0);
    }
    double worst = 0;
    for (Eigen::Index j = 0; j < sum.cols(); ++j) {
      if (roots(j) > Scalar(0)) worst = larger(worst, epsilon * to_double(Scalar(terms(j, j) / roots(j) / roots(j))));
      for (Eigen::Index i = 0; i < sum.rows(); ++i) {
        const double off = larger(0, to_double(Scalar(sum(i, j) - expected(i, j))));
        if (off <= own * to_double(terms(i, j))) continue;
        worst = larger(worst, relative(off, to_double(Scalar(roots(i) * roots(j)))));
      }
    }
    return worst;
  }
};

/// The variances beside which what a look leaves counts as nothing: where something is shown exactly, rounding of the rest
/// is all that is left of it.
template <class Scalar>
[[nodiscard]] Vector<Scalar> beside(const Matrix<Scalar>& prior, bool shown) {
  Vector<Scalar> result(prior.rows());
  for (Eigen::Index j = 0; j < result.size(); ++j) result(j) = shown ? Scalar(prior(j, j) / Scalar(10000)) : Scalar(0);
  return result;
}

/// What looking once tells of something of covariance P by noise of covariance R, by elimination of independent coordinates
/// of P + R: PW and RW with W = (P + R)⁺P.
template <class Scalar>
struct Look {
  Summed<Scalar> told;  ///< PW, what is learnt: P⁻ − P⁺.
  Summed<Scalar> left;  ///< RW, what is left: P⁺; of what is never seen, P − PW.

  Look(const Matrix<Scalar>& unknown, const Matrix<Scalar>& noise) : told{unknown.rows()}, left{unknown.rows()} {
    const Eigen::Index d = unknown.rows();
    Matrix<Scalar> both = unknown;
    Vector<Scalar> scale = all_alike(d, Scalar(1));
    std::vector<bool> seen(static_cast<std::size_t>(d));
    for (Eigen::Index j = 0; j < d; ++j) {
      seen[static_cast<std::size_t>(j)] = !is_plus_infinity(noise(j, j));
      for (Eigen::Index i = 0; i < d; ++i) {
        if (is_plus_infinity(noise(i, i)) || is_plus_infinity(noise(j, j))) {
          both(i, j) = Scalar(0);
        } else {
          both(i, j) += noise(i, j);
        }
      }
      if (both(j, j) > Scalar(0)) scale(j) = both(j, j);
    }
    const std::vector<Eigen::Index> chosen = GradedFactor<Scalar>{both, scale}.own;
    const Eigen::Index m = static_cast<Eigen::Index>(chosen.size());
    Matrix<Scalar> sum(m, m), across(m, d);
    for (Eigen::Index i = 0; i < m; ++i) {
      const Eigen::Index from = chosen[static_cast<std::size_t>(i)];
      for (Eigen::Index j = 0; j < m; ++j) sum(i, j) = both(from, chosen[static_cast<std::size_t>(j)]);
      for (Eigen::Index j = 0; j < d; ++j) across(i, j) = unknown(from, j);
    }
    const Matrix<Scalar> weights = Elimination<Scalar>{sum}.solve(across);
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < d; ++i) {
        if (!seen[static_cast<std::size_t>(i)]) left.add(i, j, unknown(i, j));
        for (Eigen::Index k = 0; k < m; ++k) {
          told.add(i, j, across(k, i) * weights(k, j));
          if (seen[static_cast<std::size_t>(i)]) {
            left.add(i, j, noise(i, chosen[static_cast<std::size_t>(k)]) * weights(k, j));
          } else {
            left.add(i, j, -across(k, i) * weights(k, j));
          }
        }
      }
    }
  }
};

}  // namespace internal

/// What is left unknown (d × d) when something of covariance `prior` is looked at once with noise of covariance `noise`:
/// P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻, which is (P⁻⁻¹ + R⁻¹)⁻¹ where these exist.
///
/// Both are covariances of one size; they may be singular (then the inverse is the pseudo-inverse: R = 0 gives 0), and R may
/// be infinite on its diagonal, with 0 beside it: never looked at. Throws `InvalidArgument` otherwise. Certificate: primal
/// residual = P⁺ − R(P⁻ + R)⁻¹P⁻, found by elimination, entry by entry relative to the deviations in P⁺. Where it, or
/// what rounding may do where P⁻ and R are nearly singular, is beyond `certificate_bound`: `ill_conditioned`.
template <class Scalar = double>
[[nodiscard]] Solution<Matrix<Scalar>> posterior_covariance(const Matrix<Scalar>& prior, const Matrix<Scalar>& noise) {
  static constexpr const char* who = "posterior_covariance";
  require_covariance(who, "prior", prior, prior.rows());
  require_noise(who, "noise", noise, prior.rows());
  const internal::SeparateWalks<Scalar> walks{prior, noise};
  Vector<Scalar> left(walks.precision.size());
  for (Eigen::Index j = 0; j < left.size(); ++j) {
    const Scalar& told = walks.precision(j);
    left(j) = told > Scalar(1) ? Scalar((Scalar(1) / told) / (told + Scalar(1) / told))
                               : Scalar(Scalar(1) / (Scalar(1) + told * told));
  }
  Matrix<Scalar> posterior = walks.compose(left);
  Certificate certificate;
  const internal::Look<Scalar> look{prior, noise};
  certificate.primal_residual = look.left.apart(posterior, posterior, internal::beside(prior, walks.shown));
  const double figure = std::max(walks.doubt, certificate.worst());
  if (!(figure <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, "in the covariance after a look: " + internal::beyond_bound<Scalar>(figure)};
  }
  return {std::move(posterior), certificate};
}

/// The steady state of a random walk with steps of covariance `drift` (D) from one look to the next, and looks with noise
/// of covariance `noise` (R): P⁻ = P⁺ + D, P⁺ = P⁻ − P⁻(P⁻ + R)⁻¹P⁻, the discrete Riccati equation of a random walk.
///
/// In coordinates that looks tell of separately each is the fixed point of a number. D and R are covariances of one size d;
/// either may be singular (R = 0 gives P⁺ = 0, D = 0 gives P⁻ = P⁺ = 0), and R may be infinite on its diagonal, with 0 beside
/// it. What is never looked at and drifts is known less and less: `unbounded`. Throws `InvalidArgument` otherwise.
/// Certificate, from D and R: primal residual = the worse of P⁻(P⁻ + R)⁻¹P⁻ − D, relative to the deviations in D, and of
/// P⁺ − R(P⁻ + R)⁻¹P⁻, relative to those in P⁺, both by elimination. Where they, or what rounding may do where D and R are
/// nearly singular, are beyond `certificate_bound`: `ill_conditioned`. `Scalar` may be any real type; derivatives do not pass
/// through the rotations of a dual number.
/// Source: the filter of \cite kalman1960.
template <class Scalar = double>
[[nodiscard]] Solution<SteadyCovariance<Scalar>> steady_covariance(const Matrix<Scalar>& drift,
                                                                   const Matrix<Scalar>& noise) {
  static constexpr const char* who = "steady_covariance";
  require_covariance(who, "drift", drift, drift.rows());
  require_noise(who, "noise", noise, drift.rows());
  const internal::SeparateWalks<Scalar> walks{drift, noise};
  Vector<Scalar> after(walks.precision.size());
  for (Eigen::Index j = 0; j < after.size(); ++j) {
    if (!(walks.precision(j) > Scalar(0))) {
      return {Status::unbounded, "since what drifts and is never looked at is known less and less"};
    }
    after(j) = internal::steady_posterior(Scalar(1), Scalar(walks.precision(j)));
  }
  SteadyCovariance<Scalar> steady{Matrix<Scalar>(drift), walks.compose(after)};
  for (Eigen::Index j = 0; j < drift.cols(); ++j) {
    for (Eigen::Index i = 0; i <= j; ++i) {
      steady.prior(i, j) = steady.prior(j, i) = (drift(i, j) + drift(j, i)) / Scalar(2) + steady.posterior(i, j);
    }
  }
  Certificate certificate;
  const internal::Look<Scalar> look{steady.prior, noise};
  certificate.primal_residual =
      std::max(look.told.apart(drift, drift, internal::beside(steady.prior, false)),
               look.left.apart(steady.posterior, steady.posterior, internal::beside(steady.prior, walks.shown)));
  const double figure = std::max(walks.doubt, certificate.worst());
  if (!(figure <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, "in the steady state of a random walk: " + internal::beyond_bound<Scalar>(figure)};
  }
  return {std::move(steady), certificate};
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_RICCATI_HPP
