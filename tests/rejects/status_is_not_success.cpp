// rejects: could not convert|cannot convert|contextually convertible|no viable conversion|cannot initialize return object
#include <behalf/solve/solution.hpp>

bool ask(const behalf::Solution<double>& solution) {
#ifdef BEHALF_ACCEPT
  return static_cast<bool>(solution);
#else
  return solution.status();
#endif
}
