#ifndef BEHALF_GAP_IMPL_EXTERN_HPP
#define BEHALF_GAP_IMPL_EXTERN_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>

/// Attributions of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_GAP(keyword)                                                       \
  namespace behalf {                                                              \
  keyword template class Attribution<double>;                                     \
  keyword template Lattice<double> weighted_mean(const Lattice<double>&);         \
  keyword template Attribution<double> weighted_mean(const Attribution<double>&); \
  }

BEHALF_GAP(extern)

#endif  // BEHALF_GAP_IMPL_EXTERN_HPP
