#ifndef BEHALF_GAP_IMPL_MODELS_IPP
#define BEHALF_GAP_IMPL_MODELS_IPP

#include <behalf/gap/impl/extern.hpp>

BEHALF_GAP()

#endif  // BEHALF_GAP_IMPL_MODELS_IPP
