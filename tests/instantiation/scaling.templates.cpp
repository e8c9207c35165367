// Every class template of scaling in full, members that nobody calls included. Only read: what does not compile is an
// error.

#include "scalars.hpp"

#include <behalf/scaling.hpp>

#define EVERY_TEMPLATE(Scalar)                             \
  template class behalf::Study<Scalar>;                    \
  template class behalf::KnownRows<behalf::Study<Scalar>>; \
  template struct behalf::Estimate<Scalar>;                \
  template struct behalf::ScalingPoint<Scalar>;            \
  template struct behalf::ScalingPlan<Scalar>;             \
  template struct behalf::ScalingRow<Scalar>;              \
  template struct behalf::ScalingSlopes<Scalar>;           \
  template struct behalf::ScalingShard<Scalar>;            \
  template class behalf::PopulationStudy<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
