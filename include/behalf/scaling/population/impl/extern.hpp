#ifndef BEHALF_SCALING_POPULATION_IMPL_EXTERN_HPP
#define BEHALF_SCALING_POPULATION_IMPL_EXTERN_HPP

#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/solution.hpp>

/// Studies of populations in doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_SCALING_POPULATION(keyword)                                                                       \
  namespace behalf {                                                                                             \
  keyword template class PopulationStudy<double>;                                                                \
  keyword template Solution<ScalingShard<double>> run(const PopulationStudy<double>&, Shard, const RunOptions&); \
  }

BEHALF_SCALING_POPULATION(extern)

#endif  // BEHALF_SCALING_POPULATION_IMPL_EXTERN_HPP
