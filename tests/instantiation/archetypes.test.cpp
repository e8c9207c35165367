// Every generic function takes the least that its concept promises, and nothing that it asks for is missing there.

#include "support/archetypes.hpp"

#include "support/compare.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/check_model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_interactions.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/governance/portfolio/tuned_portfolio.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/known_rows.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/row_check.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using behalf_test::exactly;

TEST_SUITE("instantiation/archetypes") {
  TEST_CASE("the least model is attributed, judged and checked like any other") {
    const archetype::Model model{1};
    const behalf::Attribution<> why = behalf::attribute(model).value();
    CHECK(why.gap(1) == 6);
    CHECK(why.name(1) == "2");
    for (const behalf::Axis axis : behalf::all_axes) CHECK(why.shapley(axis, 1) == exactly(2));
    CHECK(why.warnings().empty());
    CHECK(behalf::gap(model).value()(0) == 3);
    CHECK(behalf::check_model(model).empty());
    CHECK(behalf::check_model(archetype::LatticeModel{1}).empty());
    CHECK(behalf::attribute(archetype::LatticeModel{1}).value().gap(1) == 6);
    CHECK(behalf::weighted_mean(behalf::lattice(model).value()).regret({}, 0) == exactly(21.0 / 4));
    CHECK(weighted_mean(why).gap(0) == exactly(21.0 / 4));
    CHECK(summarise(why, behalf::WorstOff{}) == 6);
    CHECK(behalf::verdict(why, 4.0).share.value() == exactly(0.25));
  }

  TEST_CASE("the least family of models is a study, and the least study is run, checked, merged and passed on") {
    const behalf::FamilyStudy family{"family", archetype::Family{},
                                     behalf::ScalingPlan<>{.generality = {1, 2}, .scope = {1, 2}}};
    CHECK(behalf::run(family).value().rows.back().gap.value == exactly(8 * 21.0 / 4));

    archetype::Study study;
    const auto done = behalf::run(study);
    const std::vector<behalf::ScalingRow<>> rows = done.value().rows;
    CHECK(rows.size() == 6);
    CHECK(behalf::merge_shards(
              study, {behalf::run(study, behalf::shard(0, 2)).value(), behalf::run(study, behalf::shard(1, 2)).value()})
              .size() == 6);
    archetype::Study::Workspace room;
    CHECK(behalf::row_fault(study, rows[2], room) == "");
    CHECK(behalf::certify_rows(study, rows, 3).value().size() == 6);
    const behalf::Study<> any{std::move(study)};
    CHECK(behalf::run(any).value().rows.back().gap.value == rows.back().gap.value);
    CHECK(behalf::elasticities(rows)[0].value->value == exactly(1));
  }

  TEST_CASE("the least description is governed by levers of one's own") {
    using Lever = behalf::Lever<archetype::Description>;
    const auto lower = [](double to) {
      return [to](const archetype::Description& description, double t) {
        return archetype::Description{description.level() * (1 - (1 - to) * t)};
      };
    };
    const std::vector<Lever> levers{{"halve", behalf::LeverKind::set, 2.0, lower(0.5)},
                                    {"quarter", behalf::LeverKind::evaluate, 3.0, lower(0.25)}};
    const archetype::Description description{1};
    CHECK(cross_effects(description, levers).value()[0].change.gap(1) == exactly(-3));
    // 3 and 4.5 alone, 5.25 together.
    CHECK(lever_interactions(description, levers, behalf::WorstOff{}).value()(0, 1) == exactly(-2.25));
    CHECK(portfolio(description, levers, behalf::WorstOff{}).value().value == exactly(0.75));
    CHECK(portfolio(description, levers, behalf::WeightedMean{}, {.budget = 3.0}).value().cost == 3);
    CHECK(cost_frontier(description, levers, behalf::WorstOff{}).value().points.size() >= 3);
    CHECK(cheapest_portfolio(description, levers, {.tolerances = {3.0, 3.0}}).value().portfolio.cost == 2);
    CHECK(tuned_portfolio(description, levers, behalf::WorstOff{}, {.starts = 1}).value().value == exactly(0.75));
  }
}
