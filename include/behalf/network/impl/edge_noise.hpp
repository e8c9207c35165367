#ifndef BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP
#define BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/symmetric_root.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf::internal {

/// What a delegation is seen through, taken apart by where it comes from: Σ = A Aᵀ + O.
///
/// A loads on shocks of the agent, by the symmetric root of the stated noise, and on the errors of the signals that are
/// read; O is seen on this delegation alone. With Λ the sum of the precisions of all signals and J = (I + ΣΛ)⁻¹, where Σ is
/// what was stated, all signals together leave A = JΣ₀^½, the columns JΣΛ_k^½ on the error of signal k, and O = J O₀ Jᵀ: what
/// one after the other leave, in whatever order. Of what was never seen a signal is all that is seen: Λ_k^½/Λ.
///
/// Attributes are read one after the other, what tells most first, so that nothing cancels but what noise has in common.
template <class ScalarType>
struct EdgeNoise {
  using Scalar = ScalarType;

  /// The columns on the error of one signal (d × d, one for each attribute).
  struct OnError {
    std::uint32_t error = 0;
    Matrix<Scalar> loads;
  };

  std::optional<InformationSet<Scalar>> whole{};  ///< Σ; absent where everything is seen.
  Matrix<Scalar> shared{};  ///< A on the shocks of the agent (d × d); 0 × 0 where there are none.
  std::vector<OnError> on_errors{};
  Matrix<Scalar> own{};  ///< O (d × d); 0 × 0 where there is none.
  /// How far rounding while signals are read may have moved the noise of an attribute, relative to its deviation.
  double doubt = 0;

  /// `apart`: whether A and O are asked for where Σ does not need them.
  EdgeNoise(const DelegationTerms<Scalar>& terms, Eigen::Index d, bool apart = true);

private:
  void read(const DelegationTerms<Scalar>& terms, Eigen::Index d);
};

template <class Scalar>
EdgeNoise<Scalar>::EdgeNoise(const DelegationTerms<Scalar>& terms, Eigen::Index d, bool apart)
    : whole{terms.stated_noise()} {
  if (!whole || (!apart && terms.signals.empty())) return;
  const auto finite = [&](const std::optional<InformationSet<Scalar>>& part) {
    if (!part) return Matrix<Scalar>(0, 0);
    Matrix<Scalar> result = part->finite_noise();
    for (const Eigen::Index j : whole->never_seen()) {
      result.row(j).setZero();
      result.col(j).setZero();
    }
    return result;
  };
  if (terms.noise) shared = symmetric_root(finite(terms.noise));
  own = finite(terms.own_noise);
  read(terms, d);
}

template <class Scalar>
void EdgeNoise<Scalar>::read(const DelegationTerms<Scalar>& terms, Eigen::Index d) {
  using std::sqrt;
  Vector<Scalar> precision = Vector<Scalar>::Zero(d);
  for (const auto& signal : terms.signals) precision += signal.precision;
  if (!(precision.array() > Scalar(0)).any()) return;
  const double rounding = to_double(std::numeric_limits<Scalar>::epsilon());
  Matrix<Scalar> left = whole->finite_noise();             // what is left of Σ
  Matrix<Scalar> on_reading = Matrix<Scalar>::Zero(d, d);  // loads on the errors of what is read of each attribute
  const auto deviation = [&](Eigen::Index i) { return left(i, i) > Scalar(0) ? Scalar(sqrt(left(i, i))) : Scalar(0); };
  Vector<double> error(d);
  for (Eigen::Index i = 0; i < d; ++i) error(i) = rounding * to_double(deviation(i));

  Vector<Scalar> unread = precision;
  for (const Eigen::Index j : whole->never_seen()) {
    if (precision(j) > Scalar(0)) on_reading(j, j) = Scalar(1);
    unread(j) = Scalar(0);
  }
  while (true) {
    Eigen::Index next = -1;
    Scalar most(0);
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!(unread(j) > Scalar(0)) || !(left(j, j) > Scalar(0))) continue;
      const Scalar tells = left(j, j) * unread(j);
      if (next >= 0 && !(tells > most)) continue;
      most = tells;
      next = j;
    }
    if (next < 0) break;
    // e − g(e_j + η), where e is what is not known and η the error of what is read, of variance 1/p.
    const Scalar kept = Scalar(1) / (Scalar(1) + most);  // 1 − g_j
    const Vector<Scalar> gain = is_finite(most) ? Vector<Scalar>(left.col(next) * (kept * unread(next)))
                                                : Vector<Scalar>(left.col(next) / left(next, next));
    unread(next) = Scalar(0);
    const double known = to_double(deviation(next));
    for (Eigen::Index i = 0; i < d; ++i) {
      if (i == next || gain(i) == Scalar(0)) continue;
      const double size = std::abs(to_double(gain(i)));
      error(i) += size * error(next) + rounding * (to_double(deviation(i)) + size * known);
    }
    error(next) = to_double(kept) * (error(next) + rounding * known);
    const auto forget = [&](Matrix<Scalar>& loads) {
      const Matrix<Scalar> row = loads.row(next);
      for (Eigen::Index i = 0; i < d; ++i) {
        if (i != next) loads.row(i) -= gain(i) * row;
      }
      loads.row(next) = kept * row;
    };
    forget(on_reading);
    on_reading.col(next) += gain;
    if (shared.size() > 0) forget(shared);
    if (own.size() > 0) {
      forget(own);
      own.transposeInPlace();
      forget(own);
      own = Matrix<Scalar>(Scalar(0.5) * (own + own.transpose()));
    }
    forget(left);
    for (Eigen::Index i = 0; i < d; ++i) left(i, next) = left(next, i);
  }
  for (const auto& signal : terms.signals) {
    Matrix<Scalar> loads = on_reading;
    for (Eigen::Index j = 0; j < d; ++j) {
      if (precision(j) > Scalar(0)) loads.col(j) *= sqrt(signal.precision(j)) / precision(j);
    }
    on_errors.push_back({signal.error, std::move(loads)});
  }
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i < j; ++i) left(i, j) = left(j, i) = Scalar(0.5) * (left(i, j) + left(j, i));
    if (error(j) > 0) doubt = larger(doubt, error(j) / std::sqrt(to_double(left(j, j))));
  }
  for (const Eigen::Index j : whole->never_seen()) {
    left(j, j) = precision(j) > Scalar(0) ? Scalar(1) / precision(j) : std::numeric_limits<Scalar>::infinity();
  }
  whole = InformationSet<Scalar>::derived("signals", std::move(left));
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP
