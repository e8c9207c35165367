// The solver of networks that the tests of this suite share.
#include "support/solve_network_definition.hpp"
