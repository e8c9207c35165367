#ifndef BEHALF_NETWORK_IMPL_EDGE_HPP
#define BEHALF_NETWORK_IMPL_EDGE_HPP

#include <behalf/network/id.hpp>
#include <behalf/network/network_data.hpp>

#include <optional>
#include <string>

namespace behalf {

/// How well a validator checks another party.
template <class Scalar = double>
struct OversightTerms {
  Scalar error_rate = Scalar(0);   ///< How often it is wrong, 0 to 1.
  std::string error_class{};       ///< Validators of one class make correlated errors; empty: a class of its own.
  Scalar correlation = Scalar(1);  ///< Of the errors of any two of the class, 0 to 1: one number for all of a class.
  bool independent = false;        ///< It judges by evidence of its own, not by what others in the network say.
};

/// Delegation from a principal or an agent to an agent.
template <class Scalar = double>
struct DelegationEdge {
  PartyId from{};
  AgentId to{};
  std::optional<Scalar> share{};  ///< Absent: one part of as many as there are delegations to the agent.
  DelegationTerms<Scalar> terms{};
};

/// A check of one party by another.
template <class Scalar = double>
struct OversightEdge {
  PartyId from{};
  PartyId to{};
  OversightTerms<Scalar> terms{};
};

/// What an agent does reaches a principal or an affected party.
template <class Scalar = double>
struct ExposureEdge {
  AgentId agent{};
  PartyId party{};
  Scalar intensity = Scalar(1);
};

/// A right to contest what an agent does.
struct ContestEdge {
  PartyId from{};
  AgentId to{};
};

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_EDGE_HPP
