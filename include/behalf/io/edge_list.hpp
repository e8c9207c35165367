#ifndef BEHALF_IO_EDGE_LIST_HPP
#define BEHALF_IO_EDGE_LIST_HPP

#include <behalf/network/network_data.hpp>

#include <filesystem>
#include <iosfwd>

namespace behalf {

/// Reads the delegations of a network from a list of its edges, straight into arrays, for networks of any size.
///
/// CSV with the line "from,to,share" and a line for each delegation, each with an end; parties go by their names, or where
/// `data` has none by their numbers, counted from 0. With d more columns, delegations go by transmission, or where these
/// are empty by no terms at all; without them, by the terms that `data` has. A first line "# 3 delegations" is held to.
/// `data` has the parties and no delegations yet. Throws `ScenarioError` with the line for what is not such a list, is
/// cut off or makes no network, and `FileError`; `data` is then as it was.
void read_edge_list(const std::filesystem::path& path, NetworkData<double>& data);

/// Writes the delegations of a network so that `read_edge_list` reads the same. Throws `InvalidArgument` for a delegation by
/// terms other than a transmission.
void write_edge_list(std::ostream& out, const NetworkData<double>& data);

}  // namespace behalf

#endif  // BEHALF_IO_EDGE_LIST_HPP
