#ifndef BEHALF_TESTS_SUPPORT_NETWORK_HARMS_HPP
#define BEHALF_TESTS_SUPPORT_NETWORK_HARMS_HPP

#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace behalf_test {

/// In which way a delegation is moved.
enum class Way { share, noise, translation, transmission };

/// The network with one delegation moved by `step` in one way; its terms become its own.
template <class Scalar>
behalf::NetworkData<Scalar> moved(behalf::NetworkData<Scalar> data, std::size_t e, Way way, Eigen::Index j,
                                  const Scalar& step) {
  const Eigen::Index d = data.dimension();
  data.terms.push_back(data.terms[data.terms_of[e]]);
  data.terms_of[e] = static_cast<std::uint32_t>(data.terms.size() - 1);
  behalf::DelegationTerms<Scalar>& terms = data.terms.back();
  switch (way) {
    case Way::share: data.shares[e] += step; break;
    case Way::transmission: (*terms.transmission)(j) += step; break;
    case Way::noise: {
      const Scalar times = (Scalar(1) + step) * (Scalar(1) + step);
      for (auto* part : {&terms.noise, &terms.own_noise}) {
        if (!*part) continue;
        behalf::Matrix<Scalar> noise = (*part)->finite_noise();
        for (Eigen::Index b = 0; b < d; ++b) {
          for (Eigen::Index a = 0; a < d; ++a) noise(a, b) *= times;
        }
        for (const Eigen::Index unseen : (*part)->never_seen()) {
          noise(unseen, unseen) = std::numeric_limits<Scalar>::infinity();
        }
        *part = noise;
      }
      break;
    }
    case Way::translation: {
      if (!terms.translation) break;
      const behalf::Matrix<Scalar> identity = behalf::Matrix<Scalar>::Identity(d, d);
      terms.translation = behalf::Matrix<Scalar>(identity + (Scalar(1) + step) * (*terms.translation - identity));
      break;
    }
  }
  return data;
}

/// The harm that is meant.
template <class Scalar>
Scalar harm_of(const behalf::Harms<Scalar>& harms, std::size_t e, Way way, Eigen::Index j) {
  const behalf::DelegationId id{e};
  switch (way) {
    case Way::share: return harms.share(id);
    case Way::noise: return harms.noise(id);
    case Way::translation: return harms.translation(id);
    case Way::transmission: break;
  }
  return harms.transmission(id)(j);
}

/// Calls `check(e, way, j)` for every way in which every delegation can be moved.
template <class Check>
void for_every_harm(const behalf::NetworkData<>& data, const Check& check) {
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    CAPTURE(e);
    check(e, Way::share, 0);
    if (data.terms[data.terms_of[e]].transmission) {
      for (Eigen::Index j = 0; j < data.dimension(); ++j) check(e, Way::transmission, j);
    } else {
      check(e, Way::noise, 0);
      check(e, Way::translation, 0);
    }
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_NETWORK_HARMS_HPP
