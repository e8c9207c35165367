// rejects: no matching function
#include <behalf/gap/welfare.hpp>

// There is no default welfare function.
double ask(const behalf::Attribution<double>& attribution) {
#ifdef BEHALF_ACCEPT
  return summarise(attribution, behalf::WeightedMean{});
#else
  return behalf::summarise(attribution);
#endif
}
