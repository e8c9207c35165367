#include <behalf/network/impl/extern.hpp>

BEHALF_NETWORK_HARMS()
