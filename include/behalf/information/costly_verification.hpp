#ifndef BEHALF_INFORMATION_COSTLY_VERIFICATION_HPP
#define BEHALF_INFORMATION_COSTLY_VERIFICATION_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <concepts>
#include <limits>
#include <string>

namespace behalf {

/// An outlay for a project whose outcome only the agent sees, unless the principal pays to verify it.
template <class ScalarType = double>
struct VerificationProblem {
  using Scalar = ScalarType;

  Scalar outlay = Scalar(0);      ///< I ≥ 0: what the principal must get back on average.
  Scalar audit_cost = Scalar(0);  ///< m ≥ 0: what verifying an outcome costs the principal.
  Scalar highest = Scalar(1);     ///< > 0: no outcome is larger; none is smaller than 0.
};

/// Pay a fixed sum or be audited and hand over everything.
template <class Scalar = double>
struct DebtContract {
  Scalar face{};                 ///< D: what is owed; the least that pays the principal back.
  Scalar audit_probability{};    ///< F(D): how often the outcome is less than that and verified.
  Scalar expected_audit_cost{};  ///< mF(D): what verification costs on average; the whole loss against a seen outcome.
  Scalar agent{};                ///< E[Y] − I − mF(D): what is left to the agent on average.
};

namespace internal {

/// ∫F from `from` to `to` in equal panels of 15 Gauss points each.
template <class Scalar, class Distribution>
[[nodiscard]] Scalar integral(const Distribution& cdf, const Scalar& from, const Scalar& to, int panels) {
  const auto f = [&](const Scalar& y) { return static_cast<Scalar>(cdf(y)); };
  Scalar sum(0);
  for (int k = 0; k < panels; ++k) {
    const Scalar a = from + (to - from) * Scalar(k) / Scalar(panels);
    const Scalar b = from + (to - from) * Scalar(k + 1) / Scalar(panels);
    if (b > a) sum += boost::math::quadrature::gauss<Scalar, 15>::integrate(f, a, b);
  }
  return sum;
}

}  // namespace internal

/// The cheapest contract that pays back an outlay when verifying the outcome is costly: debt, audited when it is not paid.
/// The face value D is the least with ∫₀ᴰ(y − m)dF(y) + D(1 − F(D)) = I.
///
/// Among contracts with audits that are certain or not held at all, no other pays the principal with fewer of them; the
/// agent has nothing to gain by reporting another outcome. `cdf(y)` is the distribution function F of the outcome on
/// [0, highest], continuous: any distribution, given as a callable. Since what the principal gets rises by no more than D
/// does, the steps D ← D + what is missing never pass the least solution. Throws `InvalidArgument` for negative numbers,
/// highest ≤ 0, and a cdf that is not 1 at `highest` or not within 0 to 1 where it is looked at. Status `infeasible` where
/// no debt pays the outlay back; `iteration_limit` where what is missing almost vanishes before that is known. Certificate:
/// primal residual = what is missing, by another quadrature; dual residual = by how much one of 256 smaller debts would pay
/// back more than the outlay; both relative to the outlay. Source: \cite townsend1979, \cite gale1985.
template <class Scalar = double, class Distribution>
  requires std::invocable<const Distribution&, const Scalar&>
[[nodiscard]] Solution<DebtContract<Scalar>> costly_verification(const Distribution& cdf,
                                                                 const VerificationProblem<Scalar>& problem) {
  static constexpr const char* who = "costly_verification";
  require_not_negative(who, "outlay", problem.outlay);
  require_not_negative(who, "audit_cost", problem.audit_cost);
  require_positive(who, "highest", problem.highest);
  const auto share = [&](const Scalar& y) {
    const Scalar p = static_cast<Scalar>(cdf(y));
    if (!(p >= Scalar(0)) || !(p <= Scalar(1) + Scalar(8) * std::numeric_limits<Scalar>::epsilon())) {
      throw InvalidArgument{who, "cdf", "expected a number from 0 to 1, got " + to_text(p) + " at " + to_text(y)};
    }
    return p;
  };
  if (!(share(problem.highest) >= Scalar(1) - Scalar(64) * std::numeric_limits<Scalar>::epsilon())) {
    throw InvalidArgument{who, "cdf", "expected 1 at the highest outcome, got " + to_text(share(problem.highest))};
  }
  const Scalar rounding = Scalar(8) * std::numeric_limits<Scalar>::epsilon() * problem.outlay;
  Scalar face = problem.outlay, below = Scalar(0);
  if (face <= problem.highest) below = internal::integral(cdf, Scalar(0), face, 64);
  int steps = 0;
  for (;; ++steps) {
    if (face > problem.highest) return {Status::infeasible, "since no debt pays the outlay back", steps};
    const Scalar missing = problem.outlay - (face - below - problem.audit_cost * share(face));
    if (!(missing > rounding)) break;
    if (steps == 20000) return {Status::iteration_limit, "while the debt was raised to " + to_text(face), steps};
    const Scalar next = face + missing;
    if (next <= problem.highest) below += internal::integral(cdf, face, next, 4);
    face = next;
  }

  DebtContract<Scalar> result{face, share(face), {}, {}};
  result.expected_audit_cost = problem.audit_cost * result.audit_probability;
  const Scalar mean = problem.highest - internal::integral(cdf, Scalar(0), problem.highest, 256);
  result.agent = mean - problem.outlay - result.expected_audit_cost;
  Certificate certificate;
  const double size = to_double(problem.outlay);
  Scalar so_far(0), from(0);
  for (int k = 1; k <= 256; ++k) {
    const Scalar to = face * Scalar(k) / Scalar(256);
    so_far += internal::integral(cdf, from, to, 1);
    from = to;
    const double more = to_double(Scalar(to - so_far - problem.audit_cost * share(to) - problem.outlay));
    if (k < 256 && more > 0) certificate.dual_residual = std::max(certificate.dual_residual, more / size);
    if (k == 256 && more != 0) certificate.primal_residual = std::max(more, -more) / size;
  }
  return {result, certificate, steps};
}

}  // namespace behalf

#endif  // BEHALF_INFORMATION_COSTLY_VERIFICATION_HPP
