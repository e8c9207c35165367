#include "support/refused.hpp"
#include "support/row_study.hpp"
#include "support/scaling_brute_force.hpp"

#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/known_rows.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

using behalf::Certificate;
using behalf::KnownRows;
using behalf::PopulationStudy;
using behalf::ScalingRow;
using behalf_test::bits;

namespace {

PopulationStudy<> some_study() {
  behalf::LinearQuadraticSpec<> whole;
  whole.values = behalf::rows({{3, 1, 0}, {1, 3, 0.5}, {0, 0, 2}, {-1, 2, 1}});
  whole.metrics = behalf::rows({{1, 0.5, 0}, {0, 0, 1}});
  whole.noise = behalf::diagonal({0.5, 1, 0.25});
  return {whole, {.generality = {1, 2, 3}, .scope = {1, 2, 3, 4}, .samples = 5}};
}

}  // namespace

TEST_SUITE("scaling/known_rows") {
  TEST_CASE("rows that were computed before come as they are, with the certificate of a run that computes them") {
    const PopulationStudy<> study = some_study();
    const auto computed = behalf::run(study).value().rows;
    const Certificate certificate = behalf::run(study).certificate();
    for (const std::size_t known : {std::size_t{0}, std::size_t{5}, computed.size()}) {
      CAPTURE(known);
      const auto rest = behalf::run(study, {}, [](const ScalingRow<>&) {}, {.skip = known});
      const auto all = behalf::certify_rows(study, computed, known, rest.certificate());
      CHECK(bits(all.value()) == bits(computed));
      CHECK(all.certificate().primal_residual == certificate.primal_residual);
      CHECK(all.certificate().dual_residual == certificate.dual_residual);
      CHECK(all.certificate().duality_gap == certificate.duality_gap);
      CHECK(all.certificate().worst() > 0);
    }
    const KnownRows known{study, computed, 7};
    CHECK(known.size() == 7);
    CHECK(known.fingerprint() == study.fingerprint());
    CHECK(bits(behalf::run(known).value().rows) == bits({computed.begin(), computed.begin() + 7}));
  }

  TEST_CASE("a known row that is not one of the study is refused with its point, and only where it is known") {
    const PopulationStudy<> study = some_study();
    auto rows = behalf::run(study).value().rows;
    rows[6].gap.value *= 1.5;
    behalf_test::refused([&] { return behalf::certify_rows(study, rows, 7); }, "point 6",
                         "the figures of the row do not fit together: gap");
    CHECK(static_cast<bool>(behalf::certify_rows(study, rows, 6)));
    std::swap(rows[2], rows[3]);
    behalf_test::refused([&] { return behalf::certify_rows(study, rows, 6); }, "point 2",
                         "expected point 2, got point 3");
  }

  TEST_CASE("more rows than there are cannot be known") {
    const PopulationStudy<> study = some_study();
    auto rows = behalf::run(study).value().rows;
    behalf_test::refused([&] { return KnownRows{study, rows, rows.size() + 1}.size(); }, "known");
    rows.push_back(rows.back());
    behalf_test::refused([&] { return KnownRows{study, rows, rows.size()}.size(); }, "known");
  }

  TEST_CASE("known rows are checked in the way in which the caller runs studies") {
    const PopulationStudy<> study = some_study();
    const auto rows = behalf::run(study).value().rows;
    std::size_t runs = 0;
    const auto run = [&runs](const auto& known, const auto& sink) {
      ++runs;
      return behalf::run(known, {}, sink);
    };
    CHECK(behalf::certify_rows(study, rows, rows.size(), {}, run).value().size() == rows.size());
    CHECK(runs == 1);
    const auto fails = [](const auto&, const auto&) {
      return behalf::Solution<std::size_t>{behalf::Status::infeasible, "nowhere to run"};
    };
    CHECK(behalf::certify_rows(study, rows, rows.size(), {}, fails).where() == "nowhere to run");
  }
}
