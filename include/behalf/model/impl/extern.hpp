#ifndef BEHALF_MODEL_IMPL_EXTERN_HPP
#define BEHALF_MODEL_IMPL_EXTERN_HPP

#include <behalf/model/information_set.hpp>

/// Information sets of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_MODEL(keyword)                    \
  namespace behalf {                             \
  keyword template class InformationSet<double>; \
  }

BEHALF_MODEL(extern)

#endif  // BEHALF_MODEL_IMPL_EXTERN_HPP
