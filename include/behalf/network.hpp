#ifndef BEHALF_NETWORK_HPP
#define BEHALF_NETWORK_HPP

/// Webs of delegation: principals, agents that act or delegate on, affected parties. Needs Boost.Graph.

// IWYU pragma: begin_exports
#include <behalf/network/agent_order.hpp>
#include <behalf/network/backward_sweep.hpp>
#include <behalf/network/cheapest_check.hpp>
#include <behalf/network/contract_operator.hpp>
#include <behalf/network/cyclic_system.hpp>
#include <behalf/network/delegation_graph.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/edge.hpp>
#include <behalf/network/forward_sweep.hpp>
#include <behalf/network/frozen_network.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/mandate.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_certificate.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/network_rows.hpp>
#include <behalf/network/network_shapley.hpp>
#include <behalf/network/network_workspace.hpp>
#include <behalf/network/operator.hpp>
#include <behalf/network/operator_derivatives.hpp>
#include <behalf/network/own_loss.hpp>
#include <behalf/network/patterns.hpp>
#include <behalf/network/round.hpp>
#include <behalf/network/slope.hpp>
#include <behalf/network/subgraph.hpp>
#include <behalf/network/validation.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_NETWORK_HPP
