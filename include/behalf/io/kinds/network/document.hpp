#ifndef BEHALF_IO_KINDS_NETWORK_DOCUMENT_HPP
#define BEHALF_IO_KINDS_NETWORK_DOCUMENT_HPP

#include <behalf/network/delegation_network.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace behalf {

/// A web of delegation and what its file says beside it.
struct NetworkFile {
  std::vector<std::string> attributes{};  ///< Names of the d attributes of actions.
  DelegationNetwork<double> network;
};

/// The web of delegation in a document of the kind "network", by the rules of `read_scenario`, which it throws by too.
[[nodiscard]] NetworkFile read_network_document(const nlohmann::json& json);

/// A web of delegation as a document that reads back as the same network; parties without a name get one. Throws
/// `InvalidArgument` for what no document can hold: attributes other than there are, terms that make no network, and names
/// that stand twice or cannot be printed.
[[nodiscard]] nlohmann::ordered_json network_document(const NetworkFile& file);

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_DOCUMENT_HPP
