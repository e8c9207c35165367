#ifndef BEHALF_MODEL_IMPL_MODELS_IPP
#define BEHALF_MODEL_IMPL_MODELS_IPP

#include <behalf/model/impl/extern.hpp>

BEHALF_MODEL()

#endif  // BEHALF_MODEL_IMPL_MODELS_IPP
