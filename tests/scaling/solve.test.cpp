// The model and the study, compiled once for this suite.

#include "support/scaling_brute_force.hpp"
#include "support/solve_linear_quadratic_definition.hpp"

template class behalf::PopulationStudy<double>;
