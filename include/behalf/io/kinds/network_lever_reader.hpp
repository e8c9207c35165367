#ifndef BEHALF_IO_KINDS_NETWORK_LEVER_READER_HPP
#define BEHALF_IO_KINDS_NETWORK_LEVER_READER_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/network/network_data.hpp>

namespace behalf::internal {

/// A lever on a web of delegation.
[[nodiscard]] Lever<NetworkData<double>> read_lever(const LeverEntry& entry, const NetworkData<double>& data);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_NETWORK_LEVER_READER_HPP
