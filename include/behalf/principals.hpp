#ifndef BEHALF_PRINCIPALS_HPP
#define BEHALF_PRINCIPALS_HPP

/// For whom: what a panel decides by votes when its members think of when their vote counts.

// IWYU pragma: begin_exports
#include <behalf/principals/strategic_unanimity.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_PRINCIPALS_HPP
