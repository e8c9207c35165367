#ifndef BEHALF_IO_IMPL_SCENARIO_IPP
#define BEHALF_IO_IMPL_SCENARIO_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/scenario.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace behalf {

Scenario read_scenario_document(const nlohmann::json& json, const Kinds& kinds) {
  const JsonCursor document{json};
  const JsonCursor at = document.at("kind");
  std::string known;
  for (const Kind* kind : kinds) {
    if (at.text() == kind->name) {
      Scenario scenario = kind->read(document);
      scenario.shown_by = kind;
      return scenario;
    }
    known += (known.empty() ? "" : " or ") + std::string{kind->name};
  }
  at.refuse_for(known);
}

Scenario read_scenario(std::string_view text, const Kinds& kinds) {
  nlohmann::json document = parse_json(text);
  const DismantledAtEnd end{document};
  return read_scenario_document(document, kinds);
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_SCENARIO_IPP
