#include "support/row_study.hpp"
#include "support/scaling_brute_force.hpp"
#include "support/table_model.hpp"

#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/known_rows.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using behalf::Certificate;
using behalf::ScalingPlan;
using behalf::ScalingRow;
using behalf::Study;
using behalf_test::bits;
using behalf_test::RowStudy;

static_assert(behalf::RunnableStudy<Study<>>);
static_assert(behalf::RunnableStudy<behalf::KnownRows<Study<>>>);
static_assert(std::convertible_to<behalf::PopulationStudy<>, Study<>>);
static_assert(!std::convertible_to<behalf::PopulationStudy<float>, Study<>>);
static_assert(!std::convertible_to<ScalingPlan<>, Study<>>);

namespace {

behalf::PopulationStudy<> some_population() {
  behalf::LinearQuadraticSpec<> whole;
  whole.values = behalf::rows({{3, 1, 0}, {1, 3, 0.5}, {0, 0, 2}, {-1, 2, 1}});
  whole.noise = behalf::diagonal({0.5, 1, 0.25});
  return {whole, {.generality = {1, 2, 3}, .scope = {1, 2, 4}, .samples = 5}};
}

behalf_test::TableModel<> table(Eigen::Index g, Eigen::Index s, double delta) {
  behalf_test::TableModel<> model{
      .table = behalf::rows({{9, 1, 2, 3, 4, 5, 6, 0}}), .stake = behalf::vec({10}), .weight = behalf::vec({2})};
  model.table *= static_cast<double>(g) + delta / static_cast<double>(s);
  model.certificate.dual_residual = 1e-16 * static_cast<double>(g);
  return model;
}
const auto make = [](Eigen::Index g, Eigen::Index s, double delta) { return table(g, s, delta); };

std::vector<Study<>> some_studies() {
  return {some_population(), behalf::FamilyStudy{"tables", make, ScalingPlan<>{.generality = {1, 2}, .scope = {1, 3}}},
          RowStudy<>{20}};
}

}  // namespace

TEST_SUITE("scaling/study") {
  TEST_CASE("a study of any kind has the rows, certificates and fingerprint of what it was made from") {
    const behalf::PopulationStudy<> known = some_population();
    const Study<> study = known;
    CHECK(study.fingerprint() == known.fingerprint());
    CHECK(study.size() == known.size());
    CHECK(study.plan().scope == known.plan().scope);
    const auto expected = behalf::run(known);
    const auto found = behalf::run(study);
    CHECK(bits(found.value().rows) == bits(expected.value().rows));
    CHECK(found.certificate().dual_residual == expected.certificate().dual_residual);
    CHECK(found.certificate().duality_gap == expected.certificate().duality_gap);
    for (std::size_t k = 0; k < study.size(); ++k) {
      CHECK(study.is_exact(k) == known.is_exact(k));
      CHECK(study.subsets(k) == known.subsets(k));
      CHECK(study.certificate(k).worst() == known.certificate(k).worst());
    }
  }

  TEST_CASE("studies of several kinds share one room, in any order, and change nothing by it") {
    const std::vector<Study<>> studies = some_studies();
    Study<>::Workspace room;
    for (const std::size_t first : {0U, 1U, 2U}) {
      for (std::size_t i = 0; i < 6; ++i) {
        const Study<>& study = studies[(first + i) % 3];
        Study<>::Workspace own;
        const std::size_t k = (first + 2 * i) % study.size();
        const auto expected = study.row(k, own);
        const auto found = study.row(k, room);
        CHECK(bits(found.value()) == bits(expected.value()));
        CHECK(found.certificate().worst() == expected.certificate().worst());
      }
    }
  }

  TEST_CASE("a room outlives the study that came first") {
    Study<>::Workspace room;
    for (int i = 0; i < 50; ++i) {
      RowStudy<> rows{5, static_cast<std::uint64_t>(i)};
      const Study<> one{rows};
      const Study<> other{some_population()};
      Study<>::Workspace own;
      CHECK(bits(one.row(3, room).value()) == bits(one.row(3, own).value()));
      CHECK(bits(other.row(3, room).value()) == bits(other.row(3, own).value()));
    }
  }

  TEST_CASE("a row comes with the evidence for it, or says at which point and why there is none") {
    RowStudy<> rows{10};
    rows.fails = 4;
    const Study<> study{rows};
    Study<>::Workspace room;
    const auto failed = study.row(4, room);
    CHECK(failed.status() == behalf::Status::infeasible);
    CHECK(failed.where() == "at " + to_text(study.plan().point(4)) + ": nothing will do");
    CHECK(study.row(5, room).certificate().primal_residual == rows.certificate(5).primal_residual);
    ScalingRow<> row;
    CHECK(study.row_into(5, row, room).status == behalf::Status::optimal);
    CHECK(row.index == 5);
  }

  TEST_CASE("a row read from elsewhere is checked for a study of any kind") {
    const std::vector<Study<>> studies = some_studies();
    for (std::size_t i = 0; i < 2; ++i) {  // the rows of the third follow from nothing
      const Study<>& study = studies[i];
      Study<>::Workspace room;
      const std::vector<ScalingRow<>> rows = behalf::run(study).value().rows;
      for (const ScalingRow<>& good : rows) {
        CHECK(study.fault(good, room) == "");
        ScalingRow<> row = good;
        row.gap.value *= 1 + 1e-6;
        CHECK(study.fault(row, room) == "the figures of the row do not fit together: gap");
        row = good;
        ++row.draws;
        CHECK(study.fault(row, room).starts_with("expected a mean over "));
      }
      CHECK(behalf::certify_rows(study, rows, rows.size()).certificate().worst() ==
            behalf::run(study).certificate().worst());
    }
  }
}
