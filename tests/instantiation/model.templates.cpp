// Every class template of model in full, members that nobody calls included. Only read: what does not compile is an
// error.

#include "scalars.hpp"

#include <behalf/model.hpp>

#define EVERY_TEMPLATE(Scalar)                    \
  template class behalf::LinearObjective<Scalar>; \
  template class behalf::InformationSet<Scalar>;  \
  template struct behalf::Principal<Scalar>;      \
  template struct behalf::AffectedParty<Scalar>;  \
  template struct behalf::Agent<Scalar>;          \
  template struct behalf::Group<Scalar>;          \
  template class behalf::Population<Scalar>

FOR_EVERY_SCALAR(EVERY_TEMPLATE);
