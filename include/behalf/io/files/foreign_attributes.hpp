#ifndef BEHALF_IO_FILES_FOREIGN_ATTRIBUTES_HPP
#define BEHALF_IO_FILES_FOREIGN_ATTRIBUTES_HPP

#include <cstdint>

namespace behalf {

/// What a reader of graphs does with an attribute that no web of delegation has and that does not say how to draw it: it may
/// be of another program, or one of ours that is misspelt.
enum class ForeignAttributes : std::uint8_t { refuse, pass_over };

}  // namespace behalf

#endif  // BEHALF_IO_FILES_FOREIGN_ATTRIBUTES_HPP
