#ifndef BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP
#define BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/symmetric_root.hpp>
#include <behalf/solve/impl/elimination.hpp>
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
  const Matrix<Scalar> stated = whole->finite_noise();
  const Elimination<Scalar> left{Matrix<Scalar>(Matrix<Scalar>::Identity(d, d) + stated * precision.asDiagonal())};
  if (shared.size() > 0) shared = left.solve(shared);
  if (own.size() > 0) {
    const Matrix<Scalar> half = left.solve(own);
    own = left.solve(Matrix<Scalar>(half.transpose()));
    own = Matrix<Scalar>(Scalar(0.5) * (own + own.transpose()));
  }
  for (const auto& signal : terms.signals) {
    const Vector<Scalar> root = signal.precision.unaryExpr([](const Scalar& x) { return Scalar(sqrt(x)); });
    Matrix<Scalar> loads = left.solve(Matrix<Scalar>(stated * root.asDiagonal()));
    for (const Eigen::Index j : whole->never_seen()) {
      if (precision(j) > Scalar(0)) loads(j, j) = root(j) / precision(j);
    }
    on_errors.push_back({signal.error, std::move(loads)});
  }
  Matrix<Scalar> sum = own.size() > 0 ? own : Matrix<Scalar>(Matrix<Scalar>::Zero(d, d));
  if (shared.size() > 0) sum += shared * shared.transpose();
  for (const OnError& one : on_errors) sum += one.loads * one.loads.transpose();
  for (const Eigen::Index j : whole->never_seen()) {
    if (!(precision(j) > Scalar(0))) sum(j, j) = std::numeric_limits<Scalar>::infinity();
  }
  whole = InformationSet<Scalar>::derived("signals", std::move(sum));
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_EDGE_NOISE_HPP
