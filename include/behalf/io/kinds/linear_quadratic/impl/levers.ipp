#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_IPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/governed.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/kinds/linear_quadratic/lever_terms.hpp>
#include <behalf/io/kinds/linear_quadratic/levers.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace behalf {

namespace internal {

/// The party that is named here.
[[nodiscard]] Eigen::Index read_party(const JsonCursor& at, const LinearQuadraticSpec<double>& spec) {
  return static_cast<Eigen::Index>(LeverEntry::place(at, spec.names, "a party"));
}

/// Whom an agent owes how much of the harm it does.
[[nodiscard]] Liability<double> read_liability(const LeverEntry& entry, const LinearQuadraticSpec<double>& spec) {
  Liability<double> terms;
  if (const auto harm = entry.at().find("harm")) terms.harm = harm->number();
  if (const auto assets = entry.at().find("assets")) terms.assets = assets->number();
  const JsonCursor parties = entry.at().at("parties");
  for (Eigen::Index k = 0; k < parties.size_of_some("party"); ++k) {
    parties[k].expect_object({"party", "intensity"});
    const std::optional<JsonCursor> intensity = parties[k].find("intensity");
    terms.parties.push_back({read_party(parties[k].at("party"), spec), intensity ? intensity->number() : 1.0});
  }
  return terms;
}

}  // namespace internal

template <>
struct NamedLevers<LinearQuadraticSpec<double>> {
  using Spec = LinearQuadraticSpec<double>;
  using Set = SetLevers<Spec>;
  using Evaluate = EvaluateLevers<Spec>;
  using Contest = ContestLevers<Spec>;

  static constexpr std::array<NamedLever<Spec>, 12> entries{{
      {"representation",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"weights"});
         return Set::representation(entry.at().at("weights").vector(spec.principals()));
       },
       "weights"},
      {"redesign_metrics",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"metrics"});
         return Set::redesign_metrics(entry.at().at("metrics").rows(spec.dimension()));
       },
       "metrics"},
      {"redesign_translation",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"translation"});
         std::optional<Matrix<double>> target;
         if (const auto translation = entry.at().find("translation")) target = translation->square(spec.dimension());
         return Set::redesign_translation({}, std::move(target));
       },
       "translation"},
      {"audit",
       [](const LeverEntry& entry, const Spec&) {
         entry.expect({"attributes", "precision"});
         return Evaluate::audit(entry.some_attributes(), entry.number("precision"));
       }},
      {"transparency",
       [](const LeverEntry& entry, const Spec&) {
         entry.expect({"precision"});
         return Evaluate::transparency(entry.number("precision"));
       }},
      {"interpretability",
       [](const LeverEntry& entry, const Spec&) {
         entry.expect({"precision"});
         return Evaluate::interpretability(entry.number("precision"));
       }},
      {"independent_validators",
       [](const LeverEntry& entry, const Spec&) {
         entry.expect({"members", "variance", "correlation", "attributes"});
         return Evaluate::independent_validators(internal::read_panel(entry));
       }},
      {"reporting",
       [](const LeverEntry& entry, const Spec&) {
         entry.expect({"attributes", "people", "rate", "variance", "correlation"});
         return Evaluate::reporting(internal::read_reports(entry));
       }},
      {"liability",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"parties", "harm", "assets"});
         return Contest::liability(internal::read_liability(entry, spec));
       }},
      {"veto",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"party", "weight"});
         return Contest::veto(internal::read_party(entry.at().at("party"), spec), entry.number("weight"));
       }},
      {"appeal",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"party", "rate"});
         return Contest::appeal(internal::read_party(entry.at().at("party"), spec), entry.number("rate"));
       }},
      {"recourse",
       [](const LeverEntry& entry, const Spec& spec) {
         entry.expect({"party", "rate"});
         return Contest::recourse(internal::read_party(entry.at().at("party"), spec), entry.number("rate"));
       }},
  }};
};

namespace internal {

// Compiled by itself: the searches take as much memory as all else here.
extern template Solution<GovernanceFindings> govern(const GovernancePlan<LinearQuadraticSpec<double>>&,
                                                    const GovernanceProgress&);

GovernanceQuestion read_linear_quadratic_governance(const JsonCursor& document, const LinearQuadraticSpec<double>& spec,
                                                    const Scenario& scenario) {
  return read_governance(document, spec, scenario, DriftingValues{spec.dimension(), spec.cost});
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVERS_IPP
