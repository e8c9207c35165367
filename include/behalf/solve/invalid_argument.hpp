#ifndef BEHALF_SOLVE_INVALID_ARGUMENT_HPP
#define BEHALF_SOLVE_INVALID_ARGUMENT_HPP

#include <stdexcept>
#include <string>
#include <utility>

namespace behalf {

/// A model that cannot be: thrown when the model is made, before anything is computed.
///
/// The text reads "function: field: rule"; `field` names the argument, with an index where there is one ("weights[2]"),
/// and `rule` says what must hold and what was given. Both are kept apart, so that a reader of scenario files can say the
/// same rule about the place in the file.
class InvalidArgument : public std::invalid_argument {
public:
  InvalidArgument(const std::string& function, std::string field, std::string rule)
      : std::invalid_argument{function + ": " + field + ": " + rule},
        field_{std::move(field)},
        rule_{std::move(rule)} {}

  /// The argument at fault, such as "weights[2]".
  [[nodiscard]] const std::string& field() const noexcept { return field_; }
  /// What must hold and what was given, such as "expected a weight that is not negative, got -1".
  [[nodiscard]] const std::string& rule() const noexcept { return rule_; }

private:
  std::string field_;
  std::string rule_;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_INVALID_ARGUMENT_HPP
