#ifndef BEHALF_IO_SCENARIO_SCENARIO_PARTS_HPP
#define BEHALF_IO_SCENARIO_SCENARIO_PARTS_HPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <Eigen/Core>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// Where a field of a model stands in a scenario: member `member` of section `section`, or of its entry i for field[i], or
/// where there is no member, in the section itself.
/// A field that is not in the table is read as a path itself: "groups[1].weight".
struct FieldPlace {
  std::string_view field;
  std::string_view section;
  std::string_view member;
  bool per_row = false;
};

/// Says what a model found wrong with a field about the place where the field was read.
[[noreturn]] void refuse_field(const JsonCursor& document, const std::vector<FieldPlace>& places,
                               const InvalidArgument& error);

/// Reads a list of names, each of which must be there only once; `name_at(i)` is the place of name i.
[[nodiscard]] std::vector<std::string> read_names(Eigen::Index count,
                                                  const std::function<JsonCursor(Eigen::Index)>& name_at);

/// The tolerance given here as a member of its own, if any: a finite number that is not negative, in units of utility.
[[nodiscard]] std::optional<double> read_tolerance(const JsonCursor& at);

/// Reads what scenarios of all kinds may begin with: of what kind they are and what regrets are relative to.
[[nodiscard]] Scenario read_frame(const JsonCursor& document);

/// Reads the names that stand in the list `key`, at least one, each only once; `one` is what they are called in the
/// singular, such as "attribute".
[[nodiscard]] std::vector<std::string> read_some_names(const JsonCursor& document, std::string_view key,
                                                       const std::string& one);

/// The tolerance of each row of the result: that of the list's entry or else that of the whole scenario, which is also
/// that of the one row with a collective reference.
[[nodiscard]] std::vector<std::optional<double>> read_tolerances(const JsonCursor& document, const JsonCursor& list,
                                                                 const std::string& reference);

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_SCENARIO_PARTS_HPP
