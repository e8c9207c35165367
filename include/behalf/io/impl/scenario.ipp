#ifndef BEHALF_IO_IMPL_SCENARIO_IPP
#define BEHALF_IO_IMPL_SCENARIO_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/scenario.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace behalf {

Scenario read_scenario_document(const nlohmann::json& json) {
  const JsonCursor document{json};
  const JsonCursor kind = document.at("kind");
  std::string known;
  for (const ScenarioReader& reader : scenario_readers) {
    if (kind.text() == reader.kind) return reader.read(document);
    known += (known.empty() ? "" : " or ") + std::string{reader.kind};
  }
  kind.refuse_for(known);
}

Scenario read_scenario(std::string_view text) { return read_scenario_document(parse_json(text)); }

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_SCENARIO_IPP
