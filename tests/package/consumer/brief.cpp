#include <behalf/behalf.hpp>
#ifdef PROGRAM_WITH_IO
#include <behalf/io.hpp>
#endif

#ifdef PROGRAM_WITH_GRAPH_FILES
#include <behalf/io/graph_files.hpp>
#endif

Eigen::Index principals();

int main() {
#ifdef PROGRAM_WITH_GRAPH_FILES
  behalf::DelegationNetwork<double> network{1};
  network.add(behalf::Principal<double>{.name = "all", .objective = behalf::vec({1})});
  if (behalf::read_dot(behalf::to_dot({{"good"}, network})).network.principals().size() != 1) return 1;
#endif
  return principals() == behalf::vec({1, 2, 3}).size() ? 0 : 1;
}
