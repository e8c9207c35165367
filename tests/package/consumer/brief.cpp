#include <behalf/behalf.hpp>
#ifdef PROGRAM_WITH_IO
#include <behalf/io.hpp>
#endif

Eigen::Index principals();

int main() { return principals() == behalf::vec({1, 2, 3}).size() ? 0 : 1; }
