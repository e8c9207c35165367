#include <behalf/behalf.hpp>
#include <behalf/network/cheapest_check.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/validation.hpp>

#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

/// n copies of one model that check only each other, and an auditor who checks, so far, something else.
behalf::DelegationNetwork<> copies(int n) {
  behalf::DelegationNetwork<> network{1};
  network.add(behalf::Principal<>{.name = "citizens", .objective = {behalf::vec({1})}});
  std::vector<behalf::AgentId> models;
  for (int k = 1; k <= n; ++k) models.push_back(network.add(behalf::Agent<>{.name = "model " + std::to_string(k)}));
  const behalf::AgentId auditor = network.add(behalf::Agent<>{.name = "auditor"});
  const behalf::AgentId planner = network.add(behalf::Agent<>{.name = "planner"});
  for (const behalf::AgentId from : models) {
    for (const behalf::AgentId to : models) {
      if (from != to) network.oversee(from, to, {.error_rate = 0.3, .error_class = "one model"});
    }
  }
  network.oversee(auditor, planner, {.error_rate = 0.1, .independent = true});
  return network;
}

void print(const std::string& what, const behalf::JuryAccuracy<>& worth) {
  std::cout << what << ": the majority is right " << behalf::to_fixed(worth.majority_right) << ", wrong when all agree "
            << behalf::to_fixed(worth.wrong_if_unanimous.value()) << '\n';
}

}  // namespace

int main() {
  std::cout << "validators  approvals  agreement seems right  majority is right\n";
  for (const int n : {3, 5, 9}) {
    const auto circle = behalf::validation(copies(n)).front();
    std::cout << std::setw(10) << n << std::setw(11) << n * (n - 1) << std::setw(23)
              << behalf::to_fixed(1 - circle.accuracy.independent.wrong_if_unanimous.value()) << std::setw(19)
              << behalf::to_fixed(circle.accuracy.common_shock.majority_right) << '\n';
  }
  const behalf::DelegationNetwork<> network = copies(3);
  const auto circle = behalf::validation(network).front();
  const auto check = behalf::cheapest_check(network, circle, [&](behalf::PartyId from, behalf::PartyId) {
                       return from.kind() == behalf::PartyKind::principal ? 100.0 : 8.0;  // experts' time
                     }).value();
  std::cout << (circle.grounded ? "grounded" : "a trap") << ": broken by " << network.name(check.from) << " checking "
            << network.name(check.to) << " at a cost of " << behalf::to_fixed(check.cost, 0) << '\n';
  print("before", circle.accuracy.common_shock);
  print("after ", check.accuracy.common_shock);
}
