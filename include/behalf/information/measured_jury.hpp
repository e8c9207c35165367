#ifndef BEHALF_INFORMATION_MEASURED_JURY_HPP
#define BEHALF_INFORMATION_MEASURED_JURY_HPP

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace behalf {

/// Largest jury for which every outcome is written out (2^20 of them).
inline constexpr Eigen::Index most_members_measured = 20;

namespace internal {

/// Needs an n × n matrix of correlations: symmetric, 1 on the diagonal, −1 to 1.
template <class Scalar>
void require_correlations(const char* function, const Matrix<Scalar>& correlations, Eigen::Index n) {
  require_symmetric(function, "correlations", correlations, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      const Scalar& r = correlations(i, j);
      if (i == j ? r == Scalar(1) : r >= Scalar(-1) && r <= Scalar(1)) continue;
      throw InvalidArgument{
          function, "correlations[" + std::to_string(i) + "][" + std::to_string(j) + "]",
          (i == j ? "expected 1 on the diagonal, got " : "expected a number from -1 to 1, got ") + behalf::to_text(r)};
    }
  }
}

/// All outcomes of a jury with these pairwise correlations and nothing beyond them.
template <class Scalar>
class SecondOrderOutcomes {
public:
  SecondOrderOutcomes(const Vector<Scalar>& rates, const Matrix<Scalar>& correlations) : n_{rates.size()} {
    Vector<Scalar> spread(n_), z(n_), product(n_ + 1), factor(n_ + 1);
    for (Eigen::Index i = 0; i < n_; ++i) {
      using std::sqrt;
      spread(i) = sqrt(rates(i) * (Scalar(1) - rates(i)));
    }
    product(0) = factor(0) = Scalar(1);
    for (std::uint32_t outcome = 0; outcome < (std::uint32_t{1} << static_cast<unsigned>(n_)); ++outcome) {
      // What has been said of the members before the first who changed stays.
      Eigen::Index i = outcome == 0 ? 0 : n_ - 1 - std::countr_zero(outcome);
      for (; i < n_; ++i) {
        const Scalar wrong = Scalar(is_wrong(outcome, i) ? 1 : 0);
        z(i) = spread(i) > Scalar(0) ? Scalar((wrong - rates(i)) / spread(i)) : Scalar(0);
        product(i + 1) = product(i) * (wrong > Scalar(0) ? rates(i) : Scalar(Scalar(1) - rates(i)));
        factor(i + 1) = factor(i) + z(i) * correlations.row(i).head(i).transpose().dot(z.head(i));
      }
      if (product(n_) > Scalar(0)) add(outcome, product(n_), factor(n_));
    }
  }

  /// Whether member i is wrong in an outcome: the last member changes first.
  [[nodiscard]] bool is_wrong(std::uint32_t outcome, Eigen::Index i) const {
    return ((outcome >> static_cast<unsigned>(n_ - 1 - i)) & 1U) != 0;
  }

  Scalar total = Scalar(0), mean = Scalar(0), square = Scalar(0);  ///< Σ P, Σ P·W, Σ P·W² over the outcomes.
  Scalar majority_right = Scalar(0), majority_wrong = Scalar(0);
  Scalar all_right = Scalar(0), all_wrong = Scalar(0);
  Scalar least = Scalar(1);         ///< The smallest of 1 + Σ r_ij z_i z_j, which must not be negative,
  std::uint32_t least_outcome = 0;  ///< and where it is.

private:
  void add(std::uint32_t outcome, const Scalar& product, const Scalar& factor) {
    const int count = std::popcount(outcome), n = static_cast<int>(n_);
    const Scalar p = product * factor, w = Scalar(count);
    total += p;
    mean += p * w;
    square += p * w * w;
    if (2 * count <= n) majority_right += 2 * count == n ? Scalar(p / Scalar(2)) : p;
    if (2 * count >= n) majority_wrong += 2 * count == n ? Scalar(p / Scalar(2)) : p;
    if (count == 0) all_right = p;
    if (count == n) all_wrong = p;
    if (factor < least) {
      least = factor;
      least_outcome = outcome;
    }
  }

  Eigen::Index n_;
};

}  // namespace internal

/// What the majority of a jury is worth whose error rates e_i and pairwise correlations r_ij of errors were measured.
///
/// Pairs do not say how often three err together. Here they are taken to say all there is: the second-order expansion
/// P(x) = Π e_i^{x_i}(1 − e_i)^{1 − x_i} · (1 + Σ_{i<j} r_ij z_i z_j), x_i = 1 for wrong, z_i = (x_i − e_i)/√(e_i(1 − e_i)),
/// has exactly these rates and correlations and no correlation of three or more. It is a distribution only for
/// correlations that are weak for the size of the jury: all 2^n outcomes are looked at, and where one would get a negative
/// probability there is no solution (`infeasible`, with the outcome). Then, and for more members, a model of many is
/// needed: `jury_accuracy` with `mean_correlation` and `ErrorModel::beta_binomial`.
///
/// `error_rates`: n ≤ 20 numbers from 0 to 1; `correlations`: n × n, symmetric, 1 on the diagonal, 0 beside it for members
/// who are never or always wrong (else `InvalidArgument`). O(n 2^n). Certificate: how far the outcomes are from summing to
/// 1 and from the mean and the variance of the number of errors that rates and correlations imply.
/// Source: \cite bahadur1961, \cite zaigraev2013.
template <class Scalar = double>
[[nodiscard]] Solution<JuryAccuracy<Scalar>> jury_accuracy(const Vector<Scalar>& error_rates,
                                                           const Matrix<Scalar>& correlations) {
  using std::abs;
  using std::sqrt;
  const Eigen::Index n = error_rates.size();
  if (n < 1 || n > most_members_measured) {
    throw InvalidArgument{
        "jury_accuracy", "error_rates",
        "expected 1 to " + std::to_string(most_members_measured) + " members, got " + std::to_string(n)};
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    require_fraction("jury_accuracy", "error_rates[" + std::to_string(i) + "]", error_rates(i));
  }
  internal::require_correlations("jury_accuracy", correlations, n);
  Scalar variance(0);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      const Scalar spread =
          sqrt(error_rates(i) * (Scalar(1) - error_rates(i))) * sqrt(error_rates(j) * (Scalar(1) - error_rates(j)));
      if (i != j && spread == Scalar(0) && correlations(i, j) != Scalar(0)) {
        throw InvalidArgument{
            "jury_accuracy", "correlations[" + std::to_string(i) + "][" + std::to_string(j) + "]",
            "expected 0, since one of the two is never or always wrong, got " + behalf::to_text(correlations(i, j))};
      }
      variance += spread * correlations(i, j);
    }
  }

  const internal::SecondOrderOutcomes<Scalar> outcomes{error_rates, correlations};
  if (outcomes.least < -internal::definite_tolerance<Scalar>(n)) {
    std::string who;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (!outcomes.is_wrong(outcomes.least_outcome, i)) continue;
      who += (who.empty() ? "" : ", ") + std::to_string(i);
    }
    return {Status::infeasible, "when the outcome that " + (who.empty() ? "nobody is" : "only " + who + " are") +
                                    " wrong gets " + behalf::to_text(outcomes.least) +
                                    " times the probability it has under independence"};
  }
  const Scalar all = outcomes.all_wrong + outcomes.all_right;
  JuryAccuracy<Scalar> accuracy{
      .majority_right = outcomes.majority_right, .majority_wrong = outcomes.majority_wrong, .unanimous = all};
  if (all > Scalar(0)) accuracy.wrong_if_unanimous = outcomes.all_wrong / all;
  const Scalar expected = error_rates.sum(), size = Scalar(n);
  const Scalar total = abs(outcomes.total - Scalar(1)), mean = abs(outcomes.mean - expected) / size;
  const Scalar square = abs(outcomes.square - variance - expected * expected) / (size * size);
  Certificate certificate;
  certificate.primal_residual = std::max({to_double(total), to_double(mean), to_double(square)});
  return {std::move(accuracy), certificate};
}

/// The mean of the correlations of all pairs of n members, the numbers beside the diagonal of an n × n matrix; 0 for one.
template <class Scalar = double>
[[nodiscard]] Scalar mean_correlation(const Matrix<Scalar>& correlations) {
  internal::require_correlations("mean_correlation", correlations, correlations.rows());
  const Scalar n = Scalar(correlations.rows());
  return n > Scalar(1) ? Scalar((correlations.sum() - n) / (n * (n - Scalar(1)))) : Scalar(0);
}

}  // namespace behalf

#endif  // BEHALF_INFORMATION_MEASURED_JURY_HPP
