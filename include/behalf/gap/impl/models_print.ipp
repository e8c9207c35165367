#ifndef BEHALF_GAP_IMPL_MODELS_PRINT_IPP
#define BEHALF_GAP_IMPL_MODELS_PRINT_IPP

#include <behalf/gap/impl/extern_print.hpp>

BEHALF_GAP_PRINT()

#endif  // BEHALF_GAP_IMPL_MODELS_PRINT_IPP
