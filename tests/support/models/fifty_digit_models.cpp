#include "support/fifty_digit_networks.hpp"

#if BEHALF_TEST_EXTRA_SCALARS

BEHALF_TEST_FIFTY_DIGIT_MODELS()

#endif
