// A model of somebody else's joins by one specialisation: the injurer of the judgment-proof problem.

#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/governance/portfolio/tuned_portfolio.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace {

/// An injurer takes care e ≥ 0 at cost e; harm h comes with probability exp(−e), and it feels the share s of it.
struct Precaution {
  using Scalar = double;
  double harm = 10;
  double felt = 0;

  [[nodiscard]] double care() const { return felt * harm > 1 ? std::log(felt * harm) : 0; }
  [[nodiscard]] double social_cost() const { return care() + harm * std::exp(-care()); }
};

/// One principal, society, to whom the least social cost is 1 + ln h; only objectives are ever faulty.
struct PrecautionModel {
  using Scalar = double;
  Precaution injurer;

  [[nodiscard]] behalf::Solution<behalf::Vector<>> regret(behalf::AxisSet ideal) const {
    const double least = 1 + std::log(injurer.harm);
    const double loss = ideal.contains(behalf::Axis::objectives) ? 0 : injurer.social_cost() - least;
    return {behalf::vec({loss}), behalf::Certificate{}};
  }
  [[nodiscard]] behalf::Vector<> stakes() const { return behalf::vec({injurer.harm - 1 - std::log(injurer.harm)}); }
  [[nodiscard]] behalf::Vector<> weights() const { return behalf::vec({1}); }
};

}  // namespace

template <>
struct behalf::Governed<Precaution> {
  static PrecautionModel model(const Precaution& injurer) { return {injurer}; }
};

namespace {

behalf::Lever<Precaution> liability(double assets, double cost = 1) {
  return {"liability", behalf::LeverKind::contest, cost, [assets](const Precaution& injurer, double t) {
            return Precaution{injurer.harm, behalf::internalised_share(t, assets, injurer.harm)};
          }};
}

}  // namespace

TEST_SUITE("governance/liability") {
  TEST_CASE("an injurer with assets 4 who may do harm 10 takes care ln 4, at a social cost of 3.886294361") {
    // shavell1986: derived from the formula of the model; liability beyond the assets is felt as the assets.
    const Precaution injurer = behalf::pull(liability(4), Precaution{}, 1.0);
    CHECK(injurer.care() == doctest::Approx(std::log(4)).epsilon(1e-14));
    CHECK(injurer.social_cost() == doctest::Approx(3.886294361).epsilon(1e-9));
    const auto why = behalf::attribute(behalf::Governed<Precaution>::model(injurer)).value();
    CHECK(why.gap(0) == doctest::Approx(0.583709268).epsilon(1e-8));
    CHECK(why.shapley(behalf::Axis::objectives, 0) == why.gap(0));
    for (const double assets : {10.0, 25.0}) {
      const Precaution solvent = behalf::pull(liability(assets), Precaution{}, 1.0);
      CHECK(std::abs(PrecautionModel{solvent}.regret({}).value()(0)) <= 1e-15 * solvent.harm);
    }
  }

  TEST_CASE("liability above the share that the injurer can pay costs and changes nothing, so none is bought") {
    behalf::PortfolioOptions<> options{.levels = {{0, 0.2, 0.4, 0.6, 0.8, 1}}};
    const auto best =
        behalf::portfolio(Precaution{}, std::vector{liability(4)}, behalf::WeightedMean{}, options).value();
    CHECK(best.levels(0) == 0.4);
    CHECK(best.cost == 0.4);
    CHECK(best.models == 6);
    CHECK(best.bound == 0);
    const auto unreachable =
        behalf::cheapest_portfolio(Precaution{}, std::vector{liability(4)}, {.tolerances = {0.5}}, options);
    CHECK(unreachable.where() ==
          "no portfolio is aligned enough: the nearest exceeds the tolerance of 1 by 0.0837093, with liability at 0.4");
  }

  TEST_CASE("a level tuned by itself is where care is best, or all that the budget buys") {
    // A fine above the harm makes for too much care: felt share 3t, best where 3t = 1.
    const behalf::Lever<Precaution> fine{"fine", behalf::LeverKind::contest, 1.0,
                                         [](const Precaution& injurer, double t) {
                                           return Precaution{injurer.harm, 3 * t};
                                         }};
    const auto free = behalf::tuned_portfolio(Precaution{}, std::vector{fine}, behalf::WeightedMean{}).value();
    CHECK(free.levels(0) == doctest::Approx(1.0 / 3).epsilon(1e-5));
    CHECK(free.value < 1e-9);
    const auto poor =
        behalf::tuned_portfolio(Precaution{}, std::vector{fine}, behalf::WeightedMean{}, {.budget = 0.25});
    CHECK(poor.value().levels(0) == doctest::Approx(0.25).epsilon(1e-6));
    CHECK(poor.value().cost <= 0.25 * (1 + 1e-12));
    CHECK(poor.certificate().dual_residual < 1e-5);
  }

  TEST_CASE("a model with no formula for slopes gets differences") {
    // At the level 0 the injurer feels 0.3 h already: d/dt of the social cost is care'(1 − h exp(−care)).
    const behalf::Lever<Precaution> more{"more", behalf::LeverKind::contest, 1.0,
                                         [](const Precaution& injurer, double t) {
                                           return Precaution{injurer.harm, injurer.felt + 0.5 * t};
                                         }};
    const auto effect = behalf::cross_effects(Precaution{10, 0.3}, std::vector{more}).value().front();
    CHECK(effect.source == behalf::SlopeSource::difference);
    CHECK(effect.slope->gap(0) == doctest::Approx((0.5 / 0.3) * (1 - 1 / 0.3)).epsilon(1e-7));
    CHECK(behalf::to_text(effect).find("more: -") == 0);
  }
}
