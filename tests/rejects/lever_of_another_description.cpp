// rejects: deduced conflicting types
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>

#include <utility>
#include <vector>

// A lever of single precision does nothing to a description of double precision, however alike the two look.
template <class Scalar>
using Levers = std::vector<behalf::Lever<behalf::LinearQuadraticSpec<Scalar>>>;
#ifdef BEHALF_ACCEPT
using Given = Levers<double>;
#else
using Given = Levers<float>;
#endif
using Found = decltype(behalf::portfolio(std::declval<behalf::LinearQuadraticSpec<double>>(), std::declval<Given>(),
                                         behalf::WorstOff{}));
