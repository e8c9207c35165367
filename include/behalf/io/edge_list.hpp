#ifndef BEHALF_IO_EDGE_LIST_HPP
#define BEHALF_IO_EDGE_LIST_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/network/network_data.hpp>

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <iosfwd>

namespace behalf {

/// Reads the delegations of a network from a list of its edges, straight into arrays, for networks of any size.
///
/// CSV, or the same with tabs for commas, with the line "from,to,share" and a line for each delegation, each with an end;
/// parties go by their names, or where
/// `data` has none by their numbers, counted from 0. With d more columns, delegations go by transmission, or where these
/// are empty by no terms at all; without them, by the terms that `data` has. A first line "# 3 delegations" is held to.
/// `data` has the parties and no delegations yet. Throws `ScenarioError` with the line for what is not such a list, is
/// cut off or makes no network, and `FileError`; `data` is then as it was.
void read_edge_list(const std::filesystem::path& path, NetworkData<double>& data);

/// The scenario of the kind "network" whose delegations stand in such a list, and all else in `parties`: a document as
/// `read_scenario` takes it, without delegations. Throws `ScenarioError` with the line for the list and with a path for the
/// document, and `FileError`.
[[nodiscard]] Scenario read_edge_list_scenario(const std::filesystem::path& path, const nlohmann::json& parties);

/// Writes the delegations of a network so that `read_edge_list` reads the same. Throws `InvalidArgument` for a delegation by
/// terms other than a transmission.
void write_edge_list(std::ostream& out, const NetworkData<double>& data);

}  // namespace behalf

#endif  // BEHALF_IO_EDGE_LIST_HPP
