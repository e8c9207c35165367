// rejects: deleted
#include <behalf/network/harm.hpp>

// Harms refer to their network, which must still be there when they are asked for.
bool ask(const behalf::NetworkData<>& data) {
#ifdef BEHALF_ACCEPT
  const behalf::Network<> network{data};
  return static_cast<bool>(behalf::harms(network, behalf::WeightedMean{}));
#else
  return static_cast<bool>(behalf::harms(behalf::Network<>{data}, behalf::WeightedMean{}));
#endif
}
