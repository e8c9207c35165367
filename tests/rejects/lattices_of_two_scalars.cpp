// rejects: no match|no viable|cannot convert|could not convert|no matching
#include <behalf/gap/attribution.hpp>

void ask(behalf::Attribution<double>& attribution, const behalf::Lattice<float>& coarse,
         const behalf::Lattice<double>& fine) {
#ifdef BEHALF_ACCEPT
  (void)coarse;
  attribution.assign(fine);
#else
  (void)fine;
  attribution.assign(coarse);
#endif
}
