#ifndef BEHALF_IO_FILES_NETWORK_FIELDS_HPP
#define BEHALF_IO_FILES_NETWORK_FIELDS_HPP

#include <array>
#include <string_view>

/// What a document of the kind "network" and the entries of its lists may hold, whether they come from JSON or as the
/// attributes of a graph, of its nodes and of its edges.
namespace behalf::internal::network_fields {

inline constexpr std::array<std::string_view, 13> document{
    "kind",      "attributes", "principals", "affected",  "agents",    "delegations", "exposures",
    "oversight", "contests",   "bargaining", "reference", "tolerance", "governance"};

/// Of principals and of affected parties.
inline constexpr std::array<std::string_view, 4> valued{"name", "weight", "values", "tolerance"};

inline constexpr std::array<std::string_view, 5> agent{"name", "cost", "risk_aversion", "taste", "keep"};

inline constexpr std::array<std::string_view, 8> delegation{"from",  "to",        "share",       "metrics",
                                                            "noise", "own_noise", "translation", "transmission"};

/// Of what a delegation is on: the terms of a right.
inline constexpr std::array<std::string_view, 5> terms{"metrics", "noise", "own_noise", "translation", "transmission"};

inline constexpr std::array<std::string_view, 3> exposure{"agent", "party", "intensity"};

inline constexpr std::array<std::string_view, 6> oversight{"from",  "to",          "error_rate",
                                                           "class", "independent", "correlation"};

inline constexpr std::array<std::string_view, 2> contest{"from", "to"};

}  // namespace behalf::internal::network_fields

#endif  // BEHALF_IO_FILES_NETWORK_FIELDS_HPP
