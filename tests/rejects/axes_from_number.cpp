// rejects: could not convert|no viable conversion
#include <behalf/model/axis.hpp>

behalf::AxisSet ask() {
#ifdef BEHALF_ACCEPT
  return behalf::AxisSet::from_index(3);
#else
  return 3;
#endif
}
