// A second translation unit with everything in it: what is not inline in a header would be defined twice.
#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

Eigen::Index principals();

Eigen::Index principals() { return behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}).rows(); }
