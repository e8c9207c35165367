#ifndef BEHALF_NETWORK_IMPL_EXTERN_MODEL_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_MODEL_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/network/impl/extern_data.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/network.hpp>
#include <behalf/solve/solution.hpp>

/// Networks of doubles, compiled elsewhere for who links `behalf::models`.
#define BEHALF_NETWORK_MODELS(keyword)                                              \
  namespace behalf {                                                                \
  keyword template class internal::AnyOperators<double>;                            \
  keyword template class internal::MandateMoments<double>;                          \
  keyword template class Network<double>;                                           \
  keyword template Solution<Lattice<double>> lattice(const Network<double>&);       \
  keyword template Solution<Attribution<double>> attribute(const Network<double>&); \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_MODELS(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_MODEL_HPP
