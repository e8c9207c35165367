// The one place of this suite where the model is compiled.
#include "support/solve_linear_quadratic_definition.hpp"
