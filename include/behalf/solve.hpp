#ifndef BEHALF_SOLVE_HPP
#define BEHALF_SOLVE_HPP

/// Numerics on Eigen, nothing of the domain: matrices, conditions on arguments, solutions with certificates, random
/// streams, sums against bounds, steady states of random walks, clusters.

// IWYU pragma: begin_exports
#include <behalf/solve/ball_projection.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/cost_units.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/fingerprint.hpp>
#include <behalf/solve/fixed_column.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/moments.hpp>
#include <behalf/solve/nearest_covariance.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/riccati.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>
#include <behalf/solve/sums.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_SOLVE_HPP
