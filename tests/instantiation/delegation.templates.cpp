// Every class template of delegation in full, members that nobody calls included. Only read: what does not compile is
// an error.

#include "scalars.hpp"

#include <behalf/delegation.hpp>

#define EVERY_TEMPLATE(Scalar)                             \
  template class behalf::Reference<Scalar>;                \
  template struct behalf::Institutions<Scalar>;            \
  template struct behalf::LinearQuadraticSpec<Scalar>;     \
  template class behalf::LinearQuadraticCertifier<Scalar>; \
  template class behalf::LinearQuadratic<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
template class behalf::LinearQuadratic<double, 3>;
