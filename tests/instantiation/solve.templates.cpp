// Every class template of solve in full, members that nobody calls included. Only read: what does not compile is an
// error.

#include "scalars.hpp"

#include <behalf/solve.hpp>

#define EVERY_TEMPLATE(Scalar)                             \
  template class behalf::CostUnits<Scalar>;                \
  template class behalf::Moments<Scalar>;                  \
  template struct behalf::internal::SeparateWalks<Scalar>; \
  template struct behalf::SteadyCovariance<Scalar>;        \
  template struct behalf::BallProjection<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
template class behalf::Solution<double>;
template class behalf::Moments<double, 3>;
