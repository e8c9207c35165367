#ifndef BEHALF_NETWORK_IMPL_NETWORK_WORKSPACE_HPP
#define BEHALF_NETWORK_IMPL_NETWORK_WORKSPACE_HPP

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/more_risk.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/solution.hpp>

#include <cstddef>
#include <string>

namespace behalf {

/// Room for the solution of a network that can be used again; one per thread.
template <class ScalarType = double>
struct NetworkWorkspace {
  using Scalar = ScalarType;

  OperatorTable<Scalar> table{};  ///< Of networks with so many kinds of operators that they do not keep them.
  internal::AlignedColumns<Scalar>
      motivation{};  ///< θ of each vertex; with principals ideal β, the response to tastes.
  internal::AlignedColumns<Scalar> response{};    ///< With principals ideal Q, from the values of i to θ.
  internal::MoreRiskColumns<Scalar> more_risk{};  ///< No numbers where all risk is of shocks that all see alike.
  // The loss ½vᵀHv + c·v + a from what a vertex does, then from what is done with what reaches it, for values v.
  internal::AlignedColumns<Scalar> constant{};  ///< a.
  internal::AlignedColumns<Scalar> linear{};    ///< c.
  internal::AlignedColumns<Scalar> square{};    ///< H; without principals ideal only while stakes are computed.

  [[nodiscard]] std::size_t bytes() const {
    return motivation.bytes() + response.bytes() + constant.bytes() + linear.bytes() + square.bytes() +
           more_risk.bytes();
  }
};

/// How a sweep ended and, where it failed, why.
struct FlowOutcome {
  Status status = Status::optimal;
  std::string where{};
};

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_NETWORK_WORKSPACE_HPP
