// Every class template of governance on webs of delegation in full, members that nobody calls included. Only read: what
// does not compile is an error.

#include "scalars.hpp"

#include <behalf/governance/network/levers.hpp>

#define EVERY_TEMPLATE(Scalar)                                         \
  template struct behalf::Lever<behalf::NetworkData<Scalar>>;          \
  template struct behalf::Governed<behalf::NetworkData<Scalar>>;       \
  template struct behalf::SetLevers<behalf::NetworkData<Scalar>>;      \
  template struct behalf::EvaluateLevers<behalf::NetworkData<Scalar>>; \
  template struct behalf::ContestLevers<behalf::NetworkData<Scalar>>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
