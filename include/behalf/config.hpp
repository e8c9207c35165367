#ifndef BEHALF_CONFIG_HPP
#define BEHALF_CONFIG_HPP

#include <cassert>

/// States what the library itself guarantees inside a function; wrong input is refused by exceptions instead.
///
/// `condition` must hold, `message` is a string literal that says why. The default is `assert`, so it is gone under
/// NDEBUG; define BEHALF_ASSERT before including any header of behalf, the same in the whole program, to replace it.
#ifndef BEHALF_ASSERT
#define BEHALF_ASSERT(condition, message) assert((condition) && (message))
#endif

#endif  // BEHALF_CONFIG_HPP
