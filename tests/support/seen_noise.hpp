#ifndef BEHALF_TESTS_SUPPORT_SEEN_NOISE_HPP
#define BEHALF_TESTS_SUPPORT_SEEN_NOISE_HPP

#include <behalf/network/delegation_terms.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace behalf_test {

/// The symmetric root of a covariance, by its eigenvalues.
template <class Scalar>
[[nodiscard]] behalf::Matrix<Scalar> eigen_root(const behalf::Matrix<Scalar>& covariance) {
  using std::sqrt;
  const Eigen::SelfAdjointEigenSolver<behalf::Matrix<Scalar>> parts{covariance};
  // What is 0 comes out as a rounding error, of which the root would be as large as half of all digits.
  const Scalar nothing = Scalar(1e-13) * parts.eigenvalues().cwiseAbs().maxCoeff();
  const behalf::Vector<Scalar> values =
      parts.eigenvalues().unaryExpr([&](const Scalar& x) { return x > nothing ? Scalar(sqrt(x)) : Scalar(0); });
  return parts.eigenvectors() * values.asDiagonal() * parts.eigenvectors().transpose();
}

/// What a delegation is seen through, by its definition: the stated noise, and one signal after the other.
///
/// Σ = A Aᵀ + O, with A the columns on the agent's shocks and on the errors of signals. A signal with precisions λ: with H
/// the rows of those of its attributes that are seen, N = diag(1/λ), K = ΣHᵀ(HΣHᵀ + N)⁻¹, every part is multiplied by I − KH
/// and KN^½ is added on the signal's error; what was never seen is then seen by the signal alone.
template <class Scalar>
struct SeenNoise {
  using Matrix = behalf::Matrix<Scalar>;
  using Terms = behalf::DelegationTerms<Scalar>;

  Matrix sigma;  ///< d × d, 0 where never seen.
  std::vector<Eigen::Index> never_seen{};
  Matrix shared;  ///< On the agent's shocks.
  Matrix own;
  std::map<std::uint32_t, Matrix> errors{};

  SeenNoise(const Terms& terms, Eigen::Index d) : sigma{Matrix::Zero(d, d)}, shared{sigma}, own{sigma} {
    std::vector<bool> sees(static_cast<std::size_t>(d), true);
    for (const auto* part : {&terms.noise, &terms.own_noise}) {
      if (!*part) continue;
      for (const Eigen::Index j : (*part)->never_seen()) sees[static_cast<std::size_t>(j)] = false;
    }
    if (terms.noise) shared = eigen_root<Scalar>(visible(terms.noise->finite_noise(), sees));
    if (terms.own_noise) own = visible(terms.own_noise->finite_noise(), sees);
    if (terms.noise) sigma += visible(terms.noise->finite_noise(), sees);
    sigma += own;
    for (const auto& signal : terms.signals) {
      if (terms.hides()) read(signal, sees);
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!sees[static_cast<std::size_t>(j)]) never_seen.push_back(j);
    }
  }

private:
  [[nodiscard]] static Matrix visible(Matrix noise, const std::vector<bool>& sees) {
    for (Eigen::Index j = 0; j < noise.rows(); ++j) {
      if (sees[static_cast<std::size_t>(j)]) continue;
      noise.row(j).setZero();
      noise.col(j).setZero();
    }
    return noise;
  }

  void read(const typename Terms::Signal& signal, std::vector<bool>& sees) {
    using std::sqrt;
    const Eigen::Index d = sigma.rows();
    std::vector<Eigen::Index> looked_at;
    for (Eigen::Index j = 0; j < d; ++j) {
      if (signal.precision(j) > Scalar(0) && sees[static_cast<std::size_t>(j)]) looked_at.push_back(j);
    }
    const Eigen::Index m = static_cast<Eigen::Index>(looked_at.size());
    Matrix h = Matrix::Zero(m, d);
    Matrix n = Matrix::Zero(m, m);
    for (Eigen::Index k = 0; k < m; ++k) {
      const Eigen::Index j = looked_at[static_cast<std::size_t>(k)];
      h(k, j) = Scalar(1);
      n(k, k) = Scalar(1) / signal.precision(j);
    }
    const auto [place, is_new] = errors.try_emplace(signal.error, Matrix::Zero(d, d));
    Matrix& loads = place->second;
    if (m > 0) {
      const Matrix gain = sigma * h.transpose() * Matrix(h * sigma * h.transpose() + n).inverse();
      const Matrix rest = Matrix::Identity(d, d) - gain * h;
      sigma = rest * sigma;
      shared = rest * shared;
      own = rest * own * rest.transpose();
      for (auto& [error, columns] : errors) columns = rest * columns;
      for (Eigen::Index k = 0; k < m; ++k) {
        loads.col(looked_at[static_cast<std::size_t>(k)]) += gain.col(k) * sqrt(n(k, k));
      }
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!(signal.precision(j) > Scalar(0)) || sees[static_cast<std::size_t>(j)]) continue;
      sees[static_cast<std::size_t>(j)] = true;
      sigma(j, j) = Scalar(1) / signal.precision(j);
      loads(j, j) = sqrt(sigma(j, j));
    }
  }
};

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SEEN_NOISE_HPP
