// rejects: a portfolio minimises
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <vector>

// The share within tolerance is to be large: a portfolio that minimised it would do the opposite of what is meant.
double ask(const behalf::LinearQuadraticSpec<>& spec,
           const std::vector<behalf::Lever<behalf::LinearQuadraticSpec<>>>& levers) {
#ifdef BEHALF_ACCEPT
  return behalf::portfolio(spec, levers, behalf::ShareAbove{1}).value().value;
#else
  return behalf::portfolio(spec, levers, behalf::ShareWithin{1}).value().value;
#endif
}
