// rejects: no matching function
#include <behalf/information/jury.hpp>

// A correlation does not say how often many err together: how errors come about is always named.
double ask(const std::vector<behalf::JuryClass<>>& jury) {
#ifdef BEHALF_ACCEPT
  return behalf::jury_accuracy(jury, behalf::ErrorModel::beta_binomial).majority_right;
#else
  return behalf::jury_accuracy(jury).majority_right;
#endif
}
