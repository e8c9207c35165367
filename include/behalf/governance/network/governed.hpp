#ifndef BEHALF_GOVERNANCE_NETWORK_GOVERNED_HPP
#define BEHALF_GOVERNANCE_NETWORK_GOVERNED_HPP

#include <behalf/governance/levers/governed.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>

#include <memory>

namespace behalf {

/// A web of delegation can be governed; slopes are differences.
template <class ScalarType>
struct Governed<NetworkData<ScalarType>> {
  [[nodiscard]] static Network<ScalarType> model(const NetworkData<ScalarType>& data) {
    return Network<ScalarType>{data};
  }
  [[nodiscard]] static bool remembers(const NetworkData<ScalarType>& data) noexcept {
    return data.institutions.before != nullptr;
  }
  [[nodiscard]] static NetworkData<ScalarType> remembering(const NetworkData<ScalarType>& data) {
    NetworkData<ScalarType> result = data;
    result.institutions.before = std::make_shared<const NetworkData<ScalarType>>(data);
    return result;
  }
};

namespace internal {

/// The network as it was without any lever.
template <class Scalar>
[[nodiscard]] const NetworkData<Scalar>& without_levers(const NetworkData<Scalar>& data) {
  return data.institutions.before ? *data.institutions.before : data;
}

/// The same network, of which shares may move while mandates, and who bears what comes of them, stay.
template <class Scalar>
[[nodiscard]] NetworkData<Scalar> with_mandates_kept(NetworkData<Scalar> data) {
  if (data.institutions.mandate_shares.empty()) data.institutions.mandate_shares = data.shares;
  return data;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_NETWORK_GOVERNED_HPP
