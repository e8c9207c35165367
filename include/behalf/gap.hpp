#ifndef BEHALF_GAP_HPP
#define BEHALF_GAP_HPP

/// The question: the lattice of repairs, the gap, its attribution, the verdict, and welfare functions by name.

// IWYU pragma: begin_exports
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/gap/check_model.hpp>
#include <behalf/gap/dividends.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/model_laws.hpp>
#include <behalf/gap/print.hpp>
#include <behalf/gap/shapley.hpp>
#include <behalf/gap/tolerance.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/gap/welfare.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_GAP_HPP
