// Every class template of governance on levers and portfolios in full, members that nobody calls included. Only read:
// what does not compile is an error.

#include "scalars.hpp"

#include <behalf/governance.hpp>

#define EVERY_TEMPLATE(Scalar)                                                 \
  template struct behalf::LinearQuadraticGain<Scalar>;                         \
  template struct behalf::ExponentialHarm<Scalar>;                             \
  template struct behalf::LiabilityRule<Scalar>;                               \
  template struct behalf::CareTaken<Scalar>;                                   \
  template struct behalf::EffectOptions<Scalar>;                               \
  template class behalf::LeverCost<Scalar>;                                    \
  template struct behalf::Lever<behalf::LinearQuadraticSpec<Scalar>>;          \
  template struct behalf::Governed<behalf::LinearQuadraticSpec<Scalar>>;       \
  template struct behalf::SetLevers<behalf::LinearQuadraticSpec<Scalar>>;      \
  template struct behalf::EvaluateLevers<behalf::LinearQuadraticSpec<Scalar>>; \
  template struct behalf::ContestLevers<behalf::LinearQuadraticSpec<Scalar>>;  \
  template struct behalf::Liability<Scalar>;                                   \
  template struct behalf::ValidatorPanel<Scalar>;                              \
  template struct behalf::Reports<Scalar>;                                     \
  template struct behalf::LinearQuadraticDirection<Scalar>;                    \
  template class behalf::LeverEffect<Scalar>;                                  \
  template struct behalf::Portfolio<Scalar>;                                   \
  template struct behalf::PortfolioOptions<Scalar>;                            \
  template struct behalf::CostGapFrontier<Scalar>;                             \
  template struct behalf::Excess<Scalar>;                                      \
  template struct behalf::AlignedEnough<Scalar>;                               \
  template struct behalf::CheapestPortfolio<Scalar>;                           \
  template struct behalf::TuningOptions<Scalar>

FOR_BUILT_IN_SCALARS(EVERY_TEMPLATE);
