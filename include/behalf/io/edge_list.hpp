#ifndef BEHALF_IO_EDGE_LIST_HPP
#define BEHALF_IO_EDGE_LIST_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/network/network_data.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <iosfwd>

namespace behalf {

/// What the third column of an edge list holds: what its name says, share or count; or counts, whatever it is called.
enum class EdgeNumbers : std::uint8_t { as_named, counts };

/// Reads the delegations of a network from a list of its edges, straight into arrays, for networks of any size.
///
/// CSV in UTF-8, or the same with tabs for commas, with the line "from,to,share" and a line for each delegation, each with an
/// end; parties go by their names, or where
/// `data` has none by their numbers, counted from 0. With d more columns, delegations go by transmission, or where these
/// are empty by no terms at all; without them, by the terms that `data` has. A first line "# 3 delegations" is held to.
/// With the line "from,to,count", or `EdgeNumbers::counts`, the numbers are counts of hand-offs, as logs hold them: whole
/// numbers n_e >= 0, which become in-shares s_e = n_e / sum of n over the edges to the same agent, so that all that an agent
/// does is for those who handed something to it; 0 where nobody ever did.
/// `data` has the parties and no delegations yet. Throws `ScenarioError` with the line for what is not such a list, is
/// cut off or makes no network, and `FileError`; `data` is then as it was.
void read_edge_list(const std::filesystem::path& path, NetworkData<double>& data,
                    EdgeNumbers numbers = EdgeNumbers::as_named);

/// The scenario of the kind "network" whose delegations stand in such a list, and all else in `parties`: a document as
/// `read_scenario` takes it, without delegations. Throws `ScenarioError` with the line for the list and with a path for the
/// document, and `FileError`.
[[nodiscard]] Scenario read_edge_list_scenario(const std::filesystem::path& path, const nlohmann::json& parties,
                                               EdgeNumbers numbers = EdgeNumbers::as_named);

/// Writes the delegations of a network so that `read_edge_list` reads the same. Throws `InvalidArgument` for a delegation by
/// terms other than a transmission.
void write_edge_list(std::ostream& out, const NetworkData<double>& data);

}  // namespace behalf

#endif  // BEHALF_IO_EDGE_LIST_HPP
