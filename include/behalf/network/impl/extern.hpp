#ifndef BEHALF_NETWORK_IMPL_EXTERN_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/network_shapley.hpp>
#include <behalf/network/validation.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <vector>

/// Networks of doubles, compiled elsewhere for who links `behalf::models`: three lists, each instantiated in a file of its
/// own (impl/models_*.ipp), none of which takes much memory.
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
#define BEHALF_NETWORK_MODELS(keyword)                                              \
  namespace behalf {                                                                \
  keyword template class internal::AnyOperators<double>;                            \
  keyword template class internal::MandateMoments<double>;                          \
  keyword template class Network<double>;                                           \
  keyword template Solution<Lattice<double>> lattice(const Network<double>&);       \
  keyword template Solution<Attribution<double>> attribute(const Network<double>&); \
  }
#define BEHALF_NETWORK_HARMS(keyword)                                                                       \
  namespace behalf {                                                                                        \
  keyword template class Harms<double>;                                                                     \
  keyword template Solution<Harms<double>> Harms<double>::of(const Network<double>&, const Vector<double>&, \
                                                             const Certificate&);                           \
  keyword template class internal::NetworkCoalitions<double, Eigen::Dynamic>;                               \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_DATA(extern)
BEHALF_NETWORK_MODELS(extern)
BEHALF_NETWORK_HARMS(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_HPP
