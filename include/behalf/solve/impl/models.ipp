#ifndef BEHALF_SOLVE_IMPL_MODELS_IPP
#define BEHALF_SOLVE_IMPL_MODELS_IPP

#include <behalf/solve/impl/extern.hpp>

BEHALF_SOLVE()

#endif  // BEHALF_SOLVE_IMPL_MODELS_IPP
