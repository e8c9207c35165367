#ifndef BEHALF_NETWORK_IMPL_EXTERN_HARMS_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_HARMS_HPP

#include <behalf/network/harm.hpp>
#include <behalf/network/network.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

/// Harms in networks of doubles, compiled elsewhere for who links `behalf::models`.
#define BEHALF_NETWORK_HARMS(keyword)                                                                       \
  namespace behalf {                                                                                        \
  keyword template class Harms<double>;                                                                     \
  keyword template Solution<Harms<double>> Harms<double>::of(const Network<double>&, const Vector<double>&, \
                                                             const Certificate&);                           \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_HARMS(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_HARMS_HPP
