#include <behalf/scaling/population/study.hpp>

template class behalf::PopulationStudy<double>;
