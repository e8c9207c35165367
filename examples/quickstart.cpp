#include <behalf/behalf.hpp>

#include <iostream>

int main() {
  const behalf::LinearQuadratic assistant{
      {.values = behalf::rows({{3, 1, 0}, {1, 3, 0}, {0, 0, 2}}),  // who wants what: accuracy, privacy, reach
       .weights = behalf::vec({0.5, 0.3, 0.2}),
       .metrics = behalf::rows({{1, 0, 0}, {0, 0, 1}}),  // privacy is not measured
       .noise = behalf::diagonal({0.1, 0.1, 0.4}),
       .risk_aversion = 2}};
  const auto why = behalf::attribute(assistant).value();
  std::cout << why << '\n';  // a table: principals × (gap, relative, objectives, information, principals)
  for (const auto& warning : why.warnings()) std::cout << warning << '\n';
}
