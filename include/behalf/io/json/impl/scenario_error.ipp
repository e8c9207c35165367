#ifndef BEHALF_IO_JSON_IMPL_SCENARIO_ERROR_IPP
#define BEHALF_IO_JSON_IMPL_SCENARIO_ERROR_IPP

#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace behalf {

ScenarioError::ScenarioError(std::string_view place, std::string_view rule)
    : ScenarioError{Lines{one_line(place), one_line(rule)}} {}

std::string ScenarioError::in_file(std::string_view file) const {
  return one_line(file) + (in_text() ? ":" : ": ") + what();
}

ScenarioError::ScenarioError(Lines lines)
    : std::runtime_error{lines.place + ": " + lines.rule}, lines_{std::move(lines)} {}

}  // namespace behalf

#endif  // BEHALF_IO_JSON_IMPL_SCENARIO_ERROR_IPP
