// Every class template of governance over time and of many in full, members that nobody calls included. Only read: what
// does not compile is an error.

#include "scalars.hpp"

#include <behalf/governance.hpp>

#define EVERY_TEMPLATE(Scalar)                          \
  template struct behalf::ValueProcess<Scalar>;         \
  template struct behalf::OngoingConsultation<Scalar>;  \
  template struct behalf::OneTimeFix<Scalar>;           \
  template struct behalf::BreakEvenOptions<Scalar>;     \
  template struct behalf::BreakEven<Scalar>;            \
  template struct behalf::CheapestPeriod<Scalar>;       \
  template struct behalf::DroppedConsultations<Scalar>; \
  template struct behalf::Clustering<Scalar>;           \
  template struct behalf::Constituency<Scalar>;         \
  template struct behalf::Pluralism<Scalar>;            \
  template struct behalf::MinorityProtection<Scalar>;   \
  template struct behalf::ProtectedPluralism<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
