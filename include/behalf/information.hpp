#ifndef BEHALF_INFORMATION_HPP
#define BEHALF_INFORMATION_HPP

/// Who knows what: which incentives hidden action leaves to a linear contract.

// IWYU pragma: begin_exports
#include <behalf/information/linear_contract.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_INFORMATION_HPP
