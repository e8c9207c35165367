// Delegation networks with numbers of any size: as with fifty digits within their bound, or they say that they cannot.

#include "support/extreme_draw.hpp"
#include "support/fifty_digit_networks.hpp"
#include "support/random_model.hpp"
#include "support/random_network.hpp"

#include <behalf/network/network.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

#if BEHALF_TEST_EXTRA_SCALARS

namespace {

using behalf_test::ExtremeDraw;
using behalf_test::FiftyDigits;

/// The shape of a random network with contracts, costs and values of any size.
behalf::NetworkData<> extreme_network(std::uint64_t k) {
  behalf_test::Draw shape{3101, k};
  behalf::NetworkData<> data = behalf_test::random_network(shape, {.noise_apart = k % 2 == 1, .signals = k % 4 == 3});
  ExtremeDraw draw{3102, k};
  const Eigen::Index d = data.dimension();
  data.values = draw.graded(d, data.values.cols());
  if (data.affected_values.cols() > 0) data.affected_values = draw.graded(d, data.affected_values.cols());
  if (data.tastes.size() > 0) data.tastes = draw.graded(d, data.tastes.cols());
  const double stake = draw.one_in(2) ? draw.magnitude() : 1;
  data.values *= stake;
  data.affected_values *= stake;
  data.tastes *= stake;
  for (behalf::Agent<>& type : data.agent_types) {
    if (!draw.one_in(3)) type.cost = draw.cost(d);
    type.risk_aversion = draw.one_in(6) ? 0 : draw.magnitude();
  }
  for (behalf::DelegationTerms<>& terms : data.terms) {
    if (terms.transmission) continue;
    if (terms.translation) terms.translation = draw.graded(d, d);
    if (!draw.one_in(3)) terms.metrics = draw.metrics(d);
    if (terms.own_noise && draw.one_in(2)) terms.noise.reset();
    const bool mixed = terms.own_noise && terms.noise;  // what is never seen would have to stand alone
    if (mixed || (!terms.own_noise && !draw.one_in(4))) terms.noise = draw.noise(d, !mixed);
    if (terms.own_noise) terms.own_noise = draw.noise(d, !mixed);
    for (auto& signal : terms.signals) signal.precision *= draw.magnitude();
  }
  return data;
}

}  // namespace

TEST_SUITE("laws/extreme_networks") {
  TEST_CASE("regrets of parties are within their bound of those with fifty digits or have a status") {
    behalf_test::Account account;
    const double bound = behalf::certificate_bound<double>();
    const int draws = behalf_test::extreme_draws(3000);
    int not_judged = 0;
    for (int k = 0; k < draws; ++k) {
      CAPTURE(k);
      const behalf::NetworkData<> data = extreme_network(static_cast<std::uint64_t>(k));
      const behalf::Network<> model{data};
      const behalf::Network<FiftyDigits> exact{behalf_test::cast<FiftyDigits>(data)};
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
        CAPTURE(behalf::letters(ideal));
        const auto regret = model.regret(ideal);
        if (!regret) {
          ++account.refused;
          continue;
        }
        const auto right = exact.regret(ideal);
        if (!right) {  // beyond the bound of fifty digits, which is tighter than what is judged
          REQUIRE(right.status() == behalf::Status::ill_conditioned);
          ++not_judged;
          continue;
        }
        double worst = 0;
        for (Eigen::Index i = 0; i < regret.value().size(); ++i) {
          const FiftyDigits size = std::max(right.value()(i), exact.stakes()(i));
          const FiftyDigits off = abs(FiftyDigits(regret.value()(i)) - right.value()(i));
          if (off != 0) worst = std::max(worst, size > 0 ? static_cast<double>(FiftyDigits(off / size)) : 1e300);
        }
        CHECK(worst <= bound);
        account.add(worst, bound);
      }
    }
    CHECK(account.right > draws);
    CHECK(not_judged <= draws / 10);  // of eight regrets each
    MESSAGE("network: " << account.text() << "; fifty digits do not judge " << not_judged);
  }
}

#endif
