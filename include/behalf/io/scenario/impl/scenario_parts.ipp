#ifndef BEHALF_IO_SCENARIO_IMPL_SCENARIO_PARTS_IPP
#define BEHALF_IO_SCENARIO_IMPL_SCENARIO_PARTS_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

/// A member, or where the name is empty an entry.
struct FieldStep {
  std::string_view name;
  Eigen::Index index = 0;
};

/// The steps of a field such as "groups[2].covariance[0][0]".
[[nodiscard]] std::vector<FieldStep> steps_of(std::string_view field) {
  std::vector<FieldStep> steps;
  while (!field.empty()) {
    if (field.front() == '.' || field.front() == ']') {
      field.remove_prefix(1);
    } else if (field.front() == '[') {
      FieldStep entry{};
      const char* const end = std::from_chars(field.data() + 1, field.data() + field.size(), entry.index).ptr;
      steps.push_back(entry);
      field.remove_prefix(static_cast<std::size_t>(end - field.data()));
    } else {
      steps.push_back({field.substr(0, field.find_first_of(".["))});
      field.remove_prefix(steps.back().name.size());
    }
  }
  return steps;
}

}  // namespace internal

void refuse_field(const JsonCursor& document, const std::vector<FieldPlace>& places, const InvalidArgument& error) {
  std::vector<internal::FieldStep> steps = internal::steps_of(error.field());
  const auto place = std::find_if(places.begin(), places.end(), [&](const FieldPlace& known) {
    return !steps.empty() && known.field == steps.front().name;
  });
  if (place != places.end()) {
    steps.front() = {place->section};
    const bool whole_column = place->per_row && steps.size() == 1;
    if (!whole_column && !place->member.empty())
      steps.insert(steps.begin() + (place->per_row ? 2 : 1), {place->member});
  }

  JsonCursor at = document;
  for (const internal::FieldStep& step : steps) {
    if (!step.name.empty()) {
      const std::optional<JsonCursor> member = at.json().is_object() ? at.find(step.name) : std::nullopt;
      if (member) at = *member;
      continue;
    }
    // A matrix that was given by its diagonal has entry [j] for [j][j], so that the second step leads nowhere.
    if (at.json().is_array() && step.index < at.size()) at = at[step.index];
  }
  at.refuse(error.rule());
}

std::vector<std::string> read_names(Eigen::Index count, const std::function<JsonCursor(Eigen::Index)>& name_at) {
  std::vector<std::string> names;
  std::map<std::string_view, Eigen::Index> seen;
  for (Eigen::Index i = 0; i < count; ++i) {
    const JsonCursor at = name_at(i);
    const auto [first, is_new] = seen.emplace(at.name(), i);
    if (!is_new) {
      at.refuse("expected a name of its own, " + in_quotes(at.name()) + " is also " + name_at(first->second).path());
    }
    names.push_back(at.name());
  }
  return names;
}

std::optional<double> read_tolerance(const JsonCursor& at) {
  const std::optional<JsonCursor> tolerance = at.find("tolerance");
  if (!tolerance) return std::nullopt;
  const double value = tolerance->number();
  try {
    require_not_negative("read_scenario", "tolerance", value);
  } catch (const InvalidArgument& error) {
    tolerance->refuse(error.rule());
  }
  return value;
}

Scenario read_frame(const JsonCursor& document) {
  Scenario scenario;
  scenario.kind = document.at("kind").text();
  scenario.reference = "each";
  if (const auto reference = document.find("reference")) {
    (void)reference->one_of({"each", "collective"});
    scenario.reference = reference->text();
  }
  return scenario;
}

std::vector<std::string> read_some_names(const JsonCursor& document, std::string_view key, const std::string& one) {
  const JsonCursor names = document.at(key);
  return read_names(names.size_of_some(one), [&](Eigen::Index j) { return names[j]; });
}

std::vector<std::optional<double>> read_tolerances(const JsonCursor& document, const JsonCursor& list,
                                                   const std::string& reference) {
  const std::optional<double> all = read_tolerance(document);
  std::vector<std::optional<double>> tolerances;
  for (Eigen::Index i = 0; i < list.size(); ++i) {
    const std::optional<double> own = read_tolerance(list[i]);
    if (own && reference == "collective") {
      list[i]
          .at("tolerance")
          .refuse(
              "expected none beside a collective reference: the result is one row for all, and the "
              "tolerance of the scenario counts");
    }
    tolerances.push_back(own ? own : all);
  }
  if (reference == "collective") return {all};
  return tolerances;
}

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_IMPL_SCENARIO_PARTS_IPP
