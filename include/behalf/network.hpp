#ifndef BEHALF_NETWORK_HPP
#define BEHALF_NETWORK_HPP

/// Webs of delegation: principals, agents that act or delegate on, affected parties. Needs Boost.Graph.

// IWYU pragma: begin_exports
#include <behalf/network/by_attribute.hpp>
#include <behalf/network/cheapest_check.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/network_institutions.hpp>
#include <behalf/network/network_shapley.hpp>
#include <behalf/network/patterns.hpp>
#include <behalf/network/subgraph.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/network/validation_support.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_NETWORK_HPP
