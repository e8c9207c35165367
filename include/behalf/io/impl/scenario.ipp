#ifndef BEHALF_IO_IMPL_SCENARIO_IPP
#define BEHALF_IO_IMPL_SCENARIO_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/scenario/scaling_scenario.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace behalf {

namespace internal {

/// A report repeats what was put in up to this many bytes.
inline constexpr std::size_t longest_inputs = std::size_t{1} << 20;

/// How many values a document holds, counted up to `most`.
[[nodiscard]] std::size_t values_in(const nlohmann::json& json, std::size_t most) {
  std::size_t count = 1;
  if (!json.is_structured()) return count;
  for (const nlohmann::json& part : json) {
    if (count >= most) break;
    count += values_in(part, most - count);
  }
  return count;
}

}  // namespace internal

Scenario read_scenario_document(const nlohmann::json& json, const Kinds& kinds) {
  const JsonCursor document{json};
  const JsonCursor at = document.at("kind");
  std::string known;
  for (const Kind* kind : kinds) {
    if (at.text() == kind->name) {
      Scenario scenario = kind->read(document);
      if (scenario.scaling) require_few_lattices(document.at("scaling"), scenario.scaling->study);
      scenario.shown_by = kind;
      static constexpr std::size_t most = internal::longest_inputs / 64;
      if (internal::values_in(json, most) < most) scenario.inputs = json.dump(2);
      return scenario;
    }
    known += (known.empty() ? "" : " or ") + std::string{kind->name};
  }
  at.refuse_for(known);
}

Scenario read_scenario(std::string_view text, const Kinds& kinds) {
  nlohmann::json document = parse_json(text);
  const DismantledAtEnd end{document};
  Scenario scenario = read_scenario_document(document, kinds);
  if (text.size() <= internal::longest_inputs) scenario.inputs = text;
  return scenario;
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_SCENARIO_IPP
