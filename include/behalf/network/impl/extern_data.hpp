#ifndef BEHALF_NETWORK_IMPL_EXTERN_DATA_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_DATA_HPP

#include <behalf/network/delegation_network.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/validation.hpp>

#include <vector>

/// The data of networks of doubles, compiled elsewhere for who links `behalf::models`.
#define BEHALF_NETWORK_DATA(keyword)                                                                      \
  namespace behalf {                                                                                      \
  keyword template struct NetworkData<double>;                                                            \
  keyword template class DelegationNetwork<double>;                                                       \
  keyword template class FrozenNetwork<double>;                                                           \
  keyword template class NetworkRows<double>;                                                             \
  keyword template class internal::CyclicSystem<double>;                                                  \
  keyword template class internal::OversightStructure<double>;                                            \
  keyword template std::vector<ValidationComponent<double>> validation(const DelegationNetwork<double>&); \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_DATA(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_DATA_HPP
