// rejects: DifferentiableWelfare
#include <behalf/network/harm.hpp>

// A share of people within a tolerance has no gradient, so that nobody's harm is its derivative.
bool ask(const behalf::Network<>& network) {
#ifdef BEHALF_ACCEPT
  const behalf::WeightedMean welfare;
#else
  const behalf::ShareWithin welfare{.tolerance = 0.1};
#endif
  return static_cast<bool>(behalf::harms(network, welfare));
}
