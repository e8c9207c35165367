// Every class template of information and principals, the sources of a fault in full, members that nobody calls
// included. Only read: what does not compile is an error.

#include "scalars.hpp"

#include <behalf/information.hpp>
#include <behalf/principals.hpp>

#define EVERY_TEMPLATE(Scalar)                         \
  template struct behalf::JuryClass<Scalar>;           \
  template struct behalf::JuryAccuracy<Scalar>;        \
  template class behalf::IncentiveSpace<Scalar>;       \
  template struct behalf::InspectionGame<Scalar>;      \
  template struct behalf::InspectionOutcome<Scalar>;   \
  template struct behalf::VerificationProblem<Scalar>; \
  template struct behalf::DebtContract<Scalar>;        \
  template struct behalf::VotingPanel<Scalar>;         \
  template struct behalf::PanelVerdict<Scalar>

FOR_EVERY_SCALAR(EVERY_TEMPLATE);
template class behalf::IncentiveSpace<double, 3>;
