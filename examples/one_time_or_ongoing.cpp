#include <behalf/governance.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <iomanip>
#include <iostream>

namespace {

/// What people want of an assistant moves by a variance of 0.2 a month; a survey shows it with one of 0.5.
const behalf::ValueProcess<> process{.drift = behalf::rows({{0.2}}), .noise = behalf::rows({{0.5}})};
constexpr double survey_cost = 0.6;  // in units of utility, as the gap of one month

}  // namespace

int main() {
  std::cout << "a survey every ... months   gap after it   mean gap   drawn (standard error)   with its cost\n";
  for (const int period : {1, 2, 3, 5, 12}) {
    const auto ongoing = behalf::ongoing_consultation(process, {.period = period}).value();
    const auto drawn = behalf::simulate_process(process, {.period = period});
    std::cout << std::setw(25) << period << std::setw(15) << behalf::to_fixed(ongoing.gap_at_consultation)
              << std::setw(11) << behalf::to_fixed(ongoing.mean_gap) << std::setw(16)
              << behalf::to_fixed(drawn.value, 3) << " (" << behalf::to_fixed(drawn.standard_error, 3) << ')'
              << std::setw(16) << behalf::to_fixed(ongoing.mean_gap + survey_cost / period) << '\n';
  }

  const auto best = behalf::cheapest_period(process, survey_cost).value();
  std::cout << "\ncheapest: every " << best.period << " months, " << behalf::to_fixed(best.cost)
            << " a month; every period above " << best.horizon << " costs at least " << behalf::to_fixed(best.beyond)
            << '\n';

  const int period = static_cast<int>(best.period);
  const auto late = behalf::ongoing_consultation(process, {.period = period, .delay = 3}).value();
  const auto lost = behalf::dropped_consultations(process, 0.5, {.period = period}).value();
  const auto drawn = behalf::simulate_process(process, {.period = period}, {.arrival = 0.5});
  std::cout << "its mean gap: " << behalf::to_fixed(best.mean_gap)
            << "; acted on 3 months late: " << behalf::to_fixed(late.mean_gap)
            << "; when every other survey fails: " << behalf::to_fixed(lost.lower) << " to "
            << behalf::to_fixed(lost.upper) << ", drawn " << behalf::to_fixed(drawn.value, 3) << " ("
            << behalf::to_fixed(drawn.standard_error, 3) << ")\n";

  const auto even =
      behalf::break_even(process, {.period = period, .consultation_cost = survey_cost, .one_time_cost = 0.0}).value();
  const auto fix =
      behalf::one_time_fix(process, behalf::ongoing_consultation(process, {.period = period}).value().prior).value();
  std::cout
      << "one survey and never again: gap " << behalf::to_fixed(fix.gap(0)) << " at first, "
      << behalf::to_fixed(fix.gap(12)) << " after a year, " << behalf::to_fixed(fix.gap(60)) << " after five\n"
      << "summed up over the first " << even.steps << " months: " << behalf::to_fixed(even.one_time)
      << " even if that survey is free, " << behalf::to_fixed(even.ongoing) << " with all the ongoing ones paid\n"
      << "\nA policy that was right once is not right for long: after a year the gap of a single survey is several "
         "times "
         "that of\nongoing ones, which have paid for themselves by then. Acting three months late, or losing every "
         "other survey, costs more\nthan asking only every fifth month.\n";
}
