#ifndef BEHALF_EXAMPLES_DIAGNOSE_EMBEDDED_CASE_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_EMBEDDED_CASE_HPP

#include "d3code_figures.hpp"

#include <behalf/solve/scalar.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The case that is diagnosed when no scenario is given: one AI model, tuned to one policy, answers people in 21 countries
/// who differ in how much six moral concerns should count. What people want are figures; all about the model, the metrics
/// and what is seen is assumed, for the sake of example.
namespace embedded_case {

/// Assumptions, not figures. Each is one line of what is printed.
namespace assumed {

/// Something that is measured and can be rewarded: how much each concern counts in it.
struct Metric {
  std::string_view name;
  std::array<double, 6> weights;
  std::string_view reason;
};
inline constexpr std::array<Metric, 3> metrics{{
    {"harm benchmark", {1, 0, 0, 0, 0, 0}, "harmful answers are what benchmarks count first"},
    {"fairness audit", {0, 1, 1, 0, 0, 0}, "an audit finds unfairness, whether towards need or towards merit"},
    {"policy check",
     {0, 0, 0, 1, 1, 0},
     "a check finds breaches of rules and of group norms alike; purity is in no metric"},
}};

inline constexpr std::array<double, 6> noise{0.1, 0.3, 0.3, 0.2, 0.4, 1.0};
inline constexpr std::string_view noise_reason = "harm is seen most clearly, what offends purity least";

inline constexpr double purity_stated_as_authority = 0.25;
inline constexpr std::string_view translation_reason =
    "part of what people hold pure is written down as a rule to obey";

inline constexpr double taste_for_care = 0.1;
inline constexpr std::string_view taste_reason = "a model tuned to please is kind beyond what it is asked";

inline constexpr double risk_aversion = 1;
inline constexpr std::string_view risk_aversion_reason = "its provider would rather be safe than rewarded by luck";

inline constexpr std::string_view bargaining = "unified";
inline constexpr std::string_view bargaining_reason = "there is one policy, in which a country counts by its people";

inline constexpr double tolerance = 0.8;
inline constexpr std::string_view tolerance_reason =
    "of the 1.04 that ideal delegation is worth to the average person, a fifth must be left";

inline constexpr std::array<int, 7> scope{1, 2, 3, 5, 8, 13, 21};
inline constexpr std::array<double, 6> diversity{0, 0.25, 0.5, 1, 1.5, 2};
inline constexpr std::string_view scaling_reason =
    "how the gap grows is followed over all concerns, these numbers of countries served by one model, drawn at random, "
    "and people who differ from not at all to twice as much as they do";

inline constexpr std::string_view governance_reason =
    "prices are in units of a small team's year: a metric and an audit cost more than a rewording; equal voice gives "
    "every "
    "country the same weight; aligned enough shall be half of the people";
inline constexpr double precision_of_audit = 4;
inline constexpr double precision_of_transparency = 5;
inline constexpr double budget = 4;
inline constexpr double share_served = 0.5;

inline constexpr double drift = 0.004;
inline constexpr double consultation_noise = 0.05;
inline constexpr int consultation_period = 12;
inline constexpr double consultation_cost = 0.1;
inline constexpr std::string_view process_reason =
    "in each step, a month, values move by about 2 % of the variance of what people of a country want; a consultation "
    "shows them to within "
    "that "
    "much of a year, and costs an eighth of the tolerance";

}  // namespace assumed

/// Scores 1 to 5 become values −1 to 1, so that a concern that should not count either way is worth 0.
inline constexpr double neutral_score = 3;
inline constexpr double score_per_value = 2;

/// What could be done about it: levers with prices, a budget, and how values drift.
[[nodiscard]] inline nlohmann::json governance(nlohmann::json metrics) {
  metrics.push_back({0, 0, 0, 0, 0, 1});
  const std::vector<double> equal(d3code::countries.size(), 1 / static_cast<double>(d3code::countries.size()));
  const auto each = [](double x) { return std::vector<double>(d3code::concerns.size(), x); };
  return {{"levers",
           {{{"lever", "representation"}, {"name", "equal voice"}, {"weights", equal}, {"cost", 1}},
            {{"lever", "redesign_translation"}, {"name", "purity in its own words"}, {"cost", 1}},
            {{"lever", "redesign_metrics"}, {"name", "metric of purity"}, {"metrics", metrics}, {"cost", 2}},
            {{"lever", "audit"},
             {"name", "audit of loyalty and purity"},
             {"attributes", {"loyalty", "purity"}},
             {"precision", assumed::precision_of_audit},
             {"cost", 2}},
            {{"lever", "transparency"}, {"precision", assumed::precision_of_transparency}, {"cost", 3}}}},
          {"budget", assumed::budget},
          {"share", assumed::share_served},
          {"process",
           {{"drift", each(assumed::drift)},
            {"noise", each(assumed::consultation_noise)},
            {"period", assumed::consultation_period},
            {"consultation_cost", assumed::consultation_cost}}}};
}

/// The scenario as JSON, for `behalf::read_scenario`.
[[nodiscard]] inline std::string scenario() {
  nlohmann::json groups = nlohmann::json::array();
  for (const d3code::Country& country : d3code::countries) {
    nlohmann::json mean = nlohmann::json::array();
    nlohmann::json covariance = nlohmann::json::array();
    for (std::size_t i = 0; i < d3code::concerns.size(); ++i) {
      mean.push_back((country.mean[i] - neutral_score) / score_per_value);
      nlohmann::json row = nlohmann::json::array();
      for (std::size_t j = 0; j < d3code::concerns.size(); ++j) {
        row.push_back(country.covariance_of(i, j) / (score_per_value * score_per_value));
      }
      covariance.push_back(row);
    }
    groups.push_back({{"name", country.name}, {"weight", country.people}, {"mean", mean}, {"covariance", covariance}});
  }
  nlohmann::json metrics = nlohmann::json::array();
  for (const assumed::Metric& metric : assumed::metrics) metrics.push_back(metric.weights);
  nlohmann::json translation = nlohmann::json::array();
  for (std::size_t i = 0; i < d3code::concerns.size(); ++i) {
    std::array<double, 6> row{};
    row[i] = 1;
    translation.push_back(row);
  }
  constexpr std::size_t care = 0, authority = 3, purity = 5;
  translation[authority][purity] = assumed::purity_stated_as_authority;
  translation[purity][purity] = 1 - assumed::purity_stated_as_authority;
  std::array<double, 6> taste{};
  taste[care] = assumed::taste_for_care;
  return nlohmann::json{{"kind", "population"},
                        {"attributes", d3code::concerns},
                        {"groups", groups},
                        {"agent", {{"risk_aversion", assumed::risk_aversion}, {"taste", taste}}},
                        {"specification", {{"metrics", metrics}, {"translation", translation}}},
                        {"information", {{"noise", assumed::noise}}},
                        {"bargaining", assumed::bargaining},
                        {"tolerance", assumed::tolerance},
                        {"scaling", {{"scope", assumed::scope}, {"diversity", assumed::diversity}}},
                        {"governance", governance(metrics)}}
      .dump();
}

/// What is known and what is assumed, to be read before the result.
[[nodiscard]] inline std::string description() {
  const auto numbers = [](const std::array<double, 6>& values) {
    std::string text;
    for (const double value : values) text += (text.empty() ? "" : " ") + behalf::to_text(value);
    return text;
  };
  const auto line = [](std::string_view what, const std::string& value, std::string_view reason) {
    return "  " + std::string{what} + ": " + value + " (" + std::string{reason} + ")\n";
  };
  int people = 0;
  for (const d3code::Country& country : d3code::countries) people += country.people;
  std::string text = "One AI model, one policy, 21 countries: whose moral concerns does it serve?\n\n";
  text += "Figures: mean and covariance of six value scores of " + std::to_string(people) +
          " people, value = (score - " + behalf::to_text(neutral_score) + ") / " + behalf::to_text(score_per_value) +
          "\n";
  text += "  origin: " + std::string{d3code::origin} + "\n";
  text += "  cite: " + std::string{d3code::citation} + "\n";
  text += "  licence: " + std::string{d3code::licence} + "\n";
  text += "Assumptions, in the order care, equality, proportionality, authority, loyalty, purity:\n";
  for (const assumed::Metric& metric : assumed::metrics) {
    text += line("metric " + std::string{metric.name}, numbers(metric.weights), metric.reason);
  }
  text += line("noise variance", numbers(assumed::noise), assumed::noise_reason);
  text += line("purity stated as authority", behalf::to_text(assumed::purity_stated_as_authority),
               assumed::translation_reason);
  text += line("taste for care", behalf::to_text(assumed::taste_for_care), assumed::taste_reason);
  text += line("risk aversion", behalf::to_text(assumed::risk_aversion), assumed::risk_aversion_reason);
  text += line("bargaining", std::string{assumed::bargaining}, assumed::bargaining_reason);
  text += line("tolerance", behalf::to_text(assumed::tolerance), assumed::tolerance_reason);
  std::string countries;
  for (const int level : assumed::scope) countries += (countries.empty() ? "" : " ") + std::to_string(level);
  text += line("countries served", countries, assumed::scaling_reason);
  text += line("budget of governance", behalf::to_text(assumed::budget), assumed::governance_reason);
  text += line("drift of values per step", behalf::to_text(assumed::drift), assumed::process_reason);
  return text;
}

}  // namespace embedded_case

#endif  // BEHALF_EXAMPLES_DIAGNOSE_EMBEDDED_CASE_HPP
