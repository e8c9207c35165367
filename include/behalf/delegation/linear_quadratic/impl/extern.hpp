#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_EXTERN_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_EXTERN_HPP

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/solve/solution.hpp>

/// Linear–quadratic delegation of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_LINEAR_QUADRATIC(keyword)                                                    \
  namespace behalf {                                                                        \
  keyword template struct LinearQuadraticSpec<double>;                                      \
  keyword template class LinearQuadraticCertifier<double>;                                  \
  keyword template class LinearQuadratic<double>;                                           \
  keyword template Solution<Lattice<double>> lattice(const LinearQuadratic<double>&);       \
  keyword template Solution<Attribution<double>> attribute(const LinearQuadratic<double>&); \
  }

BEHALF_LINEAR_QUADRATIC(extern)

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_EXTERN_HPP
