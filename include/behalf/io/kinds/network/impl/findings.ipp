#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP

#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
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

std::string NetworkFindings::fault() const {
  const auto ordinary = [](double x) { return is_finite(x); };
  const auto all = [&](const ByErrorModel& by) {
    return ordinary(by.independent.value_or(0.0)) && ordinary(by.common_shock.value_or(0.0)) &&
           ordinary(by.beta_binomial.value_or(0.0));
  };
  const bool finite =
      std::all_of(agents.begin(), agents.end(),
                  [](const Agent& agent) { return agent.motivation.allFinite() && agent.action.allFinite(); }) &&
      std::all_of(delegations.begin(), delegations.end(),
                  [&](const Delegation& edge) {
                    return ordinary(edge.harm.share) && ordinary(edge.harm.noise.value_or(0.0)) &&
                           ordinary(edge.harm.translation.value_or(0.0)) &&
                           std::all_of(edge.harm.transmission.begin(), edge.harm.transmission.end(), ordinary);
                  }) &&
      std::all_of(validation.begin(), validation.end(), [&](const Validation& validators) {
        return ordinary(validators.effective_number) && all(validators.accuracy) &&
               all(validators.wrong_when_unanimous);
      });
  return finite ? "" : "in what the agents do or the harm of delegations";
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP
