#ifndef BEHALF_NETWORK_IMPL_EXTERN_OPERATORS_HPP
#define BEHALF_NETWORK_IMPL_EXTERN_OPERATORS_HPP

#include <behalf/model/axis.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/edge_noise.hpp>
#include <behalf/network/impl/extern_data.hpp>
#include <behalf/network/impl/network_certificate.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/solution.hpp>

#include <vector>

/// What single delegations of doubles do, and how far that is from what bargainers would offer, compiled elsewhere for who
/// links `behalf::models`.
#define BEHALF_NETWORK_OPERATORS(keyword)                                                                              \
  namespace behalf {                                                                                                   \
  keyword template struct internal::EdgeNoise<double>;                                                                 \
  keyword template ContractOperator<double> contract_operator(const DelegationTerms<double>&,                          \
                                                              const CostFactor<double>&, const double&, int, AxisSet,  \
                                                              bool);                                                   \
  keyword template void internal::fill_table(OperatorForm, const NetworkData<double>&,                                 \
                                             const std::vector<OperatorClass>&,                                        \
                                             const std::vector<CostFactor<double>>&, AxisSet, OperatorTable<double>&); \
  keyword template void internal::certify_operators(OperatorForm, const NetworkData<double>&,                          \
                                                    const std::vector<OperatorClass>&,                                 \
                                                    const std::vector<CostFactor<double>>&, AxisSet,                   \
                                                    const OperatorTable<double>&, Certificate&);                       \
  keyword template class internal::MotivationResidual<double>;                                                         \
  }

#ifdef BEHALF_COMPILED_MODELS
BEHALF_NETWORK_OPERATORS(extern)
#endif

#endif  // BEHALF_NETWORK_IMPL_EXTERN_OPERATORS_HPP
