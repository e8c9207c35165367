#include "support/dual.hpp"
#include "support/refused.hpp"

#include <behalf/principals/strategic_unanimity.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

using behalf::PanelVerdict;
using behalf::VotingBehaviour;
using behalf::VotingPanel;

namespace {

VotingPanel<> random_panel(std::uint64_t k) {
  behalf::RandomStream random{360, k};
  VotingPanel<> panel;
  panel.members = 1 + static_cast<int>(random.below(9));
  panel.needed = 1 + static_cast<int>(random.below(static_cast<std::uint32_t>(panel.members)));
  if (random.below(3) == 0) panel.needed = panel.members;
  panel.accuracy = 0.52 + 0.46 * random.uniform();
  panel.doubt = 0.02 + 0.96 * random.uniform();
  panel.prior = 0.05 + 0.9 * random.uniform();
  return panel;
}

/// P(as many of `jurors` vote to convict), over all 2^jurors ways to vote.
double votes(int jurors, int convicting, double each) {
  double sum = 0;
  for (unsigned ballot = 0; ballot < (1U << static_cast<unsigned>(jurors)); ++ballot) {
    const int count = std::popcount(ballot);
    if (count == convicting) sum += std::pow(each, count) * std::pow(1 - each, jurors - count);
  }
  return sum;
}

/// The expected loss of a panel member who votes to convict with probability `vote` after this signal, the others voting as
/// in the verdict; less the loss that does not depend on the vote.
double loss(const VotingPanel<>& panel, const PanelVerdict<>& verdict, bool saw_guilt, double vote) {
  const double p = panel.accuracy, n = panel.members - 1;
  const double guilty_vote = p * verdict.convict_if_guilty + (1 - p) * verdict.convict_if_innocent;
  const double innocent_vote = (1 - p) * verdict.convict_if_guilty + p * verdict.convict_if_innocent;
  const int others = static_cast<int>(n);
  double convicted_guilty = 0, convicted_innocent = 0;
  for (int count = 0; count <= others; ++count) {
    const double convicts = count >= panel.needed ? 1 : count + 1 == panel.needed ? vote : 0;
    convicted_guilty += convicts * votes(others, count, guilty_vote);
    convicted_innocent += convicts * votes(others, count, innocent_vote);
  }
  const double guilt = panel.prior * (saw_guilt ? p : 1 - p), innocence = (1 - panel.prior) * (saw_guilt ? 1 - p : p);
  return (guilt * (1 - convicted_guilty) * (1 - panel.doubt) + innocence * convicted_innocent * panel.doubt) /
         (guilt + innocence);
}

}  // namespace

TEST_SUITE("principals/strategic_unanimity") {
  TEST_CASE("no member of a panel does better by voting otherwise, over all ways the others may vote") {
    std::array<int, 5> seen{};
    for (std::uint64_t k = 0; k < 400; ++k) {
      CAPTURE(k);
      const VotingPanel<> panel = random_panel(k);
      const auto solved = behalf::strategic_verdict(panel);
      const PanelVerdict<>& verdict = solved.value();
      CHECK(*solved.certificate().incentive_violation < 1e-12);
      ++seen[static_cast<std::size_t>(verdict.behaviour)];
      for (const bool saw_guilt : {false, true}) {
        const double vote = saw_guilt ? verdict.convict_if_guilty : verdict.convict_if_innocent;
        CHECK(vote >= 0);
        CHECK(vote <= 1);
        const double at = loss(panel, verdict, saw_guilt, vote);
        CHECK(loss(panel, verdict, saw_guilt, 0) >= at - 1e-13);
        CHECK(loss(panel, verdict, saw_guilt, 1) >= at - 1e-13);
      }
      const bool follows =
          verdict.behaviour != VotingBehaviour::always_convict && verdict.behaviour != VotingBehaviour::never_convict;
      CHECK((verdict.convict_if_guilty > verdict.convict_if_innocent) == follows);
      const double p = panel.accuracy;
      double convicted = 0, acquitted = 0;
      for (int count = 0; count <= panel.members; ++count) {
        const double innocent =
            votes(panel.members, count, (1 - p) * verdict.convict_if_guilty + p * verdict.convict_if_innocent);
        const double guilty =
            votes(panel.members, count, p * verdict.convict_if_guilty + (1 - p) * verdict.convict_if_innocent);
        (count >= panel.needed ? convicted : acquitted) += count >= panel.needed ? innocent : guilty;
      }
      CHECK(verdict.innocent_convicted == doctest::Approx(convicted).epsilon(1e-12));
      CHECK(verdict.guilty_acquitted == doctest::Approx(acquitted).epsilon(1e-12));
    }
    for (const int count : seen) CHECK(count > 10);
  }

  TEST_CASE(
      "a stricter rule promises fewer innocents convicted, and unanimity convicts more of them the larger the panel") {
    double promised = 1, happens = 0;
    for (const int n : {2, 3, 6, 12, 30, 300}) {
      const VotingPanel<> panel{.members = n, .needed = n, .accuracy = 0.8};
      const double sincere = behalf::sincere_verdict(panel).innocent_convicted;
      const double strategic = behalf::strategic_verdict(panel).value().innocent_convicted;
      CHECK(sincere == doctest::Approx(std::pow(0.2, n)).epsilon(1e-10));
      CHECK(sincere < promised);
      CHECK(strategic > happens);
      promised = sincere;
      happens = strategic;
    }
    // The limit for a large panel, ((1 − q)(1 − p)/(qp))^(p/(2p − 1)).
    CHECK(happens == doctest::Approx(std::pow(0.25, 0.8 / 0.6)).epsilon(0.01));
    // A majority of the same panel errs hardly ever.
    CHECK(behalf::strategic_verdict(VotingPanel<>{.members = 31, .needed = 16, .accuracy = 0.8})
              .value()
              .innocent_convicted < 1e-3);
  }

  TEST_CASE("a simple majority of an odd panel that weighs both errors equally votes what it saw") {
    for (const int n : {1, 3, 5, 101}) {
      const VotingPanel<> panel{.members = n, .needed = (n + 1) / 2, .accuracy = 0.6};
      const auto verdict = behalf::strategic_verdict(panel).value();
      CHECK(verdict.behaviour == VotingBehaviour::informative);
      CHECK(verdict.innocent_convicted == behalf::sincere_verdict(panel).innocent_convicted);
      CHECK(verdict.innocent_convicted == doctest::Approx(verdict.guilty_acquitted).epsilon(1e-12));
    }
  }

  TEST_CASE("convicting turned into acquitting is the same panel in the mirror") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      const VotingPanel<> panel = random_panel(k);
      VotingPanel<> mirror = panel;
      mirror.needed = panel.members + 1 - panel.needed;
      mirror.doubt = 1 - panel.doubt;
      mirror.prior = 1 - panel.prior;
      const auto one = behalf::strategic_verdict(panel).value(), other = behalf::strategic_verdict(mirror).value();
      CHECK(one.innocent_convicted == doctest::Approx(other.guilty_acquitted).epsilon(1e-9));
      CHECK(one.convict_if_guilty == doctest::Approx(1 - other.convict_if_innocent).epsilon(1e-9));
    }
  }

#if BEHALF_TEST_EXTRA_SCALARS
  TEST_CASE("dual numbers differentiate what a panel promises, as the slope of a binomial tail is written") {
    // d/dx P(at least k of n) = n P(exactly k − 1 of n − 1).
    using behalf_test::Dual;
    for (const int n : {1, 2, 5, 40}) {
      for (int k = 1; k <= n; ++k) {
        const double p = 0.625;
        const auto promised =
            behalf::sincere_verdict(VotingPanel<Dual>{.members = n, .needed = k, .accuracy = Dual{p, 1}});
        const auto slope = [&](double x) {
          return n * std::exp(std::lgamma(n) - std::lgamma(k) - std::lgamma(n - k + 1)) * std::pow(x, k - 1) *
                 std::pow(1 - x, n - k);
        };
        CHECK(promised.innocent_convicted.derivative() == doctest::Approx(-slope(1 - p)).epsilon(1e-12));
        CHECK(promised.guilty_acquitted.derivative() == doctest::Approx(-slope(p)).epsilon(1e-12));
      }
    }
  }
#endif

  TEST_CASE("what is no panel is refused with the field and the rule") {
    const auto refused = [](const VotingPanel<>& panel, const std::string& field) {
      behalf_test::refused([&] { return behalf::strategic_verdict(panel); }, field);
      behalf_test::refused([&] { return behalf::sincere_verdict(panel); }, field);
    };
    refused({.members = 0}, "members");
    refused({.members = 3, .needed = 4}, "needed");
    refused({.members = 3, .needed = 0}, "needed");
    refused({.accuracy = 0.5}, "accuracy");
    refused({.accuracy = std::nan("")}, "accuracy");
    refused({.doubt = 1}, "doubt");
    refused({.prior = 0}, "prior");
  }
}
