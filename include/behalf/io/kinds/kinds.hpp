#ifndef BEHALF_IO_KINDS_KINDS_HPP
#define BEHALF_IO_KINDS_KINDS_HPP

#include <vector>

namespace behalf {

struct Kind;

/// The kinds of scenarios that can be read, in the order in which they are offered where none fits. None is null.
using Kinds = std::vector<const Kind*>;

/// The kinds that the library has. More can be added to the list, for those who read.
[[nodiscard]] Kinds built_in_kinds();

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_KINDS_HPP
