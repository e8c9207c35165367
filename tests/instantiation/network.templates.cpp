// Every class template of network in full, members that nobody calls included. Only read: what does not compile is an
// error.

#include "scalars.hpp"

#include <behalf/network.hpp>

#define EVERY_TEMPLATE(Scalar)                         \
  template class behalf::DelegationNetwork<Scalar>;    \
  template struct behalf::DelegationTerms<Scalar>;     \
  template struct behalf::NetworkData<Scalar>;         \
  template class behalf::Network<Scalar>;              \
  template class behalf::Harms<Scalar>;                \
  template struct behalf::NetworkShapley<Scalar>;      \
  template struct behalf::SubAgent<Scalar>;            \
  template struct behalf::IndependentCheck<Scalar>;    \
  template struct behalf::ValidationClass<Scalar>;     \
  template struct behalf::ValidationAccuracy<Scalar>;  \
  template struct behalf::ValidationComponent<Scalar>; \
  template struct behalf::ValidationSupport<Scalar>;   \
  template struct behalf::NetworkInstitutions<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
template class behalf::Network<double, 3>;
