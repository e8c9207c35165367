#ifndef BEHALF_DIAGNOSIS_IMPL_NETWORK_FINDINGS_IPP
#define BEHALF_DIAGNOSIS_IMPL_NETWORK_FINDINGS_IPP

#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace behalf {

std::vector<NetworkFindings::Delegation> NetworkFindings::by_harm() const {
  std::vector<Delegation> result = delegations;
  std::stable_sort(result.begin(), result.end(),
                   [](const Delegation& a, const Delegation& b) { return a.harm.worst() > b.harm.worst(); });
  return result;
}

std::vector<NetworkFindings::Delegation> NetworkFindings::most_harmful(std::size_t most) const {
  std::vector<Delegation> result = by_harm();
  std::size_t harmful = 0;
  while (harmful < std::min(most, result.size()) && result[harmful].harm.worst() > 1e-9 * result[0].harm.worst()) {
    ++harmful;
  }
  result.resize(harmful);
  return result;
}

namespace internal {

bool all_finite(const NetworkFindings& network) {
  const auto ordinary = [](double x) { return is_finite(x); };
  return std::all_of(network.agents.begin(), network.agents.end(),
                     [](const NetworkFindings::Agent& agent) {
                       return agent.motivation.allFinite() && agent.action.allFinite();
                     }) &&
         std::all_of(network.delegations.begin(), network.delegations.end(),
                     [&](const NetworkFindings::Delegation& edge) {
                       return ordinary(edge.harm.share) && ordinary(edge.harm.noise.value_or(0.0)) &&
                              ordinary(edge.harm.translation.value_or(0.0)) &&
                              std::all_of(edge.harm.transmission.begin(), edge.harm.transmission.end(), ordinary);
                     }) &&
         std::all_of(network.validation.begin(), network.validation.end(),
                     [&](const NetworkFindings::Validation& validators) {
                       const auto all = [&](const NetworkFindings::ByErrorModel& by) {
                         return ordinary(by.independent.value_or(0.0)) && ordinary(by.common_shock.value_or(0.0)) &&
                                ordinary(by.beta_binomial.value_or(0.0));
                       };
                       return ordinary(validators.effective_number) && all(validators.accuracy) &&
                              all(validators.wrong_when_unanimous);
                     });
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_IMPL_NETWORK_FINDINGS_IPP
