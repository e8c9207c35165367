#ifndef BEHALF_NETWORK_IMPL_EXTERN_SHAPLEY_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_SHAPLEY_HPP

#include <behalf/network/network_shapley.hpp>

#include <Eigen/Core>

/// Games of coalitions in networks of doubles, compiled elsewhere for who links `behalf::models`.
#define BEHALF_NETWORK_SHAPLEY(keyword)                                       \
  namespace behalf {                                                          \
  keyword template class internal::NetworkCoalitions<double, Eigen::Dynamic>; \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_SHAPLEY(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_SHAPLEY_HPP
