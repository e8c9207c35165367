// rejects: AgentId
#include <behalf/network/delegation_network.hpp>

// Only agents are delegated to, and a principal's id is not an agent's.
behalf::DelegationId hand_on(behalf::DelegationNetwork<>& network, behalf::PrincipalId somebody,
                             behalf::AgentId agent) {
#ifdef BEHALF_ACCEPT
  return network.delegate(somebody, agent);
#else
  return network.delegate(agent, somebody);
#endif
}
