#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

#include <iostream>

Eigen::Index principals();

int main() {
  const behalf::LinearQuadratic assistant{{.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}),
                                           .weights = behalf::vec({0.5, 0.3, 0.2}),
                                           .metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}}),
                                           .noise = behalf::diagonal({0.1, 0.1, 0.4}),
                                           .risk_aversion = 2}};
  std::cout << behalf::attribute(assistant).value() << '\n';
  return assistant.stakes().size() == principals() ? 0 : 1;
}
