#ifndef BEHALF_NETWORK_CYCLIC_SYSTEM_HPP
#define BEHALF_NETWORK_CYCLIC_SYSTEM_HPP

#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <Eigen/LU>

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

/// What goes round a cycle: solves x = c + Bx, and the same for Bᵀ, where B is given by what it does.
///
/// `apply(x, y, transposed, absolute)` adds Bx, Bᵀx or |B|x, |B|ᵀx to y (matrices of `size` rows). Up to `largest_direct`
/// unknowns B is written out: a power B^(2^k) with a norm below ½ proves convergence, and the system is solved by LU.
/// Beyond that convergence is proved by a vector w > 0 with |B|w ≤ qw, q < 1 (Collatz–Wielandt), in whose norm every step
/// of the iteration x ← c + Bx shrinks the error by q, so that it is at most q/(1−q) times the last step.
template <class Scalar, class Apply>
class CyclicSystem {
public:
  static constexpr Eigen::Index largest_direct = 256;
  static constexpr int most_steps = 20000;

  CyclicSystem(Eigen::Index size, const Apply& apply) : size_{size}, apply_{apply} {
    if (size <= largest_direct) {
      prove_by_powers();
    } else {
      prove_by_weights();
    }
  }

  [[nodiscard]] Convergence convergence() const noexcept { return convergence_; }
  /// An estimate of the spectral radius, where convergence was not proved.
  [[nodiscard]] double radius() const noexcept { return radius_; }

  /// Replaces c, a matrix of `size` rows, by x. Needs proved convergence. False where the iteration did not end.
  [[nodiscard]] bool solve(Matrix<Scalar>& c, bool transposed) const {
    if (factor_) {
      if (transposed) {
        c = factor_->transpose().solve(c);
      } else {
        c = factor_->solve(c);
      }
      return true;
    }
    using std::abs;
    Matrix<Scalar> x = c;
    Matrix<Scalar> next;
    const Scalar unit = std::numeric_limits<Scalar>::epsilon();
    for (int step = 0; step < most_steps; ++step) {
      next = c;
      apply_(x, next, transposed, false);
      // |B|w ≤ qw bounds the largest entry relative to w; for Bᵀ it bounds the sum of entries times w.
      Scalar moved(0);
      Scalar whole(0);
      for (Eigen::Index k = 0; k < size_; ++k) {
        const Scalar size = next.row(k).cwiseAbs().maxCoeff();
        const Scalar change = (next.row(k) - x.row(k)).cwiseAbs().maxCoeff();
        if (transposed) {
          moved += change * weights_(k);
          whole += size * weights_(k);
        } else {
          moved = std::max(moved, Scalar(change / weights_(k)));
          whole = std::max(whole, Scalar(size / weights_(k)));
        }
      }
      std::swap(x, next);
      if (rate_ * moved <= (Scalar(1) - rate_) * Scalar(4) * unit * whole || moved <= Scalar(2) * unit * whole) {
        c = x;
        return true;
      }
    }
    return false;
  }

private:
  void prove_by_powers() {
    using std::abs;
    Matrix<Scalar> power = Matrix<Scalar>::Zero(size_, size_);
    apply_(Matrix<Scalar>(Matrix<Scalar>::Identity(size_, size_)), power, false, false);
    const Matrix<Scalar> system = Matrix<Scalar>::Identity(size_, size_) - power;
    // Where ‖B^m‖ ≥ 10^6 · size it has grown beyond what a radius below 1 lets pass but in freak cases, which are left open.
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
      const double trace = std::abs(to_double(Scalar(power.trace())));
      if (trace > 1.000001 * static_cast<double>(size_)) {
        convergence_ = Convergence::disproved;
        return;
      }
      if (!(norm < 1e100)) break;
      power = Matrix<Scalar>(power * power);
      exponent *= 2;
    }
    // After 2^40 rounds nothing has faded: a radius of 1 up to rounding.
    convergence_ = radius_ >= 1 - 1e-9 ? Convergence::disproved : Convergence::open;
  }

  void prove_by_weights() {
    weights_ = Vector<Scalar>::Ones(size_);
    Matrix<Scalar> next;
    for (int step = 1; step <= most_steps; ++step) {
      next = Matrix<Scalar>::Ones(size_, 1);
      apply_(Matrix<Scalar>(weights_), next, false, true);
      Scalar greatest(0);
      Scalar least = std::numeric_limits<Scalar>::max();
      Scalar off(0);
      for (Eigen::Index k = 0; k < size_; ++k) {
        const Scalar ratio = (next(k, 0) - Scalar(1)) / weights_(k);
        greatest = std::max(greatest, ratio);
        least = std::min(least, ratio);
        off = std::max(off, Scalar((next(k, 0) - weights_(k)) / weights_(k)));
      }
      radius_ = to_double(greatest);
      // Where every entry grows, |B| has a radius of at least 1.
      if (least >= Scalar(1) || !(greatest < std::numeric_limits<Scalar>::max())) break;
      // A little room for the rounding of the sums that were compared.
      if (greatest < Scalar(1) - Scalar(64) * std::numeric_limits<Scalar>::epsilon() && off < Scalar(0.01)) {
        convergence_ = Convergence::proved;
        rate_ = greatest + Scalar(32) * std::numeric_limits<Scalar>::epsilon();
        return;
      }
      weights_ = next.col(0);
    }
    // |B| may not converge where B does, unless they are the same.
    convergence_ = Convergence::open;
  }

  Eigen::Index size_;
  const Apply& apply_;
  Convergence convergence_ = Convergence::open;
  double radius_ = 0;
  std::optional<Eigen::PartialPivLU<Matrix<Scalar>>> factor_;
  Vector<Scalar> weights_;
  Scalar rate_ = Scalar(0);
};

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_CYCLIC_SYSTEM_HPP
