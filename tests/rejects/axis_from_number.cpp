// rejects: cannot convert|cannot initialize|invalid conversion
#include <behalf/model/axis.hpp>

behalf::Axis ask() {
#ifdef BEHALF_ACCEPT
  return behalf::Axis::information;
#else
  return 1;
#endif
}
