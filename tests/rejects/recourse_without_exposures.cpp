// rejects: recourse acts on exposures
#include <behalf/governance/linear_quadratic/contest_levers.hpp>

// Where everybody bears every deed there is nothing that recourse could make somebody bear less.
behalf::Lever<behalf::LinearQuadraticSpec<>> ask() {
  using Contest = behalf::ContestLevers<behalf::LinearQuadraticSpec<>>;
#ifdef BEHALF_ACCEPT
  return Contest::appeal(0, 0.5);
#else
  return Contest::recourse(0, 0.5);
#endif
}
