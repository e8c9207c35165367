#ifndef BEHALF_IO_SCENARIO_IMPL_GOVERNANCE_SCENARIO_IPP
#define BEHALF_IO_SCENARIO_IMPL_GOVERNANCE_SCENARIO_IPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace behalf::internal {

double AskedWelfare::operator()(const Vector<double>& gaps, const Vector<double>& weights) const {
  return std::visit([&](const auto& welfare) { return static_cast<double>(welfare(gaps, weights)); }, which);
}

std::string AskedWelfare::name() const {
  if (std::holds_alternative<WorstOff>(which)) return "gap of the worst off";
  if (const auto* quantile = std::get_if<Quantile>(&which)) return "quantile " + to_text(quantile->q) + " of the gap";
  if (const auto* above = std::get_if<ShareAbove>(&which)) return "share of weight above " + to_text(above->tolerance);
  return "weighted mean gap";
}

AskedWelfare read_welfare(const JsonCursor& at) {
  if (at.json().is_string()) return at.one_of({"mean", "worst_off"}) == 0 ? AskedWelfare{} : AskedWelfare{WorstOff{}};
  if (!at.json().is_object()) at.refuse_for("mean, worst_off, {\"quantile\": …} or {\"share_above\": …}");
  at.expect_object({"quantile", "share_above"});
  if (const auto quantile = at.find("quantile")) {
    if (at.find("share_above")) at.refuse("expected one of quantile and share_above, got both");
    const double q = quantile->number();
    if (!(q > 0 && q <= 1)) quantile->refuse("expected 0 < q <= 1, got " + to_text(q));
    return {Quantile{q}};
  }
  const JsonCursor above = at.at("share_above");
  if (!(above.number() >= 0)) above.refuse("expected a number that is not negative, got " + to_text(above.number()));
  return {ShareAbove{above.number()}};
}

std::vector<double> read_lever_levels(const JsonCursor& at) {
  (void)at.size_of_some("level");
  std::vector<double> levels = at.numbers();
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] >= 0 && levels[i] <= 1) continue;
    at[static_cast<Eigen::Index>(i)].refuse("expected a level from 0 to 1, got " + to_text(levels[i]));
  }
  return levels;
}

void require_few_portfolios(const JsonCursor& levers, const std::vector<std::vector<double>>& levels,
                            std::uint64_t searches) {
  double portfolios = 1;
  for (const std::vector<double>& own : levels) portfolios *= static_cast<double>(own.size());
  const double models = portfolios * static_cast<double>(searches);
  if (models <= static_cast<double>(most_governed_models)) return;
  levers.refuse("expected at most " + std::to_string(most_governed_models) + " models to try, the levels of " +
                std::to_string(levels.size()) + (levels.size() == 1 ? " lever" : " levers") + " make " +
                to_text(portfolios, 15) + " portfolios, " +
                (searches == 1 ? std::string{"gone through once"}
                               : "gone through " + std::to_string(searches) +
                                     " times: for what money buys, what aligned enough costs, and each tolerance") +
                "; give fewer levers or levels");
}

ProcessQuestion read_process(const JsonCursor& at, const DriftingValues& values) {
  const Eigen::Index d = values.dimension;
  at.expect_object({"drift", "noise", "period", "consultation_cost", "one_time_cost", "initial"});
  ProcessQuestion question;
  question.process = {at.at("drift").square(d), at.at("noise").square_or_infinite(d), values.cost};
  if (const auto period = at.find("period")) {
    const std::uint64_t steps = period->whole_number();
    if (steps < 1 || steps > 1'000'000) period->refuse("expected 1 to 1000000 steps, got " + std::to_string(steps));
    question.period = static_cast<int>(steps);
  }
  const auto cost_at = [&](const char* key) {
    const std::optional<JsonCursor> member = at.find(key);
    const double x = member ? member->number() : 0.0;
    require_not_negative("read_scenario", key, x);
    return x;
  };
  try {
    require_covariance("read_scenario", "drift", question.process.drift, d);
    require_noise("read_scenario", "noise", question.process.noise, d);
    question.consultation_cost = cost_at("consultation_cost");
    if (at.find("one_time_cost")) question.one_time_cost = cost_at("one_time_cost");
    if (const auto initial = at.find("initial")) {
      question.initial = initial->square(d);
      require_covariance("read_scenario", "initial", *question.initial, d);
    }
  } catch (const InvalidArgument& error) {
    refuse_field(at, {}, error);
  }
  return question;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_SCENARIO_IMPL_GOVERNANCE_SCENARIO_IPP
