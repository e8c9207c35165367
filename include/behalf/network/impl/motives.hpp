#ifndef BEHALF_NETWORK_IMPL_MOTIVES_HPP
#define BEHALF_NETWORK_IMPL_MOTIVES_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>

namespace behalf {

/// What moves agents beside what is delegated to them: θ_v = (b_v + g_v + Σ_e y_e)/(1 + κ_v), with tastes b and, where agents
/// are liable, what they feel of it, g and κ. Both must outlive this.
template <class ScalarType>
struct Motives {
  using Scalar = ScalarType;

  const Matrix<Scalar>* tastes = nullptr;       ///< b + g of the agents in the given order (d × a); absent: 0.
  const Vector<Scalar>* felt_weight = nullptr;  ///< κ (a); absent: 0.

  /// 1/(1 + κ) of an agent.
  [[nodiscard]] Scalar own_share(std::size_t agent) const {
    if (felt_weight == nullptr) return Scalar(1);
    return Scalar(1) / (Scalar(1) + (*felt_weight)(static_cast<Eigen::Index>(agent)));
  }
};

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_MOTIVES_HPP
