#ifndef BEHALF_IO_KINDS_NETWORK_DRAWING_HPP
#define BEHALF_IO_KINDS_NETWORK_DRAWING_HPP

#include <behalf/io/chart/svg.hpp>
#include <behalf/io/kinds/network/findings.hpp>

#include <cstddef>

namespace behalf {

/// Beyond this many parties a drawing of a web of delegation is a tangle.
inline constexpr std::size_t most_parties_drawn = 40;

/// A web of delegation as a drawing: the width of a delegation is its share, its colour whether more of it would raise or
/// lower the mean regret. For at most `most_parties_drawn` parties.
[[nodiscard]] Svg draw_network(const NetworkFindings& network);

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_DRAWING_HPP
