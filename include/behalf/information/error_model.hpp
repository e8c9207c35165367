#ifndef BEHALF_INFORMATION_ERROR_MODEL_HPP
#define BEHALF_INFORMATION_ERROR_MODEL_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// Members of a jury whose errors hang together, such as copies of one model. Different classes err independently.
template <class Scalar = double>
struct JuryClass {
  Vector<Scalar> error_rates{};    ///< One per member: how often it is wrong, 0 to 1.
  Scalar correlation = Scalar(0);  ///< ρ, the correlation of the errors of any two of them, 0 to 1.
};

/// How the errors within a class come to be correlated. A correlation alone does not say how often many err together, so
/// the model is always named; the truth is seldom one of them, and how far they are apart shows what is not known.
enum class ErrorModel : std::uint8_t {
  /// They are not: everybody errs alone, whatever the correlation. The number of errors is a sum of unequal coins.
  independent,
  /// With probability ρ one draw u decides for the whole class, and member i is wrong when u < e_i; else everybody errs
  /// alone. Rates stay as given; where they are equal, ρ is the correlation of any two, where not, it is less.
  common_shock,
  /// Cases differ in difficulty: the class shares an error rate drawn from the beta distribution with mean e and variance
  /// ρe(1 − e), and errs independently at it. Members are exchangeable: e is the mean of their rates, so unequal rates
  /// are levelled, and at ρ = 0 it is the binomial of the mean rate. Source: \cite skellam1948.
  beta_binomial
};

/// The model in words, such as "common shock".
[[nodiscard]] constexpr std::string_view to_text(ErrorModel model) noexcept {
  switch (model) {
    case ErrorModel::independent: return "independent";
    case ErrorModel::common_shock: return "common shock";
    case ErrorModel::beta_binomial: return "beta-binomial";
  }
  return "unknown model";
}

namespace internal {

template <class Scalar>
void require_jury(const char* function, const std::vector<JuryClass<Scalar>>& jury) {
  if (jury.empty()) throw InvalidArgument{function, "jury", "expected at least one class, there is none"};
  for (std::size_t c = 0; c < jury.size(); ++c) {
    const std::string field = "jury[" + std::to_string(c) + "].";
    if (jury[c].error_rates.size() == 0) {
      throw InvalidArgument{function, field + "error_rates", "expected at least one member, there is none"};
    }
    for (Eigen::Index i = 0; i < jury[c].error_rates.size(); ++i) {
      require_fraction(function, field + "error_rates[" + std::to_string(i) + "]", jury[c].error_rates(i));
    }
    require_fraction(function, field + "correlation", jury[c].correlation);
  }
}

/// P(k members are wrong), k = 0, …, n, when members err independently: one member is added after the other, O(n²).
template <class Scalar>
[[nodiscard]] Vector<Scalar> independent_errors(const Vector<Scalar>& rates) {
  // What is next to nothing at both ends is dropped: numbers below the smallest normal one are wrong and slow.
  const Scalar nothing = std::numeric_limits<Scalar>::min() / std::numeric_limits<Scalar>::epsilon();
  Vector<Scalar> count = Vector<Scalar>::Zero(rates.size() + 1);
  count(0) = Scalar(1);
  Eigen::Index first = 0, last = 0;
  for (const Scalar& wrong : rates) {
    const Scalar right = Scalar(1) - wrong;
    count(last + 1) = count(last) * wrong;
    for (Eigen::Index k = last; k > first; --k) count(k) = count(k) * right + count(k - 1) * wrong;
    count(first) *= right;
    ++last;
    while (count(first) < nothing) count(first++) = Scalar(0);
    while (count(last) < nothing) count(last--) = Scalar(0);
  }
  // 1 − e is rounded, always to the same side where rates are equal.
  return count / Scalar(count.sum());
}

/// The same when one draw u decides for all and member i is wrong when u < e_i.
template <class Scalar>
[[nodiscard]] Vector<Scalar> shared_errors(const Vector<Scalar>& rates) {
  const Eigen::Index n = rates.size();
  std::vector<Scalar> sorted(rates.data(), rates.data() + n);
  std::sort(sorted.begin(), sorted.end(), std::greater<>{});
  // At least k are wrong as often as the k-th largest rate says.
  Vector<Scalar> count(n + 1);
  for (Eigen::Index k = 0; k <= n; ++k) {
    const Scalar at_least = k == 0 ? Scalar(1) : sorted[static_cast<std::size_t>(k - 1)];
    count(k) = k == n ? at_least : Scalar(at_least - sorted[static_cast<std::size_t>(k)]);
  }
  return count;
}

/// The same for n members at a rate drawn from the beta distribution with mean e and variance ρe(1 − e), by the ratio of
/// neighbours, outwards from a peak: nothing overflows, and what underflows is nothing beside the peak.
template <class Scalar>
[[nodiscard]] Vector<Scalar> beta_binomial_errors(Eigen::Index n, const Scalar& e, const Scalar& rho) {
  Vector<Scalar> count = Vector<Scalar>::Zero(n + 1);
  const Scalar right = Scalar(1) - e, apart = Scalar(1) - rho;
  if (apart == Scalar(0)) {
    count(0) = right;
    count(n) = e;
    return count;
  }
  // P(k + 1) / P(k) = gain(k) / loss(k)
  const auto gain = [&](Eigen::Index k) { return Scalar(Scalar(n - k) * (e * apart + Scalar(k) * rho)); };
  const auto loss = [&](Eigen::Index k) { return Scalar(Scalar(k + 1) * (right * apart + Scalar(n - k - 1) * rho)); };
  Eigen::Index peak = 0;
  while (peak < n && gain(peak) >= loss(peak)) ++peak;
  count(peak) = Scalar(1);
  for (Eigen::Index k = peak; k > 0; --k) count(k - 1) = count(k) * loss(k - 1) / gain(k - 1);
  for (Eigen::Index k = peak; k < n; ++k) count(k + 1) = count(k) * gain(k) / loss(k);
  return count / Scalar(count.sum());
}

/// P(k of the class are wrong).
template <class Scalar>
[[nodiscard]] Vector<Scalar> errors_of(const JuryClass<Scalar>& members, ErrorModel model) {
  const Vector<Scalar>& rates = members.error_rates;
  const Scalar& rho = members.correlation;
  switch (model) {
    case ErrorModel::independent: break;
    case ErrorModel::common_shock: return rho * shared_errors(rates) + (Scalar(1) - rho) * independent_errors(rates);
    case ErrorModel::beta_binomial: return beta_binomial_errors(rates.size(), Scalar(rates.mean()), rho);
  }
  return independent_errors(rates);
}

/// The number of wrong members of two groups together that err independently of each other.
template <class Scalar>
[[nodiscard]] Vector<Scalar> together(const Vector<Scalar>& a, const Vector<Scalar>& b) {
  const bool swap = a.size() > b.size();
  const Vector<Scalar>& few = swap ? b : a;
  const Vector<Scalar>& many = swap ? a : b;
  Vector<Scalar> sum = Vector<Scalar>::Zero(a.size() + b.size() - 1);
  for (Eigen::Index k = 0; k < few.size(); ++k) {
    if (few(k) > Scalar(0)) sum.segment(k, many.size()) += few(k) * many;
  }
  return sum;
}

/// Whether nothing hangs together in this class.
template <class Scalar>
[[nodiscard]] bool errs_alone(const JuryClass<Scalar>& members, ErrorModel model) {
  return model == ErrorModel::independent || members.error_rates.size() == 1 ||
         (model == ErrorModel::common_shock && members.correlation == Scalar(0));
}

}  // namespace internal

/// How many members of a jury of n are wrong: P(k of them are), k = 0, …, n, under a named model.
///
/// O(n²) time, O(n) room; good to about n epsilon, for 10⁴ members and more. Throws `InvalidArgument` for a jury without a
/// class, a class without a member, and rates or correlations outside 0 to 1.
template <class Scalar = double>
[[nodiscard]] Vector<Scalar> error_counts(const std::vector<JuryClass<Scalar>>& jury, ErrorModel model) {
  internal::require_jury("error_counts", jury);
  Eigen::Index alone = 0;
  for (const JuryClass<Scalar>& members : jury) {
    if (internal::errs_alone(members, model)) alone += members.error_rates.size();
  }
  Vector<Scalar> rates(alone);
  alone = 0;
  Vector<Scalar> count = Vector<Scalar>::Ones(1);
  for (const JuryClass<Scalar>& members : jury) {
    if (internal::errs_alone(members, model)) {
      rates.segment(alone, members.error_rates.size()) = members.error_rates;
      alone += members.error_rates.size();
    } else {
      count = internal::together(count, internal::errors_of(members, model));
    }
  }
  return internal::together(count, internal::independent_errors(rates));
}

}  // namespace behalf

#endif  // BEHALF_INFORMATION_ERROR_MODEL_HPP
