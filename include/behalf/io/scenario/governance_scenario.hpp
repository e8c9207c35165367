#ifndef BEHALF_IO_SCENARIO_GOVERNANCE_SCENARIO_HPP
#define BEHALF_IO_SCENARIO_GOVERNANCE_SCENARIO_HPP

#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/baseline.hpp>
#include <behalf/governance/levers/cross_effects.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_interactions.hpp>
#include <behalf/governance/portfolio/cheapest_portfolio.hpp>
#include <behalf/governance/portfolio/cost_frontier.hpp>
#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace behalf {

/// Values that may drift: d numbers, which an agent pursues by actions of this cost; by default ½|a|².
struct DriftingValues {
  Eigen::Index dimension = 0;
  std::optional<Matrix<double>> cost{};
};

namespace internal {

/// The welfare of gaps that a scenario names.
struct AskedWelfare {
  std::variant<WeightedMean, WorstOff, Quantile, ShareAbove> which{};

  [[nodiscard]] double operator()(const Vector<double>& gaps, const Vector<double>& weights) const;
  [[nodiscard]] std::string name() const;
};

/// What a scenario asks of governance, on whatever description of delegation.
template <class Description>
struct GovernancePlan {
  Description description;
  std::vector<Lever<Description>> levers{};
  std::vector<std::vector<double>> levels{};
  std::vector<bool> priced{};  ///< Whether the cost of each lever is stated.
  AskedWelfare welfare{};
  std::optional<double> budget{};
  AlignedEnough<double> enough{};
  std::optional<ProcessQuestion> process{};
  std::uint64_t portfolios = 1;  ///< How many there are, whatever they cost.

  [[nodiscard]] bool is_judged() const {
    return std::any_of(enough.tolerances.begin(), enough.tolerances.end(),
                       [](const std::optional<double>& tolerance) { return tolerance.has_value(); });
  }
  /// How often the portfolios are gone through: for the frontier, for the cheapest one that is aligned enough, and for
  /// the price of each tolerance.
  [[nodiscard]] std::uint64_t searches() const {
    const auto stated = std::count_if(enough.tolerances.begin(), enough.tolerances.end(),
                                      [](const std::optional<double>& tolerance) { return tolerance.has_value(); });
    return stated == 0 ? 1 : 2 + static_cast<std::uint64_t>(stated);
  }
};

/// The most levers of a scenario, and those up to which it is told how each pair works together.
inline constexpr std::size_t most_levers = 20;

inline constexpr std::size_t most_levers_in_pairs = 12;

/// The most models that the portfolios of a scenario may take to try, all searches together.
inline constexpr std::uint64_t most_governed_models = std::uint64_t{1} << 22;

/// Reads the welfare that portfolios minimise: "mean", "worst_off", {"quantile": q} or {"share_above": gap}.
[[nodiscard]] AskedWelfare read_welfare(const JsonCursor& at);

/// Reads how values drift and are consulted.
[[nodiscard]] ProcessQuestion read_process(const JsonCursor& at, const DriftingValues& values);

/// Refuses levels that make more portfolios than may be tried, gone through so many times.
void require_few_portfolios(const JsonCursor& levers, const std::vector<std::vector<double>>& levels,
                            std::uint64_t searches);

/// Reads a level of each lever, from 0 to 1; `at` is where they stand.
[[nodiscard]] std::vector<double> read_lever_levels(const JsonCursor& at);

/// Reads lever number k of a list, with its name, its cost and its levels, and tries all of it on the description.
template <class Description>
void read_one_lever(const JsonCursor& list, Eigen::Index k, const std::vector<std::string>& attributes,
                    GovernancePlan<Description>& plan) {
  const JsonCursor at = list[k];
  std::vector<std::string_view> names;
  for (const NamedLever<Description>& known : NamedLevers<Description>::entries) names.push_back(known.name);
  const NamedLever<Description>& named = NamedLevers<Description>::entries[at.at("lever").one_of(names)];
  try {
    Lever<Description> lever = named.read(LeverEntry{at, attributes}, plan.description);
    if (const auto name = at.find("name")) lever.name = name->name();
    if (const auto cost = at.find("cost")) lever.cost = LeverCost<double>{cost->number()};
    for (std::size_t other = 0; other < plan.levers.size(); ++other) {
      if (plan.levers[other].name != lever.name) continue;
      at.refuse("expected a name of its own, " + in_quotes(lever.name) + " is also " +
                list[static_cast<Eigen::Index>(other)].path());
    }
    const std::optional<JsonCursor> own = at.find("levels");
    std::vector<double> levels = own ? read_lever_levels(*own) : std::vector<double>{0, 1};
    for (std::size_t i = 0; i < levels.size(); ++i) {
      if (!lever.has(levels[i])) (*own)[static_cast<Eigen::Index>(i)].refuse(lever.refusal_of(levels[i]));
    }
    (void)Governed<Description>::model(pull(lever, plan.description, 1.0));
    plan.levers.push_back(std::move(lever));
    plan.levels.push_back(std::move(levels));
    plan.priced.push_back(at.find("cost").has_value());
  } catch (const InvalidArgument& error) {
    refuse_field(at, {{"target", named.target, ""}}, error);
  }
}

/// Everything that was asked. Fails as the first of its parts that fails, except where no portfolio is aligned enough, which
/// is an answer.
template <class Description>
[[nodiscard]] Solution<GovernanceFindings> govern(const GovernancePlan<Description>& plan,
                                                  const GovernanceProgress& progress) {
  GovernanceFindings found{.welfare = plan.welfare.name(),
                           .welfare_is_share = std::holds_alternative<ShareAbove>(plan.welfare.which),
                           .budget = plan.budget,
                           .share = plan.enough.share};
  for (std::size_t k = 0; k < plan.levers.size(); ++k) {
    const Lever<Description>& lever = plan.levers[k];
    found.levers.push_back({lever.name, lever.kind, lever.cost(1.0), k < plan.priced.size() && plan.priced[k]});
  }
  auto effects = cross_effects(plan.description, plan.levers);
  if (!effects) return {effects.status(), effects.where()};
  Certificate certificate = effects.certificate();
  found.effects = std::move(effects).value();
  if (plan.levers.size() <= most_levers_in_pairs) {
    auto pairs = lever_interactions(plan.description, plan.levers, plan.welfare);
    if (!pairs) return {pairs.status(), pairs.where()};
    certificate.include(pairs.certificate());
    found.interactions = std::move(pairs).value();
  }
  PortfolioOptions<double> options{.levels = plan.levels, .most_models = 4 * most_governed_models};
  // A search tells its own models from 0 on.
  const std::uint64_t most = plan.portfolios * plan.searches();
  std::uint64_t before = 0, so_far = 0;
  if (progress) {
    options.progress = [&](std::uint64_t models) {
      if (models < so_far) before += so_far;
      so_far = models;
      progress(std::min(before + models, most), most);
    };
  }
  // The mean has a search of its own.
  auto frontier = std::holds_alternative<WeightedMean>(plan.welfare.which)
                      ? cost_frontier(plan.description, plan.levers, WeightedMean{}, options)
                      : cost_frontier(plan.description, plan.levers, plan.welfare, options);
  if (!frontier) return {frontier.status(), frontier.where()};
  certificate.include(frontier.certificate());
  if (plan.budget) found.best = frontier.value().within(*plan.budget);
  found.frontier = std::move(frontier).value().points;
  if (plan.is_judged()) {
    auto enough = cheapest_portfolio(plan.description, plan.levers, plan.enough, options);
    if (enough) {
      certificate.include(enough.certificate());
      found.aligned_enough = std::move(enough).value();
    } else if (enough.status() == Status::infeasible) {
      found.unreachable = enough.where();
    } else {
      return {enough.status(), enough.where()};
    }
  }
  if (plan.process) {
    auto process = process_findings(*plan.process);
    if (!process) return {process.status(), "in the process " + process.where()};
    certificate.include(process.certificate());
    found.process = std::move(process).value();
  }
  return {std::move(found), certificate};
}

}  // namespace internal

/// Reads what a scenario, so far without that, asks of the governance of what it describes, as something to be computed;
/// empty where it does not ask. Levers are those of `NamedLevers<Description>`; a process is read only where there are values
/// that may drift.
template <class Description>
[[nodiscard]] GovernanceQuestion read_governance(const JsonCursor& document, const Description& description,
                                                 const Scenario& scenario,
                                                 const std::optional<DriftingValues>& values = {}) {
  const std::optional<JsonCursor> at = document.find("governance");
  if (!at) return {};
  std::vector<std::string_view> keys{"levers", "welfare", "budget", "share"};
  if (values) keys.emplace_back("process");
  at->expect_object(keys);
  const std::vector<std::optional<double>>& tolerances = scenario.tolerances;
  internal::GovernancePlan<Description> plan{.description = description};
  const JsonCursor list = at->at("levers");
  if (list.size_of_some("lever") > static_cast<Eigen::Index>(internal::most_levers)) {
    list.refuse("expected at most " + std::to_string(internal::most_levers) + " levers, got " +
                std::to_string(list.size()));
  }
  for (Eigen::Index k = 0; k < list.size(); ++k) internal::read_one_lever(list, k, scenario.attributes, plan);
  try {
    const Vector<double> all = Vector<double>::Ones(list.size());
    (void)Governed<Description>::model(pull(plan.levers, plan.description, all));
  } catch (const InvalidArgument& error) {
    list.refuse("expected levers that can be pulled together, " + error.field() + ": " + error.rule());
  }
  plan.enough.tolerances = tolerances;
  for (const Eigen::Index i : scenario.unserved) plan.enough.tolerances[static_cast<std::size_t>(i)].reset();
  internal::require_few_portfolios(list, plan.levels, plan.searches());
  plan.portfolios =
      internal::PortfolioChoices<Description>{"read_scenario", plan.levers, {.levels = plan.levels}}.count();
  if (const auto welfare = at->find("welfare")) plan.welfare = internal::read_welfare(*welfare);
  if (const auto budget = at->find("budget")) {
    plan.budget = budget->number();
    if (!(*plan.budget > 0)) budget->refuse("expected a number above 0, got " + to_text(*plan.budget));
  }
  if (const auto share = at->find("share")) {
    const Vector<double> weights = internal::Baseline<Description>{"read_scenario", description, {}}.weights();
    double judged = 0;
    for (std::size_t i = 0; i < tolerances.size(); ++i)
      judged += plan.enough.tolerances[i] ? weights(static_cast<Eigen::Index>(i)) : 0;
    if (!(judged > 0)) share->refuse("expected somebody of positive weight with a tolerance, there is nobody");
    plan.enough.share = share->number();
    if (!(*plan.enough.share > 0 && *plan.enough.share <= 1)) {
      share->refuse("expected 0 < share <= 1, got " + to_text(*plan.enough.share));
    }
  }
  if (values) {
    if (const auto process = at->find("process")) plan.process = internal::read_process(*process, *values);
  }
  return [plan = std::move(plan)](const GovernanceProgress& progress) { return internal::govern(plan, progress); };
}

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_GOVERNANCE_SCENARIO_HPP
