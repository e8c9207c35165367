#ifndef BEHALF_NETWORK_IMPL_MODELS_HARMS_IPP
#define BEHALF_NETWORK_IMPL_MODELS_HARMS_IPP

#include <behalf/network/impl/extern_harms.hpp>
#include <behalf/network/impl/extern_shapley.hpp>

BEHALF_NETWORK_HARMS()
BEHALF_NETWORK_SHAPLEY()

#endif  // BEHALF_NETWORK_IMPL_MODELS_HARMS_IPP
