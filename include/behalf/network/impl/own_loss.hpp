#ifndef BEHALF_NETWORK_IMPL_OWN_LOSS_HPP
#define BEHALF_NETWORK_IMPL_OWN_LOSS_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

namespace behalf::internal {

/// What an agent by itself costs whoever judges it by the values v: ½(θ − v)ᵀC⁻¹(θ − v) + ½|z|² = ½vᵀHv + c·v + a.
///
/// `precision` is C⁻¹. With principals as they are (`response` absent), `theta` is θ and `linear` holds the risk z that the
/// agent's pay bears; it is replaced by c, `constant` by a, and H is C⁻¹. With principals ideal θ = β + Qv and z = z₀ + Zv:
/// `theta` is β, `response` Q, `linear` holds z₀ and `square` Z, replaced by c and H.
template <class Operators, int Dim>
void own_loss(const typename Operators::Scalar* precision, const typename Operators::Scalar* theta,
              const typename Operators::Scalar* response, bool risky, typename Operators::Scalar& constant,
              typename Operators::Scalar* linear, typename Operators::Scalar* square, Eigen::Index d) {
  using Scalar = typename Operators::Scalar;
  const Eigen::Index size = Operators::size(d);
  const Scalar half = Scalar(0.5);
  Eigen::Map<Vector<Scalar, Dim>> slope(linear, d);
  constant = half * Operators::quadratic(precision, theta, d);
  if (risky) constant += half * slope.squaredNorm();
  if (response == nullptr) {
    slope.setZero();
    Operators::apply(precision, Scalar(-1), theta, linear, d);
    return;
  }
  Vector<Scalar, Operators::static_size> off = Eigen::Map<const Vector<Scalar, Operators::static_size>>(response, size);
  Operators::add_identity(Scalar(-1), off.data(), d);
  Vector<Scalar, Dim> risk_part = Vector<Scalar, Dim>::Zero(d);
  Vector<Scalar, Operators::static_size> whole = Vector<Scalar, Operators::static_size>::Zero(size);
  if (risky) {
    Operators::apply_transposed(square, Scalar(1), linear, risk_part.data(), d);
    Operators::gram(square, whole.data(), d);
  }
  Vector<Scalar, Dim> moved = Vector<Scalar, Dim>::Zero(d);
  Operators::apply(precision, Scalar(1), theta, moved.data(), d);
  slope = risk_part;
  Operators::apply_transposed(off.data(), Scalar(1), moved.data(), linear, d);
  Operators::congruence(precision, off.data(), whole.data(), d);
  Eigen::Map<Vector<Scalar, Operators::static_size>>(square, size) = whole;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_OWN_LOSS_HPP
