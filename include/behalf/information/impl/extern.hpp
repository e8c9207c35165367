#ifndef BEHALF_INFORMATION_IMPL_EXTERN_HPP
#define BEHALF_INFORMATION_IMPL_EXTERN_HPP

#include <behalf/information/linear_contract.hpp>

/// Linear contracts of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_INFORMATION(keyword)              \
  namespace behalf {                             \
  keyword template class IncentiveSpace<double>; \
  }

BEHALF_INFORMATION(extern)

#endif  // BEHALF_INFORMATION_IMPL_EXTERN_HPP
