#ifndef BEHALF_NETWORK_IMPL_CYCLIC_SYSTEM_HPP
#define BEHALF_NETWORK_IMPL_CYCLIC_SYSTEM_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <Eigen/IterativeLinearSolvers>
#include <Eigen/LU>
#include <Eigen/SparseCore>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace behalf {

/// Whether x = c + Bx is the limit of c + Bc + B²c + …, that is whether the spectral radius of B is below 1.
enum class Convergence : std::uint8_t {
  proved,     ///< It is.
  disproved,  ///< It is not.
  open,       ///< Neither could be shown.
};

namespace internal {

/// What goes round a cycle: solves x = c + Bx, and the same for Bᵀ.
///
/// Up to `largest_direct` unknowns a power B^(2^k) with a norm below ½ proves convergence, and the system is solved by LU.
/// Beyond that it is proved by a vector w > 0 with |B|w ≤ qw, q < 1 (Collatz–Wielandt), and solved by BiCGSTAB; whatever
/// that returns, a residual r of x means an error of at most |r|/(1 − q), in the largest entry relative to w, or for Bᵀ in
/// the sum of entries times w.
template <class Scalar>
class CyclicSystem {
public:
  using Sparse = Eigen::SparseMatrix<Scalar, Eigen::RowMajor>;
  static constexpr Eigen::Index largest_direct = 256;

  explicit CyclicSystem(Sparse round);

  [[nodiscard]] Convergence convergence() const noexcept { return convergence_; }
  /// An estimate of the spectral radius.
  [[nodiscard]] double radius() const noexcept { return radius_; }

  /// Replaces c, a matrix of as many rows as B, by x. Needs proved convergence. False where no good x was found.
  [[nodiscard]] bool solve(Matrix<Scalar>& c, bool transposed) const;

private:
  [[nodiscard]] Scalar size_of(const Matrix<Scalar>& x, bool transposed) const;
  [[nodiscard]] static Matrix<Scalar> settle(const Sparse& round, const Matrix<Scalar>& c);

  void prove_by_powers();

  void prove_by_weights();
  [[nodiscard]] static std::pair<Scalar, Scalar> ratios(const Matrix<Scalar>& above, const Matrix<Scalar>& below);

  Sparse round_;
  Convergence convergence_ = Convergence::open;
  double radius_ = 0;
  std::optional<Eigen::PartialPivLU<Matrix<Scalar>>> factor_;
  Vector<Scalar> weights_;
  Scalar rate_ = Scalar(0);
};

template <class Scalar>
CyclicSystem<Scalar>::CyclicSystem(Sparse round) : round_{std::move(round)} {
  if (round_.rows() <= largest_direct) {
    prove_by_powers();
  } else {
    prove_by_weights();
  }
}

template <class Scalar>
bool CyclicSystem<Scalar>::solve(Matrix<Scalar>& c, bool transposed) const {
  if (factor_) {
    c = transposed ? Matrix<Scalar>(factor_->transpose().solve(c)) : Matrix<Scalar>(factor_->solve(c));
    return true;
  }
  const Sparse round = transposed ? Sparse(round_.transpose()) : round_;
  const Matrix<Scalar> x = settle(round, c);
  const Matrix<Scalar> residual = c + round * x - x;
  const Scalar off = size_of(residual, transposed) / (Scalar(1) - rate_);
  const bool good = off <= internal::definite_tolerance<Scalar>(64) * size_of(x, transposed) / (Scalar(1) - rate_);
  c = x;
  return good;
}

template <class Scalar>
Scalar CyclicSystem<Scalar>::size_of(const Matrix<Scalar>& x, bool transposed) const {
  Scalar size(0);
  for (Eigen::Index k = 0; k < x.rows(); ++k) {
    const Scalar entry = x.row(k).cwiseAbs().maxCoeff();
    size = transposed ? Scalar(size + entry * weights_(k)) : std::max(size, Scalar(entry / weights_(k)));
  }
  return size;
}

template <class Scalar>
auto CyclicSystem<Scalar>::settle(const Sparse& round, const Matrix<Scalar>& c) -> Matrix<Scalar> {
  Sparse system(round.rows(), round.cols());
  system.setIdentity();
  system -= round;
  Eigen::BiCGSTAB<Sparse, Eigen::IncompleteLUT<Scalar>> solver;
  solver.setTolerance(std::numeric_limits<Scalar>::epsilon());
  solver.setMaxIterations(2000);
  solver.compute(system);
  Matrix<Scalar> x = solver.solve(c);
  // One more round evens out what the solver's own norm does not see.
  return c + round * x;
}

template <class Scalar>
void CyclicSystem<Scalar>::prove_by_powers() {
  using std::abs;
  const Eigen::Index size = round_.rows();
  Matrix<Scalar> power = round_;
  const Matrix<Scalar> system = Matrix<Scalar>::Identity(size, size) - power;
  double exponent = 1;
  for (int k = 0; k < 40; ++k) {
    const double norm = to_double(Scalar(power.cwiseAbs().rowwise().sum().maxCoeff()));
    radius_ = norm > 0 ? std::exp(std::log(norm) / exponent) : 0;
    if (norm < 0.5) {
      convergence_ = Convergence::proved;
      factor_.emplace(system);
      return;
    }
    // The trace of a power is the sum of those of the eigenvalues: above `size` one of them exceeds 1.
    const double trace = abs(to_double(Scalar(power.trace())));
    if (trace > 1.000001 * static_cast<double>(size)) convergence_ = Convergence::disproved;
    if (!(norm < 1e100)) break;
    power = Matrix<Scalar>(power * power);
    exponent *= 2;
  }
  if (convergence_ == Convergence::disproved) return;
  // After 2^40 rounds nothing has faded: a radius of 1 up to rounding.
  convergence_ = radius_ >= 1 - 1e-9 ? Convergence::disproved : Convergence::open;
}

template <class Scalar>
void CyclicSystem<Scalar>::prove_by_weights() {
  const Sparse absolute = round_.cwiseAbs();
  const Matrix<Scalar> ones = Matrix<Scalar>::Ones(round_.rows(), 1);
  // A few rounds from equal weights: where every entry grows, |B| has a radius of at least 1.
  Matrix<Scalar> start = ones;
  for (int k = 0; k < 20; ++k) {
    const Matrix<Scalar> next = absolute * start;
    const auto [least, greatest] = ratios(next, start);
    radius_ = to_double(greatest);
    if (least >= Scalar(1)) {
      // What is true of |B| is true of B where they are the same.
      const bool same = (round_ - absolute).norm() == Scalar(0);
      convergence_ = same ? Convergence::disproved : Convergence::open;
      return;
    }
    start = next + ones;
  }
  const Matrix<Scalar> weights = settle(absolute, ones);
  if (!(weights.minCoeff() > Scalar(0))) return;
  const auto [least, greatest] = ratios(Matrix<Scalar>(absolute * weights), weights);
  radius_ = to_double(greatest);
  rate_ = greatest + internal::definite_tolerance<Scalar>(1);  // room for the rounding of the sums compared
  if (!(rate_ < Scalar(1))) return;
  weights_ = weights.col(0);
  convergence_ = Convergence::proved;
}

template <class Scalar>
auto CyclicSystem<Scalar>::ratios(const Matrix<Scalar>& above, const Matrix<Scalar>& below)
    -> std::pair<Scalar, Scalar> {
  Scalar least = above(0, 0) / below(0, 0);
  Scalar greatest = least;
  for (Eigen::Index k = 1; k < above.rows(); ++k) {
    const Scalar ratio = above(k, 0) / below(k, 0);
    least = std::min(least, ratio);
    greatest = std::max(greatest, ratio);
  }
  return {least, greatest};
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_CYCLIC_SYSTEM_HPP
