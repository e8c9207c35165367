#include <behalf/behalf.hpp>

Eigen::Index principals();

Eigen::Index principals() {
  const behalf::LinearQuadratic nobody_pays{{.values = behalf::rows({{3, 1}, {1, 3}, {0, 2}})}};
  return nobody_pays.stakes().size();
}
