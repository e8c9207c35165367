#ifndef BEHALF_BEHALF_HPP
#define BEHALF_BEHALF_HPP

/// Everything that needs Eigen and the headers of Boost.Math only; `network` and `io` have umbrellas of their own.

// IWYU pragma: begin_exports
#include <behalf/config.hpp>
#include <behalf/delegation.hpp>
#include <behalf/fwd.hpp>
#include <behalf/gap.hpp>
#include <behalf/governance.hpp>
#include <behalf/information.hpp>
#include <behalf/model.hpp>
#include <behalf/scaling.hpp>
#include <behalf/solve.hpp>
#include <behalf/version.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_BEHALF_HPP
