#include "support/compare.hpp"
#include "support/random_model.hpp"
#include "support/refused.hpp"

#include <behalf/governance/process/break_even.hpp>
#include <behalf/governance/process/cheapest_period.hpp>
#include <behalf/governance/process/dropped_consultations.hpp>
#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/process_simulation.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

using behalf::Matrix;
using behalf::rows;
using behalf::ValueProcess;
using behalf_test::Draw;
using behalf_test::exactly;
using behalf_test::refused;

namespace {

const ValueProcess<> one{.drift = rows({{0.2}}), .noise = rows({{0.5}})};

/// A process whose drift and noise may be singular.
ValueProcess<> random_process(Draw& draw) {
  const Eigen::Index d = 1 + draw.below(4);
  return {.drift = draw.covariance(d), .noise = draw.covariance(d), .cost = draw.positive_definite(d)};
}

double gap_of(const ValueProcess<>& process, const Matrix<>& covariance) {
  return Matrix<>(process.cost->inverse() * covariance).trace() / 2;
}

/// Both sums after T steps, step by step.
struct Sums {
  double one_time = 0;
  double ongoing = 0;
};
Sums add_up(const ValueProcess<>& process, const behalf::BreakEvenOptions<>& options, std::int64_t steps) {
  const auto ongoing = behalf::ongoing_consultation(process, {.period = options.period}).value();
  const auto fix = behalf::one_time_fix(process, options.initial.value_or(ongoing.prior)).value();
  Sums sums{options.one_time_cost.value_or(options.consultation_cost), 0};
  for (std::int64_t t = 0; t < steps; ++t) {
    if (t % options.period == 0) sums.ongoing += options.consultation_cost;
    sums.ongoing += ongoing.gaps()(t % options.period);
    sums.one_time += fix.gap(static_cast<double>(t));
  }
  return sums;
}

}  // namespace

TEST_SUITE("governance/process") {
  TEST_CASE("the design's figures for a scalar process come out to all their digits") {
    const auto every_step = behalf::ongoing_consultation(one).value();
    CHECK(every_step.prior(0, 0) == doctest::Approx(0.4316624790).epsilon(1e-10));
    CHECK(every_step.posterior(0, 0) == doctest::Approx(0.2316624790).epsilon(1e-10));
    const auto every_second = behalf::ongoing_consultation(one, {.period = 2});
    CHECK(every_second.value().posterior(0, 0) == doctest::Approx(0.289897949).epsilon(2e-9));
    CHECK(every_second.value().mean_gap == doctest::Approx(0.194948974).epsilon(3e-9));
    const auto every_fifth = behalf::ongoing_consultation(one, {.period = 5}).value();
    CHECK(every_fifth.posterior(0, 0) == doctest::Approx(0.366025404).epsilon(2e-9));
    CHECK(every_fifth.mean_gap == doctest::Approx(0.383012702).epsilon(2e-9));
    CHECK(every_second.certificate().worst() < 1e-14);
  }

  TEST_CASE("in one dimension the closed form holds to 1e-12 for any drift, noise, cost, period and delay") {
    for (const double q : {1e-6, 0.2, 40.0}) {
      for (const double r : {1e-5, 0.5, 300.0}) {
        for (const int tau : {1, 2, 7, 100}) {
          for (const int delay : {0, 3}) {
            const ValueProcess<> process{rows({{q}}), rows({{r}}), rows({{4}})};
            const auto ongoing = behalf::ongoing_consultation(process, {tau, delay}).value();
            const double step = tau * q;
            const double after = 2 * step * r / (step + std::sqrt(step * step + 4 * step * r));
            CHECK(ongoing.gap_at_consultation == exactly((after + delay * q) / 8));
            CHECK(ongoing.mean_gap == exactly((after + q * (delay + (tau - 1) / 2.0)) / 8));
            CHECK(ongoing.gaps().mean() == exactly(ongoing.mean_gap));
          }
        }
      }
    }
  }

  TEST_CASE("gaps of any process are those of its covariances, with certificates, singular ones included") {
    for (std::uint64_t k = 0; k < 80; ++k) {
      Draw draw{310, k};
      const ValueProcess<> process = random_process(draw);
      const int tau = 1 + static_cast<int>(draw.below(6)), delay = static_cast<int>(draw.below(3));
      const auto ongoing = behalf::ongoing_consultation(process, {tau, delay});
      CHECK(ongoing.certificate().worst() < 1e-9);
      const double drift = gap_of(process, process.drift);
      const double after = gap_of(process, ongoing.value().posterior);
      CHECK(ongoing.value().mean_gap == doctest::Approx(after + drift * (delay + (tau - 1) / 2.0)).epsilon(1e-9));
    }
  }

  TEST_CASE("asking less often leaves a larger gap, and better answers a smaller one") {
    for (std::uint64_t k = 0; k < 20; ++k) {
      Draw draw{311, k};
      ValueProcess<> process = random_process(draw);
      process.drift.diagonal().array() += 0.1;
      double before = -1;
      for (const int tau : {1, 2, 3, 10}) {
        const double mean = behalf::ongoing_consultation(process, {tau}).value().mean_gap;
        CHECK(mean > before);
        before = mean;
      }
      ValueProcess<> better = process;
      better.noise *= 0.5;
      CHECK(behalf::ongoing_consultation(better, {10}).value().mean_gap <= before * (1 + 1e-12));
    }
  }

  TEST_CASE("all covariances times a factor are all gaps times that factor") {
    Draw draw{312, 1};
    ValueProcess<> process = random_process(draw);
    const double before = behalf::ongoing_consultation(process, {3, 1}).value().mean_gap;
    process.drift *= 9;
    process.noise *= 9;
    CHECK(behalf::ongoing_consultation(process, {3, 1}).value().mean_gap == exactly(9 * before));
  }

  TEST_CASE("a one-time fix adds precisions and then drifts away") {
    const auto fix = behalf::one_time_fix(one, rows({{2}}));
    CHECK(fix.value().posterior(0, 0) == exactly(0.4));
    CHECK(fix.value().gap(10) == exactly((0.4 + 10 * 0.2) / 2));
    CHECK(fix.certificate().worst() < 1e-15);
    // From the steady state it leaves what each ongoing consultation leaves.
    const auto ongoing = behalf::ongoing_consultation(one, {.period = 4}).value();
    CHECK(behalf::one_time_fix(one, ongoing.prior).value().gap(0) == exactly(ongoing.gap_at_consultation));
  }

  TEST_CASE("the break-even is the first step from which on, for good, the sums added step by step are apart") {
    int late = 0, twice = 0;
    for (std::uint64_t k = 0; k < 120; ++k) {
      CAPTURE(k);
      Draw draw{313, k};
      ValueProcess<> process = random_process(draw);
      process.drift.diagonal().array() += 0.1;
      behalf::BreakEvenOptions<> options{.period = 1 + static_cast<int>(draw.below(5)),
                                         .consultation_cost = 0.3 + static_cast<double>(draw.below(40))};
      if (!draw.one_in(3)) options.one_time_cost = static_cast<double>(draw.below(4));
      if (draw.one_in(2)) options.initial = draw.covariance(process.drift.rows());
      const auto even = behalf::break_even(process, options);
      CHECK(even.certificate().worst() < 1e-9);
      CHECK(even.value().prospect == behalf::OneTimeProspect::falls_behind);
      const std::int64_t steps = even.value().steps;
      // Sums up to well beyond it; the lead of whole periods only grows from there on.
      const std::int64_t horizon = std::min<std::int64_t>(steps, 400) + 12 * options.period;
      std::int64_t last_behind = 0;
      bool was_ahead_before = false;
      for (std::int64_t t = 1; t <= horizon; ++t) {
        const Sums at = add_up(process, options, t);
        const bool exceeds = at.one_time > at.ongoing * (1 + 1e-12);
        if (!exceeds) last_behind = t;
        if (exceeds && t < steps) was_ahead_before = true;
      }
      if (steps <= 400) CHECK(last_behind + 1 == steps);
      if (was_ahead_before) ++twice;
      const Sums at = add_up(process, options, steps);
      CHECK(at.one_time == doctest::Approx(even.value().one_time).epsilon(1e-9));
      CHECK(at.ongoing == doctest::Approx(even.value().ongoing).epsilon(1e-9));
      if (steps > options.period) ++late;
    }
    CHECK(late > 40);
    CHECK(twice > 3);
  }

  TEST_CASE("a consultation just paid for may put the one-time fix ahead once more, and ties are no loss") {
    const auto even = behalf::break_even(one, {.period = 4, .consultation_cost = 1.5}).value();
    CHECK(even.steps == 10);
    CHECK(even.one_time == exactly(7.741657386774));
    CHECK(even.ongoing == exactly(7.541657386774));
    const Sums eight = add_up(one, {.period = 4, .consultation_cost = 1.5}, 8);
    const Sums nine = add_up(one, {.period = 4, .consultation_cost = 1.5}, 9);
    CHECK(eight.one_time > eight.ongoing + 1e-3);
    CHECK(nine.one_time < nine.ongoing - 1e-3);

    const Matrix<> six = Matrix<>::Identity(6, 6);
    const ValueProcess<> slow{0.004 * six, 0.05 * six};
    const auto level = behalf::break_even(slow, {.period = 12, .consultation_cost = 0.1}).value();
    CHECK(level.steps == 13);
    CHECK(level.one_time == exactly(2.227556344730));
    CHECK(level.ongoing == exactly(2.183556344730));
    CHECK(behalf::break_even(slow, {.period = 12, .consultation_cost = 0.1, .one_time_cost = 0.0}).value().steps == 14);
    // Free consultations: alike until the second of them.
    CHECK(behalf::break_even(one).value().steps == 2);
    CHECK(behalf::break_even(one, {.period = 1'000'000}).value().steps == 1'000'001);
  }

  TEST_CASE("dear consultations pay after a long time, without drift never, and what costs nothing is equal for ever") {
    // In the long run the lead is hT²/2 − cT/τ: T about 2c/(τh), here 2·10⁹/(4·0.1).
    const auto dear = behalf::break_even(one, {.period = 4, .consultation_cost = 1e9});
    CHECK(static_cast<double>(dear.value().steps) == doctest::Approx(5e9).epsilon(1e-6));
    CHECK(dear.certificate().worst() < 1e-12);
    const ValueProcess<> still{rows({{0}}), rows({{0.5}})};
    CHECK(behalf::break_even(still, {.consultation_cost = 1}).value().prospect == behalf::OneTimeProspect::stays_ahead);
    CHECK(behalf::break_even(still).value().prospect == behalf::OneTimeProspect::stays_equal);
    CHECK(to_text(behalf::OneTimeProspect::stays_equal) == "stays equal");
    // Without drift what was known before still counts: a fix that knows less costs more from the first step on.
    const auto worse = behalf::break_even(still, {.consultation_cost = 0, .initial = rows({{1}})}).value();
    CHECK(worse.prospect == behalf::OneTimeProspect::falls_behind);
    CHECK(worse.steps == 1);
    const auto dearer = behalf::break_even(still, {.consultation_cost = 0, .one_time_cost = 2}).value();
    CHECK(dearer.steps == 1);
  }

  TEST_CASE("the cheapest period is that of looking at every period, and nothing beyond the horizon is cheaper") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      Draw draw{314, k};
      ValueProcess<> process = random_process(draw);
      process.drift.diagonal().array() += 0.05;
      const double cost = static_cast<double>(draw.below(60)) / 2;
      const auto best = behalf::cheapest_period(process, cost);
      CHECK(best.certificate().worst() < 1e-9);
      CHECK(best.value().beyond >= best.value().cost);
      double least = std::numeric_limits<double>::infinity();
      int cheapest = 0;
      for (int tau = 1; tau <= 60; ++tau) {
        const double total = behalf::ongoing_consultation(process, {tau}).value().mean_gap + cost / tau;
        if (total < least * (1 - 1e-13)) {
          least = total;
          cheapest = tau;
        }
        if (tau > best.value().horizon) CHECK(total >= best.value().beyond * (1 - 1e-12));
      }
      CHECK(best.value().period == cheapest);
      CHECK(best.value().cost == exactly(least));
    }
  }

  TEST_CASE("a dear consultation is held about every √(2c/h) steps, found without looking at every period") {
    const auto rare = behalf::cheapest_period(one, 1e9);
    CHECK(static_cast<double>(rare.value().period) == doctest::Approx(std::sqrt(2e9 / 0.1)).epsilon(1e-4));
    CHECK(rare.value().horizon > rare.value().period);
    CHECK(rare.value().examined < 20000);
    CHECK(behalf::cheapest_period(one, 0.0).value().period == 1);
    const ValueProcess<> still{rows({{0}}), rows({{0.5}})};
    CHECK(behalf::cheapest_period(still, 1.0).status() == behalf::Status::unbounded);
    CHECK(behalf::cheapest_period(one, 2.0, 7).value().period == behalf::cheapest_period(one, 2.0).value().period);
    CHECK(behalf::cheapest_period(one, 2.0, 7).value().mean_gap ==
          exactly(behalf::cheapest_period(one, 2.0).value().mean_gap + 0.7));
  }

  TEST_CASE("dropped consultations: the bounds meet without drops and widen with them") {
    for (std::uint64_t k = 0; k < 30; ++k) {
      Draw draw{315, k};
      const ValueProcess<> process = random_process(draw);
      const behalf::ConsultationPlan plan{1 + static_cast<int>(draw.below(4)), static_cast<int>(draw.below(3))};
      const double none = behalf::ongoing_consultation(process, plan).value().mean_gap;
      const auto all = behalf::dropped_consultations(process, 1.0, plan);
      CHECK(all.value().lower == doctest::Approx(none).epsilon(1e-10));
      CHECK(all.value().upper == doctest::Approx(none).epsilon(1e-10));
      double before = none;
      for (const double arrival : {0.9, 0.5, 0.1}) {
        const auto some = behalf::dropped_consultations(process, arrival, plan);
        CHECK(some.certificate().worst() < 1e-12);
        CHECK(some.value().lower <= some.value().upper);
        CHECK(some.value().lower >= none * (1 - 1e-12));
        CHECK(some.value().upper >= before * (1 - 1e-12));
        before = some.value().upper;
      }
    }
    CHECK(behalf::dropped_consultations(one, 0.0).status() == behalf::Status::unbounded);
    // Exact answers: the age of the last one is geometric, (1 − a)/a on average.
    const ValueProcess<> exact{rows({{0.2}}), rows({{0}})};
    CHECK(behalf::dropped_consultations(exact, 0.25).value().lower == exactly(0.3));
    CHECK(behalf::dropped_consultations(exact, 0.25).value().upper == exactly(0.3));
  }

  TEST_CASE("drawn histories agree with the closed form within four standard errors, late answers included") {
    const ValueProcess<> process{rows({{0.3, 0.1}, {0.1, 0.2}}), rows({{0.5, -0.2}, {-0.2, 1}}),
                                 rows({{2, 0.5}, {0.5, 1}})};
    for (const behalf::ConsultationPlan plan : {behalf::ConsultationPlan{1, 0}, {3, 0}, {2, 5}}) {
      const double exact = behalf::ongoing_consultation(process, plan).value().mean_gap;
      const auto drawn = behalf::simulate_process(process, plan, {.periods = 30, .warm_up = 5, .replications = 100});
      CHECK(std::abs(drawn.value - exact) < 4 * drawn.standard_error);
      CHECK(drawn.standard_error < 0.06 * exact);
    }
  }

  TEST_CASE("drawn histories with losses lie between the bounds, strictly inside for noisy answers") {
    const ValueProcess<> process{rows({{0.2}}), rows({{2}})};
    const behalf::ConsultationPlan plan{.period = 2};
    const auto bounds = behalf::dropped_consultations(process, 0.5, plan).value();
    const auto drawn = behalf::simulate_process(
        process, plan, {.arrival = 0.5, .periods = 50, .warm_up = 20, .replications = 150, .seed = 4});
    CHECK(drawn.value > bounds.lower - 4 * drawn.standard_error);
    CHECK(drawn.value < bounds.upper + 4 * drawn.standard_error);
    CHECK(drawn.value > behalf::ongoing_consultation(process, plan).value().mean_gap + 4 * drawn.standard_error);
    CHECK(drawn.value ==
          behalf::simulate_process(process, plan,
                                   {.arrival = 0.5, .periods = 50, .warm_up = 20, .replications = 150, .seed = 4})
              .value);
  }

  TEST_CASE("what is no process and no plan is refused with the field and the rule") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    refused([] { (void)behalf::ongoing_consultation(ValueProcess<>{}); }, "drift");
    refused([] { (void)behalf::ongoing_consultation(ValueProcess<>{rows({{-1}}), rows({{1}})}); }, "drift[0][0]");
    refused([] { (void)behalf::ongoing_consultation(ValueProcess<>{rows({{1}}), Matrix<>{}}); }, "noise");
    refused([] { (void)behalf::ongoing_consultation(ValueProcess<>{rows({{1}}), rows({{1}}), rows({{0}})}); }, "cost");
    refused([] { (void)behalf::ongoing_consultation(one, {.period = 0}); }, "period");
    refused([] { (void)behalf::ongoing_consultation(one, {.delay = -1}); }, "delay");
    refused([] { (void)behalf::one_time_fix(one, rows({{-1}})); }, "initial[0][0]");
    refused([&] { (void)behalf::break_even(one, {.consultation_cost = nan}); }, "consultation_cost");
    refused([] { (void)behalf::break_even(one, {.one_time_cost = -1}); }, "one_time_cost");
    refused([] { (void)behalf::cheapest_period(one, -1.0); }, "consultation_cost");
    refused([] { (void)behalf::cheapest_period(one, 1.0, -1); }, "delay");
    refused([] { (void)behalf::dropped_consultations(one, 1.5); }, "arrival");
    refused([] { (void)behalf::simulate_process(one, {}, {.arrival = -0.1}); }, "arrival");
    refused([] { (void)behalf::simulate_process(one, {}, {.replications = 1}); }, "replications");
    refused([] { (void)behalf::simulate_process(one, {}, {.periods = 0}); }, "periods");
    refused([] { (void)behalf::simulate_process(one, {}, {.warm_up = -1}); }, "warm_up");
  }
}
