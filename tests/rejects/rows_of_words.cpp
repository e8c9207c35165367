// rejects: invalid conversion|cannot convert|could not convert|no matching function|cannot initialize
#include <behalf/solve/matrix.hpp>

behalf::Matrix<> ask() {
#ifdef BEHALF_ACCEPT
  return behalf::rows({{1, 2}});
#else
  return behalf::rows({{"accuracy", "privacy"}});
#endif
}
