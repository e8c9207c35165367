// rejects: CheckCost
#include <behalf/network/cheapest_check.hpp>

// What a check costs is a number.
bool ask(const behalf::DelegationNetwork<>& network) {
#ifdef BEHALF_ACCEPT
  const auto cost = [](behalf::PartyId, behalf::PartyId) { return 2; };
#else
  const auto cost = [](behalf::PartyId, behalf::PartyId) { return "two"; };
#endif
  return static_cast<bool>(behalf::cheapest_checks(network, cost));
}
