#ifndef BEHALF_IO_KINDS_NETWORK_READER_HPP
#define BEHALF_IO_KINDS_NETWORK_READER_HPP

#include <behalf/io/json/json_cursor.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/delegation_terms.hpp>

#include <Eigen/Core>

namespace behalf::internal {

/// Needs a document with no keys but those of the kind "network".
void expect_network(const JsonCursor& document);

/// Reads the web of delegation in a document whose actions have d attributes: the lists principals, affected, agents,
/// delegations, exposures, oversight and contests, and how principals bargain.
[[nodiscard]] DelegationNetwork<double> read_network_parts(const JsonCursor& document, Eigen::Index d);

/// Reads the terms of a delegation, metrics, noise, own_noise, translation and transmission, from the object that holds them.
/// Throws `ScenarioError` with the place for terms that cannot be.
[[nodiscard]] DelegationTerms<double> read_delegation_terms(const JsonCursor& at, Eigen::Index d);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_READER_HPP
