#ifndef BEHALF_IO_JSON_SCENARIO_ERROR_HPP
#define BEHALF_IO_JSON_SCENARIO_ERROR_HPP

#include <stdexcept>
#include <string>
#include <string_view>

namespace behalf {

/// A scenario that cannot be used: text that is not JSON, or JSON that does not fit.
///
/// The text reads "place: rule" and is always one line of UTF-8 without control characters, whatever was read. The place
/// is LINE:COLUMN where the text is at fault (both from 1, the column in bytes, a byte order mark not counted), or LINE
/// where more is not known, otherwise a path such as "$.principals[1].values", or the node or edge of a graph.
class ScenarioError : public std::runtime_error {
public:
  ScenarioError(std::string_view place, std::string_view rule);

  /// Where in the scenario: "3:14" or "$.principals[1].values".
  [[nodiscard]] const std::string& place() const noexcept { return lines_.place; }
  /// What must hold and what was given, such as "expected 3 numbers, got 2".
  [[nodiscard]] const std::string& rule() const noexcept { return lines_.rule; }
  /// Whether the text is at fault, so that the place is LINE:COLUMN or LINE.
  [[nodiscard]] bool in_text() const noexcept { return lines_.place[0] >= '0' && lines_.place[0] <= '9'; }
  /// The message with the name of the file, as compilers and editors know it: "FILE:LINE:COLUMN: rule" or
  /// "FILE: $.path: rule".
  [[nodiscard]] std::string in_file(std::string_view file) const;

private:
  struct Lines {
    std::string place;
    std::string rule;
  };
  explicit ScenarioError(Lines lines);

  Lines lines_;
};

}  // namespace behalf

#endif  // BEHALF_IO_JSON_SCENARIO_ERROR_HPP
