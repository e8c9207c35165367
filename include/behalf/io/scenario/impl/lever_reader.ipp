#ifndef BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP
#define BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/evaluate_levers.hpp>
#include <behalf/governance/linear_quadratic/set_levers.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

LeverEntry::LeverEntry(const JsonCursor& at, const std::vector<std::string>& attributes)
    : at_{at}, attributes_{&attributes} {}

NamedLever LeverEntry::which() const {
  return static_cast<NamedLever>(at_.at("lever").one_of(
      {"representation", "redesign_metrics", "redesign_translation", "audit", "transparency", "interpretability",
       "independent_validators", "reporting", "liability", "veto", "appeal", "recourse"}));
}

void LeverEntry::expect(std::initializer_list<std::string_view> own) const {
  std::vector<std::string_view> known{"lever", "name", "cost", "levels"};
  known.insert(known.end(), own.begin(), own.end());
  at_.expect_object(known);
}

double LeverEntry::number_or(std::string_view key, double otherwise) const {
  const std::optional<JsonCursor> member = at_.find(key);
  return member ? member->number() : otherwise;
}

std::vector<Eigen::Index> LeverEntry::attributes() const {
  std::vector<Eigen::Index> result;
  const std::optional<JsonCursor> list = at_.find("attributes");
  for (Eigen::Index k = 0; list && k < list->size(); ++k) {
    result.push_back(static_cast<Eigen::Index>(place((*list)[k], *attributes_, "an attribute")));
  }
  return result;
}

std::vector<Eigen::Index> LeverEntry::some_attributes() const {
  (void)at_.at("attributes").size_of_some("attribute");
  return attributes();
}

ValidatorPanel<double> LeverEntry::panel() const {
  return {.members = static_cast<std::size_t>(at_.at("members").whole_number()),
          .variance = number("variance"),
          .correlation = number_or("correlation", 0),
          .attributes = attributes()};
}

Reports<double> LeverEntry::reports() const {
  return {.attributes = some_attributes(),
          .people = number("people"),
          .rate = number_or("rate", 1),
          .variance = number("variance"),
          .correlation = number_or("correlation", 0)};
}

std::size_t LeverEntry::place(const JsonCursor& at, const std::vector<std::string>& names, const std::string& what) {
  const auto found = std::find(names.begin(), names.end(), at.text());
  if (found == names.end()) at.refuse("expected " + what + ", there is none called " + in_quotes(at.text()));
  return static_cast<std::size_t>(found - names.begin());
}

Lever<LinearQuadraticSpec<double>> read_lever(const LeverEntry& entry, const LinearQuadraticSpec<double>& spec) {
  using Set = SetLevers<LinearQuadraticSpec<double>>;
  using Evaluate = EvaluateLevers<LinearQuadraticSpec<double>>;
  using Contest = ContestLevers<LinearQuadraticSpec<double>>;
  const JsonCursor& at = entry.at();
  const Eigen::Index d = spec.dimension();
  const auto party = [&](const JsonCursor& name) {
    return static_cast<Eigen::Index>(LeverEntry::place(name, spec.names, "a party"));
  };
  switch (entry.which()) {
    case NamedLever::representation:
      entry.expect({"weights"});
      return Set::representation(at.at("weights").vector(spec.principals()));
    case NamedLever::redesign_metrics:
      entry.expect({"metrics"});
      return Set::redesign_metrics(at.at("metrics").rows(d));
    case NamedLever::redesign_translation: {
      entry.expect({"translation"});
      std::optional<Matrix<double>> target;
      if (const auto translation = at.find("translation")) target = translation->square(d);
      return Set::redesign_translation({}, std::move(target));
    }
    case NamedLever::audit:
      entry.expect({"attributes", "precision"});
      return Evaluate::audit(entry.some_attributes(), entry.number("precision"));
    case NamedLever::transparency:
      entry.expect({"precision"});
      return Evaluate::transparency(entry.number("precision"));
    case NamedLever::interpretability:
      entry.expect({"precision"});
      return Evaluate::interpretability(entry.number("precision"));
    case NamedLever::independent_validators:
      entry.expect({"members", "variance", "correlation", "attributes"});
      return Evaluate::independent_validators(entry.panel());
    case NamedLever::reporting:
      entry.expect({"attributes", "people", "rate", "variance", "correlation"});
      return Evaluate::reporting(entry.reports());
    case NamedLever::liability: {
      entry.expect({"parties", "harm", "assets"});
      Liability<double> terms{.harm = entry.number_or("harm", 1), .assets = entry.number_or("assets", 1)};
      const JsonCursor parties = at.at("parties");
      for (Eigen::Index k = 0; k < parties.size_of_some("party"); ++k) {
        parties[k].expect_object({"party", "intensity"});
        const std::optional<JsonCursor> intensity = parties[k].find("intensity");
        terms.parties.push_back({party(parties[k].at("party")), intensity ? intensity->number() : 1.0});
      }
      return Contest::liability(terms);
    }
    case NamedLever::veto:
      entry.expect({"party", "weight"});
      return Contest::veto(party(at.at("party")), entry.number("weight"));
    case NamedLever::appeal:
      entry.expect({"party", "rate"});
      return Contest::appeal(party(at.at("party")), entry.number("rate"));
    case NamedLever::recourse: break;
  }
  at.at("lever").refuse("recourse acts on exposures, which only a scenario of the kind network has");
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP
