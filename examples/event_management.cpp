// A team of AI agents plans an event: whom it serves, why no better, and which hand-off costs most.
#include <behalf/behalf.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/network.hpp>

#include <iomanip>
#include <iostream>
#include <string>

int main() {
  using behalf::diagonal, behalf::rows, behalf::vec;
  behalf::DelegationNetwork<> team{3, behalf::Bargaining::separate};  // programme, thrift, safety

  const auto customer = team.add(behalf::Principal<>{.name = "customer", .objective = vec({4, 2, 1}), .weight = 0.7});
  const auto regulator = team.add(behalf::Principal<>{.name = "regulator", .objective = vec({0, 0, 3}), .weight = 0.3});
  const auto guests = team.add(behalf::AffectedParty<>{.name = "guests", .objective = vec({3, 0, 2})});
  const auto venue = team.add(behalf::AffectedParty<>{.name = "venue", .objective = vec({0, -1, 1})});
  const auto caterer = team.add(behalf::AffectedParty<>{.name = "caterer", .objective = vec({1, -1, 0})});

  // The coordinator likes a full programme, whoever pays for it; two of its own kind book and order for it.
  const auto coordinator = team.add(behalf::Agent<>{.name = "coordinator", .taste = vec({0.5, 0, 0})}, 0.2);
  const auto booking = team.add(behalf::Agent<>{.name = "booking agent", .risk_aversion = 2});
  const auto catering = team.add(behalf::Agent<>{.name = "catering agent", .cost = diagonal({1, 1, 2})});

  team.delegate(customer, coordinator, {.metrics = rows({{1, 0, 0}, {0, 1, 0}}), .noise = diagonal({0.1, 0.1, 1})},
                0.8);
  team.delegate(regulator, coordinator, {.noise = diagonal({1, 1, 0.2})}, 0.2);
  team.delegate(coordinator, booking, {.noise = diagonal({0.1, 0.1, 0.3})}, 0.9);
  team.delegate(regulator, booking, {.noise = diagonal({1, 1, 0.1})}, 0.1);
  // A summary of the menu shows what it costs and how it looks, and nothing of allergies.
  team.delegate(coordinator, catering, {.metrics = rows({{1, -1, 0}}), .noise = diagonal({0.2, 0.2, 1})}, 1);

  team.expose(guests, booking, 0.5);
  team.expose(guests, catering, 0.5);
  team.expose(venue, booking);
  team.expose(caterer, catering);

  const behalf::Network<> network{team};
  const auto why = behalf::attribute(network).value();
  std::cout << "whom it serves, and why no better\n" << why << '\n';
  for (const auto& warning : why.warnings()) std::cout << warning << '\n';

  std::cout << "\nharm to the mean gap by hand-off    share    noise\n";
  const auto harms = behalf::harms(network, behalf::WeightedMean{}).value();
  for (const behalf::DelegationId id : harms.ranked(behalf::HarmKind::noise)) {
    const auto& hand_off = team.delegations()[id.index()];
    std::cout << std::left << std::setw(32) << team.name(hand_off.from) + " -> " + team.name(hand_off.to) << std::right
              << std::setw(9) << behalf::to_fixed(harms.share(id)) << std::setw(9) << behalf::to_fixed(harms.noise(id))
              << '\n';
  }
}
