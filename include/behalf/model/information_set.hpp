#ifndef BEHALF_MODEL_INFORMATION_SET_HPP
#define BEHALF_MODEL_INFORMATION_SET_HPP

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// What is seen of an agent's action: each of d attributes with Gaussian noise.
///
/// `noise()` is the covariance Σ (d × d, positive semidefinite; entries are variances in squared units of the attribute,
/// not deviations). An infinite diagonal entry means that the attribute is never seen, the limit Σ_jj → ∞; the entries
/// beside it must be 0. Throws `InvalidArgument` (field "noise") for anything else.
template <class ScalarType = double>
class InformationSet {
public:
  using Scalar = ScalarType;

  InformationSet(Matrix<Scalar> noise);  // NOLINT: a covariance is an information set

  /// Everything is seen as it is: Σ = 0.
  [[nodiscard]] static InformationSet perfect(Eigen::Index d) { return Matrix<Scalar>(Matrix<Scalar>::Zero(d, d)); }
  /// Nothing is ever seen.
  [[nodiscard]] static InformationSet nothing(Eigen::Index d) {
    Matrix<Scalar> noise = Matrix<Scalar>::Zero(d, d);
    noise.diagonal().setConstant(std::numeric_limits<Scalar>::infinity());
    return noise;
  }

  [[nodiscard]] Eigen::Index dimension() const noexcept { return noise_.rows(); }
  [[nodiscard]] const Matrix<Scalar>& noise() const noexcept { return noise_; }
  /// Σ with 0 in place of each infinite entry.
  [[nodiscard]] const Matrix<Scalar>& finite_noise() const noexcept { return finite_; }
  /// The attributes that are never seen, ascending.
  [[nodiscard]] const std::vector<Eigen::Index>& never_seen() const noexcept { return never_seen_; }
  [[nodiscard]] bool is_perfect() const { return never_seen_.empty() && (noise_.array() == Scalar(0)).all(); }

  /// A covariance that `function` computed from covariances, so that it is one: rounding may hide that from a check and
  /// must not make a variance negative. Throws `InvalidArgument` where it overflows.
  [[nodiscard]] static InformationSet derived(const char* function, Matrix<Scalar> noise) {
    for (Eigen::Index j = 0; j < noise.rows(); ++j) {
      if (!(noise(j, j) <= Scalar(0))) continue;
      noise.row(j).setZero();
      noise.col(j).setZero();
    }
    InformationSet result{std::move(noise), Unchecked{}};
    require_finite(function, "noise", result.finite_);
    return result;
  }

private:
  struct Unchecked {};

  InformationSet(Matrix<Scalar> noise, Unchecked);

  static void require_zero_beside_infinity(Eigen::Index i, Eigen::Index j, const Scalar& x) {
    if (!(x == Scalar(0))) {
      throw InvalidArgument{"InformationSet", "noise[" + std::to_string(i) + "][" + std::to_string(j) + "]",
                            "expected 0 beside an infinite variance, got " + to_text(x)};
    }
  }

  Matrix<Scalar> noise_;
  Matrix<Scalar> finite_;
  std::vector<Eigen::Index> never_seen_;
};

template <class Scalar>
InformationSet<Scalar>::InformationSet(Matrix<Scalar> noise) : InformationSet{std::move(noise), Unchecked{}} {
  require_shape("InformationSet", "noise", noise_, noise_.rows(), noise_.rows());
  for (const Eigen::Index j : never_seen_) {
    for (Eigen::Index i = 0; i < noise_.rows(); ++i) {
      if (i == j) continue;
      require_zero_beside_infinity(i, j, noise_(i, j));
      require_zero_beside_infinity(j, i, noise_(j, i));
    }
  }
  require_covariance("InformationSet", "noise", finite_, noise_.rows());
}

template <class Scalar>
InformationSet<Scalar>::InformationSet(Matrix<Scalar> noise, Unchecked) : noise_{std::move(noise)}, finite_{noise_} {
  for (Eigen::Index j = 0; j < std::min(noise_.rows(), noise_.cols()); ++j) {
    if (!is_plus_infinity(noise_(j, j))) continue;
    finite_(j, j) = Scalar(0);
    never_seen_.push_back(j);
  }
}

namespace internal {

/// M⁺X for a symmetric positive semidefinite M, judged singular in units in which its diagonal is 1.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> pseudo_solve(const Matrix<Scalar>& matrix, const Matrix<Scalar>& right) {
  const Vector<Scalar> scale = unit_diagonal_scale(matrix);
  const Matrix<Scalar> scaled = scale.asDiagonal() * matrix * scale.asDiagonal();
  const Eigen::CompleteOrthogonalDecomposition<Matrix<Scalar>> inverse{scaled};
  return scale.asDiagonal() * inverse.solve(Matrix<Scalar>(scale.asDiagonal() * right));
}

}  // namespace internal

/// Two sources of noise that do not depend on each other, on one channel: variances add. Never seen is what is infinite in
/// either; what the other says of it is lost. Throws `InvalidArgument` when the two differ in dimension.
template <class Scalar>
[[nodiscard]] InformationSet<Scalar> add_noise(const InformationSet<Scalar>& a, const InformationSet<Scalar>& b) {
  require_shape("add_noise", "noise", b.noise(), a.dimension(), a.dimension());
  Matrix<Scalar> sum = a.finite_noise() + b.finite_noise();
  for (const InformationSet<Scalar>* one : {&a, &b}) {
    for (const Eigen::Index j : one->never_seen()) {
      sum.row(j).setZero();
      sum.col(j).setZero();
    }
  }
  for (const InformationSet<Scalar>* one : {&a, &b}) {
    for (const Eigen::Index j : one->never_seen()) sum(j, j) = std::numeric_limits<Scalar>::infinity();
  }
  return InformationSet<Scalar>::derived("add_noise", std::move(sum));
}

/// Two independent channels together: what an observer sees who has both and weighs them in the best linear way.
///
/// Precisions add: (Σ_a⁻¹ + Σ_b⁻¹)⁻¹, read as its limit where an entry is 0 (seen exactly) or infinite (never seen).
/// With B the attributes that both see and M = Σ_a,BB + Σ_b,BB it is Σ_a,·B M⁺ Σ_b,B· wherever a row is seen by a and a
/// column by b, and what conditioning leaves, Σ − Σ_·B M⁺ Σ_B·, among attributes that only one of them sees.
/// Throws `InvalidArgument` when the two differ in dimension.
template <class Scalar>
[[nodiscard]] InformationSet<Scalar> combine(const InformationSet<Scalar>& a, const InformationSet<Scalar>& b) {
  const Eigen::Index d = a.dimension();
  require_shape("combine", "noise", b.noise(), d, d);
  const auto sees = [](const InformationSet<Scalar>& who, Eigen::Index j) {
    return !is_plus_infinity(who.noise()(j, j));
  };
  std::vector<Eigen::Index> both;
  for (Eigen::Index j = 0; j < d; ++j) {
    if (sees(a, j) && sees(b, j)) both.push_back(j);
  }
  const Eigen::Index m = static_cast<Eigen::Index>(both.size());
  Matrix<Scalar> from_a(d, m);
  Matrix<Scalar> from_b(d, m);
  for (Eigen::Index k = 0; k < m; ++k) {
    from_a.col(k) = a.finite_noise().col(both[static_cast<std::size_t>(k)]);
    from_b.col(k) = b.finite_noise().col(both[static_cast<std::size_t>(k)]);
  }
  Matrix<Scalar> sum(m, m);
  for (Eigen::Index k = 0; k < m; ++k) sum.row(k) = (from_a + from_b).row(both[static_cast<std::size_t>(k)]);
  const Matrix<Scalar> weights_a =
      m == 0 ? Matrix<Scalar>(0, d) : internal::pseudo_solve<Scalar>(sum, from_a.transpose());
  const Matrix<Scalar> weights_b =
      m == 0 ? Matrix<Scalar>(0, d) : internal::pseudo_solve<Scalar>(sum, from_b.transpose());
  const Matrix<Scalar> across = from_a * weights_b;
  const Matrix<Scalar> left_a = a.finite_noise() - from_a * weights_a;
  const Matrix<Scalar> left_b = b.finite_noise() - from_b * weights_b;

  Matrix<Scalar> combined = Matrix<Scalar>::Zero(d, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i <= j; ++i) {
      Scalar entry(0);
      if (!sees(b, i) && !sees(b, j)) {
        entry = left_a(i, j);
      } else if (!sees(a, i) && !sees(a, j)) {
        entry = left_b(i, j);
      } else if (sees(a, i) && sees(b, j)) {
        entry = across(i, j);
      } else if (sees(a, j) && sees(b, i)) {
        entry = across(j, i);
      }
      combined(i, j) = entry;
      combined(j, i) = entry;
    }
    if (!sees(a, j) && !sees(b, j)) combined(j, j) = std::numeric_limits<Scalar>::infinity();
  }
  return InformationSet<Scalar>::derived("combine", std::move(combined));
}

/// What side signals are worth that do not depend on the action but share its noise (other people's results, the
/// weather): the noise that remains once they are filtered out, Σ₁₁ − Σ₁₂Σ₂₂⁺Σ₂₁.
///
/// `joint` is the covariance of the d attributes' noise followed by the side signals. Signals uncorrelated with the noise
/// change nothing. Throws `InvalidArgument` unless `joint` is a finite covariance of at least d rows.
/// Source: the informativeness principle, \cite holmstrom1979.
template <class Scalar>
[[nodiscard]] InformationSet<Scalar> with_side_signals(const Matrix<Scalar>& joint, Eigen::Index d) {
  require_covariance("with_side_signals", "joint", joint, joint.rows());
  if (d > joint.rows()) require_size("with_side_signals", "joint", joint.rows(), d);
  const Eigen::Index side = joint.rows() - d;
  const Matrix<Scalar> own = joint.topLeftCorner(d, d);
  if (side == 0) return InformationSet<Scalar>::derived("with_side_signals", own);
  const Matrix<Scalar> shared =
      joint.topRightCorner(d, side) *
      internal::pseudo_solve<Scalar>(joint.bottomRightCorner(side, side), joint.bottomLeftCorner(side, d));
  return InformationSet<Scalar>::derived("with_side_signals", own - Scalar(0.5) * (shared + shared.transpose()));
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/model/impl/extern.hpp>
#endif

#endif  // BEHALF_MODEL_INFORMATION_SET_HPP
