#ifndef BEHALF_NETWORK_HPP
#define BEHALF_NETWORK_HPP

/// Webs of delegation: principals, agents that act or delegate on, affected parties. Needs Boost.Graph.

// IWYU pragma: begin_exports
#include <behalf/network/cheapest_check.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/impl/agent_order.hpp>
#include <behalf/network/impl/backward_sweep.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/delegation_graph.hpp>
#include <behalf/network/impl/edge.hpp>
#include <behalf/network/impl/forward_sweep.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_certificate.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/impl/operator_derivatives.hpp>
#include <behalf/network/impl/own_loss.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/network/impl/slope.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/network_shapley.hpp>
#include <behalf/network/patterns.hpp>
#include <behalf/network/subgraph.hpp>
#include <behalf/network/validation.hpp>
#ifdef BEHALF_COMPILED_MODELS
#include <behalf/network/impl/extern.hpp>
#endif
// IWYU pragma: end_exports

#endif  // BEHALF_NETWORK_HPP
