// Every class template of gap in full, members that nobody calls included. Only read: what does not compile is an
// error.

#include "scalars.hpp"

#include <behalf/gap.hpp>

#define EVERY_TEMPLATE(Scalar)                   \
  template struct behalf::Lattice<Scalar>;       \
  template struct behalf::AttributeGaps<Scalar>; \
  template struct behalf::Warning<Scalar>;       \
  template class behalf::Attribution<Scalar>;    \
  template struct behalf::Verdict<Scalar>;       \
  template struct behalf::SampledShapley<Scalar>

FOR_EVERY_SCALAR(EVERY_TEMPLATE);
