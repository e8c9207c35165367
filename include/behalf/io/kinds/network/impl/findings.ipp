#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP

#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// The largest size of a harm, in whatever unit.
[[nodiscard]] double largest_harm(const NetworkFindings::Harm& harm) {
  double result =
      std::max({std::abs(harm.share), std::abs(harm.noise.value_or(0)), std::abs(harm.translation.value_or(0))});
  for (const double x : harm.transmission) result = std::max(result, std::abs(x));
  return result;
}

}  // namespace internal

std::vector<NetworkFindings::Delegation> NetworkFindings::by_harm() const {
  std::vector<Delegation> result = delegations;
  std::stable_sort(result.begin(), result.end(),
                   [](const Delegation& a, const Delegation& b) { return a.harm.share > b.harm.share; });
  return result;
}

std::vector<NetworkFindings::Hurt> NetworkFindings::hurts(HarmBy by, double noticeable) const {
  std::vector<Hurt> result;
  const auto add = [&](std::size_t delegation, std::size_t attribute, double harm) {
    if (harm > noticeable) result.push_back({delegation, attribute, harm});
  };
  for (std::size_t e = 0; e < delegations.size(); ++e) {
    const Harm& harm = delegations[e].harm;
    if (by == HarmBy::share) add(e, 0, harm.share);
    if (by == HarmBy::noise) add(e, 0, harm.noise.value_or(0));
    if (by == HarmBy::translation) add(e, 0, harm.translation.value_or(0));
    for (std::size_t j = 0; by == HarmBy::transmission && j < harm.transmission.size(); ++j) {
      add(e, j, harm.transmission[j]);
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const Hurt& a, const Hurt& b) { return a.harm > b.harm; });
  return result;
}

bool NetworkFindings::delegations_matter(double noticeable) const {
  return std::any_of(delegations.begin(), delegations.end(),
                     [&](const Delegation& edge) { return internal::largest_harm(edge.harm) > noticeable; });
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
               all(validators.wrong_when_unanimous) && all(validators.supported.accuracy) &&
               all(validators.supported.wrong_when_unanimous);
      });
  return finite ? "" : "in what the agents do or the harm of delegations";
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_FINDINGS_IPP
