// Harms of networks cut into parts, on as many ranks as this is run on, against those of one machine.

#include "support/petsc_program.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"

#include <behalf/engine/petsc/harm.hpp>
#include <behalf/engine/petsc/network.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/network/harm.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace {

using behalf::DelegationId;
using behalf::HarmKind;
using behalf::NetworkData;
using behalf::NetworkReference;
using behalf::PetscNetwork;
using behalf::Vector;
using behalf_test::Draw;

/// The worst difference of any harm of this rank's delegations; checks it against the largest stake or regret.
template <class Welfare>
double compare(const NetworkData<>& data, NetworkReference reference, const Welfare& welfare) {
  const behalf::Network<> one{data, reference};
  const auto expected = behalf::harms(one, welfare).value();
  const behalf::PetscPart part = behalf_test::own_part(data);
  const auto solution = behalf::harms(PetscNetwork{PETSC_COMM_WORLD, part, reference}, welfare);
  REQUIRE(solution);
  const behalf::PetscHarms& found = solution.value();
  REQUIRE(found.share.size() == static_cast<Eigen::Index>(part.sources.size()));
  const Vector<> gaps = one.regret(behalf::AxisSet::none()).value();
  const double scale = std::max({one.stakes().maxCoeff(), gaps.maxCoeff(), 1e-300});
  double worst = 0;
  Eigen::Index k = 0;
  const auto check = [&](double off) {
    CHECK(std::abs(off) <= 1e-10 * scale);
    worst = std::max(worst, std::abs(off));
  };
  const Vector<> noise = expected.all(HarmKind::noise);
  const Vector<> translation = expected.all(HarmKind::translation);
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    if (!part.is_own(data.targets[e])) continue;
    const Eigen::Index at = static_cast<Eigen::Index>(e);
    check(found.share(k) - expected.share(DelegationId{e}));
    check(found.noise(k) - noise(at));
    check(found.translation(k) - translation(at));
    if (expected.has_transmission(DelegationId{e})) {
      const Vector<> off = found.transmission.col(k) - expected.transmission(DelegationId{e});
      check(off.cwiseAbs().maxCoeff());
    } else if (found.transmission.size() > 0) {
      check(found.transmission.col(k).cwiseAbs().maxCoeff());
    }
    ++k;
  }
  return worst;
}

}  // namespace

TEST_SUITE("engine/petsc_harm") {
  TEST_CASE("random networks have the harms of one machine, to the mean and to whoever is worst off") {
    double worst = 0;
    for (int k = 0; k < behalf_test::draws(100); ++k) {
      CAPTURE(k);
      Draw draw{265, static_cast<std::uint64_t>(k)};
      const NetworkData<> data =
          behalf_test::random_network(draw, {.diagonal = k % 3 == 0, .noise_apart = k % 2 == 0, .signals = k % 4 == 0});
      worst = std::max(worst, compare(data, NetworkReference::each, behalf::WeightedMean{}));
      worst = std::max(worst, compare(data, NetworkReference::collective, behalf::WeightedMean{}));
      worst = std::max(worst, compare(data, NetworkReference::each, behalf::WorstOff{}));
    }
    MESSAGE("harms are off by at most " << worst);
  }
  TEST_CASE("so has a network of a hundred thousand delegations") {
    const NetworkData<> data = behalf_test::large_network(20'000, 100'000, 2, false);
    const double worst = compare(data, NetworkReference::each, behalf::WeightedMean{});
    // One delegation of many moves the mean little, so the measure is the largest harm of any of them.
    const behalf::Network<> one{data};
    const double largest =
        behalf::harms(one, behalf::WeightedMean{}).value().all(HarmKind::share).cwiseAbs().maxCoeff();
    CHECK(worst <= 1e-10 * largest);
    MESSAGE("harms are off by at most " << worst / largest << " of the largest");
  }
}
